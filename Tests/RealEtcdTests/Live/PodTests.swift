import ClientPrograms
import KeyValue
import RaftCore
import Simulation
import TestSupport
import Testing

@testable import ObservedEtcd
@testable import RealEtcd

@Suite(
  "Elections among clients over a real cluster", .ownThreads, .serialized,
  .enabled(if: RealLab.isWanted, RealLab.advice))
struct PodTests {
  /// A cluster with three pods, one of whom leads and is right about it.
  private func withPods(
    _ program: EtcdProgram, _ election: ElectionSettings,
    _ body: (RealLab, ProgramID) throws -> Void
  ) throws {
    let lab = try RealLab(program, members: 3, election: election)
    defer { lab.cluster.stop() }
    try body(lab, lab.leadingPod())
    #expect(lab.history.state.violations.isEmpty)
  }

  @Test(
    "One is elected in each way, by the code of the simulation, and etcd says the same",
    arguments: RealLab.programs, ElectionSettings.Way.allCases)
  func elects(program: EtcdProgram, way: ElectionSettings.Way) throws {
    try withPods(program, ElectionSettings(way, scale: 300)) { lab, leader in
      let outside = lab.history.state.outside!
      #expect(outside.contests[0].token == outside[leader]?.program.elector?.belief?.token)
      let key = way == .kubernetes ? "/registry/leases" : outside.contests[0].name
      lab.wait("the key is in every member's store") { state in
        state.servers.allSatisfy { server in
          server.contents?.contains { $0.key.hasPrefix(Text(key)!) } == true
        }
      }
      lab.wait("the resource has its work") { $0.outside?.acceptedWork ?? 0 > 0 }
    }
  }

  @Test(
    "A leader that stands still leads on in its own eyes: another leads by etcd, and both believe",
    arguments: RealLab.programs)
  func paused(program: EtcdProgram) throws {
    try withPods(program, ElectionSettings(.notes, scale: 100)) { lab, leader in
      try lab.act(.outside(.pause(leader)))
      #expect(lab.history.refusal(of: .outside(.pause(leader))) == .programIsPaused(leader))
      lab.wait("another believes, and is right") { state in
        let believers = state.outside!.believers(of: "/leader")
        return believers.count == 2 && believers.contains(leader)
          && state.outside!.contests[0].holder.map { $0 != leader.description } ?? false
      }
      #expect(lab.history.state.outside!.contests[0].conflictSince != nil)
      let position = lab.history.position
      try lab.act(.outside(.resume(leader)))
      lab.wait("it looks at its clock, and stops") { $0.outside?[leader]?.believesSince == nil }
      let rules = lab.happenings(after: position).compactMap(\.outside)
        .filter { $0.program == leader }.flatMap(\.firings).map(\.rule)
      #expect(rules.contains(.stopWhenLeaseEnds))
      #expect(lab.history.state.outside!.contests[0].conflicts == 1)
    }
  }

  @Test(
    "A leader that is cut off stops by its own clock, a killed one is followed when its lease ends",
    arguments: RealLab.programs)
  func cutAndKilled(program: EtcdProgram) throws {
    try withPods(program, ElectionSettings(.etcd, scale: 50)) { lab, leader in
      try lab.act(.outside(.isolate(leader)))
      #expect(lab.history.state.post?.isWhole == false)
      lab.wait("it believes no more, or another leads") { state in
        state.outside?[leader]?.believesSince == nil
          && state.outside!.contests[0].holder.map { $0 != leader.description } ?? false
      }
      try lab.act(.heal)
      let second = lab.leadingPod()
      try lab.act(.outside(.crash(second)))
      lab.wait("another leads") { state in
        state.outside!.contests[0].holder.map { $0 != second.description } ?? false
      }
      try lab.act(.outside(.restart(second)))
      lab.wait("it stands in line again") { state in
        guard case .session(let elector)? = state.outside?[second]?.program else { return false }
        return elector.candidacy != nil
      }
    }
  }

