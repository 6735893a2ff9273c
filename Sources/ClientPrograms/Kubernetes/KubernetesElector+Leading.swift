import KeyValue

// A leader renews its record, and ends.
extension KubernetesElector {
  /// A round of renewing begins: at once when it has just become the leader, else a retry period after
  /// the last one succeeded. If no try succeeds until the deadline, it leads no more.
  mutating func beginRenewing(at clock: Int, into step: inout ProgramStep) {
    switch phase {
    case .acquiring, .leading(renewingSince: nil): break
    case .leading, .stopped, .releasing: return
    }
    phase = .leading(renewingSince: clock)
    step.fire(
      .beginRenewing,
      because: .renewal(began: clock, deadline: clock + times.renewDeadline, clock: clock),
      .start(.renewDeadline, times.renewDeadline))
    tryAcquireOrRenew(at: clock, into: &step)
  }

  /// It could not renew in time. Only a program that runs can find that out: one that is paused leads
  /// on in its own eyes.
  mutating func renewDeadlinePassed(at clock: Int, into step: inout ProgramStep) {
    guard case .leading(let began?) = phase else { return }
    step.fire(
      .renewDeadlinePassed,
      because: .renewal(began: began, deadline: began + times.renewDeadline, clock: clock),
      .stop(.retry), .stop(.renew))
    end(isReleasing: options[.releaseOnCancel], at: clock, into: &step)
  }

  /// Its context is cancelled: the work is told to end, and the election is over.
  mutating func cancel(at clock: Int, into step: inout ProgramStep) {
    elector.isCancelled = true
    guard !elector.isWorkEnding, phase != .stopped else { return }
    leave(.finishWorkFirst, isReleasing: options[.releaseOnCancel], at: clock, into: &step)
  }

  /// The same with the record given back, whatever the work is about.
  mutating func release(at clock: Int, into step: inout ProgramStep) {
    guard elector.belief != nil, !elector.isWorkEnding else { return }
    leave(.releaseEarly, isReleasing: true, at: clock, into: &step)
  }

  private mutating func leave(
    _ rule: ElectionRule, isReleasing: Bool, at clock: Int, into step: inout ProgramStep
  ) {
    if let belief = elector.belief { endWork(rule, of: belief, at: clock, into: &step) }
    step.fire(
      .cancelContext, because: evidence(at: clock), .stop(.retry), .stop(.renew),
      .stop(.renewDeadline), .stop(.lockDelay))
    elector.awaited = nil
    end(isReleasing: isReleasing, at: clock, into: &step)
  }

  /// The loop ends, and with it the question that is under way; what that asked for may be done yet.
  private mutating func end(isReleasing: Bool, at clock: Int, into step: inout ProgramStep) {
    attempt = nil
    let hasLed = if case .leading = phase { true } else { false }
    guard isReleasing, hasLed else { return stopped(at: clock, into: &step) }
    phase = .releasing
    ask(
      .get(object), as: .releaseGet, rule: .releaseOnCancel, because: evidence(at: clock),
      began: clock, into: &step)
  }

  /// The record was read to be given back: only if it is still its own.
  mutating func gotForRelease(
    _ answer: APIAnswer, at clock: Int, into step: inout ProgramStep
  ) {
    guard case .object(let record, let version) = answer, isHolder, record.holder == elector.name
    else {
      step.fire(.releaseNothing, because: evidence(at: clock))
      return released(at: clock, into: &step)
    }
    let empty = LeaseRecord(
      holder: "", durationSeconds: 1, acquireTime: clock, renewTime: clock,
      transitions: record.transitions)
    ask(
      .update(object, empty, resourceVersion: version), as: .releaseUpdate(empty),
      rule: .releaseOnCancel, because: evidence(at: clock), began: clock, into: &step)
  }

  /// The record is given back, or that has failed.
  mutating func released(at clock: Int, into step: inout ProgramStep) {
    attempt = nil
    stopped(at: clock, into: &step)
  }

  /// OnStoppedLeading is called, also of one that never led. Work that was told to end may still be
  /// under way: nothing waits for it.
  private mutating func stopped(at clock: Int, into step: inout ProgramStep) {
    phase = .stopped
    step.fire(.stoppedLeading, because: evidence(at: clock))
    guard !elector.isWorkEnding else { return }
    stopLeading(at: clock, into: &step)
    restart(at: clock, into: &step)
  }

  /// The work has ended that was told to.
  mutating func workEnded(at clock: Int, into step: inout ProgramStep) {
    guard elector.isWorkEnding else { return }
    stopLeading(at: clock, into: &step)
    guard phase == .stopped else { return }
    restart(at: clock, into: &step)
  }

  /// The process exits, and is started anew.
  private mutating func restart(at clock: Int, into step: inout ProgramStep) {
    guard !elector.isCancelled else { return }
    step.fire(.beginAnew, because: .clock(clock), .start(.restart, times.restart))
  }
}
