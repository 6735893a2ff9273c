import ClientPrograms
import KeyValue
import Testing

@Suite("The notes' way: a lease each, and one key")
struct NotesElectorTests {
  let leader = Text("/leader")!

  /// A pod that stands for election, with its question for the key unanswered.
  private func candidate(
    _ pod: Int, _ store: inout Store, _ options: ElectionOptions = ElectionOptions()
  ) -> Desk<NotesElector> {
    var desk = Desk(notesPods(options)[pod - 1])
    desk.give(.started)
    desk.answer(from: &store)
    return desk
  }

  @Test("Each pod grants itself a lease, keeps it alive, and creates the key with it if absent")
  func create() {
    var store = Store()
    var desk = candidate(1, &store)
    #expect(desk.rules == [.leaseGranted, .keepLeaseAlive, .createIfAbsent])
    #expect(
      desk.request?.description
        == "txn if /leader.create = 0 then put /leader pod-a lease 11 else range /leader")
    desk.answer(from: &store)
    #expect(desk.rules == [.beginLeading])
    #expect(desk.step.effects.first == .beginBelieving(2))
    #expect(store.record(leader)?.lease == 11)
  }

  @Test("The loser watches the key from the next revision on, and all wake when it is deleted")
  func watch() {
    var store = Store()
    var (first, second, third) = (
      candidate(1, &store), candidate(2, &store), candidate(3, &store)
    )
    first.answer(from: &store)
    second.answer(from: &store)
    third.answer(from: &store)
    #expect(second.step.effects == [.watch(.key(leader), from: 3)])
    #expect(third.rules == [.watchKey])
    var watcher = Watcher(.key(leader), from: 3, in: store)
    _ = store.apply(.revoke(11))
    let seen = ProgramInput.watched(watcher.take(from: store)!)
    second.give(seen)
    third.give(seen)
    #expect(second.rules == [.keyDeleted, .createIfAbsent])
    #expect(third.rules == [.keyDeleted, .createIfAbsent])
    third.answer(from: &store)
    second.answer(from: &store)
    #expect(third.program.elector.belief?.token == 4)
    #expect(second.rules == [.watchKey])
  }

  @Test("A change of the key that deletes nothing wakes nobody")
  func edited() {
    var store = Store()
    var (first, second) = (candidate(1, &store), candidate(2, &store))
    first.answer(from: &store)
    second.answer(from: &store)
    var watcher = Watcher(.key(leader), from: 3, in: store)
    _ = store.apply(.keys(.put(leader, Text("by hand")!)))
    second.give(.watched(watcher.take(from: store)!))
    #expect(second.rules.isEmpty)
  }

  @Test("Whose transaction was done although its answer was lost finds the key to be its own")
  func unknown() {
    var store = Store()
    var desk = candidate(1, &store)
    let call = desk.question!.call
    _ = store.apply(desk.request!)
    desk.give(.failed(call, .timedOut))
    #expect(desk.rules == [.tryAgainLater])
    #expect(desk.evidence(of: .tryAgainLater)?.field("unknown") == .flag(true))
    desk.give(.timeout(.retry), after: 1_000_000)
    desk.answer(from: &store)
    #expect(desk.rules == [.keyIsOwn, .beginLeading])
    #expect(desk.program.elector.belief?.token == 2)
  }

  @Test("A keepalive is sent each third of the TTL, and each half second while none is answered")
  func keepAlive() {
    var store = Store()
    var desk = candidate(1, &store)
    desk.give(.timeout(.keepAlive), after: 500_000)
    #expect(desk.question?.what == .keepAlive(11))
    #expect(desk.time(of: .keepAlive) == 500_000...500_000)
    desk.answer(.keptAlive(11, ttl: 9))
    #expect(desk.time(of: .keepAlive) == 3_000_000...3_000_000)
  }

  @Test("The client counts from the receipt of the answer, and looks once a second")
  func deadline() {
    var store = Store()
    var desk = candidate(1, &store)
    desk.answer(from: &store)
    desk.give(.timeout(.keepAlive))
    desk.answer(.keptAlive(11, ttl: 10), after: 300_000)
    #expect(desk.program.lease.held?.deadline == 10_300_000)
    desk.give(.timeout(.look), after: 10_000_000)
    #expect(desk.rules == [.lookAtDeadline])
    desk.give(.timeout(.look), after: 1_000_000)
    #expect(desk.rules == [.deadlinePassed, .stopWhenLeaseEnds, .stopLeading, .beginAnew])
    #expect(desk.program.elector.belief == nil)
  }

  @Test("A leader that is told that its lease is gone stops; one that does not look acts on")
  func leaseGone() {
    var store = Store()
    for looks in [true, false] {
      var desk = candidate(
        2, &store, ElectionOptions(without: looks ? [] : [.stopWhenLeaseEnds]))
      _ = store.apply(.keys(.delete(.key(leader))))
      desk.answer(from: &store)
      desk.give(.timeout(.keepAlive))
      desk.answer(.keptAlive(12, ttl: nil))
      #expect(desk.rules.first == .leaseNotFound)
      #expect((desk.program.elector.belief == nil) == looks)
      _ = store.apply(.revoke(12))
    }
  }

  @Test("With a plain put of all who find no key, the last has it, and the first believes too")
  func plainPut() {
    let wrong = ElectionOptions(without: [.createIfAbsent])
    var store = Store()
    var (first, second) = (candidate(1, &store, wrong), candidate(2, &store, wrong))
    #expect(first.rules.last == .lookThenPut)
    for _ in 0..<2 {
      first.answer(from: &store)
      second.answer(from: &store)
    }
    #expect(first.program.elector.belief != nil && second.program.elector.belief != nil)
    #expect(store.record(leader)?.value == Text("pod-b"))
  }

  @Test("An orderly end lets the work end first; an early release gives the key up at once")
  func ends() {
    for input in [ProgramInput.cancel, .release] {
      var store = Store()
      var desk = candidate(1, &store)
      desk.answer(from: &store)
      desk.give(input)
      let isEarly = input == .release
      #expect(desk.rules == (isEarly ? [.releaseEarly, .deleteOwnKey] : [.finishWorkFirst]))
      #expect(desk.program.elector.belief != nil)
      desk.give(.timeout(.workEnds), after: 3_000_000)
      #expect(desk.rules == [.stopLeading, isEarly ? .beginAnew : .deleteOwnKey])
      #expect(desk.program.elector.belief == nil)
    }
  }

  @Test(
    "Whoever loses its lease while it waits gets another at once, and hears no more of the old one")
  func leaseLostWaiting() {
    var store = Store()
    var (first, second) = (candidate(1, &store), candidate(2, &store))
    first.answer(from: &store)
    second.answer(from: &store)
    second.give(.timeout(.keepAlive))
    second.answer(.keptAlive(12, ttl: nil))
    #expect(second.rules == [.leaseNotFound, .grantLease])
    second.answer(from: &store)
    #expect(second.program.lease.held?.id == 22 && second.rules.last == .createIfAbsent)
    second.give(.answered(0, .keptAlive(12, ttl: nil)))
    second.give(.answered(0, .keptAlive(12, ttl: 100)))
    #expect(second.program.lease.held?.ttl == 10 && second.rules.isEmpty)
  }

  @Test("A lease that is granted after the end was asked for is not used")
  func lateGrant() {
    var store = Store()
    var desk = Desk(notesPods()[0])
    desk.give(.started)
    let question = desk.question!.call
    let granted = store.apply(desk.request!)
    desk.give(.cancel)
    desk.give(.answered(question, .store(granted)))
    #expect(desk.rules.isEmpty && desk.program.lease.held == nil)
  }

  @Test("What a lost watch did not say, the transaction will; the same where its past is forgotten")
  func watchLost() {
    for input in [ProgramInput.watchLost, .watched(.cancelled(compacted: 9))] {
      var store = Store()
      var (first, second) = (candidate(1, &store), candidate(2, &store))
      first.answer(from: &store)
      second.answer(from: &store)
      second.give(input)
      #expect(second.rules == [.watchLost, .createIfAbsent])
      // Once is enough: there is no watch any more.
      second.give(input)
      #expect(second.rules.isEmpty)
    }
  }

  @Test("A process that is started again knows nothing, and uses no number a second time")
  func restart() {
    var store = Store()
    var desk = candidate(1, &store)
    desk.answer(from: &store)
    let before = desk.program.elector.belief
    desk.give(.started)
    #expect(before != nil && desk.program.elector.belief == nil)
    #expect(desk.request == .grant(21, ttl: 10) && desk.question!.call > 3)
  }

  @Test("With lock-delay whoever is elected begins when its wait is over, once")
  func lockDelay() {
    var store = Store()
    var desk = candidate(1, &store, ElectionOptions(with: [.lockDelay]))
    desk.answer(from: &store)
    #expect(desk.rules == [.lockDelay] && desk.program.elector.belief == nil)
    desk.give(.timeout(.lockDelay), after: 15_000_000)
    #expect(desk.rules == [.beginLeading])
    desk.give(.timeout(.lockDelay))
    #expect(desk.rules.isEmpty)
  }

  @Test("What is released already is not released again")
  func releaseTwice() {
    var store = Store()
    var desk = candidate(1, &store)
    desk.answer(from: &store)
    desk.give(.release)
    for input in [ProgramInput.release, .cancel] {
      desk.give(input, after: 1_000_000)
      #expect(desk.rules.isEmpty)
    }
  }
}
