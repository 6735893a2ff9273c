import Foundation
import KeyValue
import RaftCore
import Simulation
import TestSupport
import Testing

@testable import ObservedEtcd
@testable import RealEtcd

@Suite(
  "Acts on a real cluster", .serialized,
  .ownThreads, .enabled(if: RealLab.isWanted, RealLab.advice))
struct RealActTests {
  private func withLab(
    _ program: EtcdProgram, members: Int = 3, preVote: Bool = true,
    latency: ClosedRange<TimeSpan> = 0...0, _ body: (RealLab) throws -> Void
  ) throws {
    let lab = try RealLab(program, members: members, preVote: preVote, latency: latency)
    defer { lab.cluster.stop() }
    try body(lab)
    #expect(lab.history.state.violations.isEmpty)
  }

  @Test("A member that stands still, and one that is told to stop", arguments: RealLab.programs)
  func pauses(program: EtcdProgram) throws {
    try withLab(program) { lab in
      let leader = lab.leader()
      try lab.act(.pause(leader))
      #expect(lab.history.refusal(of: .pause(leader)) == .isPaused(leader))
      lab.wait("another leads") { state in
        state.servers.contains { $0.id != leader && $0.raft.role?.isLeader == true }
      }
      try lab.act(.resume(leader))
      lab.wait("it follows") {
        $0[leader].raft.role?.isFollower == true && $0[leader].raft.leader != nil
      }
      let second = lab.leader()
      try lab.act(.stop(second))
      lab.wait("it has ended") { $0[second].life == .crashed }
      _ = lab.leader()
      #expect(lab.cluster.problem == nil)
    }
  }

