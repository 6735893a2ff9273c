import ClientPrograms
import KeyValue
import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import Workbench

@Suite("Pods and keys on the screen") struct PodsViewTests {
  typealias Way = ElectionSettings.Way

  @Test(
    "belief against truth looks as it was seen to look", arguments: Way.allCases,
    PodsStage.Moment.allCases)
  func looks(way: Way, moment: PodsStage.Moment) {
    for (columns, rows) in [(80, 24), (120, 36), (160, 50)] {
      let stage = PodsStage(way, at: moment, columns: columns, rows: rows)
      Snapshot.expect(
        stage.desk.lab.frame().text,
        matches: "pods-\(way.rawValue)-\(moment.rawValue)-\(columns)x\(rows).txt")
    }
    let stage = PodsStage(way, at: moment, language: .chinese)
    Snapshot.expect(
      stage.desk.lab.frame().text, matches: "pods-\(way.rawValue)-\(moment.rawValue)-80x24-zh.txt")
  }

  @Test("a run with pods opens there, and F7 of one without says that there are none")
  func opens() {
    #expect(PodsStage(.notes).desk.lab.view == .pods)
    let desk = Pressing("f7")
    #expect(desk.rows[1].contains("There are no pods here"))
    // Going round leaves it out.
    #expect(Pressing("f6 v").lab.view == .cluster)
    var stage = PodsStage(.notes)
    stage.desk.press("f6 v")
    #expect(stage.desk.lab.view == .pods)
  }

