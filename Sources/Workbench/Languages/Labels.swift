import RaftCore
import Simulation
import Teaching

/// The texts of the screen itself, in one language; what happens in the cluster is told by the
/// `Phrasebook`.
package protocol Labels: ViewLabels, FeatureLabels, MembershipLabels, ProgramLabels, LessonLabels,
  SessionLabels,
  FileComplaints, SpokenLabels, WatchedLabels, ExplorerLabels, ChanceLabels, Sendable
{
  // The title line.
  func servers(_ count: Int) -> String
  var seed: String { get }
  var time: String { get }
  var paused: String { get }
  var running: String { get }
  var networkWhole: String { get }
  var networkSplit: String { get }
  /// Some links are cut, in so many directions.
  func linksCut(_ count: Int) -> String
  /// One link is cut, in one direction.
  func linkCut(from: ServerID, to: ServerID) -> String
  func safety(_ count: Int) -> String
  var violated: String { get }
  /// Which property broke, and when, in a few words.
  func violated(_ property: String, event: Int, time: String) -> String
  /// The cursor is in the past of its branch.
  func inPast(event: Int, of count: Int) -> String
  func branch(_ number: Int) -> String
  func rulesOff(_ rules: [String]) -> String
  func rulesOff(count: Int) -> String

  // The table of servers.
  var role: String { get }
  var term: String { get }
  var vote: String { get }
  var timer: String { get }
  var down: String { get }
  var pausedServer: String { get }
  var wiped: String { get }
  func committed(_ index: String, applied: String) -> String
  func shortCommitted(_ index: String, applied: String) -> String
  /// What a leader notes of a follower: nextIndex and matchIndex.
  func progress(next: LogIndex, match: LogIndex, by leader: ServerID) -> String
  func votes(_ count: Int, of needed: Int) -> String
  /// So many clients wait for an answer of this leader's.
  func unanswered(_ count: Int) -> String
  /// From an entry on the log says something else than what the state machine applied: in few words,
  /// in a sentence.
  func partedShort(from index: LogIndex) -> String
  func parted(from index: LogIndex) -> String
  func waiting(_ count: Int) -> String
  func writing(_ count: Int) -> String
  var emptyLog: String { get }

  // Panes.
  var inFlight: String { get }
  var why: String { get }
  var clients: String { get }
  /// So many operations, the oldest, are only counted.
  func olderOperations(_ count: Int) -> String
  var nothingInFlight: String { get }
  /// Writes to disks that have begun.
  var writes: String { get }
  /// So many lines are not shown, two at least.
  func moreLines(_ count: Int) -> String
  /// So many heartbeats and answers to them, in one line.
  func routine(_ count: Int) -> String
  /// All servers but the one that sends.
  var all: String { get }
  var held: String { get }
  /// Between a write to disk and the messages that wait for it.
  var then: String { get }
  /// What a write changes of what is on the disk.
  func writesToDisk(_ write: Write, changing disk: DiskState) -> String
  var clientRequest: String { get }
  var clientReply: String { get }
  func done(index: LogIndex) -> String
  func redirect(_ server: ServerID?) -> String
  func doomed(_ loss: Loss) -> String
  var noClients: String { get }
  var clientWaiting: String { get }
  var clientRefused: String { get }
  var clientUnknown: String { get }
  var clientExpired: String { get }
  /// What a client waits for before it asks for anything else.
  var clientOpensSession: String { get }
  /// A session, and the serial number of a request in it.
  func session(_ session: LogIndex, serial: Int) -> String
  /// The same, to be spoken.
  func spokenSession(_ session: LogIndex, serial: Int) -> String
  /// Over the sessions that a state machine knows.
  var sessionsKnown: String { get }
  /// Of a session: its latest request, and the last entry that used it.
  func session(lastRequest serial: Int, usedAt index: LogIndex) -> String
  func acknowledged(index: LogIndex) -> String
  func value(_ text: String?) -> String

  // The first screen, and sizes.
  var welcome: [String] { get }
  func tooSmall(columns: Int, rows: Int) -> String

  // Notices and prompts.
  func text(of refusal: Refusal) -> String
  func noMilestone(seconds: Int) -> String
  func onlyRoutine(seconds: Int) -> String
  var atBeginning: String { get }
  var atEnd: String { get }
  func newBranch(_ number: Int) -> String
  func badWrite(_ text: String) -> String
  /// The screen has no characters for this language.
  func unshown(_ language: Language) -> String
  /// A server that is to be cut off stands by itself already.
  func alone(_ party: Party) -> String
  /// A clock is as fast or as slow already as it can be made.
  func clockLimit(of party: Party) -> String
  /// Keys are Latin letters, and the keyboard sends another.
  func otherLetters(_ letter: Character) -> String
  var noMessages: String { get }
  /// A key means something that this cluster cannot do.
  var incapable: String { get }
  /// All processes of a real cluster were stopped where they were.
  var standsStill: String { get }
  /// In the title: a real cluster, which goes on by itself.
  var live: String { get }
  /// Nothing will happen; `isPaused` when a paused server could be resumed.
  func nothingDue(isPaused: Bool) -> String
  /// All that happens is an act.
  var nothingByItself: String { get }
  /// In the title, and in words, while that is so.
  var byHand: String { get }
  /// Files were written.
  func saved(_ files: [String]) -> String
  /// A file could not be written; the reason is the system's.
  func notSaved(_ file: String, reason: String) -> String
  /// The sign that the screen is being recorded; short.
  var recording: String { get }
  func splitPrompt(_ first: ServerSet, _ second: ServerSet) -> String
  func linkPrompt(from: ServerID?) -> String
  var messagePrompt: String { get }
  var branches: String { get }
  var branchPrompt: String { get }
  /// A line of a list is looked for.
  func findPrompt(_ typed: String) -> String
  /// To look for one, in a word.
  var find: String { get }
  /// The number of an event is typed, of so many.
  func eventPrompt(_ typed: String, of count: Int) -> String
  func noSuchEvent(_ typed: String, of count: Int) -> String
  var rulePrompt: String { get }
  /// The lesson hurries on: how far it is.
  func hurrying(events: Int, time: String) -> String
  /// It was ended.
  func stopped(event: Int) -> String
  func writePrompt(_ typed: String, through server: ServerID) -> String
  /// A branch's number, how long it is, and where it left which other.
  func branchFactsInList(_ branch: Branch) -> [String]

  // Commands: for the help and the table of keys, and shorter for the footer.
  func title(of command: KeyCommand, in context: Keymap.Context) -> String
  func hint(of command: KeyCommand) -> String
  func title(of group: Keymap.Group) -> String
  func title(of context: Keymap.Context) -> String
  var kill: String { get }
  var restart: String { get }
  var pauseServer: String { get }
  var resumeServer: String { get }
  /// To make a server leader, with the server.
  func handOver(to server: ServerID) -> String
  func takeSnapshot(of server: ServerID) -> String
  /// Said of a log that begins after a snapshot.
  func snapshot(through last: LogPosition) -> String
  /// In an orderly way: it hands over first.
  func stop(_ party: Party) -> String
  var run: String { get }
  var pause: String { get }

  // The inspector.
  var persistentState: String { get }
  var volatileState: String { get }
  var leaderState: String { get }
  var candidateState: String { get }
  var onDisk: String { get }
  var stateMachine: String { get }
  var message: String { get }
  /// The rules that fired in an event.
  func rulesOfEvent(_ number: Int) -> String
  var none: String { get }
  func clock(permille: Int) -> String

  // The help.
  func legend(of view: ViewKind) -> [LegendLine]
}

/// One line of the legend: a sign, and what it means.
package struct LegendLine: Hashable, Sendable {
  package var sign: String
  package var meaning: String

  package init(_ sign: String, _ meaning: String) {
    self.sign = sign
    self.meaning = meaning
  }
}

extension Language {
  /// The texts of the screen in this language.
  package var labels: any Labels {
    switch self {
    case .english: English()
    case .chinese: Chinese()
    }
  }
}
