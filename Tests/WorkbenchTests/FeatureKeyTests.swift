import KeyValue
import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import Workbench

@Suite("Keys of features") struct FeatureKeyTests {
  private static let all = Features([
    .preVote, .checkQuorum, .leadershipTransfer, .readIndex, .leaseReads,
  ])

  @Test(
    "a key whose feature is off says which to switch on, and does nothing",
    arguments: [("l", Feature.leadershipTransfer), ("I", .readIndex), ("K", .leaseReads)])
  func off(key: String, feature: Feature) {
    var stage = FeatureStage(Features())
    stage.elect()
    stage.select(stage.follower)
    let position = stage.desk.position
    stage.desk.press(key)
    #expect(stage.desk.lab.notice == .refused(.isOff(feature)))
    #expect(stage.desk.place(of: "\(feature.id) is off: B switches it on.") != nil)
    #expect(stage.desk.position == position)
  }

  @Test(
    "each read key reads its way, at the selected server",
    arguments: [
      ("R", Operation.Way.log), ("I", .linearizable), ("K", .lease), ("U", .serializable),
    ])
  func reads(key: String, way: Operation.Way) {
    var stage = FeatureStage(Self.all)
    stage.elect()
    stage.select(stage.leader.id)
    stage.desk.press("w n \(key)")
    let act = stage.desk.lab.history.branch.acts.last?.act.stimulus
    #expect(act == .read(key: ShortText("x")!, through: stage.leader.id, way: way))
  }

  @Test("l makes the selected server leader")
  func handOver() {
    var stage = FeatureStage(Self.all)
    stage.elect()
    let target = stage.follower
    stage.select(target)
    stage.desk.press("l")
    stage.step { $0.leader == target }
    #expect(stage.desk.lab.state.leader == target)
  }

  @Test("B lists the features; digits, Enter and x switch where they stand, and the list stays")
  func list() {
    var stage = FeatureStage(Features())
    stage.desk.press("B")
    for feature in Feature.allCases {
      let name = Language.english.phrasebook.name(of: feature)
      #expect(stage.desk.rows.contains { $0.contains("[ ] \(name)") })
    }
    stage.desk.press("1 down enter down x")
    #expect(stage.state.features == Features([.preVote, .checkQuorum, .leadershipTransfer]))
    stage.desk.press("1")
    #expect(stage.state.features == Features([.checkQuorum, .leadershipTransfer]))
    #expect(stage.desk.place(of: "[x] CheckQuorum") != nil)
    #expect(stage.desk.lab.mode.list == .features)
    stage.desk.press("esc")
    #expect(stage.desk.lab.mode == .normal)
    #expect(stage.state.features == Features([.checkQuorum, .leadershipTransfer]))
  }

  @Test("what a feature stands on is switched on with it, and that is said; not off under it")
  func needs() {
    var stage = FeatureStage(Features())
    stage.desk.press("B 5")
    #expect(stage.state.features == Features([.checkQuorum, .leaseReads]))
    #expect(stage.desk.lab.notice == .switchedOnToo(.checkQuorum, for: .leaseReads))
    #expect(stage.desk.place(of: "and with it CheckQuorum") != nil)
    stage.desk.press("2")
    #expect(stage.desk.lab.notice == .refused(.isNeeded(.checkQuorum, by: .leaseReads)))
    #expect(stage.state.features == Features([.checkQuorum, .leaseReads]))
  }

  @Test("the list looks as it was seen to look", arguments: Language.allCases)
  func looks(language: Language) {
    let tag = language == .english ? "en" : "zh"
    for (columns, rows) in [(80, 24), (60, 14)] {
      var stage = FeatureStage(
        Features([.preVote]), columns: columns, rows: rows, language: language)
      stage.desk.press("B down*4")
      Snapshot.expect(
        stage.desk.lab.frame().text, matches: "features-\(columns)x\(rows)-\(tag).txt")
    }
  }

  @Test(
    "a feature is found by its name in the palette", arguments: ["prevote", "ReadIndex", "etcd"])
  func palette(typed: String) {
    var stage = FeatureStage(Features())
    stage.desk.press(":")
    stage.desk.type(typed)
    #expect(
      stage.desk.lab.paletteEntries(for: typed.lowercased()).contains { $0.command == .features })
  }

  @Test(
    "who watches a script sees keys that do what it does",
    arguments: [
      Stimulus.setFeature(.leaseReads, isOn: true), .transfer(to: ServerID(2)),
      .stop(ServerID(3)), .snapshot(ServerID(2)),
      .read(key: ShortText("x")!, through: ServerID(2), way: .linearizable),
      .read(key: ShortText("x")!, through: ServerID(1), way: .serializable),
    ])
  func keysOfActs(stimulus: Stimulus) {
    var stage = FeatureStage(Features([.readIndex, .leadershipTransfer, .checkQuorum, .snapshots]))
    stage.elect()
    stage.step { $0[ServerID(2)].raft.lastApplied ?? 0 > 0 }
    #expect(stage.leader.id == ServerID(3), "S1 and S2 are to follow")
    let keys = stage.desk.lab.keys(for: stimulus)
    #expect(!keys.isEmpty)
    for key in keys { stage.desk.lab.handle(.key(key)) }
    #expect(stage.desk.lab.history.branch.acts.last?.act.stimulus == stimulus)
    #expect(stage.desk.lab.mode == .normal)
  }

  @Test("a row of rules beyond Figure 2 is dim while its feature is off, and says what to press")
  func rules() {
    let theme = Theme.dark
    for (features, isOff) in [(Features(), true), (Features([.preVote]), false)] {
      var stage = FeatureStage(features, columns: 160, rows: 70)
      stage.desk.press("f3")
      stage.desk.lab.views.rules.chosen = .askForPreVotes
      stage.desk.lab.handle(.idle)
      #expect((stage.desk.place(of: "PreVote is off; B switches it on.") != nil) == isOff)
      #expect((stage.desk.place(of: "PreVote · pre-vote off") != nil) == isOff)
      let title = Language.english.phrasebook.text(of: .grantPreVote).title
      let place = stage.desk.place(of: title)
      #expect(place != nil)
      let style = place.flatMap { stage.desk.lab.frame()[$0]?.style }
      // One that has not fired yet is as faint.
      if isOff { #expect(style == theme[.track]) }
    }
  }
}
