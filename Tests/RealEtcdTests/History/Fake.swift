import RaftCore
import Simulation

@testable import ObservedEtcd
@testable import RealEtcd

/// A history of three members that is told what was seen, without any etcd.
struct Fake {
  var history: EtcdHistory
  /// All that it was told.
  private(set) var sightings: [Sighting] = []
  private var now = 0
  private var flights = 0

  init(limit: Int = EtcdRecord.limit) {
    history = EtcdHistory(Self.facts, limit: limit)
    for server in ServerSet.first(3) {
      see(.named(server, Self.name(server)))
      see(.life(server, .running))
    }
  }

  static let facts = ClusterFacts(
    members: 3, pace: .fast, watched: Watched(program: "etcd", folder: "", machines: []))

  static func name(_ server: ServerID) -> UInt64 { 0xA000_0000_0000_0000 + UInt64(server.number) }

  mutating func see(_ content: Sighting.Content) {
    now += 1000
    sightings.append(Sighting(content, at: now))
    history.take([Sighting(content, at: now)], now: now)
  }

  mutating func send(
    _ kind: WireMessage.Kind, _ from: Int, _ to: Int, _ fate: Sighting.Fate = .passed,
    _ change: (inout WireMessage) -> Void
  ) {
    var message = WireMessage(kind)
    change(&message)
    (message.from, message.to) = (Self.name(ServerID(from)), Self.name(ServerID(to)))
    flights += 1
    see(.message(id: flights, message, from: ServerID(from), to: ServerID(to), fate))
  }

  mutating func write(_ server: Int, _ records: WALRecord...) {
    see(.wrote(ServerID(server), records))
  }

  mutating func status(
    _ server: Int, term: Int, vote: Int = 0, commit: Int = 0, applied: Int = 0, leader: Int = 0,
    _ role: MemberStatus.Role = .follower
  ) {
    func name(_ number: Int) -> String {
      number == 0 ? "0" : String(Self.name(ServerID(number)), radix: 16)
    }
    let text =
      #"{"id":"\#(name(server))","term":\#(term),"vote":"\#(name(vote))","commit":\#(commit),"#
      + #""lead":"\#(name(leader))","raftState":"\#(role.rawValue)","applied":\#(applied)}"#
    see(.status(ServerID(server), MemberStatus(try! JSON(text.utf8))!))
  }

  var state: ClusterState { history.state }
  subscript(server: Int) -> RaftState { state[ServerID(server)].raft }
  /// The rules that fired by all that was seen, in order, with their servers.
  var fired: [String] {
    (1...max(1, history.record.count)).flatMap { number in
      let happening = history.look(after: number).happening
      return happening?.step.firings.map { "\(happening!.server!) \($0.rule.id)" } ?? []
    }
  }

  static func state(term: Int, vote: Int = 0, commit: Int = 0) -> WALRecord {
    .state(
      WireHardState(term: term, vote: vote == 0 ? 0 : name(ServerID(vote)), commit: commit))
  }

  static func entry(_ index: Int, term: Int, _ key: String? = nil) -> WALRecord {
    let put = key.map { EntryContent.put(WirePut(key: Array($0.utf8), value: [0x31])) }
    return .entry(WireEntry(term: term, index: index, data: put?.data(request: 7) ?? []))
  }
}
