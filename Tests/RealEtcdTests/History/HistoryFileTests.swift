import KeyValue
import RaftCore
import Simulation
import Testing

@testable import ObservedEtcd

/// A history file gives back what was written to it, and says where it does not.
@Suite("Files of what was seen") struct HistoryFileTests {
  /// Something of every kind that can be seen.
  static let sightings: [Sighting] = {
    let (first, second) = (ServerID(1), ServerID(2))
    var append = WireMessage(.append)
    (append.from, append.to) = (Fake.name(first), Fake.name(second))
    (append.term, append.logTerm, append.index, append.commit) = (2, 1, 3, 3)
    append.entries = [
      WireEntry(term: 2, index: 4), WireEntry(.confChange, term: 2, index: 5, data: [0, 255, 47]),
    ]
    var refusal = WireMessage(.appendReply)
    (refusal.from, refusal.to) = (Fake.name(second), Fake.name(first))
    (refusal.term, refusal.index, refusal.reject, refusal.rejectHint) = (2, 9, true, 0)
    var vote = WireMessage(.vote)
    (vote.from, vote.to) = (Fake.name(first), Fake.name(second))
    (vote.term, vote.context) = (2, WireMessage.transferContext)
    var snapshot = WireMessage(.snapshot)
    (snapshot.from, snapshot.to) = (Fake.name(first), Fake.name(second))
    (snapshot.term, snapshot.snapshot) = (2, WireSnapshot(index: 7, term: 2).bytes)
    let status = MemberStatus(
      try! JSON(
        #"{"id":"a000000000000001","term":2,"vote":"0","commit":4,"applied":3,"lead":"0","raftState":"StatePreCandidate","progress":{"a000000000000002":{"match":3,"next":4}}}"#
          .utf8))!
    func asked(_ call: Int, _ kind: Operation.Kind, _ way: Operation.Way) -> ClientEvent {
      ClientEvent(
        call: call, client: ClientID(call), member: second,
        operation: Operation(
          client: call, serial: 1, kind: kind, key: ShortText("x")!, way: way), stage: .asked)
    }
    func ended(_ event: ClientEvent, _ outcome: CallOutcome) -> Sighting.Content {
      var event = event
      event.stage = .ended(outcome)
      return .client(event)
    }
    let write = asked(1, .write(ShortText("a b")!), .log)
    let read = asked(2, .read, .linearizable)
    let local = asked(3, .read, .serializable)
    let faults: [WireError.Fault] = [
      .endsEarly, .numberTooLong, .badField, .wrongKind(field: 3), .tooLong(.max), .unknownForm(7),
      .nothingBefore, .unknownType(99), .badNumber(12),
    ]
    let contents: [Sighting.Content] =
      [
        .named(first, Fake.name(first)), .named(second, Fake.name(second)),
        .answers(ServerID(3), false), .answers(ServerID(3), true),
        .life(first, .running), .life(first, .paused), .life(second, .crashed),
        .message(id: 1, append, from: first, to: second, .passed),
        .message(id: 2, refusal, from: second, to: first, .waits(for: 2_000_000)),
        .message(id: 3, vote, from: first, to: second, .lost(.cut)),
        .message(id: 4, snapshot, from: first, to: second, .lost(.receiverDown)),
        .ended(id: 2, .lost(.dropped)), .ended(id: 9, .lost(.chance)),
        .wrote(
          first,
          [
            .metadata(member: Fake.name(first), cluster: 5), .checksum,
            .snapshot(index: 7, term: 2),
            .entry(WireEntry(term: 2, index: 4, data: Array("put / 1".utf8))),
            .state(WireHardState(term: 2, vote: Fake.name(first), commit: 3)), .other(9),
          ]),
        .status(first, status), .said(second, "became \"leader\" at\nterm 2"),
        .act(.split([[first], [second, ServerID(3)]]), nil),
        .act(.write(key: ShortText("x")!, value: ShortText("a b")!, through: second), write),
        .act(.read(key: ShortText("x")!, through: second, way: .log), read),
        .act(.read(key: ShortText("x")!, through: second, way: .serializable), local),
        .client(write), ended(write, .unknown("no answer in time")),
        ended(read, .done(revision: 4, value: Array("a b".utf8))),
        ended(local, .refused("etcdserver: \"not leader\"")),
      ] + faults.map { .unreadable(WireError($0, at: 17), from: first, to: second) }
    return contents.enumerated().map { Sighting($1, at: 1000 * $0) }
  }()

  static func text(_ sightings: [Sighting] = sightings) -> String {
    var writing = HistoryWriting(Fake.facts)
    return writing.lines(of: sightings)
  }

