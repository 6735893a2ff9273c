import ClientPrograms
import KeyValue

/// What etcdctl does at somebody's keyboard: the rules, and what is said when one fires.
package protocol ConsolePhrases {
  var askByHand: RuleText { get }
  var toldByHand: RuleText { get }
  var watchByHand: RuleText { get }

  /// `call` is nil when it is not known.
  func asksByHand(_ program: ProgramID, _ call: ProgramCall?) -> Phrase
  /// `failure` is why there is no answer; nil when there is one.
  func isToldByHand(_ program: ProgramID, failure: CallFailure?) -> Phrase
  func watchesByHand(_ program: ProgramID, _ keys: KeyRange, from start: Revision) -> Phrase
  func endsWatchByHand(_ program: ProgramID) -> Phrase
  func seesByHand(_ program: ProgramID, _ key: Text, isDeletion: Bool, revision: Revision) -> Phrase
  /// The connection broke, or the past of what it watches is compacted.
  func losesWatchByHand(_ program: ProgramID) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func askByHand(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    words.asksByHand(scene.program, scene.call(of: firing))
  }

  func toldByHand(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .failure(let failure, _) = firing.evidence else {
      return words.isToldByHand(scene.program, failure: nil)
    }
    return words.isToldByHand(scene.program, failure: failure)
  }

  func watchByHand(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    switch firing.evidence {
    case .key(let key, let isPut, let revision):
      return words.seesByHand(scene.program, key, isDeletion: !isPut, revision: revision)
    case .failure: return words.losesWatchByHand(scene.program)
    case .clock:
      for effect in scene.effects(of: firing) {
        if case .watch(let keys, let start) = effect {
          return words.watchesByHand(scene.program, keys, from: start)
        }
      }
      return words.endsWatchByHand(scene.program)
    case .none, .lease, .before, .ownKey, .record, .renewal, .belief, .token, .object: return nil
    }
  }
}
