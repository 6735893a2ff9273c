import RaftCore

/// What checks and goals ask of a node, in a few bytes.
struct NodeFacts: BitwiseCopyable {
  /// The number of its log, see `LogTable`.
  var log: UInt32
  /// The last index and the last term of its log.
  var lastIndex: UInt16
  var lastTerm: UInt16
  var term: UInt16
  var committed: UInt16
  /// The lowest term that it can ever be in again.
  var lowestTerm: UInt16
  /// Who has voted for it, if it is a candidate: bits as `ServerSet` has them.
  var granted: UInt16
  var role: Role
  var isUp: Bool
  var isWriting: Bool
  /// Whether it shows by itself that the goal is reached.
  var isMarked: Bool
  /// Its place among the servers.
  var slot: UInt8

  enum Role: UInt8, BitwiseCopyable { case other, candidate, leader }

  init(_ node: Node, slot: Int, log: UInt32, isMarked: Bool) {
    self.log = log
    lastIndex = UInt16(node.log.lastIndex)
    lastTerm = UInt16(node.log.last.term)
    term = UInt16(node.term)
    committed = UInt16(node.committed)
    lowestTerm = UInt16(node.lowestTerm)
    granted = node.server?.role.candidacy?.granted.bits ?? 0
    role = node.isLeader ? .leader : node.server?.role.isCandidate == true ? .candidate : .other
    isUp = node.isUp
    isWriting = node.nextWrite != nil
    self.isMarked = isMarked
    self.slot = UInt8(slot)
  }

  @inline(__always) var isLeader: Bool { role == .leader }

  /// Whether a message may have become one that can never act again when a node turns from this.
  func tellsMessagesApart(from other: NodeFacts) -> Bool {
    lowestTerm != other.lowestTerm || term != other.term || role != other.role
      || granted != other.granted
  }
}

extension NodeFacts {
  /// Whether a check or goal may hold of a state with this node that did not hold with another.
  ///
  /// The term of a server that does not lead only excuses leaders of lower terms, so that a higher
  /// one breaks nothing; and a crash, which may bring back a lower one, forgets what is committed.
  func bearsOnChecks(unlike before: NodeFacts) -> Bool {
    log != before.log || committed != before.committed || isLeader != before.isLeader
      || isMarked != before.isMarked || (isLeader && term != before.term)
  }
}

/// The nodes of a packed state.
struct Nodes: BitwiseCopyable {
  let facts: UnsafeMutablePointer<NodeFacts>
  let record: UnsafeMutablePointer<UInt16>
  let count: Int

  @inline(__always) subscript(slot: Int) -> NodeFacts {
    facts[Int(record[3 &+ 2 &* slot]) | Int(record[4 &+ 2 &* slot]) << 16]
  }
}

/// What deciding whether a message can act again asks of it.
struct MessageFacts: BitwiseCopyable {
  /// The place of its receiver among the servers.
  var receiver: UInt8
  var kind: Kind
  var from: UInt8
  var term: UInt16

  enum Kind: UInt8, BitwiseCopyable { case request, vote, refusedVote, entriesReply }

  init(_ message: Message, receiver: Int) {
    self.receiver = UInt8(receiver)
    from = UInt8(message.from.number)
    term = UInt16(message.term)
    switch message.head.content {
    case .requestVoteReply(let granted): kind = granted.isTrue ? .vote : .refusedVote
    case .appendEntriesReply: kind = .entriesReply
    case .requestVote, .appendEntries, .preVote, .preVoteReply, .timeoutNow, .readIndex,
      .readIndexReply, .propose, .installSnapshot:
      kind = .request
    }
  }

  /// Whether the message can change nothing at its receiver any more, and make it send nothing,
  /// whatever happens before it arrives. Only replies can be so; a request is answered always.
  ///
  /// Why, for a reply of term `t` to a server that will never be in a term below `t` again:
  /// 1. In a later term it is dropped (§5.1).
  /// 2. A vote counts for a candidate of term `t`. Nobody becomes a candidate of a term that it is
  ///    in already: an election begins in the next one. And one that is a candidate of `t` has
  ///    counted the vote of whoever voted, and no rule reads who refused.
  /// 3. An answer about entries counts for a leader of term `t`, which only a candidate of `t`
  ///    becomes.
  @inline(__always) func isSpent(at node: NodeFacts) -> Bool {
    if kind == .request || term > node.lowestTerm { return false }
    if term < node.lowestTerm || node.term != term { return true }
    switch kind {
    case .request: return false
    case .vote: return node.role != .candidate || node.granted & (1 &<< UInt16(from)) != 0
    case .refusedVote: return true
    case .entriesReply: return node.role == .other
    }
  }
}
