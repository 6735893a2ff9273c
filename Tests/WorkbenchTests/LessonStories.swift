import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import Workbench

@Suite("Playing lessons")
struct LessonStories {
  static let source = """
    version: 1
    title: {en: A lesson, zh: 一课}
    cluster: {servers: 3, seed: 4}
    steps:
      - mark: {en: First, zh: 第一章}
      - say: {en: Nobody leads., zh: 没有领导者。}
        highlight: S2 term
      - ask: Who will lead?
        choices: servers
        answer: leader
      - run: until leader elected
      - explain: The first to ask.
        highlight: leader
      - mark: Second
      - act: write x=3
      - run: until write x=3 acknowledged
      - say: Written.
        highlight: [leader entry 2, pane clients]
      - ask: How many have it?
        choices: 0-3
        answer: servers-up
      - explain: All three.
    """

  /// A laboratory in which the lesson was just opened.
  static func opened(isClass: Bool = false, columns: Int = 80, rows: Int = 24) throws -> Laboratory
  {
    var lab = Laboratory(settings: Settings(), size: Size(columns: columns, rows: rows))
    let script = try Script(source: source)
    lab.open(script, id: "a", isClass: isClass)
    return lab
  }

  static func press(_ keys: String, on lab: inout Laboratory) {
    for name in keys.split(separator: " ") { lab.handle(.key(Key(String(name))!)) }
  }

  static func text(_ lab: Laboratory) -> String { lab.frame().text }

  /// Lets the lesson go on until it waits.
  static func wait(_ lab: inout Laboratory) {
    var left = 100_000
    while lab.lesson?.isMoving ?? false, left > 0 {
      lab.tick(.milliseconds(16))
      left -= 1
    }
  }

  @Test("space goes on, the caption says the step, and progress is shown")
  func goesOn() throws {
    var lab = try Self.opened()
    #expect(Self.text(lab).contains("A lesson · step 0 of 6"))
    Self.press("space", on: &lab)
    #expect(Self.text(lab).contains("A lesson · step 1 of 6 · First"))
    #expect(Self.text(lab).contains("Nobody leads."))
    Self.press("enter", on: &lab)
    #expect(Self.text(lab).contains("? Who will lead?"))
    #expect(Self.text(lab).contains("1 S1   2 S2   3 S3   0 none"))
  }

  @Test("a guess is one key; then what happens is played, at the lesson's speed, and explained")
  func guesses() throws {
    var lab = try Self.opened()
    Self.press("space space 0", on: &lab)
    #expect(lab.lesson?.phase == .performing)
    #expect(lab.isAnimated)
    #expect(Self.text(lab).contains("Your guess: none. Watch."))
    let before = lab.history.now
    lab.tick(.milliseconds(40))
    #expect(lab.history.now == before + 1000, "a fortieth of real time")
    Self.wait(&lab)
    let leader = try #require(lab.cluster.leader)
    #expect(Self.text(lab).contains("It was: \(leader). You said: none."))
    #expect(Self.text(lab).contains("The first to ask."))
    #expect(Self.text(lab).contains("guesses ✓ 0/1"))
  }

  @Test("a right guess is said to be right, and counted at the end")
  func tallies() throws {
    var lab = try Self.opened()
    Self.press("space space", on: &lab)
    var ahead = lab.timeline!
    while ahead.cluster.leader == nil { _ = ahead.step() }
    let leader = try #require(ahead.cluster.leader)
    Self.press("\(leader.number) space", on: &lab)
    #expect(Self.text(lab).contains("✓ As you said: \(leader)."))
    Self.press("space space space 1", on: &lab)
    #expect(Self.text(lab).contains("It was: 3. You said: 1."))
    Self.press("space", on: &lab)
    #expect(lab.lesson?.phase == .over)
    #expect(Self.text(lab).contains("1 of 2 predictions came true. The other is worth going back"))
  }

  @Test(
    "the tally at the end sends back to what went otherwise, and to nothing when nothing did",
    arguments: Language.allCases)
  func talliesInWords(language: Language) {
    let labels = language.lessonLabels
    let all = labels.cameTrue(2, of: 2)
    for (right, count) in [(0, 1), (0, 3), (1, 2), (2, 3), (1, 3)] {
      let line = labels.cameTrue(right, of: count)
      #expect(line.count > all.count + 5 && line.contains("\(right)") && line.contains("\(count)"))
    }
    #expect(labels.cameTrue(0, of: 3) != labels.cameTrue(1, of: 3).replacing("1", with: "0"))
  }

