import ArgumentParser
import Formats
import Simulation
import Teaching
import YAML

/// What searches for the goals of a list came to, or those of a part of them.
struct ExploreResults: Equatable {
  /// The version of the format.
  private static let version = 1

  /// What is explored, and how far, as it is typed.
  let options: [String]
  /// All goals of the list.
  let goals: [String]
  let shard: Shard
  /// Those of the part, in their order.
  let answers: [Answer]

  /// What one search came to.
  struct Answer: Equatable {
    let outcome: ExploreProgress.Ending
    /// How many moves the way has, and its acts; of one that was found.
    let moves: Int?
    let acts: [String]
    /// Among how many states there is no way; only where all were seen.
    let states: Int?
  }

  /// Each answer with its goal.
  var rows: [(goal: String, answer: Answer)] {
    zip(shard.trials(of: goals.count), answers).map { (goals[$0], $1) }
  }

  // MARK: JSON

  var json: JSON {
    .members([
      "explore": .number(Self.version), "options": .array(options.map { .string($0) }),
      "goals": .array(goals.map { .string($0) }), "part": .number(shard.number),
      "parts": .number(shard.count), "answers": .array(rows.map { json(of: $0) }),
    ])
  }

  private func json(of row: (goal: String, answer: Answer)) -> JSON {
    .members([
      "goal": .string(row.goal), "outcome": .string(row.answer.outcome.rawValue),
      "moves": row.answer.moves.map { .number($0) } ?? .null,
      "acts": .array(row.answer.acts.map { .string($0) }),
      "states": row.answer.states.map { .number($0) } ?? .null,
    ])
  }

  /// Whether a text is meant to be this.
  static func resembles(_ text: String) -> Bool { text.hasPrefix("{\"explore\":") }

  init(options: [String], goals: [String], shard: Shard, answers: [Answer]) {
    self.options = options
    self.goals = goals
    self.shard = shard
    self.answers = answers
  }

  /// Reads results.
  ///
  /// - Throws: `.unreadable` when these are none, or of another version.
  init(json text: String) throws(MergeError) {
    guard let results = Self.read(text) else { throw .unreadable }
    self = results
  }

  private static func read(_ text: String) -> ExploreResults? {
    guard let root = (try? YAMLText.compose(text))?.mapping,
      root["explore"]?.string == "\(version)",
      let options = root["options"]?.sequence?.compactMap(\.string),
      let goals = root["goals"]?.sequence?.compactMap(\.string), !goals.isEmpty,
      let part = root["part"]?.number, let parts = root["parts"]?.number,
      let shard = Shard(number: part, count: parts),
      let answers = root["answers"]?.sequence,
      answers.count == Array(shard.trials(of: goals.count)).count
    else { return nil }
    let read = answers.compactMap { answer(of: $0) }
    guard read.count == answers.count else { return nil }
    return ExploreResults(options: options, goals: goals, shard: shard, answers: read)
  }

  private static func answer(of node: Node) -> Answer? {
    guard let fields = node.mapping,
      let outcome = fields["outcome"]?.string.flatMap({ ExploreProgress.Ending(rawValue: $0) }),
      let acts = fields["acts"]?.sequence
    else { return nil }
    return Answer(
      outcome: outcome, moves: fields["moves"]?.number, acts: acts.compactMap(\.string),
      states: fields["states"]?.number)
  }

  // MARK: Joining

  /// Joins parts, in whatever order they come.
  ///
  /// - Precondition: there is one at least.
  static func merged(_ parts: [ExploreResults]) throws(PlacedMergeError) -> ExploreResults {
    let first = parts[0]
    let ordered = try Shard.ordered(parts, by: \.shard) { part in
      part.options == first.options && part.goals == first.goals
    }
    let answers = first.goals.indices.map {
      ordered[$0 % ordered.count].answers[$0 / ordered.count]
    }
    return ExploreResults(
      options: first.options, goals: first.goals, shard: .whole, answers: answers)
  }

  // MARK: What is said

  /// Prints what came of it, as lines or as JSON.
  ///
  /// - Throws: an exit with code 3 where a search ended before it knew; else with 1 where a way was
  ///   found.
  func report(asJSON isJSON: Bool) throws {
    if isJSON {
      try print(json.text)
    } else {
      for line in lines { try print(Spoken.texts.text(of: line)) }
    }
    let outcomes = answers.map(\.outcome)
    if outcomes.contains(where: { ![.found, .exhausted].contains($0) }) { throw ExitCode(3) }
    if outcomes.contains(.found) { throw ExitCode(1) }
  }

  private var lines: [ExploreLine] {
    let answers = rows.map { ExploreLine.answer($0.goal, $0.answer) }
    return [.options(options)] + answers + [.answered(self.answers)]
  }
}
