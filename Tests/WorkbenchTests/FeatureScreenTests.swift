import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import Workbench

@Suite("Features on the screen") struct FeatureScreenTests {
  @Test(
    "a moment of each feature looks as it was seen to look", arguments: FeatureMoment.allCases)
  func looks(moment: FeatureMoment) {
    for (columns, rows) in [(80, 24), (100, 30)] {
      Snapshot.expect(
        moment.stage(columns, rows).desk.lab.frame().text,
        matches: "\(moment.rawValue)-\(columns)x\(rows).txt")
    }
    Snapshot.expect(
      moment.stage(100, 30, .chinese).desk.lab.frame().text,
      matches: "\(moment.rawValue)-100x30-zh.txt")
  }

  @Test(
    "the inspector tells all of it",
    arguments: [FeatureMoment.lease, .readAtFollower, .transfer, .snapshots, .sessions])
  func inspector(moment: FeatureMoment) {
    var stage = moment.stage(80, 50)
    stage.select(stage.leader.id)
    stage.desk.press("enter")
    Snapshot.expect(
      stage.desk.lab.frame().text, matches: "inspector-\(moment.rawValue)-80x50.txt")
  }

  @Test(
    "large print keeps what is most urgent of it",
    arguments: [FeatureMoment.leaderAboutToStepDown, .preCandidate, .snapshots])
  func largePrint(moment: FeatureMoment) {
    var stage = moment.stage(80, 24)
    stage.desk.press("P")
    Snapshot.expect(
      stage.desk.lab.frame().text, matches: "large-print-\(moment.rawValue)-80x24.txt")
  }

  @Test("a request is said with its session and its serial number there, in both languages")
  func spokenSessions() {
    for (language, words) in [
      (Language.english, "request 3 of session 2"), (.chinese, "会话 2 的请求 3"),
    ] {
      let opening = FeatureMoment.opensSession.stage(80, 24, language).desk.lab
      let spoken = ClientsPane(glance: opening.glance).spoken.joined(separator: "\n")
      #expect(spoken.contains(opening.glance.labels.clientOpensSession), "\(spoken)")
      let lab = FeatureMoment.sessions.stage(80, 24, language).desk.lab
      #expect(ClientsPane(glance: lab.glance).spoken.first?.contains(words) == true)
    }
  }

  @Test("however long the logs are, what a leader goes by is seen at 80x24")
  func longLogs() {
    var stage = FeatureStage(Features([.checkQuorum, .leaseReads]))
    stage.elect()
    for _ in 0..<8 { stage.desk.press("w n") }
    let row = stage.desk.rows[1 + stage.leader.id.number]
    #expect(row.contains("●●●"), "\(row)")
    #expect(row.contains(" L "), "\(row)")
  }

  @Test("features that are on are named in the title, or counted where there is no room")
  func title() {
    let some = Features([.preVote, .checkQuorum])
    #expect(FeatureStage(some, columns: 120).desk.rows[0].contains("+pre-vote +check-quorum"))
    #expect(FeatureStage(some, columns: 60).desk.rows[0].contains("+2 features"))
    #expect(FeatureStage(.likeEtcd, columns: 80).desk.rows[0].contains("like etcd"))
    #expect(!FeatureStage(Features(), columns: 120).desk.rows[0].contains("+"))
  }

  @Test("every feature's moment can be told in ASCII alone", arguments: FeatureMoment.allCases)
  func ascii(moment: FeatureMoment) {
    var frame = moment.stage(120, 40).desk.lab.frame()
    frame.replace(with: .asciiAlone)
    #expect(frame.text.utf8.allSatisfy { $0 < 0x7F })
  }

  @Test(
    "every sign of it is in the help of the cluster, or of the view",
    arguments: FeatureMoment.allCases)
  func legend(moment: FeatureMoment) {
    for view in ViewKind.allCases {
      var stage = moment.stage(80, 24)
      stage.desk.press(view.key)
      var known = Set("─│┃╭╮╰╯…§–·“”█▁▂▃▄▅▆▇◀◁")
        .union((0x2800...0x28FF).map { Character(Unicode.Scalar($0)!) })
      for line in Language.english.labels.legend(of: view) {
        known.formUnion(line.sign + line.meaning)
      }
      for row in stage.desk.rows.dropFirst().dropLast(1) {
        let unknown = row.filter { !$0.isASCII && !known.contains($0) }
        #expect(unknown.isEmpty, "\(view) \(unknown): \(row)")
      }
    }
  }

