import Foundation
import TestSupport
import Testing

/// Lessons about real members, without a screen: where there is no etcd they are left out, and say so.
@Suite("Lessons about real members", .ownThreads) struct RealLessonTests {
  @Test(
    "Each is true on real members, and leaves neither a process nor a folder",
    .enabled(if: RealEtcdTests.isRequired || RealEtcdTests.isInstalled, RealEtcdTests.advice),
    arguments: ["V1", "V2", "V3", "V4"])
  func isTrue(name: String) throws {
    let place = try RealEtcdTests.Place()
    let state = try RealEtcdTests.Place()
    let run = try Finished(
      ["test", name],
      environment: [
        "TMPDIR": place.path, "XDG_STATE_HOME": state.path, "PATH": "/usr/bin:/bin",
      ])
    #expect(run.status == 0, "\(run.everything)")
    #expect(run.output.contains(": ok: "), "\(run.everything)")
    #expect(place.isClean)
    // What happened can be looked at again.
    let kept = try #require(state.names(in: "raftlab/sessions").first)
    let export = try Finished(
      ["export", "\(state.path)/raftlab/sessions/\(kept)", "--as", "jsonl"])
    #expect(export.status == 0 && export.errors.isEmpty, "\(export.errors)")
    #expect(export.output.contains(#""become-leader""#))
  }

  @Test(
    "Without a terminal a lesson is a text, with what happened in between",
    .enabled(if: RealEtcdTests.isRequired || RealEtcdTests.isInstalled, RealEtcdTests.advice),
    arguments: [("en", "becomes leader", "This is the end."), ("zh", "的领导者：得到", "到此结束。")])
  func text(language: String, event: String, end: String) throws {
    let place = try RealEtcdTests.Place()
    let run = try Finished(
      ["play", "V1", "--plain", "--lang", language],
      environment: [
        "TMPDIR": place.path, "XDG_STATE_HOME": place.path, "PATH": "/usr/bin:/bin",
      ])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.everything)")
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count > 2 && lines[1].allSatisfy { $0 == "=" }, "\(run.output)")
    #expect(lines.contains { $0.hasPrefix("## ") })
    #expect(lines.contains { $0.contains(" ms  ") && $0.contains(event) }, "\(run.output)")
    #expect(run.output.contains(end), "\(run.output)")
  }

  @Test("Without etcd they are left out with the command that installs it, in both languages")
  func leftOut() throws {
    for (language, word) in [("en", "left out"), ("zh", "已跳过")] {
      let run = try Finished(["test", "V1", "--lang", language], environment: ["PATH": "/nowhere"])
      #expect(run.status == 0, "\(run.everything)")
      #expect(run.output.contains(word) && run.output.contains("apt-get install etcd-server"))
    }
    let play = try Finished(["play", "V1"], environment: ["PATH": "/nowhere"])
    #expect(play.status == 2 && play.errors.contains("apt-get install etcd-server"))
  }

  @Test("A command that simulates names the two that do not")
  func refused() throws {
    for command in [
      ["record", "V1", "--as", "svg", "-o", "-"], ["explore", "V1", "--goal", "violation"],
    ] {
      let run = try Finished(command)
      #expect(run.status != 0)
      #expect(run.errors.contains("raftlab play real-election"), "\(run.everything)")
    }
  }

  @Test("Random acts are refused unless their number makes sense")
  func randomActs() throws {
    let run = try Finished(["etcd", "--random-acts", "0"])
    #expect(run.status != 0 && run.errors.contains("random-acts"), "\(run.everything)")
  }
}
