import RaftCore
import Simulation
import Teaching

// Servers that come and go.
extension Chinese {
  package var membersTitle: String { "成员：领导者所用的配置" }
  package var memberPrompt: String { "成员：" }
  package var changeHint: String { "变更" }

  package func name(of standing: MemberStanding) -> String {
    switch standing {
    case .voter: "有投票权"
    case .leaving: "只在 C-old 中"
    case .learner: "Learner"
    case .none: "不是成员"
    }
  }

  package var leads: String { "领导者" }
  package func stores(upTo index: LogIndex) -> String { "保存到 \(index)" }
  package func isMarked(_ sign: String) -> String { "已标记 \(sign)" }

  package func memberKeys(_ change: MembershipChange) -> String {
    switch change {
    case .add(let server): "Enter 加入 \(server)，l 作为 Learner 加入，空格键标记。"
    case .addLearner(let server): "l 把 \(server) 作为 Learner 加入。"
    case .promote(let server): "Enter 让 \(server) 获得投票权，x 移除，空格键标记。"
    case .remove(let server): "Enter 移除 \(server)，空格键标记。"
    case .several(let added, let removed):
      "Enter 一起变更所有已标记的：\(MembershipChange.signs(adding: added, removing: removed))。"
    }
  }

  package var configurationLabel: String { "配置" }
  package var oldMajority: String { "旧" }
  package var newMajority: String { "新" }

  package func spoken(_ membership: Membership) -> String {
    func names(_ servers: ServerSet) -> String { servers.map(\.description).joined(separator: "、") }
    let voters =
      membership.isJoint
      ? "旧 \(names(membership.outgoing))，新 \(names(membership.voters))"
      : names(membership.voters)
    return membership.learners.isEmpty
      ? "配置 \(voters)" : "配置 \(voters)，Learner \(names(membership.learners))"
  }
}