  @Test(
    "A member that is killed takes the questions and watches of its pods with it: they ask another",
    arguments: RealLab.programs)
  func memberDies(program: EtcdProgram) throws {
    try withPods(program, ElectionSettings(.notes, scale: 100)) { lab, _ in
      lab.wait("another watches") { $0.outside!.processes.contains { $0.watch != nil } }
      let watching = try #require(
        lab.history.state.outside!.processes.first { $0.watch != nil && $0.id.isPod })
      let member = try #require(watching.watch?.member)
      try lab.act(.crash(member))
      lab.wait("it watches at another") { state in
        state.outside?[watching.id]?.watch.map { $0.member != member } ?? false
          || state.outside?[watching.id]?.believesSince != nil
      }
    }
  }

  @Test(
    "What happened to programs is gone back to, and is the same when it is repeated",
    arguments: RealLab.programs)
  func goesBack(program: EtcdProgram) throws {
    try withPods(program, ElectionSettings(.notes, scale: 50)) { lab, leader in
      try lab.act(.outside(.pause(leader)))
      lab.wait("another leads") { $0.outside!.believers(of: "/leader").count == 2 }
      try lab.act(.outside(.resume(leader)))
      lab.wait("it stops") { $0.outside?[leader]?.believesSince == nil }
      let end = lab.history.position
      let seen = Standing(lab.history.state)
      lab.history.seek(to: end / 2)
      #expect(lab.history.isInPast)
      let middle = Standing(lab.history.state)
      lab.history.seek(to: 1)
      #expect(lab.history.state.outside!.believers(of: "/leader").isEmpty)
      lab.history.seek(to: end / 2)
      #expect(Standing(lab.history.state) == middle)
      lab.history.seek(to: end)
      #expect(Standing(lab.history.state) == seen)
      // The programs that ran have come to the same as those that repeated what happened to them.
      lab.history.seek(to: Int.max)
      #expect(!lab.history.isInPast)
      try readsBack(lab, to: [1, end / 2, end])
    }
  }

  /// A file with all that was seen makes the same of it, at any moment.
  private func readsBack(_ lab: RealLab, to positions: [Int]) throws {
    var writing = HistoryWriting(lab.history.facts)
    let reading = try HistoryReading(Array(writing.lines(of: lab.seen.sightings).utf8))
    #expect(reading.loss == nil && reading.facts == lab.history.facts)
    var read = EtcdHistory(reading)
    #expect(read.position == lab.history.position)
    for position in positions {
      read.seek(to: position)
      lab.history.seek(to: position)
      #expect(Standing(read.state) == Standing(lab.history.state), "\(position)")
      // At its end a history that goes on has come further in time, and so have the leases.
      #expect(read.state.servers.map(\.raft) == lab.history.state.servers.map(\.raft))
      #expect(read.state.flights == lab.history.state.flights)
    }
  }

  /// What there is to compare of two moments.
  private struct Standing: Equatable {
    let processes: [Program]
    let timers: [[Process.RunningTimer]]
    let contests: [Outside.Contest]
    let contents: [[KeyRecord]?]

    init(_ state: ClusterState) {
      processes = state.outside!.processes.map(\.program)
      timers = state.outside!.processes.map(\.timers)
      contests = state.outside!.contests
      contents = state.servers.map(\.contents)
    }
  }

  @Test(
    "What stands in the members' stores is what etcd answers, whatever was asked of it by hand",
    arguments: RealLab.programs)
  func stores(program: EtcdProgram) throws {
    try withPods(program, ElectionSettings(.notes, scale: 300)) { lab, _ in
      let acts = [
        "put a 1", "put a 2", "put b 3", "txn if a.version = 2 then put c 1 else get a",
        "delete a", "compact 3", "put \"a key\" \"a value\"",
      ]
      for text in acts { try lab.act(Stimulus(text: text)) }
      lab.wait("all is answered") { $0.console?.allSatisfy { $0.fate != .waiting } ?? false }
      let questions = try #require(lab.history.state.console)
      #expect(questions.count == acts.count)
      for question in questions {
        if case .failed = question.fate { Issue.record("\(question)") }
      }
      let read = ProgramCall.request(.keys(.range(.prefix(.empty))), .linearizable)
      try lab.act(.outside(.ask(read, through: nil)))
      lab.wait("it is answered") { $0.console?.last.map { $0.fate != .waiting } ?? false }
      guard case .done(.store(let answer))? = lab.history.state.console?.last?.fate,
        case .range(let records, _) = answer.response
      else {
        Issue.record("no answer")
        return
      }
      lab.wait("all members have it") { state in
        state.servers.allSatisfy { $0.contents?.sorted { $0.key < $1.key } == records }
      }
      #expect(records.map(\.key).map(\.description).contains("a key"))
    }
  }

  @Test("What cannot be done to programs or letters is refused with the reason")
  func refusals() {
    var programs = LivePrograms(ElectionSettings(.notes), servers: 3, seed: 1)
    #expect(
      programs.refusal(of: .outside(.due(.server(ServerID(1)), .leases)))
        == .hasNoCounterpart(.timers))
    #expect(
      programs.refusal(of: .outside(.setRule(.makeSureBeforeRevoking, isOn: false)))
        == .hasNoCounterpart(.rules))
    #expect(programs.refusal(of: .outside(.setRule(.fencing, isOn: true))) == nil)
    #expect(programs.refusal(of: .outside(.crash(.pod(7)))) == .noSuchProgram(.pod(7)))
    #expect(programs.refusal(of: .drop(flight: 1_000_000_001)) == .noSuchFlight(1_000_000_001))
    #expect(programs.take(.opens, at: 0).outside == nil)
    let without = ObservedCluster(Fake.facts)
    #expect(
      without.refusal(of: .outside(.pause(.pod(1)))) == .hasNoCounterpart(.programs))
  }
}

extension ClusterState {
  /// What was asked by hand.
  fileprivate var console: [Console.Question]? {
    guard case .console(let console)? = outside?[.console]?.program else { return nil }
    return console.questions
  }
}

extension Outside {
  /// How much work the resource took.
  fileprivate var acceptedWork: Int {
    if case .resource(let resource)? = self[.resource]?.program { resource.accepted } else { 0 }
  }
}

extension RealLab {
  /// A pod that believes that it leads, and does by etcd; waits for one.
  func leadingPod(_ location: SourceLocation = #_sourceLocation) -> ProgramID {
    var found: ProgramID?
    wait("a pod leads", location: location) { state in
      let outside = state.outside!
      let believers = outside.believers(of: outside.contests[0].name)
      found = believers.first { $0.description == outside.contests[0].holder }
      return found != nil
    }
    return found ?? .pod(1)
  }
}
