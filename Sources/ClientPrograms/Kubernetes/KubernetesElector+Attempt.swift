import KeyValue

// One try to become or to stay the leader.
extension KubernetesElector {
  /// A leader whose record has not expired updates it without reading; everybody else reads first.
  mutating func tryAcquireOrRenew(at clock: Int, into step: inout ProgramStep) {
    guard isHolder, let observed, let expires, expires > clock else {
      return get(.getRecord, because: evidence(at: clock), began: clock, into: &step)
    }
    let record = ownRecord(after: observed.record, at: clock)
    ask(
      .update(object, record, resourceVersion: observed.version), as: .renew(record),
      rule: .renewOptimistically, because: evidence(at: clock), began: clock, into: &step)
  }

  private mutating func get(
    _ rule: ElectionRule, because: ElectionEvidence, began: Int, into step: inout ProgramStep
  ) {
    ask(.get(object), as: .get, rule: rule, because: because, began: began, into: &step)
  }

  /// The record that would make it the leader, or keep it so.
  private func ownRecord(after record: LeaseRecord?, at clock: Int) -> LeaseRecord {
    let isOwn = isHolder && record != nil
    return LeaseRecord(
      holder: elector.name, durationSeconds: times.leaseDurationSeconds,
      acquireTime: isOwn ? record!.acquireTime : clock, renewTime: clock,
      transitions: record.map { isOwn ? $0.transitions : $0.transitions + 1 } ?? 0)
  }

  /// An API server has answered.
  mutating func answered(_ answer: APIAnswer, at clock: Int, into step: inout ProgramStep) {
    guard let attempt else { return }
    switch attempt.kind {
    case .get: got(answer, attempt, at: clock, into: &step)
    case .renew(let record), .create(let record), .update(let record):
      guard case .object(_, let version) = answer else {
        return failed(evidence(at: clock), at: clock, into: &step)
      }
      observed = Observed(record: record, version: version, time: clock)
      succeeded(at: clock, into: &step)
    case .releaseGet: gotForRelease(answer, at: clock, into: &step)
    case .releaseUpdate(let record):
      if case .object(_, let version) = answer {
        observed = Observed(record: record, version: version, time: clock)
      }
      released(at: clock, into: &step)
    }
  }

  /// The record was read.
  private mutating func got(
    _ answer: APIAnswer, _ attempt: Attempt, at clock: Int, into step: inout ProgramStep
  ) {
    switch answer {
    case .notFound:
      let record = ownRecord(after: nil, at: attempt.began)
      ask(
        .create(object, record), as: .create(record), rule: .createRecord,
        because: .clock(clock), began: attempt.began, into: &step)
    case .object(let record, let version):
      if observed?.record != record {
        step.fire(.observeChange, because: evidence(at: clock))
      }
      observe(record, version: version, at: clock)
      if let expires, !record.holder.isEmpty, expires > attempt.began, !isHolder {
        step.fire(.leaseStillValid, because: evidence(at: clock))
        return failed(nil, at: clock, into: &step)
      }
      let own = ownRecord(after: record, at: attempt.began)
      ask(
        .update(object, own, resourceVersion: version), as: .update(own),
        rule: isHolder ? .renewAfterReading : .takeOver, because: evidence(at: clock),
        began: attempt.began, into: &step)
    case .alreadyExists, .conflict, .unreadable:
      failed(evidence(at: clock), at: clock, into: &step)
    }
  }

  /// A question of this try has failed. The leader's short way goes over into the long one; else the
  /// try has failed.
  ///
  /// - Parameter evidence: nil where a rule has said it already.
  mutating func failed(
    _ evidence: ElectionEvidence?, at clock: Int, into step: inout ProgramStep
  ) {
    guard let attempt else { return }
    switch attempt.kind {
    case .renew:
      return get(
        .getRecord, because: evidence ?? .clock(clock), began: attempt.began, into: &step)
    case .releaseGet, .releaseUpdate: return released(at: clock, into: &step)
    case .get, .create, .update: break
    }
    self.attempt = nil
    switch phase {
    case .acquiring:
      step.fire(
        .recordLost, because: evidence ?? self.evidence(at: clock),
        .start(.retry, times.jitteredRetryPeriod))
    case .leading:
      // Tries follow each other by the retry period, counted from where each began.
      let wait = max(0, attempt.began + times.retryPeriod - clock)
      step.fire(
        .retryRenewal, because: evidence ?? self.evidence(at: clock), .start(.retry, wait))
    case .stopped, .releasing: break
    }
  }

  private mutating func succeeded(at clock: Int, into step: inout ProgramStep) {
    guard let began = attempt?.began else { return }
    attempt = nil
    switch phase {
    case .acquiring:
      step.fire(.acquired, because: evidence(at: clock))
      becomeElected(by: token, because: evidence(at: clock), at: clock, into: &step)
      beginRenewing(at: clock, into: &step)
    case .leading:
      phase = .leading(renewingSince: nil)
      step.fire(
        .renewed,
        because: .renewal(began: began, deadline: began + times.renewDeadline, clock: clock),
        .stop(.renewDeadline), .start(.renew, times.retryPeriod))
    case .stopped, .releasing: break
    }
  }

  /// What tells this leader from others. leaseTransitions begin again at 0 when somebody deletes the
  /// object; revisions never do.
  private var token: Token {
    guard let observed else { return 0 }
    return options[.tokenByRevision] ? observed.version : observed.record.transitions
  }
}
