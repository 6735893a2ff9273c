import KeyValue
import Testing

@Suite("etcd's store: transactions")
struct TransactionTests {
  private let a = Text("a")!
  private let b = Text("b")!
  private let one = Text("1")!

  private func holds(_ comparison: Comparison, in store: Store) -> Bool {
    var store = store
    let answer = store.apply(.transaction(Transaction(if: [comparison])))
    return answer.response == .transaction(succeeded: true, [])
  }

  @Test("All is one revision, and later parts see what earlier ones wrote")
  func seesItself() {
    var store = Store()
    let transaction = Transaction(then: [
      .range(.key(a)), .put(a, one), .range(.key(a)), .put(b, one), .delete(.prefix(Text("c")!)),
    ])
    #expect(
      store.tell(.transaction(transaction))
        == "rev 2: then (rev 1: []; rev 2: put; rev 2: [a=1 create 2 mod 2 version 1]; "
        + "rev 2: put; rev 2: deleted 0)")
    #expect(store.revision == 2)
  }

  @Test("A failed comparison leads to the other branch; without changes no revision is used")
  func otherwise() {
    var store = Store()
    let absent = Comparison(a, .version(0))
    let create = Request.transaction(
      Transaction(if: [absent], then: [.put(a, one)], else: [.range(.key(a))]))
    #expect(store.tell(create) == "rev 2: then (rev 2: put)")
    #expect(
      store.tell(create) == "rev 2: else (rev 2: [a=1 create 2 mod 2 version 1])")
  }

  @Test("All numbers of an absent key are 0, and its value compares with nothing")
  func absent() {
    let store = Store()
    for target in [
      Comparison.Target.version(0), .createRevision(0), .modRevision(0), .lease(0),
    ] {
      #expect(holds(Comparison(a, target), in: store))
      #expect(!holds(Comparison(a, .greater, target), in: store))
    }
    for relation in Comparison.Relation.allCases {
      #expect(!holds(Comparison(a, relation, .value(.empty)), in: store))
    }
  }

  @Test("Comparisons are of value, version, creation, last change and lease")
  func comparisons() {
    var store = Store()
    store.run(.grant(7, ttl: 100), .put("b", "1"), .put("a", "0"), .put("a", "1", lease: 7))
    let targets: [(Comparison.Target, lower: Comparison.Target, higher: Comparison.Target)] = [
      (.value(one), .value(Text("0")!), .value(Text("10")!)),
      (.version(2), .version(1), .version(3)),
      (.createRevision(3), .createRevision(2), .createRevision(4)),
      (.modRevision(4), .modRevision(3), .modRevision(5)),
      (.lease(7), .lease(0), .lease(8)),
    ]
    for (same, lower, higher) in targets {
      #expect(holds(Comparison(a, .equal, same), in: store))
      #expect(!holds(Comparison(a, .notEqual, same), in: store))
      #expect(holds(Comparison(a, .notEqual, lower), in: store))
      #expect(holds(Comparison(a, .greater, lower), in: store))
      #expect(holds(Comparison(a, .less, higher), in: store))
      #expect(!holds(Comparison(a, .less, same), in: store))
      #expect(!holds(Comparison(a, .greater, same), in: store))
    }
  }

  @Test("One key cannot be put twice, nor put and deleted, in one branch")
  func duplicates() {
    var store = Store()
    for branch in [
      [.put(a, one), .put(a, one)], [.put(a, one), .delete(.key(a))],
      [.delete(.prefix(a)), .put(Text("ab")!, one)],
    ] as [[KeyRequest]] {
      let both = [Transaction(then: branch), Transaction(else: branch)]
      for transaction in both {
        #expect(transaction.refusal == .duplicateKey)
        #expect(store.apply(.transaction(transaction)).response == .failed(.duplicateKey))
      }
    }
    #expect(store.revision == 1)
    #expect(Transaction(then: [.put(a, one)], else: [.put(a, one)]).refusal == nil)
    #expect(Transaction(then: [.delete(.key(a)), .delete(.prefix(a))]).refusal == nil)
  }

  @Test("A delete without an end is overlooked by that, as etcd overlooks it")
  func openDeletes() {
    var store = Store()
    store.run(.put("a", "0"), .put("b", "0"))
    let transaction = Transaction(then: [.delete(.from(a)), .put(a, one), .range(.from(a))])
    #expect(
      store.tell(.transaction(transaction))
        == "rev 4: then (rev 4: deleted 2; rev 4: put; rev 4: [a=1 create 4 mod 4 version 1])")
    var watcher = Watcher(.prefix(.empty), from: 4, in: store)
    #expect(
      watcher.told(from: store) == [
        "a deleted mod 4", "b deleted mod 4", "a=1 create 4 mod 4 version 1",
      ])
  }

  @Test("What cannot be done is found before anything is done")
  func allOrNothing() {
    var store = Store()
    let missing = Transaction(then: [.put(a, one), .put(b, one, lease: 7)])
    #expect(store.apply(.transaction(missing)).response == .failed(.leaseNotFound))
    let ahead = Transaction(then: [.put(a, one), .range(.key(a), revision: 2)])
    #expect(store.apply(.transaction(ahead)).response == .failed(.futureRevision))
    #expect(store == Store())
    // Only what is executed counts.
    let other = Transaction(then: [.put(a, one)], else: [.put(b, one, lease: 7)])
    #expect(store.tell(.transaction(other)) == "rev 2: then (rev 2: put)")
  }

  @Test("At most eight requests, and eight comparisons")
  func limits() {
    let puts = (1...9).map { KeyRequest.put(Text("k\($0)")!, one) }
    #expect(Transaction(then: puts).refusal == .tooManyRequests)
    #expect(Transaction(then: Array(puts[..<4]), else: Array(puts[4...])).refusal != nil)
    #expect(Transaction(then: Array(puts[..<8])).refusal == nil)
    let comparisons = puts.map { _ in Comparison(a, .version(0)) }
    #expect(Transaction(if: comparisons).refusal == .tooManyRequests)
    #expect(Transaction(if: [Comparison(.empty, .version(0))]).refusal == .noKey)
  }
}
