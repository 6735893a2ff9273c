import RaftCore

extension Chinese {
  package func announces(_ server: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "立即通知所有服务器")：自己是任期 \(term: term) 的领导者，\
    以免又有别的服务器发起选举。
    """
  }

  package func leadsNobody(_ server: ServerID, term: Term) -> Phrase {
    "\(server) 领导任期 \(term: term)，它是\(strong: "唯一的服务器")：无需通知任何人。"
  }

  package func appendsNoOp(_ server: ServerID, index: LogIndex, term: Term?) -> Phrase {
    let what: Phrase = if let term { "任期 \(term: term) 的" } else { "当前任期的" }
    return """
      \(server) \(strong: "追加一条空操作")，即\(what)条目 \(index: index)：\
      它一旦提交，之前的所有条目也随之提交。
      """
  }

  package func heartbeat(_ server: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "发送心跳")：向所有服务器发出 AppendEntries，表明自己仍领导任期 \
    \(term: term)。
    """
  }

  package func postponesHeartbeat(_ server: ServerID, reached: ServerSet) -> Phrase {
    """
    \(server) \(strong: "推迟心跳")：它刚向所有其他服务器（\(list(reached))）发出 AppendEntries，\
    因此心跳定时器重新计时。
    """
  }

  package func takesCommand(
    _ server: ServerID, _ command: Phrase?, index: LogIndex, term: Term?
  ) -> Phrase {
    let what: Phrase = if let command { " \(command) " } else { "" }
    let office: Phrase = if let term { "任期 \(term: term) 的" } else { "" }
    return """
      \(server) 把客户端的命令\(what)\(strong: "追加")到自己的日志，成为\(office)条目 \
      \(index: index)。
      """
  }

  package func sends(
    _ server: ServerID, entries: ClosedRange<LogIndex>, to follower: ServerID, next: LogIndex?
  ) -> Phrase {
    let then: Phrase = if let next { "，不等答复就改为 \(index: next)" } else { "" }
    return """
      \(server) 向 \(follower) \(strong: "发送")\(self.entries(entries))：\(follower) 的 nextIndex \
      原是 \(index: entries.lowerBound)\(then)。
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
      \(follower) \(strong: "答复") \(server)：没有变化，matchIndex 仍为 \(index: matchIndex)，\
      nextIndex \(index: nextIndex)。
      """
  }

  package func notesNoMatch(
    _ server: ServerID, follower: ServerID, nextIndex: LogIndex
  ) -> Phrase {
    """
    \(follower) \(strong: "答复") \(server)：还没有已知一致的条目，matchIndex \(index: 0)，\
    nextIndex \(index: nextIndex)。
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
    它已存于 \(list(holders))，达到多数。
    """
  }

  package func mayNotCommit(
    _ server: ServerID, index: LogIndex, term: Term, currentTerm: Term, on holders: ServerSet
  ) -> Phrase {
    """
    \(server) \(strong: "不得")靠计数副本来\(strong: "提交")条目 \(index: index)：它已存于多数\
    （\(list(holders))），但属于任期 \(term: term)，而 \(server) 领导任期 \(term: currentTerm)。
    """
  }

  package func commitsOldTerm(
    _ server: ServerID, index: LogIndex, term: Term, currentTerm: Term, on holders: ServerSet
  ) -> Phrase {
    """
    \(server) \(strong: "靠计数提交")任期 \(term: term) 的条目 \(index: index)：它已存于 \
    \(list(holders))，\(server) 领导任期 \(term: currentTerm)，而这条规则已关闭。
    """
  }

  package func answersClient(
    _ server: ServerID, index: LogIndex, command: Phrase?
  ) -> Phrase {
    let what: Phrase = if let command { "（\(command)）" } else { " " }
    return """
      \(server) \(strong: "答复客户端")：条目 \(index: index)\(what)已应用到状态机。
      """
  }
}
