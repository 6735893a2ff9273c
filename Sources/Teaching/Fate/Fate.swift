import KeyValue
import RaftCore
import Simulation

/// What can become of a run: from moments of it many futures each, with the same acts and other
/// randomness, of which it is counted how they end.
///
/// A future begins with the act `reseed`; from there on all that is drawn is drawn by another seed,
/// while what was drawn before stands: timers that run, messages on their way. All futures end at one
/// moment of virtual time, wherever they began. Future number n has the same seed in every moment, so
/// that moments differ by what had happened and less by luck.
package struct Fate: Sendable {
  /// The branch that is asked about.
  package let branch: Branch
  package let settings: Settings
  /// How it is counted how a future ends; who leads stands first.
  package let questions: [FateQuestion]
  /// From which events on futures begin: the number of the first and of the last.
  package let window: ClosedRange<Int>
  /// When all futures end.
  package let end: Time
  /// How many futures there are from each moment.
  package let futures: Int

  /// The most futures from a moment.
  package static let futureLimit = 100_000
  /// The most events between the first moment and the last: each future repeats what is left of them.
  package static let windowLimit = 10_000
  /// The most events of a future. One that has more is counted as it stands there, and told.
  static let eventLimit = 40_000
  /// The longest time that is waited for the end of futures after the last event, in microseconds.
  package static let tailLimit: TimeSpan = 60_000_000

  /// How long futures go on after the last event, unless something else is asked for: long enough for
  /// an election, which takes one timeout, or two when the vote is split.
  package static func usualTail(of settings: Settings) -> TimeSpan {
    min(10_000_000, 2 * settings.timing.electionTimeout.upperBound)
  }

  /// - Parameters:
  ///   - timeline: whose branch at the cursor is asked about.
  ///   - events: the most events between the first moment and the last; of a longer run those around
  ///     the cursor, more before it than after it.
  ///   - tail: how long futures go on after the last of these events, in microseconds.
  ///   - conditions: what else is counted.
  package init(
    of timeline: Timeline, events: Int = 1_000, futures: Int = 1_000, tail: TimeSpan? = nil,
    asking conditions: [Condition] = []
  ) {
    precondition((1...Self.windowLimit).contains(events))
    precondition((1...Self.futureLimit).contains(futures))
    branch = timeline.branch
    settings = timeline.settings
    let count = branch.records.count
    let last = min(count, max(timeline.position + events / 4, events))
    window = max(0, last - events)...last
    // Up to the next event time passed, too.
    let time = last == count ? branch.end : branch.records[last - 1].time
    end = max(time, 0) + min(Self.tailLimit, tail ?? Self.usualTail(of: settings))
    self.futures = futures
    questions = Self.questions(of: branch, settings, in: window, conditions)
  }

  /// Who leads; the latest writes, which somebody may wait for; what broke; what else is asked.
  private static func questions(
    of branch: Branch, _ settings: Settings, in window: ClosedRange<Int>,
    _ conditions: [Condition]
  ) -> [FateQuestion] {
    var questions = (1...settings.hostCount).map { FateQuestion.leader(ServerID($0)) }
    questions.append(.leader(nil))
    var writes: [FateQuestion] = []
    for placed in branch.acts.reversed() where placed.event <= window.upperBound {
      guard case .write(let key, let value, _) = placed.act.stimulus else { continue }
      let question = FateQuestion.committed(key, value)
      if !writes.contains(question) { writes.append(question) }
      if writes.count == FateQuestion.writeLimit { break }
    }
    questions += writes.reversed()
    if settings.checksSafety { questions.append(.violation) }
    return questions + conditions.map { .holds($0) }
  }

  /// How many of the questions are about who leads: of these each future answers one.
  package var leaders: Int { settings.hostCount + 1 }

  /// From which everything in a future is drawn; futures are counted from 0.
  package func seed(ofFuture number: Int) -> UInt64 { settings.seed &+ UInt64(number) }

  /// The acts that are done again after an event, until the end; not those that change what is drawn.
  package func acts(after position: Int) -> [Act] {
    branch.acts.compactMap { placed in
      if case .reseed = placed.act.stimulus { return nil }
      return placed.event > position && placed.act.time <= end ? placed.act : nil
    }
  }

  /// When all futures end, and how long after the last event that is, in whole milliseconds.
  package var shownEnd: Time { (end + 500) / 1000 * 1000 }
  package var shownTail: TimeSpan { (end - time(of: window.upperBound) + 500) / 1000 * 1000 }

  /// The moment just after an event.
  package func time(of position: Int) -> Time {
    position == 0 ? 0 : branch.records[position - 1].time
  }
}

/// How a future may end.
package enum FateQuestion: Hashable, Sendable {
  /// Who leads, by the highest term; nil: no server does.
  case leader(ServerID?)
  /// A write is committed, as far as any server knows.
  case committed(ShortText, ShortText)
  /// A safety property does not hold.
  case violation
  case holds(Condition)

  /// How many writes of a run are asked about.
  static let writeLimit = 3

  /// As tables and other programs have it.
  package var name: String {
    switch self {
    case .leader(let server?): "leader \(server)"
    case .leader(nil): "no leader"
    case .committed(let key, let value):
      "committed \(LineReader.word(key.description))=\(LineReader.word(value.description))"
    case .violation: "violation"
    case .holds(let condition): condition.text
    }
  }
}

extension Condition {
  /// Reads what is asked of the end of each future, as scripts expect it.
  ///
  /// - Throws: what is wrong with it; also where it is about what happens rather than holds.
  package init(asked text: String, of settings: Settings) throws(ScriptError) {
    do throws(WordError) {
      try self.init(state: text, of: settings.cast)
    } catch {
      throw ScriptError(error.kind, line: 1, column: error.offset + 1)
    }
  }
}
