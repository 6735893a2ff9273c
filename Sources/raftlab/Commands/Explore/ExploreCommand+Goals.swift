import ArgumentParser
import Exploration
import Explorer
import Formats
import RaftCore
import Simulation
import Teaching

// A list of goals, each searched by itself: work that can be divided.
extension ExploreCommand {
  /// The most goals of a list.
  private static let goalLimit = 10_000

  /// Searches for each goal of a list, or of a part of it.
  func findAll(in path: String) throws {
    let goals = try list(in: path)
    let shard = try ShardOption.chosen(self.shard)
    var answers: [ExploreResults.Answer] = []
    for place in shard.trials(of: goals.count) { answers.append(try answer(to: goals[place])) }
    let results = ExploreResults(
      options: options, goals: goals.map(\.text), shard: shard, answers: answers)
    try results.report(asJSON: json)
  }

  private func answer(to goal: ExploringGoal) throws -> ExploreResults.Answer {
    let start = try begun(for: goal)
    let (search, ended) = try searched(for: goal, try model(at: start, isList: false), from: start)
    let path = try ended.trace.map { try repeated($0, from: start) }
    return ExploreResults.Answer(
      outcome: ended.ending, moves: path?.trace.moves.count,
      acts: path?.timeline.branch.acts.map(\.act.text) ?? [],
      states: ended.ending == .exhausted ? search.figures.states : nil)
  }

  /// The goals of a file, a line each; empty lines and those that begin with `#` are left out.
  private func list(in path: String) throws -> [ExploringGoal] {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try Descriptor.bytes(of: path, upTo: Script.sizeLimit, isPlain: false)
    } catch {
      throw Exit.saying(Spoken.texts.text(of: error))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Exit.saying(Spoken.texts.text(of: .noGoals(path.harmless)))
    }
    var goals: [ExploringGoal] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      let words = line.filter { $0 != "\r" }
      guard let sign = words.first(where: { $0 != " " && $0 != "\t" }), sign != "#" else {
        continue
      }
      do throws(ActTextError) {
        goals.append(try ExploringGoal(String(words)))
      } catch {
        let why = Spoken.language.phrasebook.text(of: error)
        throw Exit.saying("\(path.harmless):\(number + 1):\(error.offset + 1): \(why)")
      }
    }
    guard (1...Self.goalLimit).contains(goals.count) else {
      throw Exit.saying(Spoken.texts.text(of: .noGoals(path.harmless)))
    }
    return goals
  }

  /// What is explored, and how far, as it is typed: of that which changes an answer all.
  private var options: [String] {
    var words = script.map { [$0] } ?? []
    if script == nil {
      words += [
        "--servers", "\(cluster.settings.servers)", "--batch", "\(cluster.settings.batchLimit)",
      ]
    }
    words += ["--disk", cluster.disk.rawValue]
    for rule in cluster.switchedOff.rules.switchedOff { words += ["--without", rule.id] }
    for thing in Bounds.Countable.allCases {
      if let bound = bounds.bounds[thing] { words += ["--\(thing.id)", "\(bound)"] }
    }
    if let terms = bounds.terms { words += ["--terms", "\(terms)"] }
    if let entries = bounds.entries { words += ["--entries", "\(entries)"] }
    words += ["--messages", "\(bounds.messages)"]
    if search.noSymmetry { words.append("--no-symmetry") }
    if search.keepDeadMessages { words.append("--keep-dead-messages") }
    words += ["--memory", "\(search.memory)"]
    return search.states.map { words + ["--states", "\($0)"] } ?? words
  }
}
