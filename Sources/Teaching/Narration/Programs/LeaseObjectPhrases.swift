import ClientPrograms
import KeyValue

/// How components of Kubernetes elect by a Lease object: the rules, and what is said when one fires.
package protocol LeaseObjectPhrases {
  var getRecord: RuleText { get }
  var createRecord: RuleText { get }
  var observeChange: RuleText { get }
  var leaseStillValid: RuleText { get }
  var takeOver: RuleText { get }
  var recordLost: RuleText { get }
  var acquired: RuleText { get }
  var beginRenewing: RuleText { get }
  var renewOptimistically: RuleText { get }
  var renewAfterReading: RuleText { get }
  var renewed: RuleText { get }
  var retryRenewal: RuleText { get }
  var renewDeadlinePassed: RuleText { get }
  var cancelContext: RuleText { get }
  var stoppedLeading: RuleText { get }
  var releaseOnCancel: RuleText { get }
  var releaseNothing: RuleText { get }
  var tokenByRevision: RuleText { get }

  func readsRecord(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase
  func createsRecord(_ program: ProgramID, clock: Int) -> Phrase
  func seesRecordFirst(_ program: ProgramID, clock: Int) -> Phrase
  /// `old` is the copy before the change.
  func seesRecordChange(_ program: ProgramID, _ old: RecordCopy) -> Phrase
  func leavesRecord(_ program: ProgramID, _ copy: RecordCopy) -> Phrase
  func takesRecordOver(_ program: ProgramID, _ copy: RecordCopy) -> Phrase
  func missesRecord(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase
  func acquiresRecord(_ program: ProgramID, _ copy: RecordCopy) -> Phrase
  func beginsRenewing(_ program: ProgramID, deadline: Int, clock: Int) -> Phrase
  func renewsWithoutReading(_ program: ProgramID, _ copy: RecordCopy) -> Phrase
  func renewsAfterReading(_ program: ProgramID, _ copy: RecordCopy) -> Phrase
  /// `began` is when the try began.
  func hasRenewed(_ program: ProgramID, began: Int, clock: Int) -> Phrase
  func triesToRenewAgain(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase
  /// `began` is since when it tried.
  func passesRenewDeadline(_ program: ProgramID, began: Int, deadline: Int, clock: Int) -> Phrase
  func cancelsContext(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase
  func callsOnStoppedLeading(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase
  func readsToRelease(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase
  /// `version` is the resourceVersion that was read.
  func releasesRecord(_ program: ProgramID, version: Revision, clock: Int) -> Phrase
  func releasesNothing(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase
}

/// What a component goes by: its copy of the record, that it has none, or that an answer is missing.
package enum RecordKnowledge: Hashable, Sendable {
  case copy(RecordCopy)
  case nothing(clock: Int)
  case failure(CallFailure, clock: Int)

  package var clock: Int {
    switch self {
    case .copy(let copy): copy.clock
    case .nothing(let clock), .failure(_, let clock): clock
    }
  }

  /// What an evidence tells; nil where it tells of something else.
  init?(_ evidence: ElectionEvidence, of program: ProgramID) {
    if let copy = RecordCopy(evidence, of: program) {
      self = .copy(copy)
    } else if case .clock(let clock) = evidence {
      self = .nothing(clock: clock)
    } else if case .failure(let failure, let clock) = evidence {
      self = .failure(failure, clock: clock)
    } else {
      return nil
    }
  }
}

// What is said of a firing.
extension Narrator {
  private func known(_ firing: ProgramFiring, _ scene: ProgramScene) -> RecordKnowledge? {
    RecordKnowledge(firing.evidence, of: scene.program)
  }

  private func copy(_ firing: ProgramFiring, _ scene: ProgramScene) -> RecordCopy? {
    RecordCopy(firing.evidence, of: scene.program)
  }

  func getRecord(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    known(firing, scene).map { words.readsRecord(scene.program, $0) }
  }

  /// The same where nothing was asked: no answer can be missing.
  private func held(_ firing: ProgramFiring, _ scene: ProgramScene) -> RecordKnowledge? {
    if case .failure = firing.evidence { nil } else { known(firing, scene) }
  }

  func createRecord(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .clock(let clock) = firing.evidence else { return nil }
    return words.createsRecord(scene.program, clock: clock)
  }

  func observeChange(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    switch known(firing, scene) {
    case .copy(let old): words.seesRecordChange(scene.program, old)
    case .nothing(let clock): words.seesRecordFirst(scene.program, clock: clock)
    case .failure, nil: nil
    }
  }

  func leaseStillValid(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard let copy = copy(firing, scene), !copy.isOwn, !copy.holder.isEmpty else { return nil }
    return words.leavesRecord(scene.program, copy)
  }

  func takeOver(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard let copy = copy(firing, scene), !copy.isOwn else { return nil }
    return words.takesRecordOver(scene.program, copy)
  }

  func recordLost(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    known(firing, scene).map { words.missesRecord(scene.program, $0) }
  }

  func acquired(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    copy(firing, scene).map { words.acquiresRecord(scene.program, $0) }
  }

  func beginRenewing(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .renewal(_, let deadline, let clock) = firing.evidence else { return nil }
    return words.beginsRenewing(scene.program, deadline: deadline, clock: clock)
  }

  func renewOptimistically(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    copy(firing, scene).map { words.renewsWithoutReading(scene.program, $0) }
  }

  func renewAfterReading(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    copy(firing, scene).map { words.renewsAfterReading(scene.program, $0) }
  }

  func renewed(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .renewal(let began, _, let clock) = firing.evidence else { return nil }
    return words.hasRenewed(scene.program, began: began, clock: clock)
  }

  func retryRenewal(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    known(firing, scene).map { words.triesToRenewAgain(scene.program, $0) }
  }

  func renewDeadlinePassed(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .renewal(let began, let deadline, let clock) = firing.evidence else { return nil }
    return words.passesRenewDeadline(
      scene.program, began: began, deadline: deadline, clock: clock)
  }

  func cancelContext(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    held(firing, scene).map { words.cancelsContext(scene.program, $0) }
  }

  func stoppedLeading(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    held(firing, scene).map { words.callsOnStoppedLeading(scene.program, $0) }
  }

  /// First the record is read, then, if it is still its own, written.
  func releaseOnCancel(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard let known = held(firing, scene) else { return nil }
    if case .update(_, _, let version) = scene.request(of: firing) {
      return words.releasesRecord(scene.program, version: version, clock: known.clock)
    }
    return words.readsToRelease(scene.program, known)
  }

  func releaseNothing(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    held(firing, scene).map { words.releasesNothing(scene.program, $0) }
  }
}
