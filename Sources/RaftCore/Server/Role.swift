/// What a server is at a moment (§5.1), with the state that exists only then.
@usableFromInline package enum Role: Hashable, Sendable {
  case follower
  /// It asks whether it could win an election, and has not raised its term for it (Ongaro's
  /// dissertation, §9.6).
  case preCandidate(Candidacy)
  case candidate(Candidacy)
  case leader(Leadership)

  package var isFollower: Bool {
    if case .follower = self { true } else { false }
  }

  /// Inlined, because asking a role by a call copies it out of its server.
  @inlinable package var isLeader: Bool {
    if case .leader = self { true } else { false }
  }

  package var isCandidate: Bool {
    if case .candidate = self { true } else { false }
  }

  package var isPreCandidate: Bool {
    if case .preCandidate = self { true } else { false }
  }

  /// The votes of a candidate, or the straw votes of a pre-candidate; nil in other roles.
  package var candidacy: Candidacy? {
    switch self {
    case .candidate(let candidacy), .preCandidate(let candidacy): candidacy
    case .follower, .leader: nil
    }
  }

  /// The bookkeeping of a leader; nil in other roles.
  package var leadership: Leadership? {
    if case .leader(let leadership) = self { leadership } else { nil }
  }
}

/// A candidate's count of votes in its term (§5.2), or a pre-candidate's for the next (§9.6 of
/// Ongaro's dissertation).
@usableFromInline package struct Candidacy: Hashable, Sendable {
  /// Who voted for it; itself too, once its own vote is on disk.
  package var granted: ServerSet = []
  /// Who refused.
  package var refused: ServerSet = []

  package init() {}

  /// Takes in what a voter says.
  mutating func count(_ voter: ServerID, granted isGranted: Bool) {
    if isGranted { granted.insert(voter) } else { refused.insert(voter) }
  }
}

/// What a leader keeps about its followers and clients (Figure 2, volatile state on leaders).
@usableFromInline package struct Leadership: Hashable, Sendable {
  /// For each member, in the order of the cluster's numbers; the leader's own too.
  private var progress: [Progress]
  /// Requests appended but not yet answered, by ascending index.
  package var unanswered: [Pending] = []
  /// What features keep, in one place or none: a leader is taken out of its role and put back at
  /// every message, and without features that is to cost nothing more.
  private var beyond: [Beyond] = []

  package init(lastIndex: LogIndex) {
    // A plain table by number: a handful of entries, looked up at every reply.
    let fresh = Progress(nextIndex: lastIndex + 1)
    progress = Array(repeating: fresh, count: ServerID.maximum + 1)
  }

  /// The progress of a member.
  package subscript(server: ServerID) -> Progress {
    get { progress[server.number] }
    set { progress[server.number] = newValue }
  }

  /// A server has come into the configuration: nothing is known of its log, and it has all the time that
  /// others have to be heard from.
  mutating func add(_ server: ServerID, lastIndex: LogIndex, at clock: Int) {
    self[server] = Progress(nextIndex: lastIndex)
    if !beyond.isEmpty { beyond[0].contacts?.add(server, at: clock) }
  }

  /// What features keep.
  private struct Beyond: Hashable, Sendable {
    var contacts: Contacts?
    var isWatchingQuorum = false
    var transfer: Transfer?
    var hasSentTimeoutNow = false
  }

  /// What features keep, for a change.
  private var kept: Beyond {
    get { beyond.first ?? Beyond() }
    _modify {
      if beyond.isEmpty { beyond.append(Beyond()) }
      yield &beyond[0]
    }
  }

  /// How recently it heard from whom; nil where nobody asks.
  package var contacts: Contacts? {
    get { beyond.isEmpty ? nil : beyond[0].contacts }
    _modify { yield &kept.contacts }
  }

  /// A follower answered a message of a round. In place: through `contacts` it would be a loan for
  /// every reply.
  @inline(__always) mutating func heard(_ server: ServerID, round: UInt32, at clock: Int) {
    beyond.withUnsafeMutableBufferPointer {
      if !$0.isEmpty { $0[0].contacts?.heard(server, round: round, at: clock) }
    }
  }

  /// Whether it looks from time to time whether it still hears a majority.
  package var isWatchingQuorum: Bool {
    get { !beyond.isEmpty && beyond[0].isWatchingQuorum }
    set { kept.isWatchingQuorum = newValue }
  }

  /// To whom it is handing over, if it is.
  package var transfer: Transfer? {
    get { beyond.isEmpty ? nil : beyond[0].transfer }
    _modify { yield &kept.transfer }
  }

  /// Whether it has bidden a server to start an election in this term: from then on another may lead
  /// at any moment, whatever voters promised.
  package var hasSentTimeoutNow: Bool {
    get { !beyond.isEmpty && beyond[0].hasSentTimeoutNow }
    set { kept.hasSentTimeoutNow = newValue }
  }

  /// The latest round that was sent to every follower; 0 where rounds are not counted.
  var round: UInt32 { beyond.isEmpty ? 0 : beyond[0].contacts?.round ?? 0 }

  /// A round is being sent to every follower. Returns its number; 0 where they are not counted.
  mutating func beginRound(at clock: Int) -> UInt32 {
    guard !beyond.isEmpty else { return 0 }
    return beyond[0].contacts?.beginRound(at: clock) ?? 0
  }

  /// A leader that hands over (Ongaro's dissertation, §3.10).
  package struct Transfer: Hashable, Sendable {
    package var target: ServerID
    /// Whether the target was bidden to start its election.
    package var isSent = false
  }

  /// A request whose entry is in the log but not yet applied.
  package struct Pending: Hashable, Sendable {
    package var index: LogIndex
    package var request: RequestID
  }
}

