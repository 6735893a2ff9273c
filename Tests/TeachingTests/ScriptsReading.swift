import Simulation
import TestSupport
import Testing

@testable import Teaching

@Suite("Reading scripts")
struct ScriptReadingTests {
  /// A script of these steps, each line indented as it must be.
  static func script(_ steps: String, cluster: String = "{servers: 3}") -> String {
    let body = steps.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "  \($0)\n" }.joined()
    return "version: 1\ntitle: T\ncluster: \(cluster)\nsteps:\n\(body)"
  }

  /// What is wrong with a source, in a language.
  static func problems(_ source: String, in language: Language = .english) -> [String] {
    do throws(ScriptErrors) {
      _ = try Script(source: source)
      return []
    } catch {
      return error.list.map { $0.text(in: language, file: "f.yaml") }
    }
  }

  static let twice = """
    version: 1
    title: T
    steps:
      - say: a
        "run": 1s
        say: b
        run: 2s
    title: U
    'version': 1
    """

  /// Each line is nine times the one before, and a mapping's key at the end.
  static var bomb: String {
    let lines = "bcdefghij".unicodeScalars.map { name in
      let last = String(Unicode.Scalar(name.value - 1)!)
      return "\(name): &\(name) [\((0..<9).map { _ in "*\(last)" }.joined(separator: ", "))]\n"
    }
    return "a: &a [x, x]\n\(lines.joined())? *j\n: 1\n"
  }

  /// One wrong source a line of purpose; what is said of each is in the golden file.
  static let wrong: [(String, String)] = [
    ("nothing", ""),
    ("no mapping", "- 1"),
    ("not YAML", "version: 1\ntitle: [a\n"),
    ("a tab in the indentation", "version: 1\ntitle: T\nsteps:\n\t- say: a"),
    ("a quotation mark too few", "version: 1\ntitle: \"T\nsteps: []"),
    ("a second colon", script("- say: what follows: nothing")),
    ("a bracket too few", script("- expect: [leader S2, term 1")),
    ("a brace too few", "version: 1\ntitle: {en: T\nsteps: []"),
    ("an item out of line", script("- say: a\n say: b")),
    ("a value that begins with @", script("- say: @here")),
    ("a text that begins with *", script("- say: *a star")),
    ("a name for nothing", script("- say: &")),
    ("an escape that is none", script("- say: \"a\\qb\"")),
    ("a key without its colon", "version: 1\ntitle\nsteps: []"),
    ("another version", "version: 2\ntitle: T\nsteps: []"),
    ("a key twice", "version: 1\ntitle: T\ntitle: U\nsteps: []"),
    ("several keys twice, some in quotes", twice),
    ("a key twice in braces, and three times", script("- {say: a, 'say': b, say: c, run: 1s}")),
    ("a key twice, and then an error", "version: 1\nversion: 1\ntitle: [a\n"),
    ("an alias", "version: 1\ntitle: &t T\nsteps:\n  - say: *t"),
    ("an alias of nothing, and an ampersand", script("- say: R&D\n- say: *a star")),
    ("a few lines that mean very much", bomb),
    ("a line that ends for YAML alone", script("- say: \"a\u{2028}b\"\n- sya: c")),
    ("another line of this kind, in a comment", "# a\u{85}\nversion: 1\n"),
    ("a misspelt key", "version: 1\ntitel: T\nsteps: []"),
    ("an unknown language", "version: 1\ntitle: {en: A, fr: B}\nsteps: []"),
    ("an empty text", script("- say: \"  \"")),
    ("a long title", script("- mark: \(String(repeating: "x", count: 101))")),
    ("a control character", script("- say: \"a\\x1b[31mb\"")),
    ("a character that turns text around", script("- say: \"a\\u202Eb\"")),
    ("a sign that nobody sees", script("- say: a\u{200B}b")),
    ("a sign that hides a text", script("- say: a\u{E0041}b\n- mark: c\u{AD}d\n- mark: \u{206A}")),
    ("a control character in an act", script("- act: \"crash\\x07 S1\"")),
    ("too many servers", script("- say: a", cluster: "{servers: 10}")),
    ("a wrong seed", script("- say: a", cluster: "{seed: -1}")),
    (
      "a range the wrong way",
      script("- say: a", cluster: "{timing: {election-timeout: 300-150ms}}")
    ),
    ("a wrong link", script("- say: a", cluster: "{link: latency 10 minutes}")),
    ("an essential rule off", script("- say: a", cluster: "{rules-off: [heartbeat, up-to-date]}")),
    ("a step of two kinds", script("- say: a\n  run: 1s")),
    ("an unknown kind of step", script("- sya: a")),
    ("a stray key", script("- say: a\n  choices: servers")),
    ("a step that is a word", script("- heal")),
    ("an unknown act", script("- act: kil S3")),
    ("a server that is none", script("- act: crash S33")),
    ("a server too many", script("- act: crash S4")),
    ("a description misspelt", script("- act: isolate leder")),
    ("an act too short", script("- act: cut leader >")),
    ("an act without a server", script("- act: crash")),
    ("a word too many", script("- act: crash S1 now")),
    ("a write without a value", script("- act: write x")),
    ("a value too long", script("- act: write x=12345678901234567")),
    ("a key too long", script("- act: write keykeykey=1")),
    ("a clock too fast", script("- act: clock S1 11")),
    ("a link to itself", script("- act: cut S1 > S1")),
    ("a link without an arrow", script("- act: cut S1 S2")),
    ("a quality misspelt", script("- act: link S1 > S2 latancy 5ms")),
    ("a rate past all", script("- act: link S1 > S2 loss 101%")),
    ("a rule neither on nor off", script("- act: rule pipelining maybe")),
    ("a rule that cannot be off", script("- act: rule grant-vote off")),
    ("time without out", script("- act: time S1")),
    ("a server on two sides", script("- act: split S1 | S1 S2")),
    ("a message misspelt", script("- act: drop RequestVotes to S1")),
    ("a run misspelt", script("- run: 5 minutes")),
    ("a happening misspelt", script("- run: until leader electd")),
    ("a rule misspelt", script("- run: until grant-votes fires")),
    ("too long a wait", script("- run: until quiet within 601s")),
    ("a field misspelt", script("- expect: S3 trem 4")),
    ("a quantity misspelt", script("- expect: networt whole")),
    ("an order where there is none", script("- expect: leader > S1")),
    ("something that happens, expected", script("- expect: leader elected")),
    ("all wrong items of a list", script("- expect: [leader S2, S3 trem 4, term x]")),
    ("a question without choices", script("- ask: Who?\n- explain: x")),
    ("a question without an answer", script("- ask: Who?\n  choices: servers\n- explain: x")),
    (
      "a number where a server is asked for",
      script("- ask: Who?\n  choices: servers\n  answer: term\n- explain: x")
    ),
    ("choices that are none", script("- ask: Who?\n  choices: 0-99\n  answer: term\n- explain: x")),
    ("one choice", script("- ask: Who?\n  choices: [{text: a, when: quiet}]\n- explain: x")),
    ("a question never explained", script("- ask: Who?\n  choices: servers\n  answer: leader")),
    ("an explanation of nothing", script("- explain: x")),
    ("an unknown pane", script("- highlight: pane y")),
    ("an unknown view", script("- view: clusters")),
    ("a program that is none", script("- act: crash pod-x", cluster: "{election: notes}")),
    ("a program too many", script("- act: crash pod-d", cluster: "{election: notes}")),
    ("a program where there is none", script("- expect: pod-a believes")),
    ("a program misspelt", script("- act: pause beleiver", cluster: "{election: notes}")),
    (
      "a field of a program misspelt",
      script("- expect: pod-a belives", cluster: "{election: notes}")
    ),
    ("a wait for nobody", script("- run: until pod-a", cluster: "{election: notes}")),
    (
      "a token that is no number",
      script("- expect: token x accepted", cluster: "{election: notes}")
    ),
    ("a key too long for etcd", script("- expect: key \(String(repeating: "k", count: 65)) 1")),
    ("an election misspelt", script("- say: a", cluster: "{election: note pods 3}")),
    ("a speed out of range", script("- speed: 100")),
    ("a pause that is none", script("- pause: long")),
  ]

  @Test("Says file, line and column of every problem, what was found and what would be right")
  func saysEverything() {
    var text = ""
    for (purpose, source) in Self.wrong {
      let problems = Self.problems(source)
      #expect(!problems.isEmpty, "\(purpose)")
      text += "# \(purpose)\n\(problems.joined(separator: "\n"))\n"
    }
    Snapshot.expect(text, matches: "script-problems.en.txt")
  }

  @Test("A picture of several characters may stand in a text, and signs of YAML's within it")
  func readsPictures() throws {
    let source = Self.script("- say: 一家 👨‍👩‍👧 ☂️ 🇨🇳\n- say: a * b & c *d* !e")
    #expect(Self.problems(source) == [])
  }

  @Test("A text's first word is not lost as an anchor: it goes in quotes")
  func losesNoAnchor() throws {
    let line = { (text: String) in Self.script("- say: \(text)") }
    #expect(
      Self.problems(line("&note a * b & c *d*")) == [
        "f.yaml:5:10: this is not YAML: a text that begins with & is something else to YAML: "
          + "put it in quotes"
      ])
    let script = try Script(source: line("\"&note a * b & c *d*\""))
    #expect(script.steps.first?.kind == .say(ScriptText("&note a * b & c *d*")))
  }

  @Test("Says it in Chinese too")
  func saysItInChinese() {
    let lines = Self.wrong.flatMap { Self.problems($0.1, in: .chinese) }
    for line in lines {
      // Names of the format stand in quotes or in a list; sentences are Chinese.
      let words = line.replacing(/`[^`]*`|“[^”]*”|：[^：]*$/, with: "")
      #expect(words.firstMatch(of: /[a-z]{2,} [a-z]{2,} [a-z]{2,}/) == nil, "\(line)")
    }
    Snapshot.expect(lines.joined(separator: "\n") + "\n", matches: "script-problems.zh.txt")
  }

  @Test("Points at the very word, also inside quotes")
  func pointsAtTheWord() {
    #expect(
      Self.problems(Self.script("- act: kil S3")).first
        == "f.yaml:5:10: unknown act `kil`; did you mean `kill`?")
    #expect(
      Self.problems(Self.script("- act: \"crash S4x\"")).first?.hasPrefix("f.yaml:5:17:") == true)
  }

  @Test("A source past the limit is refused before it is parsed")
  func refusesLargeSources() {
    let large = "# " + String(repeating: "x", count: Script.sizeLimit)
    #expect(Self.problems(large) == ["f.yaml: a script has at most 256 KiB"])
  }

  @Test("Deep nesting and many problems end with problems, not with the program")
  func survivesHostileSources() {
    let deep = "version: " + String(repeating: "[", count: 50_000)
    #expect(!Self.problems(deep).isEmpty)
    let many = Self.script(Array(repeating: "- act: kil", count: 500).joined(separator: "\n"))
    #expect(Self.problems(many).count == Script.problemLimit)
    let steps = Self.script(Array(repeating: "- run: 1us", count: 2001).joined(separator: "\n"))
    #expect(Self.problems(steps).count == 1)
  }

  @Test("Lines joined by YAML have no blank between Chinese characters")
  func joinsChineseLines() throws {
    let source = Self.script("- say:\n    zh: >-\n      领导者\n      和 Leader 在\n      一起。")
    let script = try Script(source: source)
    #expect(script.steps.first?.kind == .say(ScriptText([.chinese: "领导者和 Leader 在一起。"])))
  }
}
