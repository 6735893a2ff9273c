import KeyValue
import Testing

/// Short ways to write requests in tests.
extension Request {
  static func put(_ key: String, _ value: String, lease: LeaseID = 0) -> Request {
    .keys(.put(Text(key)!, Text(value)!, lease: lease))
  }

  static func get(_ key: String, at revision: Revision = 0) -> Request {
    .keys(.range(.key(Text(key)!), revision: revision))
  }

  static func all(_ prefix: String = "", at revision: Revision = 0, limit: Int = 0) -> Request {
    .keys(.range(.prefix(Text(prefix)!), revision: revision, limit: limit))
  }

  static func delete(_ key: String) -> Request { .keys(.delete(.key(Text(key)!))) }
}

extension Store {
  /// Executes a request and tells the answer as a line.
  mutating func tell(_ request: Request) -> String { apply(request).description }

  /// Executes requests of which only the effect matters.
  mutating func run(_ requests: Request...) { for request in requests { _ = apply(request) } }
}

@Suite("etcd's store: revisions and keys")
struct RevisionTests {
  @Test("The empty store has revision 1; each request that changes something adds one")
  func counts() {
    var store = Store()
    #expect(store.tell(.all()) == "rev 1: []")
    #expect(store.tell(.put("a", "1")) == "rev 2: put")
    #expect(store.tell(.put("b", "1")) == "rev 3: put")
    #expect(store.tell(.get("a")) == "rev 3: [a=1 create 2 mod 2 version 1]")
  }

  @Test("A key knows its creation, its last change and how often it was put since")
  func records() {
    var store = Store()
    store.run(.put("a", "1"), .put("b", "1"), .put("a", "2"))
    #expect(store.tell(.get("a")) == "rev 4: [a=2 create 2 mod 4 version 2]")
    store.run(.delete("a"), .put("a", "3"))
    #expect(store.tell(.get("a")) == "rev 6: [a=3 create 6 mod 6 version 1]")
  }

  @Test("Putting the same value again is a change, too")
  func sameValue() {
    var store = Store()
    store.run(.put("a", "1"), .put("a", "1"))
    #expect(store.tell(.get("a")) == "rev 3: [a=1 create 2 mod 3 version 2]")
  }

  @Test("A delete of nothing leaves the revision alone")
  func deletesNothing() {
    var store = Store()
    #expect(store.tell(.delete("a")) == "rev 1: deleted 0")
  }

  @Test("A delete of many keys is one revision, in the order of the keys")
  func deletesMany() {
    var store = Store()
    store.run(.put("b", "1"), .put("a", "1"), .put("c", "1"))
    #expect(store.tell(.keys(.delete(.between(Text("a")!, Text("c")!)))) == "rev 5: deleted 2")
    var watcher = Watcher(.prefix(.empty), from: 5, in: store)
    #expect(watcher.told(from: store) == ["a deleted mod 5", "b deleted mod 5"])
  }