  @Test("what is written is read as it was, whatever was seen")
  func roundTrip() throws {
    let reading = try HistoryReading(Array(Self.text().utf8))
    #expect(reading.loss == nil)
    #expect(reading.facts == Fake.facts)
    #expect(reading.sightings.map(\.time) == Self.sightings.map(\.time))
    for (read, seen) in zip(reading.sightings, Self.sightings) {
      // All that a content holds, in Swift's own words; of a snapshot only where it ends is kept.
      #expect("\(read.content)" == "\(seen.content)")
    }
    // Each kind of line is among them: what is not written here is not tried.
    let kinds = Set(Self.text().split(separator: "\n").compactMap(\.first))
    #expect(kinds == Set("rnqmeuwslpac"))
    #expect(Set(reading.sightings.map(\.content.kind)).count == 11)
  }

  @Test("the history that is made of it is the same, back to any moment")
  func sameHistory() throws {
    var fake = Fake()
    fake.write(1, Fake.state(term: 2, vote: 1), Fake.entry(1, term: 2, "x"))
    fake.send(.heartbeat, 1, 2) { $0.term = 2 }
    fake.status(1, term: 2, vote: 1, commit: 1, applied: 1, leader: 1, .leader)
    let reading = try HistoryReading(Array(Self.text(fake.sightings).utf8))
    var history = EtcdHistory(reading)
    #expect(history.position == fake.history.position)
    for position in [history.position, 4, 0] {
      history.seek(to: position)
      fake.history.seek(to: position)
      #expect(history.state.servers == fake.history.state.servers, "\(position)")
      #expect(history.latest?.what == fake.history.latest?.what)
    }
    #expect(throws: Refusal.hasNoCounterpart(.recorded)) { try history.perform(.heal) }
  }

  @Test("a line that was not written to its end is left out, wherever it is torn")
  func torn() throws {
    let bytes = Array(Self.text().utf8)
    let last = bytes.dropLast().lastIndex(of: 0x0A)! + 1
    let count = bytes.count { $0 == 0x0A }
    for end in stride(from: last + 1, to: bytes.count - 1, by: 7) {
      let reading = try HistoryReading(Array(bytes[..<end]))
      #expect(reading.loss == .tornLine(count, bytes: end - last))
      #expect(reading.sightings.count == count - 2)
    }
  }

  @Test("a damaged line is told by its number, and so is one that is not known")
  func damaged() throws {
    var lines = Self.text().split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    let count = lines.count - 1
    lines[4] = lines[4].replacing("S3", with: "S2")
    var reading = try HistoryReading(Array(lines.joined(separator: "\n").utf8))
    #expect(reading.loss == .damagedLine(5, linesAfter: count - 5))
    #expect(reading.sightings.count == 3)
    for (words, isKnown) in [
      ("+z 3000 anything", true), ("t A title", true), ("z 3000 S1", false), ("n 3000 S9 1", false),
      ("n 1 S1 1", false), ("p 3000 S1 sleeps", false), ("a 3000 - dance S1", false),
      ("c 3000 77 done 1", false), ("n 3000 S1 1 more", false), ("m 3000 #1 S1>S2 passed", false),
    ] {
      lines[4] = String(HistoryLine.text(words).dropLast())
      reading = try HistoryReading(Array(lines.joined(separator: "\n").utf8))
      if isKnown {
        #expect(reading.loss == nil, "\(words)")
      } else {
        #expect(reading.loss == .unknownLine(5, words, linesAfter: count - 5))
      }
    }
    #expect(reading.title == nil)
  }

  @Test("a first line that is no such line is said, with what would be right")
  func header() {
    func trouble(_ text: String) -> HistoryReading.ReadError? {
      do throws(HistoryReading.ReadError) {
        _ = try HistoryReading(Array(text.utf8), limit: 3)
        return nil
      } catch {
        return error
      }
    }
    #expect(trouble("raftlab-history 2 members=5 ~0000\n") == .version("2", read: 1))
    #expect(trouble("raftlab-history 1 members=5") == .noHeader)
    #expect(trouble("raftlab-history 1 members=5 ~0000\n") == .noHeader)
    #expect(
      trouble(HistoryLine.text("raftlab-history 1 members=12"))
        == .badHeader(ActTextError(found: "12", expected: .number(1...9), at: 8)))
    #expect(
      trouble(HistoryLine.text("raftlab-history 1 program=etcd"))
        == .badHeader(ActTextError(found: nil, expected: .oneOf(["members=5"]), at: 12)))
    // What a later version says besides is passed over.
    #expect(trouble(HistoryLine.text("raftlab-history 1 members=3 weather=\"fine > bad\"")) == nil)
    #expect(trouble(Self.text()) == .tooLong(limit: 3))
  }
}

extension Sighting.Content {
  /// A number for each kind: the compiler asks for one where there is a new one.
  fileprivate var kind: Int {
    switch self {
    case .named: 1
    case .answers: 2
    case .message: 3
    case .ended: 4
    case .unreadable: 5
    case .wrote: 6
    case .status: 7
    case .said: 8
    case .life: 9
    case .act: 10
    case .client: 11
    // In `ProgramFileTests`.
    case .outside: 0
    }
  }
}
