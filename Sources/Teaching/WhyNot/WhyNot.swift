import Exploration
import Explorer
import KeyValue
import RaftCore
import Simulation

/// Why something that one waits for has not happened: read off a cluster as it stands, and never
/// guessed.
///
/// Each reason is data with its numbers. What a reason says can or cannot happen holds for as long as
/// nobody crashes or restarts and no log changes; tests hold that against the explorer.
package struct WhyNot: Sendable {
  package let cluster: Cluster
  /// The same as the explorer sees it.
  package let state: State

  package init(_ cluster: Cluster) {
    self.cluster = cluster
    state = ExploringStart.state(of: cluster)
  }

  /// What can be asked.
  package enum Question: Hashable, Sendable {
    case noLeader
    case canWin(ServerID)
    case notCommitted(LogIndex, at: ServerID)
    case waits(ClientID)
  }

  /// A reason, with its numbers.
  package enum Reason: Hashable, Sendable {
    case election(Election)
    case entry(Entry)
    case client(Waiting)
  }

  /// Why nobody leads, and whether somebody can.
  package enum Election: Hashable, Sendable {
    /// Too few servers run for a new election to be won.
    case tooFewRun(ServerSet, needed: Int, of: Int)
    /// No candidate runs. Whose timer runs out first, and when; nil: only by hand.
    case nobodyStands(first: ServerID?, in: TimeSpan?)
    /// It asks first whether it could win (PreVote).
    case asksFirst(ServerID, for: Term)
    case candidacy(Candidacy)
    case isDown(ServerID)
    case new(NewElection)
    /// Nothing but a leader's messages keeps it from standing: until when; nil: only by hand.
    case hears(ServerID, from: ServerID, in: TimeSpan?)
  }

  /// Why an entry is not committed.
  package enum Entry: Hashable, Sendable {
    case alreadyCommitted(LogPosition, knownTo: ServerSet)
    case nobodyCommits(LogPosition)
    /// A former leader's AppendEntries are on their way to these servers, and say that entries up to
    /// this index are committed.
    case announced(LogIndex, to: ServerSet)
    /// The leader has another entry there, of this term, or none.
    case leaderLacks(ServerID, term: Term, LogPosition, has: Term?)
    /// Copies of an entry of an old term are not counted; with which entry it is committed, if the
    /// leader has it.
    case ofOldTerm(LogPosition, leader: ServerID, term: Term, with: LogIndex?)
    case copies(Copies)
  }

  /// Why a client waits.
  package enum Waiting: Hashable, Sendable {
    case requestOnItsWay(ClientID, to: ServerID, in: TimeSpan?)
    case requestLost(ClientID, to: ServerID)
    case answerOnItsWay(ClientID, from: ServerID, in: TimeSpan?)
    case askedServerIsDown(ClientID, ServerID)
    case askedServerIsPaused(ClientID, ServerID)
    /// The server has the command in its log.
    case inLog(ClientID, ServerID, LogIndex)
    /// The server does not have it, and nothing is on its way.
    case nobodyHasIt(ClientID, asked: ServerID)
    case unanswered(ClientID, asked: ServerID)
    /// When the client does something about it; how often it has asked, and how often it asks at most.
    case asksAgain(ClientID, in: TimeSpan, tries: Int, of: Int)
  }

  /// What there is to ask about a server, and about an entry that is pointed at: first what is missing
  /// to all, then the server's own.
  package func questions(about server: ServerID, entry: LogIndex? = nil) -> [Question] {
    var questions: [Question] = leader == nil ? [.noLeader] : []
    let node = state[server]
    if !node.isLeader { questions.append(.canWin(server)) }
    let first = node.committed + 1
    if let index = entry ?? (first <= node.log.lastIndex ? first : nil),
      (1...max(1, node.log.lastIndex)).contains(index), node.log.lastIndex > 0
    {
      questions.append(.notCommitted(index, at: server))
    }
    let waiting = cluster.clients.all.filter { $0.request != nil }.map(\.id)
    return questions + waiting.map { .waits($0) }
  }

  /// The reasons, the decisive ones first.
  package func reasons(_ question: Question) -> [Reason] {
    switch question {
    case .noLeader: reasonsForNoLeader.map { .election($0) }
    case .canWin(let server): reasons(thatDecideWhether: server).map { .election($0) }
    case .notCommitted(let index, let server): reasons(whyUncommitted: index, at: server)
    case .waits(let client): reasons(whyWaits: client)
    }
  }

  // MARK: What the answers have in common

  /// The leader that all others will follow: the one of the highest term among those that run.
  package var leader: Node? {
    state.nodes.filter(\.isLeader).max { $0.term < $1.term }
  }

  var needed: Int { state.nodes.count / 2 + 1 }

  func obeys(_ rule: Rule) -> Bool { cluster.rules[rule] }

  /// The messages on their way, and those that wait for a disk.
  var messages: [Message] {
    state.messages
      + state.nodes.flatMap(\.queue).compactMap {
        if case .send(let message) = $0 { message } else { nil }
      }
  }

  /// How long until a moment; nil where nothing comes by itself.
  func left(until moment: Time?) -> TimeSpan? {
    cluster.isManual ? nil : moment.map { max(0, $0 - cluster.now) }
  }
}
