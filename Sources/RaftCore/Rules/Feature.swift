/// An extension of plain Raft, off unless switched on.
///
/// Rules that a feature brings name it in their rows (`feature:`), and the server asks
/// `configuration.features` for it. Sections are those of Ongaro's dissertation.
@usableFromInline package enum Feature: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// A server asks whether it could win before it raises its term (§9.6).
  case preVote
  /// A leader that hears no majority for an election timeout steps down (§6.2), and servers that hear
  /// a leader vote for nobody else (§4.2.3).
  case checkQuorum
  /// A leader can hand over on purpose (§3.10).
  case leadershipTransfer
  /// Reads that write nothing to the log, at the leader and at followers (§6.4).
  case readIndex
  /// Reads by the leader's clock, without a message (§6.4.1).
  case leaseReads
  /// Followers hand a client's command on to the leader (§6.2).
  case forwardProposals
  /// Where etcd does these things in other ways than the dissertation, they are done as in etcd.
  case etcdVariants
  /// Servers take snapshots of their state machines and discard the log up to there, and leaders send
  /// them to followers that lag behind (§7 of the paper; chapter 5).
  case snapshots
  /// Clients open sessions through the log, in which each request takes effect once (§6.3).
  case sessions
  /// Servers join and leave one at a time, and learners are sent the log without a vote (§4.1, §4.2).
  case membership
  /// Any number of servers join and leave together, by way of a joint configuration (§6 of the paper;
  /// §4.3).
  case jointConsensus

  /// The name used on the command line and in scripts: lower case, words joined by hyphens.
  package var id: String {
    switch self {
    case .preVote: "pre-vote"
    case .checkQuorum: "check-quorum"
    case .leadershipTransfer: "leadership-transfer"
    case .readIndex: "read-index"
    case .leaseReads: "lease-reads"
    case .forwardProposals: "forward-proposals"
    case .etcdVariants: "etcd-variants"
    case .snapshots: "snapshots"
    case .sessions: "sessions"
    case .membership: "membership"
    case .jointConsensus: "joint-consensus"
    }
  }

  /// The feature with the given `id`.
  package init?(id: String) {
    guard let feature = Self.allCases.first(where: { $0.id == id }) else { return nil }
    self = feature
  }

  /// The rules that it brings.
  package var rules: [Rule] { Rule.allCases.filter { $0.feature == self } }

  /// The feature that it stands on, if there is one: without that it would not be safe.
  package var needs: Feature? {
    switch self {
    // A lease is only as good as the promise of those who renewed it to vote for nobody else.
    case .leaseReads: .checkQuorum
    // Single servers come and go without it.
    case .jointConsensus: .membership
    case .preVote, .checkQuorum, .leadershipTransfer, .readIndex, .forwardProposals, .etcdVariants,
      .snapshots, .sessions, .membership:
      nil
    }
  }
}

/// Which features are on. None are, unless switched on: then the run is that of plain Raft.
@usableFromInline package struct Features: Hashable, Sendable, BitwiseCopyable {
  @usableFromInline var on: UInt64 = 0

  /// Plain Raft.
  package init() {}

  /// Plain Raft with some features.
  package init(_ features: some Sequence<Feature>) {
    for feature in features { self[feature] = true }
  }

  /// Whether a feature is on.
  @usableFromInline package subscript(feature: Feature) -> Bool {
    @inlinable get { on & (1 &<< UInt64(feature.rawValue)) != 0 }
    set {
      let bit: UInt64 = 1 << UInt64(feature.rawValue)
      if newValue { on |= bit } else { on &= ~bit }
    }
  }

  /// Whether none is on.
  @inlinable package var isEmpty: Bool { on == 0 }

  /// The features that are on, in the order of `Feature.allCases`.
  package var switchedOn: [Feature] { Feature.allCases.filter { self[$0] } }

  /// Whether each that is on has what it stands on.
  package var isSound: Bool {
    switchedOn.allSatisfy { feature in feature.needs.map { self[$0] } ?? true }
  }

  /// Whether leaders number their rounds of AppendEntries, so that answers show how recent they are.
  package var countsRounds: Bool {
    self[.checkQuorum] || self[.readIndex] || self[.leaseReads]
  }

  /// What etcd's servers have on. Their library has lease reads too; the servers never ask for them.
  /// They take snapshots as well, but of so many entries, and keep so many for followers that lag, that
  /// none would be seen in a run of this size.
  package static let likeEtcd = Features([
    .preVote, .checkQuorum, .leadershipTransfer, .readIndex, .forwardProposals, .etcdVariants,
  ])
}
