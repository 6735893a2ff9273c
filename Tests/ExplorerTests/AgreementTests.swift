import RaftCore
import Testing

@testable import Explorer

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A bounded case that both explorers count.
struct BoundedCase: CustomTestStringConvertible, Sendable {
  var servers = 3
  /// Timeouts, heartbeats, writes, crashes, losses, duplicates.
  var limits: [Int]
  var messages = 12
  var disk = DiskTiming.atomic
  var restarts = Restarts.atOnce
  var off: [Rule] = []
  var states: Int

  var bounds: Bounds {
    Bounds(
      timeouts: limits[0], heartbeats: limits[1], writes: limits[2], crashes: limits[3],
      losses: limits[4], duplicates: limits[5], messages: messages)
  }

  var model: Model {
    get throws {
      try Model(
        servers: servers, rules: RuleSet(without: off), within: bounds, disk: disk,
        restarts: restarts)
    }
  }

  var paper: PaperExplorer {
    var cluster = PaperCluster(servers: servers, hasDiskSteps: disk == .stepwise)
    cluster.appendsNoOp = !off.contains(.appendNoOp)
    cluster.pipelines = !off.contains(.pipelining)
    cluster.backsUpByTerm = !off.contains(.backUpByTerm)
    cluster.obeysVoteOnce = !off.contains(.oneVotePerTerm)
    cluster.comparesLogs = !off.contains(.upToDateCheck)
    return PaperExplorer(
      cluster, limits, most: messages, crashesApart: restarts == .apart)
  }

  var testDescription: String {
    "\(servers) servers, \(limits), \(messages) messages, \(disk), \(restarts), \(off), \(states)"
  }
}

@Suite("Two explorers agree on every state and step") struct AgreementTests {
  static let cases = [
    BoundedCase(servers: 2, limits: [1, 0, 1, 0, 0, 0], states: 21),
    BoundedCase(limits: [1, 0, 1, 0, 0, 0], states: 997),
    BoundedCase(servers: 2, limits: [3, 0, 1, 0, 0, 0], messages: 6, states: 4_233),
    BoundedCase(servers: 2, limits: [2, 1, 1, 0, 0, 0], states: 4_940),
    BoundedCase(limits: [1, 0, 1, 1, 0, 0], messages: 5, restarts: .apart, states: 6_851),
    BoundedCase(
      servers: 2, limits: [2, 0, 1, 1, 0, 0], disk: .stepwise, restarts: .apart, states: 9_476),
    BoundedCase(limits: [1, 0, 1, 0, 0, 0], disk: .stepwise, states: 10_189),
    BoundedCase(servers: 2, limits: [2, 0, 1, 1, 1, 0], disk: .stepwise, states: 11_636),
    BoundedCase(servers: 2, limits: [2, 0, 0, 1, 0, 1], disk: .stepwise, states: 12_966),
    BoundedCase(limits: [2, 0, 0, 0, 0, 0], messages: 4, states: 21_697),
    BoundedCase(limits: [1, 0, 1, 0, 1, 1], messages: 6, states: 29_191),
    BoundedCase(
      limits: [2, 0, 1, 0, 0, 0], messages: 4, off: [.appendNoOp, .pipelining], states: 58_423),
  ]

  static let largeCases = [
    BoundedCase(limits: [1, 0, 1, 1, 0, 0], messages: 4, disk: .stepwise, states: 38_922),
    BoundedCase(limits: [2, 0, 1, 0, 0, 0], messages: 4, states: 135_943),
    BoundedCase(limits: [2, 0, 1, 0, 0, 0], states: 697_459),
  ]

  @Test("on small and middling cases", arguments: cases)
  func agree(_ bounded: BoundedCase) throws { try check(bounded) }

  /// Takes minutes: `RAFTLAB_LARGE=1 swift test --filter AgreementTests`.
  @Test(
    "on cases of up to 697,459 states", .enabled(if: getenv("RAFTLAB_LARGE") != nil),
    arguments: largeCases)
  func agreeOnLarge(_ bounded: BoundedCase) throws { try check(bounded) }

  private func check(_ bounded: BoundedCase) throws {
    let options = Search.Options(usesSymmetry: false, dropsSpentMessages: false)
    // No goal is reached but where a rule is off: then no server has the number that would be one.
    let search = try Search(bounded.model, for: .leads(ServerID(1), in: 99), options)
    #expect(search.run() == .exhausted)
    var paper = bounded.paper
    let states = paper.count()
    #expect(search.figures.states == states)
    #expect(search.figures.successors == paper.successors)
    #expect(search.figures.cut == paper.cut)
    #expect(states == bounded.states)
  }
}
