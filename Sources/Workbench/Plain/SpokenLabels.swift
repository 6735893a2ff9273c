import RaftCore
import Simulation
import Teaching

/// What the laboratory says of itself when it draws nothing, in one language.
package protocol SpokenLabels {
  /// What this is, and how to use it.
  var plainWelcome: String { get }
  /// What a key says: how everything stands; all about a server; the latest events.
  var plainStanding: String { get }
  var plainDetails: String { get }
  var plainLatest: String { get }
  /// Something can only be drawn.
  var isPicture: String { get }
  /// What was being chosen or typed is over.
  var leftMode: String { get }
  /// So many events are not told.
  func leftOut(_ count: Int) -> String
  /// The moment that is looked at: virtual seconds, the event's number and how many there are.
  func moment(_ seconds: String, event: Int, of count: Int, isRunning: Bool) -> String
  /// A server in a sentence.
  func standing(of host: ServerState, role: String) -> String
  func flights(_ count: Int) -> String
  /// A message on its way: what it says, and when it arrives or what keeps it.
  func flight(from: String, to: String, says text: String, status: String) -> String
  /// What a client asked for, and what became of it.
  func operation(_ operation: String, outcome: String) -> String
  /// The two sides of a split that is being made.
  func spokenSplit(_ first: ServerSet, _ second: ServerSet) -> String
  /// So many safety properties hold, all that are checked.
  func spokenSafety(_ count: Int) -> String
}

extension ServerState {
  /// The entry at the end of the log, as the screen writes it; nil without one.
  var lastEntry: String? {
    raft.log.flatMap { log in log[log.lastIndex].map(LogColumns.text) }
  }
}
