import ClientPrograms
import KeyValue

/// How `/leader` is won in the notes' way: the rules, and what is said when one fires.
package protocol NotesPhrases {
  var createIfAbsent: RuleText { get }
  var lookThenPut: RuleText { get }
  var putPlainly: RuleText { get }
  var keyIsOwn: RuleText { get }
  var watchKey: RuleText { get }
  var keyDeleted: RuleText { get }
  var deleteOwnKey: RuleText { get }

  func createsIfAbsent(_ program: ProgramID, _ lease: LeaseID) -> Phrase
  func looksThenPuts(_ program: ProgramID, _ lease: LeaseID) -> Phrase
  /// At the revision there was no such key.
  func putsPlainly(_ program: ProgramID, _ key: Text, revision: Revision) -> Phrase
  func findsOwnKey(_ program: ProgramID, _ key: Text, created: Revision) -> Phrase
  func watches(_ program: ProgramID, _ key: Text, created: Revision) -> Phrase
  func seesDeletion(_ program: ProgramID, _ key: Text, revision: Revision) -> Phrase
  func revokesOwnLease(_ program: ProgramID, _ lease: LeaseID, deadline: Int) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func createIfAbsent(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .lease(let lease, _, _, _) = firing.evidence else { return nil }
    return words.createsIfAbsent(scene.program, lease)
  }

  func lookThenPut(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .lease(let lease, _, _, _) = firing.evidence else { return nil }
    return words.looksThenPuts(scene.program, lease)
  }

  func putPlainly(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .key(let key, _, let revision) = firing.evidence else { return nil }
    return words.putsPlainly(scene.program, key, revision: revision)
  }

  func keyIsOwn(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .ownKey(let key, let created?, let expected) = firing.evidence, created == expected
    else { return nil }
    return words.findsOwnKey(scene.program, key, created: created)
  }

  func watchKey(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .before(let key, let created, _) = firing.evidence else { return nil }
    return words.watches(scene.program, key, created: created)
  }

  func keyDeleted(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .key(let key, _, let revision) = firing.evidence else { return nil }
    return words.seesDeletion(scene.program, key, revision: revision)
  }

  func deleteOwnKey(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .lease(let lease, _, let deadline?, _) = firing.evidence else { return nil }
    return words.revokesOwnLease(scene.program, lease, deadline: deadline)
  }
}
