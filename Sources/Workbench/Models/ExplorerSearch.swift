import Exploration
import Explorer
import RaftCore
import Simulation
import Teaching

/// A search that goes on from frame to frame.
///
/// Sendable unchecked: the laboratory is a value on one thread, and of its copies the one on the
/// screen goes on with it.
final class ExplorerSearch: @unchecked Sendable {
  let goal: ExploringGoal
  let start: ExploringStart
  let origin: Origin
  private let search: Search
  /// How long it has searched, in real time.
  private(set) var spent = Duration.zero
  /// The most memory that it may take, in bytes.
  private(set) var memory: Int

  /// Where a search starts.
  enum Origin: Hashable, Sendable {
    /// In the run at hand.
    case run(Moment)
    /// In a cluster of its own that has just started.
    case emptyCluster
    /// In a cluster of its own, as a lesson has prepared it.
    case prepared(ExploringCase.Prepared)
  }

  /// What a search may take at first.
  static let usualMemory = 256 << 20

  /// - Throws: `Refusal`, where it cannot be searched.
  init(
    _ goal: ExploringGoal, _ model: Model, from start: ExploringStart, at origin: Origin,
    memory: Int = usualMemory
  ) throws(Refusal) {
    self.goal = goal
    self.start = start
    self.origin = origin
    self.memory = memory
    let wanted: Goal
    do throws(ExploringGoal.Misfit) {
      wanted = try goal.goal(from: start.state, commands: start.commands)
    } catch {
      throw .goal(error)
    }
    do throws(ModelError) {
      search = try Search(
        model, from: start.state, for: wanted, Search.Options(memory: memory))
    } catch {
      throw .model(error)
    }
  }

  /// Why something cannot be searched for.
  enum Refusal: Error, Hashable {
    case goal(ExploringGoal.Misfit)
    case model(ModelError)
  }

  var model: Model { search.model }
  var figures: Figures { search.figures }
  var rulesThatNeverFired: [Rule] { search.rulesThatNeverFired }
  var interchangeable: [ServerID] { search.interchangeable }

  /// Goes on by so many states.
  ///
  /// - Returns: how it ended, if it did.
  func goOn(states: Int, elapsed: Duration) -> Outcome? {
    spent += elapsed
    return search.advance(states, memory: memory)
  }

  /// Allows twice the memory, if it has ended for want of it.
  func makeRoom() {
    if search.outcome == .outOfMemory { memory *= 2 }
  }
}

/// How a search stands, or how it ended: all that is shown of it.
package struct ExplorerReport: Sendable {
  let goal: ExploringGoal
  let start: Start
  let figures: Figures
  let state: State
  /// States found in a second.
  let rate: Double
  let neverFired: [Rule]

  package enum Start: Hashable, Sendable {
    case event(Int)
    case empty(servers: Int, off: [Rule], batch: Int)
    case prepared(ExploringCase.Prepared, off: [Rule])
  }

  package enum State: Hashable, Sendable {
    case searching, stopped
    case found(moves: Int)
    case exhausted
    /// The memory that it may take is full: so many bytes.
    case memory(Int)
    case numbers
  }

  init(_ search: ExplorerSearch, _ state: State) {
    self.state = state
    goal = search.goal
    let configuration = search.model.configuration
    let off = configuration.rules.switchedOff
    start =
      switch search.origin {
      case .run(let moment): .event(moment.position)
      case .emptyCluster:
        .empty(
          servers: configuration.members.count, off: off, batch: configuration.batchLimit)
      case .prepared(let start): .prepared(start, off: off)
      }
    figures = search.figures
    let seconds = search.spent.seconds
    rate = seconds > 0 ? Double(search.figures.states) / seconds : 0
    neverFired = state == .exhausted ? search.rulesThatNeverFired : []
  }
}
