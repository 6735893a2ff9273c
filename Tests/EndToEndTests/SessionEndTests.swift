import Foundation
import TestSupport
import Testing

/// Runs that end in any way, and are gone on with.
@Suite("Sessions, on a terminal", .ownThreads) struct SessionEndTests {
  private let folder: Folder
  private var home: String { folder.path }

  init() throws { folder = try Folder() }

  private var journals: [String] {
    let folder = home + "/raftlab/sessions"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.map { "\(folder)/\($0)" }
  }

  private var saved: String { home + "/data/raftlab/sessions" }

  private var folders: [String: String] {
    ["XDG_STATE_HOME": home, "XDG_DATA_HOME": home + "/data"]
  }

  private func open(_ arguments: [String]) throws -> PseudoTerminal {
    try PseudoTerminal("raftlab", arguments, environment: folders)
  }

  private func finished(_ arguments: [String]) throws -> Finished {
    try Finished(arguments, environment: folders)
  }

  private func rows(_ terminal: PseudoTerminal, _ range: Range<Int>) -> [String] {
    Array(terminal.screen.rows[range])
  }

  @Test("after kill -9 the run goes on where it was seen last, with its branches")
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

  @Test("a session is exported, tested, played and recorded by its name, its file and its code")
  func accepted() throws {
    let terminal = try open(["--seed", "7"])
    #expect(terminal.wait(for: "press space"))
    terminal.send("nnnwnk ")
    #expect(terminal.wait(for: "✖"))
    terminal.send("STwo leaders\r\r")
    #expect(terminal.wait(for: "Saved:"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(try FileManager.default.contentsOfDirectory(atPath: saved) == ["two-leaders.yaml"])
    let code = try finished(["sessions", "--code"]).output.trimmingCharacters(in: .newlines)
    #expect(code.hasPrefix("rl2-"))
    // A code in a file is read as what it is.
    try Data("\(code)\n".utf8).write(to: URL(fileURLWithPath: home + "/code.txt"))
    #expect(try finished(["replay", "--plain", home + "/code.txt"]).status == 0)
    #expect(try finished(["test", home + "/code.txt"]).status == 0)
    // From a pipe, too, and it is proven as well.
    let proven = try finished(["replay", "--plain", code]).output
    let piped = try Finished(shell: "echo \(code) | \"$R\" replay --plain -", environment: folders)
    #expect(proven.contains(" events proven") && !proven.contains(" 0 events proven"))
    #expect(piped.output.split(separator: ":")[1] == proven.split(separator: ":")[1])
    let journal = URL(fileURLWithPath: journals[0]).deletingPathExtension().lastPathComponent
    let names = ["two-leaders", "\(saved)/two-leaders.yaml", code, journal, journals[0]]
    for kind in ["jsonl", "shiviz", "mermaid", "history", "csv"] {
      let direct = try finished(
        ["export", "--keys", "n n n w n k space", "--seed", "7", "--as", kind])
      #expect(direct.output.utf8.count > 50)
      for name in names {
        let export = try finished(["export", name, "--as", kind])
        #expect(export.status == 0 && export.output == direct.output, "\(kind) \(name)")
      }
    }
    let first = try finished(["record", names[0], "-o", "-", "--as", "cast"]).output
    for name in names {
      #expect(try finished(["test", name]).status == 0)
      #expect(try finished(["play", "--plain", name]).output.contains("S3"))
      let record = try finished(["record", name, "-o", "-", "--as", "cast"])
      #expect(record.status == 0 && record.output == first)
      #expect(try finished(["replay", "--plain", name]).status == 0)
    }
    #expect(first.contains("Two leaders"))
    let source = try finished(["sessions", "--save", "-"]).output
    #expect(try source == String(contentsOfFile: names[1], encoding: .utf8))
  }

  @Test("what is no session is refused, and why is said")
  func refused() throws {
    try Data("raftlab-session 3 servers=5\n".utf8).write(to: URL(fileURLWithPath: home + "/new"))
    for (name, words) in [
      ("rl1-AAAA", "The code"), ("rl9-AAAA", "version 9"), ("\(home)/new", "version 3"),
      ("no-such", "no file, lesson or session is called"), ("rl1-…", "does not occur in codes"),
    ] {
      for command in [["replay", "--plain"], ["test"], ["export"]] {
        let run = try finished(command + [name])
        #expect(run.status == 2 && run.errors.contains(words), "\(name): \(run.errors)")
      }
    }
  }

