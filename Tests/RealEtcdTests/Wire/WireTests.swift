import Testing

@testable import ObservedEtcd
@testable import RealEtcd

@Suite("Raft's messages and entries as etcd writes them")
struct WireTests {
  @Test("Every kind of message is read back as it was written")
  func messages() throws {
    for kind in WireMessage.Kind.allCases {
      var message = WireMessage(kind)
      (message.to, message.from) = (0xd501_a65a_55d3_acc0, 7)
      (message.term, message.logTerm, message.index, message.commit) = (5, 4, 1 << 40, 300)
      (message.reject, message.rejectHint) = (true, 12)
      message.entries = [
        WireEntry(term: 5, index: 1 << 40, data: [1, 2, 3]),
        WireEntry(.confChange, term: 1, index: 2),
      ]
      message.context = WireMessage.transferContext
      message.snapshot = WireSnapshot(index: 9, term: 3, voters: [1, .max]).bytes
      #expect(try WireMessage(message.bytes[...]) == message)
      #expect(message.snapshotPosition == WireSnapshot(index: 9, term: 3, voters: [1, .max]))
    }
  }

  @Test("A heartbeat that a real member sent, byte by byte")
  func realHeartbeat() throws {
    // Type 8, to 2, from 3, term 4, log term 0, index 0, commit 12, an empty snapshot, no refusal.
    let bytes: [UInt8] = [
      0x08, 8, 0x10, 2, 0x18, 3, 0x20, 4, 0x28, 0, 0x30, 0, 0x40, 12, 0x4A, 8, 0x12, 6, 0x0A, 0,
      0x10, 0, 0x18, 0, 0x50, 0, 0x58, 0,
    ]
    var message = WireMessage(.heartbeat)
    (message.to, message.from, message.term, message.commit) = (2, 3, 4, 12)
    #expect(try WireMessage(bytes[...]) == message)
    #expect(message.bytes == bytes)
    #expect(message.snapshotPosition == nil)
    // With etcd 3.4.23 the empty snapshot says two bytes more.
    let longer: [UInt8] = [0x4A, 10, 0x12, 8, 0x0A, 2, 40, 0, 0x10, 0, 0x18, 0]
    #expect(try WireMessage(bytes[..<14] + longer[...] + bytes[24...]) == message)
  }

  @Test("What follows a term or a vote is read back")
  func states() throws {
    let state = WireHardState(term: 7, vote: .max, commit: 12)
    #expect(try WireHardState(state.bytes[...]) == state)
    let change = WireMemberChange(.remove, member: 9, context: [1])
    let entry = WireEntry(.confChange, term: 1, index: 1, data: change.bytes)
    #expect(EntryContent(entry) == .member(change))
  }

  static let contents: [EntryContent] = [
    .put(WirePut(key: Array("a".utf8), value: Array("1".utf8), lease: 7)),
    .put(WirePut(key: [0xFF], value: [])),
    .range(WireRange(key: [0], end: [0], limit: 3, revision: 9)),
    .deleteRange(key: Array("a".utf8), end: Array("b".utf8)),
    .transaction(
      WireTransaction(
        if: [WireComparison(Array("a".utf8), .notEqual, .create, number: 5)],
        then: [.put(WirePut(key: [1], value: [2])), .range(WireRange(key: [3]))],
        else: [.transaction(WireTransaction(then: [.deleteRange(key: [4], end: [])]))])),
    .compaction(revision: 12), .leaseGrant(id: 1 << 62, ttl: 60), .leaseRevoke(id: 1 << 62),
    .leaseCheckpoint(id: 3, remaining: 40),
  ]

  @Test("Requests in entries are read back as they were written", arguments: contents)
  func requests(_ content: EntryContent) throws {
    let data = try #require(content.data(request: 77))
    #expect(EntryContent(WireEntry(term: 2, index: 13, data: data)) == content)
  }

  @Test("Blank entries, requests of etcd's older tree, and kinds that nobody looks into")
  func otherRequests() {
    #expect(EntryContent(WireEntry(term: 2, index: 6)) == .blank)
    var old = ProtobufWriter()
    old.put(1, 5)
    old.put(2, "PUT".utf8)
    old.put(3, "/0/version".utf8)
    old.put(4, "3.4.0".utf8)
    let request = EntryContent.oldRequest(method: "PUT", path: "/0/version", value: "3.4.0")
    #expect(EntryContent(WireEntry(term: 2, index: 12, data: old.bytes)) == request)
    var wrapped = ProtobufWriter()
    wrapped.put(2, old.bytes)
    #expect(EntryContent(WireEntry(term: 2, index: 12, data: wrapped.bytes)) == request)
    var unknown = ProtobufWriter()
    unknown.put(1300) { $0.put(1, 1) }
    #expect(EntryContent(WireEntry(term: 2, index: 12, data: unknown.bytes)) == .other(1300))
  }

  @Test("Errors name the byte")
  func errors() {
    #expect(throws: WireError(.endsEarly, at: 1)) { try WireMessage([0x08]) }
    #expect(throws: WireError(.unknownType(99), at: 0)) { try WireMessage([0x08, 99]) }
    #expect(throws: WireError(.wrongKind(field: 2), at: 2)) { try WireMessage([8, 3, 0x12, 0]) }
    #expect(throws: WireError(.badField, at: 0)) { try WireMessage([0x00]) }
    #expect(throws: WireError(.endsEarly, at: 1)) { try WireMessage([0x3A, 200, 1, 0]) }
    let long = [UInt8](repeating: 0xFF, count: 11)
    #expect(throws: WireError(.numberTooLong, at: 1)) { try WireMessage([0x20] + long[...]) }
    // A term that is no positive number of 63 bits.
    let negative: [UInt8] = [0x20] + [UInt8](repeating: 0xFF, count: 9) + [1]
    #expect(throws: WireError(.badNumber(.max), at: 0)) { try WireMessage(negative[...]) }
    #expect("\(WireError(.endsEarly, at: 3))" == "byte 3: it ends too early")
  }

  @Test("Damaged bytes are an error, never a crash", arguments: 0..<20)
  func damage(seed: UInt64) throws {
    var random = SplitRandom(seed)
    var message = WireMessage(.append)
    message.entries = Self.contents.enumerated().map { index, content in
      WireEntry(term: 2, index: index + 1, data: content.data(request: 1)!)
    }
    let bytes = message.bytes
    var (read, refused) = (0, 0)
    for _ in 0..<400 {
      var damaged = bytes
      for _ in 0...Int(random.next() % 4) {
        damaged[Int(random.next() % UInt64(damaged.count))] = UInt8(
          truncatingIfNeeded: random.next())
      }
      damaged.removeLast(Int(random.next() % UInt64(damaged.count)))
      do throws(WireError) {
        read += try WireMessage(damaged[...]).entries.count { EntryContent($0) == .blank } + 1
      } catch {
        refused += 1
        #expect((0...damaged.count).contains(error.offset))
      }
    }
    #expect(read > 0 && refused > 0)
  }
}

/// Numbers that look random and are the same in every run.
struct SplitRandom {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
