import KeyValue
import RaftCore
import Simulation

/// A real cluster as far as it is known after some observations.
///
/// A value: it takes one observation after the other, and the same ones always make the same of it.
/// Nothing is ever put down that was not seen or does not follow from what was seen.
package struct ObservedCluster: Sendable {
  package private(set) var now: Time = 0
  package private(set) var position = 0
  package internal(set) var servers: [ServerState]
  package internal(set) var topology: Topology
  package internal(set) var flights: [FlightState] = []
  package internal(set) var clients: [ClientState] = []
  package internal(set) var operations = OperationList()
  package internal(set) var bootstrapEnd = 0
  package private(set) var tally = RuleTally()
  package internal(set) var safety = ObservedSafety()
  /// The messages that were passed on last.
  private(set) var passed: [FlightState] = []
  /// What clients heard, by the place of the operation.
  var answers: [Int: ClientAnswer] = [:]
  /// The members' names in messages.
  private var names: [UInt64?]
  /// Where each call of a client stands among the operations.
  var calls: [Int: Int] = [:]
  /// The writes that were answered, whose revisions no member was seen to have applied.
  var unplaced: [(record: Int, revision: Revision)] = []
  /// Each server's log, as its disk has it.
  var logs: [Log]
  /// What is before each log: a snapshot's last entry.
  var starts: [LogPosition]
  /// By candidate, the latest request for votes that was seen of it.
  var candidacies: [ServerID: (term: Term, lastLog: LogPosition)] = [:]
  /// Who was seen to lead in which term, the latest last, and the votes that were seen for it.
  var leaders: [(term: Term, server: ServerID)] = []
  var votes: [ServerID: (term: Term, voters: ServerSet)] = [:]
  /// By receiver, who last sent it something of a higher term than its own, and of which.
  var higherTerms: [ServerID: (from: ServerID, term: Term)] = [:]
  /// What the members' stores hold, as far as that follows from what they applied.
  var stores: ObservedStores
  /// The programs outside; nil where there are none.
  var programs: LivePrograms?
  /// Since when each lease has its whole time at the least.
  var renewals: [LeaseID: Time] = [:]
  /// What follows from the observation that is being taken, and is to be noted after it.
  var derived: [Observation.Content] = []

  /// Whether members are only asked how they stand.
  let isAttached: Bool

  /// A cluster of which nothing is known but the facts.
  package init(_ facts: ClusterFacts) {
    let all = ServerSet.first(facts.members)
    programs = facts.livePrograms
    servers = all.map { ServerState(RaftState($0)) }
    topology = Topology(of: all, quality: LinkQuality(latency: facts.latency))
    logs = Array(repeating: Log(), count: facts.members)
    starts = Array(repeating: .start, count: facts.members)
    let machines = facts.watched.machines
    names = all.map { server in
      server.number <= machines.count ? machines[server.number - 1].name : nil
    }
    isAttached = facts.watched.access == .attached
    stores = ObservedStores(members: facts.members, minimumTTL: facts.pace?.minimumLease ?? 1)
  }

  var members: ServerSet { topology.members }

  /// Takes one observation.
  ///
  /// - Returns: what happened, and what follows from it, to be taken next. In a repetition what
  ///   follows stands in the history already.
  package mutating func take(
    _ observation: Observation, _ table: EntryTable
  ) -> (happening: Happening, derived: [Observation.Content]) {
    now = max(now, observation.time)
    position += 1
    derived = []
    let server = Self.server(of: observation.content)
    let before = server.map { servers[$0.number - 1].raft }
    var happening = Happening(number: position, time: now, .quiet, at: server)
    happening.witness = observation.witness
    take(observation.content, table, into: &happening)
    if let server { settle(server, table, into: &happening) }
    if let server, let before {
      happening.see(Happening.Glimpse(before: before, after: servers[server.number - 1].raft))
      for firing in happening.step.firings { tally.add(firing.rule, at: server, event: position) }
    }
    if let violation = safety.takeFinding(event: position, time: now) {
      happening.violation = violation
    }
    return (happening, derived)
  }

  /// The server that an observation is about.
  static func server(of content: Observation.Content) -> ServerID? {
    switch content {
    case .began(let server, _), .answers(let server, _),
      .state(let server, _, _, _), .entries(let server, _, _),
      .snapshotOnDisk(let server, _), .status(let server, _), .said(let server, _),
      .life(let server, _), .inferred(let server, _, _):
      server
    case .message(_, let message, let fate):
      switch fate {
      case .passed: message.to
      case .waits: message.from
      case .lost: nil
      }
    case .snapshot(_, let to, _, _), .unreadable(_, _, let to): to
    case .act(let stimulus, _): stimulus.server
    case .ended, .client, .outside: nil
    }
  }

  private mutating func take(
    _ content: Observation.Content, _ table: EntryTable, into happening: inout Happening
  ) {
    switch content {
    case .began(let server, let name):
      begin(server)
      names[server.number - 1] = name
      happening.what = .seen(.began)
    case .answers(let server, let answers):
      answer(server, answers)
      happening.what = .seen(.answers(answers))
    case .message(let id, let message, let fate): see(message, id, fate, into: &happening)
    case .ended(let id, let fate): end(id, fate, into: &happening)
    case .snapshot(let from, let to, let position, _):
      happening.what = .seen(.snapshot(from: from, to: to, position))
    case .unreadable(_, let from, let to): happening.what = .seen(.unreadable(from: from, to: to))
    case .said(_, let text): happening.what = .seen(.said(text))
    case .state(let server, let term, let vote, let commit):
      write(term: term, vote: vote, commit: commit, at: server, into: &happening)
    case .entries(let server, let first, let batch):
      write(batch, from: first, at: server, table, into: &happening)
    case .snapshotOnDisk(let server, let position):
      write(snapshot: position, at: server)
      happening.what = .seen(.snapshotOnDisk(position))
    case .status(let server, let standing):
      hear(standing, from: server, table, into: &happening)
      happening.what = .seen(.standing)
    case .life(let server, let life):
      change(server, to: life)
      happening.what = .seen(.life(life))
    case .act(let stimulus, let event): act(stimulus, event, into: &happening)
    case .client(let event): hear(event, into: &happening)
    case .outside(let occurrence, let moment):
      take(occurrence, at: moment, table, into: &happening)
    case .inferred(_, let rule, let evidence): happening.step.note(rule, because: evidence)
    }
  }

  /// A member begins with an empty disk.
  private mutating func begin(_ server: ServerID) {
    let place = server.number - 1
    var fresh = ServerState(RaftState(server), life: servers[place].life)
    fresh.raft.log = LogState(Log())
    fresh.raft.commitIndex = 0
    fresh.raft.lastApplied = 0
    fresh.raft.currentTerm = 0
    fresh.raft.vote = .notGiven
    fresh.raft.role = .follower
    fresh.wasWiped = servers[place].wasWiped
    servers[place] = fresh
    logs[place] = Log()
    starts[place] = .start
    safety.began(server)
    stores.began(server)
  }

  /// A member that somebody else started answers, or does so no more.
  private mutating func answer(_ server: ServerID, _ answers: Bool) {
    servers[server.number - 1].isSilent = !answers
    guard !answers else { return }
    // What it was may be over.
    update(server) {
      $0.role = nil
      $0.leader = nil
    }
  }

  /// All that screens are told.
  package func state(_ table: EntryTable, _ facts: ClusterFacts) -> ClusterState {
    var state = ClusterState(
      now: now, position: position, servers: servers.map { server($0.id) }, network: topology,
      flights: flights)
    if let programs {
      state.outside = programs.programs
      state.post = programs.post
      state.flights += programs.flights
    }
    state.clients = clients
    state.operations = operations
    state.entries = table
    state.bootstrapEnd = bootstrapEnd
    state.tally = tally
    state.safety = SafetyState(
      checked: isAttached ? ObservedSafety.checkedByStatus : ObservedSafety.checked,
      violations: safety.violations)
    state.electionTimeout = facts.electionTimeout
    var watched = facts.watched
    watched.passed = passed
    watched.answers = answers
    for (place, name) in names.enumerated() where watched.machines.indices.contains(place) {
      watched.machines[place].name = name
    }
    state.watched = watched
    return state
  }

  /// How many of the messages that were passed on are kept.
  private static let passedLimit = 64

  mutating func keep(passed flight: FlightState) {
    if passed.count >= 2 * Self.passedLimit { passed.removeFirst(Self.passedLimit) }
    passed.append(flight)
  }

  /// Time passes, and nothing is seen.
  mutating func pass(until time: Time) { now = max(now, time) }
}