  @Test("A range is in the order of the keys' bytes; a limit tells the first and counts all")
  func ranges() {
    var store = Store()
    store.run(.put("键", "1"), .put("b", "1"), .put("ab", "1"), .put("a", "1"), .put("Z", "1"))
    guard case .range(let records, let count) = store.apply(.all(limit: 4)).response else {
      Issue.record("no range")
      return
    }
    #expect(records.map(\.key.description) == ["Z", "a", "ab", "b"] && count == 5)
    #expect(store.tell(.all("a", limit: 1)) == "rev 6: [a=1 create 5 mod 5 version 1] of 2")
    let from = Request.keys(.range(.from(Text("b")!)))
    #expect(
      store.tell(from)
        == "rev 6: [b=1 create 3 mod 3 version 1, 键=1 create 2 mod 2 version 1]")
    #expect(store.tell(.keys(.range(.between(Text("b")!, Text("a")!)))) == "rev 6: []")
  }

  @Test("A read of the past tells the past, under the present revision")
  func past() {
    var store = Store()
    store.run(.put("a", "1"), .put("a", "2"), .delete("a"))
    #expect(store.tell(.get("a", at: 2)) == "rev 4: [a=1 create 2 mod 2 version 1]")
    #expect(store.tell(.get("a", at: 3)) == "rev 4: [a=2 create 2 mod 3 version 2]")
    #expect(store.tell(.get("a", at: 4)) == "rev 4: []")
    #expect(store.apply(.get("a", at: 5)).response == .failed(.futureRevision))
  }

  @Test("What was before a compaction is refused; its own revision can still be read")
  func compaction() {
    var store = Store()
    store.run(.put("a", "1"), .put("b", "1"), .put("a", "2"), .put("a", "3"))
    #expect(store.tell(.compact(4)) == "rev 5: compacted")
    #expect(store.apply(.get("a", at: 3)).response == .failed(.compacted(4)))
    #expect(store.tell(.get("a", at: 4)) == "rev 5: [a=2 create 2 mod 4 version 2]")
    #expect(store.tell(.get("b", at: 4)) == "rev 5: [b=1 create 3 mod 3 version 1]")
    #expect(store.apply(.compact(4)).response == .failed(.compacted(4)))
    #expect(store.apply(.compact(6)).response == .failed(.futureRevision))
  }

  @Test("Revision 0 can be compacted once, as in etcd")
  func compactsNothing() {
    var store = Store()
    #expect(store.compacted == -1)
    #expect(store.apply(.compact(0)).response == .compacted)
    #expect(store.apply(.compact(0)).response == .failed(.compacted(0)))
  }

  @Test("The past is told right for long values, leases and keys that changed very often")
  func history() {
    var store = Store()
    let long = String(repeating: "v", count: 200)
    store.run(.grant(7, ttl: 5), .put("a", "12345678"), .put("a", "123456789"), .put("a", long))
    store.run(.put("a", "1", lease: 7), .put("a", "2"))
    #expect(store.tell(.get("a", at: 2)) == "rev 6: [a=12345678 create 2 mod 2 version 1]")
    #expect(store.tell(.get("a", at: 3)) == "rev 6: [a=123456789 create 2 mod 3 version 2]")
    #expect(store.tell(.get("a", at: 4)) == "rev 6: [a=\(long) create 2 mod 4 version 3]")
    #expect(store.tell(.get("a", at: 5)) == "rev 6: [a=1 create 2 mod 5 version 4 lease 7]")
    for _ in 6..<70_000 { store.run(.put("a", "3")) }
    #expect(store.tell(.get("a")) == "rev 70000: [a=3 create 2 mod 70000 version 69999]")
    #expect(store.tell(.get("a", at: 65_537)).hasSuffix("[a=3 create 2 mod 65537 version 65536]"))
    store.run(.compact(66_000), .delete("a"))
    #expect(
      store.tell(.get("a", at: 66_000))
        == "rev 70001: [a=3 create 2 mod 66000 version 65999]")
    #expect(store.tell(.all()) == "rev 70001: []")
  }

  @Test("An operation of the paper's clients is a put or a range of the same store")
  func operations() {
    var store = Store()
    let write = Operation(
      client: 1, serial: 1, kind: .write(ShortText("1")!), key: ShortText("a")!)
    let read = Operation(client: 1, serial: 2, kind: .read, key: ShortText("a")!)
    #expect(store.apply(write, deduplicating: true) == .written)
    #expect(store.apply(write, deduplicating: true) == .written)
    #expect(store.tell(.get("a")) == "rev 2: [a=1 create 2 mod 2 version 1]")
    store.run(.put("a", "2"))
    #expect(store.apply(read, deduplicating: true) == .value(ShortText("2")))
    store.run(.delete("a"))
    #expect(store[ShortText("a")!] == nil)
  }

  @Test("A store that keeps few changes forgets none within a transaction")
  func keepsTransactions() {
    var store = Store(retention: 3)
    let a = Text("a")!
    store.run(.put("a", "1"), .put("a", "2"))
    let transaction = Transaction(then: [.put(a, Text("3")!), .range(.key(a), revision: 2)])
    #expect(
      store.tell(.transaction(transaction))
        == "rev 4: then (rev 4: put; rev 4: [a=1 create 2 mod 2 version 1])")
    #expect(store.compacted == 4)
  }

  @Test("A store that keeps few changes answers about the present as one that keeps all")
  func keepsFew() {
    var few = Store(retention: 5)
    var all = Store()
    for number in 0..<200 {
      // Nine keys of the same few letters, put, deleted and put again, in an order that varies.
      let key = String(UnicodeScalar(UInt8(97 + number * 7 % 9)))
      let request: Request =
        number % 5 == 3
        ? .delete(key) : .put(key, "\(number)")
      #expect(few.tell(request) == all.tell(request))
      #expect(few.tell(.all()) == all.tell(.all()))
    }
    #expect(few.compacted > 150)
    #expect(all.compacted == -1)
    #expect(few.tell(.get("a", at: 3)).contains("has been compacted"))
  }
}
