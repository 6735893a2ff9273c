import RaftCore
import Simulation

/// Performs a script, step by step, on a history that it is lent: a run of the simulation, or of
/// whatever else can be stepped and gone back in.
///
/// A value, and pure: the same script gives the same run. Before every step it notes the moment, so
/// that each can be gone back to exactly.
package struct ScriptRunner: Sendable {
  package let script: Script
  /// The step that comes next, by its place in the script.
  package private(set) var next = 0
  /// The moment before each step that was reached, and after the last.
  package private(set) var trail: [Moment]
  /// What went otherwise than the script expected, in the order of the steps.
  package private(set) var failures: [ScriptRunError] = []
  /// The branches that hold the script's acts and no others, by number.
  package private(set) var branches: [Int]
  /// The clusters that steps have put away, in the order of the steps.
  private var shelf: [Shelved] = []
  /// The most events over all its clusters and branches.
  private let eventLimit = RunLimit.events
  /// Whether that was reached, so that the script ends where it is.
  package private(set) var isCutShort = false
  /// The run that is under way, when it is performed bit by bit.
  private var progress: Progress?

  /// The run of a cluster in whose place a step began another.
  private struct Shelved: Sendable {
    var step: Int
    var history: any History
    var branches: [Int]
  }

  /// A run that has begun and may be interrupted.
  private struct Progress: Sendable {
    var goal: Goal
    /// How often each rule had fired when it began, if that is counted.
    var tally: RuleTally?
    /// How often rules of programs have fired in it, if that is counted.
    var outside = OutsideTally()
    /// When the script has had all the time that it may have: a steady load that waits for a leader
    /// looks for one at each of its intervals, and no event says so.
    var timeLimit: Time
    /// How many events it may still have.
    var left = Script.eventLimit
    /// When, and after how many events, it ends if not before.
    enum Goal: Hashable, Sendable {
      case time(Time)
      case position(Int)
      case condition(Condition, deadline: Time, patience: TimeSpan)
    }
  }

  /// A runner before the first step.
  ///
  /// - Parameter timeline: a run of the script's settings, which it begins where that is.
  package init(_ script: Script, on timeline: some History) {
    self.script = script
    trail = [timeline.moment]
    branches = [timeline.branchNumber]
  }

  /// The step that comes next; nil when all are done.
  package var step: ScriptStep? { isFinished ? nil : script.steps[next] }

  package var isFinished: Bool { isCutShort || next >= script.steps.count }

  /// The moment that the script has brought the history to.
  package var moment: Moment { trail[next] }

  // MARK: Forward

  /// Performs the next step, or what is left of it.
  ///
  /// - Returns: what went otherwise than expected, if something did; the first of it.
  @discardableResult
  package mutating func perform(on timeline: inout some History) -> ScriptRunError? {
    perform(on: &timeline) { _ in }
  }

  /// The same, if nobody ends it.
  ///
  /// - Parameter progress: is told now and then, during a run, how far the script is, of
  ///   `ScriptRunner.work`; what it throws leaves the run where it is.
  @discardableResult
  package mutating func perform<Stop: Error>(
    on timeline: inout some History, progress report: (Int) throws(Stop) -> Void
  ) throws(Stop) -> ScriptRunError? {
    guard let step else { return nil }
    begin(on: timeline)
    if progress != nil {
      // Not over when the events that it may have run out: the next time it is cut short.
      while !advance(on: &timeline, byWorkOf: Self.slice) { try report(done(on: timeline)) }
      return failures.first { $0.step == next - 1 }
    }
    let found = carryOut(step, on: &timeline)
    finish(at: timeline, found)
    return failures.first { $0.step == next - 1 }
  }

  /// Begins the next step if it is a run.
  package mutating func begin(on timeline: some History) {
    guard progress == nil, case .run(let run) = step?.kind else { return }
    let goal: Progress.Goal =
      switch run {
      case .span(let span): .time(timeline.now + span)
      case .moment(let time): .time(max(time, timeline.now))
      case .events(let count): .position(timeline.position + count)
      case .until(let condition, let span):
        .condition(
          condition, deadline: timeline.now + (span ?? Script.patience),
          patience: span ?? Script.patience)
      }
    progress = Progress(
      goal: goal, tally: timeline.state.tally, timeLimit: timeLimit(from: timeline.now))
  }

  /// Until when a run may go on that begins now: over all its runs a script has as many intervals of
  /// a steady load as it may have events.
  private func timeLimit(from now: Time) -> Time {
    guard let interval = writeInterval else { return .max }
    let spent = zip(trail, trail.dropFirst()).reduce(0) { $0 + max(0, $1.1.time - $1.0.time) }
    let (limit, isFar) = now.addingReportingOverflow(
      max(0, RunLimit.span(of: interval, events: eventLimit) - spent))
    return isFar ? .max : limit
  }

  /// How often the steady load of the cluster at hand writes; nil where there is none.
  private var writeInterval: TimeSpan? {
    var interval = script.settings.writeInterval
    for step in script.steps.prefix(next) {
      if case .cluster(let settings) = step.kind { interval = settings.writeInterval }
    }
    return interval
  }

  /// Goes on with a run that has begun.
  ///
  /// - Parameters:
  ///   - time: how far to go at most; the run may end before.
  ///   - maximum: the most events to go on by.
  /// - Returns: whether the run is over, and the next step reached.
  package mutating func advance(
    on timeline: inout some History, until time: Time = .max, maximum: Int = .max
  ) -> Bool {
    guard let progress else { return true }
    let rest = eventLimit - eventCount(with: timeline)
    guard rest > 0, timeline.now < progress.timeLimit else { return cutShort(at: timeline) }
    let most = min(maximum, rest, progress.left)
    let position = timeline.position
    let isOver = advance(
      to: progress.goal, on: &timeline, until: min(time, progress.timeLimit), maximum: most,
      isWhole: most == progress.left && rest > most)
    self.progress?.left -= timeline.position - position
    return isOver
  }

  /// The same, by so much work as so many events are: a steady load that waits for a leader makes no
  /// events, and takes time all the same.
  package mutating func advance(
    on timeline: inout some History, byWorkOf events: Int
  ) -> Bool {
    guard let interval = writeInterval else { return advance(on: &timeline, maximum: events) }
    let (end, isFar) = timeline.now.addingReportingOverflow(
      RunLimit.span(of: interval, events: events))
    return advance(on: &timeline, until: isFar ? .max : end, maximum: events)
  }

  // MARK: Progress

  /// What `perform` reports when a script is done.
  package static let work = 1000
  /// After how many events progress is reported.
  static let slice = 4096

  /// How far the script is, of `work`. Each of its runs counts the same, since nobody knows before how
  /// many events it takes.
  func done(on timeline: some History) -> Int {
    guard let progress else { return 0 }
    let start = trail[next]
    let (done, all) =
      switch progress.goal {
      case .time(let end), .condition(_, let end, _):
        (timeline.now - start.time, end - start.time)
      case .position(let end): (timeline.position - start.position, end - start.position)
      }
    let part = min(Self.work, done / max(1, all / Self.work))
    let before = script.steps.prefix(next).count(where: \.isRun)
    return (before * Self.work + part) / max(1, script.steps.count(where: \.isRun))
  }

  /// How many events there were so far, on all branches of all clusters.
  private func eventCount(with timeline: some History) -> Int {
    shelf.reduce(timeline.branches.eventCount) { $0 + $1.history.branches.eventCount }
  }

  /// The script ends here: it has had all the events that it may have.
  private mutating func cutShort(at timeline: some History) -> Bool {
    finish(at: timeline, [(0, .tooManyEvents(limit: eventLimit))])
    isCutShort = true
    return true
  }

  /// - Parameter isWhole: whether the run ends when it has had `maximum` events.
  private mutating func advance(
    to goal: Progress.Goal, on timeline: inout some History, until time: Time, maximum: Int,
    isWhole: Bool
  ) -> Bool {
    var left = maximum
    switch goal {
    case .time(let end):
      let limit = min(end, time)
      while left > 0, Self.step(&timeline, until: limit) { left -= 1 }
      if left > 0 { timeline.pass(until: limit) }
      guard left > 0 ? limit == end : isWhole else { return false }
      finish(at: timeline)
    case .position(let position):
      while left > 0, timeline.position < position {
        guard Self.step(&timeline, until: time) else {
          if timeline.nextDue == nil { break }
          timeline.pass(until: time)
          return false
        }
        left -= 1
      }
      guard timeline.position >= position || timeline.nextDue == nil else { return false }
      finish(at: timeline)
    case .condition(let condition, let deadline, let patience):
      let event = timeline.position > trail[next].position ? timeline.latest : nil
      if condition.holds(in: timeline.state, after: event) {
        finish(at: timeline)
        return true
      }
      let limit = min(deadline, time)
      while left > 0, Self.step(&timeline, until: limit) {
        left -= 1
        if !condition.isState { progress?.outside.count(timeline.latest) }
        if condition.holds(in: timeline.state, after: timeline.latest) {
          finish(at: timeline)
          return true
        }
      }
      if left > 0 { timeline.pass(until: limit) }
      guard left > 0 ? limit == deadline : isWhole else { return false }
      finish(
        at: timeline,
        [
          (
            0,
            .inVain(
              condition.text, within: patience,
              instead: condition.account(
                of: timeline.state, since: progress?.tally,
                outside: progress?.outside ?? OutsideTally()))
          )
        ])
    }
    return true
  }

  /// Goes on by one event, but never by an act: where a run is repeated, the act that came after it
  /// at the same moment belongs to the next step.
  private static func step(_ timeline: inout some History, until limit: Time) -> Bool {
    timeline.nextAct == nil && timeline.step(until: limit)
  }

  /// What went otherwise, and in which of a step's acts or facts.
  private typealias Found = [(item: Int, kind: ScriptRunError.Kind)]

  private mutating func finish(at timeline: some History, _ found: Found = []) {
    failures += found.map { item, kind in
      ScriptRunError(step: next, line: step?.line(ofItem: item) ?? 0, kind)
    }
    progress = nil
    next += 1
    trail.removeSubrange(min(next, trail.count)...)
    trail.append(timeline.moment)
  }

  private mutating func carryOut<Run: History>(
    _ step: ScriptStep, on timeline: inout Run
  ) -> Found {
    switch step.kind {
    case .act(let acts):
      for (place, act) in acts.enumerated() {
        do throws(ScriptRunError.Kind) {
          try perform(act, on: &timeline)
        } catch {
          return [(place, error)]
        }
      }
    case .expect(let conditions):
      let cluster = timeline.state
      return conditions.enumerated().compactMap { place, condition in
        condition.failure(in: cluster).map { (place, $0) }
      }
    case .explain:
      guard let question = question(before: next) else { return [] }
      do throws(ScriptRunError.Kind) {
        _ = try question.answer(in: timeline.state)
      } catch {
        return [(0, error)]
      }
    case .cluster(let settings):
      guard let begun = timeline.begun(with: settings) else { return [(0, .noOtherCluster)] }
      shelf.append(Shelved(step: next, history: timeline, branches: branches))
      timeline = begun
      branches = [timeline.branchNumber]
    default: break
    }
    return []
  }

  private mutating func perform(
    _ act: ScriptAct, on timeline: inout some History
  ) throws(ScriptRunError.Kind) {
    if timeline.capabilities.contains(.live), try repeatsOrArrives(act, on: &timeline) { return }
    for stimulus in try act.stimuli(in: timeline.state) {
      if repeats(stimulus, on: &timeline) { continue }
      do throws(Refusal) {
        try timeline.perform(stimulus)
      } catch {
        throw .refused(stimulus, error)
      }
      if !branches.contains(timeline.branchNumber) { branches.append(timeline.branchNumber) }
    }
  }

  /// What goes on by itself can be acted on in its present only: the script arrives there first. In its
  /// past, an act that comes next was performed then.
  ///
  /// - Returns: whether it was.
  private func repeatsOrArrives(
    _ act: ScriptAct, on timeline: inout some History
  ) throws(ScriptRunError.Kind) -> Bool {
    let position = timeline.position
    if timeline.isInPast, let next = timeline.branch.acts.first(where: { $0.event > position }) {
      timeline.seek(to: next.event - 1)
      let stimuli = try act.stimuli(in: timeline.state)
      if stimuli.count == 1, stimuli[0] == next.act.stimulus {
        timeline.seek(to: next.event)
        return true
      }
    }
    timeline.seek(to: .max)
    _ = timeline.run(until: timeline.now, maximum: .max)
    return false
  }

  /// Repeats an act that the script has performed at this very place before, so that going back and
  /// forth does not begin ever new branches. The same acts before it mean the same history.
  private func repeats(_ stimulus: Stimulus, on timeline: inout some History) -> Bool {
    let position = timeline.position
    let act = Branch.PlacedAct(event: position + 1, act: Act(at: timeline.now, stimulus))
    let past = Array(timeline.branch.acts.prefix { $0.event <= position })
    let all = timeline.branches
    let known = branches.first { number in
      let acts = all[number].acts
      return acts.starts(with: past) && acts.dropFirst(past.count).first == act
    }
    guard let known else { return false }
    timeline.go(to: Moment(branch: known, position: position, time: timeline.now))
    _ = timeline.step()
    return true
  }

  /// The question that was asked last before a step.
  package func question(before place: Int) -> Question? {
    for step in script.steps[..<place].reversed() {
      if case .ask(let question) = step.kind { return question }
    }
    return nil
  }

  // MARK: Back

  /// Goes back to just before a step that was reached, exactly.
  ///
  /// - Precondition: the step was reached, on this very history.
  package mutating func goBack<Run: History>(toStep place: Int, on timeline: inout Run) {
    precondition(trail.indices.contains(place), "the step was reached")
    progress = nil
    isCutShort = false
    next = place
    trail.removeSubrange((place + 1)...)
    failures.removeAll { $0.step >= place }
    if let shelved = shelf.first(where: { $0.step >= place }) {
      guard let history = shelved.history as? Run else {
        preconditionFailure("a script is performed on one kind of history")
      }
      timeline = history
      branches = shelved.branches
      shelf.removeAll { $0.step >= place }
    }
    timeline.go(to: trail[place])
  }
}

extension ScriptStep {
  fileprivate var isRun: Bool {
    if case .run = kind { true } else { false }
  }
}

extension [Branch] {
  /// How many events there are on all of them, those that they share counted once.
  fileprivate var eventCount: Int { reduce(0) { $0 + $1.records.count - $1.forkedAt } }
}
