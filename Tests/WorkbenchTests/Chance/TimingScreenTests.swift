import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import Workbench

@Suite("The dials of the timing") struct TimingScreenTests {
  @Test("they look as they were seen to look, in both languages", arguments: Language.allCases)
  func looks(language: Language) {
    let tag = language == .english ? "en" : "zh"
    for (columns, rows) in [(80, 24), (120, 36)] {
      let desk = Pressing(
        "n*3 w n V right*2 down*3 left*3", columns: columns, rows: rows, language: language)
      Snapshot.expect(desk.lab.frame().text, matches: "timing-\(columns)x\(rows)-\(tag).txt")
    }
  }

  @Test("turning one is an act, by which the cluster differs, and that repeats")
  func acts() {
    var desk = Pressing("n*2 V down*2 right down*2 right")
    #expect(desk.lab.state.electionTimeout == 200_000...350_000)
    #expect(desk.lab.state.heartbeat == 75_000)
    desk.press("up*3 right up right")
    #expect(desk.lab.state.network.quality(from: ServerID(4), to: ServerID(2))?.loss == 5)
    let latency = desk.lab.state.network.quality(from: ServerID(4), to: ServerID(2))?.latency
    #expect(latency == 20_000...30_000)
    let acts = desk.lab.history.branch.acts.map(\.act.text)
    #expect(acts.contains { $0.hasSuffix("timing election-timeout 200-350ms") })
    #expect(acts.contains { $0.hasSuffix("timing heartbeat 75ms") })
    #expect(acts.contains { $0.hasSuffix("link all > all latency 20-30ms loss 0.5%") })
  }

  @Test("the cluster goes on meanwhile, by the keys that are usual")
  func goesOn() {
    var desk = Pressing("n V")
    let position = desk.position
    desk.press("space*5 w")
    #expect(desk.position > position && desk.lab.mode == .turning(0))
    desk.press("esc")
    #expect(desk.lab.mode == .normal)
  }

  @Test("every dial has its stops in order, and says where it ends")
  func stops() {
    for dial in TimingDial.allCases {
      #expect(dial.stops == dial.stops.sorted() && Set(dial.stops).count == dial.stops.count)
      let down = String(repeating: " down", count: dial.rawValue)
      var desk = Pressing("V\(down) right*20")
      #expect(desk.lab.notice == .dialEnd(dial))
      desk.press("left*20")
      #expect(desk.lab.notice == .dialEnd(dial))
    }
  }

  @Test("what cannot be stable is said with its numbers, and not of what can be")
  func warnings() {
    var desk = Pressing("n*2 V", columns: 120, rows: 36)
    #expect(desk.rows.contains { $0.contains("Can be stable") })
    desk.press("right*5")
    #expect(desk.rows.contains { $0.contains("To ask for votes and hear takes up to") })
    #expect(!desk.rows.contains { $0.contains("Can be stable") })
    // In this run servers went down.
    var crashed = Pressing("n*2 k space*3 k", columns: 120, rows: 36)
    crashed.press("V")
    #expect(crashed.rows.contains { $0.contains("A server goes down every") })
  }

  @Test("no size breaks them, in large print too; ASCII tells all of them")
  func sizes() {
    for isLarge in [false, true] {
      var desk = Pressing("n*2 V right*6")
      desk.lab.look.isLargePrint = isLarge
      for columns in [60, 80, 160] {
        for rows in [14, 17, 24, 50] {
          desk.lab.handle(.resize(Size(columns: columns, rows: rows)))
          var frame = desk.lab.frame()
          #expect(frame.isWellFormed)
          frame.replace(with: .asciiAlone)
          #expect(frame.text.utf8.allSatisfy { $0 < 0x7F })
        }
      }
    }
  }

  @Test("plain lines say the dial and the warnings, and again after each turn")
  func spoken() {
    var spoken = SpokenLaboratory(Pressing("n*2").lab)
    let lines = spoken.take(.key("V"))
    #expect(lines.contains("latency, one way: 10-15ms"))
    #expect(lines.contains { $0.hasPrefix("broadcastTime 32ms") })
    let turned = spoken.take(.key("right"))
    #expect(turned.contains("latency, one way: 20-30ms"))
    #expect(turned.contains { $0.hasPrefix("broadcastTime 62ms") })
  }
}
