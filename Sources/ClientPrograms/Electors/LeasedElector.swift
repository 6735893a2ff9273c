import KeyValue

/// An elector with a lease of its own in etcd, which it keeps alive as etcd's client library does.
package protocol LeasedElector: Elector {
  /// The lease, as far as the program knows.
  var lease: LeaseState { get set }
  /// For how many seconds it asks for a lease.
  var ttl: Int { get }

  /// There is a lease: the program stands for election.
  mutating func campaign(at clock: Int, into step: inout ProgramStep)
  /// The lease is over for the program while it does not lead.
  mutating func leaseEndedBeforeElection(at clock: Int, into step: inout ProgramStep)
  /// It forgets what it was about, and tells etcd that the lease is not needed.
  mutating func giveUpKey(at clock: Int, into step: inout ProgramStep)
  /// Nothing is left of its candidacy but what etcd may still hold.
  mutating func forgetCandidacy()
}

/// A lease as its holder knows it.
package struct LeaseState: Hashable, Sendable {
  /// How many leases the program has asked for.
  private var count = 0
  /// The question for a lease that is not answered yet.
  var asking: CallNumber?
  /// The lease; nil when there is none, or when the program takes it for over.
  package internal(set) var held: Held?

  /// A lease that was granted.
  package struct Held: Hashable, Sendable {
    package let id: LeaseID
    /// The seconds that were granted.
    package var ttl: Int
    /// Until when the holder counts on it, by its own clock.
    package var deadline: Int
  }

  /// The number of the next lease that a pod asks for: `21` is the second one of pod 1. etcd draws
  /// numbers; here nobody needs to.
  mutating func nextID(of pod: Int) -> LeaseID {
    count += 1
    return count * 10 + pod
  }
}

extension LeasedElector {
  /// A timer has run out.
  mutating func timedOut(
    _ timer: ProgramTimer, at clock: Int, into step: inout ProgramStep
  ) {
    switch timer {
    case .keepAlive: keepLeaseAlive(at: clock, into: &step)
    case .look: lookAtDeadline(at: clock, into: &step)
    case .retry: retry(at: clock, into: &step)
    case .work: work(into: &step)
    case .workEnds: workEnded(at: clock, into: &step)
    case .lockDelay: lockDelayPassed(at: clock, into: &step)
    case .renew, .renewDeadline, .restart: break
    }
  }

  /// The process begins.
  mutating func start(at clock: Int, into step: inout ProgramStep) {
    elector.start()
    lease.held = nil
    forgetCandidacy()
    askForLease(at: clock, into: &step)
  }

  mutating func askForLease(at clock: Int, into step: inout ProgramStep) {
    let id = lease.nextID(of: elector.pod)
    let (number, effect) = call(
      .request(.grant(id, ttl: ttl), .linearizable), timeout: times.requestTimeout)
    lease.asking = number
    step.fire(.grantLease, because: .lease(id, ttl: ttl, deadline: nil, clock: clock), effect)
  }

  /// etcd has answered the question for a lease. The client counts on it for some seconds, until its
  /// first keepalive tells how long it lasts.
  mutating func leaseAnswered(
    _ answer: StoreAnswer, at clock: Int, into step: inout ProgramStep
  ) {
    lease.asking = nil
    guard case .granted(let id, let ttl) = answer.response else {
      return tryAgainLater(.unavailable, at: clock, into: &step)
    }
    let held = LeaseState.Held(id: id, ttl: ttl, deadline: clock + times.firstDeadline)
    lease.held = held
    step.fire(.leaseGranted, because: evidence(held, at: clock), .start(.look, times.lookInterval))
    keepLeaseAlive(at: clock, into: &step)
    campaign(at: clock, into: &step)
  }

  /// A keepalive is sent, and sent again as long as none is answered.
  ///
  /// Deviation: the library looks every half second whether one is due.
  mutating func keepLeaseAlive(at clock: Int, into step: inout ProgramStep) {
    guard let held = lease.held else { return }
    let (_, effect) = call(.keepAlive(held.id), timeout: times.requestTimeout)
    step.fire(
      .keepLeaseAlive, because: evidence(held, at: clock), effect,
      .start(.keepAlive, times.keepAliveRetry))
  }

  /// A keepalive was answered. The client counts from when it *received* that, which is later than
  /// when etcd began to count: so it believes for longer than etcd does.
  mutating func keptAlive(
    _ id: LeaseID, ttl: Int?, at clock: Int, into step: inout ProgramStep
  ) {
    guard let held = lease.held, held.id == id else { return }
    guard let ttl else { return leaseEnded(.leaseNotFound, at: clock, into: &step) }
    lease.held = LeaseState.Held(id: id, ttl: ttl, deadline: clock + ttl * 1_000_000)
    step.fire(
      .extendDeadline, because: evidence(held, at: clock), .start(.keepAlive, ttl * 1_000_000 / 3))
  }

