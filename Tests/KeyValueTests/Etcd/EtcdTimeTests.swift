import KeyValue
import TestSupport
import Testing

/// How long leases last, on one member of a real etcd and by `LeaseClock`.
///
/// When a request is executed lies between its sending and its answer; so every number that etcd
/// tells must lie between those that the clock tells for the two ends.
@Suite(
  "Leases and time, on a real etcd and on the clock of a leader",
  .ownThreads, .enabled(if: EtcdMember.isWanted, EtcdMember.advice))
struct EtcdTimeTests {
  private typealias Sight = EtcdMember.Sight

  /// The extra time that a new leader gives: an election timeout.
  private let electionTimeout = 1_000_000
  /// What a busy machine may add before something is seen.
  private let slack = 2_000_000

  private func put(_ key: String) -> String { EtcdSteps.line(.request(.put(key, "1", lease: 7))) }

  private func grant(_ ttl: Int) -> String { EtcdSteps.line(.request(.grant(7, ttl: ttl))) }

  private let ask = EtcdSteps.line(.keys(of: 7))
  private let renew = EtcdSteps.line(.renew(7))

  /// A clock that began to count a lease at the moment 0.
  private func clock(_ ttl: Int, extension extra: Int = 0) -> LeaseClock {
    var clock = LeaseClock()
    clock.promote([Lease(id: 7, ttl: ttl)], at: 0, extension: extra)
    return clock
  }

  /// What may be told of a lease that was begun by one step and asked for by another.
  private func isPossible(
    _ asked: Sight, since begun: Sight, by clock: LeaseClock, of ttl: Int
  ) -> Bool {
    let longest = asked.ended - begun.begun
    let shortest = asked.begun - begun.ended
    let told = Int(asked.text.split(separator: " ")[0])!
    if asked.text.hasPrefix("-1 ") {
      // It is gone: never before its time.
      return clock.remaining(of: 7, at: longest)! <= 0
    }
    let bounds =
      clock.timeToLive(of: 7, at: longest)!...clock.timeToLive(of: 7, at: shortest)!
    let lateness = -clock.remaining(of: 7, at: shortest)!
    return bounds.contains(told) && asked.text.hasPrefix("\(told) of \(ttl) ")
      && lateness < LeaseClock.lookInterval + slack
  }

  @Test("A lease lasts its time at least; time to live is 0 for up to a second before it is gone")
  func rounds() throws {
    let lines = [grant(3), put("b"), put("a")]
    let asks = Array(repeating: [ask, EtcdSteps.sleep(0.1)], count: 60).flatMap { $0 }
    let watched: [ProgramStep] = [.watch(1, .prefix(.empty), from: 4)]
    let end: [ProgramStep] = [.unwatch(1, put: Text("c")!)]
    let sights = try EtcdMember.run(
      lines + watched.map(EtcdSteps.line) + asks + end.map(EtcdSteps.line))
    let told = sights.filter { $0.text.contains(" of ") }
    for sight in told {
      #expect(isPossible(sight, since: sights[0], by: clock(3), of: 3), "\(sight)")
    }
    #expect(told.contains { $0.text == "0 of 3 a b" })
    #expect(told.last?.text == "-1 of 0")
    #expect(
      sights.last?.text.hasSuffix(
        ": a deleted mod 4, b deleted mod 4, c=last create 5 mod 5 version 1") == true)
  }

  @Test("Keeping alive gives the whole time again, and does not revive what is gone")
  func renews() throws {
    let sights = try EtcdMember.run([
      grant(4), put("a"), EtcdSteps.sleep(2.5), renew, ask, EtcdSteps.sleep(2.5), ask,
      EtcdSteps.sleep(6), renew, ask,
    ])
    #expect(sights[3].text == "4" && sights[8].text == "0" && sights[9].text == "-1 of 0")
    for asked in [4, 6] {
      #expect(isPossible(sights[asked], since: sights[3], by: clock(4), of: 4), "\(sights[asked])")
    }
    // More than its time has passed since it was granted, and it is there.
    #expect(sights[6].text.hasSuffix(" of 4 a"))
  }

  @Test("After a restart a lease has its whole time again, and an election timeout more")
  func restarts() throws {
    let sights = try EtcdMember.run([
      grant(3), put("a"), EtcdSteps.restart(after: 4), ask, EtcdSteps.sleep(1.5), ask,
    ])
    // Nobody counted while the member was down. It began to during the restart.
    let clock = clock(3, extension: electionTimeout)
    let restarted = Sight(
      begun: sights[2].begun + 4_000_000, ended: sights[2].ended, text: "")
    for asked in [3, 5] {
      #expect(isPossible(sights[asked], since: restarted, by: clock, of: 3), "\(sights[asked])")
    }
    #expect(sights[3].text == "3 of 3 a")
  }
}
