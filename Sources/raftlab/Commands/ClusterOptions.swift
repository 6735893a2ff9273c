import ArgumentParser
import RaftCore
import Simulation

/// A command that starts a cluster.
///
/// What it starts with is asked for in four groups, side by side: in a debug build the parser checks
/// a group within a group four times as often, one within that sixteen times.
protocol ClusterCommand {
  var cluster: ClusterOptions { get }
  var switchedOff: RuleOptions { get }
  var beyond: FeatureOptions { get }
  var programs: ProgramOptions { get }
}

extension ClusterCommand {
  /// Whether anything of a cluster was typed.
  var isClusterGiven: Bool {
    cluster.areGiven || !switchedOff.without.isEmpty || beyond.areGiven || programs.areGiven
  }

  /// What the cluster starts with.
  var clusterSettings: Settings {
    var settings = cluster.settings
    for rule in switchedOff.rules.switchedOff { settings.rules[rule] = false }
    if beyond.areGiven { settings.features = beyond.chosen }
    if let election = programs.chosen { settings.election = election }
    // What pods ask is etcd, unless something else was asked for.
    let choosesFeatures = beyond.areGiven || cluster.sets("features")
    if settings.election != nil, !choosesFeatures { settings.features = .likeEtcd }
    return settings
  }
}

/// How many servers a cluster has, its seed, and its settings by their names.
struct ClusterOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp(.servers))
  var servers: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp(.seed))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(.set, valueName: "setting"),
    completion: .list(SettingRow.all.map { $0.name + "=" }))
  var set: [String] = []

  func validate() throws {
    if let servers, !(1...ServerID.maximum).contains(servers) {
      throw ValidationError(.clusterSize(servers))
    }
    var settings = Settings()
    for text in set { try Self.read(text, into: &settings) }
  }

  /// Reads a setting such as `heartbeat=40ms`; what comes after the first `=` is the value.
  private static func read(_ text: String, into settings: inout Settings) throws {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let names = SettingRow.all.map(\.name)
    guard parts.count == 2, let row = SettingRow.named(parts[0]) else {
      let guess = Spelling.nearest(to: parts.first ?? "", among: names)
      throw ValidationError(.unknownSetting(text, guess: guess, known: names))
    }
    do throws(ActTextError) {
      try row.read(parts[1], into: &settings)
    } catch {
      throw ValidationError(.setting(text, error))
    }
  }

  /// Whether anything of it was typed.
  var areGiven: Bool { servers != nil || seed != nil || !set.isEmpty }

  /// Whether a setting is among those that were typed by name.
  func sets(_ name: String) -> Bool { set.contains { $0.hasPrefix("\(name)=") } }

  var settings: Settings {
    var settings = Settings()
    // Checked when they were validated.
    for text in set { try? Self.read(text, into: &settings) }
    if let servers { settings.servers = servers }
    if let seed { settings.seed = seed }
    return settings
  }
}

/// Rules to switch off, by their names on the command line.
struct RuleOptions: ParsableArguments {
  @Option(help: ArgumentHelp(.without, valueName: "rule"), completion: .list(Self.names))
  var without: [String] = []

  private static let names = Rule.allCases.filter(\.isSwitchable).map(\.id)

  func validate() throws {
    for name in without where Rule(id: name)?.isSwitchable != true {
      if Rule(id: name) != nil {
        throw ValidationError(.essentialRule(name))
      }
      let guess = Spelling.nearest(to: name, among: Self.names)
      throw ValidationError(.unknownRule(name, guess: guess, known: Self.names))
    }
  }

  /// The rules that are in force.
  var rules: RuleSet { RuleSet(without: without.compactMap { Rule(id: $0) }) }
}

/// The programs outside the cluster, and how they elect a leader among themselves.
struct ProgramOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp(.pods, valueName: "count"))
  var pods: String?

  @Option(
    help: ArgumentHelp(.election, valueName: "way"),
    completion: .list(ElectionSettings.Way.allCases.map(\.rawValue)))
  var election: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp(.apiServers, valueName: "count"))
  var apiServers: String?

  @Option(help: ArgumentHelp(.components, valueName: "names"))
  var components: String?

  @Option(parsing: .unconditional, help: ArgumentHelp(.scale, valueName: "factor"))
  var scale: String?

  var areGiven: Bool { !given.isEmpty }

  /// The names of the options that are given.
  var given: [String] { (election == nil ? [] : ["election"]) + parts.map(\.name) }

  /// What there is besides the way, by the setting's words, which are the options' names too.
  private var parts: [(name: String, value: String)] {
    let all = [
      ("pods", pods), ("api-servers", apiServers), ("components", components), ("scale", scale),
    ]
    return all.compactMap { name, value in value.map { (name, $0) } }
  }

  /// The options as they were typed, a word each.
  var options: [String] {
    let way = election.map { [("election", $0)] } ?? []
    return (way + parts.map { ($0.name, $0.value) }).flatMap { ["--\($0.0)", $0.1] }
  }

  /// The options as they were typed.
  var words: [String] {
    let way = election.map { [("election", $0)] } ?? []
    return (way + parts.map { ($0.name, $0.value) }).map { "--\($0.0) \(LineReader.word($0.1))" }
  }

  /// All of it as the setting is written.
  private var text: String {
    let words = parts.map { "\($0.name) \($0.value)" }
    return ([election ?? ElectionSettings.Way.notes.rawValue] + words).joined(separator: " ")
  }

  func validate() throws {
    guard areGiven else { return }
    do throws(ActTextError) {
      _ = try Self.read(text)
    } catch {
      throw ValidationError(.election(text, error))
    }
  }

  private static func read(_ text: String) throws(ActTextError) -> ElectionSettings? {
    var settings = Settings()
    try SettingRow.named("election")?.read(text, into: &settings)
    return settings.election
  }

  /// What was asked for; nil when nothing was.
  var chosen: ElectionSettings? {
    // Checked when it was validated.
    areGiven ? (try? Self.read(text)).flatMap { $0 } : nil
  }
}

/// What goes beyond Figure 2, by its names on the command line.
struct FeatureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(.features, valueName: "features"), completion: .list(Self.names))
  var features: String?

  @Option(help: ArgumentHelp(.like), completion: .list(Model.allCases.map(\.rawValue)))
  var like: Model?

  /// A system whose features a cluster may have.
  enum Model: String, CaseIterable, ExpressibleByArgument {
    case etcd

    var features: Features {
      switch self {
      case .etcd: .likeEtcd
      }
    }
  }

  static let names = Feature.allCases.map(\.id)

  func validate() throws {
    if let features { _ = try Self.read(features) }
  }

  /// Reads names with commas between them, or `none`.
  static func read(_ text: String) throws -> Features {
    var settings = Settings()
    do throws(ActTextError) {
      try SettingRow.named("features")?.read(text, into: &settings)
    } catch {
      throw ValidationError(.features(text, error))
    }
    return settings.features
  }

  var areGiven: Bool { features != nil || like != nil }

  /// Those of a system, and those that are named.
  var chosen: Features {
    // Checked when they were validated.
    let named = features.flatMap { try? Self.read($0) } ?? Features()
    return Features((like?.features ?? Features()).switchedOn + named.switchedOn)
  }
}
