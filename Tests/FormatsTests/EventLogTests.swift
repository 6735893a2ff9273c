import Foundation
import RaftCore
import Testing

@testable import Formats
@testable import Simulation

@Suite("Event logs: the same run gives the same bytes")
struct EventLogTests {
  /// Some of everything that can happen.
  static let acts = [
    "@300000 write x=3", "@330000 read x through S2", "@400000 crash S1 keeping 1",
    "@450000 link S2 > S3 latency 5-40ms loss 10% duplication 10% reordering 20%",
    "@500000 split S2 S3 | S1 S4 S5", "@520000 write y=4", "@800000 heal", "@800000 restart S1",
    "@900000 pause S4", "@1000000 time out S5", "@1200000 resume S4", "@1300000 cut S1 > S2",
    "@1400000 clock S3 2.0", "@1500000 rule pipelining off", "@1600000 write x=5",
  ]
  /// Of these acts with seed 7 and five servers, 3,000 ms long.
  static let digest = "eaba75e572d613c4"

  static func log(
    seed: UInt64 = 7, features: Features = Features(), acts lines: [String] = acts
  ) throws -> (EventLog, [String]) {
    var log = EventLog()
    var text: [String] = []
    ActReplay.run(
      Settings(servers: 5, seed: seed, features: features),
      acts: try lines.map(Act.init(text:)), until: 3_000_000
    ) {
      text.append(log.add($0))
      return true
    }
    return (log, text)
  }

  @Test("The digest is the committed one")
  func committed() throws {
    let (log, _) = try Self.log()
    #expect(log.digestText == Self.digest)
    #expect(try Self.log().0.digest == log.digest)
  }

  /// What the features bring, beside what happens anyway.
  static let featureActs = [
    "@300000 write x=3 through S1", "@330000 read x linearizable through S2",
    "@340000 read x lease", "@350000 read x serializable through S5", "@400000 transfer to S3",
    "@405000 write y=1", "@500000 read x lease", "@600000 crash S1", "@700000 transfer to S1",
    "@710000 write y=2", "@900000 read y linearizable", "@1000000 restart S1",
    "@1100000 isolate S4", "@1300000 feature forward-proposals off", "@1500000 heal",
    "@1600000 split S3 S2 | S1 S4 S5", "@1650000 write y=4 through S2",
    "@1700000 read y linearizable through S3", "@1720000 read y lease through S3",
    "@2000000 feature pre-vote off", "@2100000 heal", "@2300000 isolate S1", "@2700000 heal",
    "@2750000 read x linearizable through S4",
  ]
  /// Of those acts with seed 7 and five servers, 3,000 ms long: with all features as the dissertation
  /// has them, and with all as etcd does them.
  static let featureDigests = ["e4af31a03911c246", "f7918ca4ca104720"]

  @Test("The digests with features are the committed ones, and every feature does something")
  func committedWithFeatures() throws {
    for (place, isEtcd) in [false, true].enumerated() {
      var features = Features(Feature.allCases)
      features[.etcdVariants] = isEtcd
      // So little is applied in this run that nobody would take a snapshot. Sessions have their own.
      features[.snapshots] = false
      features[.sessions] = false
      // Nor is anybody told to change the configuration.
      features[.membership] = false
      features[.jointConsensus] = false
      let (log, lines) = try Self.log(features: features, acts: Self.featureActs)
      #expect(log.digestText == Self.featureDigests[place], isEtcd ? "as etcd" : "dissertation")
      let text = lines.joined(separator: "\n")
      for feature in features.switchedOn where feature != .etcdVariants {
        #expect(
          feature.rules.contains { text.contains($0.id) }, "\(feature.id) does nothing in this run")
      }
    }
  }

  /// Snapshots taken by themselves and on demand, one that a follower is sent after it was down, and
  /// sessions in them.
  static let snapshotActs = [
    "@300000 write x=3", "@350000 crash S4", "@400000 write y=4", "@450000 write x=5",
    "@500000 write z=6", "@600000 snapshot S1", "@650000 write y=7", "@700000 restart S4",
    "@900000 write x=8", "@950000 read x", "@1000000 crash S2 keeping 1", "@1100000 write z=9",
    "@1200000 write x=10", "@1210000 write y=11", "@1220000 write z=12", "@1500000 restart S2",
    "@2000000 write x=13", "@2010000 write y=14", "@2020000 write z=15",
  ]
  /// Of those acts with seed 7 and five servers, 3,000 ms long: with snapshots, with sessions, and with
  /// both.
  static let snapshotDigests = ["39011e90d7ee52f5", "38d8514d1514ed4d", "4dc89963588b25e8"]

  @Test("The digests with snapshots and sessions are the committed ones, and both do something")
  func committedWithSnapshots() throws {
    let choices: [Features] = [
      Features([.snapshots]), Features([.sessions]), Features([.snapshots, .sessions]),
    ]
    for (place, features) in choices.enumerated() {
      let settings = Settings(
        servers: 5, seed: 7, features: features, snapshotInterval: 4, sessionLimit: 2)
      var log = EventLog()
      var text = ""
      ActReplay.run(
        settings,
        acts: try Self.snapshotActs.filter { features[.snapshots] || !$0.contains("snapshot") }
          .map(Act.init(text:)), until: 3_000_000
      ) {
        text += log.add($0)
        return true
      }
      #expect(log.digestText == Self.snapshotDigests[place], "\(features.switchedOn)")
      for feature in features.switchedOn {
        let silent: Set<Rule> = [.ignoreOlderSnapshot, .keepMatchingSuffix, .refuseWithoutSession]
        for rule in feature.rules where !silent.contains(rule) {
          #expect(text.contains(rule.id), "\(rule.id) does not fire in this run")
        }
      }
    }
  }

  @Test("Another seed, another act or another moment gives another digest")
  func sensitive() throws {
    var later = Self.acts
    later[0] = "@300001 write x=3"
    let digests = try [
      Self.log().0, Self.log(seed: 8).0, Self.log(acts: Self.acts.dropLast()).0,
      Self.log(acts: later).0,
    ].map(\.digest)
    #expect(Set(digests).count == 4)
  }

  @Test("Two processes print the same bytes, and the committed digest")
  func processes() throws {
    let (_, lines) = try Self.log()
    let arguments =
      ["log", "--seed", "7", "--until", "3000"] + Self.acts.flatMap { ["--act", $0] }
    let first = try Self.output(of: arguments)
    #expect(first == lines.map { $0 + "\n" }.joined())
    #expect(try Self.output(of: arguments) == first)
    #expect(
      try Self.output(of: arguments + ["--digest"]) == "\(lines.count) \(Self.digest)\n")
  }

  /// What the built program prints, from beside the test bundle.
  private static func output(of arguments: [String]) throws -> String {
    let folder = Bundle.main.executableURL!.deletingLastPathComponent()
    let candidates = [folder, Bundle(for: Marker.self).bundleURL.deletingLastPathComponent()]
    let program = try #require(
      candidates.map { $0.appendingPathComponent("raftlab") }.first {
        FileManager.default.isExecutableFile(atPath: $0.path)
      }, "raftlab is not built")
    let process = Process()
    let pipe = Pipe()
    process.executableURL = program
    process.arguments = arguments
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }

  private final class Marker {}
}
