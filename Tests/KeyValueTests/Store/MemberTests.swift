import KeyValue
import TestSupport
import Testing

@Suite("One member of etcd")
struct MemberTests {
  private func member(leads: Bool = true) -> Member {
    var member = Member(minimumTTL: 1)
    if leads { member.lead(at: 0, extension: 0) }
    return member
  }

  @Test("Only the leader knows how long a lease lasts, and keeps it alive")
  func asks() {
    var (leader, follower) = (member(), member(leads: false))
    for request in [Request.grant(7, ttl: 3), .put("b", "1", lease: 7), .put("a", "1", lease: 7)] {
      #expect(leader.apply(request, at: 0) == follower.apply(request, at: 0))
    }
    #expect(
      leader.timeToLive(of: 7, at: 500_000)
        == .init(left: 2, granted: 3, keys: [Text("a")!, Text("b")!]))
    #expect(leader.timeToLive(of: 8, at: 0) == .init(left: -1))
    #expect(follower.timeToLive(of: 7, at: 0) == nil)
    #expect(follower.renew(7, at: 0) == 0)
    #expect(leader.renew(7, at: 2_000_000) == 3)
    #expect(leader.renew(8, at: 0) == 0)
    #expect(leader.revocations(at: 4_999_999).isEmpty)
    #expect(leader.revocations(at: 5_000_000) == [.revoke(7)])
    #expect(follower.revocations(at: 9_000_000).isEmpty)
    #expect(leader.store == follower.store)
  }

  @Test("What was granted before it led is counted anew; what was revoked is not counted")
  func takesOver() {
    var next = member(leads: false)
    for request in [Request.grant(7, ttl: 3), .grant(8, ttl: 3), .revoke(8)] {
      _ = next.apply(request, at: 0)
    }
    next.lead(at: 60_000_000, extension: 150_000)
    #expect(next.revocations(at: 63_149_999).isEmpty)
    #expect(next.revocations(at: 63_150_000) == [.revoke(7)])
    _ = next.apply(.revoke(7), at: 63_200_000)
    #expect(next.revocations(at: 99_000_000).isEmpty)
    next.follow()
    #expect(next.timeToLive(of: 7, at: 99_000_000) == nil)
  }

  @Test(
    "Watches have numbers; each is told what this member has applied; a cancelled one is over")
  func watches() {
    var member = member(leads: false)
    let all = member.watch(.prefix(.empty))
    let one = member.watch(.key(Text("a")!))
    _ = member.apply(.put("b", "1"), at: 0)
    #expect(member.takeNotices().map(\.watch) == [all])
    _ = member.apply(.put("a", "1"), at: 0)
    #expect(member.takeNotices().map(\.watch) == [all, one])
    #expect(member.takeNotices().isEmpty)
    member.unwatch(all)
    _ = member.apply(.compact(3), at: 0)
    let late = member.watch(.prefix(.empty), from: 2)
    #expect(member.watches.map(\.id) == [one, late])
    #expect(member.takeNotices() == [.init(watch: late, .cancelled(compacted: 3))])
    #expect(member.watches.map(\.id) == [one])
  }
}

/// Three members that apply one log, each as far as it has come, and lead by turns. Clocks run at
/// different rates; leaders are paused; keepalives come and stop.
@Suite("Members of one log")
struct MembersTests {
  /// A run of a seed: what went wrong; nil when nothing did.
  private static func failure(seed: UInt64) -> String? {
    var group = Group(dice: SeededRandom(seed))
    for _ in 0..<400 {
      group.step()
      if let failure = group.failure { return failure }
    }
    return group.failureAtTheEnd
  }

  @Test(
    "No lease ends before its time by the clock of the one leader; no watch has a gap",
    arguments: 0..<200 as Range<UInt64>)
  func holds(seed: UInt64) {
    let failure = Self.failure(seed: seed)
    #expect(failure == nil, "seed \(seed): \(failure ?? "")")
  }