  @Test("everything essential of two believers is seen at 80x24", arguments: Way.allCases)
  func essentials(way: Way) {
    let stage = PodsStage(way, at: .twoBelievers)
    let text = stage.desk.rows.joined(separator: "\n")
    #expect(stage.leaders.count == 2)
    for name in stage.leaders { #expect(text.contains("★‖ \(name)") || text.contains("★ \(name)")) }
    #expect(text.contains("2 believe at once"))
    let contest = stage.state.outside!.contests[0]
    let total = contest.conflictTime(at: stage.state.now)
    #expect(total > 0 && text.contains("in all \(total.milliseconds) ms"))
    #expect(text.contains("leases: S") && text.contains("highest token"))
    // Who believes stands in the first line as well, whatever the view.
    #expect(stage.desk.rows[0].contains("!! ★ "))
  }

  @Test("no size breaks it, and every row is as wide as the screen", arguments: Way.allCases)
  func sizes(way: Way) {
    var stage = PodsStage(way, at: .twoBelievers)
    for view in ViewKind.allCases {
      stage.desk.lab.views.open = view
      for columns in [1, 20, 59, 60, 69, 70, 80, 105, 139, 140, 160, 250] {
        for rows in [1, 2, 5, 13, 14, 15, 18, 24, 36, 60] {
          stage.desk.lab.handle(.resize(Size(columns: columns, rows: rows)))
          let frame = stage.desk.lab.frame()
          for row in 0..<rows { #expect(frame.width.of(frame.text(row: row)) == columns) }
        }
      }
    }
  }

  @Test("every sign of it is in its help or in the cluster's", arguments: Way.allCases)
  func legend(way: Way) {
    var known = Set("─│┃…§–·“”█▁◀◁")
    for view in [ViewKind.pods, .cluster] {
      for line in Language.english.labels.legend(of: view) {
        known.formUnion(line.sign + line.meaning)
      }
    }
    for moment in PodsStage.Moment.allCases {
      for row in PodsStage(way, at: moment).desk.rows.dropFirst().dropLast() {
        let unknown = row.filter { !$0.isASCII && !known.contains($0) }
        #expect(unknown.isEmpty, "\(unknown): \(row)")
      }
    }
  }

  @Test("it can be told in ASCII alone", arguments: Way.allCases)
  func ascii(way: Way) {
    var frame = PodsStage(way, at: .twoBelievers, columns: 120, rows: 40).desk.lab.frame()
    frame.replace(with: .asciiAlone)
    #expect(frame.text.utf8.allSatisfy { $0 < 0x7F })
    #expect(frame.text.contains("!!!"))
  }

  @Test("it is said in plain lines", arguments: Language.allCases)
  func spoken(language: Language) {
    let stage = PodsStage(.notes, at: .twoBelievers, language: language)
    var spoken = SpokenLaboratory(stage.desk.lab)
    let said = spoken.take(.key(Key(.tab))).joined(separator: "\n")
    let paused = stage.leaders.first { stage.process($0).life == .paused }!
    let sentence = language == .english ? "is paused and believes that it leads" : "已暂停，仍自认为领导者"
    #expect(said.contains("\(paused) \(sentence)"), "\(said)")
    #expect(said.contains("/leader"))
    #expect(!said.contains("▓") && !said.contains("★"), "\(said)")
  }

  @Test("in the cluster's view who leads among pods has a line, and a pane where there is room")
  func besideCluster() {
    var stage = PodsStage(.notes, at: .twoBelievers)
    stage.desk.press("f1")
    let line = stage.desk.rows.first { $0.contains("/leader  by etcd") }
    #expect(line?.contains("at once") == true)
    stage = PodsStage(.notes, at: .twoBelievers, columns: 160, rows: 50)
    stage.desk.press("f1")
    let text = stage.desk.rows.joined(separator: "\n")
    #expect(text.contains("2 believe at once") && text.contains("index"))
  }

  @Test("an entry that names a request says in a few words what it asks for, and the inspector all")
  func entries() {
    var stage = PodsStage(.notes, at: .pausedBeliever, columns: 200, rows: 40)
    stage.desk.press("f1")
    let text = stage.desk.rows.joined(separator: "\n")
    #expect(text.contains("grant 1") && text.contains("txn"))
    let log = stage.state[stage.state.leader!].raft.log!
    let index = (1...log.lastIndex).first {
      log[$0].map { stage.state.shortText(of: $0.command) } == "txn"
    }!
    stage.desk.lab.views.entry = index
    stage.desk.lab.views.selected = stage.state.leader!
    stage.desk.press("f4")
    #expect(stage.desk.rows.joined().contains("/leader"))
  }
}

@Suite("Keys for pods") struct PodKeyTests {
  @Test("up and down go on from the servers to pods, then to API servers, and stop at the ends")
  func selecting() {
    var stage = PodsStage(.kubernetes)
    stage.desk.press("5 down")
    #expect(stage.desk.lab.views.program == .pod(1))
    stage.desk.press("down*3")
    #expect(stage.desk.lab.views.program == .apiServer(1))
    stage.desk.press("down*9")
    #expect(stage.desk.lab.views.program == .apiServer(2))
    #expect(stage.desk.rows.last!.contains("kill api-2"))
    stage.desk.press("up*5")
    #expect(stage.desk.lab.party == .server(ServerID(5)))
    stage.desk.press("down 2")
    #expect(stage.desk.lab.party == .server(ServerID(2)))
  }

  /// The acts that keys bring, as scripts write them.
  private static func acts(_ keys: String, of stage: PodsStage) -> [String] {
    var stage = stage
    let count = stage.desk.lab.history.branch.acts.count
    stage.desk.press(keys)
    return stage.desk.lab.history.branch.acts.dropFirst(count).map(\.act.stimulus.text)
  }

  @Test("what is done to servers is done to pods by the same keys")
  func acts() {
    var stage = PodsStage(.notes, at: .pausedBeliever)
    stage.select(.pod(1))
    let member = stage.process(.pod(1)).member
    #expect(Self.acts("k k", of: stage) == ["crash pod-a", "restart pod-a"])
    #expect(Self.acts("z z", of: stage) == ["pause pod-a", "resume pod-a"])
    #expect(Self.acts("i h", of: stage) == ["isolate pod-a", "heal"])
    #expect(
      Self.acts("c c", of: stage) == [
        "cut pod-a > \(member)", "cut \(member) > pod-a", "mend pod-a > \(member)",
        "mend \(member) > pod-a",
      ])
    #expect(Self.acts("} {", of: stage) == ["clock pod-a 2.0", "clock pod-a 1.0"])
    #expect(Self.acts("J", of: stage) == ["jump pod-a ahead 200ms"])
    #expect(Self.acts("j", of: stage) == ["cancel pod-a"])
    let leader = stage.state.leader!
    #expect(Self.acts("D D", of: stage) == ["disk \(leader) 5s", "disk \(leader) 2ms"])
  }

  @Test("an API server is stopped and cut off like a pod, and has no clock that matters")
  func apiServers() {
    var stage = PodsStage(.kubernetes, at: .pausedBeliever)
    stage.select(.apiServer(1))
    let member = stage.process(.apiServer(1)).member
    #expect(Self.acts("k k", of: stage) == ["crash api-1", "restart api-1"])
    #expect(Self.acts("c", of: stage) == ["cut api-1 > \(member)", "cut \(member) > api-1"])
    stage.desk.press("}")
    #expect(stage.desk.lab.notice == .refused(.electsNobody(.apiServer(1))))
    // A pod asks an API server: that link is the one that is cut.
    stage.select(.pod(1))
    let server = stage.process(.pod(1)).apiServer
    #expect(Self.acts("c", of: stage) == ["cut pod-a > \(server)", "cut \(server) > pod-a"])
  }

  @Test("u releases the pod that believes, or the selected one")
  func release() {
    var stage = PodsStage(.notes)
    stage.run { !$0.outside!.processes.filter { $0.believesSince != nil }.isEmpty }
    let leader = stage.leaders[0]
    #expect(Self.acts("1 u", of: stage) == ["release \(leader)"])
    let other: ProgramID = leader == .pod(1) ? .pod(2) : .pod(1)
    stage.select(other)
    stage.desk.press("u")
    #expect(stage.desk.lab.notice == .refused(.leadsNothing(other)))
    #expect(Pressing("n u").lab.notice == .refused(.noPrograms))
  }

  @Test("H takes an act as scripts write it, shows which verbs fit, and says what is wrong with it")
  func byHand() {
    var stage = PodsStage(.notes, at: .pausedBeliever)
    stage.desk.press("H")
    stage.desk.type("del")
    #expect(stage.desk.rows.last!.contains("del▏  delete"))
    stage.desk.type("ete /leader")
    stage.desk.press("enter")
    #expect(stage.desk.lab.mode == .normal)
    #expect(stage.desk.lab.history.branch.acts.last?.act.stimulus.text == "delete /leader")
    let leader = stage.leaders[0].description
    stage.run { $0.outside!.contests[0].holder != leader }
    stage.desk.press("H")
    stage.desk.type("deleet /leader")
    stage.desk.press("enter")
    guard case .badAct = stage.desk.lab.notice else {
      Issue.record("\(String(describing: stage.desk.lab.notice))")
      return
    }
    // It stays until it is an act.
    stage.desk.type("x")
    #expect(stage.desk.rows.contains { $0.contains("That is no act") })
    stage.desk.press("esc")
    #expect(stage.desk.lab.mode == .normal && stage.desk.lab.notice == nil)
  }

  @Test("n stops where a belief changes")
  func milestones() {
    var stage = PodsStage(.notes)
    var changes = 0
    for _ in 0..<60 where changes == 0 {
      stage.desk.press("n")
      if stage.desk.lab.history.latest?.milestones.contains(.beliefChanged) == true {
        changes += 1
      }
    }
    #expect(changes == 1)
  }

  @Test("a click selects a pod, and a server among the members")
  func clicks() {
    var stage = PodsStage(.notes, at: .pausedBeliever)
    let pod = stage.desk.place(of: "pod-b")!
    stage.desk.click(pod.column, pod.row)
    #expect(stage.desk.lab.views.program == .pod(2))
    let server = stage.desk.place(of: " S4")!
    stage.desk.click(server.column + 1, server.row)
    #expect(stage.desk.lab.party == .server(ServerID(4)))
  }
}

@Suite("Pods in other views") struct PodsElsewhereTests {
  @Test("the history is filtered by the name of a pod, and by rules of elections")
  func filter() {
    let stage = PodsStage(.notes, at: .twoBelievers)
    let records = stage.desk.lab.history.branch.records
    func fitting(_ words: String) -> [EventRecord] {
      let filter = HistoryFilter(words)
      return (0..<records.count).map { records[$0] }.filter { filter.fits($0) }
    }
    let ofPod = fitting("pod-a")
    #expect(!ofPod.isEmpty && ofPod.allSatisfy { $0.programID == .pod(1) })
    let begun = fitting("begin-leading")
    #expect(!begun.isEmpty && begun.allSatisfy { $0.electionRule == .beginLeading })
    #expect(fitting("rule:leading").count >= begun.count)
    #expect(fitting("pod-a S1").count > ofPod.count)
  }

