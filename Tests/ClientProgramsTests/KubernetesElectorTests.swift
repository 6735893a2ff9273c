import ClientPrograms
import KeyValue
import Testing

@Suite("Kubernetes: client-go's leader election")
struct KubernetesElectorTests {
  private func component(
    _ pod: Int = 1, _ options: ElectionOptions = ElectionOptions()
  ) -> Desk<KubernetesElector> {
    var desk = Desk(componentPods(options)[pod - 1])
    // Some moment of its own clock, which means nothing to others.
    desk.clock = pod * 1_000_000_000
    desk.give(.started)
    return desk
  }

  /// A component that has created the record and renews it for the first time.
  private func leader(_ options: ElectionOptions = ElectionOptions()) -> Desk<KubernetesElector> {
    var desk = component(1, options)
    desk.answer(.notFound)
    desk.answer(.object(foreign("pod-a"), resourceVersion: 2))
    return desk
  }

  private func foreign(_ holder: String, renewed: Int = 7, transitions: Int = 0) -> LeaseRecord {
    LeaseRecord(
      holder: holder, durationSeconds: 15, acquireTime: 5, renewTime: renewed,
      transitions: transitions)
  }

  // MARK: Acquiring

  @Test("Whoever finds no record creates it, leads, and renews at once")
  func create() {
    var desk = component()
    #expect(desk.rules == [.getRecord] && desk.apiRequest == .get("kube-scheduler"))
    desk.answer(.notFound)
    guard case .create("kube-scheduler", let record)? = desk.apiRequest else {
      return #expect(Bool(false), "\(desk.step.effects)")
    }
    #expect(record.holder == "pod-a" && record.durationSeconds == 15 && record.transitions == 0)
    desk.answer(.object(record, resourceVersion: 2))
    #expect(desk.rules == [.acquired, .beginLeading, .beginRenewing, .renewOptimistically])
    #expect(desk.program.elector.belief?.token == 2)
  }

  @Test("The loser is told that the record exists, and tries again after 2 to 4.4 seconds")
  func exists() {
    var desk = component()
    desk.answer(.notFound)
    desk.answer(.alreadyExists)
    #expect(desk.rules == [.recordLost])
    #expect(desk.time(of: .retry) == 2_000_000...4_400_000)
  }

  @Test("A record is valid for its duration from when it was seen to change, by the local clock")
  func observedTime() {
    var desk = component(2)
    desk.answer(.object(foreign("pod-a"), resourceVersion: 2))
    #expect(desk.rules == [.observeChange, .leaseStillValid, .recordLost])
    // The same record 14.9 seconds later: no change was seen since.
    desk.give(.timeout(.retry), after: 14_900_000)
    desk.answer(.object(foreign("pod-a"), resourceVersion: 2))
    #expect(desk.rules == [.leaseStillValid, .recordLost])
    desk.give(.timeout(.retry), after: 100_000)
    desk.answer(.object(foreign("pod-a"), resourceVersion: 2))
    #expect(desk.rules == [.takeOver])
    guard case .update(_, let record, resourceVersion: 2)? = desk.apiRequest else {
      return #expect(Bool(false), "\(desk.step.effects)")
    }
    #expect(record.holder == "pod-b" && record.transitions == 1)
  }

  @Test("renewTime is compared with no clock: any change counts from when it is seen")
  func renewTime() {
    for renewed in [0, 1_000_000_000_000] {
      var desk = component(2)
      desk.answer(.object(foreign("pod-a"), resourceVersion: 2))
      desk.give(.timeout(.retry), after: 14_000_000)
      desk.answer(.object(foreign("pod-a", renewed: renewed), resourceVersion: 3))
      desk.give(.timeout(.retry), after: 14_000_000)
      desk.answer(.object(foreign("pod-a", renewed: renewed), resourceVersion: 3))
      #expect(desk.rules == [.leaseStillValid, .recordLost])
    }
  }

  @Test("What a try compares with is the time when it began, however long the answer took")
  func slowAnswer() {
    var desk = component(2)
    desk.answer(.object(foreign("pod-a"), resourceVersion: 2))
    desk.give(.timeout(.retry), after: 13_000_000)
    desk.answer(.object(foreign("pod-a"), resourceVersion: 2), after: 3_000_000)
    #expect(desk.rules == [.leaseStillValid, .recordLost])
  }

