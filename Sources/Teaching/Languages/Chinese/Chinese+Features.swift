import RaftCore
import Simulation

// What goes beyond Figure 2.
extension Chinese {
  package func name(of feature: Feature) -> String {
    switch feature {
    case .preVote: "预投票（PreVote）"
    case .checkQuorum: "多数派检查（CheckQuorum）"
    case .leadershipTransfer: "领导权转移"
    case .readIndex: "ReadIndex"
    case .leaseReads: "Lease Read"
    case .forwardProposals: "转发命令"
    case .etcdVariants: "etcd 的做法"
    case .snapshots: "快照"
    case .sessions: "客户端会话"
    case .membership: "成员变更"
    case .jointConsensus: "联合共识"
    }
  }

  package func explanation(of feature: Feature) -> String {
    switch feature {
    case .preVote: "服务器先询问自己能否当选，再增大任期。"
    case .checkQuorum: "领导者收不到多数派的消息就退位；收得到领导者消息的服务器不投票。"
    case .leadershipTransfer: "领导者主动把领导权转移给日志已追上的服务器。"
    case .readIndex: "领导者和跟随者不写日志就能响应读取。"
    case .leaseReads: "租约有效时，领导者不发消息就响应读取。"
    case .forwardProposals: "跟随者把命令转发给领导者，不让客户端改向。"
    case .etcdVariants: "以上几项，凡是 etcd 做法不同的，都按 etcd 的做法。"
    case .snapshots: "服务器生成快照，丢弃到此为止的日志；落后的跟随者会收到快照。"
    case .sessions: "客户端先打开会话，会话中的每个请求恰好执行一次。"
    case .membership: "服务器逐台加入和离开；Learner 收到日志，但没有投票权。"
    case .jointConsensus: "任意多台服务器一起加入和离开：过渡期间两个多数派都需要。"
    }
  }

  package func switches(_ feature: Feature, isOn: Bool) -> Phrase {
    "所有服务器都\(strong: isOn ? "打开" : "关闭")功能“\(Phrase(stringLiteral: name(of: feature)))”。"
  }

  package func isToHandOver(_ leader: ServerID?, to target: ServerID) -> Phrase {
    guard let leader else { return "让领导者把领导权\(strong: "转移")给 \(target)。" }
    return "让 \(leader) 把领导权\(strong: "转移")给 \(target)。"
  }
}
