/// One message between two servers: a request or a reply of one of Raft's RPCs (Figure 2).
///
/// `term` is the sender's currentTerm, which every RPC carries (§5.1). The paper's `candidateId`
/// and `leaderId` are `from`.
///
/// A message is copied on its way through effects, network and events. So it is held as plain bytes
/// and, beside them, the entries: the one part that has an owner to be counted.
@usableFromInline package struct Message: Hashable, Sendable {
  /// All but the entries.
  package var head: Head
  /// What an AppendEntries carries; empty in all others.
  package var entries: EntryBatch

  package init(from: ServerID, to: ServerID, term: Term, body: Body) {
    let (content, entries) = body.parts
    head = Head(from: from, to: to, term: term, content: content)
    self.entries = entries
  }

  /// The message that has these parts.
  package init(head: Head, entries: EntryBatch) {
    self.head = head
    self.entries = entries
  }

  package var from: ServerID { head.from }
  package var to: ServerID { head.to }
  package var term: Term { head.term }

  /// A message without its entries.
  @usableFromInline package struct Head: Hashable, Sendable, BitwiseCopyable {
    package var from: ServerID
    package var to: ServerID
    package var term: Term
    package var content: Content
  }

  /// What a message says.
  package enum Body: Hashable, Sendable {
    /// A candidate asks for a vote, and shows how its log ends (§5.2, §5.4.1).
    case requestVote(lastLog: LogPosition)
    /// A voter answers (§5.2).
    case requestVoteReply(voteGranted: Bool)
    /// A leader replicates entries, or sends none as a heartbeat (§5.2, §5.3).
    case appendEntries(AppendEntries)
    /// A follower answers (§5.3).
    case appendEntriesReply(AppendEntriesReply)

    fileprivate var parts: (Content, EntryBatch) {
      switch self {
      case .requestVote(let lastLog): (.requestVote(lastLog: lastLog), [])
      case .requestVoteReply(let granted): (.requestVoteReply(voteGranted: granted), [])
      case .appendEntries(let request):
        (
          .appendEntries(previous: request.previous, leaderCommit: request.leaderCommit),
          request.entries
        )
      case .appendEntriesReply(let reply): (.appendEntriesReply(reply), [])
      }
    }
  }

  /// A body without its entries.
  @usableFromInline package enum Content: Hashable, Sendable, BitwiseCopyable {
    case requestVote(lastLog: LogPosition)
    case requestVoteReply(voteGranted: Bool)
    case appendEntries(previous: LogPosition, leaderCommit: LogIndex)
    case appendEntriesReply(AppendEntriesReply)
  }

  /// What it says.
  package var body: Body {
    switch head.content {
    case .requestVote(let lastLog): .requestVote(lastLog: lastLog)
    case .requestVoteReply(let granted): .requestVoteReply(voteGranted: granted)
    case .appendEntries(let previous, let leaderCommit):
      .appendEntries(
        AppendEntries(previous: previous, entries: entries, leaderCommit: leaderCommit))
    case .appendEntriesReply(let reply): .appendEntriesReply(reply)
    }
  }

  /// Whether this is a reply rather than a request.
  package var isReply: Bool {
    switch head.content {
    case .requestVote, .appendEntries: false
    case .requestVoteReply, .appendEntriesReply: true
    }
  }
}

/// The arguments of the AppendEntries RPC (Figure 2); term and leaderId are the message's.
package struct AppendEntries: Hashable, Sendable {
  /// The entry just before the new ones: prevLogIndex and prevLogTerm.
  package var previous: LogPosition
  /// The entries to store, in order; none for a heartbeat.
  package var entries: EntryBatch
  /// The leader's commitIndex.
  package var leaderCommit: LogIndex

  package init(previous: LogPosition, entries: EntryBatch, leaderCommit: LogIndex) {
    self.previous = previous
    self.entries = entries
    self.leaderCommit = leaderCommit
  }

  /// The index of the last entry that this message vouches for: prevLogIndex when it carries none.
  package var lastNewIndex: LogIndex { previous.index + entries.count }
}

