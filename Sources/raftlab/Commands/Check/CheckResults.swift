import Formats
import Simulation
import Teaching
import YAML

/// What a campaign came to, or a part of one: enough to join it with the other parts to the report
/// that one machine prints.
///
/// One machine stops at the lowest seed by which something is found. A part has run all of its own
/// seeds below that which it found; so what they all came to up to the lowest of these is known.
struct CheckResults: Equatable {
  /// The version of the format.
  private static let version = 1

  /// What each seed does, as it is typed.
  let options: [String]
  /// The lowest seed of all parts, and how many they have together.
  let first: UInt64
  let count: Int
  let shard: Shard
  /// Whether there are programs outside, who may believe.
  let hasPrograms: Bool
  /// Of each seed of the part in its order, up to the first by which something was found.
  let seeds: [Campaign.Tally]
  /// Whether something was found by the last of these.
  let isFound: Bool

  /// The seed of a place among the part's own.
  private func seed(at place: Int) -> UInt64 {
    first + UInt64(shard.number - 1 + place * shard.count)
  }

  /// The seed by which something was found; nil where nothing was.
  var found: UInt64? { isFound ? seed(at: seeds.count - 1) : nil }

  // MARK: JSON

  var json: JSON {
    .members([
      "check": .number(Self.version), "options": .array(options.map { .string($0) }),
      "first": .string("\(first)"), "count": .number(count), "part": .number(shard.number),
      "parts": .number(shard.count), "programs": .bool(hasPrograms),
      "found": found.map { .string("\($0)") } ?? .null,
      "events": .array(seeds.map { .number($0.events) }),
      "undecided": .array(rare(\.undecidedKeys)),
      "believers": .array(
        seeds.enumerated().filter { $1.believers != BelieverCounts() }.map { place, tally in
          .array(([place] + tally.believers.numbers).map { .number($0) })
        }),
    ])
  }

  /// Numbers that are hardly ever other than 0, each with its place.
  private func rare(_ number: (Campaign.Tally) -> Int) -> [JSON] {
    seeds.enumerated().filter { number($1) != 0 }.map { place, tally in
      .array([.number(place), .number(number(tally))])
    }
  }

  /// Whether a text is meant to be this.
  static func resembles(_ text: String) -> Bool { text.hasPrefix("{\"check\":") }

  /// Reads results.
  ///
  /// - Throws: `.unreadable` when these are none, or of another version.
  init(json text: String) throws(MergeError) {
    guard let results = Self.read(text) else { throw .unreadable }
    self = results
  }

  init(
    options: [String], first: UInt64, count: Int, shard: Shard, hasPrograms: Bool,
    seeds: [Campaign.Tally], isFound: Bool
  ) {
    self.options = options
    self.first = first
    self.count = count
    self.shard = shard
    self.hasPrograms = hasPrograms
    self.seeds = seeds
    self.isFound = isFound
  }

  private static func read(_ text: String) -> CheckResults? {
    guard let root = (try? YAMLText.compose(text))?.mapping,
      root["check"]?.string == "\(version)",
      let options = root["options"]?.sequence?.compactMap(\.string),
      let first = root["first"]?.string.flatMap({ UInt64($0) }),
      let count = root["count"]?.number, (1...CheckCommand.limit).contains(count),
      let part = root["part"]?.number, let parts = root["parts"]?.number,
      let shard = Shard(number: part, count: parts),
      let hasPrograms = root["programs"]?.string, let found = root["found"],
      let events = root["events"]?.sequence
    else { return nil }
    var seeds = events.map { Campaign.Tally(events: $0.number ?? -1) }
    guard seeds.allSatisfy({ $0.events >= 0 }) else { return nil }
    for row in root["undecided"]?.sequence ?? [] {
      guard let pair = row.numbers, pair.count == 2, seeds.indices.contains(pair[0]) else {
        return nil
      }
      seeds[pair[0]].undecidedKeys = pair[1]
    }
    for row in root["believers"]?.sequence ?? [] {
      guard let numbers = row.numbers, let place = numbers.first, seeds.indices.contains(place),
        let believers = BelieverCounts(numbers: Array(numbers.dropFirst()))
      else { return nil }
      seeds[place].believers = believers
    }
    let results = CheckResults(
      options: options, first: first, count: count, shard: shard,
      hasPrograms: hasPrograms == "true", seeds: seeds, isFound: !found.isNull)
    let own = Array(shard.trials(of: count)).count
    guard results.isFound ? (1...own).contains(seeds.count) : seeds.count == own,
      found.isNull || found.string == results.found.map({ "\($0)" })
    else { return nil }
    return results
  }

  // MARK: Joining

  /// Joins parts, in whatever order they come.
  ///
  /// - Precondition: there is one at least.
  static func merged(_ parts: [CheckResults]) throws(PlacedMergeError) -> CheckResults {
    let first = parts[0]
    let ordered = try Shard.ordered(parts, by: \.shard) { part in
      part.options == first.options && part.first == first.first && part.count == first.count
        && part.hasPrograms == first.hasPrograms
    }
    let lowest = ordered.compactMap(\.found).min()
    let last = lowest.map { Int($0 - first.first) } ?? first.count - 1
    let seeds = (0...last).map { number in
      ordered[number % ordered.count].seeds[number / ordered.count]
    }
    return CheckResults(
      options: first.options, first: first.first, count: first.count, shard: .whole,
      hasPrograms: first.hasPrograms, seeds: seeds, isFound: lowest != nil)
  }
}

extension BelieverCounts {
  fileprivate var numbers: [Int] { [runs, times, longest, total, lateWork, latest] }

  fileprivate init?(numbers: [Int]) {
    guard numbers.count == 6 else { return nil }
    self.init()
    (runs, times, longest) = (numbers[0], numbers[1], numbers[2])
    (total, lateWork, latest) = (numbers[3], numbers[4], numbers[5])
  }
}

extension Node {
  /// A whole number that is not negative; nil where it is none.
  var number: Int? { string.flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }

  /// A list of such numbers.
  var numbers: [Int]? {
    guard let sequence else { return nil }
    let numbers = sequence.compactMap(\.number)
    return numbers.count == sequence.count ? numbers : nil
  }
}
