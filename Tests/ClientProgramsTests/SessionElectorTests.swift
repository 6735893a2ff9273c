import ClientPrograms
import KeyValue
import Testing

@Suite("etcd's Session and Election: waiting in line")
struct SessionElectorTests {
  /// Three candidates in line, the first of them leading.
  private func line(_ options: ElectionOptions = ElectionOptions()) -> World<SessionElector> {
    var world = World(seed: 5, sessionPods(options), options: options)
    world.run(until: 4_500_000)
    return world
  }

  /// The pods in the order of their keys.
  private func order(_ world: World<SessionElector>) -> [Int] {
    world.pods.indices.sorted {
      world.pods[$0].program.candidacy!.created < world.pods[$1].program.candidacy!.created
    }
  }

  @Test("A key is the prefix and the lease in hexadecimal digits; the oldest of them leads")
  func keys() {
    let world = line()
    let keys = world.store.contents.map(\.key.description)
    #expect(keys.sorted() == ["/election/b", "/election/c", "/election/d"])
    let first = order(world)[0]
    #expect(world.seen.terms.map(\.pod) == [first])
    #expect(world.pods[first].program.elector.belief?.token == 2)
  }

  @Test("Each waits for the one key before its own: one leaves, one wakes")
  func noHerd() {
    var world = line()
    let places = order(world)
    world.apply(.revoke(world.pods[places[0]].program.lease.held!.id))
    let before = world.seen.fired.count
    world.run(until: world.now + 1_000_000)
    let woken = world.seen.fired.dropFirst(before).filter { $0.rule == .oneBeforeIsGone }
    #expect(woken.count == 1)
    #expect(world.seen.terms.map(\.pod) == Array(places.prefix(2)))
  }

  @Test(
    "Without looking again the second is told that it leads, whose key is gone, and so is the third"
  )
  func knownGap() {
    var world = line()
    let places = order(world)
    world.apply(.revoke(world.pods[places[1]].program.lease.held!.id))
    world.run(until: world.now + 100_000)
    // The third has moved up behind the first; the second knows nothing of it.
    world.apply(.revoke(world.pods[places[0]].program.lease.held!.id))
    world.run(until: world.now + 100_000)
    let told = world.seen.terms.dropFirst()
    #expect(Set(told.map(\.pod)) == Set(places.dropFirst()))
    let began = told.map(\.began)
    #expect(began.max()! - began.min()! < 20_000)
    #expect(world.pods[places[1]].believes && world.pods[places[2]].believes)
    #expect(world.store.contents.map(\.value.description) == [podNames[places[2]]])
    // Its own keepalive tells the second in the end.
    world.run(until: world.now + 21_000_000)
    #expect(!world.pods[places[1]].believes && world.pods[places[2]].believes)
  }

  @Test("Looking again after waiting, the second stands anew, and the third alone leads")
  func lookAgain() {
    var world = line(ElectionOptions(with: [.lookAgainAfterWaiting]))
    let places = order(world)
    world.apply(.revoke(world.pods[places[1]].program.lease.held!.id))
    world.run(until: world.now + 100_000)
    world.apply(.revoke(world.pods[places[0]].program.lease.held!.id))
    world.run(until: world.now + 100_000)
    #expect(world.seen.terms.dropFirst().map(\.pod) == [places[2]])
    #expect(world.seen.fired.contains { $0.rule == .lookAgainAfterWaiting })
  }

  @Test("The oldest key under the prefix leads, whoever wrote it: a foreign one too")
  func foreignKey() {
    var world = World(seed: 5, sessionPods(), options: ElectionOptions())
    world.apply(.keys(.put(Text("/election/by-hand")!, Text("nobody")!)))
    world.run(until: 10_000_000)
    #expect(world.seen.terms.isEmpty)
    #expect(world.pods.allSatisfy { $0.program.leader == Text("nobody") })
    world.apply(.keys(.delete(.key(Text("/election/by-hand")!))))
    world.run(until: 11_000_000)
    #expect(world.seen.terms.count == 1)
  }

  @Test("Proclaim compares the creation of the key, and tells one that is deposed")
  func proclaim() {
    var world = line()
    let first = order(world)[0]
    world.give(.proclaim(Text("here")!), to: first)
    world.run(until: world.now + 100_000)
    let key = world.pods[first].program.candidacy!.key
    #expect(world.store.record(key)?.value == Text("here"))
    #expect(world.store.record(key)?.version == 2)
    world.apply(.keys(.delete(.key(key))))
    world.give(.proclaim(Text("there")!), to: first)
    world.run(until: world.now + 100_000)
    #expect(world.seen.fired.contains { $0.rule == .noLongerLeader })
    #expect(!world.pods[first].believes && world.store.record(key) == nil)
  }

  @Test("Resign deletes the key by its creation, and the session ends with it")
  func resign() {
    var world = line()
    let places = order(world)
    let lease = world.pods[places[0]].program.lease.held!.id
    world.give(.cancel, to: places[0])
    world.run(until: world.now + 2_900_000)
    #expect(world.pods[places[0]].believes && world.seen.terms.count == 1)
    world.run(until: world.now + 200_000)
    #expect(!world.pods[places[0]].believes && world.pods[places[1]].believes)
    #expect(world.store.lease(lease) == nil && world.seen.conflicts.isEmpty)
  }

  @Test("Waiting keeps no lease alive: keepalives do")
  func keepalives() {
    var world = line()
    world.run(until: 300_000_000 - 1)
    #expect(world.store.leases.count == 3)
    #expect(world.seen.fired.filter { $0.rule == .extendDeadline }.count > 3 * 10)
  }

  @Test("A Campaign whose answer was lost is still in line when it is called again")
  func again() {
    var store = Store()
    var desk = Desk(sessionPods()[0])
    desk.give(.started)
    desk.answer(from: &store)
    _ = store.apply(desk.request!)
    desk.give(.failed(desk.question!.call, .connectionLost))
    desk.give(.timeout(.retry), after: 1_000_000)
    desk.answer(from: &store)
    #expect(desk.rules == [.stillInLine, .askLeader, .lookForOneBefore])
    #expect(desk.program.candidacy?.created == 2)
  }

  @Test("Whose lease is gone before it stands begins anew with another")
  func leaseGone() {
    var store = Store()
    var desk = Desk(sessionPods()[0])
    desk.give(.started)
    desk.answer(from: &store)
    _ = store.apply(.revoke(11))
    desk.answer(from: &store)
    #expect(desk.rules == [.leaseNotFound, .beginAnew])
    desk.give(.timeout(.retry), after: 1_000_000)
    #expect(desk.request == .grant(21, ttl: 60))
  }
}
