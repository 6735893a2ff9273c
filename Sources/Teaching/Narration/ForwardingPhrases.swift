import RaftCore
import Simulation

/// What followers hand on to the leader (Ongaro's dissertation, §6.2): the rules, and what is said
/// when one fires.
package protocol ForwardingPhrases {
  var forwardProposal: RuleText { get }
  var dropForwarded: RuleText { get }

  func handsOn(_ server: ServerID, _ client: ClientID, to leader: ServerID) -> Phrase
  /// `isRead` of a question about a read; `follower` is nil when it is not known.
  func dropsForwarded(
    _ server: ServerID, _ client: ClientID, from follower: ServerID?, isRead: Bool,
    isHandingOver: Bool
  ) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func forwardProposal(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .leaderHint(let leader?, let request) = firing.evidence else { return nil }
    return words.handsOn(scene.server, request.client, to: leader)
  }

  func dropForwarded(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .leaderHint(let leader, let request) = firing.evidence else { return nil }
    let isRead: Bool
    if case .readIndex? = scene.message?.body { isRead = true } else { isRead = false }
    return words.dropsForwarded(
      scene.server, request.client, from: scene.message?.from, isRead: isRead,
      isHandingOver: leader == scene.server)
  }
}
