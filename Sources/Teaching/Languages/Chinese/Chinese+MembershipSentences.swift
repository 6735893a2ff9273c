import RaftCore
import Simulation

// What is said when servers come and go (§6; Ongaro's dissertation, chapter 4).
extension Chinese {
  package func configuration(_ membership: Membership) -> Phrase {
    let voters: Phrase =
      membership.isJoint
      ? "\(braced(membership.outgoing)) 与 \(braced(membership.voters))"
      : braced(membership.voters)
    return membership.learners.isEmpty
      ? voters : "\(voters)，Learner \(braced(membership.learners))"
  }

  package func appendsConfiguration(
    _ server: ServerID, _ membership: Membership, before: Membership, at index: LogIndex
  ) -> Phrase {
    let what: Phrase = membership.isJoint ? "联合配置" : "配置"
    return """
      \(server) \(strong: "追加")\(what) \(configuration(membership))（条目 \(index: index)）：\
      \(difference(membership, before))。
      """
  }

  private func difference(_ membership: Membership, _ before: Membership) -> Phrase {
    if membership.isJoint { return "离开之前，两个多数派都需要" }
    let joining = membership.voters.subtracting(before.voters)
    let promoted = joining.intersection(before.learners)
    let added = joining.subtracting(promoted)
    let learning = membership.learners.subtracting(before.servers)
    let leaving = before.servers.subtracting(membership.servers)
    func verb(_ servers: ServerSet, _ what: Phrase) -> Phrase? {
      servers.isEmpty ? nil : "\(list(servers)) \(what)"
    }
    let parts = [
      verb(added, "加入"), verb(promoted, "获得投票权"), verb(learning, "作为 Learner 加入"),
      verb(leaving, "离开"),
    ].compactMap { $0 }
    return parts.isEmpty ? "与之前相同" : .list(parts, separator: "，")
  }

  package func goesBy(_ server: ServerID, _ membership: Membership, at index: LogIndex?) -> Phrase {
    let place: Phrase =
      if let index { "条目 \(index: index) 已在 \(server) 的日志中" } else { "快照包含这个配置" }
    return """
      \(server) 从现在起\(strong: "以配置") \(configuration(membership)) \(strong: "为准")：\(place)。
      """
  }

  package func fallsBack(
    _ server: ServerID, to membership: Membership, from before: Membership
  ) -> Phrase {
    """
    \(server) \(strong: "退回")配置 \(configuration(membership))：\
    保存 \(configuration(before)) 的条目已删除。
    """
  }

  package func hasApplied(
    _ server: ServerID, _ membership: Membership, at index: LogIndex?
  ) -> Phrase {
    let place: Phrase =
      if let index { "条目 \(index: index) 已应用" } else { "快照包含这个配置" }
    return """
      \(server) 从现在起\(strong: "以配置") \(configuration(membership)) \(strong: "为准")：\(place)。
      """
  }

  package func refusesSecondChange(
    _ server: ServerID, _ membership: Membership, at index: LogIndex, isJoint: Bool
  ) -> Phrase {
    let reason: Phrase =
      isJoint
      ? "条目 \(index: index) 的联合配置还没有离开"
      : "上一个变更（条目 \(index: index)，\(configuration(membership))）还没有提交"
    return "\(server) \(strong: "拒绝变更")：\(reason)。"
  }

  package func refusesEarlyChange(
    _ server: ServerID, committed index: LogIndex, of term: Term, currentTerm: Term
  ) -> Phrase {
    let known: Phrase =
      index == 0 ? "还没有提交任何条目" : "最后提交的条目 \(index: index) 属于任期 \(term: term)"
    return """
      \(server) \(strong: "拒绝变更")：本任期 \(term: currentTerm) 还没有提交过条目，\(known)。
      """
  }

  package func refusesSeveral(
    _ server: ServerID, from before: Membership, to wanted: Membership
  ) -> Phrase {
    """
    \(server) \(strong: "拒绝变更")（从 \(configuration(before)) 到 \(configuration(wanted))）：\
    有投票权的服务器不止相差一台。
    """
  }

  package func standsForNothing(_ server: ServerID, in membership: Membership) -> Phrase {
    """
    \(server) \(strong: "不发起选举")：\(server) 在 \(configuration(membership)) 中没有投票权，\
    继续等待领导者。
    """
  }

  package func leavesOffice(
    _ server: ServerID, _ membership: Membership, at index: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "退位")：条目 \(index: index) 的配置 \(configuration(membership)) 已提交，\
    其中没有 \(server)。
    """
  }

  package func countsNoLearners(
    _ server: ServerID, _ learners: ServerSet, in membership: Membership
  ) -> Phrase {
    """
    \(server) \(strong: "不计入") \(list(learners))：只有 \(braced(membership.allVoters)) \
    中的服务器有投票权。
    """
  }

  package func refusesPromotion(
    _ server: ServerID, of learner: ServerID, matchIndex: LogIndex, needed: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "暂不提升") \(learner)：已知 \(learner) 保存到条目 \(index: matchIndex)，\
    需要保存到 \(index: needed)。
    """
  }

  package func appliesFirst(_ server: ServerID, entries: ClosedRange<LogIndex>) -> Phrase {
    """
    \(server) \(strong: "暂不发起选举")：先应用\(self.entries(entries))，\
    其中的配置从后面的条目可知已提交。
    """
  }

  package func needsBoth(_ server: ServerID, has: ServerSet, lacks: ServerSet) -> Phrase {
    """
    对 \(server) 来说，这在 \(braced(has)) 中达到多数，在 \(braced(lacks)) 中\(strong: "还没有")：\
    两个多数派都需要。
    """
  }

  package func leavesJoint(
    _ server: ServerID, _ membership: Membership, at index: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "离开联合配置")：追加 \(configuration(membership))（条目 \(index: index)）。
    """
  }

  package func isToChange(_ leader: ServerID?, _ change: MembershipChange) -> Phrase {
    let subject: Phrase = if let leader { " \(leader) " } else { "领导者" }
    switch change {
    case .add(let server): return "让\(subject)\(strong: "加入") \(server)。"
    case .addLearner(let server):
      return "让\(subject)\(strong: "加入") \(server)，作为 Learner。"
    case .promote(let server): return "让\(subject)\(strong: "提升") \(server)。"
    case .remove(let server): return "让\(subject)\(strong: "移除") \(server)。"
    case .several(let added, let removed):
      let parts: [Phrase] = [
        added.isEmpty ? nil : "加入 \(list(added))", removed.isEmpty ? nil : "移除 \(list(removed))",
      ].compactMap { $0 }
      return "让\(subject)\(strong: "变更配置")：\(Phrase.list(parts, separator: "，"))。"
    }
  }
}
