import RaftCore

/// A setting's row in the table of settings: its name, and how its value is written and read.
///
/// A script's cluster, the first line of a journal, share codes and command-line options are all made
/// from these rows, so that nothing that a run depends on can be said in one of them and not in
/// another.
package struct SettingRow: Sendable {
  package let name: String
  package let group: Group
  /// Whether its value is a list of words with commas between them.
  package let isList: Bool
  /// What it means, for documents.
  package let form: String
  private let write: @Sendable (Settings) -> String
  private let take: @Sendable (inout LineReader, inout Settings) throws(ActTextError) -> Void

  /// Under which key it stands in a script's cluster.
  package enum Group: Hashable, Sendable { case cluster, timing }

  init(
    _ name: String, in group: Group = .cluster, form: String, isList: Bool = false,
    write: @escaping @Sendable (Settings) -> String,
    read: @escaping @Sendable (inout LineReader, inout Settings) throws(ActTextError) -> Void
  ) {
    self.name = name
    self.group = group
    self.form = form
    self.isList = isList
    self.write = write
    take = read
  }

  /// A whole number.
  private init(
    _ name: String, in group: Group = .cluster, _ range: ClosedRange<Int>,
    _ field: any WritableKeyPath<Settings, Int> & Sendable
  ) {
    self.init(
      name, in: group, form: "\(range.lowerBound) to \(range.upperBound)",
      write: { "\($0[keyPath: field])" },
      read: { line, settings throws(ActTextError) in
        settings[keyPath: field] = try line.word(.number(range)) { ActNumber.whole($0, in: range) }
      })
  }

  /// A span of time.
  private init(
    _ name: String, in group: Group, spanFrom least: TimeSpan,
    _ field: any WritableKeyPath<Settings, TimeSpan> & Sendable
  ) {
    let range = least...Settings.spanLimit
    self.init(
      name, in: group, form: "a time such as 50ms",
      write: { ActNumber.text(of: $0[keyPath: field]) },
      read: { line, settings throws(ActTextError) in
        settings[keyPath: field] = try line.word(.span(range)) { ActNumber.span($0, in: range) }
      })
  }

  // MARK: The table

  /// All rows, in the order in which they are written.
  package static let all: [SettingRow] = [
    SettingRow("servers", 1...ServerID.maximum, \.servers),
    SettingRow("spare", 0...ServerID.maximum - 1, \.spare),
    SettingRow(
      "seed", form: "a whole number of at most 64 bits", write: { "\($0.seed)" },
      read: { line, settings throws(ActTextError) in
        settings.seed = try line.word(.seed, ActNumber.seed)
      }),
    SettingRow(
      "election-timeout", in: .timing, form: "a span such as 150-300ms",
      write: { ActNumber.text(of: $0.timing.electionTimeout) },
      read: { line, settings throws(ActTextError) in
        let range = 1...Settings.spanLimit
        settings.timing.electionTimeout = try line.word(.spans(range)) {
          ActNumber.spans($0, in: range)
        }
      }),
    SettingRow("heartbeat", in: .timing, spanFrom: 1, \.timing.heartbeat),
    SettingRow("disk-write", in: .timing, spanFrom: 0, \.timing.diskWrite),
    SettingRow("client-timeout", in: .timing, spanFrom: 1, \.timing.clientTimeout),
    SettingRow("client-tries", in: .timing, 1...1000, \.timing.clientTries),
    SettingRow(
      "link", form: "qualities, as in the act `link`", write: { $0.link.text },
      read: { line, settings throws(ActTextError) in settings.link = try LinkQuality(&line) }),
    SettingRow("batch", 1...Settings.entryLimit, \.batchLimit),
    SettingRow("window", 1...Settings.entryLimit, \.windowLimit),
    SettingRow(
      "load", form: "a time such as 50ms between two writes, or none",
      write: { $0.writeInterval.map { ActNumber.text(of: $0) } ?? none },
      read: { line, settings throws(ActTextError) in
        let range = Settings.loadLimit...Settings.spanLimit
        settings.writeInterval =
          line.skip(none) ? nil : try line.word(.span(range)) { ActNumber.span($0, in: range) }
      }),
    SettingRow(
      "rules-off", form: "names of rules, or none", isList: true,
      write: { list($0.rules.switchedOff.map(\.id)) },
      read: { line, settings throws(ActTextError) in
        settings.rules = RuleSet(without: try rules(&line))
      }),
    SettingRow(
      "features", form: "names of features, or none", isList: true,
      write: { list($0.features.switchedOn.map(\.id)) },
      read: { line, settings throws(ActTextError) in
        settings.features = try features(&line)
      }),
    SettingRow(
      "clock-bound", form: "a factor from 1.0 to 10.0",
      write: { ActNumber.decimal($0.clockBound, of: 1000) },
      read: { line, settings throws(ActTextError) in
        settings.clockBound = try line.word(.clockBound) {
          ActNumber.parts($0, of: 1000, in: Settings.clockBounds)
        }
      }),
    SettingRow(
      "snapshot-every", form: "entries from 1 to \(Settings.entryLimit), or none",
      write: { $0.snapshotInterval.map { "\($0)" } ?? none },
      read: { line, settings throws(ActTextError) in
        let range = 1...Settings.entryLimit
        settings.snapshotInterval =
          line.skip(none) ? nil : try line.word(.number(range)) { ActNumber.whole($0, in: range) }
      }),
    SettingRow("session-limit", 1...Settings.sessionBound, \.sessionLimit),
    SettingRow(
      "election", form: ElectionSettings.form,
      write: { $0.election?.text ?? none },
      read: { line, settings throws(ActTextError) in
        settings.election = line.skip(none) ? nil : try ElectionSettings(&line)
      }),
    SettingRow(
      "safety", form: "checked or unchecked: whether the safety properties are",
      write: { $0.checksSafety ? "checked" : "unchecked" },
      read: { line, settings throws(ActTextError) in
        settings.checksSafety = try line.word(.oneOf(["checked", "unchecked"])) {
          ["checked": true, "unchecked": false][$0]
        }
      }),
  ]

  /// The row of a name; nil when there is none.
  package static func named(_ name: String) -> SettingRow? { all.first { $0.name == name } }

  /// The value of a list or a setting that is not there.
  package static let none = "none"

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? none : names.joined(separator: ",")
  }

  /// Rules that can be switched off, with commas between their names.
  private static func rules(_ line: inout LineReader) throws(ActTextError) -> [Rule] {
    if line.skip(none) { return [] }
    var rules: [Rule] = []
    let names = try line.word(.rule) { $0.split(separator: ",").map(String.init) }
    for name in names {
      guard let rule = Rule(id: name) else {
        let known = ActNumber.switchableRules
        let near = Spelling.nearest(to: name, among: known)
        throw line.misreadingOfLast(near.map { .word($0) } ?? .oneOf(known))
      }
      guard rule.isSwitchable else { throw line.misreadingOfLast(.onlyOn(rule)) }
      rules.append(rule)
    }
    return rules
  }

  /// Features with commas between their names, each with what it stands on.
  private static func features(_ line: inout LineReader) throws(ActTextError) -> Features {
    if line.skip(none) { return Features() }
    var features = Features()
    let known = Feature.allCases.map(\.id)
    for name in try line.word(.feature, { $0.split(separator: ",").map(String.init) }) {
      guard let feature = Feature(id: name) else {
        let near = Spelling.nearest(to: name, among: known)
        throw line.misreadingOfLast(near.map { .word($0) } ?? .oneOf(known))
      }
      features[feature] = true
    }
    for feature in features.switchedOn {
      guard let needed = feature.needs, !features[needed] else { continue }
      throw line.misreadingOfLast(.needed(needed, by: feature))
    }
    return features
  }

  // MARK: Text

  /// The value, in the only way in which it is ever written.
  package func text(in settings: Settings) -> String { write(settings) }

  /// Whether settings have the value that is usual.
  package func isUsual(in settings: Settings) -> Bool { text(in: settings) == text(in: Settings()) }

  /// Sets the value that a text names.
  package func read(_ text: String, into settings: inout Settings) throws(ActTextError) {
    var line = try LineReader(text)
    try take(&line, &settings)
    try line.end()
  }
}

