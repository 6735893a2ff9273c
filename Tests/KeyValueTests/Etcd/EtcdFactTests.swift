import KeyValue
import TestSupport
import Testing

/// What a good engineer would guess wrongly, seen on one member of a real etcd and on the store.
@Suite(
  "Facts about etcd, on a real one and on the store",
  .ownThreads, .enabled(if: EtcdMember.isWanted, EtcdMember.advice))
struct EtcdFactTests {
  /// Runs a program on both; each line is what etcd says, and so must the store.
  private func see(_ program: [ProgramStep]) throws -> [String] {
    let sights = try EtcdMember.run(program.map(EtcdSteps.line))
    var run = ProgramRun(minimumTTL: EtcdMember.minimumTTL)
    return zip(program, sights).map { step, sight in
      let seen = EtcdMember.comparable(sight.text, of: step)
      let expected = run.perform(step)
      #expect(seen == expected, "\(step)")
      return seen
    }
  }

  private let a = Text("a")!
  private let one = Text("1")!

  @Test("Revisions: one counter, which a delete of nothing and a failed comparison leave alone")
  func revisions() throws {
    let create = Transaction(if: [Comparison(a, .createRevision(0))], then: [.put(a, one)])
    let seen = try see([
      .request(.all()), .request(.put("b", "1")), .request(.transaction(create)),
      .request(.transaction(create)), .request(.delete("c")), .request(.put("a", "2")),
      .request(.delete("a")), .request(.put("a", "3")), .request(.all()), .request(.get("b")),
    ])
    #expect(
      seen == [
        "rev 1: []", "rev 2: put", "rev 3: then (rev 3: put)", "rev 3: else ()",
        "rev 3: deleted 0", "rev 4: put", "rev 5: deleted 1", "rev 6: put",
        "rev 6: [a=3 create 6 mod 6 version 1, b=1 create 2 mod 2 version 1]",
        // The header's revision is the store's, not the key's.
        "rev 6: [b=1 create 2 mod 2 version 1]",
      ])
  }

  @Test("Transactions: one revision, parts that see earlier parts, and no key twice")
  func transactions() throws {
    let sees = Transaction(then: [.range(.key(a)), .put(a, one), .range(.key(a))])
    let missing = [Comparison(Text("c")!, .notEqual, .value(one))]
    let seen = try see([
      .request(.transaction(sees)),
      .request(.transaction(Transaction(then: [.put(a, one), .put(a, one)]))),
      .request(.transaction(Transaction(then: [.put(a, one), .delete(.prefix(a))]))),
      .request(.transaction(Transaction(if: missing))),
      .request(.transaction(Transaction(then: [.delete(.from(a)), .put(a, one)]))),
      .request(.get("a")),
    ])
    #expect(
      seen == [
        "rev 2: then (rev 1: []; rev 2: put; rev 2: [a=1 create 2 mod 2 version 1])",
        "etcdserver: duplicate key given in txn request",
        "etcdserver: duplicate key given in txn request",
        "rev 2: else ()",
        "rev 3: then (rev 3: deleted 1; rev 3: put)", "rev 3: [a=1 create 3 mod 3 version 1]",
      ])
  }

  @Test("Leases: the shortest time, detaching, and one revision for all keys, in their order")
  func leases() throws {
    let seen = try see([
      .request(.grant(7, ttl: -5)), .request(.grant(8, ttl: 0)), .request(.grant(9, ttl: 100)),
      .request(.grant(9, ttl: 5)), .request(.put("a", "1", lease: 3)), .request(.revoke(3)),
      .request(.put("c", "1", lease: 9)), .request(.put("a", "1", lease: 9)),
      .request(.put("b", "1", lease: 9)), .request(.put("b", "1")), .keys(of: 9),
      .watch(1, .prefix(.empty), from: 0), .request(.revoke(9)), .unwatch(1, put: a),
      .keys(of: 9), .renew(9),
    ])
    #expect(Array(seen[..<3]) == (7...9).map { "rev 1: granted \($0) ttl \($0 < 9 ? 2 : 100)" })
    #expect(
      Array(seen[3..<6]) == [
        "etcdserver: lease already exists", "etcdserver: requested lease not found",
        "etcdserver: requested lease not found",
      ])
    #expect(seen[10] == "of 100 a c")
    #expect(seen[12] == "rev 6: revoked")
    #expect(
      seen[13] == "a deleted mod 6, c deleted mod 6, a=last create 7 mod 7 version 1")
    #expect(Array(seen[14...]) == ["of 0", "0"])
  }

  @Test("Watches: in order, from the past in one response, ended with the compact revision")
  func watches() throws {
    let puts = (1...5).map { ProgramStep.request(.put("a", "\($0)")) }
    let past: [ProgramStep] = puts + [.watch(1, .key(a), from: 3)]
    let rest: [ProgramStep] = [
      .unwatch(1, put: a), .request(.compact(5)), .watch(2, .key(a), from: 4),
      .unwatch(2, put: a), .watch(3, .key(a), from: 5), .unwatch(3, put: a),
      .request(.get("a", at: 4)), .request(.get("a", at: 5)), .request(.compact(5)),
      .request(.compact(100)), .request(.get("a", at: 100)),
    ]
    // The member looks for watches that lag ten times a second.
    let lines = past.map(EtcdSteps.line) + [EtcdSteps.sleep(1)] + rest.map(EtcdSteps.line)
    let sights = try EtcdMember.run(lines).map(\.text)
    let after = Array(sights[(past.count + 1)...])
    #expect(after[0].hasPrefix("4 1: a=2 create 2 mod 3 version 2, a=3 "))
    #expect(after[2...3] == ["done", "cancelled compacted 5"])
    #expect(after[5].contains("a=4 create 2 mod 5 version 4, a=5 "))
    var run = ProgramRun(minimumTTL: EtcdMember.minimumTTL)
    for step in past { _ = run.perform(step) }
    for (step, sight) in zip(rest, after) {
      #expect(EtcdMember.comparable(sight, of: step) == run.perform(step), "\(step)")
    }
  }

  @Test("At most a thousand revisions come in one response to a watch from the past")
  func batches() throws {
    let put = EtcdSteps.line(.request(.put("a", "1")))
    let lines =
      Array(repeating: put, count: 1050) + [EtcdSteps.line(.watch(1, .key(a), from: 1))]
      + [EtcdSteps.sleep(1), EtcdSteps.line(.unwatch(1, put: a))]
    let sights = try EtcdMember.run(lines)
    #expect(sights.last?.text.hasPrefix("\(Watcher.batchLimit) 50 1: a=1 create 2 mod 2 ") == true)
  }

  @Test("At the very revision of a compaction a watch misses deletions")
  func compactedDeletion() throws {
    let both = Transaction(then: [.delete(.key(a)), .put(Text("b")!, one)])
    let seen = try see([
      .request(.put("a", "1")), .request(.transaction(both)), .request(.compact(3)),
      .watch(1, .prefix(.empty), from: 3), .unwatch(1, put: Text("b")!),
    ])
    #expect(seen.last == "b=1 create 3 mod 3 version 1, b=last create 3 mod 4 version 2")
  }

  @Test("Grant and revoke are entries of the log, keeping alive is none")
  func entries() throws {
    let index = EtcdSteps.post("maintenance/status")
    let steps: [ProgramStep] = [.request(.grant(7, ttl: 100)), .renew(7), .renew(7)]
    let lines = [index] + steps.flatMap { [EtcdSteps.line($0), index] }
    let sights = try EtcdMember.run(lines).map(\.text)
    let indices = stride(from: 0, to: sights.count, by: 2).map { Int(sights[$0])! }
    #expect(indices[1] == indices[0] + 1)
    #expect(indices[2...] == [indices[1], indices[1]])
    #expect(sights[3] == "100")
  }
}
