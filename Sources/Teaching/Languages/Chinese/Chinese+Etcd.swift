import RaftCore
import Simulation

// What etcd does where the paper and the dissertation do nothing.

// The rules.
extension Chinese {
  package var fallBackWhenRefused: RuleText {
    RuleText(
      "被拒绝后转回跟随者",
      """
      在 etcd 中，拒绝的服务器多到候选人（Candidate）或预候选人不可能再获得多数票时，\
      它在原任期转回跟随者（Follower）；论文中则一直等到定时器到期。
      """)
  }
}

// What is said when one fires.
extension Chinese {
  package func fallsBack(
    _ server: ServerID, refusedBy refused: ServerSet, needed: Int, of members: Int
  ) -> Phrase {
    """
    \(server) 按 etcd 的做法\(strong: "转回跟随者")：\(list(refused)) 已拒绝，共 \(count: members) 票，\
    \(server) 已不可能获得所需的 \(count: needed) 票。
    """
  }
}
