import KeyValue
import Testing

extension Watcher {
  /// The changes that it is told of now, as lines; nil when it is told nothing.
  mutating func told(from store: Store) -> [String]? {
    switch take(from: store) {
    case nil: nil
    case .changes(let changes, _): changes.map(\.description)
    case .cancelled(let revision): ["cancelled compacted \(revision)"]
    }
  }
}

@Suite("etcd's watches")
struct WatcherTests {
  private let all = KeyRange.prefix(.empty)

  @Test("A watch is told of every change of its keys, in order, and of nothing twice")
  func order() {
    var store = Store()
    store.run(.put("a", "0"))
    var watcher = Watcher(.key(Text("a")!), in: store)
    #expect(watcher.told(from: store) == nil)
    store.run(.put("b", "1"))
    #expect(watcher.told(from: store) == nil)
    store.run(.put("a", "1"))
    #expect(watcher.told(from: store) == ["a=1 create 2 mod 4 version 2"])
    store.run(.put("a", "2"), .delete("a"))
    #expect(watcher.told(from: store) == ["a=2 create 2 mod 5 version 3", "a deleted mod 6"])
    #expect(watcher.told(from: store) == nil)
  }

  @Test("From the past it is one response, under the store's revision")
  func past() {
    var store = Store()
    store.run(.put("a", "1"), .put("ab", "1"), .put("b", "1"))
    var watcher = Watcher(.prefix(Text("a")!), from: 1, in: store)
    guard case .changes(let changes, let revision)? = watcher.take(from: store) else {
      Issue.record("nothing")
      return
    }
    #expect(changes.map(\.modRevision) == [2, 3] && revision == 4)
  }

  @Test("It may begin ahead, and is told of nothing before that")
  func ahead() {
    var store = Store()
    var watcher = Watcher(all, from: 3, in: store)
    store.run(.put("a", "1"))
    #expect(watcher.told(from: store) == nil)
    store.run(.put("a", "2"))
    #expect(watcher.told(from: store) == ["a=2 create 2 mod 3 version 2"])
  }

  @Test("A beginning that was compacted ends the watch with that revision")
  func compacted() {
    var store = Store()
    store.run(.put("a", "1"), .put("a", "2"), .put("a", "3"), .compact(3))
    var watcher = Watcher(all, from: 2, in: store)
    #expect(watcher.take(from: store) == .cancelled(compacted: 3))
    var other = Watcher(all, from: 3, in: store)
    #expect(other.told(from: store)?.count == 2)
  }

  @Test("At the very revision of the compaction puts are told, and deletions are not")
  func compactedItself() {
    var store = Store()
    store.run(.put("a", "1"))
    let both = Transaction(then: [.delete(.key(Text("a")!)), .put(Text("b")!, Text("1")!)])
    store.run(.transaction(both), .compact(3))
    var watcher = Watcher(all, from: 3, in: store)
    #expect(watcher.told(from: store) == ["b=1 create 3 mod 3 version 1"])
  }

  @Test("A watch that has seen all so far outlives any compaction")
  func outlives() {
    var store = Store()
    var watcher = Watcher(.key(Text("x")!), in: store)
    store.run(.put("a", "1"), .put("a", "2"))
    #expect(watcher.told(from: store) == nil)
    store.run(.compact(3), .put("x", "1"))
    #expect(watcher.told(from: store) == ["x=1 create 4 mod 4 version 1"])
  }

  @Test("More than a thousand revisions come in several responses, without a gap")
  func batches() {
    var store = Store()
    for number in 1...2500 { store.run(.put("a", "\(number)")) }
    var watcher = Watcher(all, from: 1, in: store)
    var sizes: [Int] = []
    var seen: [Revision] = []
    while case .changes(let changes, _)? = watcher.take(from: store) {
      sizes.append(changes.count)
      seen += changes.map(\.modRevision)
    }
    #expect(sizes == [1000, 1000, 500])
    #expect(seen == Array(2...2501))
  }
}
