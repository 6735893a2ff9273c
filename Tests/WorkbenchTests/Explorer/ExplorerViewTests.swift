import Exploration
import Explorer
import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import Workbench

@Suite("What can happen next, on the screen") struct ExplorerViewTests {
  private static let sizes = [Size(columns: 80, rows: 24), Size(columns: 160, rows: 50)]

  /// Lets frames pass until nothing is searched any more.
  private func search(_ desk: inout Desk, _ goal: String) {
    desk.press("E / ctrl-u")
    for character in goal { desk.lab.handle(.key(Key(.character(character)))) }
    desk.press("enter")
    finish(&desk)
  }

  private func finish(_ desk: inout Desk) {
    for _ in 0..<10_000 where desk.lab.views.isSearching { desk.lab.tick(.milliseconds(16)) }
    desk.lab.handle(.idle)
  }

  // MARK: The list

  @Test(
    "E lists every step of every server and message, and each leads where it says",
    arguments: [3, 9])
  func steps(servers: Int) throws {
    var desk = Desk(servers: servers, size: Size(columns: 120, rows: 40))
    desk.press("n w space*2 E")
    let list = try #require(try desk.lab.views.explorer.list?.get())
    let flights = desk.lab.cluster.network.flights.filter { flight in
      if case .message = flight.packet { true } else { false }
    }
    // Three for each message, and two at least for each server.
    #expect(list.rows.count >= 3 * Set(flights.map { "\($0.packet)" }).count + 2 * servers)
    #expect(desk.text.contains("\(list.rows.count) steps"))
    for place in list.rows.indices.filter({ servers == 3 || $0.isMultiple(of: 9) }) {
      var desk = desk
      let row = list.rows[place]
      desk.lab.chooseMove(at: place)
      desk.press("enter")
      let after = row.difference.after
      let host = desk.lab.cluster[row.move.server]
      #expect(host.life == (after.isUp ? .running : .crashed))
      #expect(host.server.currentTerm == after.term)
      #expect(host.server.role.kind == after.server?.role.kind ?? host.server.role.kind)
      #expect(host.disk.state == after.disk)
      #expect(desk.lab.cluster.isManual && desk.lab.history.branchNumber == 1)
    }
  }

  @Test(
    "with features on, each step leads where it says, while clocks show what they show",
    arguments: ["", "space*3", "3 t space*2", "z 2 t space*3"])
  func stepsWithFeatures(keys: String) throws {
    let features = Features([.preVote, .checkQuorum, .leadershipTransfer, .readIndex])
    var desk = Desk(servers: 3, size: Size(columns: 120, rows: 40), features: features)
    desk.press("n w space*4 \(keys) E")
    let list = try #require(try desk.lab.views.explorer.list?.get())
    #expect(list.rows.count > 3)
    for place in list.rows.indices {
      var desk = desk
      let row = list.rows[place]
      desk.lab.chooseMove(at: place)
      desk.press("enter")
      #expect(desk.lab.notice == nil, "\(row.move)")
      let (host, after) = (desk.lab.cluster[row.move.server], row.difference.after)
      #expect(host.server.currentTerm == after.term, "\(row.move)")
      #expect(host.server.role.kind == after.server?.role.kind ?? host.server.role.kind)
      #expect(host.disk.state == after.disk && (host.life == .crashed) == !after.isUp)
    }
  }

  @Test("a step happens on a branch, and what the run itself would do stays on its own")
  func branches() {
    var desk = Desk(servers: 3)
    desk.press("space*3")
    let position = desk.lab.history.position
    desk.press("E enter")
    #expect(desk.lab.history.branchNumber == 1)
    desk.press("E enter")
    #expect(desk.lab.history.branchNumber == 1)
    desk.lab.show(branch: 0)
    #expect(desk.lab.history.position == position && !desk.lab.cluster.isManual)
    desk.press("esc space")
    #expect(desk.lab.history.position == position + 1)
  }

