import Foundation
import Screen
import TestSupport
import Testing

@Suite("Windows that change", .ownThreads) struct WindowChangeTests {
  static let size = Size(columns: 80, rows: 24)

  func started() throws -> PseudoTerminal {
    let terminal = try PseudoTerminal("raftlab", ["--lang", "en"], size: Self.size)
    #expect(terminal.wait(for: "press space"))
    // A candidate first, and then the leader.
    terminal.send("nn")
    #expect(terminal.wait(for: "★ leader"))
    return terminal
  }

  @Test("resized there and back before the program looks, the screen is whole again")
  func thereAndBack() throws {
    let terminal = try started()
    let whole = terminal.screen.text
    for _ in 0..<5 {
      // The terminal cuts what it held; the size is the same again when the program asks for it.
      terminal.resize(Size(columns: 40, rows: 5))
      terminal.resize(Self.size)
      #expect(terminal.wait { $0.text == whole }, "\(terminal.screen.text)")
    }
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test(
    "each frame of a change clears and draws in one piece, the last one after it has come to rest")
  func onePiece() throws {
    let terminal = try started()
    let sent = terminal.output.count
    terminal.resize(Size(columns: 90, rows: 25))
    func frames() -> [Substring] {
      String(decoding: terminal.output[sent...], as: UTF8.self)
        .split(separator: "\u{1B}[?2026h").filter { $0.contains("\u{1B}[2J") }
    }
    #expect(terminal.wait { _ in frames().count == 2 && terminal.text.hasSuffix("[?2026l") })
    for frame in frames() {
      let drawing = frame.split(separator: "\u{1B}[?2026l")[0]
      #expect(drawing.contains("raftlab") && drawing.contains("leader"), "\(drawing)")
    }
    // And none after that.
    terminal.read(forMilliseconds: 500)
    #expect(frames().count == 2)
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }
}
