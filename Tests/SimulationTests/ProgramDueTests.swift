import ClientPrograms
import KeyValue
import RaftCore
import Testing

@testable import Simulation

@Suite("By hand: what is due for programs")
struct ProgramDueTests {
  /// One member that leads, and a pod that has not begun; from now on nothing happens by itself.
  private static func byHand() throws -> Trial {
    var trial = Trial(
      Settings(servers: 1, features: .likeEtcd, election: ElectionSettings(.notes, pods: 1)))
    trial.run(until: 900_000)
    #expect(trial.cluster.leader == ServerID(1))
    try trial.act("manual")
    return trial
  }

  /// Brings the letters of one kind to their ends.
  private static func deliver(_ kind: Letter.Content.Kind, in trial: inout Trial) throws {
    let letters = trial.cluster.network.post.flights.filter { flight in
      guard case .letter(let letter) = flight.packet else { return false }
      return letter.content.kind == kind
    }
    try #require(!letters.isEmpty, "no \(kind.rawValue)")
    for letter in letters { try trial.act("deliver #\(letter.id)") }
  }

  private static func sync(_ trial: inout Trial) throws {
    while trial[1].disk.isBusy { try trial.act("sync S1") }
  }

  /// The pod has begun, has its lease, and leads.
  private static func elected() throws -> Trial {
    var trial = try byHand()
    try trial.act("due pod-a")
    try deliver(.question, in: &trial)
    try sync(&trial)
    try deliver(.answer, in: &trial)
    try deliver(.question, in: &trial)
    try sync(&trial)
    try deliver(.answer, in: &trial)
    #expect(trial.cluster.outside!.believers(of: "/leader") == [.pod(1)], "\(trial.line)")
    return trial
  }

  private static func rules(_ event: Event) -> [ElectionRule] {
    event.outside?.firings.map(\.rule) ?? []
  }

  @Test("A pod begins, asks, is answered and leads by acts alone")
  func election() throws {
    let trial = try Self.elected()
    #expect(trial.now == 900_000 && trial.violation == nil)
  }

  @Test("Each of its timers runs out by its name; without one the next that is due")
  func timers() throws {
    var trial = try Self.elected()
    #expect(Self.rules(try trial.act("due pod-a look")) == [.lookAtDeadline])
    #expect(Self.rules(try trial.act("due pod-a keep-alive")) == [.keepLeaseAlive])
    // Work is due at once, and all else later.
    #expect(Self.rules(try trial.act("due pod-a")) == [.sendToken])
    #expect(throws: Refusal.nothingDue(.program(.pod(1)), .timer(.renew))) {
      try trial.act("due pod-a renew")
    }
    try trial.act("pause pod-a")
    #expect(throws: Refusal.programIsPaused(.pod(1))) { try trial.act("due pod-a") }
    try trial.act("crash pod-a")
    #expect(throws: Refusal.programIsDown(.pod(1))) { try trial.act("due pod-a look") }
  }

  @Test("A member looks at its leases when it is told to, and revokes what ran out by its clock")
  func leases() throws {
    var trial = try Self.elected()
    #expect(Self.rules(try trial.act("due S1 leases")).isEmpty)
    try trial.act("jump S1 ahead 30s")
    #expect(Self.rules(try trial.act("due S1 leases")).contains(.findExpired))
    // It stood still, as far as it knows: it makes sure that it leads, and puts the rest off.
    if trial[1].service.doomed.isEmpty == false { try trial.act("due S1 proposal") }
    try Self.sync(&trial)
    #expect(trial[1].store.leases.isEmpty && trial[1].store.contents.isEmpty, "\(trial.line)")
  }

  @Test("A member gives up what it was asked, and a program its patience")
  func giveUp() throws {
    var trial = try Self.byHand()
    #expect(throws: Refusal.nothingDue(.server(ServerID(1)), .giveUp)) {
      try trial.act("due S1 give-up")
    }
    try trial.act("put a 1 through S1")
    try Self.deliver(.question, in: &trial)
    #expect(Self.rules(try trial.act("due S1 give-up")) == [.giveUpRequest])
    #expect(trial[1].service.calls.isEmpty)
    // The answer is on its way, and nobody waits for it any more.
    #expect(Self.rules(try trial.act("due etcdctl answer")) == [.toldByHand])
    try Self.deliver(.failure, in: &trial)
    #expect(trial.events.last?.isTooLate == true)
  }

  @Test("A watch whose connection lost something is known to be broken when that is due")
  func watch() throws {
    var trial = try Self.byHand()
    try trial.act("watch a through S1")
    #expect(throws: Refusal.nothingDue(.program(.console), .watch)) {
      try trial.act("due etcdctl watch")
    }
    let letter = try #require(trial.cluster.network.post.flights.first)
    try trial.act("drop #\(letter.id)")
    #expect(Self.rules(try trial.act("due etcdctl watch")) == [.watchByHand])
    #expect(trial.cluster.outside![.console]?.watch == nil)
  }

  @Test("A look by hand is the one that was due: the next comes half a second later")
  func oneSeriesOfLooks() throws {
    var trial = Trial(
      Settings(servers: 1, features: .likeEtcd, election: ElectionSettings(.notes, pods: 1)))
    trial.run(until: 3_000_000)
    for _ in 0..<5 { try trial.act("due S1 leases") }
    var looks: Set<Time> = []
    for _ in 0..<500 {
      trial.run(for: 10_000)
      looks.insert(trial[1].lookedAt)
    }
    #expect((10...11).contains(looks.count), "\(looks.count) looks in 5 s")
    #expect(trial.violation == nil)
  }

  @Test("The same acts in a timeline are repeated, forward and back")
  func repeats() throws {
    let trial = try Self.elected()
    var timeline = Timeline(trial.cluster.settings)
    for act in trial.acts {
      _ = timeline.run(until: act.time)
      try timeline.perform(act.stimulus)
    }
    let end = Portrait(of: timeline.cluster)
    let last = timeline.position
    timeline.seek(to: last / 2)
    timeline.seek(to: last)
    #expect(Portrait(of: timeline.cluster) == end)
  }
}