  @Test("digits, arrows and clicks choose; the second click lets the step happen")
  func chooses() throws {
    var desk = Desk(servers: 3, size: Size(columns: 100, rows: 40))
    desk.press("E 3")
    #expect(desk.lab.views.explorer.chosen?.move.server == ServerID(3))
    desk.press("up")
    #expect(desk.lab.selected == ServerID(2))
    let place = 1
    let hits = HitMap(of: desk.lab.frame())
    let target = try #require(hits.places.first { $0.target == .choice(place) })
    let press = Mouse(.press(.left), at: target.area.origin)
    desk.lab.handle(.mouse(press))
    #expect(desk.lab.views.explorer.place == place && desk.lab.history.position == 0)
    desk.lab.handle(.mouse(press))
    #expect(desk.lab.history.position > 0)
  }

  @Test(
    "what is not modelled is said, with the remedy; features and a split are no hindrance to a step"
  )
  func refuses() {
    var desk = Desk(servers: 3)
    desk.press("B enter esc E")
    #expect(desk.text.contains("steps, any of them first"))
    desk.press("/ enter")
    #expect(desk.notice.joined(separator: " ").contains("pre-vote"))
    var split = Desk(servers: 3)
    split.press("1 i E")
    #expect(split.text.contains("steps, any of them first"))
    split.press("/ enter")
    #expect(split.text.contains("heal the network first"))
  }

  // MARK: Searching

  @Test("a way that is found is a branch to step through, with every why", arguments: sizes)
  func lands(size: Size) throws {
    var desk = Desk(servers: 3, size: size, without: [.oneVotePerTerm])
    search(&desk, "violation")
    #expect(desk.lab.view == .cluster && desk.lab.history.branchNumber == 1)
    #expect(desk.text.contains("6 moves"))
    let way = try #require(desk.lab.views.explorer.way)
    #expect(way.moves.count == 6 && desk.lab.cluster.violations.isEmpty)
    // The last move breaks it, and none before.
    let last = way.moves[way.moves.count - 2].lastEvent
    for position in desk.lab.history.position..<desk.lab.history.branch.records.count {
      #expect(position > last || desk.lab.cluster.violations.isEmpty)
      desk.press("right")
      #expect(!desk.why.isEmpty || size.columns > 100)
    }
    #expect(desk.lab.cluster.violations.map(\.property.id) == ["election-safety"])
    desk.press("f8")
    #expect(desk.text.contains("found: 6 moves"))
    // The branch is a run as any other: it is saved, and passes.
    let timeline = try #require(desk.lab.timeline)
    let script = try Script(of: timeline, branch: 1, title: "way")
    #expect(ScriptCheck(script).isPassed)
  }

  @Test("not within the bounds is an answer: how many states, what odds, which rules never fired")
  func exhausts() {
    var desk = Desk(servers: 3, size: Size(columns: 120, rows: 50))
    desk.press("E - enter")
    search(&desk, "two leaders in one term")
    #expect(desk.text.contains("not within these bounds"))
    #expect(desk.text.contains("1 chance in") || desk.text.contains("no chance worth naming"))
    #expect(desk.text.contains("never fired"))
  }

  @Test("Esc stops a search, and it goes on where it stopped")
  func stops() throws {
    var desk = Desk(servers: 3)
    desk.press("E + + + / enter")
    desk.wait(milliseconds: 64)
    let states = try #require(desk.lab.views.explorer.report).figures.states
    #expect(states > 0 && desk.lab.views.isSearching && desk.text.contains("searching"))
    desk.press("esc")
    #expect(!desk.lab.views.isSearching && desk.text.contains("stopped"))
    desk.wait(milliseconds: 64)
    #expect(desk.lab.views.explorer.report?.figures.states == states)
    desk.press("E")
    desk.wait(milliseconds: 64)
    #expect(try #require(desk.lab.views.explorer.report).figures.states > states)
  }

