import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import Workbench

@Suite("Sessions on the screen") struct SessionScreenTests {
  /// A desk where somebody has done a few things, one of them in the past.
  static let played = Desk(size: Size(columns: 80, rows: 24)).pressing("n*3 w n*2 [ k space*5")

  private func saving(_ desk: Desk, title: String) -> (Desk, [FileRequest]) {
    var desk = desk.pressing("S")
    desk.press("ctrl-u")
    desk.type(title)
    desk.press("enter enter")
    let requests = desk.lab.takeRequests()
    return (desk, requests)
  }

  @Test("a run that is opened tells its latest event at once, before any key is pressed")
  func tells() throws {
    let rows = Self.played.rows
    let place = try #require(rows.firstIndex { $0.contains("─ why") })
    var desk = Desk(size: Size(columns: 80, rows: 24))
    desk.lab.open(Self.played.lab.history)
    #expect(!rows[place + 1].allSatisfy { $0 == " " })
    #expect(desk.rows.contains(rows[place + 1]), "\(desk.text)")
  }

  @Test("S asks for a title, then for a name made of it, and Esc leaves both")
  func asks() {
    var desk = Self.played.pressing("S")
    #expect(desk.rows.last!.contains("Save. Title: ▏"))
    desk.type("Two Leaders?")
    #expect(desk.rows.last!.contains("Save. Title: Two Leaders?▏"))
    #expect(desk.pressing("esc").lab.mode == .normal)
    desk.press("enter")
    #expect(desk.rows.last!.contains("Save as: two-leaders▏"))
    #expect(desk.pressing("esc").lab.mode == .normal)
    #expect(desk.pressing("esc").lab.wishes.files.isEmpty)
  }

  @Test("without a title or a name nothing is saved, and what is missing is said")
  func missing() {
    var desk = Self.played.pressing("S enter")
    #expect(desk.text.contains("Type what it is to be called."))
    desk.type("领导者 / ..")
    desk.press("enter")
    #expect(desk.rows.last!.contains("领导者"))
    desk.press("ctrl-u enter")
    #expect(desk.text.contains("Type a name for its file."))
    #expect(desk.lab.wishes.files.isEmpty)
  }

  @Test(
    "a name of a file hides nothing and leads nowhere",
    arguments: [
      ("Two Leaders?", "two-leaders"), ("../../etc/passwd", "etc-passwd"), ("-rf", "rf"),
      (".hidden", "hidden"), ("领导者 死了", "领导者-死了"), ("a  b\u{202E}c", "a-bc"), ("...", ""),
    ])
  func names(title: String, name: String) {
    #expect(Laboratory.fileName(of: title) == name)
  }

  @Test("the run is saved as a script that does the same, ready to be annotated")
  func saved() throws {
    var (desk, requests) = saving(Self.played, title: "Two leaders")
    guard case .saveSession("two-leaders", let source, false) = requests.first else {
      Issue.record("\(requests)")
      return
    }
    desk.lab.take(.saved(.session, files: ["/x/two-leaders.yaml"]))
    #expect(desk.lab.mode == .normal && desk.lab.title == "Two leaders")
    #expect(desk.text.contains("two-leaders.yaml. It holds branch 1 alone, of 2:"))
    // Annotated by hand, between all steps, and at the end.
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let annotated = lines.map { line in
      (line.hasPrefix("  - ") ? "  - say: {en: Look., zh: 请看。}\n" : "") + line
    }.joined(separator: "\n")
    #expect(annotated != source)
    let script = try Script(source: annotated)
    #expect(script.title[.english] == "Two leaders")
    var lesson = Desk(size: Size(columns: 80, rows: 24))
    lesson.lab.open(script, id: "x")
    for _ in 0..<200 where lesson.lab.lesson?.phase != .over { lesson.press("space") }
    #expect(lesson.lab.lesson?.phase == .over)
    #expect(lesson.lab.history.branch.eventsDigest == desk.lab.history.branch.eventsDigest)
    #expect(lesson.lab.history.branch.acts == desk.lab.history.branch.acts)
  }

  @Test("a file that is there is only replaced when Enter is pressed again; typing asks anew")
  func occupied() {
    var (desk, _) = saving(Self.played, title: "A")
    desk.lab.take(.sessions(.occupied(name: "a")))
    #expect(desk.text.contains("There is a session “a” already."))
    var other = desk
    desk.press("enter")
    guard case .saveSession("a", _, true)? = desk.lab.takeRequests().first else {
      Issue.record("not replaced")
      return
    }
    other.type("b")
    other.press("enter")
    guard case .saveSession("ab", _, false)? = other.lab.takeRequests().first else {
      Issue.record("replaced another")
      return
    }
  }

  @Test("what cannot be written is said, and can be tried again under another name")
  func unwritable() {
    var (desk, _) = saving(Self.played, title: "A")
    desk.lab.take(.failed(.session, file: "/x/a.yaml", reason: "no space"))
    #expect(desk.text.contains("Not saved: /x/a.yaml: no space"))
    guard case .naming("a", "A", false) = desk.lab.mode else {
      Issue.record("\(desk.lab.mode)")
      return
    }
  }