  @Test("A record without a holder is taken over at once")
  func noHolder() {
    var desk = component(2)
    desk.answer(.object(foreign("", transitions: 4), resourceVersion: 9))
    #expect(desk.rules == [.observeChange, .takeOver])
    desk.answer(.conflict)
    #expect(desk.rules == [.recordLost])
  }

  // MARK: Renewing

  @Test("The leader updates with the version that it remembers, without reading first")
  func optimistic() {
    var desk = leader()
    guard case .update(_, let record, resourceVersion: 2)? = desk.apiRequest else {
      return #expect(Bool(false), "\(desk.step.effects)")
    }
    desk.answer(.object(record, resourceVersion: 3))
    #expect(desk.rules == [.renewed] && desk.time(of: .renew) == 2_000_000...2_000_000)
    desk.give(.timeout(.renew), after: 2_000_000)
    #expect(desk.rules == [.beginRenewing, .renewOptimistically])
    #expect(desk.time(of: .renewDeadline) == 10_000_000...10_000_000)
    guard case .update(_, let next, resourceVersion: 3)? = desk.apiRequest else {
      return #expect(Bool(false), "\(desk.step.effects)")
    }
    #expect(next.acquireTime == record.acquireTime && next.renewTime == desk.clock)
  }

  @Test("Only if that fails does it read; a changed record of its own it updates")
  func slowPath() {
    var desk = leader()
    desk.answer(.conflict)
    #expect(desk.rules == [.getRecord])
    desk.answer(.object(foreign("pod-a", renewed: 8), resourceVersion: 5))
    #expect(desk.rules == [.observeChange, .renewAfterReading])
    desk.answer(.object(foreign("pod-a"), resourceVersion: 6))
    #expect(desk.rules == [.renewed])
  }

