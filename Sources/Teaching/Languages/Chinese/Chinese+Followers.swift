import RaftCore

extension Chinese {
  package func hears(_ server: ServerID, from leader: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "收到领导者") \(leader) \(strong: "的消息")（任期 \(term: term)）：\
    选举定时器重新计时。
    """
  }

  package func refusesOldLeader(
    _ server: ServerID, _ leader: ServerID, theirs: Term, own: Term
  ) -> Phrase {
    """
    \(server) \(strong: "拒绝") \(leader) 的 AppendEntries：\(leader) 领导的是任期 \
    \(term: theirs)，而 \(server) 已在任期 \(term: own)。
    """
  }

  package func refusesGap(
    _ server: ServerID, from leader: ServerID?, previous: LogPosition, ownLast: LogIndex
  ) -> Phrase {
    let own: Phrase =
      ownLast == 0 ? "\(server) 的日志为空" : "\(server) 的日志止于条目 \(index: ownLast)"
    return "\(refusal(server, leader))：它应接在\(at(previous))之后，但 \(own)。"
  }

  package func refusesMismatch(
    _ server: ServerID, from leader: ServerID?, previous: LogPosition, ownTerm: Term
  ) -> Phrase {
    """
    \(refusal(server, leader))：它应接在\(at(previous))之后，但 \(server) 的条目 \
    \(index: previous.index) 属于任期 \(term: ownTerm)。
    """
  }

  private func refusal(_ server: ServerID, _ leader: ServerID?) -> Phrase {
    let whose: Phrase = if let leader { " \(leader) " } else { "领导者" }
    return "\(server) \(strong: "拒绝")\(whose)的 AppendEntries"
  }

  package func deletes(
    _ server: ServerID, entries: ClosedRange<LogIndex>, own: Term, theirs: Term
  ) -> Phrase {
    let first: Phrase =
      entries.count == 1 ? "它属于" : "条目 \(index: entries.lowerBound) 属于"
    return """
      \(server) \(strong: "删除")\(self.entries(entries))：\(first)任期 \(term: own)，\
      领导者的属于任期 \(term: theirs)。
      """
  }

  package func appends(
    _ server: ServerID, entries: ClosedRange<LogIndex>, commands: [Phrase], previous: LogPosition?
  ) -> Phrase {
    let what: Phrase = "\(self.entries(entries))\(bracketed(commands))"
    guard let previous else { return "\(server) 把\(what) \(strong: "追加")到自己的日志。" }
    return previous == .start
      ? "\(server) \(strong: "追加")\(what)：它的日志由此开始。"
      : "\(server) \(strong: "追加")\(what)：前一条\(at(previous))一致。"
  }

  package func appendsUnchecked(_ server: ServerID, entries: ClosedRange<LogIndex>) -> Phrase {
    """
    \(server) 不看前一条是否一致，就把收到的内容\(strong: "追加")为\(self.entries(entries))：\
    一致性检查已关闭。
    """
  }

  package func followsCommit(
    _ server: ServerID, from before: LogIndex, to leaderCommit: LogIndex
  ) -> Phrase {
    """
    \(server) 的 \(strong: "commitIndex") 从 \(index: before) 前进到 \(index: leaderCommit)：\
    领导者已提交到条目 \(index: leaderCommit)。
    """
  }

  package func followsCommitBounded(
    _ server: ServerID, from before: LogIndex, leaderCommit: LogIndex, lastNew: LogIndex
  ) -> Phrase {
    """
    \(server) 的 \(strong: "commitIndex") 从 \(index: before) 前进到 \(index: lastNew)：\
    领导者已提交到 \(index: leaderCommit)，但日志只核对到 \(index: lastNew)。
    """
  }

  package func followsCommitUnbounded(
    _ server: ServerID, leaderCommit: LogIndex, lastNew: LogIndex
  ) -> Phrase {
    """
    \(server) 的 \(strong: "commitIndex") 前进到 \(index: leaderCommit)，尽管日志只核对到 \
    \(index: lastNew)：这条限制已关闭。
    """
  }

  package func acknowledges(
    _ server: ServerID, entries: ClosedRange<LogIndex>, to leader: ServerID, waiting: Bool
  ) -> Phrase {
    let start: Phrase = "\(server) 向 \(leader) \(strong: "确认")\(self.entries(entries))"
    return waiting
      ? "\(start)；写入磁盘之后答复才发出。"
      : "\(start)，不等写入磁盘就立即答复：这条规则已关闭。"
  }

  package func acknowledgesHeartbeat(
    _ server: ServerID, of leader: ServerID, agreeing: LogIndex
  ) -> Phrase {
    agreeing == 0
      ? "\(server) \(strong: "确认") \(leader) 的 AppendEntries，其中没有条目。"
      : """
      \(server) \(strong: "确认") \(leader) 的 AppendEntries：没有新条目，双方的日志直到条目 \
      \(index: agreeing) 一致。
      """
  }
}
