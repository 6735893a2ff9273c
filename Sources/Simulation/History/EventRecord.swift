import RaftCore

/// What history keeps of every event: enough to find it again and to draw it among a million others;
/// all else comes back by replaying it.
///
/// 16 bytes, so that a history of a million events stays small.
package struct EventRecord: Hashable, Sendable {
  /// The time in 48 bits, then 16 flags. Whole words, because they are written and moved at once.
  private let timeAndFlags: UInt64
  /// In 32 bits the `commitIndex` of `serverID` just after the event, 0 when it happened at none; in
  /// 16 its term; then in a byte each the numbers of rule and parcel, or `none`.
  private let state: UInt64

  private static let none: UInt8 = 0xFF

  /// The kind of thing that happened.
  package enum Kind: UInt8, CaseIterable, Hashable, Sendable {
    case stimulus
    case message
    case loss
    case timer
    case disk
    case client
  }

  /// The kind of packet that an event is about.
  package enum Parcel: UInt8, CaseIterable, Hashable, Sendable {
    case requestVote
    case requestVoteReply
    /// AppendEntries without entries.
    case heartbeat
    case appendEntries
    case appendEntriesReply
    case request
    case answer
    case preVote
    case preVoteReply
    case timeoutNow
    case readIndex
    case readIndexReply
    case propose
  }

  /// What a server was just after an event.
  package enum Standing: UInt8, CaseIterable, Hashable, Sendable {
    case follower
    case candidate
    case leader
    case crashed
    case pausedFollower
    case pausedCandidate
    case pausedLeader
    case preCandidate
    case pausedPreCandidate
  }

  /// When it happened.
  package var time: Time { Int(timeAndFlags & 0xFFFF_FFFF_FFFF) }
  private var flags: UInt16 { UInt16(timeAndFlags >> 48) }
  private var ruleNumber: UInt8 { UInt8(truncatingIfNeeded: state >> 48) }
  private var parcelNumber: UInt8 { UInt8(truncatingIfNeeded: state >> 56) }
  /// The most telling rule that fired, if one did.
  package var rule: Rule? { ruleNumber == Self.none ? nil : Rule(rawValue: ruleNumber) }
  /// The packet that it is about, if it is about one.
  package var parcel: Parcel? {
    parcelNumber == Self.none ? nil : Parcel(rawValue: parcelNumber)
  }
  package var kind: Kind { Kind(rawValue: UInt8(flags & 7))! }
  package var milestones: Milestones { Milestones(rawValue: UInt8(flags >> 3 & 0xF)) }
  /// Whether nothing changed but timers; see `Event.isRoutine`.
  package var isRoutine: Bool { flags & 0x80 != 0 }
  /// The server that it happened at, if it is one.
  package var serverID: ServerID? { flags >> 8 & 0xF == 0 ? nil : ServerID(Int(flags >> 8 & 0xF)) }
  /// What `serverID` was just after it; `.follower` when it happened at none.
  package var standing: Standing { Standing(rawValue: UInt8(flags >> 12))! }
  /// The `currentTerm` of `serverID` just after it, without the multiples of 65536 that did not fit.
  package var termLow: Int { Int(state >> 32 & 0xFFFF) }
  /// The `commitIndex` of `serverID` just after it; 0 when it happened at none.
  package var commitIndex: LogIndex { Int(state & 0xFFFF_FFFF) }

  /// Inlined: as a call it would copy the event and the whole cluster.
  ///
  /// - Precondition: the event is the last one that happened in the cluster.
  @inline(__always) init(_ event: borrowing Event, in cluster: borrowing Cluster) {
    let summary = event.summary
    let rule = summary.headline?.rawValue ?? Self.none
    let parcel =
      event.hasFlight
      ? Parcel(event.parcel.cargo, hasEntries: !event.entries.isEmpty).rawValue : Self.none
    let number = event.server?.number ?? 0
    var flags = UInt16(event.kind.rawValue) | UInt16(summary.milestones.rawValue & 0xF) << 3
    flags |= UInt16(number) << 8
    if summary.isRoutine { flags |= 0x80 }
    var state = UInt64(rule) << 48 | UInt64(parcel) << 56
    if number > 0 {
      let life = cluster.hosts[number - 1].life
      let standing: Standing
      // On the role itself: a role taken out of its server would be a copy.
      switch cluster.hosts[number - 1].server.role {
      case .follower: standing = Standing(.follower, life)
      case .preCandidate: standing = Standing(.preCandidate, life)
      case .candidate: standing = Standing(.candidate, life)
      case .leader: standing = Standing(.leader, life)
      }
      flags |= UInt16(standing.rawValue) << 12
      let term = UInt16(truncatingIfNeeded: cluster.hosts[number - 1].server.currentTerm)
      let commit = UInt32(truncatingIfNeeded: cluster.hosts[number - 1].server.commitIndex)
      state |= UInt64(term) << 32 | UInt64(commit)
    }
    self.state = state
    timeAndFlags = UInt64(event.time) & 0xFFFF_FFFF_FFFF | UInt64(flags) << 48
  }
}

