import KeyValue
import RaftCore
import Screen
import Simulation
import Teaching

@testable import ObservedEtcd
@testable import Workbench

/// A laboratory over what was seen of three members of etcd, without any etcd: a cluster is founded,
/// one is elected and a client writes.
struct WatchedStage {
  private(set) var history: EtcdHistory
  /// All that was told.
  private var sightings: [Sighting] = []
  private var now = 0
  private var flights = 0

  init() {
    let watched = Watched(
      program: "etcd 3.4.23", folder: "/tmp/raftlab-etcd-fake",
      machines: (1...3).map {
        Watched.Machine(clientPort: 4000 + $0, peerPort: 4010 + $0, proxyPort: 4020 + $0)
      })
    history = EtcdHistory(
      ClusterFacts(members: 3, pace: Pace(heartbeat: 100, election: 1000), watched: watched))
    for server in ServerSet.first(3) {
      see(.named(server, Self.name(server)))
      see(.life(server, .running))
    }
    found()
    elect()
    write(key: "x", value: "1", index: 5, at: 1)
  }

  /// The same cluster as its members say it, who were started by somebody else; the last answers no more.
  static var attached: WatchedStage {
    var stage = WatchedStage()
    let watched = Watched(
      program: "etcd 3.5.1", folder: "",
      machines: (1...3).map {
        Watched.Machine(name: Self.name(ServerID($0)), clientPort: 2379 + $0)
      }, access: .attached)
    let live = Still(facts: ClusterFacts(members: 3, pace: nil, watched: watched))
    stage.history = EtcdHistory(of: live)
    for server in ServerSet.first(3) { stage.see(.answers(server, true)) }
    stage.status(1, term: 2, commit: 5, leader: 1, .leader)
    for other in 2...3 { stage.status(other, term: 2, commit: 5, leader: 1) }
    stage.see(.answers(ServerID(3), false))
    return stage
  }

  /// The same cluster while it runs, and takes what is done to it without a sign.
  static var running: WatchedStage {
    var stage = WatchedStage()
    var facts = stage.history.facts
    facts.watched.file = "/tmp/seen.raftlab"
    stage.history = EtcdHistory(of: Still(facts: facts, canBeActedOn: true))
    stage.history.take(stage.sightings, now: stage.now)
    return stage
  }

  /// A cluster of which nothing new comes.
  private struct Still: LiveCluster {
    let facts: ClusterFacts
    var canBeActedOn = false
    var now: Time { 0 }
    func takeSightings() -> [Sighting] { [] }
    func perform(_ stimulus: Stimulus) {}
    func ask(_ event: ClientEvent, by stimulus: Stimulus) {}
  }

  static func name(_ server: ServerID) -> UInt64 { 0xA000_0000_0000_0000 + UInt64(server.number) }

  mutating func pass(milliseconds: Int) {
    now += milliseconds * 1000
    history.take([], now: now)
  }

  /// As if all that was seen had been written to a file.
  mutating func keep(in file: String) {
    var facts = history.facts
    facts.watched.file = file
    var kept = EtcdHistory(facts)
    kept.take(sightings, now: now)
    history = kept
  }

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

  mutating func status(
    _ server: Int, term: Int, commit: Int, leader: Int, _ role: MemberStatus.Role = .follower
  ) {
    func name(_ number: Int) -> String { String(Self.name(ServerID(number)), radix: 16) }
    let progress =
      role == .leader
      ? #","progress":{"#
        + (1...3).filter { $0 != server }.map {
          #""\#(name($0))":{"match":\#(commit),"next":\#(commit + 1),"state":"StateReplicate"}"#
        }.joined(separator: ",") + "}" : ""
    let text =
      #"{"id":"\#(name(server))","term":\#(term),"vote":"\#(name(leader))","commit":\#(commit),"#
      + #""lead":"\#(name(leader))","raftState":"\#(role.rawValue)","applied":\#(commit)\#(progress)}"#
    see(.status(ServerID(server), MemberStatus(try! JSON(text.utf8))!))
  }

