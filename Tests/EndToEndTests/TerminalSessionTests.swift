import Foundation
import Screen
import TestSupport
import Testing

/// The probe shows every event that a session gives, and ends badly on request.
@Suite("Terminal session", .ownThreads) struct TerminalSessionTests {
  func probe(
    _ arguments: [String] = [], size: Size = Size(columns: 60, rows: 16),
    environment: [String: String?] = [:]
  ) throws -> PseudoTerminal {
    try PseudoTerminal("terminal-probe", arguments, size: size, environment: environment)
  }

  /// A started probe and the modes before it; the first frame is on the screen.
  func started() throws -> (PseudoTerminal, PseudoTerminal.Modes) {
    // Until the shell is told to go on, the modes are the terminal's first ones.
    let terminal = try PseudoTerminal(
      "/bin/sh",
      ["-c", "read go; exec \"\(PseudoTerminal.path(of: "terminal-probe"))\""],
      size: Size(columns: 60, rows: 16))
    let before = terminal.modes
    terminal.send("go\n")
    #expect(terminal.wait(for: "probe 60x16"))
    #expect(terminal.modes != before)
    return (terminal, before)
  }

  @Test("the first frame shows wide, combining and coloured text at its columns")
  func firstFrame() throws {
    let terminal = try probe()
    #expect(terminal.wait(for: "领导者 ★ e\u{301}"))
    #expect(terminal.screen.rows[0].hasPrefix("┌─ probe 60x16 indexed ──"))
    #expect(terminal.screen.rows[0].count == 60)
    #expect(terminal.screen.rows[15] == "└" + String(repeating: "─", count: 58) + "┘")
    #expect(terminal.screen.modes.isSuperset(of: [1049, 2004, 1000, 1006, 1004]))
    #expect(!terminal.screen.modes.contains(25))
    #expect(terminal.screen.unknown.isEmpty)
  }

  @Test("q leaves, and the terminal is as it was")
  func leave() throws {
    let (terminal, before) = try started()
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(terminal.screen.contains("left"))
    terminal.expectRestored(to: before)
  }

  @Test(
    "a signal that asks to end restores the terminal and ends by that signal",
    arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func endingSignals(signal: Int32) throws {
    let (terminal, before) = try started()
    terminal.signal(signal)
    #expect(terminal.waitForEnd() == .signal(signal))
    terminal.expectRestored(to: before)
  }

  @Test(
    "a signal that nobody sends to be polite restores the terminal all the same",
    arguments: [
      SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGSYS, SIGPOLL, SIGPWR,
    ])
  func fatalSignals(signal: Int32) throws {
    let (terminal, before) = try started()
    terminal.signal(signal)
    #expect(terminal.waitForEnd() == .signal(signal))
    terminal.expectRestored(to: before)
  }

  @Test(
    "a terminal that takes no output is left all the same", arguments: [SIGTERM, SIGINT, SIGHUP])
  func deafTerminal(signal: Int32) throws {
    let (terminal, before) = try started()
    // So many frames that the line is full, and the program waits for somebody to read.
    for _ in 0..<20 { terminal.sendUnread(String(repeating: "bcd", count: 200)) }
    usleep(500_000)
    terminal.signal(signal)
    #expect(terminal.waitForEnd(reading: false) == .signal(signal))
    #expect(terminal.modes == before)
  }

  @Test("ctrl-c restores the terminal and ends by SIGINT")
  func controlC() throws {
    let (terminal, before) = try started()
    terminal.send("\u{3}")
    #expect(terminal.waitForEnd() == .signal(SIGINT))
    terminal.expectRestored(to: before)
  }

  @Test("a program that hangs ends at the second signal, restored")
  func hanging() throws {
    let (terminal, before) = try started()
    terminal.send("h")
    #expect(terminal.wait(for: "> key h"))
    terminal.signal(SIGTERM)
    // Two of a kind that are pending at once are one: the second waits for the first.
    usleep(50_000)
    terminal.signal(SIGTERM)
    #expect(terminal.waitForEnd() == .signal(SIGTERM))
    terminal.expectRestored(to: before)
  }

  @Test("a program that hangs ends some seconds after one signal, restored")
  func hangingOnce() throws {
    let (terminal, before) = try started()
    terminal.send("h")
    #expect(terminal.wait(for: "> key h"))
    terminal.signal(SIGINT)
    #expect(terminal.waitForEnd() == .signal(SIGINT))
    terminal.expectRestored(to: before)
  }

  @Test(
    "a crash signal restores the terminal and still ends the process",
    arguments: [SIGSEGV, SIGABRT, SIGILL, SIGFPE, SIGBUS, SIGTRAP])
  func crashSignals(signal: Int32) throws {
    let (terminal, before) = try started()
    terminal.signal(signal)
    #expect(terminal.waitForEnd() == .signal(signal))
    terminal.expectRestored(to: before)
  }

  @Test(
    "a trap, an abort, a wild pointer and an endless recursion restore the terminal",
    arguments: ["t", "a", "n", "r"])
  func crashes(key: String) throws {
    let (terminal, before) = try started()
    terminal.send(key)
    let ending = terminal.waitForEnd()
    let expected: [Int32] =
      switch key {
      case "t": [SIGILL, SIGTRAP]
      case "a": [SIGABRT]
      default: [SIGSEGV, SIGBUS]
      }
    #expect(expected.contains { ending == .signal($0) }, "ended with \(String(describing: ending))")
    terminal.expectRestored(to: before)
    if key == "t" {
      // The reason comes when it can be read: after the screen is left.
      let farewell = terminal.text.split(separator: "\u{1B}[?1049l").last
      #expect(farewell?.contains("trapped on request") == true)
    }
  }

  @Test("exit without closing restores the terminal")
  func exitWithoutClosing() throws {
    let (terminal, before) = try started()
    terminal.send("e")
    #expect(terminal.waitForEnd() == .exit(3))
    terminal.expectRestored(to: before)
  }

  @Test("standard error waits until the screen is gone")
  func standardError() throws {
    let (terminal, before) = try started()
    terminal.send("x")
    #expect(terminal.wait(for: "> key x"))
    #expect(!terminal.screen.contains("said on standard error"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(terminal.screen.contains("said on standard error"))
    terminal.expectRestored(to: before)
  }
}