  @Test("a long title of a chapter is cut where one sees it, and leaves the tally its room")
  func cutsTitle() throws {
    let title = String(repeating: "word ", count: 19)
    let source = Self.source.replacing("mark: Second", with: "mark: \(title)")
    var lab = try Self.opened()
    lab.open(try Script(source: source), id: "b")
    Self.press("space space 1 space space space", on: &lab)
    for columns in [80, 97, 150] {
      lab.handle(.resize(Size(columns: columns, rows: 24)))
      let line = Self.text(lab).split(separator: "\n").last { $0.contains("guesses ✓") } ?? ""
      let cut = columns < 150
      #expect(line.contains(" · word word "), "\(line)")
      #expect(line.contains(cut ? "… " : "word word ─"), "\(line)")
      #expect(line.contains("…") == cut, "\(line)")
    }
  }

  @Test("before its first event a lesson says what to press, not the pane of reasons")
  func begins() throws {
    var lab = try Self.opened()
    #expect(Self.text(lab).contains("Nothing has happened yet."))
    #expect(!Self.text(lab).contains("press space") && !Self.text(lab).contains("are random"))
    Self.press("Esc", on: &lab)
    #expect(Self.text(lab).contains("Nothing has happened yet: press space."))
  }

  @Test("backspace goes back a step exactly, and forward repeats it")
  func goesBack() throws {
    var lab = try Self.opened()
    var states: [String] = []
    for keys in ["space", "space", "1 space", "space space", "space"] {
      Self.press(keys, on: &lab)
      states.append(lab.cluster.stateAndFuture)
    }
    for place in [3, 2, 1, 0] {
      Self.press("backspace", on: &lab)
      #expect(lab.cluster.stateAndFuture == states[place])
    }
    Self.press("left", on: &lab)
    #expect(lab.history.position == 0)
    #expect(lab.lesson?.runner.next == 0)
    Self.press("space space 1 space space space", on: &lab)
    #expect(lab.cluster.stateAndFuture == states[3])
  }

  @Test("every key of the cluster view works between steps, on a branch; Esc returns to the line")
  func takesOver() throws {
    var lab = try Self.opened()
    Self.press("space", on: &lab)
    let there = lab.cluster.stateAndFuture
    Self.press("k n right", on: &lab)
    #expect(lab.isAway)
    #expect(lab.cluster[ServerID(1)].life == .crashed)
    #expect(lab.history.branchNumber == 1)
    #expect(Self.text(lab).contains("You are on your own branch. Esc returns to the lesson."))
    Self.press("esc", on: &lab)
    #expect(!lab.isAway)
    #expect(lab.cluster.stateAndFuture == there)
    #expect(lab.history.branches.count == 2, "the branch is kept")
    Self.press("space 2 space", on: &lab)
    #expect(lab.cluster[ServerID(1)].life == .running, "the lesson knows nothing of it")
    #expect(lab.history.branchNumber == 0)
  }

  @Test("an act in the midst of a run stops the lesson, and returning goes back to before the run")
  func interrupts() throws {
    var lab = try Self.opened()
    Self.press("space space", on: &lab)
    let there = lab.cluster.stateAndFuture
    Self.press("1", on: &lab)
    lab.tick(.milliseconds(400))
    #expect(lab.lesson?.phase == .performing)
    Self.press("z", on: &lab)
    #expect(lab.isAway)
    #expect(lab.lesson?.phase == .waiting)
    Self.press("esc", on: &lab)
    #expect(lab.cluster.stateAndFuture == there)
    #expect(lab.lesson?.phase == .asking)
  }

  @Test("what the lesson talks about is underlined on the screen")
  func highlights() throws {
    var lab = try Self.opened()
    Self.press("space", on: &lab)
    #expect(Self.underlined(lab) == ["0"], "the term of S2")
    Self.press("space 1 space", on: &lab)
    let leader = try #require(lab.cluster.leader)
    #expect(Self.underlined(lab).first?.contains("\(leader)") == true)
    #expect(Self.underlined(lab).first?.contains("leader") == true)
    Self.press("space space", on: &lab)
    let marked = Self.underlined(lab)
    #expect(marked.contains { $0.contains("1 x=3") })
    #expect(marked.contains { $0.contains("clients") })
    Self.press("r", on: &lab)
    #expect(Self.underlined(lab) == [], "away from the lesson nothing is pointed at")
  }