  @Test("what a server waits for is said in plain lines", arguments: Language.allCases)
  func spoken(language: Language) {
    var spoken = SpokenLaboratory(
      FeatureMoment.leaderAboutToStepDown.stage(80, 24, language).desk.lab)
    let said = spoken.take(.key(Key(.tab))).joined(separator: "\n")
    #expect(said.contains("CheckQuorum"), "\(said)")
    #expect(said.contains(language == .english ? "else steps down in" : "毫秒后退位"), "\(said)")
  }
}

@Suite("What a leader goes by") struct LeaderGaugeTests {
  @Test(
    "it steps down when the screen says, by the dissertation and by etcd, whatever its clock",
    arguments: [false, true], [500, 1000, 2000])
  func quorum(isEtcd: Bool, permille: Int) throws {
    var stage = FeatureStage(Features(isEtcd ? [.checkQuorum, .etcdVariants] : [.checkQuorum]))
    stage.elect()
    let leader = stage.leader.id
    stage.desk.lab.perform(.setClock(leader, permille: permille))
    stage.desk.lab.perform(.isolate(leader))
    stage.step { $0.flights.allSatisfy { flight in flight.loss != nil } }
    var foretold: [Time] = []
    stage.step { state in
      guard state[leader].raft.role?.isLeader == true else { return true }
      let gauge = QuorumGauge(state[leader], in: state.membership, at: state.now)
      foretold.append(state.now + (gauge?.left ?? 0))
      return false
    }
    // Etcd looks at marks that it clears: a look that found a majority moves the moment.
    let last = try #require(foretold.last)
    #expect(abs(last - stage.state.now) <= 2, "\(foretold.suffix(3)), \(stage.state.now)")
    if !isEtcd { #expect(foretold.allSatisfy { abs($0 - last) <= 2 }, "\(foretold)") }
  }

  @Test("a read is answered by the lease as long as the screen shows one, and no longer")
  func lease() throws {
    var stage = FeatureStage(Features([.checkQuorum, .leaseReads]))
    stage.elect()
    let leader = stage.leader.id
    stage.select(leader)
    stage.desk.press("w n i")
    var (held, ended) = (0, 0)
    for _ in 0..<400 where stage.state[leader].raft.role?.isLeader == true {
      var other = stage
      other.desk.press("K")
      guard other.state.operations.count > stage.state.operations.count else { break }
      let known = other.state.flights.count
      #expect(known > 0)
      for _ in 0..<50 where other.firedOfLeases.isEmpty { other.desk.press("space") }
      let gauge = LeaseGauge(other.state[leader])
      let rules = other.firedOfLeases
      if rules.contains(.readByLease) {
        held += 1
        guard case .running? = gauge else {
          Issue.record("answered by a lease that is not shown")
          return
        }
      } else if rules.contains(.leaseExpired) {
        ended += 1
        guard case LeaseGauge.none? = gauge else {
          Issue.record("a lease is shown that answers nothing")
          return
        }
      }
      stage.desk.press("space")
    }
    #expect(held > 0 && ended > 0, "\(held) \(ended)")
  }

  @Test("a transfer is given up when the screen says")
  func transfer() throws {
    var stage = FeatureStage(Features([.leadershipTransfer]))
    stage.elect()
    let (leader, target) = (stage.leader.id, stage.follower)
    stage.select(target)
    stage.desk.press("k l")
    let gauge = try #require(TransferGauge(stage.state[leader], at: stage.state.now))
    #expect(gauge.target == target)
    let foretold = stage.state.now + gauge.left
    stage.step { TransferGauge($0[leader], at: $0.now) == nil }
    #expect(stage.state.now == foretold)
    #expect(stage.state[leader].raft.role?.isLeader == true)
  }

  @Test("nothing of it is shown where the feature is off")
  func off() {
    var stage = FeatureStage(Features())
    stage.elect()
    let state = stage.state
    #expect(QuorumGauge(stage.leader, in: state.membership, at: state.now) == nil)
    #expect(LeaseGauge(stage.leader) == nil)
    #expect(TransferGauge(stage.leader, at: state.now) == nil)
    #expect(ServerNote.ofFeatures(on: stage.leader, stage.desk.lab.glance).isEmpty)
  }
}

extension FeatureStage {
  /// What the latest event decided about a read by a lease.
  fileprivate var firedOfLeases: [Rule] {
    let rules = desk.lab.history.latest?.step.firings.map(\.rule) ?? []
    return rules.filter { $0 == .readByLease || $0 == .leaseExpired }
  }
}