  @Test("Leadership is handed over", arguments: RealLab.programs)
  func transfer(program: EtcdProgram) throws {
    try withLab(program) { lab in
      let leader = lab.leader()
      let target = lab.history.state.members.first { $0 != leader }!
      #expect(lab.history.refusal(of: .transfer(to: leader)) == .leadsAlready(leader))
      try lab.act(.transfer(to: target))
      lab.wait("the other leads") { $0[target].raft.role?.isLeader == true }
      let messages = lab.happenings().compactMap(\.message)
      #expect(messages.contains { $0.kind == .timeoutNow && $0.to == target })
      #expect(
        messages.contains { message in
          guard case .requestVote(_, isTransfer: true) = message.body else { return false }
          return message.from == target
        })
    }
  }

  @Test(
    "A link that is cut one way: nothing arrives, the other way all does",
    arguments: RealLab.programs)
  func oneWay(program: EtcdProgram) throws {
    try withLab(program) { lab in
      let leader = lab.leader()
      let deaf = lab.history.state.members.first { $0 != leader }!
      try lab.act(.cut(from: leader, to: deaf))
      let position = lab.history.position
      lab.wait("it asks for straw votes") { $0[deaf].raft.role?.isPreCandidate == true }
      #expect(lab.history.state[leader].raft.role?.isLeader == true)
      for happening in lab.happenings(after: position) {
        guard let message = happening.message, message.from == leader, message.to == deaf
        else { continue }
        #expect(happening.what == .lost(.cut))
      }
      try lab.act(.mend(from: leader, to: deaf))
      lab.wait("it follows") { $0[deaf].raft.leader == leader }
      #expect(lab.history.state[leader].raft.role?.isLeader == true)
    }
  }

  @Test(
    "Messages that take their time are held, dropped and delivered one by one",
    arguments: RealLab.programs)
  func packets(program: EtcdProgram) throws {
    try withLab(program) { lab in
      let leader = lab.leader()
      let follower = lab.history.state.members.first { $0 != leader }!
      try lab.act(.setLink(from: leader, to: follower, LinkQuality(latency: 60_000...60_000)))
      var seen: FlightState?
      lab.wait("a message is on its way") { state in
        seen = state.flights.first { $0.packet.receiver == follower }
        return seen != nil
      }
      let held = try #require(seen)
      try lab.act(.hold(flight: held.id))
      #expect(lab.history.refusal(of: .hold(flight: held.id)) == .isHeld(held.id))
      var other: FlightState?
      lab.wait("another is on its way") { state in
        other = state.flights.first { !$0.isHeld && $0.id > held.id }
        return other != nil
      }
      let dropped = try #require(other)
      try lab.act(.drop(flight: dropped.id))
      lab.wait("it is lost") { $0[flight: dropped.id] == nil }
      #expect(lab.history.state[flight: held.id]?.isHeld == true)
      try lab.act(.deliver(flight: held.id))
      lab.wait("what was held is delivered") { $0[flight: held.id] == nil }
      let ends = lab.happenings()
      #expect(ends.contains { $0.flight?.id == dropped.id && $0.what == .lost(.dropped) })
      #expect(ends.contains { $0.flight?.id == held.id && $0.what == .delivered })
      try lab.act(.setLink(from: nil, to: nil, LinkQuality(latency: 0...0)))
      #expect(lab.leader() == leader)
    }
  }

  @Test("With a tenth of all messages lost, writes come through", arguments: RealLab.programs)
  func losses(program: EtcdProgram) throws {
    try withLab(program) { lab in
      let leader = lab.leader()
      try lab.act(.setLink(from: nil, to: nil, LinkQuality(latency: 0...2000, loss: 100)))
      for number in 1...5 { try lab.write("k\(number)", "1", through: leader) }
      // Five writes take so few messages that chance may spare them all; heartbeats go on.
      lab.wait("they are done, and something was lost") { state in
        (0..<state.operations.count).count { state.operations[$0].state.isAcknowledged } >= 3
          && lab.happenings().contains { $0.what == .lost(.chance) }
      }
    }
  }

  @Test(
    "A member that lost its disk is taken out and another takes its place",
    arguments: RealLab.programs)
  func wipes(program: EtcdProgram) throws {
    try withLab(program) { lab in
      let leader = lab.leader()
      try lab.write("a", "1", through: leader)
      lab.wait("it is done") { $0.operations.last?.state.isAcknowledged ?? false }
      let lost = lab.history.state.members.first { $0 != leader }!
      try lab.act(.wipe(lost))
      lab.wait("its disk is empty") { $0[lost].raft.log?.lastIndex == 0 }
      lab.wait("it is back, with all that is committed") { state in
        state[lost].life == .running
          && lab.index(of: "put a 1", in: state[lost].raft.log, state) != nil
          && state[lost].raft.leader != nil
      }
      #expect(lab.texts(leader).contains("remove \(lost)"))
    }
  }

  @Test(
    "A read is answered by its value, and by a member alone only as it has it",
    arguments: RealLab.programs)
  func reads(program: EtcdProgram) throws {
    try withLab(program) { lab in
      let leader = lab.leader()
      try lab.write("a", "7", through: leader)
      lab.wait("it is done") { $0.operations.last?.state.isAcknowledged ?? false }
      let follower = lab.history.state.members.first { $0 != leader }!
      let key = ShortText("a")!
      func value(_ state: ClusterState) -> ShortText? {
        if case .acknowledged(_, _, .value(let value))? = state.operations.last?.state {
          value
        } else {
          nil
        }
      }
      try lab.act(.read(key: key, through: follower, way: .linearizable))
      lab.wait("the value") { value($0) == ShortText("7") }
      try lab.act(.isolate(follower))
      try lab.act(.read(key: key, through: follower, way: .serializable))
      lab.wait("its own value") { $0.operations.count == 3 && value($0) == ShortText("7") }
      try lab.act(.read(key: key, through: follower, way: .linearizable))
      lab.wait("no answer in time") { $0.operations.last?.state.isUnknown ?? false }
      try lab.act(.heal)
    }
  }

  @Test("Leases, transactions, status, and what is refused", arguments: RealLab.programs)
  func calls(program: EtcdProgram) throws {
    try withLab(program, members: 1) { lab in
      let one = ServerID(1)
      let grant = lab.cluster.call(.grant(ttl: 60), at: one)
      guard case .done(let json) = grant, let lease = json["ID"]?.integer else {
        Issue.record("\(grant)")
        return
      }
      let a = Array("a".utf8)
      let created = lab.cluster.call(.create(a, a, lease: lease), at: one)
      #expect(created.revision == 2)
      let again = lab.cluster.call(.create(a, a, lease: lease), at: one)
      #expect(again.revision == 2)
      guard case .done(let kept) = lab.cluster.call(.keepAlive(lease), at: one) else {
        Issue.record("not kept")
        return
      }
      #expect(kept["result"]?["TTL"]?.integer == 60)
      guard case .done(let status) = lab.cluster.call(.status, at: one) else {
        Issue.record("no status")
        return
      }
      #expect(status["version"]?.text == program.version)
      #expect(lab.cluster.call(.revoke(lease), at: one).revision == 3)
      let refused = lab.cluster.call(.put(a, a, lease: 999), at: one)
      guard case .refused(let why) = refused else {
        Issue.record("\(refused)")
        return
      }
      #expect(why == "etcdserver: requested lease not found")
      lab.wait("all of it is in the log") { _ in
        let texts = lab.texts(one)
        return texts.contains("grant \(lease) ttl 60") && texts.contains("revoke \(lease)")
          && texts.contains { $0.hasPrefix("txn if a.create = 0 then put a a lease \(lease)") }
      }
    }
  }
}
