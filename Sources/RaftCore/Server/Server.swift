/// One Raft server: the whole of Figure 2 as a value that turns an input into effects.
///
/// A server does no input or output, knows no clock and draws no random numbers: whoever drives it
/// carries out the effects in order (see `Effect` for the durability contract) and brings the
/// inputs. Copy it to look ahead, keep it to go back, compare two to see what changed.
///
/// Deviations from the paper, each with its reason:
/// - Replies to AppendEntries say which entries they are about, so that lost, duplicated and
///   reordered replies do no harm (`AppendEntriesReply`).
/// - A candidate counts its own vote, and a leader its own entries, when they are on its disk and
///   not before: with one server, or with all others slow, a crash could otherwise undo a promise
///   already kept.
/// - A leader streams entries without waiting for each reply (pipelining; §5.3 leaves it open), up
///   to `Configuration.windowLimit`. Switched off, it sends one message at a time.
/// - A leader sends entries before they are on its own disk (Ongaro's dissertation, §10.2.1): the
///   writes of leader and followers go on side by side. It counts itself only when its own is done.
/// - A leader believes a follower that refuses an entry which it is known to store: it has lost its
///   disk. So nextIndex may fall to matchIndex and below, where the paper lets it fall only until
///   the logs agree; matchIndex, and what is committed, stay.
/// - A new leader's first AppendEntries already carries its no-op, where the paper's is empty: that
///   saves a round trip. Its heartbeats are empty.
/// - A candidate does not repeat an unanswered RequestVote within its term (§5.1: "servers retry
///   RPCs"): its next election is the retry. One mechanism, and the screen stays legible while a
///   majority is down.
/// - Reads are commands in the log like writes, so the leader needs no extra round to know that it
///   still leads (§8).
package struct Server: Hashable, Sendable {
  /// The server's own name.
  package let id: ServerID
  /// What the whole cluster agrees on. What is in force of its members depends on features, too.
  package var configuration: Configuration { didSet { takeUpMembership() } }

  // Persistent state on all servers.

  /// The latest term the server has seen; 0 at first boot, never falls.
  package internal(set) var currentTerm: Term
  /// The candidate that received its vote in the current term.
  package internal(set) var votedFor: ServerID?
  /// The log entries.
  package internal(set) var log: Log
  /// The snapshot after which the log begins; nil where it begins at index 1 (§7).
  package internal(set) var snapshot: SnapshotID?

  // Volatile state on all servers.

  /// The configuration in force: of whom votes and copies are counted (§6).
  package internal(set) var membership: Membership
  /// The entry that it comes from; 0 where it comes from a snapshot, or is the one that the cluster
  /// began with.
  package internal(set) var membershipIndex: LogIndex = 0
  /// The highest entry known to be committed.
  package internal(set) var commitIndex: LogIndex = 0
  /// The highest entry applied to the state machine.
  package internal(set) var lastApplied: LogIndex = 0
  /// Follower, candidate or leader, with what exists only in that role.
  package internal(set) var role: Role = .follower
  /// The leader of the current term, as far as the server knows: where it sends clients (§8).
  package internal(set) var leader: ServerID?

  // Volatile state of features.

  /// What its own clock shows, in microseconds: set by whoever drives it, before each input, while
  /// any feature is on. It need not be right, and need not run evenly.
  package var clock = 0
  /// The leader that it last heard from, of whatever term, and when; nil: none since it started, or
  /// no feature asks.
  package internal(set) var leaderContact: LeaderContact?
  /// Reads that are not answered yet, in the order in which they came.
  package internal(set) var reads: [PendingRead] = []
  /// Commands that it handed on to the leader, and whose clients it will answer when it applies them.
  package internal(set) var forwarded: [ForwardedCommand] = []
  /// The server that it hands over to before it stops; nil unless it was told to stop.
  package internal(set) var stopping: ServerID?
  /// The snapshot that it has taken and its disk is writing; the log still begins where it did.
  package internal(set) var takenSnapshot: SnapshotID?
  /// When it started, by its own clock, if it may have promised something to a leader before that.
  var startedAt: Int?

  /// A server that finds `state` on its disk. Nothing happens until it is given `.start`.
  ///
  /// One that is no member of the configuration at the beginning waits until a leader speaks to it.
  package init(
    id: ServerID, configuration: Configuration, recovering state: PersistentState = .init()
  ) {
    self.id = id
    self.configuration = configuration
    membership = Membership(voters: configuration.members)
    currentTerm = state.currentTerm
    votedFor = state.votedFor
    log = state.log
    snapshot = state.snapshot
    // What a snapshot includes was committed, and the state machine is restored from it (§7).
    commitIndex = log.start.index
    lastApplied = log.start.index
    takeUpMembership()
  }

  /// Whether a rule is in force.
  func obeys(_ rule: Rule) -> Bool { configuration.rules[rule] }

  /// Handles one input. `step` is emptied first, then holds what fired and what is asked for.
  package mutating func handle(_ input: Input, into step: inout Step) {
    step.reset()
    take(input, into: &step)
  }

  /// Handles one input: `handle`, for those whose step is empty.
  package mutating func take(_ input: Input, into step: inout Step) {
    assert(step.isEmpty, "a step is emptied before it is taken")
    switch input {
    case .start: start(into: &step)
    case .receive(let message): return receive(message.head, message.entries, into: &step)
    case .timeout(.election): electionTimedOut(into: &step)
    case .timeout(.heartbeat): heartbeatTimedOut(into: &step)
    case .timeout(.quorum): quorumTimedOut(into: &step)
    case .timeout(.transfer): transferTimedOut(into: &step)
    case .request(let request, let command): take(command, for: request, into: &step)
    case .query(let request, let command, let consistency):
      take(command, for: request, consistency, into: &step)
    case .transfer(let target): handOver(to: target, into: &step)
    case .change(let change): self.change(change, into: &step)
    case .stop: prepareToStop(into: &step)
    case .snapshot: takeSnapshot(into: &step)
    case .written(let write): finish(write, into: &step)
    }
    applyCommitted(into: &step)
    settleReads(into: &step)
  }

  /// Handles a message that arrived: `.receive`, for those who hold the message in parts, and a step
  /// that is empty.
  package mutating func receive(
    _ message: Message.Head, _ entries: EntryBatch, into step: inout Step
  ) {
    assert(step.isEmpty, "a step is emptied before it is taken")
    take(message, entries, into: &step)
    applyCommitted(into: &step)
    settleReads(into: &step)
  }

  /// Servers start as followers (§5.2), with what their disks kept (Figure 2).
  private mutating func start(into step: inout Step) {
    let isFirst = currentTerm == 0 && log.lastIndex == 0
    let evidence: Evidence =
      isFirst ? .none : .recovered(term: currentTerm, votedFor: votedFor, lastLog: log.last)
    // It may have promised a leader just before it went down to vote for nobody else for a while.
    if !isFirst, configuration.features[.checkQuorum], !configuration.features[.etcdVariants] {
      startedAt = clock
    }
    step.fire(isFirst ? .startAsFollower : .recoverFromDisk, because: evidence) {
      if let snapshot { $0.ask(.restore(snapshot)) }
      if waitsForElection { $0.ask(.start(.election)) }
    }
  }

  @inline(__always) private mutating func take(
    _ message: Message.Head, _ entries: EntryBatch, into step: inout Step
  ) {
    if message.term > currentTerm {
      guard isHeeded(message, into: &step) else { return }
    }
    switch message.content {
    case .requestVote(let lastLog, let isTransfer):
      guard !isDisregarded(message, isTransfer: isTransfer.isTrue, into: &step) else { return }
      voteRequested(by: message.from, term: message.term, lastLog: lastLog, into: &step)
    case .requestVoteReply(let granted):
      guard isCurrent(message, into: &step) else { return }
      voteReceived(from: message.from, granted: granted.isTrue, into: &step)
    case .appendEntries(let previous, let leaderCommit):
      let request = AppendEntries(
        previous: previous, entries: entries, leaderCommit: leaderCommit)
      entriesReceived(
        request, from: message.from, term: message.term, round: message.round, into: &step)
    case .appendEntriesReply(let reply):
      guard isCurrent(message, into: &step) else { return }
      entriesAnswered(reply, from: message.from, into: &step)
      if message.round > 0, role.isLeader {
        heard(message.from, round: message.round, into: &step)
      }
    case .preVote(let nextTerm, let lastLog):
      preVoteRequested(by: message.from, nextTerm: nextTerm, lastLog: lastLog, into: &step)
    case .preVoteReply(let nextTerm, let granted):
      preVoteReceived(message, nextTerm: nextTerm, granted: granted.isTrue, into: &step)
    case .timeoutNow:
      guard isCurrent(message, into: &step) else { return }
      obeyTimeoutNow(of: message.from, into: &step)
    case .readIndex(let request): readIndexAsked(by: message.from, for: request, into: &step)
    case .readIndexReply(let request, let index):
      readIndexReceived(index, for: request, from: message.from, into: &step)
    case .propose(let request):
      proposed(entries[0].command, for: request, by: message.from, into: &step)
    case .installSnapshot(let last, let taker):
      snapshotReceived(
        SnapshotID(last: last, source: taker), in: message, into: &step)
    }
  }

  /// Looks at the term of a message of a higher one. Returns whether there is more to do with it.
  @inline(never) private mutating func isHeeded(_ message: Message.Head, into step: inout Step)
    -> Bool
  {
    switch message.content {
    case .preVote:
      // What somebody would do changes nobody's term (Ongaro's dissertation, §9.6).
      return true
    case .requestVote(_, let isTransfer):
      guard !disregardsVote(for: message.from, isTransfer: isTransfer.isTrue, into: &step) else {
        return false
      }
    case .requestVoteReply, .appendEntries, .appendEntriesReply, .preVoteReply, .timeoutNow,
      .readIndex, .readIndexReply, .propose, .installSnapshot:
      break
    }
    observeTerm(of: message, into: &step)
    return true
  }

  /// Whether a request for a vote in the server's own term is disregarded (§4.2.3 of the
  /// dissertation). Its term may have risen by another's reply since it heard the leader, and what it
  /// promised stands. etcd looks at requests of a higher term only.
  private mutating func isDisregarded(
    _ request: Message.Head, isTransfer: Bool, into step: inout Step
  ) -> Bool {
    guard configuration.features[.checkQuorum], request.term == currentTerm, votedFor == nil,
      !configuration.features[.etcdVariants]
    else { return false }
    return disregardsVote(for: request.from, isTransfer: isTransfer, into: &step)
  }

  /// A write is on disk: what waited for it may go, and what it holds counts.
  private mutating func finish(_ write: Write, into step: inout Step) {
    step.fire(.persistBeforeAnswering, because: .written(write))
    if write.snapshot > 0 { snapshotStored(by: write, into: &step) }
    guard write.term == currentTerm else { return }
    switch role {
    case .candidate where write.votedFor == id:
      voteReceived(from: id, granted: true, into: &step)
    case .leader:
      ownEntriesStored(through: write.through, into: &step)
    case .follower, .preCandidate, .candidate: break
    }
  }

  /// What the disk must hold now, with the log unchanged or cut after `keeping`, and a snapshot that
  /// includes the entries up to `snapshot`.
  func write(keeping: LogIndex? = nil, snapshot: LogIndex = 0) -> EffectList.Outline {
    .persist(
      Write(
        term: currentTerm, votedFor: votedFor, keeping: keeping ?? log.lastIndex,
        through: log.lastIndex, snapshot: snapshot))
  }

  /// A message that promises something: it waits for the disk, unless that rule is switched off
  /// (Figure 2: "updated on stable storage before responding to RPCs").
  @inline(__always)
  func promise(
    to peer: ServerID, _ content: Message.Content, round: UInt32 = 0
  ) -> EffectList.Outline {
    let head = Message.Head(
      from: id, to: peer, round: round, term: currentTerm, content: content)
    return obeys(.persistBeforeAnswering)
      ? .send(head) : .sendAtOnce(head, entries: 0)
  }
}
