import ClientPrograms
import KeyValue
import Testing

/// When two lead at once in their own eyes, and when not. Crashes and orderly ends happen in all runs.
@Suite("Two who believe")
struct BelieversTests {
  /// Seeds of a test; a failure prints its seed, which repeats it.
  static let seeds: Range<UInt64> = 0..<1000

  @Test(
    "Without trouble, and looking again, no two ever believe",
    arguments: Way.allCases)
  func noTrouble(_ way: Way) {
    // `raftlab check --election … --calm` does so by the thousand.
    let seeds = Self.seeds.prefix(500)
    var terms = 0
    for seed in seeds {
      let seen = way.observe(seed: seed, [], with: [.lookAgainAfterWaiting])
      #expect(seen.conflicts.isEmpty, "seed \(seed)")
      terms += seen.terms.count
    }
    // Leaders come and go, or the test shows nothing.
    #expect(terms > 2 * seeds.count)
  }

  /// Each trouble alone makes two believe, in every way of electing, but for jumps of clocks (below).
  @Test(
    "Each trouble alone is enough for two to believe",
    arguments: Way.allCases,
    [.rates, .pauses, .losses, .delays, .edits, .earlyRelease] as [Troubles])
  func oneTrouble(_ way: Way, _ trouble: Troubles) {
    #expect(
      way.conflict(among: 0..<400, trouble, with: [.lookAgainAfterWaiting]) != nil,
      "\(way) \(trouble)")
  }

  /// A clock that jumps ahead makes the holder of a lease stop early, one that jumps back makes it stop
  /// late, which matters only when no keepalive is answered either. But a candidate that reckons by
  /// its clock how long a record has not changed takes over too early. Go's programs read a monotonic
  /// clock there, so that setting the time of day makes no such jump.
  @Test("Jumps of clocks alone matter where others wait by the clock", arguments: Way.allCases)
  func jumps(_ way: Way) {
    let seed = way.conflict(among: 0..<300, .jumps, with: [.lookAgainAfterWaiting])
    switch way {
    case .notes, .session: #expect(seed == nil)
    case .kubernetes: #expect(seed != nil)
    }
  }

  /// As the library is, a candidate must lose its lease while it waits for that to matter. Processes
  /// that run, on links that carry, keep theirs: so it takes one more trouble. `SessionElectorTests`
  /// has it as three lines: the second's lease is revoked, then the first's.
  @Test("Not looking again after waiting makes no two believe by itself")
  func notLookingAgain() {
    #expect(Way.session.conflict(among: 0..<100, []) == nil)
  }

  @Test("Putting the key without comparing makes two believe without any trouble")
  func plainPut() {
    #expect(Way.notes.conflict(among: 0..<200, [], without: [.createIfAbsent]) != nil)
  }

  @Test("Not looking at the keepalive makes two believe for as long as they live")
  func notLooking() {
    let (with, without) = [[], [ElectionRule.stopWhenLeaseEnds]].map { removed in
      (0..<20 as Range<UInt64>).reduce(0) {
        $0 + Way.notes.observe(seed: $1, .losses, without: removed).conflicts.count
      }
    }.pair
    #expect(without > with)
  }

  @Test("The record released on cancel before the work has ended makes two believe")
  func releaseOnCancel() {
    #expect(Way.kubernetes.conflict(among: 0..<200, [], with: [.releaseOnCancel]) != nil)
  }

  @Test(
    "The tokens of the work that a fencing resource takes never decrease", arguments: Way.allCases)
  func fencing(_ way: Way) {
    var (conflicts, decreases) = (0, 0)
    for seed in 0..<60 as Range<UInt64> {
      let seen = way.observe(seed: seed, .all, with: [.fencing])
      #expect(!seen.tokensDecrease, "seed \(seed)")
      conflicts += seen.conflicts.count
      if way.observe(seed: seed, .all).tokensDecrease { decreases += 1 }
    }
    // Fencing keeps nobody from believing; without it work of the past is taken.
    #expect(conflicts > 0 && decreases > 0)
  }

  @Test("With lock-delay whoever is elected waits before it acts")
  func lockDelay() {
    let conflicts = [[], [ElectionRule.lockDelay]].map { added in
      (0..<40 as Range<UInt64>).reduce(0) {
        $0 + Way.notes.observe(seed: $1, .losses, with: added).conflicts.count
      }
    }
    #expect(conflicts[0] > 0 && conflicts[1] == 0, "\(conflicts)")
  }

  /// The leader's renewal is written and its answer lost. After its timeout the leader reads, and writes
  /// again: with the renewTime of the try, so the record is the same as before. The others see no
  /// change and count from the first writing, the leader from the second. So lost messages alone are
  /// enough, with client-go's constants and every clock right.
  @Test("A renewal whose answer was lost is repeated word for word, and renews nothing for others")
  func lostAnswer() throws {
    var desk = Desk(componentPods()[0])
    desk.give(.started)
    desk.answer(.notFound)
    guard case .create(_, let created)? = desk.apiRequest else { return }
    desk.answer(.object(created, resourceVersion: 2))
    guard case .update(_, let first, _)? = desk.apiRequest else { return }
    desk.give(.failed(desk.question!.call, .timedOut), after: 5_000_000)
    desk.answer(.object(first, resourceVersion: 3))
    guard case .update(_, let second, resourceVersion: 3)? = desk.apiRequest else {
      return #expect(Bool(false), "\(desk.step.effects)")
    }
    #expect(second == first)
  }
}

/// All that the rules say comes to pass in some run.
@Suite("Rules that fire")
struct FiringTests {
  @Test("Every rule fires")
  func all() {
    var fired: Set<ElectionRule> = []
    let switched: [(with: [ElectionRule], without: [ElectionRule])] = [
      ([], []),
      ([.lookAgainAfterWaiting, .fencing, .lockDelay, .releaseOnCancel], []),
      ([], [.createIfAbsent, .sendToken]),
    ]
    for way in Way.allCases {
      for (with, without) in switched {
        for seed in 0..<12 as Range<UInt64> {
          let seen = way.observe(seed: seed, .all, with: with, without: without)
          fired.formUnion(seen.fired.map(\.rule))
        }
      }
    }
    // Nobody proclaims here, and no watch is lost; those have tests of their own. A switch that is a
    // choice of token is told by the token.
    let elsewhere: Set<ElectionRule> = [.proclaim, .noLongerLeader, .watchLost, .tokenByRevision]
    // Members and the keyboard are the simulation's affair: `ProgramRuleTests` has all groups.
    let here = ElectionRule.allCases.filter {
      $0.facts.group != .member && $0.facts.group != .console
    }
    let silent = here.filter { !fired.contains($0) && !elsewhere.contains($0) }
    #expect(silent.isEmpty)
  }
}

extension [Int] {
  fileprivate var pair: (Int, Int) { (self[0], self[1]) }
}
