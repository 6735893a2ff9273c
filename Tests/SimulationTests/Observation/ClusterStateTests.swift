import KeyValue
import RaftCore
import Testing

@testable import Simulation

/// What a screen is told of a simulated cluster is what the cluster is.
@Suite("The state of a cluster as it is observed")
struct ClusterStateTests {
  @Test("Field by field it is the cluster's, over random runs", arguments: 0..<8)
  func equals(part: Int) throws {
    var seen = Seen()
    for seed in UInt64(part * 250)..<UInt64((part + 1) * 250) {
      let outcome = SeedRun(eventLimit: 100).run(seed: seed)
      var timeline = Timeline(outcome.settings)
      func follow(until limit: Time) throws {
        while timeline.position < outcome.events, timeline.step(until: limit) {
          // Not at every event: a multiple that shares nothing with the rhythm of heartbeats.
          if timeline.position % 7 == Int(seed % 7) {
            try #require(differences(at: timeline) == [], "seed \(seed)")
            seen.note(timeline.state)
          }
        }
      }
      for act in outcome.acts where timeline.position < outcome.events {
        try follow(until: act.time)
        _ = timeline.run(until: act.time)
        try timeline.perform(act.stimulus)
        try #require(differences(at: timeline) == [], "seed \(seed), \(act)")
        seen.note(timeline.state)
      }
      try follow(until: .max)
    }
    #expect(seen.missing == [])
  }

  /// The fields in which the state is not the cluster's.
  private func differences(at timeline: Timeline) -> [String] {
    let (state, cluster) = (timeline.state, timeline.cluster)
    var found: [String] = []
    func check(_ isSame: Bool, _ name: String) { if !isSame { found.append(name) } }
    check(state.now == cluster.now && state.position == cluster.eventCount, "moment")
    check(state.members == cluster.members, "members")
    check(state.leader == cluster.leader, "leader")
    check(state.rules == cluster.rules && state.seed == cluster.settings.seed, "settings")
    check(state.tally == (cluster.settings.countsRules ? cluster.tally : nil), "tally")
    check(state.violations == cluster.violations, "violations")
    check(state.safety?.checked == cluster.safety?.checked, "checked")
    for (server, host) in zip(state.servers, cluster.hosts) {
      found += differences(of: server, from: host).map { "\(host.id) \($0)" }
    }
    for from in cluster.members {
      for to in cluster.members {
        let network = cluster.network
        check(
          state.network.isConnected(from: from, to: to) == network.isConnected(from: from, to: to)
            && state.network.isCut(from: from, to: to) == network.isCut(from: from, to: to)
            && state.network.quality(from: from, to: to) == network.quality(from: from, to: to),
          "link \(from) \(to)")
      }
    }
    check(state.flights == cluster.network.flights.map { FlightState($0) }, "flights")
    check(
      state.clients.map(\.request) == cluster.clients.all.map(\.request)
        && state.clients.map(\.contact) == cluster.clients.all.map(\.contact), "clients")
    check(state.operations == cluster.clients.operations, "operations")
    return found
  }

