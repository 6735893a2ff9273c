import Foundation
import KeyValue
import TestSupport
import Testing

/// One member of a real etcd, started for a list of steps (`etcd_member.py`).
enum EtcdMember {
  /// When 1, a missing etcd fails the tests that need it; they are left out otherwise.
  static let variable = "RAFTLAB_REQUIRE_ETCD"

  static let advice: Comment =
    "etcd is not installed (Debian's package etcd-server): the store is not held against it"

  /// Whether programs are to be run on it.
  static let isWanted =
    ProcessInfo.processInfo.environment[variable] == "1"
    || Python.run(["-c", "import shutil; exit(shutil.which('etcd') is None)"])?.status == 0

  /// The shortest lease there, in seconds: its election timeout is a second.
  static let minimumTTL = Store.minimumTTL(electionTimeout: 1_000_000)

  /// What a client saw of a step, and when, in microseconds.
  struct Sight {
    var begun: Int
    var ended: Int
    var text: String
  }

  /// Does steps, in the form of `EtcdSteps`, to a new member.
  static func run(_ lines: [String]) throws -> [Sight] {
    let file = try Python.file(lines.joined(separator: "\n"), suffix: "jsonl")
    defer { try? FileManager.default.removeItem(atPath: file) }
    let result = try #require(Python.run(script: "etcd_member.py", [file]))
    try #require(result.status == 0, "\(result.output.suffix(3000))")
    let sights = result.output.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 2)
      return Sight(begun: Int(parts[0])!, ended: Int(parts[1])!, text: String(parts[2]))
    }
    try #require(sights.count == lines.count)
    return sights
  }

  /// What is compared of a sight: not how long a lease still lasts, nor how a watch's changes were
  /// grouped, which depend on the moment.
  static func comparable(_ text: String, of step: ProgramStep) -> String {
    switch step {
    case .request, .watch, .renew: text
    case .keys: text.split(separator: " ").dropFirst().joined(separator: " ")
    case .unwatch:
      text.hasPrefix("cancelled") ? text : String(text.split(separator: ": ", maxSplits: 1).last!)
    }
  }
}