  @Test("charts show when one pod believed, and when more than one did")
  func charts() {
    var stage = PodsStage(.notes, at: .twoBelievers, columns: 120, rows: 40)
    stage.desk.press("f6")
    let row = stage.desk.rows.first { $0.contains("★ believers") }
    #expect(row?.contains("─") == true && row?.contains("█") == true)
    #expect(row?.contains("!") == true, "\(row ?? "")")
  }

  @Test("in the space-time view pods have lanes, thick while they believe", arguments: [0, 1, 2])
  func lanes(place: Int) {
    let way = ElectionSettings.Way.allCases[place]
    var stage = PodsStage(way, at: .twoBelievers, columns: 160, rows: 50)
    stage.desk.press("f2")
    let diagram = stage.desk.lab.views.spaceTime.diagram!
    #expect(diagram.programs.contains(.pod(1)) && diagram.programs.contains(.resource))
    #expect(!diagram.programs.contains(.console))
    var standings = diagram.programsAtStart
    for change in diagram.programChanges { standings[change.place] = change.standing }
    let now = diagram.programs.map { ProgramStanding(stage.process($0)) }
    #expect(standings == now)
    #expect(now.filter(\.believes).count == 2)
    #expect(diagram.messages.contains { $0.from.lane > ServerID.maximum })
  }

