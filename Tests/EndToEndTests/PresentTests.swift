import Foundation
import Screen
import TestSupport
import Testing

@testable import terminal_probe

@Suite("Presenting", .ownThreads) struct PresentTests {
  @Test("what ncurses leaves on the terminal is the surface, cell by cell", arguments: 1...12)
  func random(seed: UInt64) throws {
    let size = Size(columns: 20 + Int(seed) * 7, rows: 6 + Int(seed) * 2)
    let steps = 40
    var frames = RandomFrames(seed: seed, size: size)
    for _ in 0..<steps { frames.advance() }
    let terminal = try PseudoTerminal(
      "terminal-probe", ["--random", "\(seed)", "\(steps)"], size: size)
    let expected = (0..<size.rows).map { row in
      var line = frames.surface.text(row: row)
      while line.last == " " { line.removeLast() }
      return line
    }
    #expect(terminal.wait { $0.rows == expected })
    for row in 0..<size.rows {
      #expect(terminal.screen.rows[row] == expected[row], "seed \(seed) row \(row)")
    }
    #expect(terminal.screen.unknown.isEmpty)
  }

  @Test("a surface for wide ambiguous characters reaches the terminal without them")
  func ambiguous() throws {
    let terminal = try PseudoTerminal(
      "terminal-probe", ["--wide"], size: Size(columns: 60, rows: 16))
    #expect(terminal.wait(for: "领导者"))
    #expect(terminal.screen.rows[0].hasPrefix("+- probe 60x16"))
    #expect(!terminal.screen.text.contains("★"))
  }

  @Test("--ascii keeps Chinese and replaces symbols")
  func ascii() throws {
    let terminal = try PseudoTerminal(
      "terminal-probe", ["--ascii"], size: Size(columns: 60, rows: 16))
    #expect(terminal.wait(for: "领导者 * e\u{301}"))
    #expect(terminal.screen.rows[0].hasPrefix("+- probe 60x16"))
  }

  @Test("a frame that changes nothing sends nothing")
  func nothing() throws {
    let terminal = try PseudoTerminal("terminal-probe", size: Size(columns: 60, rows: 16))
    #expect(terminal.wait(for: "probe 60x16"))
    terminal.send("k")
    #expect(terminal.wait { $0.contains("> key k") && $0.frames == 2 })
    let sent = terminal.output.count
    // Reports that mean nothing wake the program and change nothing.
    terminal.send("\u{1B}[99;3u")
    terminal.send("j")
    #expect(terminal.wait { $0.contains("> key j") && $0.frames > 2 })
    #expect(terminal.screen.frames == 3)
    #expect(terminal.output.count - sent < 200)
  }
}
