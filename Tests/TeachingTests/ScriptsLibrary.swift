import Foundation
import Screen
import Simulation
import Testing

@testable import Teaching

@Suite("Built-in lessons")
struct LibraryTests {
  /// What a caption may take of a terminal of 80 columns, so that it is read at one glance and the
  /// servers stay in sight above it.
  private static let captionColumns = 76
  private static let captionLines = 5
  private static let titleColumns = 44

  private static let names = Library.lessons.map(\.name)
  /// Those that a simulation runs: the others are tried on real members.
  private static let simulated = Library.simulated.map(\.name)

  private func script(_ name: String) throws -> Script {
    try Script(source: #require(Library.lesson(named: name)).source)
  }

  @Test("Each is true: all that it expects is so", arguments: simulated)
  func isTrue(name: String) throws {
    let check = ScriptCheck(try script(name))
    let failures = check.failures.map { $0.text(in: .english, file: name) }
    #expect(failures == [])
    #expect(check.expectationCount > 0, "a lesson proves something")
    #expect(check.questionCount > 0, "a lesson asks for a prediction")
  }

  @Test("Each plays to its end as text in every language", arguments: simulated, Language.allCases)
  func plays(name: String, language: Language) throws {
    let transcript = Transcript(of: try script(name), in: language)
    #expect(transcript.failures == [])
    let untold = transcript.lines.filter { $0.kind == .more }.map(\.text)
    #expect(untold.isEmpty, "a run with more events than are told is too long to be followed")
  }

  @Test("Each says everything in every language", arguments: names)
  func isTranslated(name: String) throws {
    let script = try script(name)
    for text in script.texts + script.choices {
      #expect(text.languages == Language.allCases, "\(text[.english])")
      #expect(badSpacing(text[.chinese]) == nil, "\(text[.chinese])")
      #expect(!hasHan(text[.english]), "\(text[.english])")
    }
    for text in script.texts { #expect(hasHan(text[.chinese]), "\(text[.chinese])") }
    #expect(script.about != nil)
  }

  @Test("Every caption fits its pane in every language", arguments: names, Language.allCases)
  func fits(name: String, language: Language) throws {
    let script = try script(name)
    let width = TextWidth.standard
    for text in script.texts + script.choices {
      let lines = width.wrap(text[language], columns: Self.captionColumns)
      #expect(lines.count <= Self.captionLines, "\(text[language])")
    }
    for title in [script.title] + script.chapters.map(\.title) {
      #expect(width.of(title[language]) <= Self.titleColumns, "\(title[language])")
    }
  }

  @Test(
    "The English term stands beside the Chinese one where a lesson first says it",
    arguments: names)
  func introducesTerms(name: String) throws {
    let spoken = try script(name).spoken.map { $0[.chinese] }
    let terms = ["领导者": "Leader", "跟随者": "Follower", "候选人": "Candidate", "任期": "Term"]
    for (chinese, english) in terms {
      guard let first = spoken.first(where: { $0.contains(chinese) }) else { continue }
      let place = try #require(first.firstRange(of: chinese))
      #expect(first[place.upperBound...].hasPrefix("（\(english)）"), "\(first)")
    }
  }

  @Test(
    "Each has chapters, points at what it speaks of, and can be taken in one sitting",
    arguments: names)
  func isShaped(name: String) throws {
    let script = try script(name)
    #expect(script.chapters.count >= 3)
    // Real members take their time between what is said.
    #expect((script.isReal ? 4...22 : 8...22).contains(script.steps.count { $0.speaks }))
    for step in script.steps where step.speaks {
      #expect(step.highlights != nil, "line \(step.line) points at nothing")
    }
  }

  @Test("They stand in the order in which they refer to one another")
  func isOrdered() {
    #expect(
      Self.names == [
        "replicated-log", "election", "timers", "write", "voting", "split-votes", "leader-dies",
        "majorities", "two-servers", "split-network", "divergent-logs", "old-terms",
        "durable-state", "experiments",
        "pre-vote", "check-quorum", "leadership-transfer", "read-index", "lease-reads", "real-bugs",
        "single-server", "joint-consensus", "snapshots", "exactly-once", "real-bugs-2", "revisions",
        "three-fates", "leases",
        "leader-key",
        "waiting-line",
        "dead-candidate",
        "kubernetes", "two-at-once", "five-phases",
        "real-election", "real-put", "real-majority", "real-leaders", "possibilities",
        "how-long", "certainty",
      ])
  }

  @Test("A lesson is found by its name and by its number, and a slip of the fingers is seen")
  func isFound() {
    #expect(Library.lesson(named: "election")?.name == "election")
    #expect(Library.lesson(named: "1")?.number.text == "1")
    #expect(Library.lesson(named: "0") == nil)
    #expect(Library.lesson(near: "electoin") == "election")
  }

  @Test("What is embedded is what the folder of lessons holds, and no number is there twice")
  func isWhole() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Teaching/Lessons").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(files) == Set(Self.names.map { "\($0).yaml" }))
    #expect(Set(Library.lessons.map(\.number)).count == Library.lessons.count)
    for lesson in Library.lessons { #expect(lesson.script.number == lesson.number) }
  }

  @Test("Later parts number themselves, whatever lands first")
  func hasParts() {
    func made(_ name: String, _ number: String) -> Library.Lesson {
      Library.Lesson(name: name, source: "version: 1\nnumber: \(number)\ntitle: T\nsteps: []\n")
    }
    let lessons = Library.inOrder(
      [
        made("learners", "E13"), made("why-not", "A9"), made("watches", "E10"),
        made("snapshots", "R12"),
      ]
        + Library.lessons + [made("pods", "V9"), made("members", "R14")])
    #expect(
      lessons.map(\.number.text) == (1...14).map { "\($0)" } + (1...9).map { "R\($0)" } + [
        "R10", "R11", "R12", "R14",
      ]
        + (1...9).map { "E\($0)" } + [
          "E10", "E13", "V1", "V2", "V3", "V4", "V9", "A1", "A2", "A3", "A9",
        ])
    #expect(Library.lesson(named: "E13", among: lessons)?.name == "learners")
    #expect(Library.lesson(named: "e10", among: lessons)?.name == "watches")
    #expect(Library.lesson(named: "members", among: lessons)?.number.text == "R14")
    #expect(Library.lesson(named: "r1")?.name == "pre-vote")
    #expect(Library.lesson(named: "E11", among: lessons) == nil)
    #expect(lessons[0].script.number == LessonNumber("1"))
  }

  @Test(
    "A number is a letter of a part and a place, and nothing else",
    arguments: ["", "0", "02", "100", "X1", "E", "E0", "1E", "E-1", "E 1", "EE1", "١"])
  func isNoNumber(text: String) {
    #expect(LessonNumber(text) == nil)
    let source = "version: 1\nnumber: \"\(text)\"\ntitle: T\nsteps: []\n"
    #expect(ScriptReadingTests.problems(source).count == 1)
  }
}

extension Script {
  /// What is said while it plays.
  fileprivate var spoken: [ScriptText] {
    steps.compactMap { step in
      switch step.kind {
      case .say(let text), .explain(let text): text
      case .ask(let question): question.text
      default: nil
      }
    }
  }

  /// All that it says but the choices of its questions, which may be names alone.
  fileprivate var texts: [ScriptText] {
    [title] + [about].compactMap { $0 } + chapters.map(\.title) + spoken
  }

  fileprivate var choices: [ScriptText] {
    steps.flatMap { step -> [ScriptText] in
      guard case .ask(let question) = step.kind, case .list(let choices) = question.choices
      else { return [] }
      return choices.map(\.text)
    }
  }
}
