import ClientPrograms
import KeyValue

/// How candidates stand in line, in etcd's Session and Election: the rules, and what is said when one
/// fires.
package protocol CampaignPhrases {
  var joinLine: RuleText { get }
  var stillInLine: RuleText { get }
  var lookForOneBefore: RuleText { get }
  var waitForOneBefore: RuleText { get }
  var oneBeforeIsGone: RuleText { get }
  var lookAgainAfterWaiting: RuleText { get }
  var askLeader: RuleText { get }
  var leaderTold: RuleText { get }
  var proclaim: RuleText { get }
  var noLongerLeader: RuleText { get }
  var resign: RuleText { get }
  var closeSession: RuleText { get }

  func joinsLine(_ program: ProgramID, _ lease: LeaseID) -> Phrase
  func isInLine(_ program: ProgramID, _ key: Text, created: Revision) -> Phrase
  func looksForOneBefore(_ program: ProgramID, _ own: Text, created: Revision) -> Phrase
  /// `own` is the revision of the program's own key; nil when it has none.
  func waitsForOneBefore(
    _ program: ProgramID, _ key: Text, created: Revision, own: Revision?
  ) -> Phrase
  func seesOneBeforeGo(_ program: ProgramID, _ key: Text, revision: Revision) -> Phrase
  /// `found` is the revision of the key that stands there now; nil when there is none.
  func findsItselfGone(
    _ program: ProgramID, _ key: Text, created: Revision, found: Revision?
  ) -> Phrase
  func asksWhoLeads(_ program: ProgramID) -> Phrase
  func learnsWhoLeads(
    _ program: ProgramID, _ key: Text, created: Revision, own: Revision?
  ) -> Phrase
  func proclaims(_ program: ProgramID, _ key: Text, created: Revision) -> Phrase
  func learnsThatItLeadsNoMore(_ program: ProgramID, _ key: Text, revision: Revision) -> Phrase
  func resigns(_ program: ProgramID, _ key: Text, created: Revision) -> Phrase
  func closesSession(_ program: ProgramID, _ lease: LeaseID, deadline: Int) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func joinLine(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .lease(let lease, _, _, _) = firing.evidence else { return nil }
    return words.joinsLine(scene.program, lease)
  }

  func stillInLine(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .ownKey(let key, _, let created) = firing.evidence else { return nil }
    return words.isInLine(scene.program, key, created: created)
  }

  func lookForOneBefore(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .ownKey(let key, _, let created) = firing.evidence else { return nil }
    return words.looksForOneBefore(scene.program, key, created: created)
  }

  func waitForOneBefore(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .before(let key, let created, let own) = firing.evidence, own ?? .max > created
    else { return nil }
    return words.waitsForOneBefore(scene.program, key, created: created, own: own)
  }

  func oneBeforeIsGone(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .key(let key, _, let revision) = firing.evidence else { return nil }
    return words.seesOneBeforeGo(scene.program, key, revision: revision)
  }

  func lookAgainAfterWaiting(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .ownKey(let key, let found, let created) = firing.evidence, found != created
    else { return nil }
    return words.findsItselfGone(scene.program, key, created: created, found: found)
  }

  func askLeader(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard firing.evidence == .none else { return nil }
    return words.asksWhoLeads(scene.program)
  }

  func leaderTold(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .before(let key, let created, let own) = firing.evidence else { return nil }
    return words.learnsWhoLeads(scene.program, key, created: created, own: own)
  }

  func proclaim(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .ownKey(let key, _, let created) = firing.evidence else { return nil }
    return words.proclaims(scene.program, key, created: created)
  }

  func noLongerLeader(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .key(let key, _, let revision) = firing.evidence else { return nil }
    return words.learnsThatItLeadsNoMore(scene.program, key, revision: revision)
  }

  func resign(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .ownKey(let key, _, let created) = firing.evidence else { return nil }
    return words.resigns(scene.program, key, created: created)
  }

  func closeSession(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .lease(let lease, _, let deadline?, _) = firing.evidence else { return nil }
    return words.closesSession(scene.program, lease, deadline: deadline)
  }
}
