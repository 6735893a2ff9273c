import RaftCore

/// An engine of the width that the renamings need.
///
/// An enumeration, not a protocol: so each engine's inner loop is made for its width.
enum AnyEngine {
  case one(Engine<OneLane>)
  case eight(Engine<EightLanes>)
  case twentyFour(Engine<TwentyFourLanes>)

  init(
    _ model: Model, _ goal: Goal, _ logs: LogTable, _ renamings: [Renaming],
    _ options: Search.Options
  ) {
    switch renamings.count {
    case 1: self = .one(Self.engine(model, goal, logs, renamings, options))
    case 2...6: self = .eight(Self.engine(model, goal, logs, renamings, options))
    default: self = .twentyFour(Self.engine(model, goal, logs, renamings, options))
    }
  }

  private static func engine<L: Lanes>(
    _ model: Model, _ goal: Goal, _ logs: LogTable, _ renamings: [Renaming],
    _ options: Search.Options
  ) -> Engine<L> {
    precondition(renamings.count <= L.width)
    let catalogue = Catalogue<L>(
      model, goal, logs, renamings: renamings, isShared: options.cores > 1)
    return Engine(
      catalogue, cores: options.cores, drops: options.dropsSpentMessages, memory: options.memory)
  }

  func begin(with start: State) {
    switch self {
    case .one(let engine): engine.begin(with: start)
    case .eight(let engine): engine.begin(with: start)
    case .twentyFour(let engine): engine.begin(with: start)
    }
  }

  func advance(_ states: Int, memory: Int) -> Ending? {
    switch self {
    case .one(let engine): engine.advance(states, memory: memory)
    case .eight(let engine): engine.advance(states, memory: memory)
    case .twentyFour(let engine): engine.advance(states, memory: memory)
    }
  }

  var figures: Figures {
    switch self {
    case .one(let engine): engine.figures
    case .eight(let engine): engine.figures
    case .twentyFour(let engine): engine.figures
    }
  }

  /// The rules that fired.
  var fired: FiredRules {
    switch self {
    case .one(let engine): engine.catalogue.fired
    case .eight(let engine): engine.catalogue.fired
    case .twentyFour(let engine): engine.catalogue.fired
    }
  }
}
