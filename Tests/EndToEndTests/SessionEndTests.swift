import Foundation
import Testing

/// Runs that end in any way, and are gone on with.
@Suite("Sessions, on a terminal", .serialized) struct SessionEndTests {
  private let home: String

  init() throws {
    home = NSTemporaryDirectory() + "/raftlab-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
  }

  private var journals: [String] {
    let folder = home + "/raftlab/sessions"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.map { "\(folder)/\($0)" }
  }

  private func open(_ arguments: [String]) throws -> PseudoTerminal {
    try PseudoTerminal("raftlab", arguments, environment: ["XDG_STATE_HOME": home])
  }

  private func finished(_ arguments: [String]) throws -> Finished {
    try Finished(arguments, environment: ["XDG_STATE_HOME": home])
  }

  private func rows(_ terminal: PseudoTerminal, _ range: Range<Int>) -> [String] {
    Array(terminal.screen.rows[range])
  }

  @Test("After kill -9 the run goes on where it was seen last, with its branches")
  func killed() throws {
    let first = try open(["--seed", "7"])
    #expect(first.wait(for: "press space"))
    #expect(journals.isEmpty, "nothing has happened yet")
    first.send("nnnn")
    #expect(first.wait(for: "★"))
    first.send("w")
    #expect(first.wait(for: "x=1"))
    first.send("[[k")
    #expect(first.wait { $0.text.contains("✖") })
    first.send("  ")
    first.read(forMilliseconds: 500)
    first.signal(SIGKILL)
    #expect(first.waitForEnd() == .signal(SIGKILL))
    #expect(journals.count == 1)
    let seen = rows(first, 1..<7)

    let second = try open(["resume"])
    #expect(second.wait { $0.text.contains("✖") })
    #expect(rows(second, 1..<7) == seen)
    second.send("q")
    #expect(second.waitForEnd() == .exit(0))

    let replay = try finished(["replay", "--plain", journals[0]])
    #expect(replay.status == 0)
    #expect(replay.output.contains("2 branches"))
    let list = try finished(["sessions"])
    #expect(list.output.contains("2 acts, 2 branches"))
    let code = try finished(["sessions", "--code"])
    let shared = try finished(["replay", "--plain", code.output.trimmingCharacters(in: .newlines)])
    #expect(shared.status == 0 && shared.output.contains("2 branches"))
    #expect(try finished(["sessions", "--prune", "0"]).output.contains("1 session"))
    #expect(journals.isEmpty)
    #expect(try finished(["resume"]).status == 2)
  }

  @Test("A torn last line is said, and taken away when the run goes on")
  func torn() throws {
    let first = try open([])
    first.send("nnwq")
    #expect(first.waitForEnd() == .exit(0))
    let file = try #require(FileHandle(forWritingAtPath: journals[0]))
    file.seekToEndOfFile()
    file.write(Data("a 999 12".utf8))
    try file.close()
    let replay = try finished(["replay", "--plain", journals[0]])
    #expect(replay.status == 0)
    #expect(replay.errors.contains("its 8 bytes are left out"))
  }

  @Test("Where nothing can be written, it is said once and the run goes on")
  func unwritable() throws {
    try Data().write(to: URL(fileURLWithPath: home + "/raftlab"))
    let terminal = try open([])
    #expect(terminal.wait(for: "press space"))
    terminal.send(" ")
    #expect(terminal.wait { $0.text.contains("Not saved") })
    terminal.send(" ")
    #expect(terminal.wait { !$0.text.contains("Not saved") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }
}
