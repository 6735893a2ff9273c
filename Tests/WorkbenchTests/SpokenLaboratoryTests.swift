import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import Workbench

@Suite("Plain lines") struct SpokenLaboratoryTests {
  /// Everything that is said while keys are pressed, each key before what it leads to.
  static func transcript(
    of keys: String, language: Language = .english, typing text: String = ""
  ) throws -> String {
    var spoken = SpokenLaboratory(
      Laboratory(settings: Settings(servers: 3, seed: 1), language: language))
    var lines = spoken.opening()
    func press(_ key: Key) {
      lines.append("> \(key.name)")
      lines += spoken.take(.key(key))
    }
    for key in try Desk.keys(keys) {
      press(key)
      if key == "W" { for character in text { press(.character(character)) } }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static let story =
    "space n n 2 w s*6 k tab 1 enter f5 left*2 end p 1 enter h r r m esc b esc c 1 2 + G G T"

  @Test("a session is said as somebody heard it last", arguments: Language.allCases)
  func story(language: Language) throws {
    let text = try Self.transcript(of: Self.story, language: language)
    Snapshot.expect(text, matches: "plain-\(language.rawValue).txt")
  }

  @Test("nothing that moves a cursor or colours anything is said, whatever is pressed")
  func plain() throws {
    var dice = SeededRandom(7)
    let keys = Keymap.standard.bindings.flatMap(\.keys)
    var spoken = SpokenLaboratory(Laboratory(settings: Settings(seed: 2)))
    for _ in 0..<600 {
      if spoken.lab.isDone { spoken = SpokenLaboratory(Laboratory(settings: Settings(seed: 2))) }
      let said =
        spoken.take(.key(keys[dice.below(keys.count)]))
        + spoken.tick(.microseconds(dice.below(50_000)))
      for line in said {
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
      }
    }
  }

  @Test("every step says its reason and where the paper has it")
  func reasons() throws {
    var spoken = SpokenLaboratory(Laboratory(settings: Settings(seed: 1)))
    for _ in 0..<60 {
      let said = spoken.take(.key("space"))
      #expect(said.contains { $0.contains("(§") }, "\(said)")
    }
  }

  @Test("while time runs, heartbeats are not said")
  func running() {
    var spoken = SpokenLaboratory(
      Laboratory(settings: Settings(seed: 1), playback: Playback(permille: 1000)))
    _ = spoken.take(.key("r"))
    var said: [String] = []
    for _ in 0..<100 { said += spoken.tick(.milliseconds(20)) }
    #expect(said.contains { $0.contains("becomes leader") })
    #expect(said.count < 200)
  }

  @Test("a filter of the history is answered with the events that fit, each with its number")
  func filters() throws {
    var spoken = SpokenLaboratory(Laboratory(settings: Settings(servers: 3, seed: 1)))
    for key in try Desk.keys("n n 1 k") { _ = spoken.take(.key(key)) }
    let asked = spoken.take(.key("/"))
    #expect(asked.first == "Events with all of these words.")
    var heard: [String] = []
    for letter in "crashes s1" { heard = spoken.take(.key(.character(letter))) }
    #expect(heard == ["filter: crashes s1"])
    let found = spoken.take(.key(Key(.enter)))
    let number = spoken.lab.history.position
    #expect(found.first == "1 of \(number) events")
    #expect(
      found.last?.hasPrefix("\(number): ") == true && found.last?.contains("S1 crashes") == true)
    #expect(spoken.lab.mode == .normal && spoken.lab.view == .cluster)
    _ = spoken.take(.key("/"))
    #expect(spoken.take(.key(Key(.escape))) == [Language.english.labels.leftMode])
  }

  @Test("what is found in the palette is said as its key says it, and no picture is opened")
  func palette() throws {
    func said(_ words: String) throws -> (lines: [String], lab: Laboratory) {
      var spoken = SpokenLaboratory(Laboratory(settings: Settings(seed: 1)))
      for key in try Desk.keys("n*2 :") { _ = spoken.take(.key(key)) }
      for character in words { _ = spoken.take(.key(.character(character))) }
      return (spoken.take(.key("enter")), spoken.lab)
    }
    func pressed(_ key: Key) throws -> [String] {
      var spoken = SpokenLaboratory(Laboratory(settings: Settings(seed: 1)))
      for key in try Desk.keys("n*2") { _ = spoken.take(.key(key)) }
      return spoken.take(.key(key))
    }
    for picture in ["space-time-view", "charts", "zoom in", "themes"] {
      let (lines, lab) = try said(picture)
      #expect(lines == [Language.english.labels.isPicture], "\(picture): \(lines)")
      #expect(lab.view == .cluster && lab.mode == .normal, "\(picture)")
    }
    #expect(try said("inspector-view").lines == pressed("f4"))
    #expect(try said("history-view").lines == pressed("f5"))
    #expect(try said("help").lines == pressed("?"))
    #expect(try said("rules-view").lines == pressed("f3"))
    #expect(try said("step").lab.history.position > said("rules-view").lab.history.position)
  }

  private static func pressing(_ keys: String, _ text: String = "") throws
    -> (said: [String], spoken: SpokenLaboratory)
  {
    var spoken = SpokenLaboratory(Laboratory(settings: Settings(seed: 1)))
    var said: [String] = []
    for key in try Desk.keys(keys) { said = spoken.take(.key(key)) }
    for character in text { said = spoken.take(.key(.character(character))) }
    return (said, spoken)
  }

  @Test("messages, rules, commands and events are chosen by their numbers")
  func byNumber() throws {
    var (said, spoken) = try Self.pressing("n*2 m")
    let flights = spoken.lab.state.flights.map(\.id)
    try #require(flights.count > 3)
    #expect(said.count { $0.hasPrefix("3: ") } == 1 && said.last?.hasPrefix("1/") == true)
    _ = spoken.take(.key("3"))
    #expect(spoken.lab.mode == .choosingMessage(flights[2]))

    (said, spoken) = try Self.pressing("n*3 f3")
    #expect(said.count { $0.contains("commit-only-current-term") } >= 1)
    let place = RulesModel.order.firstIndex(of: .commitOnlyCurrentTerm)!
    for digit in "\(place + 1)" { said = spoken.take(.key(.character(digit))) }
    #expect(said.contains { $0.contains("commit-only-current-term") }, "\(said)")
    _ = spoken.take(.key("x"))
    #expect(spoken.lab.state.rules[.commitOnlyCurrentTerm] == false)

    (said, spoken) = try Self.pressing(":", "split 1")
    #expect(said.last?.hasPrefix("1/") == true, "\(said)")
    #expect(spoken.lab.chosenCommand?.command == .split)

    (said, spoken) = try Self.pressing("n*3 @", "7")
    _ = spoken.take(.key("enter"))
    #expect(spoken.lab.history.position == 7)
    (said, spoken) = try Self.pressing("n*3 @", "70000")
    said = spoken.take(.key("enter"))
    #expect(said.first?.contains("“70000” is no event") == true, "\(said)")
  }

  /// What stands for something on a drawn screen, and is nothing that can be heard.
  private static let signs: Set<Character> = [
    "▶", "▏", "━", "─", "┃", "│", "✓", "✗", "→", "×", "∅", "≠", "★", "◆", "○", "●", "‖", "♥", "◷",
    "▓", "░", "▤", "…", "·", "[", "]",
  ]

  @Test("nothing that only a drawing explains is said", arguments: Language.allCases)
  func words(language: Language) throws {
    let keys =
      "n*3 w*2 tab space*9 1 enter k 2 z tab p 1 2 enter tab h c 1 3 tab 1 enter f3 down esc m down "
      + "esc b esc L down esc F R space*20 tab : down esc W esc + - r space N tab @ 3 enter f5 Y esc"
    var spoken = SpokenLaboratory(
      Laboratory(settings: Settings(seed: 1), language: language))
    var said = spoken.opening()
    for key in try Desk.keys(keys) { said += spoken.take(.key(key)) }
    #expect(said.count > 200)
    // The paper calls these so.
    for line in said where !line.hasPrefix("log[]") && !line.hasPrefix("entries[]") {
      #expect(line.allSatisfy { !Self.signs.contains($0) }, "\(line)")
      #expect(line.first != " " && line.last != " ", "\(line)")
    }
  }

  @Test("a lesson is said, and answered by the same keys")
  func lesson() throws {
    let text = try Self.transcript(of: "L enter space space enter")
    #expect(text.split(separator: "\n").filter { !$0.hasPrefix(">") }.count > 24)
    #expect(text.contains("esc: leave"))
  }
}
