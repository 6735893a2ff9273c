import RaftCore
import Simulation
import YAML

// The script as a whole, and its cluster.
extension ScriptReader {
  static let keys = ["version", "number", "title", "about", "cluster", "steps"]
  static let clusterKeys = ["servers", "seed", "timing", "link", "rules-off"]
  static let timingKeys = [
    "election-timeout", "heartbeat", "disk-write", "client-timeout", "client-tries",
  ]

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
    if node.mapping?["rules-off"] != nil { settings.rules = RuleSet() }
    readCluster(node)
    return settings
  }

  private mutating func readCluster(_ node: Node) {
    guard let fields = fields(node, known: Self.clusterKeys) else { return }
    if let servers = fields["servers"],
      let count = number(servers, in: 1...ServerID.maximum)
    {
      settings.servers = count
    }
    if let node = fields["seed"] {
      let seed = line(node).flatMap { UInt64($0) }
      if let seed {
        settings.seed = seed
      } else {
        report(.unfit(found: node.string, expected: .number(0...Int.max)), at: node)
      }
    }
    if let timing = fields["timing"] { readTiming(timing) }
    if let link = fields["link"], let quality = quality(link) { settings.link = quality }
    if let rules = fields["rules-off"] { readRules(rules) }
  }

  /// The words of a link's quality are those of a stimulus that changes it.
  private mutating func quality(_ node: Node) -> LinkQuality? {
    read(node) { text throws(WordError) in
      do throws(ActTextError) {
        if case .setLink(_, _, let quality) = try Stimulus(text: "link all > all \(text)") {
          return quality
        }
        return LinkQuality()
      } catch {
        throw WordError(.stimulus(error), at: 0)
      }
    }
  }

  private mutating func readTiming(_ node: Node) {
    guard let fields = fields(node, known: Self.timingKeys) else { return }
    if let node = fields["election-timeout"], let range = range(node) {
      settings.timing.electionTimeout = range
    }
    if let node = fields["heartbeat"], let span = duration(node, from: 1) {
      settings.timing.heartbeat = span
    }
    if let node = fields["disk-write"], let span = duration(node) {
      settings.timing.diskWrite = span
    }
    if let node = fields["client-timeout"], let span = duration(node, from: 1) {
      settings.timing.clientTimeout = span
    }
    if let node = fields["client-tries"], let tries = number(node, in: 1...1000) {
      settings.timing.clientTries = tries
    }
  }

  /// `150-300ms`, or one span such as `200ms`.
  private mutating func range(_ node: Node) -> ClosedRange<TimeSpan>? {
    read(node) { text throws(WordError) in
      let bounds = text.split(separator: "-", omittingEmptySubsequences: false)
      let unit = ["ms", "us", "s"].first { text.hasSuffix($0) } ?? ""
      guard (1...2).contains(bounds.count), let high = Numbers.duration(bounds.last!),
        let low = bounds.count == 1 ? high : Numbers.duration(bounds[0] + unit), 0 < low,
        low <= high
      else { throw WordError(.unfit(found: text, expected: .durationRange), at: 0) }
      return low...high
    }
  }

  private mutating func readRules(_ node: Node) {
    let known = Rule.allCases.filter(\.isSwitchable).map(\.id)
    // An empty list is as good as none.
    if node.sequence?.isEmpty ?? false { return }
    for item in items(node) {
      guard let id = line(item) else { continue }
      guard let rule = Rule(id: id) else {
        report(.unknown(.rule, found: id, known: known), at: item)
        continue
      }
      if rule.isSwitchable {
        settings.rules[rule] = false
      } else {
        report(.essential(rule), at: item)
      }
    }
  }
}
