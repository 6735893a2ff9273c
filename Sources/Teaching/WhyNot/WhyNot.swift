import Exploration
import Explorer
import KeyValue
import RaftCore
import Simulation

/// Why something that one waits for has not happened: read off a cluster as it stands, and never
/// guessed.
///
/// Each reason is data with its numbers. What a reason says can or cannot happen holds as things
/// stand: while nobody crashes, restarts, pauses or goes on, no link is cut or mended, and, where
/// logs decide, no log changes. Tests hold that against the explorer, under the same limits.
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
    /// Of an entry that is.
    case isCommitted(LogIndex, at: ServerID)
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
    /// Links are cut, so that no server that runs exchanges messages with a majority: this one with
    /// the most, itself among them.
    case apart(ServerID, reaching: ServerSet, needed: Int)
    /// It leads, but is paused: nobody hears of it, and nothing is committed.
    case standsStill(ServerID, term: Term)
    /// No candidate runs. Whose timer runs out first, and when; nil: only by hand.
    case nobodyStands(first: ServerID?, in: TimeSpan?)
    /// It asks first whether it could win (PreVote).
    case asksFirst(ServerID, for: Term)
    case candidacy(Candidacy)
    case isDown(ServerID)
    case isPaused(ServerID)
    case new(NewElection)
    /// Nothing but a leader's messages keeps it from standing: until when; nil: only by hand.
    case hears(ServerID, from: ServerID, in: TimeSpan?)
  }

  /// Why an entry is not committed.
  package enum Entry: Hashable, Sendable {
    case alreadyCommitted(LogPosition, knownTo: ServerSet)
    case nobodyCommits(LogPosition)
    /// No leader runs, but AppendEntries are on their way to these servers, and say that entries up
    /// to this index are committed.
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
    case answerOnItsWay(ClientID, from: ServerID, in: TimeSpan?)
    case askedServerIsDown(ClientID, ServerID)
    case askedServerIsPaused(ClientID, ServerID)
    /// The server leads and took the command in: it answers when that is committed and applied.
    case inLog(ClientID, ServerID, LogIndex)
    /// The server does not have it, and nothing is on its way.
    case nobodyHasIt(ClientID, asked: ServerID)
    case unanswered(ClientID, asked: ServerID)
    /// When the client asks another server; how often it has asked, and how often it asks at most.
    case asksAgain(ClientID, in: TimeSpan, tries: Int, of: Int)
    /// When the client gives up, by the same numbers.
    case givesUp(ClientID, in: TimeSpan, tries: Int, of: Int)
  }

  /// What there is to ask about a server, and about an entry that is pointed at: first what is missing
  /// to all, then the server's own.
  package func questions(about server: ServerID, entry: LogIndex? = nil) -> [Question] {
    var questions: [Question] = leader == nil ? [.noLeader] : []
    if !state[server].isLeader { questions.append(.canWin(server)) }
    if let index = self.entry(askedOf: server, pointedAt: entry) {
      let isCommitted = !knowing(index, as: server).isEmpty
      questions.append(
        isCommitted ? .isCommitted(index, at: server) : .notCommitted(index, at: server))
    }
    let waiting = cluster.clients.all.filter { $0.request != nil }.map(\.id)
    return questions + waiting.map { .waits($0) }
  }

  /// Which entry of a server is asked about: the one that is pointed at, if its log has it, or the
  /// first that it does not know to be committed; nil where there is none, or where no log shows
  /// any more what others have there.
  package func entry(askedOf server: ServerID, pointedAt entry: LogIndex?) -> LogIndex? {
    let node = state[server]
    if let entry, isShown(entry, at: server) { return entry }
    let first = node.committed + 1
    return isShown(first, at: server) ? first : nil
  }

  /// Whether logs show what a server's entry is to the others.
  ///
  /// A log that begins later matches as far as where it begins if the server's has the last entry
  /// that its snapshot includes (§5.3); else nothing is known of what is before that.
  func isShown(_ index: LogIndex, at server: ServerID) -> Bool {
    let log = state[server].log
    guard index >= log.firstIndex, index <= log.lastIndex else { return false }
    return state.nodes.allSatisfy { other in
      let start = other.log.start
      return start.index <= index || log.term(at: start.index) == start.term
    }
  }

  /// The reasons, the decisive ones first.
  package func reasons(_ question: Question) -> [Reason] {
    switch question {
    case .noLeader: reasonsForNoLeader.map { .election($0) }
    case .canWin(let server): reasons(thatDecideWhether: server).map { .election($0) }
    case .notCommitted(let index, let server), .isCommitted(let index, let server):
      reasons(whyUncommitted: index, at: server)
    case .waits(let client): reasons(whyWaits: client)
    }
  }

  // MARK: What the answers have in common

  /// The leader that all others will follow: the one of the highest term among those that run.
  package var leader: Node? {
    state.nodes.filter { $0.isLeader && isRunning($0.id) }.max { $0.term < $1.term }
  }

  var needed: Int { state.nodes.count / 2 + 1 }

  func obeys(_ rule: Rule) -> Bool { cluster.rules[rule] }

  func isRunning(_ server: ServerID) -> Bool { cluster[server].life == .running }

  /// The running servers that a running server exchanges messages with, itself among them.
  func reached(from server: ServerID) -> ServerSet {
    guard isRunning(server) else { return [] }
    let topology = cluster.network.topology
    return ServerSet(
      cluster.members.filter { other in
        guard other != server else { return true }
        return isRunning(other) && topology.isConnected(from: server, to: other)
          && topology.isConnected(from: other, to: server)
      })
  }

  /// The messages that arrive as things are, unless they get lost: what is on its way to a server
  /// that runs, and what waits for the disk of one that runs, where the link is open.
  var messages: [Message] {
    let waiting = state.nodes.filter { isRunning($0.id) }.flatMap(\.queue).compactMap { queued in
      if case .send(let message) = queued { message } else { nil as Message? }
    }
    let topology = cluster.network.topology
    let leaving = waiting.filter { topology.isConnected(from: $0.from, to: $0.to) }
    return (state.messages + leaving).filter { isRunning($0.to) }
  }

  /// How long until a moment; nil where nothing comes by itself.
  func left(until moment: Time?) -> TimeSpan? {
    cluster.isManual ? nil : moment.map { max(0, $0 - cluster.now) }
  }
}
