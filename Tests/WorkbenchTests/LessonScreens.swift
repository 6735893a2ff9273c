import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("Lessons on the screen")
struct LessonScreens {
  /// The screens that lessons are shown on: the smallest usual one, and a large one.
  static let sizes = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)]

  /// Every built-in lesson in every language.
  static let cases = Library.simulated.map(\.name).flatMap { name in
    Language.allCases.map { (name, $0) }
  }

  /// Each lesson, read once.
  private static let scripts = Library.lessons.reduce(into: [:]) { $0[$1.name] = $1.script }

  /// Plays a lesson by one key, guessing the first choice, and looks at the screen at each stop.
  private func play(
    _ name: String, in language: Language, on size: Size,
    _ look: (Laboratory, LessonPlayer) -> Void
  ) throws {
    let script = try #require(Self.scripts[name])
    var lab = Laboratory(settings: Settings(), language: language, size: size)
    lab.open(script, id: name)
    var left = 10 * script.steps.count
    while let player = lab.lesson, player.phase != .over, left > 0 {
      look(lab, player)
      let servers = lab.cluster.hosts.count
      if player.phase == .asking, let question = player.question?.question {
        lab.handle(.key(Key(.character(question.key(ofChoice: 0, servers: servers)))))
      } else {
        lab.handle(.key(Key(.enter)))
      }
      left -= 1
    }
    #expect(lab.lesson?.phase == .over)
  }

  @Test(
    "nothing that is said is cut off, and each choice stands whole on a line, with its key",
    arguments: cases)
  func whole(name: String, language: Language) throws {
    for size in Self.sizes {
      try play(name, in: language, on: size) { lab, player in
        let text = lab.frame().text
        if let (step, _) = player.caption {
          for line in TextWidth.standard.wrap(step.said(in: language), columns: size.columns - 4) {
            #expect(text.contains(line), "\(size) line \(step.line): \(line)\n\(text)")
          }
        }
        guard player.phase == .asking, let question = player.question?.question else { return }
        let servers = lab.cluster.hosts.count
        for (choice, answer) in question.choices(in: language, servers: servers).enumerated() {
          let key = String(question.key(ofChoice: choice, servers: servers))
          let line = answer == key ? key : "\(key) \(answer)"
          #expect(text.contains(line), "\(size): \(line)\n\(text)")
        }
      }
    }
  }

  @Test("on the least screen the title stays, and what is long is scrolled", arguments: cases)
  func least(name: String, language: Language) throws {
    let servers = max(5, try #require(Library.lesson(named: name)).script.settings.hostCount)
    try play(name, in: language, on: Size(columns: 60, rows: servers + 9)) { lab, player in
      let title = String(player.script.title[language].prefix(12))
      var seen = lab.frame().text
      #expect(seen.contains(title), "\(seen)")
      var lab = lab
      // As far as there is something to read.
      var isMore = true
      for _ in 0..<9 where isMore {
        let scrolled = lab.views[scroll: .lesson]
        lab.handle(.key(Key(.pageDown)))
        isMore = lab.views[scroll: .lesson] > scrolled
        if isMore { seen += lab.frame().text }
      }
      #expect(!isMore, "its end is not reached: \(lab.frame().text)")
      if let (step, _) = player.caption {
        for line in TextWidth.standard.wrap(step.said(in: language), columns: 56) {
          #expect(seen.contains(line), "line \(step.line): \(line)\n\(seen)")
        }
      }
      guard player.phase == .asking, let question = player.question?.question else { return }
      let servers = lab.cluster.hosts.count
      for (choice, answer) in question.choices(in: language, servers: servers).enumerated() {
        let key = String(question.key(ofChoice: choice, servers: servers))
        #expect(seen.contains(answer == key ? key : "\(key) \(answer.prefix(20))"), "\(answer)")
      }
    }
  }

  @Test(
    "what is chosen beside a lesson is on the least screen, and draws nowhere else",
    arguments: [("f3", "▶ "), ("b", "▶● branch 0"), ("L", "▶   4  "), ("m", "AppendEntries")])
  func choosing(key: String, sign: String) {
    let pressing = Pressing("L down*3 enter space*5", columns: 60, rows: 14)
    let title = Library.lessons[3].script.title[.english].prefix(20)
    #expect(pressing.rows.contains { $0.contains(title) }, "\(pressing.rows)")
    var chosen = pressing
    chosen.press(key)
    #expect(chosen.rows[0] == pressing.rows[0])
    #expect(chosen.rows.contains { $0.contains(title) }, "\(chosen.rows)")
    #expect(chosen.rows.contains { $0.contains(sign) }, "\(chosen.rows)")
  }

  @Test("all that is talked about is on the screen", arguments: Library.simulated.map(\.name))
  func shown(name: String) throws {
    for size in Self.sizes {
      try play(name, in: .english, on: size) { lab, player in
        guard !player.isMoving else { return }
        let marks = LessonHighlights(glance: lab.glance, highlights: player.highlights)
        let missing = marks.missing(on: lab.frame())
        #expect(
          missing.isEmpty,
          "\(size) line \(player.caption?.step.line ?? 0): \(missing)\n\(lab.frame().text)")
      }
    }
  }
}

extension ScriptStep {
  /// What the step says.
  fileprivate func said(in language: Language) -> String {
    switch kind {
    case .say(let text), .explain(let text): text[language]
    case .ask(let question): "? \(question.text[language])"
    default: ""
    }
  }
}
