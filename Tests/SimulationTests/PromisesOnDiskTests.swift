import KeyValue
import Testing

@testable import RaftCore
@testable import Simulation

@Suite("Figure 2: what a server promised is on its disk")
struct PromisesOnDiskTests {
  /// Three servers in term 3: S1 has two entries, and each disk holds what its server does.
  private static func hosts() -> [Host] {
    var hosts = Cluster(Settings(servers: 3)).hosts
    let log = Log([Entry(term: 1, command: Command(7)), Entry(term: 3, command: Command(8))])
    for place in hosts.indices {
      hosts[place].server.currentTerm = 3
      hosts[place].server.votedFor = ServerID(1)
      hosts[place].server.log = log
      write(&hosts[place])
    }
    return hosts
  }

  /// Writes down what a server holds.
  private static func write(_ host: inout Host) {
    let server = host.server
    let write = Write(
      term: server.currentTerm, votedFor: server.votedFor, keeping: 0,
      through: server.log.lastIndex)
    _ = host.disk.begin(write, of: server.log, nil, at: 0, taking: 0)
    _ = host.disk.finish()
  }

  /// Changes what the disk of S2 holds, and nothing else.
  private static func hosts(_ change: (inout Server) -> Void) -> [Host] {
    var hosts = hosts()
    let server = hosts[1].server
    change(&hosts[1].server)
    write(&hosts[1])
    hosts[1].server = server
    return hosts
  }

  private static let vote = Evidence.vote(
    from: ServerID(2), granted: true, votes: [ServerID(1), ServerID(2)], needed: 2)
  /// The last vote that it counted was its own.
  private static let ownVote = Evidence.vote(
    from: ServerID(1), granted: true, votes: [ServerID(1), ServerID(2)], needed: 2)
  private static let match = Evidence.match(
    peer: ServerID(2), matchIndex: 2, nextIndex: 3, before: 0)
  private static let stored = Evidence.stored(
    index: 2, term: 3, currentTerm: 3, on: [ServerID(1), ServerID(2)], needed: 2)

  private static func findings(in hosts: [Host]) -> [Violation.Detail?] {
    [
      PromisesOnDisk.arrived(3, from: 1, of: hosts),
      PromisesOnDisk.counted(vote, by: 0, of: hosts),
      PromisesOnDisk.won(ownVote, by: 0, of: hosts),
      PromisesOnDisk.stored(match, by: 0, of: hosts),
      PromisesOnDisk.committed(stored, by: 0, of: hosts),
    ].map { $0?.detail }
  }

  private static let entry = Violation.Detail.entryNotOnDisk(
    ServerID(2), LogPosition(index: 2, term: 3), leader: ServerID(1))
  private static let ballot = Violation.Detail.voteNotOnDisk(
    ServerID(2), term: 3, candidate: ServerID(1))

  @Test("What is on disk is kept")
  func kept() {
    #expect(Self.findings(in: Self.hosts()) == [nil, nil, nil, nil, nil])
  }

  @Test("A term, a vote, an entry noted and an entry committed are each missed")
  func missing() {
    let term = Violation.Detail.termNotOnDisk(ServerID(2), term: 3, disk: 2)
    #expect(
      Self.findings(in: Self.hosts { $0.currentTerm = 2 })
        == [term, Self.ballot, Self.ballot, Self.entry, Self.entry])
    #expect(
      Self.findings(in: Self.hosts { $0.votedFor = ServerID(3) }) == [
        nil, Self.ballot, Self.ballot, nil, nil,
      ])
    #expect(
      Self.findings(in: Self.hosts { $0.log.truncate(to: 1) })
        == [nil, nil, nil, Self.entry, Self.entry])
    let other = Log([Entry(term: 1, command: Command(7)), Entry(term: 2, command: Command(8))])
    #expect(
      Self.findings(in: Self.hosts { $0.log = other }) == [nil, nil, nil, Self.entry, Self.entry])
  }

  @Test("A disk that went on to a later term, and one that was wiped, are not asked")
  func excused() {
    let later = Self.hosts {
      $0.currentTerm = 4
      $0.votedFor = nil
      $0.log.truncate(to: 1)
    }
    #expect(Self.findings(in: later) == [nil, nil, nil, nil, nil])
    var wiped = Self.hosts { $0.currentTerm = 0 }
    wiped[1].wasWiped = true
    #expect(Self.findings(in: wiped) == [nil, nil, nil, nil, nil])
  }

  /// What is promised before it is on disk, and the detail by which it is found.
  struct Haste: CustomTestStringConvertible, Sendable {
    var name: String
    var tampering: CampaignCluster.Tampering
    var isFound: @Sendable (Violation.Detail) -> Bool

    var testDescription: String { name }
  }

  static let hastes = [
    Haste(
      name: "a leader counts its own entries before they are on its disk",
      tampering: { cluster, _ in
        for place in cluster.hosts.indices {
          guard case .leader(var leadership) = cluster.hosts[place].server.role else { continue }
          let server = cluster.hosts[place].server
          leadership[server.id].matchIndex = server.log.lastIndex
          cluster.hosts[place].server.role = .leader(leadership)
        }
      },
      isFound: { if case .entryNotOnDisk = $0 { true } else { false } }),
    Haste(
      name: "what waits for the disk leaves at once",
      tampering: { cluster, event in
        guard let server = event.server else { return }
        for waiting in cluster[server].disk.waiting { cluster.transmit(.message(waiting.message)) }
      },
      isFound: {
        switch $0 {
        case .entryNotOnDisk, .voteNotOnDisk, .termNotOnDisk: true
        default: false
        }
      }),
  ]

  @Test("A server that promises in haste is found by the campaign", arguments: hastes)
  func haste(_ haste: Haste) throws {
    let seedRun = SeedRun(eventLimit: 500)
    let violation = try #require(
      (UInt64(1)...200).lazy.compactMap {
        seedRun.run(seed: $0, tampering: haste.tampering).violation
      }.first)
    #expect(violation.property == .promisesOnDisk && haste.isFound(violation.detail))
  }

  @Test(
    "The property is not checked where a rule is off that says what may be promised",
    arguments: Property.promisesOnDisk.presumed)
  func presumed(rule: Rule) {
    let settings = Settings(servers: 3, rules: RuleSet(without: [rule]))
    let cluster = Cluster(settings)
    #expect(cluster.safety?.checked.contains(.promisesOnDisk) == false)
    #expect(Cluster(Settings()).safety?.checked.contains(.promisesOnDisk) == true)
  }
}
