import Exploration
import Explorer
import Foundation
import KeyValue
import RaftCore
import Simulation
import Testing

@testable import Teaching

@Suite("A way that the explorer finds is a run of the simulation") struct ExploredPathTests {
  /// Searches a goal, and repeats the way that is found.
  private func path(
    to goal: ExploringGoal,
    _ settings: Settings = Settings(servers: 3, batchLimit: 4, windowLimit: 8),
    within bounds: Bounds = Bounds(), disk: DiskTiming = .atomic
  ) throws -> ExploredPath {
    let start = try ExploringStart(settings, writing: goal.write)
    let model = try Model(
      start.configuration, within: bounds, disk: disk, commands: start.commands)
    let search = try Search(
      model, from: start.state, for: goal.goal(from: start.state, commands: start.commands))
    guard case .found(let trace) = search.run() else {
      throw NotFound(goal: goal.text, states: search.figures.states)
    }
    return try ExploredPath(trace, from: start)
  }

  private struct NotFound: Error {
    let goal: String
    let states: Int
  }

  /// Writes a way as a script, reads it, and runs it.
  private func check(_ path: ExploredPath, _ goal: ExploringGoal) throws -> ScriptCheck {
    let source = ScriptWriter.source(of: try path.script(for: goal))
    return ScriptCheck(try Script.read(source).script)
  }

  @Test("for every safety rule that can be explored there is a known case")
  func coversAll() {
    let covered = Set(ExploringCase.all.flatMap(\.off))
    for rule in Rule.allCases where rule.weight == .safety && Model.canShow(rule) {
      #expect(covered.contains(rule))
    }
  }

  @Test(
    "without a safety rule the simulation's own checkers find the property broken, at the end alone",
    arguments: ExploringCase.all)
  func agrees(_ known: ExploringCase) throws {
    let goal = ExploringGoal.violation(nil)
    let start = try known.start()
    #expect(Set(start.configuration.rules.switchedOff) == Set(known.off))
    #expect(start.timeline.cluster.violations.isEmpty && start.state.nodes.count == 3)
    let model = try Model(
      start.configuration, within: known.bounds, disk: known.disk, commands: start.commands)
    let search = try Search(
      model, from: start.state, for: goal.goal(from: start.state, commands: start.commands))
    guard case .found(let trace)? = search.advance(Self.mostStates) else {
      throw NotFound(goal: goal.text, states: search.figures.states)
    }
    // What came before is the beginning of the run that is repeated.
    let path = try ExploredPath(trace, from: start)
    #expect(path.beginning == start.timeline.position)
    #expect((path.beginning > 10) == (known.prepared != nil))
    #expect(path.trace.violation?.property == known.property)
    let violations = path.timeline.cluster.violations.filter { $0.property.id == known.property.id }
    #expect(violations.count == 1)
    let last = try #require(path.steps.last?.events)
    #expect(violations.allSatisfy { last.contains($0.event) })
    let check = try check(path, goal)
    #expect(check.isPassed && check.expectationCount > 0, "\(check.failures)")
  }

  /// Far less than any computer looks at in ten seconds.
  private static let mostStates = 1_000_000