  @Test("F lists sessions; arrows choose, Enter opens, Esc leaves")
  func list() {
    var desk = Self.played.pressing("F")
    #expect(desk.lab.takeRequests() == [.listSessions])
    let entries = [
      SessionEntry(.saved, path: "/x/two.yaml", name: "two", title: "Two leaders"),
      SessionEntry(
        .kept, path: "/y/2026.raftlab", name: "2026",
        extent: SessionEntry.Extent(of: Session(of: Self.played.lab.timeline!))),
    ]
    desk.lab.take(.sessions(.list(entries)))
    #expect(desk.text.contains("▶ two  saved  Two leaders"))
    #expect(desk.text.contains("2 acts, 2 branches"))
    #expect(desk.pressing("esc").lab.mode == .normal)
    desk.press("down down up down enter")
    #expect(desk.lab.takeRequests() == [.openSession(entries[1])])
    #expect(desk.lab.mode == .normal)
    desk.lab.take(.sessions(.list([])))
    #expect(desk.lab.mode == .normal && desk.text.contains("No session has been kept yet."))
  }

  @Test("an opened journal shows the run where it was left, and says that it is the same")
  func opened() throws {
    var keeper = JournalKeeper(of: Self.played.lab.timeline!.settings)
    let text = try #require(keeper.finish(Self.played.lab.timeline!)?.text)
    let reading = try JournalReading(Array(text.utf8))
    var desk = Desk(seed: 99, size: Size(columns: 80, rows: 24)).pressing("L enter space")
    let entry = SessionEntry(.kept, path: "/y/a", name: "a")
    desk.lab.take(.sessions(.opened(entry, .journal(reading))))
    #expect(desk.lab.lesson == nil)
    #expect(desk.text.contains("events proven by digests"))
    #expect(desk.pressing("esc").lab.history.moment == Self.played.lab.history.moment)
    #expect(desk.pressing("esc").rows[1...6] == Self.played.pressing("esc").rows[1...6])
    // A torn line is said.
    let torn = try JournalReading(Array((text + "a 999 12").utf8))
    desk.lab.take(.sessions(.opened(entry, .journal(torn))))
    #expect(desk.text.contains("its 8 bytes are left out"))
    desk.lab.take(.sessions(.opened(entry, .unreadable(.journal(.noHeader)))))
    #expect(desk.text.contains("torn or damaged"))
  }

  @Test("a saved session without words opens as a run, and with words as a lesson")
  func openedScript() throws {
    let (desk, requests) = saving(Self.played, title: "Two leaders")
    guard case .saveSession(_, let source, _)? = requests.first else {
      Issue.record("nothing was saved: \(requests)")
      return
    }
    let entry = SessionEntry(.saved, path: "/x/a.yaml", name: "a")
    for (text, isLesson) in [(source, false), (source + "  - say: See.\n", true)] {
      var other = Desk(seed: 99)
      let script = try Script(source: text)
      other.lab.take(.sessions(.opened(entry, .script(script, id: "/x/a.yaml"))))
      #expect((other.lab.lesson != nil) == isLesson)
      #expect(other.lab.title == "Two leaders")
      if !isLesson { #expect(other.lab.history.position == desk.lab.history.position) }
    }
  }

  @Test(
    "Y shows the whole code from the first column on, and nothing else on its rows",
    arguments: [Size(columns: 80, rows: 24), Size(columns: 61, rows: 14)])
  func share(size: Size) throws {
    var desk = Self.played
    desk.lab.handle(.resize(size))
    desk.press("Y")
    guard case .sharing(let shared, _) = desk.lab.mode else {
      Issue.record("\(desk.lab.mode)")
      return
    }
    let code = shared.text
    #expect(!desk.lab.listensToMouse && desk.pressing("esc").lab.listensToMouse)
    var rows: [String] = []
    for _ in 0..<40 {
      let first = desk.rows.firstIndex { $0.hasPrefix(code.prefix(12)) || !rows.isEmpty }
      for row in desk.rows[(first ?? 0)...].dropLast() where !rows.contains(row) {
        if code.contains(row.trimmed), !row.hasPrefix(" ") { rows.append(row) }
      }
      desk.press("down")
    }
    #expect(rows.map(\.trimmed).joined() == code)
    let session = try ShareCode.session(of: rows.joined(separator: "\n"))
    #expect(session.tracks == Session(of: desk.lab.timeline!).tracks)
  }

  @Test("a lesson's run has the lesson's title, and the run below it keeps its own")
  func titles() {
    var (desk, _) = saving(Self.played, title: "Mine")
    desk.lab.take(.saved(.session, files: ["a"]))
    desk.press("L enter")
    #expect(desk.lab.title == Library.lessons[0].script.title[.english])
    desk.press("esc")
    #expect(desk.lab.title == "Mine")
  }
}
