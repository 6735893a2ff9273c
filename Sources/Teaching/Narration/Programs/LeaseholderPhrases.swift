import ClientPrograms
import KeyValue

/// What programs do that elect by a lease of their own: the rules, and what is said when one fires.
///
/// The deadline is until when the program counts on its lease.
package protocol LeaseholderPhrases {
  var grantLease: RuleText { get }
  var leaseGranted: RuleText { get }
  var keepLeaseAlive: RuleText { get }
  var extendDeadline: RuleText { get }
  var lookAtDeadline: RuleText { get }
  var leaseNotFound: RuleText { get }
  var deadlinePassed: RuleText { get }
  var stopWhenLeaseEnds: RuleText { get }
  var watchLost: RuleText { get }
  var tryAgainLater: RuleText { get }

  func asksForLease(_ program: ProgramID, _ lease: LeaseID, ttl: Int, clock: Int) -> Phrase
  func hasLease(_ program: ProgramID, _ lease: LeaseID, ttl: Int, deadline: Int) -> Phrase
  func keepsLeaseAlive(_ program: ProgramID, _ lease: LeaseID, deadline: Int, clock: Int) -> Phrase
  /// `deadline` is the one before; the next one is counted from `clock`.
  func extendsDeadline(
    _ program: ProgramID, _ lease: LeaseID, ttl: Int, deadline: Int, clock: Int
  ) -> Phrase
  func looksAtDeadline(_ program: ProgramID, _ lease: LeaseID, deadline: Int, clock: Int) -> Phrase
  /// A program takes its lease to be gone from etcd, whatever its deadline.
  func takesLeaseForGone(
    _ program: ProgramID, _ lease: LeaseID, deadline: Int, clock: Int
  ) -> Phrase
  /// A program has passed its deadline.
  func takesLeaseForOver(
    _ program: ProgramID, _ lease: LeaseID, deadline: Int, clock: Int
  ) -> Phrase
  func stopsWithoutLease(_ program: ProgramID, clock: Int) -> Phrase
  func losesWatch(_ program: ProgramID, clock: Int) -> Phrase
  func triesAgainLater(_ program: ProgramID, _ failure: CallFailure, clock: Int) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func grantLease(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .lease(let lease, let ttl, _, let clock) = firing.evidence else { return nil }
    return words.asksForLease(scene.program, lease, ttl: ttl, clock: clock)
  }

  func leaseGranted(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .lease(let lease, let ttl, let deadline?, _) = firing.evidence else { return nil }
    return words.hasLease(scene.program, lease, ttl: ttl, deadline: deadline)
  }

  func keepLeaseAlive(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .lease(let lease, _, let deadline?, let clock) = firing.evidence else { return nil }
    return words.keepsLeaseAlive(scene.program, lease, deadline: deadline, clock: clock)
  }

  func extendDeadline(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .lease(let lease, let ttl, let deadline?, let clock) = firing.evidence
    else { return nil }
    return words.extendsDeadline(
      scene.program, lease, ttl: ttl, deadline: deadline, clock: clock)
  }

  func lookAtDeadline(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .lease(let lease, _, let deadline?, let clock) = firing.evidence, deadline >= clock
    else { return nil }
    return words.looksAtDeadline(scene.program, lease, deadline: deadline, clock: clock)
  }

  func leaseNotFound(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .lease(let lease, _, let deadline?, let clock) = firing.evidence else { return nil }
    return words.takesLeaseForGone(scene.program, lease, deadline: deadline, clock: clock)
  }

  func deadlinePassed(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .lease(let lease, _, let deadline?, let clock) = firing.evidence, deadline < clock
    else { return nil }
    return words.takesLeaseForOver(scene.program, lease, deadline: deadline, clock: clock)
  }

  func stopWhenLeaseEnds(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .clock(let clock) = firing.evidence else { return nil }
    return words.stopsWithoutLease(scene.program, clock: clock)
  }

  func watchLost(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .clock(let clock) = firing.evidence else { return nil }
    return words.losesWatch(scene.program, clock: clock)
  }

  func tryAgainLater(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .failure(let failure, let clock) = firing.evidence else { return nil }
    return words.triesAgainLater(scene.program, failure, clock: clock)
  }
}
