import Simulation
import TestSupport
import Testing

@testable import RealEtcd

/// The same programs against the model and against real members, where leaders change: what cannot be
/// tried with the one member that the store is held against.
@Suite(
  "Programs against the model and real members", .ownThreads, .serialized,
  .enabled(if: RealLab.isWanted, RealLab.advice))
struct ComparisonTests {
  private typealias Difference = ComparedProgram.Difference

  static let programs = [
    ComparedProgram(
      testDescription: "revisions, transactions and reads go on under the next leader",
      steps: [
        .ask("put a 1", .leader), .ask("put b 1"), .kill, .ask("put a 2"),
        .ask("txn if a.version = 2 then put c 1 and get b else get a"), .ask("delete b"),
        .ask("get a* limit 1", .leader), .ask("compact 5"), .ask("get a rev 3"), .ask("get b"),
      ]),
    ComparedProgram(
      testDescription: "a lease outlives its leader, and what belongs to it goes with it",
      steps: [
        .ask("grant 7 ttl 60", .leader), .ask("put l 1 lease 7"), .kill, .ask("keepalive 7"),
        .ask("put m 2 lease 7"), .ask("grant 7 ttl 60"), .ask("revoke 7"), .ask("get l"),
        .ask("keepalive 7"), .ask("put n 3 lease 7"),
      ]),
    ComparedProgram(
      testDescription: "leadership that is handed over loses nothing",
      steps: [
        .ask("put a 1", .leader), .handOver, .ask("put a 2", .leader), .ask("get a"),
        .ask("get a serializable", .leader),
      ]),
    ComparedProgram(
      testDescription: "a watch at a member that goes on sees all in order, whoever leads",
      steps: [
        .ask("put a 1"), .send("watch a* from 2", .follower), .sees(1), .kill, .ask("put a 2"),
        .ask("delete a", .leader), .ask("put ab 3"), .sees(4),
      ]),
    ComparedProgram(
      testDescription: "what a leader is asked that is cut off is unknown, and does not stay",
      steps: [
        .cutOff, .send("put a old", .leader), .successor, .ask("put a new"), .answers, .mend,
        .ask("get a"),
        .ask("get a", .leader),
      ]),
    ComparedProgram(
      testDescription: "what a member is asked that knows no leader",
      steps: [
        .ask("put a 1", .leader), .killOthers, .ask("get a serializable", .leader),
        .send("put a 2", .leader), .send("get a", .leader), .send("keepalive 7", .leader), .answers,
        .mend, .ask("get a"), .ask("put a 3", .leader),
      ],
      differences: [
        2: Difference(model: "unavailable", real: "timedOut"),
        3: Difference(model: "unavailable", real: "timedOut"),
        4: Difference(model: "timedOut", real: "unavailable"),
      ]),
  ]

  @Test(
    "What comes of a program is the same but where it is listed", arguments: RealLab.programs,
    programs)
  func compared(etcd: EtcdProgram, program: ComparedProgram) throws {
    var model = ModelStage()
    let expected = try program.run(on: &model)
    let lab = try RealLab(etcd, members: 3, election: ElectionSettings(.notes, pods: 1))
    defer { lab.cluster.stop() }
    var real = RealStage(lab: lab)
    let seen = try program.run(on: &real)
    #expect(seen.count == expected.count, "\(seen)\n\(expected)")
    for (place, (seen, expected)) in zip(seen, expected).enumerated() {
      let listed = program.differences[place] ?? Difference(model: expected, real: expected)
      #expect(
        expected == listed.model && seen == listed.real, "question \(place): \(expected), \(seen)")
    }
    #expect(lab.history.state.violations.isEmpty && model.state.violations.isEmpty)
  }
}
