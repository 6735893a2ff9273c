import Foundation
import Screen
import TestSupport
import Testing

@Suite("Suspension and loss of the terminal", .ownThreads) struct SuspensionTests {
  let probe = PseudoTerminal.path(of: "terminal-probe")

  @Test("ctrl-z gives the terminal to the shell, fg brings the whole frame back")
  func suspend() throws {
    let script =
      "set -m; read go; \"\(probe)\"; echo stopped; read go; fg >/dev/null; echo ended $?"
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", script], size: Size(columns: 60, rows: 16))
    let before = terminal.modes
    terminal.send("go\n")
    #expect(terminal.wait(for: "probe 60x16"))
    terminal.send("k")
    #expect(terminal.wait(for: "> key k"))
    terminal.send("\u{1A}")
    #expect(terminal.wait(for: "stopped"))
    #expect(terminal.modes == before)
    #expect(terminal.screen.modes.subtracting([7]) == [25])
    #expect(!terminal.screen.contains("probe"))

    terminal.resize(Size(columns: 50, rows: 12))
    terminal.send("go\n")
    #expect(terminal.wait { $0.contains("probe 50x12") && $0.contains("> resumed") })
    #expect(terminal.screen.contains("> key k"))
    #expect(terminal.wait(for: "> resize 50 12"))
    #expect(terminal.screen.modes.isSuperset(of: [1049, 2004, 1000, 1006]))
    terminal.send("q")
    #expect(terminal.wait(for: "ended 0"))
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(terminal.modes == before)
  }

  @Test("a stop that cannot be caught is repaired when the process continues")
  func stopAndContinue() throws {
    let terminal = try PseudoTerminal(probe, size: Size(columns: 60, rows: 16))
    #expect(terminal.wait(for: "probe 60x16"))
    terminal.signal(SIGSTOP)
    usleep(100_000)
    let sent = terminal.output.count
    terminal.signal(SIGCONT)
    #expect(terminal.wait(for: "> resumed"))
    let repainted = String(decoding: terminal.output[sent...], as: UTF8.self)
    #expect(repainted.contains("probe 60x16"))
    #expect(repainted.contains("\u{1B}[?1049h"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test("a terminal that goes away ends the program by SIGHUP")
  func hangUp() throws {
    let terminal = try PseudoTerminal(probe)
    #expect(terminal.wait(for: "probe 80x24"))
    terminal.hangUp()
    #expect(terminal.waitForEnd() == .signal(SIGHUP))
  }

  @Test("a terminal that goes away ends a program that ignores SIGHUP")
  func hangUpIgnored() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "trap '' HUP; exec \"\(probe)\" 2>/dev/null"])
    #expect(terminal.wait(for: "probe 80x24"))
    terminal.hangUp()
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test(
    "without a terminal on both sides there is a sentence and no escape sequence",
    arguments: ["< /dev/null", "| cat", "<&-", ">&-"])
  func notATerminal(redirection: String) throws {
    let script = "\"\(probe)\" \(redirection) 2>&1; echo status $?"
    let terminal = try PseudoTerminal("/bin/sh", ["-c", script])
    #expect(terminal.wait(for: "status"))
    #expect(terminal.waitForEnd() == .exit(0))
    if redirection != ">&-" {
      #expect(terminal.screen.contains("The screen needs a terminal"))
    }
    #expect(!terminal.output.contains(0x1B))
  }

  @Test("two terminals, one to read and one to write, are refused", arguments: ["<", ">"])
  func twoTerminals(direction: String) throws {
    let other = try PseudoTerminal("/bin/sh", ["-c", "tty; read end"])
    #expect(other.wait(for: "/dev/"))
    let line = try #require(other.screen.rows.first)
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "\"\(probe)\" \(direction) \(line) 2>&1; echo status $?"])
    #expect(terminal.wait(for: "status 1"))
    let output = direction == "<" ? terminal : other
    #expect(
      output.wait(for: "The screen needs the same terminal as standard input and output."))
    #expect(!terminal.output.contains(0x1B) && !other.output.contains(0x1B))
  }

  @Test("the terminal under another name is the same one")
  func otherName() throws {
    let terminal = try PseudoTerminal("/bin/sh", ["-c", "\"\(probe)\" < /dev/tty"])
    #expect(terminal.wait(for: "probe 80x24"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test(
    "a terminal that cannot do is refused with its name",
    arguments: [
      ("dumb", "cannot move its cursor"), ("no-such-terminal", "does not know"),
      (nil, "TERM is not set"), ("", "TERM is not set"),
    ])
  func refused(type: String?, sentence: String) throws {
    let terminal = try PseudoTerminal(probe, environment: ["TERM": type])
    #expect(terminal.waitForEnd() == .exit(1))
    #expect(terminal.screen.text.replacing("\n", with: "").contains(sentence))
    #expect(!terminal.output.contains(0x1B))
  }

  @Test(
    "terminals of other kinds and locales are drawn and left",
    arguments: [
      ("linux", "C.UTF-8"), ("vt100", "C.UTF-8"), ("screen-256color", "C.UTF-8"),
      ("tmux-256color", "C.UTF-8"), ("xterm", "C"), ("xterm-256color", "POSIX"),
      ("xterm-mono", "C.UTF-8"),
    ])
  func otherTerminals(type: String, locale: String) throws {
    let terminal = try PseudoTerminal(probe, environment: ["TERM": type, "LC_ALL": locale])
    #expect(terminal.wait { $0.text.contains("probe 80x24") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    if locale != "C.UTF-8" { #expect(terminal.output.allSatisfy { $0 < 0x80 }) }
  }
}
