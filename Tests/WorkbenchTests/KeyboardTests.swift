import RaftCore
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("Keyboards of other letters") struct KeyboardTests {
  @Test(
    "a letter of another script, or of full width, is told of once",
    arguments: ["ц", "λ", "ｎ", "あ"])
  func once(letter: Character) {
    var desk = Pressing("n")
    let position = desk.position
    desk.type(String(letter))
    #expect(desk.lab.notice == .otherLetters(letter) && desk.position == position)
    #expect(desk.rows.contains { $0.contains("keyboard sends “\(letter)”") })
    desk.type(String(letter))
    #expect(desk.lab.notice == nil)
  }

  @Test("where text is typed it is text, and a Latin letter without a meaning says nothing")
  func silent() {
    var desk = Pressing("n :")
    desk.type("ц")
    #expect(desk.lab.notice == nil && desk.lab.mode == .searching("ц", chosen: 0))
    desk = Pressing("n")
    desk.type("éQ")
    #expect(desk.lab.notice == nil)
  }
}

@Suite("Keys for acts of single machines") struct ActKeyTests {
  private static func acts(_ keys: String) -> [String] {
    Pressing(keys).lab.history.branch.acts.map(\.act.stimulus.text)
  }

  @Test("clocks, disks, heartbeats, writes and clients are at hand")
  func acts() {
    #expect(Self.acts("2 } } {") == ["clock S2 2.0", "clock S2 4.0", "clock S2 2.0"])
    #expect(Self.acts("2 J") == ["jump S2 ahead 100ms"])
    #expect(Self.acts("2 D D") == ["disk S2 100ms", "disk S2 2ms"])
    #expect(Self.acts("N #") == ["manual", "reseed 2"])
    let leader = Pressing("n*3").lab.state.leader!.number
    #expect(Self.acts("n*3 \(leader) ;").last == "heartbeat S\(leader)")
    #expect(Self.acts("n*3 w 3 ' \"").suffix(2) == ["retry C1 through S3", "give up C1"])
    #expect(Self.acts("1 t f").last == "sync S1")
  }

  @Test("a clock that goes no further says so")
  func clockLimit() {
    let desk = Pressing("2 }*3 }")
    #expect(desk.lab.notice == .clockLimit(.server(ServerID(2))))
    #expect(desk.lab.history.branch.acts.count == 3)
  }

  @Test("the palette finds them by what they are called", arguments: Language.allCases)
  func palette(language: Language) {
    for (words, command) in [
      ("manual", KeyCommand.manual), ("reseed", .reseed), ("heartbeat", .heartbeat),
      ("sync", .sync), ("retry", .retry), ("give up", .giveUp), ("clock jump", .clockJump),
      ("disk", .slowDisk), ("clock slower", .clockSlower),
    ] {
      let lab = Pressing("n", language: language).lab
      #expect(lab.paletteEntries(for: words).contains { $0.found == command }, "\(words)")
    }
  }
}