  @Test("a run that begins where a lesson ends is the same from its share code")
  func repeats() throws {
    let known = try #require(ExploringCase.all.first { $0.prepared != nil })
    let start = try known.start()
    let model = try Model(start.configuration, within: known.bounds, commands: start.commands)
    let search = try Search(model, from: start.state, for: .violation())
    guard case .found(let trace) = search.run() else { return #expect(Bool(false)) }
    let path = try ExploredPath(trace, from: start)
    let script = try Script(
      of: path.timeline, branch: path.timeline.branchNumber, title: "way")
    let check = ScriptCheck(try Script.read(ScriptWriter.source(of: script)).script)
    #expect(check.isPassed, "\(check.failures)")
  }

  private static let isLarge = ProcessInfo.processInfo.environment["RAFTLAB_LARGE"] == "1"

  @Test(
    "from an empty cluster that search looks at as many states as is said, or more in wider bounds",
    .enabled(if: isLarge, "RAFTLAB_LARGE=1: it takes minutes"))
  func takesLong() throws {
    let known = try #require(ExploringCase.all.first { $0.prepared != nil })
    let start = try ExploringStart(
      Settings(servers: 3, rules: RuleSet(without: known.off), batchLimit: 4, windowLimit: 8))
    let model = try Model(
      start.configuration, within: Bounds(timeouts: 4, writes: 4, messages: 4),
      commands: start.commands)
    let search = try Search(
      model, from: start.state, for: .violation(), Search.Options(memory: 2 << 30))
    guard case .found = search.run() else { return #expect(Bool(false)) }
    #expect(search.figures.states == known.prepared?.statesFromEmpty)
  }

  static let goals = [
    "S2 leads", "S2 leads in term 2", "two leaders", "entry 1 committed", "entry 2 committed",
    "entry 2 of term 1 committed", "x=7 committed", "x=7 committed in term 2", "S3 cannot win",
  ]

  @Test("a goal without a violation is reached, and its script passes", arguments: goals)
  func reaches(text: String) throws {
    let goal = try ExploringGoal(text)
    let path = try path(to: goal)
    #expect(path.timeline.cluster.violations.isEmpty)
    let check = try check(path, goal)
    #expect(check.isPassed && check.expectationCount > 0, "\(check.failures)")
    #expect(path.story(in: .english).allSatisfy { !$0.acts.isEmpty && !$0.sentences.isEmpty })
  }

  @Test("a script whose way is cut short does not pass: what it expects can fail")
  func canFail() throws {
    let goal = try ExploringGoal("S2 leads in term 2")
    let path = try path(to: goal)
    var script = try path.script(for: goal)
    let place = try #require(script.steps.firstIndex { $0.key == .act })
    guard case .act(let acts) = script.steps[place].kind else { return }
    script.steps[place].kind = .act(acts.dropLast(2))
    #expect(!ScriptCheck(script).isPassed)
  }

  @Test("a violation that the simulation does not see is an error")
  func unseen() throws {
    let settings = Settings(
      servers: 3, rules: RuleSet(without: [.oneVotePerTerm]), batchLimit: 4, windowLimit: 8,
      checksSafety: false)
    #expect(throws: ExploredPath.Failure.unseen(.electionSafety)) {
      try path(to: .violation(nil), settings)
    }
  }

  @Test("a run that parts from the model is found out")
  func parts() throws {
    let start = try ExploringStart(Settings(servers: 3, batchLimit: 4, windowLimit: 8))
    let model = try Model(start.configuration, within: Bounds(), commands: start.commands)
    let message = Message(
      from: ServerID(1), to: ServerID(2), term: 1, body: .requestVoteReply(voteGranted: true))
    var strange = start.state
    strange.messages = [message]
    #expect(throws: ExploredPath.Failure.noSuchMessage(move: 1)) {
      try ExploredPath(Trace(model, strange, [.deliver(message)]), from: start)
    }
    var ahead = start.state
    var workspace = Workspace()
    ahead[ServerID(1)].take(
      .timeout(.election), disk: .atomic, configuration: start.configuration, in: &workspace)
    #expect(throws: ExploredPath.Failure.otherState(move: 1, ServerID(1))) {
      try ExploredPath(Trace(model, ahead, [.timeout(ServerID(1))]), from: start)
    }
  }

  @Test("a moment of a run goes on where it is: an entry of it is lost, or stays")
  func fromRun() throws {
    var run = Timeline(Settings(servers: 3))
    _ = run.run(until: 600_000)
    let start = try ExploringStart(run)
    let model = try Model(
      start.configuration, within: Bounds(timeouts: 1, messages: 20), commands: start.commands)
    let goal = try ExploringGoal("S1 leads in term 9")
    let leader = try #require(run.cluster.leader)
    let list = try MoveList(model, at: start)
    #expect(list.rows.allSatisfy { !list.acts(of: $0).isEmpty })
    let other = try #require(run.cluster.members.first { $0 != leader })
    let wanted = ExploringGoal.leads(other, in: nil)
    let search = try Search(
      model, from: start.state, for: wanted.goal(from: start.state, commands: start.commands))
    guard case .found(let trace) = search.run() else {
      Issue.record("\(other) cannot lead")
      return
    }
    let path = try ExploredPath(trace, from: start)
    #expect(path.beginning > 0)
    #expect(try check(path, wanted).isPassed)
    let far = try goal.goal(from: start.state, commands: [])
    #expect(try Search(model, from: start.state, for: far).run() == .exhausted)
  }

  @Test("what cannot be explored is refused by name")
  func refusals() throws {
    typealias Change = (inout Timeline) throws -> Void
    func refusal(
      _ change: Change, _ settings: Settings = Settings()
    ) throws -> ExploringStart.Refusal? {
      var run = Timeline(settings)
      try change(&run)
      let outcome = Result { () throws(ExploringStart.Refusal) in try ExploringStart(run) }
      guard case .failure(let refusal) = outcome else { return nil }
      return refusal
    }
    #expect(try refusal({ _ in }) == nil)
    #expect(try refusal({ try $0.perform(.pause(ServerID(2))) }) == .paused(ServerID(2)))
    #expect(try refusal({ try $0.perform(.wipe(ServerID(2))) }) == .wiped(ServerID(2)))
    #expect(try refusal({ try $0.perform(.isolate(ServerID(2))) }) == .split)
    let withFeature = Settings(features: Features([.preVote]))
    #expect(try refusal({ _ in }, withFeature) == .features([.preVote]))
    #expect(try refusal({ _ in }, Settings(election: ElectionSettings(.notes))) == .programs)
    let asked = try refusal({ run in
      let (key, value) = (try #require(ShortText("x")), try #require(ShortText("1")))
      try run.perform(.write(key: key, value: value, through: ServerID(1)))
    })
    #expect(asked == .request(flight: 1))
  }
}

