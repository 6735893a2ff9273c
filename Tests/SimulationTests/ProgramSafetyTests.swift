import ClientPrograms
import KeyValue
import RaftCore
import Testing

@testable import Simulation

/// What programs outside are promised, and that each checker finds a mistake that is planted.
@Suite("Safety of programs outside")
struct ProgramSafetyTests {
  private static let seeds = 1...40 as ClosedRange<UInt64>

  /// The first seed by which something is found.
  private static func first(
    _ way: ElectionSettings.Way, _ troubles: [Trouble] = [], tampering: CampaignCluster.Tampering?
  ) -> SeedRun.Outcome? {
    let campaign = ProgramSeedRun(ElectionSettings(way), scale: 100, troubles: troubles)
    return seeds.lazy.map { campaign.run(seed: $0, tampering: tampering) }
      .first { $0.finding != nil }
  }

  @Test("What is about programs is claimed only where there are some")
  func claimed() {
    let lab = Cluster(Settings())
    #expect(lab.safety?.checked.contains { $0.isOfPrograms } == false)
    let election = Cluster(Settings(features: .likeEtcd, election: ElectionSettings(.notes)))
    let own = Property.allCases.filter(\.isOfPrograms)
    #expect(own.count == 4)
    #expect(election.safety?.checked.filter(\.isOfPrograms) == own)
  }

