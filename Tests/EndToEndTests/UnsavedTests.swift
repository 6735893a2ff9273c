import Foundation
import TestSupport
import Testing

/// What is done on the screen is kept, or it is said that it is not.
@Suite("Runs that cannot be saved", .ownThreads) struct UnsavedTests {
  private let folder: Folder
  private var home: String { folder.path }

  init() throws { folder = try Folder() }

  private func open(_ command: String) throws -> PseudoTerminal {
    try PseudoTerminal(
      "/bin/sh", ["-c", command],
      environment: ["HOME": home, "R": PseudoTerminal.path(of: "raftlab")])
  }

  private func journal() throws -> String {
    let folder = "\(home)/.local/state/raftlab/sessions"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return "\(folder)/\(try #require(names.first))"
  }

  /// Lets the files of a process grow as they will again, as when a disk has room again.
  private func lift(_ process: pid_t) throws {
    let run = try Finished(shell: "prlimit --pid \(process) --fsize=unlimited")
    try #require(run.status == 0, "\(run.everything)")
  }

  @Test("what a full disk did not take is written when there is room, and the mark goes")
  func roomAgain() throws {
    let terminal = try open("ulimit -S -f 1; exec $R --seed 7")
    #expect(terminal.wait(for: "press space"))
    terminal.send("nnnn")
    #expect(terminal.wait(for: "★"))
    for _ in 0..<60 { terminal.send("w ") }
    #expect(terminal.wait { $0.rows[0].contains("not saved") })
    terminal.send(" ")
    #expect(terminal.wait { $0.rows[0].contains("not saved") })
    try lift(terminal.process)
    terminal.send("w ")
    #expect(terminal.wait { !$0.rows[0].contains("not saved") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(0))
    let replay = try Finished(["replay", "--plain", try journal()], environment: ["HOME": home])
    #expect(replay.status == 0 && replay.errors.isEmpty, "\(replay.everything)")
    let size = try FileManager.default.attributesOfItem(atPath: try journal())[.size] as? Int
    #expect(size ?? 0 > 512, "more than the limit let through")
  }

  @Test("a run that stays unsaved is told on leaving, with the reason and an exit status")
  func neverSaved() throws {
    let terminal = try open("ulimit -f 0; exec $R --seed 7")
    #expect(terminal.wait(for: "press space"))
    terminal.send(" ")
    #expect(terminal.wait { $0.rows[0].contains("not saved") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(1))
    #expect(terminal.text.contains("Not saved: "), "\(terminal.text.suffix(300))")
    #expect(terminal.text.contains("File too large"))
  }

  @Test(
    "where no folder can be made the cause is named, and the variable",
    arguments: [
      ("unset HOME", "neither XDG_STATE_HOME nor HOME"),
      ("touch $HOME/.local", "Not a directory (the folder is named by HOME)"),
      ("export XDG_STATE_HOME=/proc/none", "(the folder is named by XDG_STATE_HOME)"),
    ])
  func noFolder(prepare: String, reason: String) throws {
    let terminal = try open("\(prepare); exec $R --seed 7")
    #expect(terminal.wait(for: "press space"))
    terminal.send(" ")
    #expect(terminal.wait { $0.rows[0].contains("not saved") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .exit(1))
    #expect(terminal.text.contains(reason), "\(terminal.text.suffix(300))")
  }

  @Test("--force onto a link writes what the link leads to, there or not")
  func links() throws {
    for (place, there) in [("there.svg", true), ("not-yet.svg", false)] {
      if there { try "old".write(toFile: "\(home)/\(place)", atomically: false, encoding: .utf8) }
      let run = try Finished(
        shell: "cd '\(home)'; ln -sf \(place) link.svg; "
          + "$R record --keys space --force -o link.svg; readlink link.svg",
        environment: ["HOME": home, "PATH": "/usr/bin:/bin"])
      #expect(run.output == "\(place)\n" && run.errors.isEmpty, "\(run.everything)")
      let text = try String(contentsOfFile: "\(home)/\(place)", encoding: .utf8)
      #expect(text.hasPrefix("<svg"))
    }
  }
}
