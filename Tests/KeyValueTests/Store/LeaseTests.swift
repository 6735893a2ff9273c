import KeyValue
import Testing

@Suite("etcd's store: leases, as the log knows them")
struct LeaseTests {
  @Test("A lease is granted for the shortest time at least")
  func minimum() {
    var store = Store(minimumTTL: 2)
    for (id, asked) in [(1, -5), (2, 0), (3, 1), (4, 2)] {
      #expect(store.apply(.grant(id, ttl: asked)).response == .granted(id, ttl: 2))
    }
    #expect(store.tell(.grant(5, ttl: 3)) == "rev 1: granted 5 ttl 3")
  }

  @Test("The shortest time is one and a half election timeouts, rounded up to seconds")
  func shortest() {
    #expect(Store.minimumTTL(electionTimeout: 150_000) == 1)
    #expect(Store.minimumTTL(electionTimeout: 1_000_000) == 2)
    #expect(Store.minimumTTL(electionTimeout: 2_000_000) == 3)
    #expect(Store.minimumTTL(electionTimeout: 5_000_000) == 8)
  }

  @Test("What there is cannot be granted, what there is not cannot be used, and 9e9 s is the most")
  func errors() {
    var store = Store()
    #expect(store.apply(.put("a", "1", lease: 7)).response == .failed(.leaseNotFound))
    #expect(store.apply(.revoke(7)).response == .failed(.leaseNotFound))
    #expect(store.apply(.checkpoint(7, remaining: 1)).response == .failed(.leaseNotFound))
    #expect(store.apply(.grant(7, ttl: 9_000_000_001)).response == .failed(.ttlTooLarge))
    #expect(store.apply(.grant(0, ttl: 5)).response == .failed(.leaseNotFound))
    #expect(store == Store())
    store.run(.grant(7, ttl: 9_000_000_000))
    #expect(store.apply(.grant(7, ttl: 5)).response == .failed(.leaseExists))
  }

  @Test("A put attaches a key to its lease, and one without a lease detaches it")
  func attaches() {
    var store = Store()
    store.run(.grant(7, ttl: 5), .grant(8, ttl: 5), .put("b", "1", lease: 7))
    store.run(.put("a", "1", lease: 7), .put("c", "1", lease: 8))
    #expect(store.keys(of: 7).map(\.description) == ["a", "b"])
    #expect(store.tell(.get("a")) == "rev 4: [a=1 create 3 mod 3 version 1 lease 7]")
    store.run(.put("a", "1"), .put("b", "1", lease: 8))
    #expect(store.keys(of: 7).isEmpty)
    #expect(store.keys(of: 8).map(\.description) == ["b", "c"])
    store.run(.delete("b"))
    #expect(store.keys(of: 8).map(\.description) == ["c"])
    #expect(store.tell(.revoke(7)) == "rev 7: revoked")
    #expect(store.record(Text("a")!) != nil)
  }

  @Test("Revoking deletes all keys of the lease in one revision, in the order of the keys")
  func revokes() {
    var store = Store()
    store.run(.grant(7, ttl: 5), .put("c", "1", lease: 7), .put("a", "1", lease: 7))
    store.run(.put("b", "1"))
    #expect(store.tell(.revoke(7)) == "rev 5: revoked")
    var watcher = Watcher(.prefix(.empty), from: 5, in: store)
    #expect(watcher.told(from: store) == ["a deleted mod 5", "c deleted mod 5"])
    #expect(store.contents.map(\.key.description) == ["b"])
    #expect(store.lease(7) == nil)
  }

  @Test("Granting, checkpoints and revoking a lease without keys leave the revision alone")
  func noRevision() {
    var store = Store()
    store.run(.grant(7, ttl: 5), .checkpoint(7, remaining: 3))
    #expect(store.lease(7) == Lease(id: 7, ttl: 5, remaining: 3))
    #expect(store.tell(.revoke(7)) == "rev 1: revoked")
  }
}

