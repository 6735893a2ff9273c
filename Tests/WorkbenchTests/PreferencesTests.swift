import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

/// Whether a line says something in Chinese, and no sentence in English.
func isChinese(_ line: String) -> Bool {
  line.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    && line.firstMatch(of: /[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/) == nil
}

@Suite("Settings and keys of the user's own") struct PreferencesTests {
  static func complaints(_ text: String) -> [String] {
    do throws(PreferencesErrors) {
      _ = try Preferences(reading: text, file: "c.yaml")
      return []
    } catch {
      for line in error.list.map({ $0.text(in: .chinese) }) {
        #expect(isChinese(line), "\(line)")
      }
      return error.list.map { $0.text(in: .english) }
    }
  }

  @Test("every setting is read")
  func reading() throws {
    let text = """
      language: zh
      theme: projector-light
      motion: reduced
      ascii: true
      symbols: narrow
      braille: false
      large-print: true
      keys:
        step: [space, ctrl-n]
        kill-or-restart: alt-k
        reading.choose-up: ["up", "ctrl-p"]
      """
    let configuration = try Preferences(reading: text, file: "c.yaml")
    #expect(configuration.language == .chinese)
    #expect(configuration.theme == "projector-light")
    #expect(configuration.motion == .reduced)
    #expect(configuration.ascii)
    #expect(configuration.symbols == .narrow && configuration.braille == false)
    #expect(configuration.largePrint)
    let keymap = configuration.keymap
    #expect(keymap.command(for: "alt-k", in: .normal) == .killOrRestart)
    #expect(keymap.command(for: "k", in: .normal) == nil)
    #expect(keymap.command(for: .control("n"), in: .normal) == .step)
    #expect(keymap.command(for: .control("p"), in: .reading) == .chooseUp)
    #expect(keymap.command(for: "w", in: .normal) == .write)
  }

  @Test("a character that is text where one types is no key there")
  func typed() {
    for name in ["writing", "filtering", "searching", "saving"] {
      let lines = Self.complaints("keys:\n  \(name).confirm: x\n")
      #expect(lines.count == 1 && lines.allSatisfy { $0.hasPrefix("c.yaml:2:") }, "\(name)")
    }
  }

  @Test("an empty file changes nothing", arguments: ["", "\n", "# nothing\n", "keys:\n"])
  func empty(text: String) throws {
    let configuration = try Preferences(reading: text, file: "c.yaml")
    #expect(configuration == Preferences())
    #expect(configuration.keymap.bindings == Keymap.standard.bindings)
  }

  @Test(
    "what cannot be is said, with its line",
    arguments: [
      ("keys:\n  split: k\n", "c.yaml:2: k would do two things: kill-or-restart and split"),
      ("keys:\n  step: w\n  skip: x\n", "c.yaml:2: w would do two things: step and write"),
      ("keys:\n  reading.choose-up: q\n", "c.yaml:2: q would do two things"),
      ("keys:\n  fly: x\n", "c.yaml:2: 'fly' is nothing a key can do"),
      ("keys:\n  step: spcae\n", "c.yaml:2: step: no key is called 'spcae'"),
      ("keys:\n  step: ctrl-i\n", "c.yaml:2: step: no terminal sends ctrl-i; of ctrl it sends"),
      ("keys:\n  step: [ctrl-g, ctrl-Z]\n", "c.yaml:2: step: no terminal sends ctrl-z"),
      ("keys:\n  step: \"ctrl-[\"\n", "c.yaml:2: step: no terminal sends ctrl-["),
      ("keys:\n  step: ctrl-é\n", "c.yaml:2: step: no terminal sends ctrl-é"),
      ("keys:\n  quit: []\n", "c.yaml:2: quit needs a key"),
      ("keys:\n  reading.cancel: []\n", "c.yaml:2: reading.cancel needs a key"),
      ("keys:\n  select-server: a\n", "c.yaml:2: select-server takes the digits"),
      ("keys:\n  writing.confirm: s\n", "c.yaml:2: writing.confirm: s is typed there"),
      ("keys: 7\n", "c.yaml:1: keys should have lines"),
      ("language: fr\n", "c.yaml:1: language: unknown language `fr`"),
      ("motion: fast\n", "c.yaml:1: motion should be full or reduced"),
      ("ascii: 1\n", "c.yaml:1: ascii should be true or false"),
      ("colour: red\n", "c.yaml:1: 'colour' is no setting"),
      ("theme: [\n", "is no YAML"), ("- a\n", "c.yaml:1: should have lines"),
      ("ascii: true\nascii: true\n", "c.yaml:2: ascii stands here twice"),
      ("keys:\n  write: w\n  step: [[x]]\n", "c.yaml:3: step should have a key or a list"),
      ("keys:\n  step: {a: b}\n", "c.yaml:2: step should have a key or a list"),
      ("keys:\n  quit:\n", "c.yaml:2: quit should have a key or a list"),
      ("keys:\n  reading.cancel: [[x]]\n", "c.yaml:2: reading.cancel should have a key or a list"),
      ("keys:\n  step:\n", "c.yaml:2: step should have a key or a list"),
      ("keys:\n  step: [f12, '']\n", "c.yaml:2: step should have a key or a list"),
      ("keys:\n  step: \"\\u202E\"\n", "c.yaml:2: step: no key is called '\u{FFFD}'"),
      ("keys:\n  step: \"\\u200B\"\n", "c.yaml:2: step: no key is called '\u{FFFD}'"),
      ("a: &a [x, x]\nb: &b [*a, *a]\n? [*b, *b]\n: 1\n", "c.yaml:2:8: is no YAML: aliases"),
    ])
  func complaints(text: String, expected: String) {
    let complaints = Self.complaints(text)
    #expect(complaints.count == 1, "\(complaints)")
    #expect(complaints.first?.contains(expected) == true, "\(complaints)")
  }

  @Test("all that is wrong is said at once")
  func severalComplaints() {
    #expect(Self.complaints("motion: x\nascii: x\nkeys:\n  fly: x\n").count == 3)
    // Values, keys that are there twice, and keys that would do two things.
    let text = "ascii: x\nkeys:\n  fly: x\n  step: w\nkeys:\n  skip: ctrl-i\nascii: 2\n"
    // What only looks like an alias changes nothing.
    for text in [text, text + "# *a & &a\n"] {
      let places = Self.complaints(text).map { $0.split(separator: ": ")[0] }
      #expect(places == [1, 3, 4, 5, 6, 7, 7].map { "c.yaml:\($0)" }, "\(text)")
    }
  }

  @Test(
    "of very many keys that are there twice, a part is told, each where it is there again",
    arguments: [20, 21, 60])
  func manyTwice(count: Int) {
    let keys = (0..<count).map { "  k\($0): x\n" }.joined()
    let again = (0..<count).map { "  'k\($0)' : x\n" }.joined()
    let complaints = Self.complaints("ascii: x\nkeys:\n\(keys)\(again)").filter {
      $0.contains("stands here twice")
    }
    #expect(complaints.count == 20, "\(complaints)")
    let places = (0..<count).map { "c.yaml:\($0 + count + 3): k\($0) stands" }
    for complaint in complaints {
      #expect(places.contains { complaint.hasPrefix($0) }, "\(complaint)")
    }
  }

  @Test("a second document is told where it begins")
  func twoDocuments() {
    #expect(
      Self.complaints("ascii: x\n---\nmotion: full\n") == [
        "c.yaml:2:1: is no YAML: a second document begins here; take out this line: a file holds one"
      ])
  }

  @Test("a key may be taken from what has given it up")
  func exchange() throws {
    let text = "keys:\n  write: k\n  kill-or-restart: w\n"
    let keymap = try Preferences(reading: text, file: "c").keymap
    #expect(keymap.command(for: "k", in: .normal) == .write)
    #expect(keymap.command(for: "w", in: .normal) == .killOrRestart)
  }

  @Test("an act that is not wanted can be left without a key")
  func without() throws {
    let keymap = try Preferences(reading: "keys:\n  wipe: []\n", file: "c").keymap
    #expect(keymap.binding(of: .wipe) == nil)
  }

  @Test("the settings as text read back as they are", arguments: Language.allCases)
  func roundTrip(language: Language) throws {
    var settings = Preferences()
    settings.theme = "a folder/with \"marks\".yaml"
    settings.language = language
    settings.motion = .reduced
    let text = PreferencesText(
      configuration: settings, keymap: .standard, language: language
    ).text
    let back = try Preferences(reading: text, file: "c.yaml")
    #expect(back.theme == settings.theme)
    #expect(back.language == language)
    #expect(back.motion == .reduced)
    #expect(back.keys.count > 60)
    let keymap = back.keymap
    #expect(keymap.bindings.map(\.keys) == Keymap.standard.bindings.map(\.keys))
  }

  @Test("remapped keys are those that the footer and the help show")
  func shown() throws {
    let keymap = try Preferences(reading: "keys:\n  step: f12\n", file: "c").keymap
    var laboratory = Laboratory(
      settings: .init(), size: Size(columns: 100, rows: 30), keymap: keymap)
    #expect(laboratory.frame().text.contains("F12 step"))
    laboratory.handle(.key("f12"))
    #expect(laboratory.history.position == 1)
    laboratory.handle(.key("space"))
    #expect(laboratory.history.position == 1)
  }
}