  /// The texts that are underlined, a row each, without blanks around.
  private static func underlined(_ lab: Laboratory) -> [String] {
    let frame = lab.frame()
    return (0..<frame.size.rows).compactMap { row in
      let cells = (0..<frame.size.columns).compactMap { frame[Point(column: $0, row: row)] }
      guard cells.contains(where: { $0.style.attributes.contains(.underline) }) else { return nil }
      let marked = cells.filter { $0.style.attributes.contains(.underline) }
      return marked.map(\.text).joined().split(separator: " ").joined(separator: " ")
    }
  }

  @Test("chapters are listed, and one goes there without being shown the way")
  func jumps() throws {
    var lab = try Self.opened()
    Self.press("space C", on: &lab)
    #expect(Self.text(lab).contains("▶ 1  First"))
    Self.press("down enter", on: &lab)
    Self.press("space", on: &lab)
    #expect(Self.text(lab).contains("Written."))
    let there = lab.cluster.stateAndFuture
    Self.press("C up enter", on: &lab)
    #expect(Self.text(lab).contains("Nobody leads."))
    #expect(lab.history.position == 0)
    Self.press("C down enter space", on: &lab)
    #expect(lab.cluster.stateAndFuture == there)
  }

  @Test("in class, hands are counted for each choice and shown as bars beside the outcome")
  func countsHands() throws {
    var lab = try Self.opened(isClass: true)
    Self.press("space space", on: &lab)
    #expect(Self.text(lab).contains("S1: ▏"))
    Self.press("1 2 backspace 4 enter 7 enter enter enter", on: &lab)
    #expect(lab.lesson?.hands.values.first == [14, 7, 0, 0])
    Self.press("space", on: &lab)
    let text = Self.text(lab)
    #expect(text.contains("S1   \(String(repeating: "▓", count: 30)) 14"))
    #expect(text.contains("S2   \(String(repeating: "▓", count: 15)) 7"))
    let leader = try #require(lab.cluster.leader)
    #expect(text.contains("✓ \(leader)"))
    Self.press("space space space 3 enter 1 enter enter 5 enter space space", on: &lab)
    #expect(lab.lesson?.phase == .over)
    let right = [14, 7, 0][leader.number - 1] + 5
    #expect(Self.text(lab).contains("Of 30 hands shown, \(right) foresaw what happened."))
  }

  @Test("while hands are counted, the footer offers nothing that is not meant")
  func offersOnlyCounting() throws {
    var lab = try Self.opened(isClass: true)
    Self.press("space space", on: &lab)
    let footer = Self.text(lab).split(separator: "\n").last ?? ""
    #expect(footer.contains("space go on"))
    #expect(!footer.contains("milestone"))
  }

  @Test("the chapter is that of the words that stand there, also while something is played")
  func chapterFitsWords() throws {
    var lab = try Self.opened()
    Self.press("space space 1", on: &lab)
    Self.wait(&lab)
    #expect(Self.text(lab).contains("The first to ask."))
    Self.press("space", on: &lab)
    #expect(lab.lesson?.phase == .performing)
    #expect(Self.text(lab).contains("· First"))
    Self.wait(&lab)
    #expect(Self.text(lab).contains("Written."))
    #expect(Self.text(lab).contains("· Second"))
  }

  @Test("a choice that is a number is shown once")
  func numbersOnce() throws {
    var lab = try Self.opened()
    Self.press("space space 1", on: &lab)
    Self.wait(&lab)
    Self.press("space", on: &lab)
    Self.wait(&lab)
    Self.press("space", on: &lab)
    #expect(Self.text(lab).contains("0   1   2   3"))
  }

  @Test("it fits at every size that the screen works at", arguments: [60, 80, 120, 200])
  func fits(columns: Int) throws {
    for rows in [12, 14, 18, 24, 40] {
      var lab = try Self.opened(columns: columns, rows: rows)
      for keys in ["space", "space", "1 space", "space space", "space", "2 space", "space"] {
        Self.press(keys, on: &lab)
        #expect(lab.frame().size == Size(columns: columns, rows: rows))
        #expect(Self.text(lab).contains("S3"), "\(columns)x\(rows)")
      }
    }
  }

  @Test(
    "every built-in lesson can be played to its end by one key",
    arguments: Library.simulated.map(\.name))
  func playsThrough(name: String) throws {
    let script = try #require(Library.lesson(named: name)).script
    var lab = Laboratory(settings: Settings())
    lab.open(script, id: name)
    var left = 10 * script.steps.count + 10
    while lab.lesson?.phase != .over, left > 0 {
      Self.press("enter", on: &lab)
      #expect(Self.text(lab).contains(script.title[.english]))
      left -= 1
    }
    #expect(lab.lesson?.phase == .over)
    #expect(lab.lesson?.runner.failures == [])
  }
}
