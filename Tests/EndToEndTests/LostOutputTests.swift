import Foundation
import TestSupport
import Testing

/// What a command prints may not arrive: the disk is full, or nobody has standard output open.
@Suite("Lost output", .ownThreads) struct LostOutputTests {
  static let commands = [
    "--help", "--version", "help play", "--generate-completion-script bash", "lessons",
    "lessons --show 1", "rules", "keys", "picture", "picture --text", "themes", "config", "test 1",
    "test 1 2", "play 1 --plain", "check --seeds 2 --events 50", "export 1", "export --schema",
    "record 1 -o - --as txt", "record --keys space -o - --as cast", "log --until 200",
    "log --until 20000", "log --until 200 --digest",
    "sessions", "sessions --prune 1000000",
  ]

  @Test("output that is lost is told, and the end is bad", arguments: commands)
  func lost(command: String) throws {
    for (target, reason) in [(">/dev/full", "No space left on device"), (">&-", "it is closed")] {
      let run = try Finished(shell: "$R \(command) \(target)")
      #expect(run.status == 1, "\(command) \(target): \(run.errors)")
      #expect(
        run.errors == "Error: cannot write to standard output: \(reason)\n", "\(command) \(target)")
    }
  }

  @Test("it is told in the language that is asked for")
  func inChinese() throws {
    let full = try Finished(shell: "$R lessons --lang zh >/dev/full")
    #expect(full.errors == "错误：无法写入标准输出：磁盘空间不足\n")
    #expect(full.status == 1)
    let closed = try Finished(shell: "$R lessons --lang zh >&-")
    #expect(closed.errors == "错误：无法写入标准输出：它已经关闭\n")
  }

  @Test("a reader that goes away ends it without a word", arguments: ["log --until 20000", "keys"])
  func unheard(command: String) throws {
    // With the signal ignored, it is the writing that fails.
    for trap in ["", "trap '' PIPE; "] {
      let run = try Finished(
        shell: "\(trap)( $R \(command); echo status $? >&2 ) | true")
      #expect(!run.errors.contains("Error"), "\(run.errors)")
      #expect(run.errors.contains("status ") && !run.errors.contains("status 0"), "\(run.errors)")
    }
  }

  @Test(
    "where errors cannot be said the end is what it would have been",
    arguments: [
      ("test nofile", 2), ("test 1", 0), ("dance", 64), ("--theme nope.yaml", 64), ("themes", 0),
      ("record 1 -o - --as txt", 0),
    ])
  func unsaid(command: String, status: Int32) throws {
    let said = try Finished(shell: "$R \(command)")
    #expect(said.status == status, "\(said.errors)")
    for target in ["2>/dev/full", "2>&-"] {
      let run = try Finished(shell: "$R \(command) \(target)")
      #expect(run.status == said.status, "\(command) \(target)")
      #expect(run.output == said.output)
    }
  }

  @Test("a file is not written where a closed descriptor was")
  func closedDescriptors() throws {
    let file = NSTemporaryDirectory() + "raftlab-closed-\(UUID().uuidString).txt"
    defer { try? FileManager.default.removeItem(atPath: file) }
    let run = try Finished(shell: "$R export 1 -o \(file) <&- >&- 2>&-")
    #expect(run.status == 0)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(try Finished(["export", "1"]).output == text)
  }
}
