/// One message between two servers: a request or a reply of one of Raft's RPCs (Figure 2), or of
/// those that its features bring.
///
/// `term` is the sender's currentTerm, which every RPC carries (§5.1); 0 where a client's request is
/// only handed on. The paper's `candidateId` and `leaderId` are `from`.
///
/// A message is copied on its way through effects, network and events. So it is held as plain bytes
/// and, beside them, the entries: the one part that has an owner to be counted.
@usableFromInline package struct Message: Hashable, Sendable {
  /// All but the entries.
  package var head: Head
  /// What an AppendEntries carries; empty in all others.
  package var entries: EntryBatch

  package init(from: ServerID, to: ServerID, term: Term, round: UInt32 = 0, body: Body) {
    let (content, entries) = body.parts
    head = Head(from: from, to: to, round: round, term: term, content: content)
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
    /// Sender, receiver and round in one word; see `Wide`.
    @usableFromInline var route: UInt64
    package var term: Term
    package var content: Content

    package init(
      from: ServerID, to: ServerID, round: UInt32 = 0, term: Term, content: Content
    ) {
      route = UInt64(from.byte) | UInt64(to.byte) << 8 | UInt64(round) << 32
      self.term = term
      self.content = content
    }

    @inlinable package var from: ServerID { ServerID(byte: UInt8(truncatingIfNeeded: route)) }
    @inlinable package var to: ServerID { ServerID(byte: UInt8(truncatingIfNeeded: route >> 8)) }
    /// The leader's round of AppendEntries that it belongs to or answers (Ongaro's dissertation,
    /// §6.4); 0 where rounds are not counted.
    @inlinable package var round: UInt32 { UInt32(truncatingIfNeeded: route >> 32) }
  }

  /// What a message says.
  package enum Body: Hashable, Sendable {
    /// A candidate asks for a vote, and shows how its log ends (§5.2, §5.4.1); and whether a leader
    /// bade it to, which is handing over.
    case requestVote(lastLog: LogPosition, isTransfer: Bool = false)
    /// A voter answers (§5.2).
    case requestVoteReply(voteGranted: Bool)
    /// A leader replicates entries, or sends none as a heartbeat (§5.2, §5.3).
    case appendEntries(AppendEntries)
    /// A follower answers (§5.3).
    case appendEntriesReply(AppendEntriesReply)
    /// A server asks who would vote for it in the next term (Ongaro's dissertation, §9.6).
    case preVote(nextTerm: Term, lastLog: LogPosition)
    /// A server says whether it would (§9.6).
    case preVoteReply(nextTerm: Term, voteGranted: Bool)
    /// A leader bids a follower to start an election at once (§3.10).
    case timeoutNow
    /// A follower asks the leader what must be applied before a client's read (§6.4).
    case readIndex(RequestID)
    /// The leader says so, after a majority has confirmed that it leads (§6.4).
    case readIndexReply(RequestID, index: LogIndex)
    /// A follower hands a client's command on to the leader, and expects no answer (§6.2).
    case propose(RequestID, Command)
    /// A leader sends its snapshot to a follower that lags behind the beginning of its log (§7).
    ///
    /// Deviations: a snapshot is sent in one piece, where the paper's comes in chunks with an offset
    /// (Figure 13): what the pieces are for, steady leadership while much is sent, the links of this
    /// laboratory do not need. And the follower answers as to AppendEntries with all that the snapshot
    /// includes, as in etcd: its answer says what it now stores.
    case installSnapshot(SnapshotID)

    fileprivate var parts: (Content, EntryBatch) {
      switch self {
      case .requestVote(let lastLog, let isTransfer):
        (.requestVote(lastLog: lastLog, isTransfer: Wide(isTransfer)), [])
      case .preVote(let nextTerm, let lastLog):
        (.preVote(nextTerm: nextTerm, lastLog: lastLog), [])
      case .preVoteReply(let nextTerm, let granted):
        (.preVoteReply(nextTerm: nextTerm, voteGranted: Wide(granted)), [])
      case .timeoutNow: (.timeoutNow, [])
      case .readIndex(let request): (.readIndex(request), [])
      case .readIndexReply(let request, let index): (.readIndexReply(request, index: index), [])
      case .propose(let request, let command):
        (.propose(request), [Entry(term: 0, command: command)])
      case .installSnapshot(let snapshot):
        (.installSnapshot(last: snapshot.last, source: snapshot.source), [])
      case .requestVoteReply(let granted): (.requestVoteReply(voteGranted: Wide(granted)), [])
      case .appendEntries(let request):
        (
          .appendEntries(previous: request.previous, leaderCommit: request.leaderCommit),
          request.entries
        )
      case .appendEntriesReply(let reply): (.appendEntriesReply(reply), [])
      }
    }
  }

  /// A yes or no as wide as a word.
  ///
  /// Each message is taken apart by its kind, and while all that any kind holds are words, that is
  /// one load each. A byte anywhere would cut the word of every kind that stands in its place.
  @usableFromInline
  package struct Wide: Hashable, Sendable, BitwiseCopyable,
    ExpressibleByBooleanLiteral
  {
    private var word: Int

    package init(_ value: Bool) { word = value ? 1 : 0 }

    @usableFromInline package init(booleanLiteral value: Bool) { self.init(value) }

    package var isTrue: Bool { word != 0 }
  }

  /// A body without its entries.
  @usableFromInline package enum Content: Hashable, Sendable, BitwiseCopyable {
    case requestVote(lastLog: LogPosition, isTransfer: Wide)
    case requestVoteReply(voteGranted: Wide)
    case appendEntries(previous: LogPosition, leaderCommit: LogIndex)
    case appendEntriesReply(AppendEntriesReply)
    case preVote(nextTerm: Term, lastLog: LogPosition)
    case preVoteReply(nextTerm: Term, voteGranted: Wide)
    case timeoutNow
    case readIndex(RequestID)
    case readIndexReply(RequestID, index: LogIndex)
    /// The command stands in the message's entries, as the only one.
    case propose(RequestID)
    /// The server that took it, and the configuration in it, are a number, as wide as a word.
    case installSnapshot(last: LogPosition, source: Int)
  }

  /// What it says.
  package var body: Body {
    switch head.content {
    case .requestVote(let lastLog, let isTransfer):
      .requestVote(lastLog: lastLog, isTransfer: isTransfer.isTrue)
    case .requestVoteReply(let granted): .requestVoteReply(voteGranted: granted.isTrue)
    case .appendEntries(let previous, let leaderCommit):
      .appendEntries(
        AppendEntries(previous: previous, entries: entries, leaderCommit: leaderCommit))
    case .appendEntriesReply(let reply): .appendEntriesReply(reply)
    case .preVote(let nextTerm, let lastLog): .preVote(nextTerm: nextTerm, lastLog: lastLog)
    case .preVoteReply(let nextTerm, let granted):
      .preVoteReply(nextTerm: nextTerm, voteGranted: granted.isTrue)
    case .timeoutNow: .timeoutNow
    case .readIndex(let request): .readIndex(request)
    case .readIndexReply(let request, let index): .readIndexReply(request, index: index)
    case .propose(let request): .propose(request, entries[0].command)
    case .installSnapshot(let last, let source):
      .installSnapshot(SnapshotID(last: last, source: source))
    }
  }

  /// Whether this is a reply rather than a request.
  package var isReply: Bool {
    switch head.content {
    case .requestVote, .appendEntries, .preVote, .timeoutNow, .readIndex, .propose,
      .installSnapshot:
      false
    case .requestVoteReply, .appendEntriesReply, .preVoteReply, .readIndexReply: true
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
  /// The RPCs of Figure 2 and their results, then those that the features bring.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case requestVote = "RequestVote"
    case requestVoteReply = "RequestVoteReply"
    case appendEntries = "AppendEntries"
    case appendEntriesReply = "AppendEntriesReply"
    case preVote = "PreVote"
    case preVoteReply = "PreVoteReply"
    case timeoutNow = "TimeoutNow"
    case readIndex = "ReadIndex"
    case readIndexReply = "ReadIndexReply"
    case propose = "Propose"
    case installSnapshot = "InstallSnapshot"
  }

  package var kind: Kind {
    switch head.content {
    case .requestVote: .requestVote
    case .requestVoteReply: .requestVoteReply
    case .appendEntries: .appendEntries
    case .appendEntriesReply: .appendEntriesReply
    case .preVote: .preVote
    case .preVoteReply: .preVoteReply
    case .timeoutNow: .timeoutNow
    case .readIndex: .readIndex
    case .readIndexReply: .readIndexReply
    case .propose: .propose
    case .installSnapshot: .installSnapshot
    }
  }

  /// The name of the RPC, as Figure 2 has it, with `Reply` for its results.
  package var name: String { kind.rawValue }

  /// The sender's term, what the body says, and the round where rounds are counted.
  package var fields: [Field] {
    let term = head.term > 0 ? [Field("term", .term(head.term))] : []
    let round = head.round > 0 ? [Field("round", .count(Int(head.round)))] : []
    return term + body.fields + round
  }
}

extension Message.Body {
  /// What it says beside the sender's term.
  package var fields: [Field] {
    switch self {
    case .requestVote(let lastLog, let isTransfer):
      [Field("lastLog", short: "last", .position(lastLog))]
        + (isTransfer ? [Field("transfer", short: "", .flag(true, yes: "transfer", no: ""))] : [])
    case .requestVoteReply(let granted):
      [Field("voteGranted", short: "", .flag(granted, yes: "granted", no: "refused"))]
    case .appendEntries(let request): request.fields
    case .appendEntriesReply(let reply): reply.fields
    case .preVote(let nextTerm, let lastLog):
      [
        Field("nextTerm", short: "for term", .term(nextTerm)),
        Field("lastLog", short: "last", .position(lastLog)),
      ]
    case .preVoteReply(let nextTerm, let granted):
      [
        Field("nextTerm", short: "for term", .term(nextTerm)),
        Field("voteGranted", short: "", .flag(granted, yes: "granted", no: "refused")),
      ]
    case .timeoutNow: []
    case .readIndex(let request): [Field("request", .request(request))]
    case .readIndexReply(let request, let index):
      [Field("request", .request(request)), Field("index", .index(index))]
    case .propose(let request, let command):
      [Field("request", .request(request)), Field("command", .command(command))]
    case .installSnapshot(let snapshot): snapshot.fields
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
