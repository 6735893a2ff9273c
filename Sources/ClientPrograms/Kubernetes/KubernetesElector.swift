import KeyValue

/// A component of Kubernetes' control plane: it elects its leader by a Lease object, as client-go's
/// LeaderElector does.
///
/// A record's times are never compared with a clock: a candidate notes by its own clock when it saw
/// the record change last, and waits from then. That bears clocks that are wrong by any amount, but
/// not clocks that run at other rates.
package struct KubernetesElector: Elector {
  package var elector: ElectorState
  /// The name of the Lease object: `kube-scheduler`.
  package let object: String
  /// The record as it was last seen or written; nil when it never was.
  package internal(set) var observed: Observed?
  /// What it is about.
  package internal(set) var phase = Phase.stopped
  /// The try that is under way.
  var attempt: Attempt?

  /// A copy of the record, and what its holder knows beside it.
  package struct Observed: Hashable, Sendable {
    package var record: LeaseRecord
    /// The resourceVersion that it had.
    package var version: Revision
    /// When it was last seen to change, by the program's own clock.
    package var time: Int
  }

  package enum Phase: Hashable, Sendable {
    /// Not running, or waiting to begin anew.
    case stopped
    /// It tries again and again to become the leader.
    case acquiring
    /// It leads; since when, by its own clock, it tries to renew; nil while it waits to do so.
    case leading(renewingSince: Int?)
    /// It has given up leading, or was told to, and gives the record back.
    case releasing
  }

  /// One try to acquire or to renew.
  struct Attempt: Hashable, Sendable {
    /// When it began: what the record is compared with in it, however long an answer takes.
    let began: Int
    var asked: CallNumber
    var kind: Kind

    enum Kind: Hashable, Sendable {
      /// The leader's short way: an update without reading.
      case renew(LeaseRecord)
      case get
      case create(LeaseRecord)
      case update(LeaseRecord)
      case releaseGet
      case releaseUpdate(LeaseRecord)
    }
  }

  package init(
    pod: Int, name: String, object: String, options: ElectionOptions = ElectionOptions(),
    times: ElectionTimes = ElectionTimes()
  ) {
    elector = ElectorState(
      pod: pod, name: name, contest: object, options: options, times: times)
    self.object = object
  }

  /// Whether it leads, by its own copy of the record.
  var isHolder: Bool { observed?.record.holder == elector.name }

  /// When it counts the record as expired, by its own clock.
  package var expires: Int? {
    observed.map { $0.time + times.seconds($0.record.durationSeconds) }
  }

  /// Until when it goes on trying to renew, by its own clock; nil while it does not.
  package var renewDeadline: Int? {
    if case .leading(let began?) = phase { began + times.renewDeadline } else { nil }
  }

  package mutating func handle(
    _ input: ProgramInput, at clock: Int, into step: inout ProgramStep
  ) {
    switch input {
    case .started:
      elector.start()
      attempt = nil
      acquire(at: clock, into: &step)
    case .timeout(let timer): timedOut(timer, at: clock, into: &step)
    case .answered(let call, .api(let answer)):
      guard call == attempt?.asked else { return }
      answered(answer, at: clock, into: &step)
    case .answered(_, .work(let accepted)): workAnswered(accepted: accepted, into: &step)
    case .failed(let call, let failure):
      guard call == attempt?.asked else { return }
      failed(.failure(failure, clock: clock), at: clock, into: &step)
    case .release: release(at: clock, into: &step)
    case .cancel: cancel(at: clock, into: &step)
    case .answered, .watched, .watchLost, .proclaim, .asked, .watch, .unwatch: break
    }
  }

  private mutating func timedOut(
    _ timer: ProgramTimer, at clock: Int, into step: inout ProgramStep
  ) {
    switch timer {
    case .retry:
      guard attempt == nil, phase != .stopped, phase != .releasing else { return }
      tryAcquireOrRenew(at: clock, into: &step)
    case .renew: beginRenewing(at: clock, into: &step)
    case .renewDeadline: renewDeadlinePassed(at: clock, into: &step)
    case .work: work(into: &step)
    case .workEnds: workEnded(at: clock, into: &step)
    case .lockDelay: lockDelayPassed(at: clock, into: &step)
    case .restart:
      guard phase == .stopped, !elector.isCancelled else { return }
      acquire(at: clock, into: &step)
    case .keepAlive, .look: break
    }
  }

  /// A process knows nothing of what an earlier one saw: it has to watch the record for as long as a
  /// lease lasts.
  private mutating func acquire(at clock: Int, into step: inout ProgramStep) {
    observed = nil
    phase = .acquiring
    tryAcquireOrRenew(at: clock, into: &step)
  }

  /// A question to an API server, as the present try.
  mutating func ask(
    _ request: APIRequest, as kind: Attempt.Kind, rule: ElectionRule, because: ElectionEvidence,
    began: Int, into step: inout ProgramStep
  ) {
    let (number, effect) = call(.api(request), timeout: times.apiTimeout)
    attempt = Attempt(began: began, asked: number, kind: kind)
    step.fire(rule, because: because, effect)
  }

  /// What it knows of the record, by its clock.
  func evidence(at clock: Int) -> ElectionEvidence {
    guard let observed, let expires else { return .clock(clock) }
    return .record(
      observed.record, version: observed.version, observed: observed.time, expires: expires,
      clock: clock)
  }

  /// Notes the record as it is now, with the present time if it has changed.
  mutating func observe(_ record: LeaseRecord, version: Revision, at clock: Int) {
    let time = observed.map { $0.record == record ? $0.time : clock } ?? clock
    observed = Observed(record: record, version: version, time: time)
  }
}
