import Exploration
import Explorer
import Formats
import RaftCore
import Simulation
import Teaching

/// What came of a search.
struct ExploreReport {
  let goal: ExploringGoal
  let model: Model
  let figures: Figures
  let neverFired: [Rule]
  let interchangeable: [ServerID]
  let ended: ExploreProgress.Ended
  let path: ExploredPath?

  init(
    goal: ExploringGoal, model: Model, search: Search, ended: ExploreProgress.Ended,
    path: ExploredPath?
  ) {
    self.goal = goal
    self.model = model
    figures = search.figures
    neverFired = search.rulesThatNeverFired
    interchangeable = search.interchangeable
    self.ended = ended
    self.path = path
  }
}

/// How a search is carried out, and shown meanwhile.
enum ExploreProgress {
  /// How it ended.
  enum Ending: String, Equatable {
    case found
    case exhausted = "not-within-bounds"
    case memory, numbers, states
    case stopped
  }

  struct Ended {
    let ending: Ending
    let trace: Trace?
    /// States found in a second.
    let rate: Double
  }

  /// How many states are expanded between two looks at the keys.
  private static let slice = 1 << 14

  /// Searches until it is known, or may take no more.
  static func run(_ search: Search, stateLimit: Int?) -> Ended {
    let clock = ContinuousClock()
    let start = clock.now
    func rate() -> Double {
      Double(search.figures.states) / max(1e-6, (clock.now - start).seconds)
    }
    var ending: Ending?
    do {
      let texts = Spoken.texts
      try EndableBar.during(
        texts.exploringProgress, total: search.options.memory, ended: texts.exploringEnded,
        saying: { texts.text(of: ExploreLine.progress(search.figures, rate: rate())) }
      ) { done throws(EndableBar.Ending) in
        while ending == nil {
          ending = step(search, stateLimit: stateLimit)
          try done(search.figures.bytes)
        }
      }
    } catch {
      ending = .stopped
    }
    var trace: Trace?
    if case .found(let found)? = search.outcome { trace = found }
    return Ended(ending: ending ?? .stopped, trace: trace, rate: rate())
  }

  private static func step(_ search: Search, stateLimit: Int?) -> Ending? {
    switch search.advance(min(slice, stateLimit ?? slice)) {
    case .found: .found
    case .exhausted: .exhausted
    case .outOfMemory: .memory
    case .outOfNumbers: .numbers
    case nil: stateLimit.map { search.figures.states >= $0 } ?? false ? .states : nil
    }
  }
}

/// Results as JSON.
enum ExploreJSON {
  static func list(_ list: MoveList, in language: Language) -> JSON {
    .array(
      list.rows.map { row in
        .members([
          "server": .string(row.move.server.description),
          "move": .string(language.exploringPhrases.text(of: row.move)),
          "acts": strings(list.acts(of: row).map(\.text)),
          "changes": strings(row.parts(in: language)),
          "rules": strings(row.difference.firings.map(\.rule.id)),
        ])
      })
  }

  static func report(_ report: ExploreReport, in language: Language) -> JSON {
    let figures = report.figures
    let configuration = report.model.configuration
    return .members([
      "goal": .string(report.goal.text), "outcome": .string(report.ended.ending.rawValue),
      "violated": (report.path?.trace.violation?.property.id).map { .string($0) } ?? .null,
      "servers": .number(report.model.members.count), "batch": .number(configuration.batchLimit),
      "disk": .string(report.model.disk.rawValue),
      "without": strings(configuration.rules.switchedOff.map(\.id)),
      "bounds": bounds(report.model.bounds),
      "states": .number(figures.states), "steps": .number(figures.successors),
      "cut": .number(figures.cut), "open": .number(figures.open), "depth": .number(figures.depth),
      "bytes": .number(figures.bytes), "collisionOdds": .decimal(figures.collisionOdds),
      "statesPerSecond": .decimal(report.ended.rate.rounded()),
      "interchangeable": strings(report.interchangeable.map(\.description)),
      "rulesThatNeverFired": strings(report.neverFired.map(\.id)),
      "path": report.path.map { path(in: $0, language) } ?? .null,
    ])
  }

  private static func bounds(_ bounds: Bounds) -> JSON {
    let counts = Bounds.Countable.allCases.map { thing in
      JSON.Member(name: thing.id, value: optional(bounds[thing]))
    }
    return .object(
      counts + [
        JSON.Member(name: "terms", value: optional(bounds.terms)),
        JSON.Member(name: "entries", value: optional(bounds.entries)),
        JSON.Member(name: "messages", value: .number(bounds.messages)),
      ])
  }

  private static func path(in path: ExploredPath, _ language: Language) -> JSON {
    .array(
      path.story(in: language).map { told in
        .members([
          "move": .string(language.exploringPhrases.text(of: told.move)),
          "acts": strings(told.acts), "story": strings(told.sentences.map(\.text)),
        ])
      })
  }

  private static func strings(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }

  private static func optional(_ number: Int?) -> JSON { number.map { .number($0) } ?? .null }
}