  @Test("a search whose memory is full goes on with more")
  func needsMemory() throws {
    let start = try ExploringStart(Settings(servers: 3))
    let model = try Model(
      start.configuration, within: Bounds(timeouts: 4), commands: start.commands)
    var explorer = ExplorerModel()
    explorer.begin(
      try ExplorerSearch(.violation(nil), model, from: start, at: .emptyCluster, memory: 4 << 20))
    while explorer.isSearching { _ = explorer.goOn(.milliseconds(1)) }
    let full = try #require(explorer.report)
    #expect(full.state == .memory(4 << 20))
    explorer.goOnSearching()
    _ = explorer.goOn(.milliseconds(1))
    #expect(try #require(explorer.report).figures.states > full.figures.states)
  }

  @Test("a bound is chosen and changed by keys, and holds for the search")
  func bounds() {
    var desk = Desk(servers: 3)
    desk.press("E + > > -")
    #expect(desk.lab.views.explorer.dials.bounds[.timeouts] == 3)
    #expect(desk.lab.views.explorer.dials.bounds[.writes] == 0)
    #expect(desk.text.contains("‹writes 0›"))
    for _ in 0..<20 { desk.press(">") }
    desk.press("+")
    #expect(desk.lab.views.explorer.dials.disk == .stepwise)
  }

  @Test("a goal that cannot be read or does not fit is said to be so, with what would be right")
  func badGoals() {
    var desk = Desk(servers: 3, size: Size(columns: 120, rows: 40))
    search(&desk, "S9 rules")
    #expect(desk.notice.joined().contains("leads"))
    desk.press("esc")
    search(&desk, "entry 5 lost")
    #expect(desk.notice.joined().contains("entry 5"))
    search(&desk, "S9 leads")
    #expect(desk.notice.joined().contains("no S9"))
  }

  // MARK: Without a rule

  @Test(
    "E on a rule that is off opens the shortest run that breaks a property without it",
    arguments: ExploringCase.all.filter { $0.off.count == 1 })
  func withoutRule(known: ExploringCase) throws {
    let rule = known.off[0]
    var desk = Desk(servers: 5, without: [rule])
    desk.lab.openRules(at: rule)
    desk.press("E")
    finish(&desk)
    #expect(desk.lab.view == .cluster && desk.lab.cluster.hosts.count == 3)
    // Where the search began elsewhere than in an empty cluster, that is said, with why.
    let says = desk.notice.joined(separator: " ").contains("takes 19 million states")
    #expect(says == (known.prepared != nil))
    #expect((desk.lab.history.position > 10) == (known.prepared != nil))
    desk.press("end")
    #expect(desk.lab.cluster.violations.map(\.property.id).contains(known.property.id))
  }

  @Test("where nothing that is explored shows a rule, that is said")
  func withoutUnexplored() {
    var desk = Desk(servers: 3, without: [.clientSerialNumbers])
    desk.lab.openRules(at: .clientSerialNumbers)
    desk.press("E")
    #expect(desk.notice.joined().contains("no state machine"))
  }

  // MARK: In words, and in a lesson

  @Test("without a screen the list, the choice and what is found are said")
  func isSpoken() {
    var spoken = SpokenLaboratory(
      Desk(servers: 3, without: [.oneVotePerTerm]).lab)
    let opened = spoken.take(.key(Key("E"))).joined(separator: "\n")
    #expect(opened.contains("S3: it crashes") && opened.contains("timeouts 2"))
    #expect(spoken.take(.key(Key("down"))).joined().contains("it crashes"))
    _ = spoken.take(.key(Key("/")))
    var said = spoken.take(.key(Key("enter")))
    for _ in 0..<1000 where spoken.lab.views.isSearching { said += spoken.tick(.milliseconds(16)) }
    #expect(said.joined().contains("6 moves"))
    let answers = spoken.take(.key(Key("a"))).joined(separator: "\n")
    #expect(answers.contains("Why is there no leader?"))
  }

