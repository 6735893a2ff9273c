import RaftCore
import Simulation

// What followers hand on to the leader (Ongaro's dissertation, §6.2).

// The rules.
extension Chinese {
  package var forwardProposal: RuleText {
    RuleText(
      "把命令转发给领导者",
      """
      跟随者（Follower）把客户端的命令转发给领导者，不等响应；等自己应用了这个命令，再响应客户端。
      """)
  }

  package var dropForwarded: RuleText {
    RuleText(
      "丢弃无法处理的转发",
      """
      不是领导者（Leader）的服务器丢弃转发来的请求，正在转移领导权的领导者丢弃转发来的命令。\
      没有服务器替客户端重试：客户端要再请求一次。
      """)
  }
}

// What is said when one fires.
extension Chinese {
  package func handsOn(_ server: ServerID, _ client: ClientID, to leader: ServerID) -> Phrase {
    """
    \(server) 把 \(client) 的命令\(strong: "转发")给领导者 \(leader)：\
    等 \(server) 自己应用了这个命令，再响应 \(client)。
    """
  }

  package func dropsForwarded(
    _ server: ServerID, _ client: ClientID, from follower: ServerID?, isRead: Bool,
    isHandingOver: Bool
  ) -> Phrase {
    let whose: Phrase = if let follower { " \(follower) 转发的" } else { "" }
    let what: Phrase = isRead ? "\(client) 的读取" : "\(client) 的命令"
    let reason: Phrase = isHandingOver ? "正在转移领导权" : "不是领导者"
    return """
      \(server) \(strong: "丢弃")\(whose) \(what)：\(server) \(reason)，\(client) 要再请求一次。
      """
  }
}