  @Test("A record that names another lets the leader lead on until its deadline")
  func deposed() {
    var desk = leader()
    desk.answer(.conflict)
    desk.answer(.object(foreign("pod-b", transitions: 1), resourceVersion: 5))
    #expect(desk.rules == [.observeChange, .leaseStillValid, .retryRenewal])
    #expect(desk.time(of: .retry) == 2_000_000...2_000_000)
    #expect(desk.program.elector.belief != nil)
    desk.give(.timeout(.renewDeadline), after: 10_000_000)
    #expect(
      desk.rules == [.renewDeadlinePassed, .stoppedLeading, .stopLeading, .beginAnew])
  }

  @Test("The deadline runs since the round of renewing began, not since the last success")
  func deadline() {
    var desk = leader()
    desk.answer(.object(foreign("pod-a"), resourceVersion: 3))
    desk.give(.timeout(.renew), after: 2_000_000)
    let began = desk.clock
    desk.give(.failed(desk.question!.call, .timedOut), after: 5_000_000)
    #expect(desk.rules == [.getRecord])
    desk.give(.failed(desk.question!.call, .timedOut), after: 5_000_000)
    #expect(desk.rules == [.retryRenewal] && desk.time(of: .retry) == 0...0)
    #expect(desk.program.renewDeadline == began + 10_000_000)
  }

  @Test("OnStoppedLeading is called always, even of one that never led")
  func neverLed() {
    var desk = component(2)
    desk.answer(.object(foreign("pod-a"), resourceVersion: 2))
    desk.give(.cancel)
    #expect(desk.rules == [.cancelContext, .stoppedLeading])
    #expect(!desk.step.effects.contains(.endBelieving))
  }

  @Test("A leader whose own record has expired reads before it writes")
  func expired() {
    var desk = leader()
    desk.answer(.object(foreign("pod-a"), resourceVersion: 3))
    desk.give(.timeout(.renew), after: 15_000_000)
    #expect(desk.rules == [.beginRenewing, .getRecord])
  }

  @Test("A process that is started again counts from when it sees the record itself")
  func restart() {
    var desk = component(2)
    desk.answer(.object(foreign("pod-a"), resourceVersion: 2))
    desk.give(.started, after: 14_000_000)
    desk.answer(.object(foreign("pod-a"), resourceVersion: 2), after: 2_000_000)
    #expect(desk.rules == [.observeChange, .leaseStillValid, .recordLost])
  }

  // MARK: Releasing

  @Test("Cancelled, it gives nothing back unless it is told to, and its work ends later")
  func cancel() {
    var desk = leader()
    desk.give(.cancel)
    #expect(desk.rules == [.finishWorkFirst, .cancelContext, .stoppedLeading])
    #expect(desk.program.elector.belief != nil)
    desk.give(.timeout(.workEnds), after: 3_000_000)
    #expect(desk.rules == [.stopLeading])
  }

  @Test("Released on cancel, the record has no holder and one second, while the work goes on")
  func releaseOnCancel() {
    var desk = leader(ElectionOptions(with: [.releaseOnCancel]))
    desk.give(.cancel)
    #expect(desk.rules == [.finishWorkFirst, .cancelContext, .releaseOnCancel])
    desk.answer(.object(foreign("pod-a"), resourceVersion: 3))
    guard case .update(_, let record, resourceVersion: 3)? = desk.apiRequest else {
      return #expect(Bool(false), "\(desk.step.effects)")
    }
    #expect(record.holder.isEmpty && record.durationSeconds == 1)
    desk.answer(.object(record, resourceVersion: 4))
    #expect(desk.rules == [.stoppedLeading] && desk.program.elector.belief != nil)
    desk.give(.timeout(.workEnds), after: 3_000_000)
    #expect(desk.rules == [.stopLeading])
  }

  @Test("What another holds is not given back")
  func releaseNothing() {
    var desk = leader(ElectionOptions(with: [.releaseOnCancel]))
    desk.give(.cancel)
    desk.answer(.object(foreign("pod-b"), resourceVersion: 3))
    #expect(desk.rules == [.releaseNothing, .stoppedLeading])
  }

  @Test("Work that ends while the record is being given back does not begin the process anew")
  func workEndsFirst() {
    var desk = leader()
    desk.give(.release)
    let release = desk.question!.call
    desk.give(.timeout(.workEnds), after: 3_000_000)
    #expect(desk.rules == [.stopLeading])
    desk.give(.failed(release, .timedOut), after: 2_000_000)
    #expect(desk.rules == [.stoppedLeading, .beginAnew])
    desk.give(.timeout(.restart), after: 5_000_000)
    #expect(desk.rules == [.getRecord])
  }

  // MARK: Tokens

  @Test("leaseTransitions begin at 0 again when the object was deleted; resourceVersions do not")
  func tokens() {
    for byRevision in [true, false] {
      let options = ElectionOptions(
        with: [.fencing], without: byRevision ? [] : [.tokenByRevision])
      var world = World(seed: 3, componentPods(options), servers: 1, options: options)
      world.run(until: 10_000_000)
      // A change of leaders, so that there is a transition; then the object goes.
      let first = world.seen.terms[0].pod
      world.crash(first)
      world.run(until: 40_000_000)
      let second = world.seen.terms[1]
      #expect(byRevision || second.token == 1)
      world.crash(second.pod)
      world.apply(.keys(.delete(.key(APIServer.key("kube-scheduler")))))
      world.run(until: 60_000_000)
      let third = world.seen.terms[2]
      #expect((third.token > second.token) == byRevision)
      let refused = world.seen.fired.contains { $0.rule == .fencing }
      #expect(refused != byRevision, "the rightful leader is refused")
    }
  }

  // MARK: The timeline

  /// From the last renewal of a leader that vanishes, its record is valid for 15 s from when the others
  /// saw it: which is at most one jittered retry period later. Then the next try takes over.
  @Test("A failover takes 15 seconds from where the last renewal was seen, and at most 4.4 more")
  func failover() {
    var spans: [Int] = []
    for seed in 0..<200 as Range<UInt64> {
      var world = World(seed: seed, componentPods(), servers: 2, options: ElectionOptions())
      world.run(until: 20_000_000)
      let leader = world.seen.terms[0].pod
      let renewed = world.seen.fired.last { $0.rule == .renewed }!.time
      world.crash(leader)
      world.run(until: 60_000_000)
      #expect(world.seen.terms.count == 2, "seed \(seed)")
      spans.append(world.seen.terms[1].began - renewed)
    }
    #expect(spans.min()! > 15_000_000 - 20_000)
    #expect(spans.max()! < 15_000_000 + 2 * 4_400_000 + 100_000)
    // In the middle it is about one retry period more: the one who saw the change first comes first.
    let middle = spans.sorted()[spans.count / 2]
    #expect((16_000_000...19_500_000).contains(middle), "\(middle)")
  }
}
