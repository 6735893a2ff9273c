import RaftCore
import Simulation
import YAML

// The script as a whole, and its cluster.
extension ScriptReader {
  static let keys = ["version", "number", "title", "about", "cluster", "steps"]
  static let clusterKeys = rows(of: .cluster).map(\.name) + ["timing"]
  static let timingKeys = rows(of: .timing).map(\.name)

  private static func rows(of group: SettingRow.Group) -> [SettingRow] {
    SettingRow.all.filter { $0.group == group }
  }

  mutating func script(_ node: Node) -> Script? {
    guard let fields = fields(node, known: Self.keys) else { return nil }
    for key in ["version", "title", "steps"] where fields[key] == nil {
      report(.missing(key: key), at: node)
    }
    if let version = fields["version"], version.string != "\(Script.version)" {
      report(.version(version.string ?? ""), at: version)
    }
    let number = fields["number"].flatMap { lessonNumber($0) }
    if let cluster = fields["cluster"] { readCluster(cluster) }
    // A step may begin another cluster, which is then what later steps are read against.
    first = settings
    let title = fields["title"].flatMap { text($0, limit: Script.titleLimit) }
    let about = fields["about"].flatMap { text($0) }
    let steps = fields["steps"].map { self.steps($0) }
    guard let title, let steps, problems.isEmpty else { return nil }
    return Script(number: number, title: title, about: about, settings: first, steps: steps)
  }

  private mutating func lessonNumber(_ node: Node) -> LessonNumber? {
    read(node) { text throws(WordError) in
      guard let number = LessonNumber(text) else {
        throw WordError(.unfit(found: text, expected: .lessonNumber), at: 0)
      }
      return number
    }
  }

  /// The cluster of a step: what it leaves out is as in the script's first.
  mutating func newCluster(_ node: Node) -> Settings {
    settings = first
    readCluster(node)
    return settings
  }

  mutating func readCluster(_ node: Node) {
    guard let fields = fields(node, known: Self.clusterKeys) else { return }
    for row in Self.rows(of: .cluster) {
      if let node = fields[row.name] { readSetting(row, node) }
    }
    // Programs outside are clients of etcd.
    if fields["election"] != nil, fields["features"] == nil, settings.election != nil {
      settings.features = .likeEtcd
    }
    guard let timing = fields["timing"],
      let fields = self.fields(timing, known: Self.timingKeys)
    else { return }
    for row in Self.rows(of: .timing) {
      if let node = fields[row.name] { readSetting(row, node) }
    }
  }

  mutating func readSetting(_ row: SettingRow, _ node: Node) {
    guard row.isList, node.scalar == nil else {
      if let changed = read(row, of: node, into: settings) { settings = changed }
      return
    }
    // An empty list is as good as none.
    let items = node.sequence?.isEmpty ?? false ? [] : self.items(node)
    let names = items.compactMap { name(in: row, $0) }
    let list = names.isEmpty ? SettingRow.none : names.joined(separator: ",")
    do throws(ActTextError) {
      try row.read(list, into: &settings)
    } catch {
      report(Self.problem(error, of: row), at: node)
    }
  }

  /// An item of a list, whatever else must be in the list.
  private mutating func name(in row: SettingRow, _ node: Node) -> String? {
    read(node) { text throws(WordError) in
      var settings = Settings()
      do throws(ActTextError) {
        try row.read(text, into: &settings)
      } catch {
        if case .needed = error.expected { return text }
        throw WordError(Self.problem(error, of: row), at: error.offset)
      }
      return row.text(in: settings)
    }
  }

  /// Settings with the value that a node gives to one of them; nil when it is none.
  private mutating func read(
    _ row: SettingRow, of node: Node, into settings: Settings
  ) -> Settings? {
    read(node) { text throws(WordError) in
      var settings = settings
      do throws(ActTextError) {
        try row.read(text, into: &settings)
      } catch {
        throw WordError(Self.problem(error, of: row), at: error.offset)
      }
      return settings
    }
  }

  private static func unknown(_ found: String, in row: SettingRow) -> ScriptError.Kind {
    row.name == "features"
      ? .unknown(.feature, found: found, known: Feature.allCases.map(\.id))
      : .unknown(.rule, found: found, known: ActNumber.switchableRules)
  }

  /// What is wrong with a setting, as scripts say it.
  private static func problem(_ error: ActTextError, of row: SettingRow) -> ScriptError.Kind {
    switch error.expected {
    case .number(let range): .unfit(found: error.found, expected: .number(range))
    case .seed: .unfit(found: error.found, expected: .number(0...Int.max))
    case .span: .unfit(found: error.found, expected: .duration)
    case .spans: .unfit(found: error.found, expected: .durationRange)
    case .onlyOn(let rule): .essential(rule)
    case .word, .oneOf:
      row.isList
        ? Self.unknown(error.found ?? "", in: row) : .stimulus(error)
    case .closingQuote, .end, .moment, .happening, .verb, .assignment, .arrow, .server,
      .serverOrAll, .joiningOrLeaving, .freeServer, .otherServer, .client, .key, .value, .flight,
      .writeCount,
      .clockRate, .quality, .latency, .rate, .rule, .onOrOff, .feature, .needed, .clockBound,
      .party, .comparison, .component, .scale, .onlyAsItIs, .nothingKept:
      .stimulus(error)
    }
  }
}