  @Test("in lesson A1 Enter lets a step happen, and space goes on; its search finds what it says")
  func inLesson() throws {
    var desk = Desk(servers: 3, size: Size(columns: 100, rows: 40))
    let lesson = try #require(Library.lesson(named: "A1"))
    desk.lab.open(lesson.script, id: lesson.name)
    desk.press("space E")
    #expect(desk.lab.view == .explorer)
    desk.press("enter")
    #expect(desk.lab.isAway)
    desk.press("esc esc")
    #expect(!desk.lab.isAway && desk.lab.view == .cluster)
    while desk.lab.lesson?.chapter ?? 0 < 1 {
      desk.press(desk.lab.lesson?.phase == .asking ? "y" : "space")
      desk.wait(milliseconds: 64)
    }
    while desk.lab.lesson?.isMoving == true { desk.wait(milliseconds: 64) }
    search(&desk, "violation")
    let way = try #require(desk.lab.views.explorer.way)
    #expect(way.moves.count < 25)
  }
}

@Suite("Why not, on the screen") struct WhyNotPanelTests {
  @Test(
    "a answers for the selected server, and digits ask about another", arguments: Language.allCases)
  func answers(language: Language) {
    var desk = Desk(100, 30, servers: 3, language: language)
    desk.press("n w space*4 2 a")
    let phrases = language.whyNotPhrases
    #expect(desk.text.contains(phrases.whyNotTitle) && desk.text.contains("S2"))
    let why = WhyNot(desk.lab.cluster)
    for question in why.questions(about: ServerID(2)) {
      #expect(desk.text.contains(phrases.text(of: question)))
    }
    desk.press("3")
    #expect(desk.lab.selected == ServerID(3))
    desk.press("esc")
    #expect(desk.lab.mode == .normal)
  }

  @Test("left and right ask about the entries of the selected server, which the inspector keeps")
  func entries() throws {
    var desk = Desk(100, 30, servers: 3)
    desk.press("n*3 w n*3 1 a")
    func isAsked(_ index: Int) -> Bool {
      desk.text.contains("Is entry \(index) of S1 committed?")
    }
    // At first the first is asked about that it does not know to be committed.
    #expect(desk.lab.cluster[ServerID(1)].server.log.lastIndex == 2)
    #expect(isAsked(2) && desk.lab.views.entry == nil)
    desk.press("left")
    #expect(isAsked(1) && desk.text.contains("is committed"))
    desk.press("left")
    #expect(isAsked(1))
    desk.press("right right")
    #expect(isAsked(2))
    desk.press("esc")
    #expect(desk.lab.views.entry == 2)
    // Without a screen another entry's answers are said.
    var spoken = SpokenLaboratory(desk.lab)
    _ = spoken.take(.key("a"))
    let said = spoken.take(.key("left")).joined(separator: "\n")
    #expect(said.contains("Is entry 1 of S1 committed?"))
  }

  @Test("a click on another server, or on an entry, asks about it")
  func clicks() throws {
    var desk = Desk(100, 30, servers: 3)
    desk.press("n w space*40 1 a")
    for target in [HitMap.Target.server(ServerID(3)), .entry(ServerID(2), 1)] {
      let hits = HitMap(of: desk.lab.frame())
      let place = try #require(hits.places.first { $0.target == target })
      desk.lab.handle(.mouse(Mouse(.press(.left), at: place.area.origin)))
      #expect(desk.lab.mode == .asking(0))
    }
    #expect(desk.lab.selected == ServerID(2) && desk.lab.views.entry == 1)
    #expect(desk.text.contains("entry 1 of S2"))
  }

  @Test("where nothing is missing that is said")
  func nothing() {
    var desk = Desk(100, 30, servers: 1)
    desk.press("n space*9 a")
    #expect(desk.text.contains("Nothing is missing here"))
  }
}
