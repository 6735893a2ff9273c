/// A message between members as etcd sends it: raftpb.Message.
package struct WireMessage: Hashable, Sendable {
  package var kind: Kind
  package var to: UInt64 = 0
  package var from: UInt64 = 0
  package var term = 0
  package var logTerm = 0
  package var index = 0
  package var entries: [WireEntry] = []
  package var commit = 0
  /// The snapshot as it was sent; empty where there is none.
  package var snapshot: [UInt8] = []
  package var reject = false
  package var rejectHint = 0
  package var context: [UInt8] = []

  package init(_ kind: Kind) { self.kind = kind }

  /// raftpb.MessageType.
  package enum Kind: UInt64, CaseIterable, Hashable, Sendable {
    case hup, beat, propose, append, appendReply, vote, voteReply, snapshot, heartbeat
    case heartbeatReply, unreachable, snapshotStatus, checkQuorum, transferLeader, timeoutNow
    case readIndex, readIndexReply, preVote, preVoteReply
  }

  private static let noSnapshot = WireSnapshot().bytes
  /// The context of a vote that a leader asked for by handing over.
  package static let transferContext = Array("CampaignTransfer".utf8)

  /// Whether it only shows that a connection lives: of rafthttp, not of Raft.
  package var isLinkHeartbeat: Bool { kind == .heartbeat && from == 0 && to == 0 }

  package init(_ bytes: ArraySlice<UInt8>) throws(WireError) {
    self.init(.hup)
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() { try take(field) }
  }

  private mutating func take(_ field: ProtobufReader.Field) throws(WireError) {
    switch field.number {
    case 1:
      let number = try field.integer()
      guard let kind = Kind(rawValue: number) else {
        throw WireError(.unknownType(number), at: field.offset)
      }
      self.kind = kind
    case 2: to = try field.integer()
    case 3: from = try field.integer()
    case 4: term = try field.count()
    case 5: logTerm = try field.count()
    case 6: index = try field.count()
    case 7: entries.append(try WireEntry(try field.content()))
    case 8: commit = try field.count()
    case 9:
      // Nearly every message has one with nothing in it, whose bytes depend on etcd's version.
      let bytes = try field.content()
      snapshot = bytes.count < 16 && (try? WireSnapshot(bytes))?.index == 0 ? [] : Array(bytes)
    case 10: reject = try field.integer() != 0
    case 11: rejectHint = try field.count()
    case 12: context = Array(try field.content())
    default: break
    }
  }

  /// As etcd writes it: numbers always, and a snapshot without anything in it where there is none.
  package var bytes: [UInt8] {
    var writer = ProtobufWriter()
    writer.put(1, kind.rawValue)
    writer.put(2, to)
    writer.put(3, from)
    writer.put(4, UInt64(term))
    writer.put(5, UInt64(logTerm))
    writer.put(6, UInt64(index))
    for entry in entries { writer.put(7, entry.bytes) }
    writer.put(8, UInt64(commit))
    writer.put(9, snapshot.isEmpty ? Self.noSnapshot : snapshot)
    writer.put(10, reject ? 1 : 0)
    writer.put(11, UInt64(rejectHint))
    writer.putUnlessEmpty(12, context)
    return writer.bytes
  }

  /// The index and term that its snapshot ends with; nil where it has none that says so.
  package var snapshotPosition: WireSnapshot? {
    guard let position = try? WireSnapshot(snapshot[...]), position.index > 0 else { return nil }
    return position
  }
}

/// raftpb.Snapshot as far as it matters here: where it ends, and who was a member then.
package struct WireSnapshot: Hashable, Sendable {
  package var index = 0
  package var term = 0
  package var voters: [UInt64] = []

  package init(index: Int = 0, term: Int = 0, voters: [UInt64] = []) {
    self.index = index
    self.term = term
    self.voters = voters
  }

  package init(_ bytes: ArraySlice<UInt8>) throws(WireError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      if field.number == 2 { try takeMetadata(try field.content()) }
    }
  }

  private mutating func takeMetadata(_ bytes: ArraySlice<UInt8>) throws(WireError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1:
        var state = ProtobufReader(try field.content())
        while let field = try state.next() {
          if field.number == 1 { voters.append(try field.integer()) }
        }
      case 2: index = try field.count()
      case 3: term = try field.count()
      default: break
      }
    }
  }

  package var bytes: [UInt8] {
    var writer = ProtobufWriter()
    writer.put(2) { metadata in
      metadata.put(1) { state in for voter in voters { state.put(1, voter) } }
      metadata.put(2, UInt64(index))
      metadata.put(3, UInt64(term))
    }
    return writer.bytes
  }
}

/// What a member must not forget beside its log: raftpb.HardState.
package struct WireHardState: Hashable, Sendable {
  package var term = 0
  /// The member that got its vote in `term`; 0 when none did.
  package var vote: UInt64 = 0
  package var commit = 0

  package init(term: Int, vote: UInt64, commit: Int) {
    self.term = term
    self.vote = vote
    self.commit = commit
  }

  package init(_ bytes: ArraySlice<UInt8>) throws(WireError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: term = try field.count()
      case 2: vote = try field.integer()
      case 3: commit = try field.count()
      default: break
      }
    }
  }

  package var bytes: [UInt8] {
    var writer = ProtobufWriter()
    writer.put(1, UInt64(term))
    writer.put(2, vote)
    writer.put(3, UInt64(commit))
    return writer.bytes
  }
}