  /// Once a second the client looks whether its deadline has passed.
  mutating func lookAtDeadline(at clock: Int, into step: inout ProgramStep) {
    guard let held = lease.held else { return }
    if held.deadline < clock { return leaseEnded(.deadlinePassed, at: clock, into: &step) }
    step.fire(
      .lookAtDeadline, because: evidence(held, at: clock), .start(.look, times.lookInterval))
  }

  /// The lease is over for the client: the keepalive's channel is closed. Whoever does not look at
  /// that acts on.
  mutating func leaseEnded(_ rule: ElectionRule, at clock: Int, into step: inout ProgramStep) {
    guard let held = lease.held else { return }
    lease.held = nil
    step.fire(rule, because: evidence(held, at: clock), .stop(.keepAlive), .stop(.look))
    guard elector.isElected else { return leaseEndedBeforeElection(at: clock, into: &step) }
    stopBecauseLeaseEnded(at: clock, into: &step)
  }

  /// Whoever leads by a lease that is over stops, if it looks at that at all.
  mutating func stopBecauseLeaseEnded(at clock: Int, into step: inout ProgramStep) {
    guard options[.stopWhenLeaseEnds] else { return }
    step.fire(.stopWhenLeaseEnds, because: .clock(clock), .stop(.lockDelay))
    stopLeading(at: clock, into: &step)
    beginAnew(at: clock, into: &step)
  }

  // MARK: Ends and beginnings

  /// Something failed: the whole of it is tried again after a while.
  mutating func tryAgainLater(
    _ failure: CallFailure, at clock: Int, into step: inout ProgramStep
  ) {
    guard !elector.isCancelled else { return }
    step.fire(
      .tryAgainLater, because: .failure(failure, clock: clock),
      .start(.retry, times.retryAfterFailure))
  }

  /// It stands again, unless it was told to end.
  mutating func beginAnew(at clock: Int, into step: inout ProgramStep) {
    forgetCandidacy()
    guard !elector.isCancelled else { return }
    step.fire(
      .beginAnew, because: .clock(clock), .cancelWatch, .start(.retry, times.retryAfterFailure))
  }

  /// Tries again what failed: with the lease that there is, or with another.
  mutating func retry(at clock: Int, into step: inout ProgramStep) {
    guard !elector.isCancelled, !elector.isElected, !elector.isWorkEnding, lease.asking == nil
    else { return }
    if lease.held == nil {
      askForLease(at: clock, into: &step)
    } else {
      campaign(at: clock, into: &step)
    }
  }

  /// It is to end: first its work ends, then others may have the key.
  mutating func cancel(at clock: Int, into step: inout ProgramStep) {
    elector.isCancelled = true
    elector.awaited = nil
    lease.asking = nil
    guard !elector.isWorkEnding else { return }
    if let belief = elector.belief {
      endWork(.finishWorkFirst, of: belief, at: clock, into: &step)
    } else {
      giveUpKey(at: clock, into: &step)
    }
  }

  /// Others may have the key at once, while its own work still ends.
  mutating func releaseEarly(at clock: Int, into step: inout ProgramStep) {
    guard let belief = elector.belief, !elector.isWorkEnding else { return }
    endWork(.releaseEarly, of: belief, at: clock, into: &step)
    giveUpKey(at: clock, into: &step)
  }

  /// The work has ended that was told to.
  mutating func workEnded(at clock: Int, into step: inout ProgramStep) {
    guard elector.isWorkEnding else { return }
    endLeading(at: clock, into: &step)
  }

  /// It leads no more, gives its key up, and stands again.
  mutating func endLeading(at clock: Int, into step: inout ProgramStep) {
    stopLeading(at: clock, into: &step)
    giveUpKey(at: clock, into: &step)
    beginAnew(at: clock, into: &step)
  }

  /// It forgets what it was about, and tells etcd that the lease is not needed: its key goes with it.
  mutating func revokeLease(
    _ rule: ElectionRule, at clock: Int, into step: inout ProgramStep
  ) {
    forgetCandidacy()
    guard let held = lease.held else { return }
    lease.held = nil
    let (_, effect) = call(
      .request(.revoke(held.id), .linearizable), timeout: times.requestTimeout)
    step.fire(
      rule, because: evidence(held, at: clock), effect, .stop(.keepAlive), .stop(.look),
      .stop(.retry), .stop(.lockDelay), .cancelWatch)
  }

  func evidence(_ held: LeaseState.Held, at clock: Int) -> ElectionEvidence {
    .lease(held.id, ttl: held.ttl, deadline: held.deadline, clock: clock)
  }
}
