import Formats
import Simulation
import YAML

// Results as JSON, from which they can be read again.
extension ExperimentResults {
  /// The version of the format.
  static let version = 1
  private static let keys = [
    "experiment", "version", "part", "parts", "measure", "lines", "source",
  ]

  /// The results on one line: how all trials came out, and what they come to.
  package var json: String {
    let lines = experiment.lines.indices.map { json(ofLine: $0) }
    return JSON.members([
      "experiment": .string(name), "version": .number(Self.version),
      "part": .number(shard.number), "parts": .number(shard.count),
      "measure": .string(experiment.measure.isShare ? "share" : "time_us"),
      "lines": .array(lines), "source": .string(source),
    ]).text
  }

  private func json(ofLine place: Int) -> JSON {
    let line = experiment.lines[place]
    return .members([
      "name": .string(line.name), "trials": .number(line.trials),
      "summary": summary(ofLine: place),
      "outcomes": .array(outcomes[place].map { $0.map { .number($0) } ?? .null }),
    ])
  }

  private func summary(ofLine place: Int) -> JSON {
    if let share = share(ofLine: place) {
      return .members([
        "count": .number(share.count), "hits": .number(share.hits),
        "share": .decimal(share.share), "lower": .decimal(share.interval.lowerBound),
        "upper": .decimal(share.interval.upperBound),
      ])
    }
    guard let times = times(ofLine: place) else { return .null }
    var members: [JSON.Member] = [
      .init(name: "count", value: .number(times.count)),
      .init(name: "over", value: .number(times.over)),
    ]
    for statistic in Experiment.Statistic.allCases where statistic != .share {
      members.append(
        .init(name: statistic.rawValue, value: Self.json(times.value(of: statistic))))
      guard let percent = statistic.percent, 1...99 ~= percent else { continue }
      let interval = times.interval(of: statistic)
      members.append(
        .init(
          name: "\(statistic.rawValue)_interval",
          value: .array([Self.json(interval.lower), Self.json(interval.upper)])))
    }
    return .object(members)
  }

  /// A time that is only known to be longer is null.
  private static func json(_ given: Experiment.Given?) -> JSON {
    switch given {
    case .time(let time, isMore: false): .number(time)
    case .time(_, isMore: true), .share, nil: .null
    }
  }

  // MARK: Reading

  /// Reads results.
  ///
  /// - Throws: `.unreadable` when these are none, or of another version.
  package init(json: String) throws(MergeError) {
    guard let results = Self.read(json) else { throw .unreadable }
    self = results
  }

  private static func read(_ json: String) -> ExperimentResults? {
    guard let root = (try? YAMLText.compose(json))?.mapping,
      root["version"]?.string == "\(version)",
      let name = root["experiment"]?.string, let source = root["source"]?.string,
      let part = root["part"]?.string.flatMap({ Int($0) }),
      let parts = root["parts"]?.string.flatMap({ Int($0) }),
      let shard = Shard(number: part, count: parts),
      var experiment = try? Experiment(source: source),
      let lines = root["lines"]?.sequence, lines.count == experiment.lines.count
    else { return nil }
    var outcomes: [[Int?]] = []
    for (place, line) in lines.enumerated() {
      guard let line = line.mapping, line["name"]?.string == experiment.lines[place].name,
        let trials = line["trials"]?.string.flatMap({ Int($0) }),
        (1...Experiment.trialLimit).contains(trials),
        let items = line["outcomes"]?.sequence,
        items.count == Array(shard.trials(of: trials)).count
      else { return nil }
      experiment.lines[place].trials = trials
      var values: [Int?] = []
      for item in items {
        if item.isNull {
          values.append(nil)
        } else if let value = item.string.flatMap({ Int($0) }), value >= 0 {
          values.append(value)
        } else {
          return nil
        }
      }
      outcomes.append(values)
    }
    return ExperimentResults(
      name: name, source: source, experiment: experiment, shard: shard, outcomes: outcomes)
  }
}

/// Why results cannot be joined.
package enum MergeError: Error, Hashable, Sendable {
  /// These are no results of this version.
  case unreadable
  /// They are of other work than the first, or of another number of parts.
  case unlike
  /// This part was there before.
  case twice(Int)
  /// Parts that are not there, of so many.
  case missing([Int], of: Int)
}

extension ExperimentResults {
  /// Joins the parts of an experiment, in whatever order they come: what is joined is what one machine
  /// would have found.
  ///
  /// - Precondition: there is one part at least.
  /// - Throws: what is wrong, and with which of them; nil: with all together.
  package static func merged(
    _ parts: [ExperimentResults]
  ) throws(PlacedMergeError) -> ExperimentResults {
    let first = parts[0]
    let ordered = try Shard.ordered(parts, by: \.shard) { part in
      part.source == first.source && part.experiment == first.experiment && part.name == first.name
    }
    let outcomes = first.experiment.lines.indices.map { line in
      (0..<first.experiment.lines[line].trials).map { trial in
        ordered[trial % ordered.count].outcomes[line][trial / ordered.count]
      }
    }
    return ExperimentResults(
      name: first.name, source: first.source, experiment: first.experiment, shard: .whole,
      outcomes: outcomes)
  }
}

/// Why results cannot be joined, and which of them.
package struct PlacedMergeError: Error, Hashable, Sendable {
  /// Its place among those given; nil for all together.
  package var place: Int?
  package var error: MergeError

  package init(place: Int?, error: MergeError) {
    self.place = place
    self.error = error
  }
}
