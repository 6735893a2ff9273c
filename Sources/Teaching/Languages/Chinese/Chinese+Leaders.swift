import RaftCore

// What a leader does (§5.2, §5.3, §5.4.2).

// The rules.
extension Chinese {
  package var announceLeadership: RuleText {
    RuleText(
      "宣告当选",
      """
      新的领导者（Leader）立即向所有其他服务器发送 AppendEntries，以确立自己的地位，\
      防止其他服务器再发起选举。
      """)
  }

  package var appendNoOp: RuleText {
    RuleText(
      "以空操作开始任期",
      """
      新的领导者（Leader）追加一个属于自己任期的空操作（no-op）：它一旦提交，\
      之前的所有条目就都已提交，领导者也由此得知哪些已提交。
      """,
      without: "不会有安全问题，但旧任期的条目要等到碰巧有客户端写入时才能提交。")
  }

  package var heartbeat: RuleText {
    RuleText(
      "心跳",
      """
      空闲时，领导者（Leader）以远小于选举超时的间隔不断发送 AppendEntries，即心跳（heartbeat），\
      让跟随者不会超时。
      """)
  }

  package var postponeHeartbeat: RuleText {
    RuleText(
      "推迟心跳",
      """
      刚给每个跟随者（Follower）都发了条目（entry），心跳定时器就重新计时：心跳（heartbeat）\
      是给空闲时准备的。只要有一台没有发到，定时器就照常到期，并重试那一台。
      """)
  }

  package var appendCommand: RuleText {
    RuleText(
      "领导者接收命令",
      """
      领导者（Leader）把客户端的命令（command）追加到自己的日志（log），成为属于其任期的新条目（entry）。
      """)
  }

  package var sendEntries: RuleText {
    RuleText(
      "复制条目",
      """
      如果日志的最后索引（index）不小于某个跟随者（Follower）的 nextIndex，领导者就用 AppendEntries \
      把从 nextIndex 开始的条目发给它。
      """)
  }

  package var pipelining: RuleText {
    RuleText(
      "流水线（pipelining）发送",
      """
      确认与跟随者的日志一致之后，领导者（Leader）在发送时、而不是收到响应时就推进 nextIndex：\
      多条 AppendEntries 可以同时在传输中。
      """,
      without: "不会有安全问题，但每个跟随者每个 RTT 只能收到一条消息，写入要互相等待。")
  }

  package var entriesStored: RuleText {
    RuleText(
      "记下跟随者存到了哪里",
      """
      AppendEntries 成功后，领导者（Leader）更新那个跟随者（Follower）的 nextIndex 和 matchIndex；\
      迟到或重复的响应不会让它们后退。
      """)
  }

  package var backUpNextIndex: RuleText {
    RuleText(
      "回退一个条目再试",
      """
      如果 AppendEntries 因日志不一致而失败，领导者（Leader）把那个跟随者（Follower）的 nextIndex \
      减一，再试一次。
      """)
  }

  package var backUpByTerm: RuleText {
    RuleText(
      "回退一个任期再试",
      """
      跟随者（Follower）拒绝时返回冲突条目的任期（term），以及自己保存的该任期第一个索引，\
      这样领导者一次就能退过一整个任期。
      """,
      without: "不会有安全问题，但领导者每个 RTT 只回退一个条目，落后很多的跟随者很久才能赶上。")
  }

  package var advanceCommit: RuleText {
    RuleText(
      "多数派已保存即可提交",
      """
      多数派保存了领导者（Leader）当前任期的某个条目，领导者就把 commitIndex 设为它的索引：\
      它和之前的所有条目都已提交（committed）。
      """)
  }

  package var commitOnlyCurrentTerm: RuleText {
    RuleText(
      "只对当前任期的条目按副本数提交",
      """
      领导者（Leader）从不按副本数提交旧任期（term）的条目；等自己任期的某个条目提交时，\
      它们才随之提交。
      """,
      without: """
        如图 8 所示，领导者提交了一个多数派保存的旧条目，之后合法当选的另一个领导者却把它覆盖掉。
        """)
  }

  package var answerClient: RuleText {
    RuleText(
      "应用之后才响应",
      "领导者（Leader）在命令应用到状态机（State Machine）之后，才响应客户端（client）。")
  }
}

