import RaftCore
import Simulation

// A leader that hears no majority (Ongaro's dissertation, §6.2, §4.2.3).

// The rules.
extension Chinese {
  package var quorumHeard: RuleText {
    RuleText(
      "领导者检查是否还有多数派",
      """
      领导者（Leader）检查一个选举超时之内是否收到过多数派（包括自己）的消息。收到过，\
      就继续担任领导者。
      """)
  }

  package var stepDownWithoutQuorum: RuleText {
    RuleText(
      "收不到多数派的消息就退位",
      """
      领导者（Leader）在一个选举超时之内收不到多数派的消息，就在原任期退位，\
      并告知等待的客户端：它什么也提交不了，也许已有新的领导者。
      """)
  }

  package var disregardVote: RuleText {
    RuleText(
      "有领导者时不投票",
      """
      服务器在最短的选举超时之内收到过领导者（Leader）的消息，就不投票，也不跟进更高的任期；\
      领导者主动转移领导权时除外。
      """,
      without: "恢复的服务器用更高的任期让正常的领导者退位；凭租约响应读取的领导者会返回旧数据。")
  }
}

// What is said when one fires.
extension Chinese {
  package func hearsQuorum(
    _ server: ServerID, from others: ServerSet, within span: TimeSpan?, needed: Int
  ) -> Phrase {
    others.isEmpty
      ? "\(server) \(strong: "仍有多数派")：只需要 \(count: needed) 台，即自己。"
      : """
      \(server) \(strong: "仍有多数派")：\(since(span))收到过 \(list(others)) 的消息，加上自己共 \
      \(count: others.count + 1) 台，需要 \(count: needed) 台。
      """
  }

  package func beginsToWatchQuorum(
    _ server: ServerID, timeout: TimeSpan, needed: Int
  ) -> Phrase {
    """
    \(server) \(strong: "开始检查多数派")：此后如果 \(ms(timeout))内收到消息的服务器\
    （加上自己）不足 \(count: needed) 台，就退位。
    """
  }

  package func stepsDownWithoutQuorum(
    _ server: ServerID, heard others: ServerSet, within span: TimeSpan?, needed: Int
  ) -> Phrase {
    let heard: Phrase =
      others.isEmpty
      ? "没有收到其他服务器的消息，只有自己 \(count: 1) 台"
      : "只收到 \(list(others)) 的消息，加上自己共 \(count: others.count + 1) 台"
    return """
      \(server) 在原任期\(strong: "退位")：\(since(span))\(heard)，多数派需要 \(count: needed) 台。
      """
  }

  /// `150 毫秒内`, or where etcd looks at marks instead: `上次检查以来`.
  private func since(_ span: TimeSpan?) -> Phrase {
    if let span { "\(ms(span))内" } else { "上次检查以来" }
  }

  package func disregardsVote(
    _ server: ServerID, for candidate: ServerID?, term: Term?, heard leader: ServerID,
    ago: TimeSpan, timeout: TimeSpan, answers: Bool
  ) -> Phrase {
    """
    \(disregard(server, candidate, term, answers))：\(heard(leader, ago: ago, timeout: timeout))。
    """
  }

  package func disregardsVoteAsLeader(
    _ server: ServerID, for candidate: ServerID?, term: Term?, answers: Bool
  ) -> Phrase {
    "\(disregard(server, candidate, term, answers))：\(server) 自己就是领导者。"
  }

  package func disregardsVoteAfterStart(
    _ server: ServerID, for candidate: ServerID?, term: Term?, ago: TimeSpan, timeout: TimeSpan,
    answers: Bool
  ) -> Phrase {
    """
    \(disregard(server, candidate, term, answers))：\(server) \(ms(ago))前才启动，也许不到 \
    \(ms(timeout))前还收到过领导者的消息。
    """
  }

  private func disregard(
    _ server: ServerID, _ candidate: ServerID?, _ term: Term?, _ answers: Bool
  ) -> Phrase {
    let whom: Phrase = if let candidate { "给 \(candidate)" } else { "" }
    if answers {
      let rest: Phrase = if let term { "，也不跟进到任期 \(term: term)" } else { "" }
      return "\(server) \(strong: "拒绝投票")\(whom)\(rest)"
    }
    guard let candidate else { return "\(server) \(strong: "忽略")一个投票请求" }
    let place: Phrase = if let term { "任期 \(term: term) " } else { "" }
    return "\(server) \(strong: "忽略") \(candidate) \(place)的投票请求"
  }
}
