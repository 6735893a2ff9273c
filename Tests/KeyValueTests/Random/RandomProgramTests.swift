import KeyValue
import Testing

/// Random programs on the store and on the obvious model.
@Suite("The store is the list of all its states")
struct RandomProgramTests {
  /// Runs the program of a seed on both.
  ///
  /// - Returns: the first difference; nil when there is none.
  private func difference(seed: UInt64) -> String? {
    var written = Store(minimumTTL: 2)
    let program = ProgramWriter.program(seed: seed, on: &written, length: 60)
    var store = Store(minimumTTL: 2)
    var reference = ReferenceStore(minimumTTL: 2)
    var watches: [Int: Watcher] = [:]
    for step in program {
      if case .request(let request) = step {
        let (answer, expected) = (store.apply(request), reference.apply(request))
        if answer != expected { return "\(request): \(answer), not \(expected)" }
      }
      if case .watch(let id, let keys, let start) = step {
        watches[id] = Watcher(keys, from: start, in: store)
      }
      for id in watches.keys {
        let before = watches[id]!
        let response = watches[id]!.take(from: store)
        let expected = reference.changes(in: before.keys, from: before.next)
        if response != Self.response(expected, reference) {
          return "\(before): told \(String(describing: response))"
        }
        if expected == nil { watches[id] = nil }
      }
      if let difference = difference(store, reference) { return "\(step): \(difference)" }
    }
    return nil
  }

  /// What a watch is to be told of changes; nil for a watch that is over.
  private static func response(
    _ changes: [KeyRecord]?, _ reference: ReferenceStore
  ) -> Watcher.Response? {
    guard let changes else { return .cancelled(compacted: reference.compacted) }
    return changes.isEmpty ? nil : .changes(changes, revision: reference.revision)
  }

  /// What is wrong with all that can be asked of the store.
  private func difference(_ store: Store, _ reference: ReferenceStore) -> String? {
    if store.revision != reference.revision { return "revision \(store.revision)" }
    let contents = store.contents.sorted { $0.key < $1.key }
    if contents != reference.contents.values.sorted(by: { $0.key < $1.key }) {
      return "contents \(contents)"
    }
    for lease in store.leases {
      if reference.grants[lease.id] != lease.ttl { return "\(lease)" }
      let keys = reference.contents.values.filter { $0.lease == lease.id }.map(\.key).sorted()
      if store.keys(of: lease.id) != keys { return "keys of \(lease)" }
    }
    return store.leases.count == reference.grants.count ? nil : "leases \(store.leases)"
  }

  @Test("Thousands of random programs give the same on both", arguments: 0..<40 as Range<UInt64>)
  func same(block: UInt64) {
    for seed in (block * 100)..<(block * 100 + 100) {
      let difference = difference(seed: seed)
      #expect(difference == nil, "seed \(seed): \(difference ?? "")")
    }
  }

  @Test("A copy of a store shares nothing that either changes later")
  func copies() {
    var store = Store(minimumTTL: 2)
    var copies: [Store] = []
    var states: [[KeyRecord]] = []
    for seed in 1...20 as ClosedRange<UInt64> {
      _ = ProgramWriter.program(seed: seed, on: &store, length: 30)
      _ = store.apply(.keys(.put(Text("kept")!, Text("\(seed)")!)))
      copies.append(store)
      states.append(store.contents)
    }
    for (copy, state) in zip(copies, states) {
      #expect(copy.contents == state)
      var later = copy
      let all = KeyRequest.range(.prefix(.empty), revision: copy.revision)
      let now = later.apply(.keys(all))
      _ = later.apply(.keys(.put(Text("other")!, .empty)))
      #expect(later.apply(.keys(all)).response == now.response)
      #expect(copy != later)
    }
  }
}
