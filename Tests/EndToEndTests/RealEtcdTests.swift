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
  /// The etcds that are tried: those that `RAFTLAB_ETCDS` names, with colons between them, or
  /// Debian's.
  static let programs: [String] = {
    let named = (ProcessInfo.processInfo.environment["RAFTLAB_ETCDS"] ?? "").split(separator: ":")
    return named.isEmpty ? ["/usr/bin/etcd"] : named.map(String.init)
  }()
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

    var files: [String] { names(in: "") }

    func names(in folder: String) -> [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []
    }

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
    .enabled(if: isRequired || isInstalled, advice), arguments: programs)
  func story(etcd: String) throws {
    let place = try Place()
    let state = try Place()
    let terminal = try PseudoTerminal(
      "raftlab", ["etcd", "--etcd", etcd, "--pace", "100,1000"], size: Size(columns: 120, rows: 27),
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
    #expect(terminal.wait { row(second, $0).contains("put y 2") }, "\(terminal.screen.text)")
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
    "what a full disk does not take is marked on the screen, and is in the file once there is room",
    .enabled(if: isRequired || isInstalled, advice))
  func fullDisk() throws {
    let place = try Place()
    let state = try Place()
    let terminal = try PseudoTerminal(
      "raftlab", ["etcd", "--members", "1", "--pace", "100,1000"],
      size: Size(columns: 100, rows: 27),
      environment: ["TMPDIR": place.path, "XDG_STATE_HOME": state.path])
    #expect(terminal.wait(for: "★ leader"), "\(terminal.screen.text)")
    // The members run already, and go on writing theirs.
    func limitFiles(_ limit: String) throws {
      let run = try Finished(shell: "prlimit --pid \(terminal.process) --fsize=\(limit):unlimited")
      try #require(run.status == 0, "\(run.everything)")
    }
    try limitFiles("1")
    terminal.send("w")
    #expect(terminal.wait { $0.rows[0].contains("not saved") }, "\(terminal.screen.text)")
    try limitFiles("unlimited")
    terminal.send("w")
    #expect(terminal.wait { !$0.rows[0].contains("not saved") }, "\(terminal.screen.text)")
    #expect(terminal.wait(for: "✓ revision 3"), "\(terminal.screen.text)")
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    #expect(place.isClean)
    let folder = "\(state.path)/raftlab/sessions"
    let path = "\(folder)/\(try #require(state.names(in: "raftlab/sessions").first))"
    let history = try Finished(["export", path, "--as", "history"])
    #expect(history.status == 0 && history.errors.isEmpty, "\(history.everything)")
    #expect(history.output.contains(#":value ["x" 1]"#), "\(history.output)")
    #expect(history.output.contains(#":value ["y" 2]"#), "\(history.output)")
  }

  @Test(
    "where no file can be made it is said with the reason, and the cluster is watched all the same",
    .enabled(if: isRequired || isInstalled, advice))
  func noFile() throws {
    let place = try Place()
    let run = try Finished(
      ["etcd", "--members", "1", "--pace", "fast", "--random-acts", "1"],
      environment: [
        "TMPDIR": place.path, "XDG_STATE_HOME": "/proc/none", "PATH": "/usr/bin:/bin",
      ])
    #expect(run.status == 0 && run.output.contains("ok: "), "\(run.everything)")
    #expect(run.errors.contains("the folder is named by XDG_STATE_HOME"), "\(run.everything)")
    #expect(!run.output.contains("raftlab replay"))
    #expect(place.isClean)
  }

  @Test(
    "what random acts did is kept, and can be looked at afterwards",
    .enabled(if: isRequired || isInstalled, advice))
  func keepsRandomActs() throws {
    let place = try Place()
    let state = try Place()
    let run = try Finished(
      [
        "etcd", "--members", "3", "--pace", "fast", "--random-acts", "5", "--pods", "2", "--scale",
        "0.3",
      ],
      environment: [
        "TMPDIR": place.path, "XDG_STATE_HOME": state.path, "PATH": "/usr/bin:/bin",
      ])
    #expect(run.status == 0 && run.output.contains("ok: "), "\(run.everything)")
    let name = try #require(state.names(in: "raftlab/sessions").first)
    let path = "\(state.path)/raftlab/sessions/\(name)"
    #expect(run.output.contains("raftlab replay \(path) opens it"), "\(run.everything)")
    let terminal = try PseudoTerminal(
      "raftlab", ["replay", path], size: Size(columns: 120, rows: 27),
      environment: ["PATH": "/nowhere"])
    #expect(terminal.wait(for: "recorded"), "\(terminal.screen.text)")
    terminal.send("\u{1B}[18~")
    #expect(terminal.wait { $0.text.contains("pod-a") && $0.text.contains("/leader") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
  }

  @Test("an option about members that are started is refused beside one that starts none")
  func besideAttach() throws {
    let url = "http://127.0.0.1:2379"
    for (language, end) in [("en", "leave one of the two out."), ("zh", "请去掉其中一个。")] {
      for words in [
        ["--pods", "3"], ["--members", "5"], ["--random-acts", "4"], ["--etcd", "/usr/bin/etcd"],
        ["--pace", "fast"], ["--pre-vote", "no"], ["--seed", "2"], ["--election", "etcd"],
        ["--remove-folders"],
      ] {
        let run = try Finished(["etcd", "--attach", url, "--lang", language] + words)
        #expect(run.status != 0, "\(words)")
        #expect(run.errors.contains("--attach") && run.errors.contains(end), "\(run.errors)")
        #expect(run.errors.contains(words[0]), "\(run.errors)")
      }
    }
  }

  @Test("a version that nobody has tried is said, before anything of it is relied on")
  func untried() throws {
    let place = try Place()
    let etcd = "\(place.path)/etcd"
    try "#!/bin/sh\necho 'etcd Version: 3.6.4'\n".write(
      toFile: etcd, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: etcd)
    for (language, words) in [("en", "etcd 3.6.4 was not tried"), ("zh", "没有用 etcd 3.6.4 试过")] {
      let run = try Finished(
        [
          "etcd", "--etcd", etcd, "--members", "1", "--random-acts", "1", "--lang", language,
        ],
        environment: ["TMPDIR": place.path, "XDG_STATE_HOME": place.path])
      #expect(run.errors.contains(words), "\(run.everything)")
    }
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

  @Test(
    "what watching costs is measured while nothing is done and while keys are pressed",
    .enabled(if: isRequired || isInstalled, advice))
  func bench() throws {
    let place = try Place()
    let run = try Finished(
      ["bench", "--etcd", "2", "--json"],
      environment: ["TMPDIR": place.path, "PATH": "/usr/bin:/bin"])
    #expect(run.status == 0, "\(run.everything)")
    let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    let figures = try #require(value as? [String: Any])
    func number(_ name: String) -> Double { figures[name] as? Double ?? -1 }
    #expect((figures["etcd"] as? String)?.isEmpty == false && number("seconds") == 2)
    #expect(number("firstLeaderMilliseconds") > 0)
    // Five members at 20 ms: each heartbeat and its answer are seen four times.
    #expect(number("idleObservationsPerSecond") > 50, "\(figures)")
    #expect(number("idlePercentOfACore") > 0 && number("busyPercentOfACore") > 0)
    #expect(number("frames") > 5 && number("observations") > 0)
    #expect(number("longestFrameMilliseconds") >= number("p999FrameMilliseconds"))
    #expect((0...1000).contains(number("framesInTimePermille")))
    #expect(place.isClean, "\(place.files), \(place.processes)")
  }
}