/// The result of the AppendEntries RPC (Figure 2); the follower's term is the message's.
///
/// Deviation: the paper's reply is a bare boolean, which only makes sense if every reply can be
/// paired with its request. Here replies may be lost, duplicated and reordered, so each says by
/// itself what it is about.
@usableFromInline package enum AppendEntriesReply: Hashable, Sendable, BitwiseCopyable {
  /// The follower's log agrees with the leader's up to `matchIndex`.
  case success(matchIndex: LogIndex)
  /// There is no entry of the right term at `previousIndex`; `hint` tells where to look next.
  case failure(previousIndex: LogIndex, hint: BackUpHint)
}

/// What a follower says when the consistency check fails, so that the leader can skip a whole term
/// at a time (the optimisation at the end of §5.3).
@usableFromInline package struct BackUpHint: Hashable, Sendable, BitwiseCopyable {
  /// The term of the follower's entry at prevLogIndex; nil when its log ends before that.
  package var conflictTerm: Term?
  /// The first index that the follower stores for that term; with no conflict term, the index after
  /// its last.
  package var firstIndex: LogIndex

  package init(conflictTerm: Term?, firstIndex: LogIndex) {
    self.conflictTerm = conflictTerm
    self.firstIndex = firstIndex
  }
}

// MARK: - Fields

extension Message: Fielded {
  /// The RPCs of Figure 2, and their results.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case requestVote = "RequestVote"
    case requestVoteReply = "RequestVoteReply"
    case appendEntries = "AppendEntries"
    case appendEntriesReply = "AppendEntriesReply"
  }

  package var kind: Kind {
    switch head.content {
    case .requestVote: .requestVote
    case .requestVoteReply: .requestVoteReply
    case .appendEntries: .appendEntries
    case .appendEntriesReply: .appendEntriesReply
    }
  }

  /// The name of the RPC, as Figure 2 has it, with `Reply` for its results.
  package var name: String { kind.rawValue }

  /// The sender's term, and what the body says.
  package var fields: [Field] { [Field("term", .term(term))] + body.fields }
}

extension Message.Body {
  /// What it says beside the sender's term.
  package var fields: [Field] {
    switch self {
    case .requestVote(let lastLog): [Field("lastLog", short: "last", .position(lastLog))]
    case .requestVoteReply(let granted):
      [Field("voteGranted", short: "", .flag(granted, yes: "granted", no: "refused"))]
    case .appendEntries(let request): request.fields
    case .appendEntriesReply(let reply): reply.fields
    }
  }
}

extension AppendEntries: Fielded {
  package var name: String { Message.Kind.appendEntries.rawValue }

  package var fields: [Field] {
    [
      Field("previous", short: "prev", .position(previous)),
      Field("entries", .entries(entries, after: previous.index)),
      Field("leaderCommit", short: "commit", .index(leaderCommit)),
    ]
  }
}

extension AppendEntriesReply: Fielded {
  package var name: String { Message.Kind.appendEntriesReply.rawValue }

  package var fields: [Field] {
    switch self {
    case .success(let match):
      [
        Field("success", short: "", .flag(true, yes: "", no: "")),
        Field("matchIndex", short: "match", .index(match)),
      ]
    case .failure(let previous, let hint):
      [
        Field("success", short: "", .flag(false, yes: "", no: "refused")),
        Field("previousIndex", short: "prev", .index(previous)),
      ] + hint.fields
    }
  }
}

extension BackUpHint: Fielded {
  package var name: String { "backUpHint" }

  package var fields: [Field] {
    [
      Field("conflictTerm", short: "conflict term", .term(conflictTerm)),
      Field("firstIndex", short: "first", .index(firstIndex)),
    ]
  }
}
