import Foundation
import Screen
import TestSupport
import Testing

/// The program itself, killed in every way, on every kind of terminal.
@Suite("Every way out, every terminal", .ownThreads) struct RestorationTests {
  /// A started program in a folder of its own; the modes are those of the terminal before it.
  func started(
    type: String? = "xterm-256color", locale: String? = "C.UTF-8",
    size: Size = Size(columns: 80, rows: 24)
  ) throws -> (PseudoTerminal, PseudoTerminal.Modes) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("raftlab-ways-out")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let program = PseudoTerminal.path(of: "raftlab")
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "cd '\(folder.path)'; read go; exec \"\(program)\" --lang en"],
      size: size, environment: ["TERM": type, "LC_ALL": locale])
    let before = terminal.modes
    terminal.send("go\n")
    return (terminal, before)
  }

  @Test(
    "a crash of the program leaves the terminal as it was, also while time runs",
    arguments: [SIGALRM, 34, 64, SIGSEGV, SIGABRT, SIGILL, SIGFPE, SIGBUS, SIGTRAP, SIGQUIT],
    ["", "nnr"])
  func crashes(signal: Int32, keys: String) throws {
    let (terminal, before) = try started()
    #expect(terminal.wait(for: "press space"))
    terminal.send(keys)
    if !keys.isEmpty { #expect(terminal.wait(for: "running")) }
    terminal.signal(signal)
    #expect(terminal.waitForEnd() == .signal(signal))
    terminal.expectRestored(to: before)
  }

  @Test(
    "a pipe that closes and a file that grows too large end nothing: q leads out, and restores",
    arguments: [SIGPIPE, SIGXFSZ], ["", "nnr"])
  func outlived(signal: Int32, keys: String) throws {
    let (terminal, before) = try started()
    #expect(terminal.wait(for: "press space"))
    terminal.send(keys)
    if !keys.isEmpty { #expect(terminal.wait(for: "running")) }
    terminal.signal(signal)
    terminal.read(forMilliseconds: 200)
    #expect(terminal.ending == nil)
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    terminal.expectRestored(to: before)
  }

  @Test("a terminal that goes away ends it", arguments: ["", "r", "W"])
  func hangUp(keys: String) throws {
    let (terminal, _) = try started()
    #expect(terminal.wait(for: "press space"))
    terminal.send(keys)
    terminal.hangUp()
    #expect(terminal.waitForEnd() == .signal(SIGHUP))
  }

  @Test("the signal may come long after the terminal has gone")
  func lateHangUp() throws {
    let terminal = try PseudoTerminal("raftlab", ["--lang", "en"], isControlling: false)
    #expect(terminal.wait(for: "press space"))
    terminal.hangUp()
    usleep(100_000)
    terminal.signal(SIGHUP)
    #expect(terminal.waitForEnd() == .signal(SIGHUP))
  }

  @Test(
    "every kind of terminal is drawn on and left",
    arguments: [
      "xterm-256color", "xterm", "xterm-direct", "screen", "screen-256color", "tmux",
      "tmux-256color", "linux", "vt100", "vt220", "rxvt-unicode-256color", "xterm-mono", "ansi",
    ], ["C", "POSIX", "C.UTF-8"])
  func kinds(type: String, locale: String) throws {
    let (terminal, before) = try started(type: type, locale: locale)
    let isThere = terminal.wait { $0.text.contains("press space") || $0.text.contains("database") }
    #expect(isThere, "\(terminal.screen.text)")
    // Where the database lacks it, it is refused with a sentence.
    guard !terminal.screen.text.contains("database") else {
      #expect(type == "xterm-direct")
      return
    }
    terminal.send("nn")
    #expect(terminal.wait { $0.text.contains("becomes leader of term 1") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(terminal.modes == before)
    #expect(!terminal.screen.isAlternate)
    if locale != "C.UTF-8" { #expect(terminal.output.allSatisfy { $0 < 0x80 }) }
  }

  @Test("clicks and the wheel do what they do", arguments: ["xterm-256color", "tmux-256color"])
  func mouse(type: String) throws {
    let (terminal, before) = try started(type: type)
    #expect(terminal.wait(for: "press space"))
    let row = try #require(terminal.screen.rows.firstIndex { $0.contains("S4") })
    terminal.send("\u{1B}[<0;5;\(row + 1)M\u{1B}[<0;5;\(row + 1)m")
    #expect(terminal.wait { $0.rows[row].hasPrefix("▶") })
    // A click on a hint is its key.
    let footer = terminal.screen.size.rows
    terminal.send("\u{1B}[<0;3;\(footer)M")
    #expect(terminal.wait(for: "becomes a candidate"))
    terminal.send("?")
    #expect(terminal.wait(for: "Everywhere", "Esc"))
    let help = terminal.screen.text
    terminal.send("\u{1B}[<65;10;10M\u{1B}[<65;10;10M\u{1B}[<65;10;10M")
    #expect(terminal.wait { $0.text != help })
    terminal.send("\u{1B}[<64;10;10M\u{1B}[<64;10;10M\u{1B}[<64;10;10M")
    #expect(terminal.wait { $0.text == help })
    terminal.send("qq")
    #expect(terminal.waitForEnd() == .exit(0))
    terminal.expectRestored(to: before)
  }

  /// What is typed at random; nothing that writes files or leaves.
  static let pieces: [String] =
    "   nnnsrwwkzticphmdDbgeG123459vT?,.+-<>[]x/XRBPM".map(String.init) + [
      "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}[1;2D", "\u{1B}[5~", "\u{1B}[6~",
      "\u{1B}OP", "\u{1B}OQ", "\u{1B}OR", "\u{1B}OS", "\u{1B}[15~", "\u{1B}[17~", "\r", "\t",
      "\u{10}", "\u{7}", "\u{7}", "\u{7F}", "\u{1B}[<0;20;5M", "\u{1B}[<0;3;24M",
      "\u{1B}[<64;9;9M", "\u{1B}[<65;40;20M", "\u{1B}[200~qqX\r:\u{1B}[A\u{1B}[201~", "领", "é",
      "\u{1B}[99;7u", "\u{1B}[I", "\u{1B}[O",
    ]

  @Test("random keys, clicks, pastes and sizes at a real terminal: q leads out", arguments: 1...3)
  func random(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let (terminal, before) = try started()
    #expect(terminal.wait(for: "press space"))
    for number in 1...600 {
      terminal.send(Self.pieces[random.below(Self.pieces.count)])
      if number % 40 == 0 {
        terminal.resize(
          [
            Size(columns: 80, rows: 24),
            Size(columns: 1 + random.below(200), rows: 1 + random.below(60)),
          ][random.below(2)])
        terminal.read(forMilliseconds: 20)
        try #require(terminal.ending == nil, "seed \(seed), event \(number)")
      }
    }
    terminal.resize(Size(columns: 80, rows: 24))
    // Out of whatever is open, and out.
    terminal.send("\u{7}")
    terminal.read(forMilliseconds: 200)
    terminal.send("\u{7}")
    terminal.read(forMilliseconds: 200)
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0), "seed \(seed): \(terminal.screen.text)")
    terminal.expectRestored(to: before)
  }
}
