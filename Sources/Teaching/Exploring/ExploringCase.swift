import Exploration
import Explorer
import RaftCore
import Simulation

/// A safety rule that is off, and the narrowest bounds that are known to show what breaks.
///
/// The search starts from an empty cluster, or, where that is known to take too long, from a moment
/// that a lesson has prepared.
package struct ExploringCase: Hashable, Sendable {
  package let off: [Rule]
  package let bounds: Bounds
  package let disk: DiskTiming
  /// The most entries in a message.
  package let batch: Int
  package let property: SafetyProperty
  /// What the search starts from; nil: an empty cluster.
  package let prepared: Prepared?

  /// A moment that a lesson has prepared: its end, in its own cluster.
  package struct Prepared: Hashable, Sendable {
    package let lesson: LessonNumber
    /// How many states a search from an empty cluster looks at until it finds the shortest way,
    /// even within the narrowest bounds that show it: why it does not start there.
    package let statesFromEmpty: Int
  }

  private init(
    _ off: [Rule], _ bounds: Bounds, disk: DiskTiming = .atomic, batch: Int = 4,
    after prepared: Prepared? = nil, breaks property: SafetyProperty
  ) {
    self.off = off
    self.bounds = bounds
    self.disk = disk
    self.batch = batch
    self.prepared = prepared
    self.property = property
  }

  /// One for each safety rule that can be explored, each with three servers.
  package static let all = [
    ExploringCase([.oneVotePerTerm], Bounds(writes: 0), breaks: .electionSafety),
    ExploringCase([.stepDownOnHigherTerm], Bounds(), breaks: .electionSafety),
    ExploringCase([.upToDateCheck], Bounds(), breaks: .leaderCompleteness),
    ExploringCase(
      [.persistBeforeAnswering], Bounds(writes: 0, crashes: 1), disk: .stepwise,
      breaks: .electionSafety),
    ExploringCase([.commitBoundedByLastNew], Bounds(heartbeats: 1), breaks: .stateMachineSafety),
    ExploringCase([.consistencyCheck], Bounds(), breaks: .stateMachineSafety),
    ExploringCase([.deleteConflicting], Bounds(timeouts: 3), breaks: .leaderCompleteness),
    ExploringCase(
      [.commitOnlyCurrentTerm], Bounds(writes: 0),
      after: Prepared(lesson: LessonNumber("A1")!, statesFromEmpty: 18_997_136),
      breaks: .leaderCompleteness),
    ExploringCase(
      [.commitOnlyCurrentTerm, .appendNoOp], Bounds(timeouts: 4, writes: 2, messages: 4),
      breaks: .leaderCompleteness),
  ]

  /// The case of these rules; nil where none is known.
  package static func without(_ rules: [Rule]) -> ExploringCase? {
    all.first { Set($0.off) == Set(rules) }
  }

  /// The moment that the search starts from.
  ///
  /// - Throws: `ExploringStart.Refusal`, where a lesson ends at what cannot be explored; a test
  ///   proves that none of the cases does.
  package func start() throws(ExploringStart.Refusal) -> ExploringStart {
    guard let lesson = prepared.flatMap({ Library.lesson(named: $0.lesson.text) }) else {
      return try ExploringStart(
        Settings(servers: 3, rules: RuleSet(without: off), batchLimit: batch, windowLimit: 8))
    }
    let script = lesson.script
    var timeline = Timeline(script.settings)
    var runner = ScriptRunner(script, on: timeline)
    while runner.step != nil { runner.perform(on: &timeline) }
    return try ExploringStart(timeline)
  }

  /// What is typed after `raftlab explore` to see it: all that is not as usual.
  package var words: [String] {
    let usual = Bounds()
    // A lesson brings its own cluster.
    var words = prepared.map { [$0.lesson.text] } ?? off.map { "--without \($0.id)" }
    words.append("--goal violation")
    words += Bounds.Countable.allCases.compactMap { thing -> String? in
      guard let limit = bounds[thing], limit != usual[thing] else { return nil }
      return "--\(thing.id) \(limit)"
    }
    if bounds.messages != usual.messages { words.append("--messages \(bounds.messages)") }
    if prepared == nil, batch != 4 { words.append("--batch \(batch)") }
    if disk != .atomic { words.append("--disk \(disk.rawValue)") }
    return words
  }
}

extension Bounds.Countable {
  /// The name on the command line and in results.
  package var id: String {
    switch self {
    case .timeouts: "timeouts"
    case .heartbeats: "heartbeats"
    case .writes: "writes"
    case .crashes: "crashes"
    case .losses: "losses"
    case .duplicates: "duplicates"
    }
  }
}
