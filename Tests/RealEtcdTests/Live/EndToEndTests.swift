import Foundation
import KeyValue
import RaftCore
import Simulation
import TestSupport
import Testing

@testable import ObservedEtcd
@testable import RealEtcd

@Suite(
  "A real cluster from its start to its end", .serialized,
  .ownThreads, .enabled(if: RealLab.isWanted, RealLab.advice))
struct RealClusterTests {
  @Test("etcd is there where it must be")
  func required() { #expect(!RealLab.programs.isEmpty) }

  @Test(
    "A leader falls, the network splits, an entry is lost, and nothing is left behind",
    arguments: RealLab.programs, [true, false])
  func story(program: EtcdProgram, preVote: Bool) throws {
    let lab = try RealLab(program, preVote: preVote)
    let folder = lab.cluster.plan.folder
    let processes = lab.cluster.processIDs
    try {
      defer { lab.cluster.stop() }
      #expect(processes.count == 5)
      try leaderFalls(lab)
      try networkSplits(lab)
      #expect(lab.history.state.violations.isEmpty)
      try goBack(lab)
    }()
    #expect(!FileManager.default.fileExists(atPath: folder))
    for process in processes { #expect(kill(process, 0) == -1, "process \(process) is left") }
  }

  private func leaderFalls(_ lab: RealLab) throws {
    let first = lab.leader()
    lab.wait("what five members write when they found a cluster") { state in
      // One more for each leader that was elected meanwhile; who writes last is left to chance.
      state.bootstrapEnd >= 12 && lab.texts(first).contains { $0.hasPrefix("version") }
    }
    try lab.write("a", "1", through: first)
    lab.wait("the write is in every log, committed and applied") { state in
      state.servers.allSatisfy { server in
        guard let log = server.raft.log, let index = lab.index(of: "put a 1", in: log, state) else {
          return false
        }
        return server.raft.commitIndex ?? 0 >= index && server.raft.lastApplied ?? 0 >= index
      }
    }
    lab.wait("the client hears of it") { $0.operations.last?.state.isAcknowledged ?? false }
    let term = try #require(lab.history.state[first].raft.currentTerm)
    try lab.act(.crash(first))
    lab.wait("the next leader") { state in
      state.leader.map { $0 != first && state[$0].raft.currentTerm ?? 0 > term } ?? false
    }
    #expect(lab.history.refusal(of: .crash(first)) == .isDown(first))
    try lab.act(.restart(first))
    lab.wait("the old leader follows") { state in
      state[first].raft.role?.isFollower == true && state[first].raft.leader == state.leader
        && state[first].raft.leader != nil
    }
    let firings = lab.happenings().flatMap { $0.step.firings.map(\.rule) }
    for rule in [Rule.startElection, .grantVote, .becomeLeader, .appendNoOp, .appendEntries] {
      #expect(firings.contains(rule), "\(rule) was not seen to fire")
    }
  }

  private func networkSplits(_ lab: RealLab) throws {
    let old = lab.leader()
    let friend = lab.history.state.members.first { $0 != old }!
    let minority: ServerSet = [old, friend]
    let majority = lab.history.state.members.subtracting(minority)
    try lab.act(.split([minority, majority]))
    try lab.write("b", "lost", through: old)
    lab.wait("the entry is in the old leader's log") {
      lab.index(of: "put b lost", in: $0[old].raft.log, $0) != nil
    }
    lab.wait("the majority has a leader of its own") { state in
      majority.contains { state[$0].raft.role?.isLeader == true }
    }
    let new = majority.first { lab.history.state[$0].raft.role?.isLeader == true }!
    try lab.write("b", "kept", through: new)
    lab.wait("the client of the majority hears of it") { state in
      (0..<state.operations.count).contains {
        state.operations[$0].operation.description == "b=kept"
          && state.operations[$0].state.isAcknowledged
      }
    }
    lab.wait("the client of the minority waits in vain") { state in
      (0..<state.operations.count).contains {
        state.operations[$0].operation.description == "b=lost"
          && state.operations[$0].state.isUnknown
      }
    }
    let position = lab.history.position
    try lab.act(.heal)
    lab.wait("the lost entry is replaced everywhere") { state in
      state.servers.allSatisfy {
        lab.index(of: "put b lost", in: $0.raft.log, state) == nil
          && lab.index(of: "put b kept", in: $0.raft.log, state) != nil
      }
    }
    let conflicts = lab.happenings(after: position).filter {
      $0.step.firings.contains { $0.rule == .deleteConflicting }
    }
    #expect(conflicts.contains { $0.server == old && $0.witness == .disk })
  }

  /// What was seen then is seen again.
  private func goBack(_ lab: RealLab) throws {
    let end = lab.history.position
    let state = lab.history.state
    for position in [0, end / 3, end / 2] {
      lab.history.seek(to: position)
      #expect(lab.history.isInPast && lab.history.position == position)
      let look = lab.history.look(after: position)
      #expect(look.state.servers == lab.history.state.servers)
      #expect(lab.history.refusal(of: .heal) == .hasNoCounterpart(.past))
    }
    lab.history.seek(to: end)
    #expect(lab.history.state.servers == state.servers)
  }
}

extension RealLab {
  func index(of text: String, in log: LogState?, _ state: ClusterState) -> LogIndex? {
    guard let log, log.lastIndex >= log.firstIndex else { return nil }
    return (log.firstIndex...log.lastIndex).last { state.text(of: log[$0]!.command) == text }
  }

  /// All that happened after a position.
  func happenings(after position: Int = 0) -> [Happening] {
    var look = history.look(after: position)
    var happenings: [Happening] = []
    while look.next() { happenings += [look.happening].compactMap { $0 } }
    return happenings
  }
}

extension OperationRecord.State {
  var isAcknowledged: Bool { if case .acknowledged = self { true } else { false } }
  var isUnknown: Bool { if case .unknown = self { true } else { false } }
}