@Suite("Goals in words") struct ExploringGoalTests {
  @Test("each is read as it is written", arguments: ExploringGoal.examples)
  func reads(text: String) throws { #expect(try ExploringGoal(text).text == text) }

  static let wrong: [(String, Int, ActTextError.Expectation?)] = [
    ("S4 leeds", 3, .oneOf(["leads", "cannot win"])), ("two leaders in term", 19, nil),
    ("two followers", 4, .word("leaders")), ("entry committed", 6, nil),
    ("entry 5 gone", 8, .oneOf(["committed", "lost"])), ("x=2 done", 4, .word("committed")),
    ("violation election-safty", 10, .word("election-safety")), ("S4 leads now", 9, .end),
    ("peace", 0, nil), ("", 0, nil),
  ]

  @Test("a misspelt one says where, and what would be right", arguments: wrong)
  func fails(text: String, offset: Int, expected: ActTextError.Expectation?) {
    let error = #expect(throws: ActTextError.self) { try ExploringGoal(text) }
    #expect(error?.offset == offset)
    if let expected { #expect(error?.expected == expected) }
  }

  @Test("an entry that nobody has cannot be lost; of several, a term says which is meant")
  func entries() throws {
    let configuration = Settings(servers: 3).configuration
    var state = try Model(configuration, within: Bounds()).emptyCluster
    #expect(throws: ExploringGoal.Misfit.noEntry(1)) {
      try ExploringGoal("entry 1 lost").goal(from: state, commands: [])
    }
    for (place, term) in [1, 2].enumerated() {
      let log = Log([Entry(term: term, command: Command(1))])
      state.nodes[place] = Node(
        starting: state.nodes[place].id, in: configuration,
        with: PersistentState(currentTerm: term, log: log))
    }
    #expect(throws: ExploringGoal.Misfit.severalEntries(1, terms: [1, 2])) {
      try ExploringGoal("entry 1 lost").goal(from: state, commands: [])
    }
    let goal = try ExploringGoal("entry 1 of term 2 lost").goal(from: state, commands: [])
    #expect(goal == .lost(LogPosition(index: 1, term: 2)))
  }
}