  @Test(
    "A resource that takes an old token all the same is found out", arguments: ["notes", "etcd"])
  func tokens(way: String) throws {
    let outcome = try #require(
      Self.first(ElectionSettings.Way(rawValue: way)!, [.pauses]) { cluster, _ in
        cluster.outside!.options[.fencing] = true
        guard let place = cluster.outside!.place(of: .resource) else { return }
        // It is said to look at tokens, and does not.
        cluster.outside!.processes[place].program = .resource(Resource())
      })
    #expect(outcome.violation?.property == .fencingTokens)
    guard case .tokenDecreased(_, _, let token, let before)? = outcome.violation?.detail else {
      return
    }
    #expect(token < before)
  }

  @Test("A leader that counts leases from too early on is found out")
  func leases() throws {
    let outcome = try #require(
      Self.first(.notes) { cluster, event in
        guard event.number.isMultiple(of: 97), let leader = cluster.leader else { return }
        let place = leader.number - 1
        guard cluster.hosts[place].member.leases.isPrimary else { return }
        let clock = cluster.hosts[place].clock(at: cluster.now)
        cluster.hosts[place].member.lead(at: clock - 700_000, extension: 0)
      })
    #expect(outcome.violation?.property == .leaseNotEarly)
    guard case .leaseRevokedEarly(_, _, let lasted, let span)? = outcome.violation?.detail else {
      return
    }
    #expect(0 <= lasted && lasted < span)
  }

  @Test("A watch that is told less, or of another order, is found out", arguments: [true, false])
  func watches(isShort: Bool) throws {
    let outcome = try #require(
      Self.first(.notes) { cluster, _ in
        for flight in cluster.network.post.flights {
          guard case .letter(let letter) = flight.packet,
            case .notice(let number, .changes(let changes, let revision)) = letter.content,
            !isShort || changes.first?.isDeletion == true || changes.count > 1
          else { continue }
          let told =
            isShort
            ? Array(changes.dropFirst())
            : changes.map { change in
              var change = change
              change.modRevision += 1
              return change
            }
          cluster.network.post.update(flight.id) {
            $0.packet = .letter(
              Letter(
                from: letter.from, to: letter.to,
                content: .notice(number, .changes(told, revision: revision)), turn: letter.turn))
          }
        }
      })
    #expect(outcome.violation?.property == .watchInOrder)
  }

  @Test("An answer that the log does not give is found out")
  func answers() throws {
    let outcome = try #require(
      Self.first(.kubernetes) { cluster, event in
        guard event.time > 2_000_000 else { return }
        for flight in cluster.network.post.flights {
          guard case .letter(let letter) = flight.packet,
            case .answer(let call, .store(var answer), let term) = letter.content,
            case .range(let records, _) = answer.response, !records.isEmpty
          else { continue }
          answer.response = .range([], count: 0)
          cluster.network.post.update(flight.id) {
            $0.packet = .letter(
              Letter(
                from: letter.from, to: letter.to,
                content: .answer(call, .store(answer), term: term),
                index: letter.index))
          }
        }
      })
    #expect(outcome.violation?.property == .etcdLinearizable)
  }

  /// A leader that is cut off and neither notices nor asks anybody whether it still leads.
  @Test(
    "A read from a leader that does not make sure is found to be stale", arguments: [true, false])
  func staleRead(makesSure: Bool) throws {
    let off: [Rule] = makesSure ? [] : [.confirmLeadership]
    var trial = Trial(
      Settings(
        servers: 3, rules: RuleSet(without: off),
        features: Features([.preVote, .readIndex, .forwardProposals]),
        election: ElectionSettings(.notes, pods: 1)))
    trial.run(until: 3_000_000)
    let old = try #require(trial.cluster.leader)
    try trial.act("isolate \(old)")
    trial.expect(within: 3_000_000) { $0.cluster.leader != old && $0.cluster.leader != nil }
    let new = try #require(trial.cluster.leader)
    trial.run(for: 200_000)
    try trial.act("put a 1 through \(new)")
    trial.run(for: 200_000)
    try trial.act("get a through \(old)")
    trial.run(for: 200_000)
    guard !makesSure else { return #expect(trial.violation == nil) }
    #expect(trial.violation?.property == .etcdLinearizable)
    guard case .answerTooOld(.console, _, let applied, let acknowledged)? = trial.violation?.detail
    else {
      Issue.record("\(trial.line)")
      return
    }
    #expect(applied < acknowledged)
  }

  /// The known bug of 2023: a leader that woke from a stall revoked every lease, through its successor.
  @Test("Without making sure before revoking, leases end early after a leader's pause")
  func notMakingSure() throws {
    let found = [true, false].map { makesSure in
      (UInt64(1)...60).count { seed in
        var election = ElectionSettings(.notes, scale: 100)
        election.options[.makeSureBeforeRevoking] = makesSure
        var trial = Trial(
          Settings(servers: 3, seed: seed, features: .likeEtcd, election: election))
        trial.run(until: 3_000_000)
        guard let leader = trial.cluster.leader else { return false }
        guard (try? trial.act("pause \(leader)")) != nil else { return false }
        trial.run(for: 2_500_000)
        guard (try? trial.act("resume \(leader)")) != nil else { return false }
        trial.run(for: 1_000_000)
        return trial.cluster.violations.contains { $0.property == .leaseNotEarly }
      }
    }
    #expect(found[0] == 0 && found[1] > 0, "\(found)")
  }

  @Test("A watch over a connection that lost something is given up, and its program looks again")
  func lostNotice() throws {
    var lost = 0
    for seed in UInt64(1)...12 {
      var trial = Trial(
        Settings(
          servers: 3, seed: seed, features: .likeEtcd,
          election: ElectionSettings(.notes, scale: 100)))
      trial.run(until: 3_000_000)
      guard let leader = trial.cluster.outside!.believers(of: "/leader").first else { continue }
      try trial.act("crash \(leader)")
      // The deletion of its key is told to nobody.
      for _ in 0..<4000 {
        guard trial.step() != nil else { break }
        for flight in trial.cluster.network.post.flights where flight.loss == nil {
          if case .letter(let letter) = flight.packet, letter.content.kind == .notice {
            try trial.act("drop #\(flight.id)")
            lost += 1
          }
        }
        if lost > 0, trial.now > 6_000_000 { break }
      }
      trial.run(for: 4_000_000)
      #expect(trial.cluster.outside!.believers(of: "/leader").count == 1, "\(trial.line)")
      #expect(trial.violation == nil)
    }
    #expect(lost > 0)
  }

  @Test("A pod that is paused before it begins, begins when it goes on")
  func pausedBeforeStart() throws {
    var trial = Trial(
      Settings(servers: 3, features: .likeEtcd, election: ElectionSettings(.notes, pods: 1)))
    try trial.act("pause pod-a")
    trial.run(until: 4_000_000)
    #expect(trial.cluster.outside!.believers(of: "/leader").isEmpty)
    try trial.act("resume pod-a")
    trial.run(until: 6_000_000)
    #expect(trial.cluster.outside!.believers(of: "/leader") == [.pod(1)])
  }

  @Test("A leader that is handing over drops what it is asked, and its client is told so at once")
  func handingOver() throws {
    var trial = Trial(
      Settings(servers: 3, features: .likeEtcd, election: ElectionSettings(.notes, pods: 1)))
    trial.run(until: 4_000_000)
    let leader = try #require(trial.cluster.leader)
    let other = leader.number % 3 + 1
    try trial.act("cut \(leader) > S\(other)")
    try trial.act("transfer to S\(other)")
    try trial.act("put a 1 through \(leader)")
    trial.run(for: 100_000)
    guard case .console(let console)? = trial.cluster.outside![.console]?.program else { return }
    #expect(console.questions.last?.fate == .failed(.unavailable))
  }

  @Test("Who has a write under way is answered, too, when another leader commits it")
  func answeredByOldLeader() throws {
    var trial = Trial(
      Settings(servers: 3, features: .likeEtcd, election: ElectionSettings(.notes, pods: 1)))
    trial.run(until: 4_000_000)
    let leader = try #require(trial.cluster.leader)
    try trial.act("put a 1 through \(leader)")
    // Everybody has the entry; then the leader stands still, and another is elected.
    trial.expect(within: 100_000) { trial in
      trial.logs.allSatisfy { $0.count == trial.logs[leader.number - 1].count }
        && trial[leader.number].service.calls.contains { $0.asker == .console }
    }
    try trial.act("pause \(leader)")
    trial.expect(within: 3_000_000) { $0.cluster.leader != leader }
    trial.run(for: 500_000)
    try trial.act("resume \(leader)")
    trial.run(for: 500_000)
    guard case .console(let console)? = trial.cluster.outside![.console]?.program,
      case .done(.store(let answer))? = console.questions.last?.fate
    else {
      Issue.record("not answered: \(trial.line)")
      return
    }
    #expect(answer.response == .put)
  }
}
