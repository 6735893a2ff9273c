import KeyValue

/// A program that would lead: of several such, one is to do the work.
package protocol Elector: ClientProgram {
  /// What all electors have.
  var elector: ElectorState { get set }
}

/// What every elector has, whatever the algorithm: who it is, and whether it believes that it leads.
package struct ElectorState: Hashable, Sendable {
  /// The pod's number, 1 … 9.
  package let pod: Int
  /// The name by which it leads: `pod-a`.
  package let name: String
  /// What it would lead: those that stand for the same elect one of themselves.
  package let contest: String
  package var options: ElectionOptions
  package let times: ElectionTimes
  /// That it leads, in its own eyes; nil while it does not think so.
  package internal(set) var belief: Belief?
  /// Whether it ends, or has ended, until it is started again.
  package internal(set) var isCancelled = false
  /// By what it will lead once it has waited long enough (`ElectionRule.lockDelay`).
  var awaited: Token?
  /// Whether its work was told to end, and goes on until it does.
  var isWorkEnding = false
  private var lastCall: CallNumber = 0

  /// The belief of a program that it leads.
  package struct Belief: Hashable, Sendable {
    /// What the resource outside can tell it by from those before and after it.
    package let token: Token
    /// Since when, by its own clock.
    package let since: Int
  }

  /// - Precondition: `pod` is 1 … 9; `name` has no space in it and is not empty.
  package init(
    pod: Int, name: String, contest: String, options: ElectionOptions, times: ElectionTimes
  ) {
    precondition((1...9).contains(pod) && LeaseRecord.isName(name) && !name.isEmpty)
    self.pod = pod
    self.name = name
    self.contest = contest
    self.options = options
    self.times = times
  }

  /// The process begins: nothing is left of an earlier one but that numbers are not used again, as if
  /// they were drawn.
  mutating func start() {
    belief = nil
    isCancelled = false
    awaited = nil
    isWorkEnding = false
  }

  /// A number for a question.
  mutating func nextCall() -> CallNumber {
    lastCall += 1
    return lastCall
  }

  /// Whether it leads or will, in its own eyes.
  var isElected: Bool { belief != nil || awaited != nil }
}

extension Elector {
  var options: ElectionOptions { elector.options }
  var times: ElectionTimes { elector.times }

  /// A question, with a number of its own.
  mutating func call(_ call: ProgramCall, timeout: Int) -> (CallNumber, ProgramEffect) {
    let number = elector.nextCall()
    return (number, .call(number, call, timeout: timeout))
  }

  /// The program is elected: it leads from now on, or once it has waited for what its predecessor may
  /// still have under way.
  ///
  /// Deviation: Chubby's lock-delay begins when a holder is lost, and spares those who release their
  /// lock. A client cannot tell that, so it waits always.
  mutating func becomeElected(
    by token: Token, because evidence: ElectionEvidence, at clock: Int, into step: inout ProgramStep
  ) {
    guard options[.lockDelay] else {
      return beginLeading(by: token, because: evidence, at: clock, into: &step)
    }
    elector.awaited = token
    step.fire(.lockDelay, because: evidence, .start(.lockDelay, times.lockDelay))
  }

  private mutating func beginLeading(
    by token: Token, because evidence: ElectionEvidence, at clock: Int, into step: inout ProgramStep
  ) {
    elector.belief = ElectorState.Belief(token: token, since: clock)
    step.fire(.beginLeading, because: evidence, .beginBelieving(token), .start(.work, 0))
  }

  /// The wait of one who is elected is over.
  mutating func lockDelayPassed(at clock: Int, into step: inout ProgramStep) {
    guard let token = elector.awaited else { return }
    elector.awaited = nil
    beginLeading(by: token, because: .clock(clock), at: clock, into: &step)
  }

  /// The leader does a piece of work. Nothing in it looks at lease or record: whoever is paused here
  /// goes on here.
  mutating func work(into step: inout ProgramStep) {
    guard let belief = elector.belief else { return }
    let token = options[.sendToken] ? belief.token : nil
    let work = Work(sender: elector.name, contest: elector.contest, token: token)
    let (_, effect) = call(.work(work), timeout: times.workInterval)
    step.fire(
      token == nil ? .doWork : .sendToken,
      because: .token(token, of: elector.name, highest: nil, holder: nil),
      effect, .start(.work, times.workInterval))
  }

  /// The resource has answered. One that refuses stops nobody: it has what it needs.
  func workAnswered(accepted: Bool, into step: inout ProgramStep) {
    guard let belief = elector.belief, !accepted else { return }
    step.fire(
      .workAnswered,
      because: .token(belief.token, of: elector.name, highest: nil, holder: nil))
  }

  /// The program does not lead any more, in its own eyes; no-op where it did not.
  mutating func stopLeading(at clock: Int, into step: inout ProgramStep) {
    elector.awaited = nil
    elector.isWorkEnding = false
    guard let belief = elector.belief else { return }
    elector.belief = nil
    step.fire(
      .stopLeading, because: .belief(token: belief.token, since: belief.since, clock: clock),
      .endBelieving, .stop(.work), .stop(.workEnds))
  }

  /// The work is told to end, and needs its time for that.
  mutating func endWork(
    _ rule: ElectionRule, of belief: ElectorState.Belief, at clock: Int,
    into step: inout ProgramStep
  ) {
    elector.isWorkEnding = true
    step.fire(
      rule, because: .belief(token: belief.token, since: belief.since, clock: clock),
      .start(.workEnds, times.workEnd))
  }
}
