import Foundation
import Screen
import TestSupport
import Testing

/// The program as people use it: keys go in at a real terminal, and the screen is read.
@Suite("The laboratory on a terminal", .ownThreads) struct LaboratoryTests {
  /// A started program; the modes are those of the terminal before it.
  func started(
    _ arguments: String = "", size: Size = Size(columns: 100, rows: 27)
  ) throws -> (PseudoTerminal, PseudoTerminal.Modes) {
    let program = PseudoTerminal.path(of: "raftlab")
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "read go; exec \"\(program)\" \(arguments)"], size: size)
    let before = terminal.modes
    terminal.send("go\n")
    #expect(terminal.wait(for: size.columns < 60 ? "q quits" : "press space"))
    return (terminal, before)
  }

  /// The row of a server.
  func row(_ number: Int, _ screen: VirtualTerminal) -> String { screen.rows[number + 1] }

  /// Goes on milestone by milestone until something is on the screen.
  func milestones(
    _ terminal: PseudoTerminal, until condition: (VirtualTerminal) -> Bool
  ) -> Bool {
    for _ in 0..<30 where !condition(terminal.screen) {
      let frames = terminal.screen.frames
      terminal.send("n")
      guard terminal.wait(until: { $0.frames > frames }) else { return false }
    }
    return terminal.wait(until: condition)
  }

  /// Goes on until another server than these leads.
  func leads(_ terminal: PseudoTerminal, but others: Int...) -> Int? {
    let servers = (1...5).filter { !others.contains($0) }
    let isLed = milestones(terminal) { screen in
      servers.contains { row($0, screen).contains("★ leader") }
    }
    guard isLed else { return nil }
    return servers.first { row($0, terminal.screen).contains("★ leader") }
  }

  @Test(
    "start, step, elect, kill the leader, see a new one, split, write on both sides, heal, quit")
  func story() throws {
    let (terminal, before) = try started()
    for server in 1...5 { #expect(row(server, terminal.screen).contains("○ follower    0")) }
    terminal.send(" ")
    #expect(terminal.wait(for: "S3 becomes a candidate in term 1"), "\(terminal.screen.text)")
    terminal.send("n")
    #expect(terminal.wait { row(3, $0).contains("★ leader") })
    terminal.send("3k")
    #expect(terminal.wait { row(3, $0).contains("✖ down") })
    let leader = try #require(leads(terminal, but: 3))
    terminal.send("k")
    #expect(terminal.wait { row(3, $0).contains("○ follower") })

    // The leader and one more on one side, three on the other.
    let other = leader == 1 ? 2 : 1
    terminal.send("p\(leader)\(other)\r")
    #expect(terminal.wait(for: "┃ split"))
    terminal.send("\(leader)w")
    #expect(terminal.wait(for: "x=1"))
    let second = try #require(leads(terminal, but: leader, other))
    #expect(row(leader, terminal.screen).contains("x=1"))
    terminal.send("\(second)w")
    #expect(terminal.wait(for: "y=2"))
    #expect(milestones(terminal) { row(second, $0).contains("y=2]") }, "\(terminal.screen.text)")
    terminal.send("h")
    #expect(terminal.wait(for: "network whole"))
    #expect(milestones(terminal) { row(leader, $0).contains("○ follower") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    terminal.expectRestored(to: before)
  }

  @Test("it runs by itself, takes new sizes meanwhile, and pauses")
  func resizeWhileRunning() throws {
    let (terminal, before) = try started("--speed 1")
    terminal.send("r")
    #expect(terminal.wait(for: "★ leader"))
    for size in [(60, 14), (200, 60), (59, 13), (30, 3), (80, 24), (141, 40), (90, 25)] {
      terminal.resize(Size(columns: size.0, rows: size.1))
      #expect(
        terminal.wait { screen in
          size.0 < 60
            ? screen.text.replacing("\n", with: " ").contains("q quits")
            : screen.rows[0].contains("running") && screen.rows[size.1 - 1].hasSuffix("q quit")
        }, "\(size) \(terminal.screen.text)")
    }
    terminal.send(" ")
    #expect(terminal.wait(for: "paused"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    terminal.expectRestored(to: before)
  }

  @Test("a screen that is too small says so, grows into the whole, and quits in between")
  func tooSmall() throws {
    let (terminal, before) = try started(size: Size(columns: 40, rows: 8))
    terminal.send("n")
    terminal.resize(Size(columns: 80, rows: 24))
    #expect(terminal.wait(for: "★ leader", "◆ candidate"))
    terminal.resize(Size(columns: 10, rows: 3))
    #expect(terminal.wait { !$0.contains("follower") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    terminal.expectRestored(to: before)
  }

  @Test("ctrl-z gives the terminal to the shell, fg brings the laboratory back as it was")
  func suspend() throws {
    let program = PseudoTerminal.path(of: "raftlab")
    let script =
      "set -m; read go; \"\(program)\"; echo stopped; read go; fg >/dev/null; echo ended $?"
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", script], size: Size(columns: 100, rows: 27))
    let before = terminal.modes
    terminal.send("go\n")
    #expect(terminal.wait(for: "press space"))
    terminal.send("nn")
    #expect(terminal.wait(for: "★ leader"))
    let screen = terminal.screen.text
    terminal.send("\u{1A}")
    #expect(terminal.wait(for: "stopped"))
    #expect(terminal.modes == before)
    #expect(!terminal.screen.contains("leader"))
    terminal.send("go\n")
    #expect(terminal.wait { $0.text == screen })
    terminal.send("q")
    #expect(terminal.wait(for: "ended 0"))
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(terminal.modes == before)
  }

  @Test("signals end it as they should, with the terminal as it was", arguments: [SIGTERM, SIGHUP])
  func signals(signal: Int32) throws {
    for keys in ["", "r", "W", "?"] {
      let (terminal, before) = try started()
      terminal.send(keys)
      terminal.signal(signal)
      #expect(terminal.waitForEnd() == .signal(signal))
      terminal.expectRestored(to: before)
    }
  }

  @Test("ctrl-c leaves, whatever is open", arguments: ["", "r", "W", "?", "p", "c", "b"])
  func controlC(keys: String) throws {
    let (terminal, before) = try started()
    terminal.send(keys)
    terminal.send("\u{3}")
    let ending = terminal.waitForEnd()
    #expect(ending == .signal(SIGINT))
    terminal.expectRestored(to: before)
  }

  @Test("a paste kills no server and quits nothing")
  func paste() throws {
    let (terminal, _) = try started()
    let screen = terminal.screen.text
    terminal.send("\u{1B}[200~kXq\r  nq\u{1B}[201~")
    terminal.send("W")
    #expect(terminal.wait(for: "Write through S1"))
    terminal.send("\u{1B}[200~a=qk\u{1B}[201~")
    #expect(terminal.wait(for: "a=qk"))
    terminal.send("\u{1B}")
    #expect(terminal.wait { $0.text == screen })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test("--ascii and a locale without UTF-8 send ASCII only")
  func ascii() throws {
    for (arguments, locale) in [("--ascii", "C.UTF-8"), ("--lang en", "C")] {
      let terminal = try PseudoTerminal(
        "raftlab", arguments.split(separator: " ").map(String.init),
        environment: ["LC_ALL": locale])
      #expect(terminal.wait(for: "press space"))
      terminal.send("nnw")
      #expect(terminal.wait(for: "leader"))
      terminal.send("q")
      #expect(terminal.waitForEnd() == .exit(0))
      #expect(terminal.output.allSatisfy { $0 < 0x80 })
    }
  }
}