// What is said when one fires.
extension Chinese {
  package func announces(_ server: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "立即通知所有服务器")：自己是任期 \(term: term) 的领导者，\
    避免其他服务器再发起选举。
    """
  }

  package func leadsNobody(_ server: ServerID, term: Term) -> Phrase {
    "\(server) 是任期 \(term: term) 的领导者：集群\(strong: "只有一台服务器")，不用通知。"
  }

  package func appendsNoOp(_ server: ServerID, index: LogIndex, term: Term?) -> Phrase {
    let what: Phrase = if let term { "任期 \(term: term) 的" } else { "当前任期的" }
    return """
      \(server) \(strong: "追加一个空操作")，即\(what)条目 \(index: index)：该条目一旦提交，\
      之前的所有条目也随之提交。
      """
  }

  package func heartbeat(_ server: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "发送心跳")：向所有服务器发出 AppendEntries，\
    表明自己仍是任期 \(term: term) 的领导者。
    """
  }

  package func postponesHeartbeat(_ server: ServerID, reached: ServerSet) -> Phrase {
    """
    \(server) \(strong: "推迟心跳")：刚向所有其他服务器（\(list(reached))）发出 AppendEntries，\
    因此心跳定时器重新计时。
    """
  }

  package func takesCommand(
    _ server: ServerID, _ command: Phrase?, index: LogIndex, term: Term?
  ) -> Phrase {
    let what: Phrase =
      if let command { command.isOneName ? " \(command) " : "（\(command)）" } else { "" }
    let office: Phrase = if let term { "任期 \(term: term) 的" } else { "" }
    return """
      \(server) 把客户端的命令\(what)\(strong: "追加")到自己的日志，成为\(office)条目 \
      \(index: index)。
      """
  }

  package func sends(
    _ server: ServerID, entries: ClosedRange<LogIndex>, to follower: ServerID, next: LogIndex?
  ) -> Phrase {
    let then: Phrase = if let next { "，不等响应就推进到 \(index: next)" } else { "" }
    return """
      \(server) 向 \(follower) \(strong: "发送")\(self.entries(entries))：\
      \(follower) 的 nextIndex 原为 \(index: entries.lowerBound)\(then)。
      """
  }

  package func notesMatch(
    _ server: ServerID, follower: ServerID, matchIndex: LogIndex, nextIndex: LogIndex, isNews: Bool
  ) -> Phrase {
    isNews
      ? """
      \(server) 得知 \(follower) 的日志直到条目 \(index: matchIndex) 都与自己\(strong: "一致")：\
      matchIndex \(index: matchIndex)，nextIndex \(index: nextIndex)。
      """
      : """
      \(server) \(strong: "收到") \(follower) \(strong: "的响应")：没有变化，\
      matchIndex 仍为 \(index: matchIndex)，nextIndex \(index: nextIndex)。
      """
  }

  package func notesNoMatch(
    _ server: ServerID, follower: ServerID, nextIndex: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "收到") \(follower) \(strong: "的响应")：还没有已知一致的条目，\
    matchIndex \(index: 0)，nextIndex \(index: nextIndex)。
    """
  }

  package func backsUp(
    _ server: ServerID, follower: ServerID, from: LogIndex, to: LogIndex
  ) -> Phrase {
    """
    \(server) 将 \(follower) 的 nextIndex 从 \(index: from) \(strong: "退回")到 \(index: to)，\
    再试一次：\(follower) 的日志对不上。
    """
  }

  package func backsUpByTerm(
    _ server: ServerID, follower: ServerID, from: LogIndex, to: LogIndex, conflictTerm: Term?
  ) -> Phrase {
    if let conflictTerm {
      """
      \(server) 跳过任期 \(term: conflictTerm)，将 \(follower) 的 nextIndex 从 \(index: from) \
      \(strong: "退回")到 \(index: to)：\(follower) 在那里的条目属于这个任期。
      """
    } else {
      """
      \(server) 将 \(follower) 的 nextIndex 从 \(index: from) \(strong: "退回")到 \(index: to)，\
      再试一次：\(follower) 的日志太短。
      """
    }
  }

  package func triesAgain(
    _ server: ServerID, follower: ServerID, nextIndex: LogIndex
  ) -> Phrase {
    "\(server) 从 nextIndex \(index: nextIndex) \(strong: "再试一次")：\(follower) 拒绝了。"
  }

  package func commits(
    _ server: ServerID, index: LogIndex, term: Term, on holders: ServerSet
  ) -> Phrase {
    """
    \(server) \(strong: "提交")任期 \(term: term) 的条目 \(index: index) 以及之前的所有条目：\
    已保存在 \(list(holders)) 上，构成多数派。
    """
  }

  package func mayNotCommit(
    _ server: ServerID, index: LogIndex, term: Term, currentTerm: Term, on holders: ServerSet
  ) -> Phrase {
    """
    \(server) \(strong: "不能")仅凭副本数\(strong: "提交")条目 \(index: index)：\
    已保存在多数派（\(list(holders))）上，但该条目属于任期 \(term: term)，\
    而 \(server) 是任期 \(term: currentTerm) 的领导者。
    """
  }

  package func commitsOldTerm(
    _ server: ServerID, index: LogIndex, term: Term, currentTerm: Term, on holders: ServerSet
  ) -> Phrase {
    """
    \(server) \(strong: "仅凭副本数提交")任期 \(term: term) 的条目 \(index: index)：\
    已保存在 \(list(holders)) 上，\(server) 是任期 \(term: currentTerm) 的领导者，\
    而这条规则已关闭。
    """
  }

  package func answersClient(
    _ server: ServerID, index: LogIndex, command: Phrase?
  ) -> Phrase {
    let what: Phrase = if let command { "（\(command)）" } else { " " }
    return """
      \(server) \(strong: "响应客户端")：条目 \(index: index)\(what)已应用到状态机。
      """
  }
}
