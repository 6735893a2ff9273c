import RaftCore
import Simulation

// What every server obeys (§5, §5.1).

// The rules.
extension Chinese {
  package var startAsFollower: RuleText {
    RuleText(
      "服务器以跟随者身份启动",
      """
      服务器（server）启动时是跟随者（Follower），任期（term）为 0，日志（log）为空；\
      只要还能收到领导者（Leader）或候选人（Candidate）的消息，就一直是跟随者。
      """)
  }

  package var recoverFromDisk: RuleText {
    RuleText(
      "恢复磁盘上保留的状态",
      """
      宕机之后，服务器从磁盘读回 currentTerm、votedFor 和日志（log）；其余状态（包括 commitIndex）\
      都要重新获得。
      """)
  }

  package var stepDownOnHigherTerm: RuleText {
    RuleText(
      "看到更高任期就转为跟随者",
      """
      服务器在任何请求或响应中看到比自己更高的任期（term），就改用那个任期，\
      并转为跟随者（Follower）。
      """,
      without: "已被取代的领导者在新任期里仍自认为领导者：一个任期里有两个领导者，各自提交自己的条目。")
  }

  package var ignoreStaleReply: RuleText {
    RuleText(
      "忽略迟到的响应",
      "对旧任期（term）请求的响应，或者结果已定之后才到的响应，一律忽略。")
  }

  package var persistBeforeAnswering: RuleText {
    RuleText(
      "先持久化，再响应",
      """
      服务器对 currentTerm、votedFor 和 log[] 的修改，必须先写入稳定存储（stable storage），\
      然后才能响应 RPC。
      """,
      without: """
        宕机会让服务器忘掉已经答应过的选票或条目：可能在同一任期投两次票，已提交的条目也可能丢失。
        """)
  }

  package var applyCommitted: RuleText {
    RuleText(
      "应用已提交的条目",
      """
      只要 commitIndex > lastApplied，服务器就按日志（log）的顺序把下一个条目应用（apply）到\
      状态机（State Machine）。
      """)
  }
}

// What is said when one fires.
extension Chinese {
  package func starts(_ server: ServerID) -> Phrase {
    "\(server) \(strong: "以跟随者身份启动")：任期为 \(term: 0)，日志为空。"
  }

  package func recovers(
    _ server: ServerID, term: Term, votedFor: ServerID?, lastLog: LogPosition
  ) -> Phrase {
    let log: Phrase = lastLog == .start ? "日志为空" : "日志的最后一条是\(at(lastLog))"
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
    \(sender) 的消息任期为 \(term: theirs)，高于 \(server) 的任期 \(term: own)：\
    \(server) \(strong: "退位")，转为任期 \(term: theirs) 的跟随者。
    """
  }

  package func candidateGivesUp(
    _ server: ServerID, own: Term, theirs: Term, of sender: ServerID
  ) -> Phrase {
    """
    \(sender) 的消息任期为 \(term: theirs)，而 \(server) 是任期 \(term: own) 的候选人：\
    \(server) \(strong: "放弃竞选")，转为任期 \(term: theirs) 的跟随者。
    """
  }

  package func movesOn(
    _ server: ServerID, own: Term, theirs: Term, of sender: ServerID
  ) -> Phrase {
    """
    \(sender) 的消息任期为 \(term: theirs)，而 \(server) 还在任期 \(term: own)：\
    \(server) \(strong: "进入任期") \(term: theirs)，作为尚未投票的跟随者。
    """
  }

  package func staysInRole(
    _ server: ServerID, _ role: RoleState, own: Term, theirs: Term, of sender: ServerID
  ) -> Phrase {
    """
    \(sender) 的消息任期为 \(term: theirs)，\(server) 从任期 \(term: own) 跟进，\
    却\(strong: "仍是\(name(of: role))")：这条规则已关闭。
    """
  }

  package func ignoresOldReply(
    _ server: ServerID, own: Term, theirs: Term, of sender: ServerID
  ) -> Phrase {
    """
    \(server) \(strong: "忽略") \(sender) 的响应：该响应属于任期 \(term: theirs)，\
    而 \(server) 已在任期 \(term: own)。
    """
  }

  package func ignoresLateVote(
    _ server: ServerID, of voter: ServerID, term: Term, granted: Bool
  ) -> Phrase {
    let answer: Phrase = granted ? "\(voter) 迟到的选票" : "\(voter) 迟到的拒绝"
    return """
      \(strong: "忽略") \(answer)：\(server) 在任期 \(term: term) 的选举已有结果。
      """
  }

  package func ignoresReplyAsFollower(
    _ server: ServerID, of sender: ServerID, isVote: Bool
  ) -> Phrase {
    isVote
      ? "\(server) \(strong: "忽略") \(sender) 的响应：\(server) 已不是候选人。"
      : "\(server) \(strong: "忽略") \(sender) 的响应：\(server) 已不是领导者。"
  }

  package func ignoresLateRefusal(_ server: ServerID, of follower: ServerID) -> Phrase {
    """
    \(server) \(strong: "忽略") \(follower) 的拒绝：它响应的是更早的 AppendEntries，已失效。
    """
  }

  package func ignoresLateReply(_ server: ServerID, of sender: ServerID) -> Phrase {
    "\(server) \(strong: "忽略") \(sender) 的响应：响应迟到，已失效。"
  }

  package func ignoresOtherLeader(_ server: ServerID, other: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "忽略") \(other) 的 AppendEntries：两台同时是任期 \(term: term) 的领导者，\
    打开的规则没能阻止。
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
      领导者可以把自己计入该条目的副本数。
      """
      : """
      \(self.entries(entries)) 已\(strong: "写入") \(server) \(strong: "的磁盘")：\
      等待落盘的响应现在发出。
      """
  }

  package func storedOwnVote(_ server: ServerID, term: Term) -> Phrase {
    """
    \(server) 在任期 \(term: term) 投给自己的票\(strong: "已写入磁盘")：这一票从此有效，\
    投票请求现在可以发出。
    """
  }

  package func storedVote(_ server: ServerID, term: Term, for candidate: ServerID) -> Phrase {
    candidate == server
      ? "\(server) 在任期 \(term: term) 投给自己的票\(strong: "已写入磁盘")。"
      : """
      \(server) 在任期 \(term: term) 投给 \(candidate) 的票\(strong: "已写入磁盘")：响应现在发出。
      """
  }

  package func storedTerm(_ server: ServerID, term: Term) -> Phrase {
    """
    任期 \(term: term)（尚未投票）已\(strong: "写入") \(server) \(strong: "的磁盘")：\
    等待落盘的消息现在发出。
    """
  }

  package func runsOutForNothing(_ server: ServerID, _ timer: Timer) -> Phrase {
    switch timer {
    case .election: "\(server) 的选举定时器到期，\(strong: "什么也没有发生")。"
    case .heartbeat: "\(server) 的心跳定时器到期，\(strong: "什么也没有发生")。"
    case .quorum: "\(server) 的 CheckQuorum 定时器到期，\(strong: "什么也没有发生")。"
    case .transfer: "\(server) 的转移定时器到期，\(strong: "什么也没有发生")。"
    }
  }

  package func storedTooLate(
    _ server: ServerID, term: Term, votedFor: ServerID?, last: LogIndex
  ) -> Phrase {
    """
    \(server) 的磁盘\(strong: "此时才写完")：任期 \(term: term)，\
    \(vote(of: server, for: votedFor))，条目直到 \(index: last)。响应没有等待落盘：这条规则已关闭。
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
