import RaftCore

/// A search for the shortest way from a start to a goal, breadth first, within the bounds of a
/// model.
///
/// It knows no clock and goes on only while it is told to: whoever calls `advance` shows progress,
/// and stops by not calling it any more. It keeps all that it needs to go on.
///
///     let search = try Search(model, for: .violation(of: .all))
///     while search.advance(100_000) == nil { show(search.figures) }
package final class Search {
  package let model: Model
  package let goal: Goal
  package let options: Options
  /// Where it starts.
  package let start: State
  /// The servers that were taken for interchangeable: none, or 2 to 4.
  package let interchangeable: [ServerID]
  /// How it ended; nil while it can go on.
  package private(set) var outcome: Outcome?

  private let engine: AnyEngine

  /// How a search works. None of it changes what is found, but for the path among shortest ones.
  package struct Options: Hashable, Sendable {
    /// Whether of states that differ in the names of interchangeable servers one is enough.
    package var usesSymmetry = true
    /// Whether messages that can never act again are dropped.
    package var dropsSpentMessages = true
    /// How many threads it takes.
    package var cores = 1
    /// The most memory that it takes, in bytes.
    package var memory = 1 << 30

    /// - Precondition: `cores` is in 1 … 64.
    package init(
      usesSymmetry: Bool = true, dropsSpentMessages: Bool = true, cores: Int = 1,
      memory: Int = 1 << 30
    ) {
      precondition((1...64).contains(cores))
      self.usesSymmetry = usesSymmetry
      self.dropsSpentMessages = dropsSpentMessages
      self.cores = cores
      self.memory = memory
    }
  }

  /// - Parameter start: nil: all servers have just started for the first time.
  /// - Throws: `ModelError`, if the start does not fit the model, or the goal the start.
  package init(
    _ model: Model, from start: State? = nil, for goal: Goal, _ options: Options = Options()
  ) throws(ModelError) {
    let start = try model.start(from: start ?? model.emptyCluster)
    try goal.check(model, start)
    self.model = model
    self.goal = goal
    self.options = options
    self.start = start
    var logs = LogTable()
    let canon = CanonicalForm(model.configuration)
    interchangeable =
      options.usesSymmetry ? Symmetry.interchangeable(start, for: goal, by: canon, &logs) : []
    let names = Symmetry.renamings(of: interchangeable, in: model.members)
    engine = AnyEngine(model, goal, logs, names, options)
    outcome = goal.isReached(in: start) ? .found(Trace(model, start, [])) : nil
    engine.begin(with: options.dropsSpentMessages ? start.withoutSpentMessages : start)
  }

  /// Goes on until so many more states are expanded, or it ends.
  ///
  /// - Parameter memory: the most memory that it takes from now on, in bytes; nil: as before.
  /// - Returns: how it ended. A search that ran out of memory goes on when it may take more.
  @discardableResult package func advance(_ states: Int, memory: Int? = nil) -> Outcome? {
    switch outcome {
    case .found, .exhausted, .outOfNumbers: return outcome
    case nil, .outOfMemory: break
    }
    switch engine.advance(states, memory: memory ?? options.memory) {
    case .found(let moves): outcome = .found(Trace(model, start, moves))
    case .exhausted: outcome = .exhausted
    case .outOfMemory: outcome = .outOfMemory
    case .outOfNumbers: outcome = .outOfNumbers
    case nil: outcome = nil
    }
    return outcome
  }

  /// Goes on until it ends.
  @discardableResult package func run() -> Outcome {
    while true {
      if let outcome = advance(1 << 16) { return outcome }
    }
  }

  /// How far it has come.
  package var figures: Figures { engine.figures }

  /// The rules in force that have not fired: of what they guard against, nothing was seen.
  package var rulesThatNeverFired: [Rule] {
    let fired = engine.fired
    return Rule.allCases.filter { rule in
      rule.canFire && model.configuration.rules[rule] && !fired.contains(rule)
    }
  }
}

extension Rule {
  /// Whether a search can fire it.
  fileprivate var canFire: Bool {
    let never: [Rule] = [
      // They only change what others do, or are read elsewhere.
      .randomizedTimeouts, .pipelining, .clientSerialNumbers,
      // Clients ask leaders only, and only for writes.
      .redirectClient, .serializableRead,
      // It fires when a server starts for the first time, which is before the start of a search.
      .startAsFollower,
    ]
    return feature == nil && !never.contains(self)
  }
}

extension State {
  /// Without messages that can never act again.
  package var withoutSpentMessages: State {
    var state = self
    state.messages.removeAll { message in
      let slot = place(of: message.to)
      let node = NodeFacts(nodes[slot], slot: slot, log: 0, isMarked: false)
      return MessageFacts(message, receiver: slot).isSpent(at: node)
    }
    return state
  }
}
