import RaftCore
import Simulation

/// How a cluster is watched: what can be seen of it and done to it follows from that.
package enum WatchedWay: CaseIterable, Hashable, Sendable {
  /// Its members are raftlab's own.
  case started
  /// It runs already, and its members are only asked how they stand.
  case attached
  /// It is over: a file tells what was seen.
  case recorded
}

/// The texts about a cluster that is only watched, in one language.
package protocol WatchedLabels {
  /// Above the column of timers: since when a leader was heard, in milliseconds.
  var sinceHeard: String { get }
  /// Of the messages that were seen in the last second: their title, that there were none, and that
  /// nobody sees any.
  var seenMessages: String { get }
  var nothingSeen: String { get }
  var messagesNotSeen: String { get }
  /// Of clients: that nobody sees them, and that none had asked for anything by then.
  var clientsNotSeen: String { get }
  var noClientsThen: String { get }
  func ago(_ milliseconds: Int) -> String
  /// What a client heard: a sign says whether it was done.
  func heard(_ answer: ClientAnswer) -> String
  /// So many heartbeats, answers to them and the like, in one line.
  func routineSeen(_ count: Int) -> String
  /// Of a rule.
  var neverSeen: String { get }
  /// Before anything was seen.
  func welcome(_ way: WatchedWay) -> [String]
  /// What goes on by itself has no next event.
  var atPresent: String { get }
  /// No message waits that could be chosen.
  var noWaitingMessages: String { get }
  /// A message was held, so that it can be chosen.
  var heldToChoose: String { get }
  /// A member lost its disk, and came back under another name.
  var newMember: String { get }

  // The help.
  var watchedPurpose: String { get }
  var watchedLegend: [LegendLine] { get }
  /// What a command does to real members, where that is another thing than in the simulation; nil
  /// where it is the same.
  func title(watching command: KeyCommand) -> String?
  /// Of a key that means something only in the past.
  var onlyInPast: String { get }
  /// Of a key that means nothing here.
  var notHere: String { get }

  // The inspector.
  var timerTitle: String { get }
  /// Since when a member's election timer runs, and when it runs out: from which span it is drawn.
  func timer(heard milliseconds: Int?, of timeout: ClosedRange<TimeSpan>?) -> String
  /// A leader's timers.
  var timerOfLeader: String { get }
  var processTitle: String { get }
  /// Up to an index a log has what etcd writes when a cluster is founded.
  func founding(through index: LogIndex) -> String
  /// Why it is not known what a member's state machine holds.
  func contentsUnknown(_ access: Watched.Access) -> String
  /// In the title: the cluster is gone, and what was seen of it is shown; somebody else started it.
  var recordedRun: String { get }
  var attachedRun: String { get }
  /// A member that does not answer.
  var silent: String { get }
  /// What is seen of a cluster that somebody else started, and what is not.
  var attachedPurpose: String { get }
}
