import Foundation
import Screen
import TestSupport
import Testing

/// Lessons as they are taken: at a real terminal, with the keys that a student presses.
@Suite("Lessons on a terminal", .ownThreads) struct LessonTests {
  /// A home of its own, in which it is remembered how far lessons were followed.
  private let home: Folder

  init() throws { home = try Folder() }

  private func opened(_ arguments: String) throws -> PseudoTerminal {
    try PseudoTerminal(
      "raftlab", arguments.split(separator: " ").map(String.init),
      size: Size(columns: 100, rows: 30),
      environment: ["LC_ALL": "C.UTF-8", "XDG_STATE_HOME": home.path, "XDG_CONFIG_HOME": home.path])
  }

  /// Presses keys, one after the other, until something is on the screen.
  private func press(
    _ keys: String, on terminal: PseudoTerminal, until text: String, times: Int = 1,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for _ in 0..<times where !terminal.screen.contains(text) {
      let before = caption(terminal)
      terminal.send(keys)
      // Only what has been taken in is followed by the next key, however busy the machine.
      _ = terminal.wait { $0.contains(text) || caption($0) != before }
    }
    #expect(
      terminal.wait(for: text), "\(text)\n\(terminal.screen.text)", sourceLocation: sourceLocation)
  }

  /// What the lesson says, or the list that is open.
  private func caption(_ screen: VirtualTerminal) -> [String] {
    screen.contains("Chapters") ? screen.rows : Array(screen.rows.suffix(7).dropLast())
  }

  private func caption(_ terminal: PseudoTerminal) -> [String] { caption(terminal.screen) }

  private func step(_ number: Int) -> String { "step \(number) of " }

  @Test("opened by its number: on, back, a guess by one key, own ways and home again, chapters")
  func followed() throws {
    let terminal = try opened("play 2")
    #expect(terminal.wait(for: "An election in four phases · " + step(0)))
    press(" ", on: terminal, until: "Five servers have just started.")
    // Space begins a run, and ends it at once.
    press(" ", on: terminal, until: "Each has an election timer", times: 2)
    #expect(terminal.screen.contains(step(2)))
    press("\u{7F}", on: terminal, until: step(1))
    #expect(terminal.screen.contains("Five servers have just started."))
    press("\r", on: terminal, until: "Each has an election timer", times: 2)
    press(" ", on: terminal, until: "Which of the five will lead?")
    #expect(terminal.screen.contains("1 S1   2 S2   3 S3   4 S4   5 S5   0 none"))
    press("1", on: terminal, until: "Your guess: S1. Watch.")
    press(" ", on: terminal, until: "S1's timer has run out.", times: 3)
    #expect(terminal.screen.contains("◆ candidate"))

    // Any key of the cluster takes over; one key returns.
    press("k", on: terminal, until: "You are on your own branch. Esc returns to the lesson.")
    #expect(terminal.wait { $0.rows[2].contains("✖ down") }, "\(terminal.screen.text)")
    terminal.send("\u{1B}")
    #expect(terminal.wait { $0.rows[2].contains("◆ candidate") }, "\(terminal.screen.text)")
    #expect(!terminal.screen.contains("own branch"))
    #expect(terminal.screen.contains("S1's timer has run out."))

    press(" ", on: terminal, until: "✓ As you said: S1.", times: 9)
    #expect(terminal.screen.contains("guesses ✓ 1/1"))

    press("C", on: terminal, until: "Chapters")
    press("\u{1B}OA", on: terminal, until: "▶ 1  All are followers", times: 4)
    press("\r", on: terminal, until: "Five servers have just started.")
    #expect(terminal.screen.contains(step(1)))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test("taken up again from the disk where it was left, to the tally at its end")
  func resumed() throws {
    let first = try opened("play election")
    #expect(first.wait(for: step(0)))
    press(" ", on: first, until: "Each has an election timer", times: 5)
    first.send("q")
    #expect(first.waitForEnd() == .exit(0))

    let second = try opened("play 2")
    #expect(second.wait(for: "This is where you left off. C lists the chapters."))
    #expect(second.screen.contains("Each has an election timer"))
    press(" ", on: second, until: "Which of the five will lead?", times: 2)
    press("3", on: second, until: "Your guess: S3. Watch.")
    press(" ", on: second, until: "S1's timer has run out.", times: 3)
    #expect(second.screen.contains("◆ candidate"))
    press(" ", on: second, until: "It was: S1. You said: S3.", times: 9)
    press(" ", on: second, until: "? Two votes came after", times: 6)
    press("1", on: second, until: "Your guess: 1. Watch.")
    press(" ", on: second, until: "✓ As you said: 1.", times: 2)
    press(" ", on: second, until: "This is the end of the lesson.")
    #expect(second.screen.contains("1 of 2 predictions came true."))
    second.send("q")
    #expect(second.waitForEnd() == .exit(0))

    // What was followed to its end begins from its beginning again, and so does what is asked to.
    let third = try opened("play 2")
    #expect(third.wait(for: step(0)))
    press(" ", on: third, until: step(1))
    third.send("q")
    #expect(third.waitForEnd() == .exit(0))
    let fourth = try opened("play 2 --from-start")
    #expect(fourth.wait(for: step(0)))
    fourth.send("q")
    #expect(fourth.waitForEnd() == .exit(0))
  }

  @Test("in class a question waits for the hands, and shows them as bars beside the outcome")
  func inClass() throws {
    let terminal = try opened("play 2 --class --lang en")
    #expect(terminal.wait(for: step(0)))
    press(" ", on: terminal, until: "Which of the five will lead?", times: 9)
    #expect(terminal.wait(for: "S1: ▏"), "\(terminal.screen.text)")
    // Twelve for S1, typed with a slip; six for S3; none for the others.
    terminal.send("13\u{7F}2\r")
    #expect(terminal.wait(for: "S1: 12   S2: ▏"), "\(terminal.screen.text)")
    terminal.send("\r6\r\r\r\r")
    press(" ", on: terminal, until: "✓ S1   \(String(repeating: "▓", count: 30)) 12", times: 12)
    #expect(terminal.screen.contains("S3   \(String(repeating: "▓", count: 15)) 6"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test("a lesson is shown with the options of the screen: language, ASCII, keys, colours")
  func options() throws {
    let plain = try opened("play 1 --ascii --show-keys --color never --no-mouse --no-motion")
    #expect(plain.wait(for: "What a replicated log is for"))
    press(" ", on: plain, until: step(1))
    #expect(plain.wait(for: "[space]", " space "), "\(plain.screen.text)")
    plain.send("q")
    #expect(plain.waitForEnd() == .exit(0))
    #expect(plain.output.allSatisfy { $0 < 0x80 })
    #expect(!plain.text.contains("[38;") && !plain.text.contains("[?1000h"))

    let chinese = try opened("play 1 --lang zh --theme light")
    #expect(chinese.wait(for: "日志复制解决什么问题"))
    press(" ", on: chinese, until: "第 1 步")
    chinese.send("q")
    #expect(chinese.waitForEnd() == .exit(0))
    #expect(chinese.text.contains("[?1000h") || chinese.text.contains("[?1002h"))
  }
}
