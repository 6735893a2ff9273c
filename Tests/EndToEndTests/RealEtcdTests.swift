import Foundation
import Screen
import TestSupport
import Testing

/// The same screen over real members, as people use it. Needs etcd: left out where there is none,
/// unless `RAFTLAB_REQUIRE_ETCD` is 1.
@Suite("Real etcd on a terminal", .ownThreads, .serialized) struct RealEtcdTests {
  static let isRequired = ProcessInfo.processInfo.environment["RAFTLAB_REQUIRE_ETCD"] == "1"
  static let isInstalled = ["/usr/bin", "/bin"].contains {
    FileManager.default.isExecutableFile(atPath: "\($0)/etcd")
  }
  static let advice: Comment =
    "etcd is not installed (Debian's package etcd-server): real members are not tried"

  /// A folder in which the members' folder is made.
  final class Place {
    let path: String

    init() throws {
      path = "\(NSTemporaryDirectory())/etcd-test-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }

    /// The processes that were told of this folder.
    var processes: [String] {
      let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return all.filter { Int($0) != nil }.filter { process in
        let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
        return String(decoding: line, as: UTF8.self).contains(path)
      }
    }

    /// Whether neither a process nor a folder is left; waits a little for the kernel.
    var isClean: Bool {
      for _ in 0..<50 where !processes.isEmpty { usleep(100_000) }
      return processes.isEmpty && files.isEmpty
    }
  }

  /// The row of a server.
  private func row(_ number: Int, _ screen: VirtualTerminal) -> String { screen.rows[number + 1] }

  /// Whether a server has an entry between brackets.
  private func isCommitted(_ entry: String, at number: Int, _ screen: VirtualTerminal) -> Bool {
    let row = row(number, screen)
    guard let place = row.range(of: entry) else { return false }
    return row[place.upperBound...].drop { $0 == " " }.hasPrefix("]")
  }

  /// Waits until another server than these leads.
  private func leader(_ terminal: PseudoTerminal, but others: Int...) -> Int? {
    func led(_ screen: VirtualTerminal) -> Int? {
      (1...5).first { !others.contains($0) && row($0, screen).contains("★ leader") }
    }
    return terminal.wait { led($0) != nil } ? led(terminal.screen) : nil
  }

  @Test(
    "start, write, kill the leader, see the next, split, write on both sides, heal, see the lost entry go",
    .enabled(if: isRequired || isInstalled, advice))
  func story() throws {
    let place = try Place()
    let state = try Place()
    let terminal = try PseudoTerminal(
      "raftlab", ["etcd", "--pace", "100,1000"], size: Size(columns: 120, rows: 27),
      environment: ["TMPDIR": place.path, "XDG_STATE_HOME": state.path])
    let first = try #require(leader(terminal), "\(terminal.screen.text)")
    #expect(place.files.count == 1)
    // One more for each leader that was elected meanwhile.
    #expect(
      terminal.wait { $0.text.contains(/1–1[2-9]/) }, "\(terminal.screen.text)")
    terminal.send("w")
    #expect(terminal.wait(for: "✓ revision 2"), "\(terminal.screen.text)")
    #expect(
      terminal.wait { screen in (1...5).allSatisfy { isCommitted("put x 1", at: $0, screen) } })

    terminal.send("\(first)k")
    #expect(terminal.wait { row(first, $0).contains("✖ down") })
    let second = try #require(leader(terminal, but: first), "\(terminal.screen.text)")
    terminal.send("k")
    #expect(terminal.wait { row(first, $0).contains("○ follower") }, "\(terminal.screen.text)")

    // The leader and one more on one side, three on the other.
    let other = second == 1 ? 2 : 1
    terminal.send("p\(second)\(other)\r")
    #expect(terminal.wait(for: "┃ split"))
    terminal.send("\(second)w")
    #expect(terminal.wait { row(second, $0).contains("put y 2 ") }, "\(terminal.screen.text)")
    let third = try #require(leader(terminal, but: second, other), "\(terminal.screen.text)")
    terminal.send("\(third)w")
    #expect(terminal.wait { isCommitted("put z 3", at: third, $0) }, "\(terminal.screen.text)")
    #expect(row(second, terminal.screen).contains("put y 2"))

    terminal.send("h")
    #expect(
      terminal.wait { screen in
        (1...5).allSatisfy {
          isCommitted("put z 3", at: $0, screen) && !row($0, screen).contains(" put y 2")
        }
      }, "\(terminal.screen.text)")
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(place.isClean, "\(place.processes) \(place.files)")
    try reopen(in: "\(state.path)/raftlab/sessions")
  }

  /// What was seen is there again without etcd, with its past, and in a form for checkers.
  private func reopen(in folder: String) throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(files.count == 1)
    let path = "\(folder)/\(files[0])"
    let terminal = try PseudoTerminal(
      "raftlab", ["replay", path], size: Size(columns: 120, rows: 27),
      environment: ["PATH": "/nowhere"])
    #expect(terminal.wait(for: "recorded"), "\(terminal.screen.text)")
    #expect(
      terminal.wait { screen in (1...5).allSatisfy { isCommitted("put z 3", at: $0, screen) } },
      "\(terminal.screen.text)")
    terminal.send("g")
    #expect(terminal.wait { !$0.text.contains("put z 3") }, "\(terminal.screen.text)")
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    let history = try Finished(["export", path, "--as", "history"])
    #expect(history.output.contains(#":value ["z" 3]"#), "\(history.output)")
  }

  @Test(
    "a signal, and a terminal that goes away, leave nothing either",
    .enabled(if: isRequired || isInstalled, advice), arguments: [SIGTERM, SIGKILL])
  func ends(signal: Int32) throws {
    let place = try Place()
    let terminal = try PseudoTerminal(
      "raftlab", ["etcd", "--members", "3", "--pace", "fast"],
      size: Size(columns: 100, rows: 27), environment: ["TMPDIR": place.path])
    #expect(terminal.wait(for: "★ leader"), "\(terminal.screen.text)")
    #expect(place.processes.count >= 3)
    terminal.signal(signal)
    #expect(terminal.waitForEnd() == .signal(signal))
    for _ in 0..<50 where !place.processes.isEmpty { usleep(100_000) }
    #expect(place.processes.isEmpty)
    // Who is killed outright removes nothing; the next start says so.
    #expect(place.files.isEmpty == (signal != SIGKILL), "\(place.files)")
  }
}