extension EventRecord.Standing {
  /// What a server is now; a follower, where that is not known.
  package init(_ server: ServerState) {
    switch server.raft.role {
    case .follower?, nil: self.init(.follower, server.life)
    case .preCandidate?: self.init(.preCandidate, server.life)
    case .candidate?: self.init(.candidate, server.life)
    case .leader?: self.init(.leader, server.life)
    }
  }

  /// What a host is now.
  package init(_ host: borrowing Host) {
    switch host.server.role {
    case .follower: self.init(.follower, host.life)
    case .preCandidate: self.init(.preCandidate, host.life)
    case .candidate: self.init(.candidate, host.life)
    case .leader: self.init(.leader, host.life)
    }
  }

  /// - Parameter role: follower, pre-candidate, candidate or leader.
  @inline(__always) init(_ role: Self, _ life: Life) {
    switch (life, role) {
    case (.crashed, _): self = .crashed
    case (.paused, .preCandidate): self = .pausedPreCandidate
    case (.paused, .candidate): self = .pausedCandidate
    case (.paused, .leader): self = .pausedLeader
    case (.paused, _): self = .pausedFollower
    case (.running, _): self = role
    }
  }
}

extension EventRecord.Parcel {
  /// What a packet is.
  package init(_ packet: Packet) {
    let (cargo, entries) = packet.parts
    self.init(cargo, hasEntries: !entries.isEmpty)
  }

  init(_ cargo: Flight.Cargo, hasEntries: Bool) {
    switch cargo {
    case .request: self = .request
    case .answer: self = .answer
    case .message(let head):
      self =
        switch head.content {
        case .requestVote: .requestVote
        case .requestVoteReply: .requestVoteReply
        case .appendEntries: hasEntries ? .appendEntries : .heartbeat
        case .appendEntriesReply: .appendEntriesReply
        case .preVote: .preVote
        case .preVoteReply: .preVoteReply
        case .timeoutNow: .timeoutNow
        case .readIndex: .readIndex
        case .readIndexReply: .readIndexReply
        case .propose: .propose
        }
    }
  }
}

extension Event {
  /// The kind of thing that happened.
  package var kind: EventRecord.Kind { happening.kind(isAboutMessage: isAboutMessage) }
}

extension Happening {
  /// The kind of thing that happened.
  package var kind: EventRecord.Kind { what.kind(isAboutMessage: message != nil) }
}

extension Happening.What {
  @inline(__always) fileprivate func kind(isAboutMessage: Bool) -> EventRecord.Kind {
    switch self {
    case .quiet, .stimulus: .stimulus
    case .delivered: isAboutMessage ? .message : .client
    case .lost: .loss
    case .timeout: .timer
    case .written: .disk
    case .answered, .retried, .gaveUp, .asked: .client
    }
  }
}
