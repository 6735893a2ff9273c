import Foundation
import Screen
import TestSupport
import Testing

@Suite("Input", .ownThreads) struct InputTests {
  func started(_ arguments: [String] = []) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      "terminal-probe", arguments, size: Size(columns: 60, rows: 16))
    #expect(terminal.wait(for: "probe 60x16"))
    return terminal
  }

  @Test(
    "a key arrives under its name",
    arguments: [
      ("k", "k"), ("W", "W"), (" ", "space"), ("\r", "enter"), ("\t", "tab"),
      ("\u{7F}", "backspace"),
      ("\u{10}", "ctrl-p"), ("\u{0}", "ctrl-space"), ("\u{13}", "ctrl-s"), ("\u{1B}", "esc"),
      ("\u{1B}x", "alt-x"), ("\u{1B}OA", "up"), ("\u{1B}OD", "left"), ("\u{1B}[1;2D", "shift-left"),
      ("\u{1B}[1;2C", "shift-right"), ("\u{1B}[1;5C", "ctrl-right"), ("\u{1B}[1;2A", "shift-up"),
      ("\u{1B}[1;6B", "ctrl-shift-down"), ("\u{1B}OH", "home"), ("\u{1B}OF", "end"),
      ("\u{1B}[5~", "page-up"), ("\u{1B}[3~", "delete"), ("\u{1B}OP", "f1"), ("\u{1B}[15~", "f5"),
      ("\u{1B}[1;2P", "shift-f1"), ("\u{1B}[Z", "back-tab"), ("领", "领"), ("é", "é"),
      ("\u{8}", "backspace"), ("\u{1B}\u{1B}[B", "alt-down"), ("\u{1B}\u{1B}OB", "alt-down"),
      ("\u{1B}\u{1B}[5~", "alt-page-up"), ("\u{1B}\u{1B}", "esc"),
      // The keypad, which ncurses puts into its application mode.
      ("\u{1B}Ok", "+"), ("\u{1B}Om", "-"), ("\u{1B}Oy", "9"), ("\u{1B}OM", "enter"),
      ("\u{1B}On", "."),
    ])
  func keys(sent: String, name: String) throws {
    let terminal = try started()
    terminal.send(sent)
    #expect(terminal.wait { $0.rows[2].hasPrefix("│> key \(name) ") }, "\(terminal.screen.text)")
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test(
    "a sequence that comes in pieces is what it would have been in one",
    arguments: [
      (["\u{1B}", "OB"], "key down"), (["\u{1B}O", "B"], "key down"),
      (["\u{1B}", "O", "B"], "key down"), (["\u{1B}[", "B"], "key down"),
      (["\u{1B}[B"], "key down"), (["\u{1B}", "[", "1", ";", "2", "D"], "key shift-left"),
      (["\u{1B}[", "5~"], "key page-up"), (["\u{1B}[1", "5~"], "key f5"),
      (["\u{1B}[", "I"], "focus true"), (["\u{1B}O", "k"], "key +"),
      (["\u{1B}[200~a", "\u{1B}", "[20", "1~"], "paste 1 a"),
      (["\u{1B}[20", "0~a\u{1B}[201~"], "paste 1 a"),
    ])
  func pieces(pieces: [String], event: String) throws {
    let terminal = try sent(pieces)
    #expect(terminal.wait { $0.rows[2].hasPrefix("│> \(event) ") }, "\(terminal.screen.text)")
    terminal.send("k")
    #expect(terminal.wait { $0.rows[3].hasPrefix("│> key k ") }, "\(terminal.screen.text)")
  }

  /// A terminal to which pieces were sent, each after the last was taken for itself and before an
  /// escape alone is a key. A machine that was too busy for that gets another try.
  private func sent(_ pieces: [String]) throws -> PseudoTerminal {
    let clock = ContinuousClock()
    for _ in 0..<50 {
      let terminal = try started()
      let gaps = pieces.map { piece in
        clock.measure {
          terminal.send(piece)
          usleep(32_000)
        }
      }
      if gaps.allSatisfy({ $0 < .milliseconds(42) }) { return terminal }
    }
    throw PseudoTerminal.Failure.tooBusy
  }

  @Test(
    "what is left of a mouse report presses no keys, however late it comes",
    arguments: ["\u{1B}[<", "\u{1B}[<0", "\u{1B}[<0;5", "\u{1B}[<0;5;7"])
  func lateReport(start: String) throws {
    let terminal = try started()
    let report = "\u{1B}[<0;5;7M"
    terminal.send(start)
    terminal.read(forMilliseconds: 400)
    terminal.send(String(report.dropFirst(start.count)))
    terminal.send("k")
    #expect(terminal.wait(for: "> key k"))
    #expect(terminal.screen.rows[2].contains("> mouse press"), "\(terminal.screen.text)")
    #expect(terminal.screen.rows[2].contains("4 6"))
    #expect(terminal.screen.rows[3].hasPrefix("│> key k "))
  }

  @Test(
    "an escape is a key too where something else comes with it",
    arguments: [
      ("\u{1B}[200~q\u{1B}[201~", "paste 1 q"), ("\u{1B}[I", "focus true"),
      ("\u{1B}[<0;5;7M", "mouse press"),
    ])
  func escapeWithOthers(other: String, event: String) throws {
    let terminal = try started()
    terminal.send("\u{1B}" + other + "k")
    #expect(terminal.wait(for: "> key k"), "\(terminal.screen.text)")
    let rows = terminal.screen.rows
    #expect(rows[2].hasPrefix("│> key esc ") && rows[3].contains("> \(event)"))
  }

  @Test("an escape is a key, whatever is typed after it", arguments: ["k", "\u{1B}", "\r"])
  func escapeAlone(next: String) throws {
    let terminal = try started()
    terminal.send("\u{1B}")
    // What comes with it might be a key with alt: on a busy machine both arrive as one.
    #expect(terminal.wait { $0.rows[2].hasPrefix("│> key esc ") })
    terminal.send(next)
    #expect(terminal.wait { $0.rows[2].hasPrefix("│> key esc ") && $0.rows[3].contains("> key") })
  }

  @Test("alt and a bracket are a key when nothing follows", arguments: ["[", "O"])
  func altBracket(key: String) throws {
    let terminal = try started()
    terminal.send("\u{1B}\(key)")
    #expect(terminal.wait { $0.rows[2].hasPrefix("│> key alt-\(key) ") })
  }

  @Test("a sequence that means nothing presses no key")
  func unknownSequences() throws {
    let terminal = try started()
    terminal.send("\u{1B}[99;3u")
    terminal.send("\u{1B}[?62;4c")
    terminal.send("k")
    #expect(terminal.wait(for: "> key k"))
    #expect(terminal.screen.rows[2].hasPrefix("│> key k "))
  }

  @Test("a paste is one event, whatever is in it")
  func paste() throws {
    let terminal = try started()
    terminal.send("\u{1B}[200~qqq\r\u{1B}[A领导\t:q\u{1B}[201~k")
    #expect(terminal.wait(for: "> key k"), "\(terminal.screen.text)")
    #expect(terminal.screen.rows.filter { $0.contains("> ") }.count == 2)
    #expect(terminal.screen.rows[2].hasPrefix("│> paste 12 qqq"), "\(terminal.screen.text)")
  }

  @Test("a paste that comes in pieces is still one event")
  func slowPaste() throws {
    let terminal = try started()
    terminal.send("\u{1B}[200~abc")
    usleep(300_000)
    terminal.send("def\u{1B}[201~")
    #expect(terminal.wait(for: "> paste 6 abcdef"))
  }

  @Test("a large paste is one event and ends")
  func largePaste() throws {
    let terminal = try started()
    for piece in 0..<100 {
      terminal.send((piece == 0 ? "\u{1B}[200~" : "") + String(repeating: "q", count: 1_000))
      _ = terminal.wait { _ in true }
    }
    terminal.send("\u{1B}[201~k")
    #expect(terminal.wait(for: "> key k"))
    #expect(terminal.screen.contains("> paste 65536"))
  }

  @Test("a huge paste costs no more for each character than a small one")
  func hugePaste() throws {
    let terminal = try started()
    // Each character once took as long as all before it: this took minutes.
    terminal.send("\u{1B}[200~" + String(repeating: "q", count: 400_000) + "\u{1B}[201~k")
    #expect(terminal.wait(for: "> key k"))
    #expect(terminal.screen.contains("> paste 65536"))
  }

  @Test("mouse buttons and the wheel arrive with their cell")
  func mouse() throws {
    let terminal = try started()
    terminal.send("\u{1B}[<0;11;6M")
    terminal.send("\u{1B}[<0;11;6m")
    terminal.send("\u{1B}[<64;301;1M")
    #expect(terminal.wait(for: "> mouse wheelUp 300 0"), "\(terminal.screen.text)")
    #expect(
      terminal.screen.rows[2].contains("> mouse press") && terminal.screen.rows[2].contains("10 5"))
    #expect(terminal.screen.rows[3].contains("> mouse release"))
  }

  @Test("without the mouse the terminal keeps its own selection")
  func noMouse() throws {
    let terminal = try started(["--no-mouse"])
    #expect(terminal.screen.modes.isDisjoint(with: [1000, 1002, 1003, 1006]))
  }

  @Test("focus in and out are told")
  func focus() throws {
    let terminal = try started()
    terminal.send("\u{1B}[O")
    #expect(terminal.wait(for: "> focus false"))
    terminal.send("\u{1B}[I")
    #expect(terminal.wait(for: "> focus true"))
  }

  @Test("a new size is told and filled, from one cell to many")
  func resize() throws {
    let terminal = try started()
    for size in [(1, 1), (3, 2), (200, 50), (20, 5), (500, 200), (60, 16)] {
      terminal.resize(Size(columns: size.0, rows: size.1))
      if size.0 >= 20 {
        let edge = size.0 - 1
        #expect(
          terminal.wait {
            $0.rows[0].contains("probe \(size.0)x") && $0.rows[size.1 - 1].hasSuffix("┘")
              && $0.rows[size.1 - 1].count == edge + 1
          }, "\(size)")
      }
    }
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test(
    "a size that no window has is cut to one",
    arguments: [(65_535, 1), (1, 65_535), (65_535, 65_535), (3_000, 24)])
  func impossibleSizes(columns: Int, rows: Int) throws {
    let probe = PseudoTerminal.path(of: "terminal-probe")
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "stty rows \(rows) cols \(columns); exec \"\(probe)\""],
      size: Size(columns: 60, rows: 16))
    #expect(terminal.wait { _ in terminal.text.contains("\u{1B}[?1049h") })
    terminal.resize(Size(columns: 70, rows: 20))
    #expect(terminal.wait { $0.rows[0].contains("probe 70x20") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test("a size that no window has may come later", arguments: [(65_535, 1), (65_535, 65_535)])
  func impossibleResize(columns: Int, rows: Int) throws {
    let terminal = try started()
    terminal.resizeUnseen(columns: columns, rows: rows)
    terminal.send("b")
    terminal.read(forMilliseconds: 200)
    terminal.resize(Size(columns: 70, rows: 20))
    #expect(terminal.wait { $0.rows[0].contains("probe 70x20") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test("a storm of sizes ends with the last one filled")
  func resizeStorm() throws {
    let terminal = try started()
    for step in 0..<200 {
      terminal.resize(Size(columns: 20 + step % 90, rows: 4 + step % 37))
    }
    terminal.resize(Size(columns: 70, rows: 20))
    #expect(terminal.wait { $0.rows[0].contains("probe 70x20") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }
}
