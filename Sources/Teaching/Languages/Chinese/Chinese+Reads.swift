import RaftCore
import Simulation

// Reads that write nothing to the log (Ongaro's dissertation, §6.4).

// The rules.
extension Chinese {
  package var askForReadIndex: RuleText {
    RuleText(
      "跟随者询问 ReadIndex",
      """
      客户端从跟随者（Follower）读取时，跟随者询问领导者日志要应用到哪里，应用到之后，\
      用自己的状态机响应。
      """)
  }

  package var readAfterOwnTerm: RuleText {
    RuleText(
      "先提交自己任期的条目",
      """
      自己任期的条目提交之前，领导者（Leader）不响应读取：在它当选之前提交的最后几个条目，\
      它可能还不知道已提交。
      """,
      without: "新领导者的 commitIndex 落后，据此响应的读取会漏掉早已确认的写入。")
  }

  package var beginRead: RuleText {
    RuleText(
      "记下 readIndex",
      """
      领导者（Leader）把当时的 commitIndex 记为这次读取的 readIndex，并发起一轮 AppendEntries，\
      确认自己仍是领导者。
      """)
  }

  package var roundAfterRead: RuleText {
    RuleText(
      "确认要用读取之后的一轮",
      """
      只有读取到达之后才发起的一轮 AppendEntries，才能证明读取到达时它仍是领导者（Leader）。
      """,
      without: "更早一轮的响应也能确认读取，而此后可能已选出新的领导者，并确认了新的写入。")
  }

  package var confirmLeadership: RuleText {
    RuleText(
      "多数派确认领导者",
      """
      多数派（包括领导者（Leader）自己）响应了这一轮，读取才能继续：读取到达之前，\
      没有更新的领导者确认过任何写入。
      """,
      without: "已被取代而不自知的领导者用旧状态响应，读取会漏掉新领导者确认的写入。")
  }

  package var applyBeforeRead: RuleText {
    RuleText(
      "先应用到 readIndex",
      "响应读取的服务器，要等状态机（State Machine）应用完直到 readIndex 的全部条目。",
      without: "用落后的状态机响应，读取会漏掉此前已确认的写入。")
  }

  package var answerRead: RuleText {
    RuleText(
      "响应读取",
      """
      直到 readIndex 的条目都已应用，服务器就查询自己的状态机（State Machine）并响应。\
      日志里什么也不写。
      """)
  }

  package var serializableRead: RuleText {
    RuleText(
      "直接读本地",
      """
      对于 serializable 读取，任何服务器都立即用自己的状态机（State Machine）响应，\
      不询问其他服务器。结果可能是旧的。
      """)
  }
}

// What is said when one fires.
extension Chinese {
  package var ownCheck: String { "自己的核实" }

  package func asksForReadIndex(
    _ server: ServerID, of leader: ServerID, for client: ClientID
  ) -> Phrase {
    """
    \(server) \(strong: "向领导者") \(leader) \(strong: "询问 readIndex")：\
    日志应用到那里之后，才能响应 \(client)。
    """
  }

  package func ignoresReadIndex(_ server: ServerID, of leader: ServerID) -> Phrase {
    "\(server) \(strong: "忽略") \(leader) 的 readIndex：已没有读取在等它。"
  }

  package func waitsForOwnTerm(
    _ server: ServerID, _ client: ClientID, committed: LogPosition, currentTerm: Term
  ) -> Phrase {
    let start: Phrase = "\(server) \(strong: "让") \(client) \(strong: "的读取等待")"
    return committed.index == 0
      ? """
      \(start)：还不知道有已提交的条目，而需要一个自己任期 \(term: currentTerm) 的。
      """
      : """
      \(start)：已知提交到\(at(committed))，而需要一个自己任期 \(term: currentTerm) 的条目。
      """
  }

  package func beginsRound(
    _ server: ServerID, _ round: Int, for client: ClientID, at asker: ServerID?, index: LogIndex
  ) -> Phrase {
    """
    \(server) 为\(read(of: client, at: asker))\(strong: "发起第") \(count: round) \(strong: "轮")，\
    readIndex 为 \(index: index)：多数派响应了，就能确认 \(server) 仍是领导者。
    """
  }

  package func readsAlone(_ server: ServerID, _ client: ClientID, index: LogIndex) -> Phrase {
    """
    对于 \(client) 的读取，\(server) \(strong: "不用询问")：集群只有一台服务器，\(server) 就是领导者；\
    readIndex 为 \(index: index)。
    """
  }

  package func readsUnconfirmed(
    _ server: ServerID, _ client: ClientID, at asker: ServerID?, index: LogIndex
  ) -> Phrase {
    """
    对于\(read(of: client, at: asker))，\(server) 不询问其他服务器，\(strong: "自认为仍是领导者")：\
    readIndex 为 \(index: index)，这条规则已关闭。
    """
  }

  package func takesOlderRound(
    _ server: ServerID, _ round: Int, for client: ClientID, at asker: ServerID?, index: LogIndex
  ) -> Phrase {
    """
    \(server) 为\(read(of: client, at: asker))\(strong: "沿用更早的一轮")，readIndex 为 \
    \(index: index)：第 \(count: round) 轮早于读取，而这条规则已关闭。
    """
  }

  private func read(of client: ClientID, at asker: ServerID?) -> Phrase {
    if let asker { " \(client) 在 \(asker) 的读取" } else { " \(client) 的读取" }
  }

  package func isConfirmed(
    _ server: ServerID, for client: ClientID, round: Int, by others: ServerSet, needed: Int
  ) -> Phrase {
    """
    对于 \(client) 的读取，\(server) \(strong: "确认仍是领导者")：\(list(others)) 响应了第 \
    \(count: round) 轮，加上自己共 \(count: others.count + 1) 台，需要 \(count: needed) 台。
    """
  }

  package func tellsReadIndex(_ index: LogIndex, to asker: ServerID) -> Phrase {
    "同时告知 \(asker)：readIndex 为 \(index: index)。"
  }

  package func waitsForApply(
    _ server: ServerID, _ client: ClientID, index: LogIndex, lastApplied: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "稍后再响应") \(client) 的读取：条目要应用到 \(index: index)，\
    现在只到 \(index: lastApplied)。
    """
  }

  package func answersRead(
    _ server: ServerID, _ client: ClientID, index: LogIndex, lastApplied: LogIndex
  ) -> Phrase {
    """
    \(server) 用自己的状态机\(strong: "响应") \(client) \(strong: "的读取")：readIndex 为 \
    \(index: index)，已应用到 \(index: lastApplied)。
    """
  }

  package func answersReadTooEarly(
    _ server: ServerID, _ client: ClientID, index: LogIndex, lastApplied: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "不等待就响应") \(client) 的读取：只应用到 \(index: lastApplied)，\
    readIndex 却为 \(index: index)，这条规则已关闭。
    """
  }

  package func tellsReadIndex(
    _ server: ServerID, _ index: LogIndex, for client: ClientID, to asker: ServerID
  ) -> Phrase {
    """
    对于 \(client) 的读取，\(server) \(strong: "告知") \(asker) \(strong: "readIndex") 为 \
    \(index: index)，没有询问多数派。
    """
  }

  package func answersFromWhatItHas(
    _ server: ServerID, _ client: ClientID, lastApplied: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "直接响应") \(client) 的读取：已应用到 \(index: lastApplied)，\
    是否还有更新的条目，不询问其他服务器。
    """
  }
}
