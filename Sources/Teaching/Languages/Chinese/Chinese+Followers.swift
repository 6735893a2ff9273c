import RaftCore

// What a follower does with AppendEntries (§5.1, §5.3).

// The rules.
extension Chinese {
  package var hearLeader: RuleText {
    RuleText(
      "收到领导者的消息",
      """
      跟随者（Follower）收到现任领导者（Leader）的 AppendEntries，就让选举定时器重新计时。
      """)
  }

  package var refuseStaleLeader: RuleText {
    RuleText(
      "拒绝旧任期的领导者",
      """
      如果 AppendEntries 的任期（term）小于接收者的 currentTerm，就拒绝它；\
      响应中的任期让旧领导者（Leader）得知自己已被取代。
      """)
  }

  package var consistencyCheck: RuleText {
    RuleText(
      "一致性检查",
      """
      如果跟随者（Follower）的日志（log）在 prevLogIndex 处没有任期为 prevLogTerm 的条目，\
      就拒绝 AppendEntries。
      """,
      without: "某一条相同的日志，之前的部分却可能不同：空缺和错误的条目被提交，各状态机产生分歧。")
  }

  package var deleteConflicting: RuleText {
    RuleText(
      "删除冲突的条目",
      """
      如果已有的条目（entry）与新条目索引相同而任期不同，跟随者（Follower）就删除它和之后的所有条目。
      """,
      without: "被取代的领导者留下的条目仍在日志里，占着已提交条目的位置被应用到状态机。")
  }

  package var appendEntries: RuleText {
    RuleText(
      "追加新条目",
      "跟随者（Follower）把自己的日志（log）中还没有的条目（entry）追加进去。")
  }

  package var commitBoundedByLastNew: RuleText {
    RuleText(
      "跟上领导者的 commitIndex",
      """
      如果 leaderCommit > commitIndex，跟随者（Follower）就把 commitIndex 设为 leaderCommit 与\
      最后一个新条目的索引之中较小的一个。
      """,
      without: "跟随者会应用日志末尾从未与领导者核对过、可能是错误的条目。")
  }

  package var acknowledgeEntries: RuleText {
    RuleText(
      "确认条目",
      """
      跟随者（Follower）的日志中有前一条和全部新条目，就响应成功（true），领导者（Leader）\
      可以据此判断。
      """)
  }
}

// What is said when one fires.
extension Chinese {
  package func hears(
    _ server: ServerID, from leader: ServerID, term: Term, restart: ElectionRestart?
  ) -> Phrase {
    """
    \(server) \(strong: "收到领导者") \(leader) \(strong: "的消息")（任期 \(term: term)）：\
    选举定时器\(restarts(restart))。
    """
  }

  package func refusesOldLeader(
    _ server: ServerID, _ leader: ServerID, theirs: Term, own: Term
  ) -> Phrase {
    """
    \(server) \(strong: "拒绝") \(leader) 的 AppendEntries：\
    \(leader) 是任期 \(term: theirs) 的领导者，而 \(server) 已在任期 \(term: own)。
    """
  }

  package func refusesGap(
    _ server: ServerID, from leader: ServerID?, previous: LogPosition, ownLast: LogIndex
  ) -> Phrase {
    let own: Phrase =
      ownLast == 0 ? "\(server) 的日志为空" : "\(server) 的日志只到条目 \(index: ownLast)"
    return "\(refusal(server, leader))：新条目应接在\(at(previous))之后，但 \(own)。"
  }

  package func refusesMismatch(
    _ server: ServerID, from leader: ServerID?, previous: LogPosition, ownTerm: Term
  ) -> Phrase {
    """
    \(refusal(server, leader))：新条目应接在\(at(previous))之后，\
    但 \(server) 的条目 \(index: previous.index) 属于任期 \(term: ownTerm)。
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
      ? "\(server) \(strong: "追加")\(what)：这是其日志的第一个条目。"
      : "\(server) \(strong: "追加")\(what)：前一条\(at(previous))一致。"
  }

  package func appendsUnchecked(_ server: ServerID, entries: ClosedRange<LogIndex>) -> Phrase {
    """
    \(server) 不检查前一条是否一致，就把收到的条目\(strong: "追加")为\(self.entries(entries))：\
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
      ? "\(start)；落盘之后才发出响应。"
      : "\(start)，不等落盘就立即响应：这条规则已关闭。"
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
