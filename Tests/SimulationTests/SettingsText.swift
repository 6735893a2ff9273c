import RaftCore
import Testing

@testable import Simulation

@Suite("Settings as text")
struct SettingsText {
  /// Settings of which every one is other than usual.
  static let unusual = Settings(
    servers: 3, spare: 2, seed: 99, rules: RuleSet(without: [.pipelining, .upToDateCheck]),
    features: Features([.checkQuorum, .leaseReads]),
    timing: Timing(
      electionTimeout: 140_000...290_500, heartbeat: 45_000, diskWrite: 1_500,
      clientTimeout: 200_000, clientTries: 5),
    link: LinkQuality(latency: 250...900, loss: 5, duplication: 10, reordering: 20),
    batchLimit: 2, windowLimit: 4, clockBound: 1_500, snapshotInterval: 3, sessionLimit: 2,
    writeInterval: 33_000, checksSafety: false)

  /// What changes nothing of a run, and so is part of no text.
  private static let exempt: Set = ["countsRules"]

  @Test("Settings are read back from their line")
  func roundTrip() throws {
    for settings in [Settings(), Self.unusual] {
      #expect(try Settings(text: settings.text) == settings)
    }
    #expect(try Settings(text: "seed=3").seed == 3)
  }

  @Test("There is nothing in settings that a row does not say")
  func whole() {
    // Each stored property is changed alone; the text must change with it.
    let usual = Settings()
    var changed: Set<String> = []
    for (label, change) in Self.changes {
      var settings = usual
      change(&settings)
      #expect(settings != usual)
      #expect(settings.text != usual.text, "\(label) cannot be said")
      changed.insert(label)
    }
    var fields: [String] = []
    for (label, value) in Mirror(reflecting: usual).children {
      let children = Mirror(reflecting: value).children
      let isNested = value is Timing || value is LinkQuality
      fields += isNested ? children.map { "\(label!).\($0.label!)" } : [label!]
    }
    #expect(Set(fields) == changed.union(Self.exempt))
  }

  private static let changes: [(String, @Sendable (inout Settings) -> Void)] = [
    ("servers", { $0.servers = 3 }), ("spare", { $0.spare = 1 }), ("seed", { $0.seed = 2 }),
    ("election", { $0.election = ElectionSettings(.etcd, scale: 100) }),
    ("rules", { $0.rules[.pipelining] = false }),
    ("features", { $0.features[.preVote] = true }), ("clockBound", { $0.clockBound = 2_000 }),
    ("snapshotInterval", { $0.snapshotInterval = nil }),
    ("sessionLimit", { $0.sessionLimit = 2 }),
    ("timing.electionTimeout", { $0.timing.electionTimeout = 1...2 }),
    ("timing.heartbeat", { $0.timing.heartbeat = 1 }),
    ("timing.diskWrite", { $0.timing.diskWrite = 0 }),
    ("timing.clientTimeout", { $0.timing.clientTimeout = 1 }),
    ("timing.clientTries", { $0.timing.clientTries = 1 }),
    ("link.latency", { $0.link.latency = 0...1 }), ("link.loss", { $0.link.loss = 1 }),
    ("link.duplication", { $0.link.duplication = 1 }),
    ("link.reordering", { $0.link.reordering = 1 }), ("batchLimit", { $0.batchLimit = 1 }),
    ("windowLimit", { $0.windowLimit = 1 }), ("writeInterval", { $0.writeInterval = 1 }),
    ("checksSafety", { $0.checksSafety = false }),
  ]

  @Test("What the campaign draws can be said", arguments: 1...200 as ClosedRange<UInt64>)
  func campaign(seed: UInt64) throws {
    var settings = SeedRun().settings(seed: seed)
    let read = try Settings(text: settings.text)
    settings.countsRules = read.countsRules
    #expect(read == settings)
  }

  @Test(
    "What is wrong is named with its place",
    arguments: [
      ("servers=10", "10", 8), ("servers", nil, 7), ("sevrers=3", "sevrers", 0),
      ("heartbeat=0ms", "0ms", 10), ("batch=0", "0", 6), ("rules-off=nonsense", "nonsense", 10),
      ("link=\"latency 5\"", "5", 13), ("load=601s", "601s", 5), ("client-tries=1001", "1001", 13),
      ("election-timeout=300-150ms", "300-150ms", 17), ("safety=off", "off", 7),
    ] as [(String, String?, Int)])
  func mistakes(text: String, found: String?, offset: Int) {
    let error = #expect(throws: ActTextError.self) { try Settings(text: text) }
    #expect(error?.found == found && error?.offset == offset, "\(error!)")
  }
}
