import Foundation
import KeyValue
import RaftCore
import Simulation
import Testing

@testable import Formats
@testable import ObservedEtcd

/// What was seen of a real cluster in the forms that runs of the simulation leave the house in.
@Suite("Exports of what was seen") struct SeenExportTests {
  /// An election, a put that is done, one that is refused, one and a read of which nobody heard, and a
  /// message that was lost.
  private static let fake: Fake = {
    var fake = Fake()
    fake.write(1, Fake.state(term: 2, vote: 1))
    fake.send(.vote, 1, 2) { $0.term = 2 }
    fake.write(2, Fake.state(term: 2, vote: 1))
    fake.send(.voteReply, 2, 1) { $0.term = 2 }
    fake.send(.heartbeat, 1, 2) { $0.term = 2 }
    fake.send(.heartbeat, 1, 3, .lost(.cut)) { $0.term = 2 }
    let put = EntryContent.put(WirePut(key: Array("x".utf8), value: Array("1".utf8)))
    let entry = WireEntry(term: 2, index: 1, data: put.data(request: 1)!)
    func ask(_ call: Int, _ kind: KeyValue.Operation.Kind, _ outcome: CallOutcome) {
      let (key, server) = (ShortText("x")!, ServerID(1))
      let operation = KeyValue.Operation(
        client: call, serial: 1, kind: kind, key: key, way: kind == .read ? .linearizable : .log)
      var event = ClientEvent(
        call: call, client: ClientID(call), member: server, operation: operation, stage: .asked)
      if case .write(let value) = kind {
        fake.see(.act(.write(key: key, value: value, through: server), event))
      } else {
        fake.see(.act(.read(key: key, through: server, way: .log), event))
      }
      if call == 1 {
        fake.send(.append, 1, 2) { ($0.term, $0.entries) = (2, [entry]) }
        fake.see(.wrote(ServerID(2), [.entry(entry)]))
      }
      event.stage = .ended(outcome)
      fake.see(.client(event))
    }
    ask(1, .write(ShortText("1")!), .done(revision: 2, value: nil))
    ask(2, .write(ShortText("2")!), .refused("etcdserver: not leader"))
    ask(3, .write(ShortText("3")!), .unknown("no answer in time"))
    ask(4, .read, .unknown("no answer in time"))
    return fake
  }()

  private static var chronicle: Chronicle { Chronicle(fake.history) }
  private static func tell(_ event: Happening, _ state: ClusterState) -> String { event.what.name }

  @Test(
    "event lines: each is JSON, says how it is known, and nothing of it is null by being forgotten")
  func eventLines() throws {
    let lines = try EventLines(Self.chronicle).text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(lines[0]["program"] as? String == "etcd" && lines[0]["seed"] == nil)
    #expect(lines.count == Self.fake.history.position + 1)
    for line in lines.dropFirst() {
      #expect(line["witness"] is String)
      let isSeen = line["happening"] as? String == "seen"
      #expect((line["detail"] as? [String: Any])?["kind"] is String == isSeen)
    }
    let text = EventLines(Self.chronicle).text
    #expect(text.contains(#""operation":"put x 1""#))
    #expect(text.contains(#""answer":{"kind":"written","revision":2}"#))
    #expect(text.contains(#""why":"etcdserver: not leader""#))
  }

  @Test(
    "clients' history: done is ok, refused failed, a write of which nobody heard may have happened")
  func operations() {
    let lines = OperationHistory(Self.chronicle).text.split(separator: "\n")
    func types(_ value: String) -> [String] {
      lines.filter { $0.contains("[\"x\" \(value)]") }
        .map { String($0.split(separator: ",")[0].dropFirst("{:type ".count)) }
    }
    #expect(types("1") == [":invoke", ":ok"])
    #expect(types("2") == [":invoke", ":fail"])
    #expect(types("3") == [":invoke", ":info"])
    #expect(types("nil") == [":invoke", ":fail"])
    #expect(lines.contains { $0.contains(":error :refused") })
  }

  @Test("a sequence diagram has the messages, those that were lost, and the clients")
  func diagram() {
    let text = SequenceDiagram(
      Self.chronicle, showing: Set(SequenceDiagram.Kind.allCases), tell: Self.tell
    ).text
    for line in [
      "S1->>S2: RequestVote term 2", "S2-->>S1: RequestVoteReply term 2", "S1-xS3: AppendEntries",
      "C1->>S1: x=1", "S1-->>C1: ok, revision 2", "S1-->>C2: refused: etcdserver", "actor C1",
      "S1--xC3: unknown: no answer in time",
    ] {
      #expect(text.contains("  \(line)"), "\(line)")
    }
  }

  @Test("vector clocks: a message that was only seen on its way was sent before it was passed on")
  func clocks() throws {
    let text = ClockLog(Self.chronicle, tell: Self.tell).text
    let lines = text.split(separator: "\n").map(String.init)
    var clocks: [(host: String, clock: [String: Int])] = []
    for line in lines.dropFirst() where line.contains("{\"") {
      let host = String(line.prefix { $0 != " " })
      let json = line.drop { $0 != "{" }
      clocks.append(
        (
          host,
          try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Int])
        ))
    }
    let vote = try #require(lines.firstIndex { $0.contains("RequestVote ") })
    #expect(lines[vote + 1].hasPrefix("S1 "))
    // The event after it is its arrival at S2, which knows of it.
    let sent = try #require(clocks.firstIndex { $0.host == "S1" && $0.clock == ["S1": 4] })
    #expect(clocks[sent + 1].host == "S2" && clocks[sent + 1].clock["S1"] == 4)
    for (place, (host, clock)) in clocks.enumerated() {
      let before = clocks[..<place].last { $0.host == host }?.clock[host] ?? 0
      #expect(clock[host] == before + 1)
    }
  }

  @Test("a table has what is known, and is empty where nothing is")
  func table() {
    let rows = StateTable(Self.chronicle).text.components(separatedBy: "\r\n").dropLast()
    #expect(rows.count == Self.fake.history.position + 1)
    #expect(rows[1].hasSuffix("running,,,,,,,,running,,,,,,,"))
    #expect(rows.last!.contains("running,leader,2,S1,"))
  }
}
