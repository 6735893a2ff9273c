/// What a server is at a moment (§5.1), with the state that exists only then.
package enum Role: Hashable, Sendable {
  case follower
  case candidate(Candidacy)
  case leader(Leadership)

  package var isFollower: Bool {
    if case .follower = self { true } else { false }
  }

  package var isLeader: Bool {
    if case .leader = self { true } else { false }
  }

  package var isCandidate: Bool {
    if case .candidate = self { true } else { false }
  }

  /// The votes of a candidate; nil in other roles.
  package var candidacy: Candidacy? {
    if case .candidate(let candidacy) = self { candidacy } else { nil }
  }

  /// The bookkeeping of a leader; nil in other roles.
  package var leadership: Leadership? {
    if case .leader(let leadership) = self { leadership } else { nil }
  }
}

/// A candidate's count of votes in its term (§5.2).
package struct Candidacy: Hashable, Sendable {
  /// Who voted for it; itself too, once its own vote is on disk.
  package var granted: ServerSet = []
  /// Who refused.
  package var refused: ServerSet = []
}

/// What a leader keeps about its followers and clients (Figure 2, volatile state on leaders).
package struct Leadership: Hashable, Sendable {
  /// For each member, in the order of the cluster's numbers; the leader's own too.
  private var progress: [Progress]
  /// Requests appended but not yet answered, by ascending index.
  package var unanswered: [Pending] = []

  init(members: ServerSet, lastIndex: LogIndex) {
    // A plain table by number: a handful of entries, looked up at every reply.
    let fresh = Progress(nextIndex: lastIndex + 1)
    progress = Array(repeating: fresh, count: ServerID.maximum + 1)
  }

  /// The progress of a member.
  package subscript(server: ServerID) -> Progress {
    get { progress[server.number] }
    set { progress[server.number] = newValue }
  }

  /// A request whose entry is in the log but not yet applied.
  package struct Pending: Hashable, Sendable {
    package var index: LogIndex
    package var request: RequestID
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
    case follower, candidate, leader
  }

  package var kind: Kind {
    switch self {
    case .follower: .follower
    case .candidate: .candidate
    case .leader: .leader
    }
  }

  /// The role's name in exports and scripts.
  package var name: String { kind.rawValue }
}