  /// Each member writes by itself who founds the cluster.
  private mutating func found() {
    for server in ServerSet.first(3) {
      let records = (1...3).map { number -> WALRecord in
        let change = WireMemberChange(.add, member: Self.name(ServerID(number)))
        return .entry(WireEntry(.confChange, term: 1, index: number, data: change.bytes))
      }
      see(.wrote(server, records + [.state(WireHardState(term: 1, vote: 0, commit: 3))]))
    }
  }

  /// S1 is elected in term 2.
  private mutating func elect() {
    let position = LogPosition(index: 3, term: 1)
    let state = WALRecord.state(
      WireHardState(term: 2, vote: Self.name(ServerID(1)), commit: 3))
    see(.wrote(ServerID(1), [state]))
    for other in 2...3 {
      send(.vote, 1, other) {
        ($0.term, $0.logTerm, $0.index) = (2, position.term, position.index)
      }
      see(.wrote(ServerID(other), [state]))
      send(.voteReply, other, 1) { $0.term = 2 }
    }
    let blank = WireEntry(term: 2, index: 4)
    for other in 2...3 {
      send(.append, 1, other) {
        ($0.term, $0.logTerm, $0.index, $0.commit) = (2, 1, 3, 3)
        $0.entries = [blank]
      }
    }
    for server in ServerSet.first(3) { see(.wrote(server, [.entry(blank)])) }
    for other in 2...3 { send(.appendReply, other, 1) { ($0.term, $0.index) = (2, 4) } }
    status(1, term: 2, commit: 4, leader: 1, .leader)
    for other in 2...3 { status(other, term: 2, commit: 4, leader: 1) }
    beat(commit: 4)
  }

  mutating func beat(commit: Int) {
    for other in 2...3 { send(.heartbeat, 1, other) { ($0.term, $0.commit) = (2, commit) } }
    for other in 2...3 { send(.heartbeatReply, other, 1) { $0.term = 2 } }
  }

  /// A client's put is asked for, replicated and answered.
  mutating func write(key: String, value: String, index: Int, at member: Int) {
    let operation = Operation(
      client: 1, serial: index, kind: .write(ShortText(value)!), key: ShortText(key)!)
    let event = ClientEvent(
      call: index, client: ClientID(1), member: ServerID(member), operation: operation,
      stage: .asked)
    see(
      .act(
        .write(key: ShortText(key)!, value: ShortText(value)!, through: ServerID(member)), event))
    let put = EntryContent.put(WirePut(key: Array(key.utf8), value: Array(value.utf8)))
    let entry = WireEntry(term: 2, index: index, data: put.data(request: UInt64(index))!)
    for other in 2...3 {
      send(.append, 1, other) {
        ($0.term, $0.logTerm, $0.index, $0.commit) = (2, 2, index - 1, index - 1)
        $0.entries = [entry]
      }
    }
    for server in ServerSet.first(3) { see(.wrote(server, [.entry(entry)])) }
    for other in 2...3 { send(.appendReply, other, 1) { ($0.term, $0.index) = (2, index) } }
    status(1, term: 2, commit: index, leader: 1, .leader)
    hear(event, .done(revision: index - 3, value: nil))
    for other in 2...3 { status(other, term: 2, commit: index, leader: 1) }
  }

  mutating func hear(_ event: ClientEvent, _ outcome: CallOutcome) {
    var ended = event
    ended.stage = .ended(outcome)
    see(.client(ended))
  }

  /// The screen over all that was seen.
  func desk(
    columns: Int = 80, rows: Int = 24, language: Language = .english, _ keys: String = ""
  ) -> Pressing {
    var desk = Pressing(columns: columns, rows: rows, language: language)
    desk.lab = Laboratory(
      on: history, language: language, size: Size(columns: columns, rows: rows))
    desk.lab.handle(.resize(desk.lab.size))
    desk.press(keys)
    return desk
  }
}
