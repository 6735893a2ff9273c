import RaftCore
import Simulation
import YAML

// What an experiment varies: its lines.
extension ScriptReader {
  /// What a line may say besides settings.
  static let lineKeys = ["name", "trials", "act", "beside"]

  /// The lines that are written, each by itself or as lists of which each is combined with each;
  /// where nothing varies there is one.
  mutating func lines(_ node: Node?, trials: Int, isShare: Bool) -> [Experiment.Line] {
    guard let node else {
      return [Experiment.Line(name: SettingRow.none, settings: first, trials: trials)]
    }
    var lines: [Experiment.Line]
    switch node.content {
    case .sequence(let items):
      if items.isEmpty { report(.unfit(found: nil, expected: .nonEmpty), at: node) }
      if items.count > Experiment.lineLimit {
        report(.tooMany(.item, limit: Experiment.lineLimit), at: node)
      }
      lines = items.prefix(Experiment.lineLimit).compactMap {
        line($0, trials: trials, isShare: isShare)
      }
    case .mapping: lines = product(node, trials: trials)
    case .scalar:
      report(.unfit(found: node.string, expected: .list), at: node)
      return []
    }
    var names: Set<String> = []
    for line in lines where !names.insert(line.name).inserted {
      report(ScriptError(.sameName(line.name), line: line.place, column: 1))
    }
    return lines
  }

  /// A line that is written by itself.
  private mutating func line(_ node: Node, trials: Int, isShare: Bool) -> Experiment.Line? {
    let rows = SettingRow.all
    guard let fields = fields(node, known: Self.lineKeys + rows.map(\.name)) else { return nil }
    settings = first
    let varied = rows.filter { row in
      guard let node = fields[row.name] else { return false }
      readSetting(row, node)
      return true
    }
    let name = fields["name"].flatMap { lineName($0) }
    let trials = fields["trials"].flatMap { number($0, in: 1...Experiment.trialLimit) } ?? trials
    let cast = settings.cast
    let acts = fields["act"].map { node in
      list(node) { line throws(WordError) in try ScriptAct(line, of: cast) }
    }
    let beside = fields["beside"].map { self.beside($0, isShare: isShare) }
    return Experiment.Line(
      name: name ?? Self.name(of: varied, in: settings), settings: settings, trials: trials,
      acts: acts ?? [], beside: beside ?? [:], place: node.mark?.line ?? 0)
  }

  /// Every value of each setting with every value of the others; the last one varies fastest.
  private mutating func product(_ node: Node, trials: Int) -> [Experiment.Line] {
    let rows = SettingRow.all
    guard let fields = fields(node, known: rows.map(\.name)) else { return [] }
    let keys = node.mapping?.keys ?? []
    let varied = keys.compactMap { key in rows.first { $0.name == key.string } }
    var combinations: [Settings] = [first]
    for row in varied {
      let values = items(fields[row.name]!)
      guard combinations.count * values.count <= Experiment.lineLimit else {
        report(.tooMany(.item, limit: Experiment.lineLimit), at: node)
        return []
      }
      combinations = combinations.flatMap { combination in
        values.map { value in
          settings = combination
          readSetting(row, value)
          return settings
        }
      }
    }
    return combinations.map {
      Experiment.Line(
        name: Self.name(of: varied, in: $0), settings: $0, trials: trials,
        place: node.mark?.line ?? 0)
    }
  }

  /// What sets a line apart: the value of the one setting that varies, or those of all with their
  /// names.
  private static func name(of rows: [SettingRow], in settings: Settings) -> String {
    if rows.count == 1 { return rows[0].text(in: settings) }
    let values = rows.map { "\($0.name) \($0.text(in: settings))" }
    return values.isEmpty ? SettingRow.none : values.joined(separator: ", ")
  }

  private mutating func lineName(_ node: Node) -> String? {
    guard let name = line(node) else { return nil }
    if name.isEmpty { report(.unfit(found: nil, expected: .nonEmpty), at: node) }
    if name.count > Script.titleLimit { report(.tooLong(limit: Script.titleLimit), at: node) }
    return name
  }

  // MARK: What others have found

  private mutating func beside(
    _ node: Node, isShare: Bool
  ) -> [Experiment.Statistic: Experiment.Given] {
    let known = Experiment.Statistic.allCases.filter { ($0 == .share) == isShare }
    guard let fields = fields(node, known: known.map(\.rawValue)) else { return [:] }
    var given: [Experiment.Statistic: Experiment.Given] = [:]
    for statistic in known {
      guard let node = fields[statistic.rawValue] else { continue }
      given[statistic] = isShare ? share(node) : time(node)
    }
    return given
  }

  /// `287ms`, or `> 10s` where only that is known.
  private mutating func time(_ node: Node) -> Experiment.Given? {
    read(node) { line throws(WordError) in
      let isMore = line.hasPrefix(">")
      let text = String(line.drop { $0 == ">" || $0 == " " })
      guard let span = Numbers.duration(isMore ? text : line) else {
        throw WordError(.unfit(found: line, expected: .duration), at: 0)
      }
      return .time(span, isMore: isMore)
    }
  }

  /// `0.052`, or `5.2%`.
  private mutating func share(_ node: Node) -> Experiment.Given? {
    read(node) { line throws(WordError) in
      let parts =
        line.hasSuffix("%")
        ? Numbers.parts(line.dropLast(), scale: 10_000) : Numbers.parts(line, scale: 1_000_000)
      guard let parts, parts <= 1_000_000 else {
        throw WordError(.unfit(found: line, expected: .share), at: 0)
      }
      return .share(parts)
    }
  }
}
