import KeyValue
import RaftCore
import Simulation
import Testing

@testable import ObservedEtcd

/// What members' stores hold follows from the entries that they say they applied, and from nothing else.
@Suite("Stores that are worked out from logs") struct ObservedStoreTests {
  private static func entry(_ index: Int, _ content: EntryContent) -> WALRecord {
    .entry(WireEntry(term: 2, index: index, data: content.data(request: UInt64(index)) ?? []))
  }

  private static func put(_ key: String, _ value: String, lease: Int = 0) -> EntryContent {
    .put(WirePut(key: Array(key.utf8), value: Array(value.utf8), lease: lease))
  }

  private func keys(_ fake: Fake, _ server: Int) -> [String]? {
    fake.state[ServerID(server)].contents?.map { "\($0.key)=\($0.value)" }
  }

  /// S1 and S2 have applied these entries, S1 all and S2 all but the last.
  private func fake(_ contents: [EntryContent]) -> Fake {
    var fake = Fake()
    for server in 1...2 {
      fake.see(.wrote(ServerID(server), contents.enumerated().map { Self.entry($0 + 1, $1) }))
    }
    fake.status(1, term: 2, commit: contents.count, applied: contents.count)
    fake.status(2, term: 2, commit: contents.count, applied: contents.count - 1)
    return fake
  }

  @Test("keys, revisions, leases and transactions are as the entries make them")
  func contents() throws {
    let create = WireComparison(Array("b".utf8), .equal, .create)
    let transaction = WireTransaction(
      if: [create],
      then: [.put(WirePut(key: Array("b".utf8), value: Array("won".utf8), lease: 7))],
      else: [.range(WireRange(key: Array("b".utf8)))])
    var fake = fake([
      Self.put("a", "1"), .leaseGrant(id: 7, ttl: 9), .transaction(transaction),
      .transaction(transaction), Self.put("a", "2"),
    ])
    #expect(keys(fake, 1) == ["a=2", "b=won"])
    #expect(keys(fake, 2) == ["a=1", "b=won"])
    #expect(keys(fake, 3) == [], "it began with an empty disk, and was not heard of since")
    let first = try #require(fake.state[ServerID(1)].member)
    #expect(first.revision == 4 && first.appliedTerm == 2 && first.compacted == -1)
    #expect(first.leases.map(\.lease.id) == [7] && first.leases[0].keys == [Text("b")])
    fake.see(.wrote(ServerID(1), [Self.entry(6, .compaction(revision: 3))]))
    fake.see(.wrote(ServerID(1), [Self.entry(7, .leaseRevoke(id: 7))]))
    fake.status(1, term: 2, commit: 7, applied: 7)
    #expect(keys(fake, 1) == ["a=2"])
    #expect(fake.state[ServerID(1)].member?.compacted == 3)
    // In the past it is as it was then.
    fake.history.seek(to: fake.history.position - 1)
    #expect(keys(fake, 1) == ["a=2", "b=won"])
  }

  @Test(
    "what cannot be known is not told: behind a snapshot, and behind what the model does not know")
  func unknown() {
    let inner = WireTransaction(then: [.transaction(WireTransaction())])
    var fake = fake([Self.put("a", "1"), .transaction(inner), Self.put("a", "2")])
    #expect(keys(fake, 1) == nil && fake.state[ServerID(1)].member == nil)
    // A new disk begins with an empty store.
    fake.see(.named(ServerID(1), 77))
    fake.see(.wrote(ServerID(1), [Self.entry(1, Self.put("c", "3"))]))
    fake.status(3, term: 2)
    fake.see(
      .status(
        ServerID(1),
        MemberStatus(
          try! JSON(
            #"{"id":"4d","term":2,"vote":"0","commit":1,"applied":1,"lead":"0","raftState":"StateFollower"}"#
              .utf8))!))
    #expect(keys(fake, 1) == ["c=3"])
    fake.see(.wrote(ServerID(3), [.snapshot(index: 5, term: 2)]))
    fake.status(3, term: 2, commit: 5, applied: 5)
    #expect(keys(fake, 3) == nil)
  }

  @Test("a write that was answered has its place in the log once a member has applied it")
  func index() throws {
    var fake = Fake()
    let operation = Operation(
      client: 1, serial: 1, kind: .write(ShortText("1")!), key: ShortText("a")!)
    var event = ClientEvent(
      call: 1, client: ClientID(1), member: ServerID(1), operation: operation, stage: .asked)
    fake.see(
      .act(.write(key: ShortText("a")!, value: ShortText("1")!, through: ServerID(1)), event))
    event.stage = .ended(.done(revision: 2, value: nil))
    fake.see(.client(event))
    func index() -> LogIndex?? {
      guard case .acknowledged(_, let index, _) = fake.state.operations[0].state else { return nil }
      return .some(index)
    }
    #expect(index() == .some(nil))
    fake.see(.wrote(ServerID(2), [Self.entry(1, .blank), Self.entry(2, Self.put("a", "1"))]))
    fake.status(2, term: 2, commit: 2, applied: 2)
    #expect(index() == 2)
  }

  @Test("what was refused was not done, which is no doubt")
  func refused() {
    var fake = Fake()
    for (call, outcome) in [(1, CallOutcome.refused("no")), (2, .unknown("late"))] {
      let operation = Operation(
        client: call, serial: 1, kind: .write(ShortText("1")!), key: ShortText("a")!)
      var event = ClientEvent(
        call: call, client: ClientID(call), member: ServerID(1), operation: operation,
        stage: .asked)
      fake.see(
        .act(.write(key: ShortText("a")!, value: ShortText("1")!, through: ServerID(1)), event))
      event.stage = .ended(outcome)
      fake.see(.client(event))
    }
    guard case .refused = fake.state.operations[0].state else {
      Issue.record("\(fake.state.operations[0])")
      return
    }
    guard case .unknown = fake.state.operations[1].state else {
      Issue.record("\(fake.state.operations[1])")
      return
    }
  }

  @Test(
    "a cluster that somebody else started: what its members say, and nothing of logs and stores")
  func attached() {
    var facts = Fake.facts
    facts.watched.access = .attached
    facts.pace = nil
    facts.watched.machines = (1...3).map {
      Watched.Machine(name: Fake.name(ServerID($0)), clientPort: 4000 + $0)
    }
    var history = EtcdHistory(facts)
    var time = 0
    func see(_ content: Sighting.Content) {
      time += 1000
      history.take([Sighting(content, at: time)], now: time)
    }
    see(.answers(ServerID(1), true))
    see(
      .status(
        ServerID(1),
        MemberStatus(
          try! JSON(
            #"{"id":"a000000000000001","term":3,"vote":"a000000000000001","commit":9,"applied":9,"lead":"a000000000000001","raftState":"StateLeader","progress":{"a000000000000001":{"match":9,"next":10}}}"#
              .utf8))!))
    let leader = history.state[ServerID(1)]
    #expect(leader.raft.role?.isLeader == true && leader.raft.commitIndex == 9)
    #expect(leader.raft.log == nil && leader.contents == nil && leader.member == nil)
    #expect(history.state.electionTimeout == nil && history.state.violations.isEmpty)
    #expect(history.look(after: 2).happening?.step.firings.isEmpty == true)
    see(.answers(ServerID(1), false))
    let silent = history.state[ServerID(1)]
    #expect(silent.isSilent && silent.raft.role == nil && silent.life == .running)
    see(.answers(ServerID(1), true))
    #expect(!history.state[ServerID(1)].isSilent)
  }
}
