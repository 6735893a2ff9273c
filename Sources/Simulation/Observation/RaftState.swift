import RaftCore

/// One server's state as Figure 2 has it, as far as it is known.
package struct RaftState: Hashable, Sendable {
  package var id: ServerID
  /// The latest term that the server has seen.
  package var currentTerm: Term?
  /// Its vote in the current term; nil when it is not known whether it voted.
  package var vote: Vote?
  package var log: LogState?
  /// The highest entry known to be committed.
  package var commitIndex: LogIndex?
  /// The highest entry applied to the state machine.
  package var lastApplied: LogIndex?
  package var role: RoleState?
  /// The leader of the current term, as far as the server knows.
  package var leader: ServerID?
  /// Reads that it has not answered yet, in the order in which they came; nil when that is not known.
  package var reads: [PendingRead]?
  /// Commands that it has handed on to the leader; nil when that is not known.
  package var forwarded: [ForwardedCommand]?
  /// The leader that it last heard from, and when by its own clock; nil when that was never, is not
  /// known, or nothing asks.
  package var leaderContact: LeaderContact?
  /// The server that it hands over to before it stops; nil unless that is known.
  package var stopping: ServerID?
  /// When its lease ends, by its own clock; nil when it has none, or that is not known.
  package var leaseEnd: Int?
  /// The configuration in force: of whom votes and copies are counted (§6); nil when it is not known.
  package var membership: Membership?
  /// The entry that it comes from; 0 where that is in no log.
  package var membershipIndex: LogIndex = 0
  /// Whether it may stand for election, as far as is known.
  package var mayCampaign = true
  /// What the server holds to be agreed on: members, rules in force, limits.
  package var configuration: Configuration?

  /// A server of which nothing is known but its name.
  package init(_ id: ServerID) { self.id = id }

  /// The candidate that received its vote in the current term; nil when none did, or when it is
  /// not known.
  package var votedFor: ServerID? { vote?.candidate }

  /// The state of a server, all of it.
  package init(_ server: borrowing Server) {
    id = server.id
    currentTerm = server.currentTerm
    vote = server.votedFor.map(Vote.given) ?? .notGiven
    log = LogState(server.log)
    commitIndex = server.commitIndex
    lastApplied = server.lastApplied
    role = RoleState(server.role)
    leader = server.leader
    reads = server.reads
    forwarded = server.forwarded
    leaderContact = server.leaderContact
    stopping = server.stopping
    leaseEnd = server.configuration.features.countsRounds ? server.leaseEnd : nil
    membership = server.membership
    membershipIndex = server.membershipIndex
    mayCampaign = server.mayCampaign
    configuration = server.configuration
  }
}

/// What a server did with its vote in its current term (§5.2).
package enum Vote: Hashable, Sendable {
  case notGiven
  case given(ServerID)

  /// Who got it; nil when nobody did.
  package var candidate: ServerID? {
    if case .given(let candidate) = self { candidate } else { nil }
  }
}

/// What a server is at a moment (§5.1), with what is known of the state that exists only then.
package enum RoleState: Hashable, Sendable {
  case follower
  /// Its straw votes; nil when they are not known (Ongaro's dissertation, §9.6).
  case preCandidate(Candidacy?)
  /// Its votes; nil when they are not known.
  case candidate(Candidacy?)
  /// What it keeps about its followers; nil when that is not known.
  case leader(Leadership?)

  package init(_ role: Role) {
    switch role {
    case .follower: self = .follower
    case .preCandidate(let candidacy): self = .preCandidate(candidacy)
    case .candidate(let candidacy): self = .candidate(candidacy)
    case .leader(let leadership): self = .leader(leadership)
    }
  }

  package var isFollower: Bool {
    if case .follower = self { true } else { false }
  }

  package var isCandidate: Bool {
    if case .candidate = self { true } else { false }
  }

  package var isPreCandidate: Bool {
    if case .preCandidate = self { true } else { false }
  }

  package var isLeader: Bool {
    if case .leader = self { true } else { false }
  }

  /// The votes of a candidate, or the straw votes of a pre-candidate; nil in other roles, or when
  /// they are not known.
  package var candidacy: Candidacy? {
    switch self {
    case .candidate(let candidacy), .preCandidate(let candidacy): candidacy
    case .follower, .leader: nil
    }
  }

  /// The bookkeeping of a leader; nil in other roles, or when it is not known.
  package var leadership: Leadership? {
    if case .leader(let leadership) = self { leadership } else { nil }
  }
}
