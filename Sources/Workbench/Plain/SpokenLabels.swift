import KeyValue
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
  var plainRules: String { get }
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
  /// The sides of a network that is split.
  func spokenSides(_ sides: [ServerSet]) -> String
  func spokenLinkCut(from: ServerID, to: ServerID) -> String
  /// How fast time runs, in thousandths of real time.
  func spokenSpeed(permille: Int) -> String
  /// An entry without a command.
  var blankEntry: String { get }
  /// What a leader waits for from a follower whose log it does not know: an answer, or its turn.
  var probing: String { get }
  var toBeProbed: String { get }
  /// A client waits: for whom, and how often it asked.
  func spokenWaiting(for server: ServerID?, tries: Int) -> String
  /// A lesson was begun.
  var begun: String { get }
  /// A session cannot be read.
  var unreadableSession: String { get }
  /// A line of a list with the number by which it is chosen.
  func numbered(_ number: String, _ line: String) -> String
  /// So many lines of a list are not said; each is chosen by its number all the same.
  func moreChoices(_ count: Int) -> String
  /// A rule in a list.
  func ruleLine(_ title: String, id: String, count: Int, isOn: Bool) -> String
  /// How many of a class chose what, and whether that was right.
  func spokenHands(_ count: Int, for choice: String, isRight: Bool) -> String
}

extension LogColumns {
  /// An entry as it is said: its term and its command.
  static func spoken(
    _ entry: Entry, in state: ClusterState?, _ labels: any SpokenLabels
  ) -> String {
    if let text = state?.text(of: entry.command) ?? entry.command.operation?.description
      ?? entry.membership?.description
    {
      return "\(entry.term) \(text)"
    }
    return entry.command.reference == nil ? "\(entry.term) \(labels.blankEntry)" : "\(entry.term)"
  }
}

extension ServerState {
  /// The entry at the end of the log, as it is said; nil without one.
  func lastEntry(_ labels: any SpokenLabels) -> String? {
    raft.log.flatMap { log in log[log.lastIndex].map { LogColumns.spoken($0, in: nil, labels) } }
  }
}
