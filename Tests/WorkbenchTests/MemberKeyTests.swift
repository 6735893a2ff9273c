import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import Workbench

/// Servers that come and go, by keys and on the screen.
@Suite("Members on the screen") struct MemberKeyTests {
  /// Three servers with three to spare; somebody leads, and an entry of its term is committed.
  private static func stage(
    _ columns: Int = 80, _ rows: Int = 24, _ language: Language = .english
  ) -> FeatureStage {
    var stage = FeatureStage(
      Features([.membership, .jointConsensus]), columns: columns, rows: rows, language: language,
      servers: 3, spare: 3)
    stage.elect()
    return stage
  }

  /// The three are on their way to be replaced by the others: the joint configuration is in the logs of
  /// some.
  private static func joint(
    _ columns: Int, _ rows: Int, _ language: Language = .english
  ) -> FeatureStage {
    var stage = stage(columns, rows, language)
    stage.desk.press("A 4 space 5 space 6 space 1 space 2 space 3 space enter")
    stage.step { state in
      state.servers.count { $0.raft.membership?.isJoint == true } > 2
    }
    return stage
  }

  @Test("Enter adds, promotes or removes the chosen server, l adds it as a learner, x removes it")
  func keys() {
    let rows: [(keys: String, change: MembershipChange)] = [
      ("A 4 enter", .add(ServerID(4))), ("A 5 l", .addLearner(ServerID(5))),
      ("A 2 enter", .remove(ServerID(2))), ("A 2 x", .remove(ServerID(2))),
      (
        "A 4 space 2 space enter",
        .several(adding: [ServerID(4)], removing: [ServerID(2)])
      ),
    ]
    for (keys, change) in rows {
      var stage = Self.stage()
      stage.desk.press(keys)
      #expect(stage.desk.lab.history.branch.acts.last?.act.stimulus == .changeMembers(change))
      #expect(stage.desk.lab.mode == .normal)
      // Who watches a script that does it sees keys that do.
      var watched = Self.stage()
      for key in watched.desk.lab.keys(for: .changeMembers(change)) {
        watched.desk.lab.handle(.key(key))
      }
      #expect(watched.desk.lab.history.branch.acts.last?.act.stimulus == .changeMembers(change))
    }
    var stage = Self.stage()
    stage.desk.press("A 5 l")
    stage.step { $0[ServerID(5)].raft.log?.lastIndex ?? 0 > 1 }
    stage.step { state in
      state.leader.map { state[$0].raft.membershipIndex <= state[$0].raft.commitIndex! } ?? false
    }
    stage.desk.press("A 5 enter")
    #expect(
      stage.desk.lab.history.branch.acts.last?.act.stimulus
        == .changeMembers(.promote(ServerID(5))))
  }

  @Test("marks are taken back by the same key; without one it is the chosen server that changes")
  func marks() {
    var stage = Self.stage()
    stage.desk.press("A 5 space space 4")
    #expect(stage.desk.place(of: "marked") == nil)
    stage.desk.press("enter")
    #expect(
      stage.desk.lab.history.branch.acts.last?.act.stimulus
        == .changeMembers(.add(ServerID(4))))
  }

  @Test("without the feature the list can be read, and says what is off when something is chosen")
  func off() {
    var stage = FeatureStage(Features())
    stage.elect()
    stage.desk.press("A enter")
    #expect(stage.desk.lab.history.branch.acts.isEmpty)
    #expect(stage.desk.place(of: "membership is off") != nil)
  }

  @Test("the list of members looks as it was seen to look", arguments: Language.allCases)
  func list(language: Language) {
    var stage = Self.stage(80, 24, language)
    stage.desk.press("A 4 space")
    Snapshot.expect(
      stage.desk.lab.frame().text, matches: "members-80x24-\(language.rawValue).txt")
  }

  @Test("each server shows what it goes by, and a leader how far it is in either majority")
  func screen() {
    for (columns, rows) in [(80, 24), (100, 30)] {
      Snapshot.expect(
        Self.joint(columns, rows).desk.lab.frame().text,
        matches: "joint-\(columns)x\(rows).txt")
    }
    Snapshot.expect(
      Self.joint(100, 30, .chinese).desk.lab.frame().text, matches: "joint-100x30-zh.txt")
    var stage = Self.joint(80, 50)
    stage.select(stage.leader.id)
    stage.desk.press("enter")
    Snapshot.expect(stage.desk.lab.frame().text, matches: "inspector-joint-80x50.txt")
    var large = Self.joint(80, 24)
    large.desk.press("P")
    Snapshot.expect(large.desk.lab.frame().text, matches: "large-print-joint-80x24.txt")
  }

  @Test("a configuration takes few columns")
  func sign() {
    let joint = Membership(
      voters: [ServerID(3), ServerID(4)], outgoing: .first(3), learners: [ServerID(6)])
    #expect(joint.sign == "{123}{34}+6")
    #expect(Membership(voters: .first(5)).sign == "{12345}")
  }
}
