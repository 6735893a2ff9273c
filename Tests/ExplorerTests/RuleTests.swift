import RaftCore
import Testing

@testable import Explorer

/// A rule that is off, and the smallest case in which that breaks a safety property.
struct BrokenCase: CustomTestStringConvertible, Sendable {
  var off: [Rule]
  var servers = 3
  var bounds: Bounds
  var disk = DiskTiming.atomic
  var property: SafetyProperty
  var moves: Int

  var testDescription: String { off.map(\.id).joined(separator: ", ") }

  func search(_ options: Search.Options = Search.Options()) throws -> Search {
    let model = try Model(
      servers: servers, rules: RuleSet(without: off), within: bounds, disk: disk)
    return try Search(model, for: .violation(), options)
  }
}

@Suite("Without a safety rule a property breaks") struct RuleTests {
  static let cases: [BrokenCase] = [
  ]

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
