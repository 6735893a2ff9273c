import Foundation
import Screen
import TestSupport
import Testing

@Suite("Terminals that are asked for their background", .ownThreads) struct GroundTests {
  static let question = "\u{1B}]11;?\u{1B}\\\u{1B}[c"
  static let identity = "\u{1B}[?64;1;22c"

  /// A probe with 8 colours that has asked.
  func asked() throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      "terminal-probe", size: Size(columns: 60, rows: 16), environment: ["TERM": "xterm"])
    #expect(terminal.wait { _ in terminal.text.contains(Self.question) })
    return terminal
  }

  @Test(
    "what it answers is taken, with either end and as many digits as there are",
    arguments: [
      ("rgb:ffff/ffff/ffff\u{1B}\\", "#ffffff"), ("rgb:0000/8080/ffff\u{7}", "#0080ff"),
      ("rgba:ff/00/80/ff\u{1B}\\", "#ff0080"), ("rgb:f/0/8\u{7}", "#ff0088"),
    ])
  func answered(answer: String, color: String) throws {
    let terminal = try asked()
    terminal.send("\u{1B}]11;\(answer)\(Self.identity)")
    #expect(terminal.wait(for: "probe 60x16 ansi8 \(color)"), "\(terminal.screen.text)")
    #expect(!terminal.screen.contains("> key"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test("keys that are pressed meanwhile are kept, in their order")
  func keys() throws {
    let terminal = try asked()
    terminal.send("c\u{1B}[A\u{1B}]11;rgb:0/0/0\u{7}\(Self.identity)b")
    #expect(terminal.wait { $0.contains("> key b") }, "\(terminal.screen.text)")
    let keys = terminal.screen.rows.filter { $0.contains("> key") }.map {
      $0.dropFirst(7).prefix(2)
    }
    #expect(keys == ["c ", "up", "b "])
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test("one that says nothing about it is not waited for; one that answers late presses no keys")
  func silent() throws {
    let terminal = try asked()
    #expect(terminal.wait(for: "probe 60x16 ansi8 ─"))
    terminal.send("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\(Self.identity)k")
    #expect(terminal.wait(for: "> key k"))
    #expect(terminal.screen.rows.count { $0.contains("> ") } == 1, "\(terminal.screen.text)")
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test("where every colour is painted over, nothing is asked")
  func unasked() throws {
    let terminal = try PseudoTerminal("terminal-probe", size: Size(columns: 60, rows: 16))
    #expect(terminal.wait(for: "probe 60x16"))
    #expect(!terminal.text.contains("]11;?"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }
}