  @Test("a version that goes another way says at which event, and keeps what was before")
  func diverged() throws {
    let terminal = try open(["--seed", "7"])
    #expect(terminal.wait(for: "press space"))
    terminal.send("nnnwnnq")
    #expect(terminal.waitForEnd() == .exit(0))
    // As if it had been written by a version with another seed of randomness.
    let text = try String(contentsOfFile: journals[0], encoding: .utf8)
    let lines = text.split(separator: "\n")
    let header = lines[0].split(separator: "~")[0].replacing("seed=7", with: "seed=8")
    let other = ([Self.line(header)] + lines.dropFirst()).joined(separator: "\n") + "\n"
    try Data(other.utf8).write(to: URL(fileURLWithPath: home + "/other.raftlab"))
    let replay = try finished(["replay", "--plain", home + "/other.raftlab"])
    #expect(replay.status == 1)
    #expect(replay.errors.contains("This version goes another way at event 1 of branch 0"))
  }

  /// A line of a journal with its check.
  private static func line(_ words: some StringProtocol) -> Substring {
    let body = words.trimmingCharacters(in: .whitespaces)
    var sum: UInt32 = ~0
    for byte in body.utf8 {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    sum = ~sum
    let digits = String((sum ^ sum >> 16) & 0xFFFF, radix: 16)
    return "\(body) ~\(String(repeating: "0", count: 4 - digits.count))\(digits)"
  }

  @Test("a lesson's run has a journal of its own, and the run below it keeps its")
  func lesson() throws {
    let terminal = try open(["--seed", "7"])
    #expect(terminal.wait(for: "press space"))
    terminal.send("nnnw")
    #expect(terminal.wait(for: "x=1"))
    terminal.send("L")
    #expect(terminal.wait(for: "Lessons"))
    terminal.send("\r     w")
    #expect(terminal.wait(for: "You are on your own branch"))
    terminal.signal(SIGKILL)
    #expect(terminal.waitForEnd() == .signal(SIGKILL))
    let list = try finished(["sessions"]).output.split(separator: "\n")
    #expect(list.count == 2 && list[1].hasSuffix("1 act"), "\(list)")
    #expect(list[0].contains("What a replicated log is for"), "\(list)")
    for journal in journals {
      #expect(try finished(["replay", "--plain", journal]).status == 0)
    }
    // The lesson too is taken up where it was.
    let again = try open(["play", "1"])
    #expect(again.wait(for: "This is where you left off"))
    again.send("q")
    #expect(again.waitForEnd() == .exit(0))
  }

  @Test("a run that a wrong clock dated in the future does not count as the latest for ever")
  func wrongClock() throws {
    let first = try open([])
    first.send("nnwq")
    #expect(first.waitForEnd() == .exit(0))
    let old = journals[0]
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: 86_400 * 365)], ofItemAtPath: old)
    let second = try open([])
    second.send("nnwwq")
    #expect(second.waitForEnd() == .exit(0))
    #expect(try finished(["sessions", "--prune", "1"]).status == 0)
    #expect(journals.count == 1 && journals[0] != old)
  }

  @Test("a run of more events than are allowed is refused, and the option that allows it is named")
  func tooManyEvents() throws {
    let script = home + "/long.yaml"
    try Data(
      """
      version: 1
      title: Long
      steps: [run: 3000 events, run: 3000 events]
      """.utf8
    ).write(to: URL(fileURLWithPath: script))
    let test = try finished(["test", "--max-events", "4000", script])
    #expect(test.status == 1 && test.output.contains("4000 events over all its steps"))
    #expect(try finished(["test", script]).status == 0)
    let code = try finished(["sessions", "--code", script]).output
    let replay = try finished(["replay", "--plain", "--max-events", "4000", code])
    #expect(replay.status == 2 && replay.errors.contains("--max-events"), "\(replay.errors)")
    #expect(try finished(["replay", "--plain", code]).status == 0)
    #expect(try finished(["test", "--max-events", "0", script]).status == 64)
  }

  @Test(
    "while a long session is repeated, q and Esc end that on a terminal, and give its keys back",
    arguments: [(["replay", "--plain"], "q"), (["replay"], "\u{1B}")])
  func endsRepeating(command: [String], key: String) throws {
    // 1,200,000 events of which nothing is done.
    let code = "rl2-HwMABExvbmcABBABAICfScKC-uoYAAAAjlmAXjnHEns5NcWG"
    let terminal = try open(command + [code, "--lang", "en"])
    #expect(terminal.wait(for: "Esc or q ends it."))
    terminal.send(key)
    #expect(terminal.waitForEnd() == .exit(1))
    #expect(terminal.text.contains("Ended before the session was repeated to its end."))
    #expect(!terminal.text.contains("proven by digests"))
  }

  @Test(
    "while a long script is run, q, Esc and ctrl-c end that on a terminal",
    arguments: [
      (["test"], "q"), (["export"], "\u{1B}"), (["replay", "--plain"], "q"), (["test"], "\u{3}"),
    ])
  func endsScript(command: [String], key: String) throws {
    let script = home + "/endless.yaml"
    let steps = "steps: [run: 1000000 events, run: 900000 events]"
    try Data("version: 1\ntitle: Endless\n\(steps)\n".utf8)
      .write(to: URL(fileURLWithPath: script))
    let terminal = try open(command + [script, "--lang", "en"])
    #expect(terminal.wait(for: "running ["))
    #expect(terminal.wait(for: "Esc or q ends it."))
    terminal.send(key)
    guard key != "\u{3}" else {
      #expect(terminal.waitForEnd() == .signal(SIGINT))
      return
    }
    #expect(terminal.waitForEnd() == .exit(1))
    #expect(terminal.text.contains("Ended before the script was run to its end."))
  }

  @Test("a torn last line is said, and taken away when the run goes on")
  func torn() throws {
    let first = try open([])
    first.send("nnwq")
    #expect(first.waitForEnd() == .exit(0))
    let file = try #require(FileHandle(forWritingAtPath: journals[0]))
    file.seekToEndOfFile()
    file.write(Data("a 999 12".utf8))
    try file.close()
    let replay = try finished(["replay", "--plain", journals[0]])
    #expect(replay.status == 1)
    #expect(replay.errors.contains("its 8 bytes are left out"))
    // Whatever reads it says so, with the line, and ends with a status of its own.
    for command in [["sessions", "--code"], ["sessions", "--save", "-"], ["test"], ["export"]] {
      let run = try finished(command + [journals[0]])
      #expect(run.status == 1 && !run.output.isEmpty, "\(command)")
      #expect(run.errors.contains("The last line, line"), "\(command): \(run.errors)")
    }
  }

  @Test("a line damaged in the middle is said, and a replay of the rest proves too little")
  func damaged() throws {
    let first = try open([])
    first.send("nnwq")
    #expect(first.waitForEnd() == .exit(0))
    var lines = try String(contentsOfFile: journals[0], encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    try #require(lines.count > 3)
    lines[1] += "x"
    try lines.joined(separator: "\n").write(
      toFile: journals[0], atomically: false, encoding: .utf8)
    let replay = try finished(["replay", "--plain", journals[0]])
    #expect(replay.status == 1)
    #expect(replay.errors.contains("Line 2 is damaged"))
    for command in [["sessions", "--code"], ["sessions", "--save", "-"], ["export"]] {
      let run = try finished(command + [journals[0]])
      #expect(run.status == 1 && run.errors.contains("Line 2 is damaged"), "\(command)")
    }
  }

  @Test("where nothing can be written, it is said once, the run goes on, and leaving tells of it")
  func unwritable() throws {
    try Data().write(to: URL(fileURLWithPath: home + "/raftlab"))
    let terminal = try open([])
    #expect(terminal.wait(for: "press space"))
    terminal.send(" ")
    #expect(terminal.wait { $0.text.contains("Not saved") })
    terminal.send(" ")
    #expect(terminal.wait { !$0.text.contains("Not saved") })
    #expect(terminal.screen.rows[0].contains("not saved"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(1))
    #expect(terminal.screen.contains("Not saved"), "\(terminal.screen.text)")
  }
}
