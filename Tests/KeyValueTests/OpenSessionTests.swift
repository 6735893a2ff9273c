import Testing

@testable import KeyValue

/// Clients' sessions (Ongaro's dissertation, §6.3).
@Suite("Dissertation §6.3 Sessions in the state machine")
struct OpenSessionTests {
  static func opening(_ client: Int, _ serial: Int = 1) -> Operation {
    .openSession(client: client, serial: serial)
  }

  static func write(_ value: String, _ client: Int, _ serial: Int, in session: Int) -> Operation {
    var operation = Operation(
      client: client, serial: serial, kind: .write(ShortText(value)!), key: ShortText("x")!)
    operation.session = UInt32(session)
    return operation
  }

  /// A store that has applied these operations at indexes from 1 on.
  static func store(
    _ operations: [Operation], _ rules: Store.SessionRules = .init(limit: 2)
  ) -> (Store, [Store.SessionUse.Kind]) {
    var store = Store()
    let kinds = operations.enumerated().map { place, operation in
      store.apply(operation, at: place + 1, rules).kind
    }
    return (store, kinds)
  }

  @Test("A session's number is the index of the entry that opened it")
  func numbers() {
    let (store, kinds) = Self.store([Self.opening(1), Self.opening(2)])
    #expect(store.openSessions.map(\.id) == [1, 2] && store.openSessions.map(\.client) == [1, 2])
    #expect(kinds == [.opened, .opened] && store.revision == 1)
    #expect(store.outcome(of: Self.opening(2), at: 2) == .sessionOpened)
  }

  @Test(
    "A command whose serial number has been executed is answered as then, and not executed again")
  func onlyOnce() {
    let write = Self.write("1", 1, 2, in: 1)
    let (store, kinds) = Self.store([
      Self.opening(1), write, Self.write("2", 1, 3, in: 1), write, Self.write("2", 1, 3, in: 1),
    ])
    #expect(kinds == [.opened, .executed, .executed, .repeated, .repeated])
    #expect(store[ShortText("x")!] == ShortText("2") && store.revision == 3)
    #expect(store.outcome(of: Self.write("2", 1, 3, in: 1), at: 5) == .written)
    // The client asked for something else since: that answer is discarded.
    #expect(store.outcome(of: write, at: 4) == .superseded)
  }

  @Test("With more sessions than there may be, the one used least recently expires")
  func leastRecentlyUsed() {
    var (store, _) = Self.store([
      Self.opening(1), Self.opening(2), Self.write("1", 1, 2, in: 1),
    ])
    let use = store.apply(Self.opening(3), at: 4, .init(limit: 2))
    #expect(use.expired?.id == 2 && use.expired?.usedAt == 2)
    #expect(store.openSessions.map(\.id) == [1, 4])
    // A repeated request is a use, too.
    _ = store.apply(Self.write("1", 1, 2, in: 1), at: 5, .init(limit: 2))
    #expect(store.openSessions.map(\.id) == [4, 1] && store.openSessions.map(\.usedAt) == [4, 5])
  }

  @Test(
    "A command without a session is not executed; its client is told that the session has expired")
  func refused() {
    let operations = [
      Self.opening(1), Self.write("1", 1, 2, in: 1), Self.opening(2), Self.opening(3),
      Self.write("2", 2, 2, in: 3), Self.write("1", 1, 2, in: 1),
    ]
    let (store, kinds) = Self.store(operations)
    #expect(kinds.last == .refused && store[ShortText("x")!] == ShortText("2"))
    #expect(store.outcome(of: operations[5], at: 6) == .sessionExpired)
    #expect(store.outcome(of: operations[0], at: 1) == .sessionExpired)
  }

  @Test("With that rule off it is given a session, and executed again")
  func refusingOff() {
    let rules = Store.SessionRules(limit: 1, refusesUnknown: false)
    let (store, kinds) = Self.store(
      [
        Self.opening(1), Self.write("1", 1, 2, in: 1), Self.opening(2),
        Self.write("1", 1, 2, in: 1),
      ],
      rules)
    #expect(kinds == [.opened, .executed, .opened, .executed] && store.revision == 3)
    #expect(store.openSessions.map(\.id) == [1] && store.openSessions.map(\.serial) == [2])
  }

  @Test("With serial numbers off a repeated command is executed again")
  func deduplicatingOff() {
    let write = Self.write("1", 1, 2, in: 1)
    let (store, kinds) = Self.store(
      [Self.opening(1), write, write], .init(limit: 1, deduplicates: false))
    #expect(kinds == [.opened, .executed, .executed] && store.revision == 3)
  }

  @Test("An operation of a session is read back from its words, and others are what they were")
  func words() {
    for operation in [
      Self.opening(9, 77), Self.write("12345678", 3, 4_000_000, in: 9_000_000),
      Operation(client: 0xFFFF, serial: 0xFFFF_FFFF, kind: .read, key: ShortText("x")!),
    ] {
      #expect(Operation(words: operation.words) == operation)
    }
    #expect(Self.opening(3).description == "+C3" && Self.opening(3).isOfSession)
    let plain = Operation(client: 5, serial: 4, kind: .read, key: ShortText("x")!)
    #expect(!plain.isOfSession && plain.words.0 == 5 << 16 | 4 << 32 | 1)
    // Nothing else stands for a session: neither a no-op nor a request of the table.
    for word: UInt64 in [0, 3, 4, 5, 6, 7, 0x104 | 0, 0x0108] {
      #expect(Operation(words: (word, 0, 0, 0)) == nil, "\(word)")
    }
  }
}