/// How recently a leader heard from its followers, by its own clock, in microseconds: what it goes by
/// to know that it still leads (Ongaro's dissertation, §6.2 and §6.4).
package struct Contacts: Hashable, Sendable {
  /// The latest round of AppendEntries that was sent to every follower; counted from 1.
  package private(set) var round: UInt32 = 0
  /// When the latest rounds were sent, oldest first.
  private var sent: [Sent] = []
  /// For each member, by number.
  private var members: [Contact]
  /// When anybody was last heard from.
  package private(set) var heardAt: Int
  /// The round that the latest read has begun; 0 when none did.
  var readRound: UInt32 = 0
  /// The first round that may begin a lease. Those of before CheckQuorum was switched on were answered
  /// by servers that promised nothing.
  var firstLeaseRound: UInt32 = 0

  private struct Sent: Hashable, Sendable {
    var round: UInt32
    var at: Int
  }

  /// One follower.
  package struct Contact: Hashable, Sendable {
    /// When it was last heard from.
    package var heardAt: Int
    /// The latest round that it has answered.
    package var answered: UInt32 = 0
    /// Whether it was heard from since that was last looked at.
    package var isActive = false
  }

  /// Those of a leader that has just been elected: by its voters, whom it heard from now.
  init(at clock: Int) {
    members = Array(repeating: Contact(heardAt: clock), count: ServerID.maximum + 1)
    heardAt = clock
  }

  package subscript(server: ServerID) -> Contact { members[server.number] }

  /// A server has come into the configuration: it counts as heard from now.
  mutating func add(_ server: ServerID, at clock: Int) {
    members[server.number] = Contact(heardAt: clock, isActive: true)
  }

  /// Rounds older than this are forgotten: nothing is confirmed by them any more.
  private static let memory = 64

  /// A round is being sent to every follower. Returns its number.
  mutating func beginRound(at clock: Int) -> UInt32 {
    round += 1
    sent.append(Sent(round: round, at: clock))
    if sent.count > Self.memory { sent.removeFirst() }
    return round
  }

  /// A follower answered a message of a round.
  @inline(__always) mutating func heard(_ server: ServerID, round: UInt32, at clock: Int) {
    heardAt = clock
    members[server.number].heardAt = clock
    members[server.number].isActive = true
    members[server.number].answered = max(members[server.number].answered, round)
  }

  /// From now on only rounds that are still to come begin leases.
  mutating func beginLeasesAnew() { firstLeaseRound = round + 1 }

  /// From now on only who is heard from again counts as active.
  mutating func forgetActivity() {
    for place in members.indices { members[place].isActive = false }
  }

  /// The latest round that a majority has answered, the leader among them; 0 when there is none.
  package func confirmedRound(of members: Membership, leader: ServerID) -> UInt32 {
    members.reached { $0 == leader ? round : self[$0].answered }
  }

  /// Since when a majority has been heard from, the leader among them: when the one of them was that
  /// is heard from least.
  package func quorumHeardAt(of members: Membership, leader: ServerID, now clock: Int) -> Int {
    members.reached { $0 == leader ? clock : self[$0].heardAt }
  }

  /// Whom a leader counts as heard from, itself among them.
  ///
  /// - Parameter span: within so many microseconds of its clock; nil: since activity was last
  ///   forgotten, as etcd has it.
  package func heard(
    of members: ServerSet, leader: ServerID, now clock: Int, within span: Int?
  ) -> ServerSet {
    var heard = members.intersection([leader])
    for member in members.removing(leader) {
      let contact = self[member]
      if span.map({ clock - contact.heardAt < $0 }) ?? contact.isActive { heard.insert(member) }
    }
    return heard
  }

  /// When a round was sent; nil when that is forgotten or never was.
  package func sentAt(round: UInt32) -> Int? {
    sent.last { $0.round <= round }.flatMap { $0.round == round ? $0.at : nil }
  }
}

/// What a leader knows of one follower's log, and how it sends to it.
///
/// A leader first *probes*: one AppendEntries at a time, until one succeeds and shows where the
/// logs agree. From then on it *streams*: nextIndex moves on when entries are sent, not when they
/// are acknowledged, so several messages are on their way at once (pipelining). A refusal sends it
/// back to probing.
package struct Progress: Hashable, Sendable, BitwiseCopyable {
  /// Index of the next entry to send (Figure 2).
  package var nextIndex: LogIndex
  /// Highest entry known to be stored there (Figure 2).
  package var matchIndex: LogIndex = 0
  /// Whether the logs were seen to agree, so that entries are sent without waiting.
  package var isStreaming = false
  /// Whether a probe is on its way; the next one waits for its answer or for the next heartbeat.
  package var isAwaitingReply = false
  /// The last index that the latest probe vouches for, and so the matchIndex of its success. Tells
  /// its reply from a late or duplicated one of an earlier message.
  package var probedThrough: LogIndex = 0

  init(nextIndex: LogIndex) { self.nextIndex = nextIndex }
}

extension Role {
  /// The roles by name.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case follower
    case preCandidate = "pre-candidate"
    case candidate, leader
  }

  package var kind: Kind {
    switch self {
    case .follower: .follower
    case .preCandidate: .preCandidate
    case .candidate: .candidate
    case .leader: .leader
    }
  }

  /// The role's name in exports and scripts.
  package var name: String { kind.rawValue }
}