extension Settings {
  /// The longest span of time that can be set, in microseconds: ten minutes.
  package static let spanLimit: TimeSpan = 600_000_000
  /// The shortest time between two writes of a steady load that can be set, in microseconds: while
  /// nobody leads, each costs a look, and is no event that would be counted.
  package static let loadLimit: TimeSpan = 1_000
  /// How much faster one clock may be than another, in thousandths.
  package static let clockBounds = 1000...10_000
  /// The most entries of a batch or a window, and between two snapshots.
  package static let entryLimit = 1 << 16
  /// The most sessions that can be allowed.
  package static let sessionBound = 64

  /// All settings as one line: `servers=5 seed=7 election-timeout=150-300ms … link="latency 10-15ms"`.
  package var text: String {
    SettingRow.all.map { "\($0.name)=\(LineReader.word($0.text(in: self)))" }
      .joined(separator: " ")
  }

  /// The settings that a line names; those that it leaves out are as usual.
  ///
  /// - Throws: `ActTextError`, also for a name that is not known.
  package init(text: String) throws(ActTextError) {
    self.init()
    var line = try LineReader(text)
    let names = SettingRow.all.map(\.name)
    while !line.isAtEnd {
      let row = try line.name(.oneOf(names), among: names, SettingRow.named)
      try line.expect("=", .assignment)
      let start = line.next?.offset ?? 0
      let value = try line.text(.value) { $0 }
      do throws(ActTextError) {
        try row.read(value, into: &self)
      } catch {
        throw ActTextError(found: error.found, expected: error.expected, at: start + error.offset)
      }
    }
  }
}
