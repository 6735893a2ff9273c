import RaftCore
import Simulation

/// What etcd does where the paper and the dissertation do nothing: the rules, and what is said when
/// one fires.
package protocol EtcdPhrases {
  var fallBackWhenRefused: RuleText { get }

  /// A candidate or pre-candidate cannot win any more, and is a follower again in the same term.
  func fallsBack(
    _ server: ServerID, refusedBy refused: ServerSet, needed: Int, of members: Int
  ) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func fallBackWhenRefused(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .refused(let refused, let needed, let members) = firing.evidence else { return nil }
    return words.fallsBack(scene.server, refusedBy: refused, needed: needed, of: members)
  }
}
