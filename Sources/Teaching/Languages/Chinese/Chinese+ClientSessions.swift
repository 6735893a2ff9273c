import KeyValue
import RaftCore
import Simulation

// Exactly once: clients' sessions (Ongaro's dissertation, §6.3).

// The rules.
extension Chinese {
  package var openSession: RuleText {
    RuleText(
      "打开会话",
      """
      客户端通过日志请求一个会话（Session），该条目的索引就是会话的编号，因此所有服务器打开的是同一个会话。
      """)
  }

  package var executeInSession: RuleText {
    RuleText(
      "只执行一次，并保存响应",
      """
      命令在客户端的会话（Session）中执行，响应保存在会话里；客户端发出下一个请求，就表明已收到这个响应。
      """)
  }

  package var refuseWithoutSession: RuleText {
    RuleText(
      "没有会话就不执行",
      """
      状态机（State Machine）中没有命令所属的会话（Session）时，不执行这条命令，并告诉客户端会话已过期。
      """,
      without: "会话过期之后的重试会得到一个会话，再执行一次：同一个请求生效两次。")
  }

  package var expireSession: RuleText {
    RuleText(
      "会话按日志过期",
      """
      会话（Session）超过上限时，最久未使用的一个过期。是哪一个只由日志中的条目决定，因此所有服务器丢弃的相同。
      """)
  }
}

// What is said when one fires.
extension Chinese {
  package func asksForSession(
    _ client: ClientID, at server: ServerID, for operation: Operation
  ) -> Phrase {
    """
    \(client) 先向 \(server) \(strong: "请求会话")，然后在会话中请求 \(command: operation.description)。
    """
  }

  package func opensSession(
    _ server: ServerID, _ session: LogIndex, of client: ClientID, again index: LogIndex?
  ) -> Phrase {
    guard let index else {
      return """
        \(server) 为 \(client) \(strong: "打开会话") \(index: session)：条目的索引就是会话的编号。
        """
    }
    return """
      \(server) 在条目 \(index: index) 处为 \(client) \(strong: "重新打开会话") \(index: session)：\
      \(server) 没有这个会话。
      """
  }

  package func executes(
    _ server: ServerID, _ request: RequestID, in session: LogIndex, at index: LogIndex,
    discarding discarded: Int?
  ) -> Phrase {
    let older: Phrase =
      discarded.map { "；客户端已收到请求 \(count: $0) 的响应，因此丢弃" } ?? ""
    return """
      \(server) 在会话 \(index: session) 中\(strong: "执行") \(request.client) 的请求 \
      \(count: request.serial)（条目 \(index: index)），并保存响应\(older)。
      """
  }

  package func repeats(
    _ server: ServerID, _ request: RequestID, in session: LogIndex, at index: LogIndex, latest: Int
  ) -> Phrase {
    let reason: Phrase =
      latest == request.serial
      ? "之前已经执行过，按当时的结果响应" : "客户端之后已发出请求 \(count: latest)"
    return """
      \(server) \(strong: "不再执行")条目 \(index: index)，即 \(request.client) 在会话 \
      \(index: session) 中的请求 \(count: request.serial)：\(reason)。
      """
  }

  package func refusesWithoutSession(
    _ server: ServerID, _ request: RequestID, in session: LogIndex, at index: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "不执行")条目 \(index: index)，即 \(request.client) 的请求 \
    \(count: request.serial)：会话 \(index: session) \(strong: "已不存在")。
    """
  }

  package func expires(
    _ server: ServerID, _ session: LogIndex, of client: ClientID, usedAt: LogIndex, limit: Int
  ) -> Phrase {
    """
    \(server) 上 \(client) 的会话 \(index: session) \(strong: "过期")：会话最多 \(count: limit) 个，\
    它最久未使用，最近一次是条目 \(index: usedAt)。
    """
  }
}