  private func differences(of server: ServerState, from host: Host) -> [String] {
    var found: [String] = []
    func check(_ isSame: Bool, _ name: String) { if !isSame { found.append(name) } }
    let (raft, core) = (server.raft, host.server)
    check(raft.currentTerm == core.currentTerm, "term")
    check(raft.vote != nil && raft.votedFor == core.votedFor, "vote")
    check(raft.commitIndex == core.commitIndex && raft.lastApplied == core.lastApplied, "commit")
    check(raft.leader == core.leader && raft.configuration == core.configuration, "leader")
    check(raft.log.map { same($0, core.log) } == true, "log")
    switch (raft.role, core.role) {
    case (.follower?, .follower): break
    case (.candidate(let votes)?, .candidate(let candidacy)): check(votes == candidacy, "votes")
    case (.leader(let notes)?, .leader(let leadership)): check(notes == leadership, "notes")
    default: check(false, "role")
    }
    check(server.life == host.life && server.wasWiped == host.wasWiped, "life")
    check(server.timer(.election)?.deadline == host.election.deadline, "election timer")
    check(server.timer(.heartbeat)?.deadline == host.heartbeat.deadline, "heartbeat timer")
    check(server.contents == host.store.contents, "contents")
    check(server.clockRate == host.clockRate && server.backlogCount == host.backlogCount, "clock")
    guard let disk = server.disk else { return found + ["disk"] }
    check(disk.currentTerm == host.disk.state.currentTerm, "term on disk")
    check(disk.votedFor == host.disk.state.votedFor, "vote on disk")
    check(same(disk.log, host.disk.state.log), "log on disk")
    check(disk.writes.map(\.write) == host.disk.pending.map(\.write), "writes")
    check(
      disk.writes.flatMap(\.releases) == host.disk.waiting.map(\.message), "what waits for writes")
    return found
  }

  private func same(_ state: LogState, _ log: Log) -> Bool {
    state.firstIndex == 1 && state.last == log.last
      && (1..<log.lastIndex + 1).allSatisfy { state[$0] == log[$0] }
  }

  /// Whether the runs had all that a state can hold: else equality says little.
  private struct Seen {
    var missing: Set<String> = [
      "candidate", "leader", "paused", "crashed", "split", "flights", "writes", "clients",
      "releases", "applied",
    ]

    mutating func note(_ state: ClusterState) {
      for server in state.servers {
        if server.raft.role?.isCandidate == true { missing.remove("candidate") }
        if server.raft.role?.isLeader == true { missing.remove("leader") }
        if server.life == .paused { missing.remove("paused") }
        if server.life == .crashed { missing.remove("crashed") }
        if server.disk?.isBusy == true { missing.remove("writes") }
        if server.disk?.writes.contains(where: { !$0.releases.isEmpty }) == true {
          missing.remove("releases")
        }
        if server.contents?.isEmpty == false { missing.remove("applied") }
      }
      if !state.network.isWhole { missing.remove("split") }
      if !state.flights.isEmpty { missing.remove("flights") }
      if !state.clients.isEmpty { missing.remove("clients") }
    }
  }

  @Test("A log may begin after a snapshot: what is before it is not there")
  func snapshot() {
    let entry = Entry(term: 4, command: .noOp)
    let log = LogState(after: LogPosition(index: 7, term: 3), [entry, entry])
    #expect(log.firstIndex == 8 && log.lastIndex == 9)
    #expect(log.last == LogPosition(index: 9, term: 4))
    #expect(log[7] == nil && log[8] == entry && log[10] == nil)
    #expect([0, 6, 7, 8, 10].map(log.term) == [0, nil, 3, 4, nil])
    let bare = LogState(after: LogPosition(index: 7, term: 3), [])
    #expect(bare.last == LogPosition(index: 7, term: 3) && bare.firstIndex == 8)
  }

  @Test("A happening tells what the event was, and what the server was before and after")
  func happenings() throws {
    for seed in UInt64(1)...40 {
      var timeline = Timeline(SeedRun(eventLimit: 60).run(seed: seed).settings)
      var cluster = timeline.cluster
      while timeline.position < 60, timeline.step(), let happening = timeline.latest {
        var event = Event()
        let moved = cluster.advance(into: &event)
        try #require(moved && happening.number == event.number && happening.time == event.time)
        #expect(happening.what == event.happening && happening.server == event.server)
        #expect(happening.step.firings == event.step.firings)
        #expect(happening.milestones == event.milestones && happening.kind == event.kind)
        #expect(happening.isRoutine == event.isRoutine && happening.headline == event.headline)
        #expect(happening.flight == event.flight.map { FlightState($0) })
        if let server = happening.server, happening.after != nil {
          #expect(happening.after == timeline.state[server].raft)
        }
      }
    }
  }
}
