import Foundation
import Screen
import TestSupport
import Testing

/// `raftlab --plain` on a terminal and without one.
@Suite("Plain lines on a terminal", .ownThreads) struct PlainTests {
  func started(
    _ arguments: String = "", _ environment: [String: String?] = [:]
  ) throws -> (PseudoTerminal, PseudoTerminal.Modes) {
    let program = PseudoTerminal.path(of: "raftlab")
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "read go; exec \"\(program)\" --plain \(arguments)"],
      size: Size(columns: 100, rows: 60), environment: environment)
    let before = terminal.modes
    terminal.send("go\n")
    return (terminal, before)
  }

  @Test(
    "a key is an act on every terminal, and nothing but text is sent",
    arguments: ["dumb", "no-such-terminal", "vt100", "xterm-256color", nil])
  func story(type: String?) throws {
    let (terminal, before) = try started("", ["TERM": type])
    #expect(terminal.wait(for: "raftlab in plain lines"))
    #expect(terminal.wait(for: "q, ctrl-c: "))
    terminal.send(" ")
    #expect(terminal.wait(for: "S3 becomes a candidate in term 1"))
    terminal.send("n")
    #expect(terminal.wait(for: "S3 becomes leader of term 1"))
    terminal.send("3k")
    #expect(terminal.wait(for: "S3 crashes"))
    terminal.send("\t")
    #expect(terminal.wait(for: "S1: follower, term 1, voted for S3"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(terminal.modes == before)
    let text = terminal.text.replacing("\u{1B}[?2004h", with: "")
      .replacing("\u{1B}[?2004l", with: "")
    #expect(!text.contains("\u{1B}"))
    if type != "xterm-256color" { #expect(!terminal.output.contains(0x1B)) }
  }

  @Test("in Chinese too")
  func chinese() throws {
    let (terminal, _) = try started("--lang zh")
    #expect(terminal.wait(for: "逐行模式"))
    terminal.send("n")
    #expect(terminal.wait(for: "领导者", "候选人"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test(
    "signals and ctrl-c end it with the modes as they were", arguments: [SIGTERM, SIGHUP, SIGINT])
  func signals(signal: Int32) throws {
    let (terminal, before) = try started()
    #expect(terminal.wait(for: "q, ctrl-c: "))
    #expect(terminal.modes != before)
    terminal.signal(signal)
    #expect(terminal.waitForEnd() == .signal(signal))
    #expect(terminal.modes == before)
  }

  @Test("a paste presses no keys where the terminal can say that it is one")
  func paste() throws {
    let (terminal, _) = try started()
    #expect(terminal.wait(for: "q, ctrl-c: "))
    terminal.send("\u{1B}[200~kkq\u{1B}[201~ ")
    #expect(terminal.wait(for: "S3 becomes a candidate in term 1"))
    #expect(!terminal.text.contains("crashes"))
    terminal.send("\u{1B}[A")
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test("a paste in pieces, and a long one, press no keys either")
  func pastePieces() throws {
    let (terminal, _) = try started()
    #expect(terminal.wait(for: "q, ctrl-c: "))
    for piece in ["\u{1B}[20", "0~k", String(repeating: "k", count: 200_000), "k\u{1B}[2", "01~"] {
      terminal.send(piece)
      terminal.read(forMilliseconds: 50)
    }
    terminal.send(" ")
    #expect(terminal.wait(for: "S3 becomes a candidate in term 1"))
    #expect(!terminal.text.contains("crashes"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test("a lesson in plain lines waits for its reader, asks, and says each thing once")
  func lesson() throws {
    let home = try Folder()
    let terminal = try PseudoTerminal(
      "raftlab", ["play", "2", "--plain"], size: Size(columns: 100, rows: 60),
      environment: ["XDG_STATE_HOME": home.path, "XDG_CONFIG_HOME": home.path])
    #expect(terminal.wait(for: "How five equal servers come to have one leader"))
    #expect(terminal.text.contains("go on with the lesson"))
    #expect(!terminal.text.contains("Five servers have just started."))
    let story = [
      "Five servers have just", "it goes on; space skips ahead", "Each has an election timer",
      "? Look how much is left of each timer. Which of the five will lead?",
    ]
    for text in story {
      terminal.send(" ")
      #expect(terminal.wait(for: text), "\(text)")
    }
    #expect(terminal.text.contains("1 S1   2 S2   3 S3   4 S4   5 S5   0 none"))
    terminal.send("3")
    #expect(terminal.wait(for: "Your guess: S3. Watch."))
    for text in ["S1's timer has run out", "four RequestVote messages"] {
      for _ in 0..<3 where !terminal.screen.contains(text) {
        terminal.send(" ")
        terminal.read(forMilliseconds: 200)
      }
      #expect(terminal.wait(for: text), "\(text)")
    }
    #expect(terminal.text.ranges(of: "Each has an election timer").count == 1)
    #expect(!terminal.text.contains("▶"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test("from a pipe it takes keys until they end")
  func pipe() throws {
    let program = PseudoTerminal.path(of: "raftlab")
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "printf 'nn' | \"\(program)\" --plain | cat; echo ended"],
      size: Size(columns: 100, rows: 60))
    #expect(terminal.wait(for: "ended"))
    #expect(terminal.text.contains("S3 becomes leader of term 1"))
    #expect(!terminal.output.contains(0x1B))
  }
}
