import Exploration
import Explorer
import RaftCore
import Simulation
import Teaching

/// The texts of the view of what can happen, in one language.
package protocol ExplorerLabels {
  var explorerTitle: String { get }
  /// So many things can happen next.
  func nextSteps(_ count: Int) -> String
  var searchTitle: String { get }
  var searchGoal: String { get }
  var searchBounds: String { get }
  var searchHint: String { get }
  /// A goal is typed.
  func goalPrompt(_ typed: String) -> String
  func searchStart(_ start: ExplorerReport.Start) -> String
  func standing(of report: ExplorerReport) -> String
  func depth(_ depth: Int) -> String
  func name(of dial: ExplorerDial) -> String
  func name(of disk: DiskTiming) -> String
  /// Nothing bounds it.
  var unbounded: String { get }
  func text(of notice: ExplorerNotice) -> String
  // For the footer, in a word.
  var search: String { get }
  var makeStep: String { get }
  var goOnSearching: String { get }
  var stopSearching: String { get }
  var back: String { get }
  var shortestRun: String { get }
}

/// What is said after a key of the view of what can happen.
package enum ExplorerNotice: Hashable, Sendable {
  /// A way of so many moves was found, and is a branch to step through.
  case landed(moves: Int, branch: Int)
  /// A way was found in a run of its own.
  case landedApart(moves: Int)
  /// The same, from what a lesson prepared, because it takes too long from an empty cluster.
  case landedAfter(ExploringCase.Prepared, moves: Int)
  /// What is searched for holds already.
  case alreadySo
  case badGoal(ActTextError)
  case misfit(ExploringGoal.Misfit)
  case cannotStart(ExploringStart.Refusal)
  case cannotModel(ModelError)
  case cannotRepeat(ExploredPath.Failure)
  /// Nothing is known that shows what a rule guards against.
  case nothingShows(Rule)
  /// There is no search that could go on.
  case nothingToGoOn

  var isWarning: Bool {
    switch self {
    case .landed, .landedApart, .landedAfter, .alreadySo: false
    case .badGoal, .misfit, .cannotStart, .cannotModel, .cannotRepeat, .nothingShows,
      .nothingToGoOn:
      true
    }
  }
}
