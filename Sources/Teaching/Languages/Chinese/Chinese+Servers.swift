import RaftCore

extension Chinese {
  package func starts(_ server: ServerID) -> Phrase {
    "\(server) \(strong: "以跟随者身份启动")：任期为 \(term: 0)，日志为空。"
  }

  package func recovers(
    _ server: ServerID, term: Term, votedFor: ServerID?, lastLog: LogPosition
  ) -> Phrase {
    let log: Phrase = lastLog == .start ? "日志为空" : "日志止于\(at(lastLog))"
    return """
      \(server) \(strong: "以跟随者身份重启")：磁盘上保留着任期 \(term: term)，\
      \(vote(of: server, for: votedFor))，\(log)；commitIndex 又从 \(index: 0) 开始。
      """
  }

  /// What a server did with its vote.
  private func vote(of server: ServerID, for candidate: ServerID?) -> Phrase {
    switch candidate {
    case nil: "没有投过票"
    case server: "票投给了自己"
    case let other?: "票投给了 \(other)"
    }
  }

  package func leaderStepsDown(
    _ server: ServerID, own: Term, theirs: Term, of sender: ServerID
  ) -> Phrase {
    """
    \(sender) 的消息带来任期 \(term: theirs)，而 \(server) 领导的是任期 \(term: own)：\(server) \
    \(strong: "下台")，成为任期 \(term: theirs) 的跟随者。
    """
  }

  package func candidateGivesUp(
    _ server: ServerID, own: Term, theirs: Term, of sender: ServerID
  ) -> Phrase {
    """
    \(sender) 的消息带来任期 \(term: theirs)，而 \(server) 在任期 \(term: own) 参选：\(server) \
    \(strong: "放弃竞选")，成为任期 \(term: theirs) 的跟随者。
    """
  }

  package func movesOn(
    _ server: ServerID, own: Term, theirs: Term, of sender: ServerID
  ) -> Phrase {
    """
    \(sender) 的消息带来任期 \(term: theirs)，而 \(server) 还在任期 \(term: own)：\(server) \
    \(strong: "进入任期") \(term: theirs)，作为尚未投票的跟随者。
    """
  }

  package func staysInRole(
    _ server: ServerID, _ role: Role, own: Term, theirs: Term, of sender: ServerID
  ) -> Phrase {
    """
    \(sender) 的消息带来任期 \(term: theirs)，\(server) 从任期 \(term: own) 跟进，却\
    \(strong: "仍是\(name(of: role))")：这条规则已关闭。
    """
  }

  package func ignoresOldReply(
    _ server: ServerID, own: Term, theirs: Term, of sender: ServerID
  ) -> Phrase {
    """
    \(server) \(strong: "忽略") \(sender) 的答复：它属于任期 \(term: theirs)，而 \(server) \
    已在任期 \(term: own)。
    """
  }

  package func ignoresLateVote(
    _ server: ServerID, of voter: ServerID, term: Term, granted: Bool
  ) -> Phrase {
    let answer: Phrase = granted ? "\(voter) 的选票" : "\(voter) 的拒绝"
    return """
      \(answer)来迟了，\(strong: "不起作用")：\(server) 在任期 \(term: term) 的选举已有结果。
      """
  }

  package func ignoresReplyAsFollower(
    _ server: ServerID, of sender: ServerID, isVote: Bool
  ) -> Phrase {
    isVote
      ? "\(server) \(strong: "忽略") \(sender) 的答复：它已不是候选者。"
      : "\(server) \(strong: "忽略") \(sender) 的答复：它已不是领导者。"
  }

  package func ignoresLateRefusal(_ server: ServerID, of follower: ServerID) -> Phrase {
    """
    \(server) \(strong: "忽略") \(follower) 的拒绝：它答复的是更早的 AppendEntries，如今已不作数。
    """
  }

  package func ignoresLateReply(_ server: ServerID, of sender: ServerID) -> Phrase {
    "\(server) \(strong: "忽略") \(sender) 的答复：它来得太迟，不再起作用。"
  }

  package func ignoresOtherLeader(_ server: ServerID, other: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "忽略") \(other) 的 AppendEntries：两者同时领导任期 \(term: term)，\
    现行的规则没能阻止。
    """
  }
}

// What reached the disk, and what reaches the state machine.
extension Chinese {
  package func stored(
    _ server: ServerID, entries: ClosedRange<LogIndex>, counts: Bool
  ) -> Phrase {
    counts
      ? """
      \(self.entries(entries)) 已\(strong: "写入") \(server) \(strong: "的磁盘")：\
      领导者现在可以把自己也算作存有副本的服务器。
      """
      : """
      \(self.entries(entries)) 已\(strong: "写入") \(server) \(strong: "的磁盘")：\
      等待写入的答复现在可以发出。
      """
  }

  package func storedOwnVote(_ server: ServerID, term: Term) -> Phrase {
    """
    \(server) 在任期 \(term: term) 投给自己的票\(strong: "已写入磁盘")：\
    现在它才算数，也才可以告诉别人。
    """
  }

  package func storedVote(_ server: ServerID, term: Term, for candidate: ServerID) -> Phrase {
    candidate == server
      ? "\(server) 在任期 \(term: term) 投给自己的票\(strong: "已写入磁盘")。"
      : """
      \(server) 在任期 \(term: term) 投给 \(candidate) 的票\(strong: "已写入磁盘")：\
      答复现在可以发出。
      """
  }

  package func storedTerm(_ server: ServerID, term: Term) -> Phrase {
    """
    任期 \(term: term)（尚未投票）已\(strong: "写入") \(server) \(strong: "的磁盘")：\
    等待写入的消息现在可以发出。
    """
  }

  package func runsOutForNothing(_ server: ServerID, _ timer: Timer) -> Phrase {
    switch timer {
    case .election: "\(server) 的选举定时器到期，\(strong: "什么也没有发生")。"
    case .heartbeat: "\(server) 的心跳定时器到期，\(strong: "什么也没有发生")。"
    }
  }

  package func storedTooLate(
    _ server: ServerID, term: Term, votedFor: ServerID?, last: LogIndex
  ) -> Phrase {
    """
    \(server) 的磁盘\(strong: "这才跟上")：任期 \(term: term)，\(vote(of: server, for: votedFor))，\
    条目直到 \(index: last)。答复并没有等它：这条规则已关闭。
    """
  }

  package func applies(
    _ server: ServerID, entries: ClosedRange<LogIndex>, commands: [Phrase]
  ) -> Phrase {
    """
    \(self.entries(entries)) 已提交：\(server) \(entries.count == 1 ? "将其" : "依次将它们")\
    \(strong: "应用")到自己的状态机\(bracketed(commands))。
    """
  }
}
