import RaftCore
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("Runs that a frame has no time for") struct HurryTests {
  private static func script(_ steps: String, load: String = "") throws -> Script {
    try Script(
      source: """
        version: 1
        title: Long
        cluster: {servers: 3, seed: 1\(load)}
        steps: [\(steps)]
        """)
  }

  private static let long = "run: 15000 events, run: 15000 events"

  /// A laboratory that has opened a saved session.
  private static func opened(_ script: Script) -> Pressing {
    var desk = Pressing("n")
    let entry = SessionEntry(.saved, path: "/x/long.yaml", name: "long")
    desk.lab.take(.sessions(.opened(entry, .script(script, id: "/x/long.yaml"))))
    return desk
  }

  @Test("a long script opens beside the screen, which says how far it is, and is then a run")
  func opens() throws {
    var desk = Self.opened(try Self.script(Self.long))
    #expect(desk.lab.mode == .hurrying && desk.lab.isAnimated)
    #expect(desk.rows.last?.contains("Running ahead: event 10000") == true)
    // Other keys do nothing meanwhile, and time does it.
    desk.press("k space w")
    #expect(desk.lab.mode == .hurrying && desk.lab.history.branch.acts.isEmpty)
    for _ in 0..<10 { desk.lab.tick(.milliseconds(1)) }
    #expect(desk.lab.mode == .normal && desk.lab.lesson == nil)
    #expect(desk.position == 30000 && desk.lab.title == "Long")
  }

  @Test("q and Esc end it where it is", arguments: ["q", "esc"])
  func ends(key: String) throws {
    var desk = Self.opened(try Self.script(Self.long))
    desk.press(key)
    #expect(desk.lab.mode == .normal && !desk.lab.isDone)
    #expect(desk.lab.notice == .stopped(event: 10000) && desk.position == 10000)
    #expect(desk.lab.lesson == nil)
    desk.press("space")
    #expect(desk.position == 10001)
  }

  @Test("space hurries through a run of a lesson in slices, and on to what is said then")
  func lesson() throws {
    var desk = Pressing("")
    desk.lab.open(try Self.script("say: A, run: 25000 events, say: B"), id: "long")
    desk.press("space space space")
    #expect(desk.lab.mode == .hurrying)
    for _ in 0..<5 { desk.lab.tick(.milliseconds(1)) }
    #expect(desk.lab.mode == .normal && desk.lab.lesson?.phase == .waiting)
    #expect(desk.position == 25000)
    #expect(desk.rows.contains { $0.contains(" B") })
  }

  @Test("a lesson is taken up far into it, in slices; it ends where the limit of events is")
  func resumed() throws {
    let script = try Self.script("say: A, \(Self.long), say: B, say: C")
    var desk = Pressing("")
    desk.lab.lessonPlaces["long"] = 4
    desk.lab.open(script, id: "long")
    #expect(desk.lab.isHurrying)
    for _ in 0..<5 { desk.lab.tick(.milliseconds(1)) }
    #expect(!desk.lab.isHurrying && desk.position == 30000)
    #expect(desk.rows.contains { $0.contains(" B") })
    RunLimit.$events.withValue(500) {
      var bound = Pressing("")
      bound.lab.lessonPlaces["long"] = 4
      bound.lab.open(script, id: "long")
      for _ in 0..<5 { bound.lab.tick(.milliseconds(1)) }
      #expect(!bound.lab.isHurrying && bound.position <= 500)
    }
  }

  @Test("who looks at the past before an act goes on to a later chapter all the same")
  func fromThePast() throws {
    var desk = Pressing("")
    let steps = "say: A, run: 20 events, act: write x=1, run: 20 events, say: B, run: 50 events"
    desk.lab.open(try Self.script(steps + ", mark: Later, say: C"), id: "long")
    desk.press("space*4")
    #expect(desk.rows.contains { $0.contains(" B") } && desk.position == 41)
    desk.lab.handle(.key(Key(.home)))
    desk.press("right*20")
    #expect(desk.lab.isAway && desk.lab.history.nextAct != nil)
    desk.press("C down enter")
    #expect(desk.rows.contains { $0.contains(" C") } && desk.position == 91)
  }

  @Test("a steady load that waits for a leader has its bound too")
  func looks() throws {
    let acts = "act: crash S1, act: crash S2, act: crash S3, run: 600s"
    let script = try Self.script(acts, load: ", load: 1ms")
    RunLimit.$events.withValue(1000) {
      var timeline = Timeline(script.settings)
      var runner = ScriptRunner(script, on: timeline)
      while runner.step != nil { runner.perform(on: &timeline) }
      #expect(runner.failures.map(\.kind) == [.tooManyEvents(limit: 1000)])
      #expect(timeline.now <= 1_000_000)
    }
    // With more to spend it runs to its end.
    var timeline = Timeline(script.settings)
    var runner = ScriptRunner(script, on: timeline)
    while runner.step != nil { runner.perform(on: &timeline) }
    #expect(runner.failures.isEmpty && timeline.now == 600_000_000)
  }

  @Test("a journal's repetition is ended by whoever is told of it")
  func journal() throws {
    struct Enough: Error {}
    var timeline = Timeline(Settings(servers: 3, seed: 1))
    for _ in 0..<9000 { _ = timeline.step() }
    let session = Session(of: timeline)
    var told: [Int] = []
    #expect(throws: Enough.self) {
      _ = try SessionReplay(of: session) { done throws(Enough) in
        told.append(done)
        if told.count == 2 { throw Enough() }
      }
    }
    #expect(told == [4096, 8192] && SessionReplay.work(of: session) == 18000)
    #expect(SessionReplay(of: session).isSame)
  }
}