  @Test("in large print a line says who leads and who believes so", arguments: Language.allCases)
  func largePrint(language: Language) {
    var stage = PodsStage(.notes, at: .twoBelievers, language: language)
    stage.desk.press("P")
    let line = stage.desk.rows.first { $0.contains("/leader") }
    #expect(line?.contains("★‖ ") == true && line?.contains("!!") == true, "\(line ?? "")")
  }

  @Test("a lesson opens the view and points at a pod: its line is underlined there")
  func highlight() throws {
    let script = try Script(
      source: """
        version: 1
        title: Pods
        cluster:
          seed: 1
          election: notes scale 0.1
        steps:
          - view: pods
          - say: Look at pod-b.
            highlight: pod-b
        """)
    var desk = Pressing()
    desk.lab.open(script, id: "pods")
    desk.lab.handle(.resize(Size(columns: 100, rows: 30)))
    for _ in 0..<3 where desk.lab.glance.pointed.isEmpty { desk.press("space") }
    #expect(desk.lab.view == .pods)
    #expect(desk.lab.glance.pointed == [.program(.pod(2))])
    let row = desk.rows.firstIndex { $0.contains("pod-b") }!
    let frame = desk.lab.frame()
    let column = desk.rows[row].range(of: "pod-b")!
    let place = Point(
      column: frame.width.of(desk.rows[row][..<column.lowerBound]), row: row)
    #expect(frame[place]?.style.attributes.contains(.underline) == true)
  }

  @Test("those who watch a recording see the keys that do what its script does to a pod")
  func keysOfActs() throws {
    let stage = PodsStage(.kubernetes, at: .pausedBeliever)
    let acts: [ProgramAct] = [
      .crash(.pod(2)), .pause(.apiServer(1)), .isolate(.pod(1)), .cancel(.pod(2)),
    ]
    for act in acts {
      var other = stage
      for key in stage.desk.lab.keys(for: .outside(act)) { other.desk.lab.handle(.key(key)) }
      #expect(other.desk.lab.history.branch.acts.last?.act.stimulus == .outside(act))
    }
  }
}
