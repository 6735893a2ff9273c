import RaftCore
import Testing

@testable import Explorer

/// A rule that is off, and the smallest case in which that breaks a safety property.
struct BrokenCase: CustomTestStringConvertible, Sendable {
  var off: [Rule]
  var servers = 3
  var bounds: Bounds
  var disk = DiskTiming.atomic
  /// The most entries in a message.
  var batch = 4
  var property: SafetyProperty
  var moves: Int

  var testDescription: String { off.map(\.id).joined(separator: ", ") }

  func search(_ options: Search.Options = Search.Options()) throws -> Search {
    let configuration = Configuration(
      members: .first(servers), rules: RuleSet(without: off), batchLimit: batch, windowLimit: 8)
    let model = try Model(configuration, within: bounds, disk: disk)
    return try Search(model, for: .violation(), options)
  }
}

@Suite("Without a safety rule a property breaks") struct RuleTests {
  static let cases = [
    BrokenCase(
      off: [.oneVotePerTerm], servers: 2, bounds: Bounds(writes: 0), property: .electionSafety,
      moves: 6),
    BrokenCase(
      off: [.stepDownOnHigherTerm], servers: 2, bounds: Bounds(), property: .electionSafety,
      moves: 7),
    BrokenCase(off: [.upToDateCheck], bounds: Bounds(), property: .leaderCompleteness, moves: 8),
    BrokenCase(
      off: [.persistBeforeAnswering], bounds: Bounds(writes: 0, crashes: 1), disk: .stepwise,
      property: .electionSafety, moves: 9),
    BrokenCase(
      off: [.commitBoundedByLastNew], bounds: Bounds(heartbeats: 1),
      property: .stateMachineSafety, moves: 10),
    BrokenCase(
      off: [.consistencyCheck], bounds: Bounds(), property: .stateMachineSafety, moves: 11),
    BrokenCase(
      off: [.deleteConflicting], bounds: Bounds(timeouts: 3), property: .leaderCompleteness,
      moves: 11),
    // An old entry is counted by itself only where it comes without the leader's no-op behind it.
    BrokenCase(
      off: [.commitOnlyCurrentTerm], bounds: Bounds(timeouts: 4, writes: 0, messages: 4), batch: 1,
      property: .leaderCompleteness, moves: 24),
    BrokenCase(
      off: [.commitOnlyCurrentTerm, .appendNoOp],
      bounds: Bounds(timeouts: 4, writes: 2, messages: 4), property: .leaderCompleteness,
      moves: 25),
  ]

  @Test("for every safety rule that can be explored")
  func coversAll() {
    let covered = Set(Self.cases.flatMap(\.off))
    for rule in Rule.allCases where rule.weight == .safety && Model.canShow(rule) {
      #expect(covered.contains(rule))
    }
  }

  @Test("by a shortest run, which the servers themselves repeat", arguments: cases)
  func breaks(_ broken: BrokenCase) throws {
    let search = try broken.search()
    guard case .found(let trace) = search.run() else {
      Issue.record("nothing was found among \(search.figures.states) states")
      return
    }
    #expect(trace.moves.count == broken.moves)
    #expect(trace.violation?.property == broken.property)
    for state in trace.states.dropLast() { #expect(StateChecks.violation(in: state) == nil) }
  }
}