@Suite("etcd's leases: who counts, and how long they last")
struct LeaseClockTests {
  private let leases = [Lease(id: 7, ttl: 3), Lease(id: 8, ttl: 10, remaining: 4)]

  private func leader(at now: Int = 0, extension extra: Int = 0) -> LeaseClock {
    var clock = LeaseClock()
    clock.promote(leases, at: now, extension: extra)
    return clock
  }

  @Test("Only a leader counts")
  func onlyLeader() {
    var clock = LeaseClock()
    clock.granted(leases[0], at: 0)
    #expect(!clock.isPrimary && clock.timeToLive(of: 7, at: 0) == nil)
    #expect(clock.expired(at: 100_000_000).isEmpty)
    #expect(clock.renew(leases[0], at: 0) == false)
  }

  @Test("A new leader gives each lease its whole time, or the rest that is written down, and more")
  func promotes() {
    let clock = leader(at: 50_000_000, extension: 1_000_000)
    #expect(clock.remaining(of: 7, at: 50_000_000) == 4_000_000)
    #expect(clock.remaining(of: 8, at: 50_000_000) == 5_000_000)
  }

  @Test("A leader that leads no more stops counting, and begins anew when it leads again")
  func demotes() {
    var clock = leader()
    clock.demote()
    #expect(clock.expired(at: 10_000_000).isEmpty)
    clock.promote(leases, at: 10_000_000, extension: 0)
    #expect(clock.expired(at: 12_999_999).isEmpty)
    #expect(clock.expired(at: 13_000_000) == [7])
  }

  @Test("No lease ends before its time; those that did are told once, the earliest first")
  func expires() {
    var clock = leader()
    clock.granted(Lease(id: 6, ttl: 2), at: 1_000_000)
    #expect(clock.expired(at: 2_999_999).isEmpty)
    #expect(clock.expired(at: 4_500_000) == [6, 7, 8])
    #expect(clock.expired(at: 5_000_000).isEmpty)
  }

  @Test("One that is still there is told again after a while, one that was revoked never")
  func again() {
    var clock = leader()
    #expect(clock.expired(at: 4_000_000) == [7, 8])
    clock.revoked(8)
    #expect(clock.expired(at: 6_999_999).isEmpty)
    #expect(clock.expired(at: 7_000_000) == [7])
  }

  @Test("Keeping alive gives the whole time again, whatever was written down")
  func renews() {
    var clock = leader()
    #expect(clock.renew(leases[0], at: 2_900_000) == true)
    #expect(clock.renew(leases[1], at: 3_900_000) == true)
    #expect(clock.remaining(of: 7, at: 2_900_000) == 3_000_000)
    #expect(clock.remaining(of: 8, at: 3_900_000) == 10_000_000)
    #expect(clock.expired(at: 5_899_999).isEmpty)
  }

  @Test("What has run out is not revived, though it may still be there")
  func tooLate() {
    var clock = leader()
    #expect(clock.renew(leases[0], at: 3_000_000) == false)
    #expect(clock.expired(at: 3_100_000) == [7])
    #expect(clock.renew(leases[0], at: 3_200_000) == false)
  }

  @Test("Time to live is rounded towards 0: 0 for a second before the end, and after it")
  func rounds() {
    let clock = leader()
    #expect(clock.timeToLive(of: 7, at: 0) == 3)
    #expect(clock.timeToLive(of: 7, at: 1) == 2)
    #expect(clock.timeToLive(of: 7, at: 2_000_001) == 0)
    #expect(clock.timeToLive(of: 7, at: 3_400_000) == 0)
    #expect(clock.timeToLive(of: 7, at: 4_000_000) == -1)
  }

  @Test("At most five hundred are told at once")
  func limit() {
    var clock = LeaseClock()
    let many = (1...600).map { Lease(id: $0, ttl: 1) }
    clock.promote(many, at: 0, extension: 0)
    #expect(clock.expired(at: 2_000_000).count == 500)
    #expect(clock.expired(at: 2_000_000).count == 100)
  }
}