  @Test("The runs have revocations, takeovers and watches in them")
  func reaches() {
    var revoked = 0
    var takeovers = 0
    for seed in 0..<50 as Range<UInt64> {
      var group = Group(dice: SeededRandom(seed))
      for _ in 0..<400 { group.step() }
      revoked += group.revokedCount
      takeovers += group.takeoverCount
    }
    #expect(revoked > 100 && takeovers > 500)
  }

  private struct Group {
    private var dice: SeededRandom
    private var log: [Request] = []
    private var members = [Member(), Member(), Member()]
    private var applied = [0, 0, 0]
    /// What each member's clock shows, and how fast it runs, in thousandths.
    private var clocks = [0, 50_000_000, 7]
    private let rates = [1000, 1300, 700]
    private var leader: Int?
    /// When each lease was last granted, renewed or counted anew, by the present leader's clock.
    private var begun: [LeaseID: Int] = [:]
    private var seen: [[KeyRecord]] = [[], [], []]
    private(set) var failure: String?
    private(set) var revokedCount = 0
    private(set) var takeoverCount = 0

    init(dice: SeededRandom) {
      self.dice = dice
      for place in members.indices { _ = members[place].watch(.prefix(.empty)) }
    }

    mutating func step() {
      let span = dice.number(0...800_000)
      for place in clocks.indices { clocks[place] += span * rates[place] / 1000 }
      switch dice.number(0...99) {
      case 0..<30: propose(.put("k\(dice.number(1...4))", "1", lease: dice.number(0...3)))
      case 30..<45: propose(.grant(dice.number(1...3), ttl: dice.number(1...4)))
      case 45..<60: renew(dice.number(1...3))
      case 60..<66: changeLeader()
      case 66..<70: propose(.delete("k\(dice.number(1...4))"))
      case 70..<85: apply(dice.number(0...2), upTo: log.count)
      default: look()
      }
    }

    private mutating func propose(_ request: Request) {
      guard let leader else { return }
      log.append(request)
      apply(leader, upTo: log.count)
    }

    private mutating func apply(_ place: Int, upTo end: Int) {
      while applied[place] < end {
        let request = log[applied[place]]
        let answer = members[place].apply(request, at: clocks[place])
        if place == leader, case .granted(let id, _) = answer.response {
          begun[id] = clocks[place]
        }
        applied[place] += 1
        for notice in members[place].takeNotices() {
          if case .changes(let changes, _) = notice.response { seen[place] += changes }
        }
      }
    }

    private mutating func changeLeader() {
      if let leader { members[leader].follow() }
      let next = dice.number(0...2)
      apply(next, upTo: log.count)
      leader = next
      takeoverCount += 1
      members[next].lead(at: clocks[next], extension: 0)
      begun = [:]
      for lease in members[next].store.leases { begun[lease.id] = clocks[next] }
    }

    private mutating func renew(_ id: LeaseID) {
      guard let leader, members[leader].renew(id, at: clocks[leader]) > 0 else { return }
      begun[id] = clocks[leader]
    }

    private mutating func look() {
      guard let leader else { return }
      for request in members[leader].revocations(at: clocks[leader]) {
        guard case .revoke(let id) = request, let lease = members[leader].store.lease(id) else {
          continue
        }
        let lasted = clocks[leader] - begun[id]!
        if lasted < lease.ttl * 1_000_000 { failure = "\(lease) ended after \(lasted) us" }
        revokedCount += 1
        propose(request)
      }
    }

    /// All members that come as far have the same, and each watch saw every change.
    var failureAtTheEnd: String? {
      var end = self
      for place in members.indices { end.apply(place, upTo: log.count) }
      guard end.members.allSatisfy({ $0.store == end.members[0].store }) else { return "stores" }
      let revisions = end.seen[0].map(\.modRevision)
      guard end.seen.allSatisfy({ $0 == end.seen[0] }) else { return "watches differ" }
      let all = Array(2..<(end.members[0].store.revision + 1))
      let told = revisions.enumerated().filter { $0 == 0 || revisions[$0 - 1] != $1 }.map(\.element)
      return told == all ? nil : "a watch has a gap: \(told)"
    }
  }
}
