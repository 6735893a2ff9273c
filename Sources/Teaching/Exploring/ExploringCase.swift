import Explorer
import RaftCore

/// A safety rule that is off, and the narrowest bounds that are known to show what breaks.
package struct ExploringCase: Hashable, Sendable {
  package let off: [Rule]
  package let bounds: Bounds
  package let disk: DiskTiming
  /// The most entries in a message.
  package let batch: Int
  package let property: SafetyProperty

  private init(
    _ off: [Rule], _ bounds: Bounds, disk: DiskTiming = .atomic, batch: Int = 4,
    breaks property: SafetyProperty
  ) {
    self.off = off
    self.bounds = bounds
    self.disk = disk
    self.batch = batch
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
      [.commitOnlyCurrentTerm], Bounds(timeouts: 4, writes: 0, messages: 4), batch: 1,
      breaks: .leaderCompleteness),
    ExploringCase(
      [.commitOnlyCurrentTerm, .appendNoOp], Bounds(timeouts: 4, writes: 2, messages: 4),
      breaks: .leaderCompleteness),
  ]

  /// The case of these rules; nil where none is known.
  package static func without(_ rules: [Rule]) -> ExploringCase? {
    all.first { Set($0.off) == Set(rules) }
  }

  /// The options of the command line that are not as usual.
  package var words: [String] {
    let usual = Bounds()
    var words = Bounds.Countable.allCases.compactMap { thing -> String? in
      guard let limit = bounds[thing], limit != usual[thing] else { return nil }
      return "--\(thing.id) \(limit)"
    }
    if bounds.messages != usual.messages { words.append("--messages \(bounds.messages)") }
    if batch != 4 { words.append("--batch \(batch)") }
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
