import RaftCore

// How clients are served (§8).

// The rules.
extension Chinese {
  package var redirectClient: RuleText {
    RuleText(
      "只有领导者处理客户端请求",
      """
      不是领导者（Leader）的服务器拒绝客户端（client）的请求，并告知自己最近得知的领导者是谁。
      """)
  }

  package var clientSerialNumbers: RuleText {
    RuleText(
      "请求的序列号",
      """
      客户端（client）为每个命令编号（serial number）；状态机（State Machine）记住每个客户端\
      最近执行到的编号，不会重复执行。
      """,
      without: "如果响应丢失，客户端重试时，同一个命令会被执行第二次。")
  }
}

// What is said when one fires.
extension Chinese {
  package func redirects(_ server: ServerID, to leader: ServerID?) -> Phrase {
    if let leader {
      "\(server) 不是领导者：\(strong: "让客户端改向") \(leader) 请求。"
    } else {
      "\(server) 不是领导者，也不知道谁是：\(strong: "让客户端改试")其他服务器。"
    }
  }
}
