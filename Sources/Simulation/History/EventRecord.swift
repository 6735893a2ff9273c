import ClientPrograms
import RaftCore

/// What history keeps of every event: enough to find it again and to draw it among a million others;
/// all else comes back by replaying it.
///
/// 16 bytes, so that a history of a million events stays small.
package struct EventRecord: Hashable, Sendable {
  /// The time in 48 bits, then 16 flags. Whole words, because they are written and moved at once.
  private let timeAndFlags: UInt64
  /// In 32 bits the `commitIndex` of `serverID` just after the event, or, when it happened at none, the
  /// number of the program that it happened at; in 16 its term; then in a byte each the numbers of rule
  /// and parcel, or `none`. The rules of programs outside are numbered after Raft's own.
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
    /// Of the programs outside, or of a member for them.
    case outside
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
    case installSnapshot
    /// Letters of programs outside: what is asked, what is answered, what a watch is told.
    case question
    case reply
    case notice
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
  package var rule: Rule? { ruleNumber < Self.firstElectionRule ? Rule(rawValue: ruleNumber) : nil }
  /// The most telling rule of programs outside that fired, if one did and none of Raft's.
  package var electionRule: ElectionRule? {
    guard ruleNumber != Self.none, ruleNumber >= Self.firstElectionRule else { return nil }
    return ElectionRule(rawValue: ruleNumber - Self.firstElectionRule)
  }
  private static let firstElectionRule: UInt8 = 0x80
  /// The packet that it is about, if it is about one.
  package var parcel: Parcel? {
    parcelNumber == Self.none ? nil : Parcel(rawValue: parcelNumber)
  }
  package var kind: Kind { Kind(rawValue: UInt8(flags & 7))! }
  package var milestones: Milestones {
    let standing = flags >> 8 & 0xF == 0 ? UInt8(flags >> 12) : 0
    return Milestones(rawValue: UInt8(flags >> 3 & 0xF) | standing << 4)
  }
  /// Whether it is a turning point of any kind: `!milestones.isEmpty`, asked of every event.
  var isMilestone: Bool { flags & 0x78 != 0 || (flags & 0xF00 == 0 && flags >> 12 != 0) }
  /// Whether nothing changed but timers; see `Event.isRoutine`.
  package var isRoutine: Bool { flags & 0x80 != 0 }
  /// The server that it happened at, if it is one.
  package var serverID: ServerID? { flags >> 8 & 0xF == 0 ? nil : ServerID(Int(flags >> 8 & 0xF)) }
  /// What `serverID` was just after it; `.follower` when it happened at none.
  package var standing: Standing {
    flags >> 8 & 0xF == 0 ? .follower : Standing(rawValue: UInt8(flags >> 12))!
  }
  /// The program that it happened at, if it is one.
  package var programID: ProgramID? {
    flags >> 8 & 0xF == 0 ? ProgramID(number: Int(state & 0xFFFF_FFFF)) : nil
  }
  /// The `currentTerm` of `serverID` just after it, without the multiples of 65536 that did not fit.
  package var termLow: Int { Int(state >> 32 & 0xFFFF) }
  /// The `commitIndex` of `serverID` just after it; 0 when it happened at none.
  package var commitIndex: LogIndex { serverID == nil ? 0 : Int(state & 0xFFFF_FFFF) }

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
    if let parts = event.aside?.parts {
      Self.add(parts.event, parts.letter, to: &state, &flags)
    }
    self.state = state
    timeAndFlags = UInt64(event.time) & 0xFFFF_FFFF_FFFF | UInt64(flags) << 48
  }
}

extension EventRecord {
  /// What was seen of a cluster that is only watched.
  ///
  /// - Parameter server: the server that it happened at, just after it.
  package init(_ happening: Happening, _ server: ServerState?) {
    let rule = happening.headline?.rawValue ?? Self.none
    let parcel = (happening.flight.map { Parcel($0.packet) } ?? Parcel(ofClient: happening))?
      .rawValue
    var flags = UInt16(happening.kind.rawValue)
    flags |= UInt16(happening.milestones.rawValue & 0xF) << 3
    if happening.isRoutine { flags |= 0x80 }
    var state = UInt64(rule) << 48 | UInt64(parcel ?? Self.none) << 56
    if let server {
      flags |= UInt16(server.id.number) << 8 | UInt16(Standing(server).rawValue) << 12
      let term = UInt16(truncatingIfNeeded: server.raft.currentTerm ?? 0)
      let commit = UInt32(truncatingIfNeeded: server.raft.commitIndex ?? 0)
      state |= UInt64(term) << 32 | UInt64(commit)
    }
    if let event = happening.outside { Self.add(event, nil, to: &state, &flags) }
    self.state = state
    timeAndFlags = UInt64(happening.time) & 0xFFFF_FFFF_FFFF | UInt64(flags) << 48
  }

  /// Adds what an event was for the programs outside.
  @inline(never) private static func add(
    _ event: OutsideEvent?, _ letter: FlightState?, to state: inout UInt64,
    _ flags: inout UInt16
  ) {
    if case .letter(let letter)? = letter?.packet {
      state = state & ~(0xFF << 56) | UInt64(Parcel(letter).rawValue) << 56
    }
    if let event {
      if UInt8(truncatingIfNeeded: state >> 48) == none, let telling = event.telling {
        let number = firstElectionRule + telling.rule.rawValue
        state = state & ~(0xFF << 48) | UInt64(number) << 48
      }
      if flags >> 8 & 0xF == 0, let program = event.program { state |= UInt64(program.number) }
      if event.isRoutine, flags & 7 == UInt16(Kind.outside.rawValue) { flags |= 0x80 }
      if flags >> 8 & 0xF == 0 { flags |= UInt16(event.milestones.rawValue >> 4) << 12 }
    }
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
  /// What passes between a client and a member that is only watched, where no packet was seen.
  fileprivate init?(ofClient happening: Happening) {
    switch happening.what {
    case .stimulus(.write), .stimulus(.read): self = .request
    case .seen(.told): self = .answer
    case .quiet, .stimulus, .delivered, .lost, .timeout, .written, .answered, .retried, .gaveUp,
      .asked, .outside, .seen:
      return nil
    }
  }

  /// What a packet is.
  package init(_ packet: Packet) {
    if case .letter(let letter) = packet {
      self.init(letter)
      return
    }
    let (cargo, entries) = packet.parts
    self.init(cargo, hasEntries: !entries.isEmpty)
  }

  init(_ letter: Letter) {
    switch letter.content {
    case .question, .watch, .unwatch, .handedOn: self = .question
    case .answer, .failure, .handedBack: self = .reply
    case .notice, .watchLost: self = .notice
    }
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
        case .installSnapshot: .installSnapshot
        }
    }
  }
}

extension Event {
  /// The kind of thing that happened. Inlined: as a call it would copy the event.
  @inline(__always) package var kind: EventRecord.Kind {
    outline.kind(isAboutMessage: isAboutMessage)
  }
}

extension Happening {
  /// The kind of thing that happened.
  package var kind: EventRecord.Kind {
    what.sight?.kind ?? what.outline.kind(isAboutMessage: message != nil)
  }
}

extension Event.Outline {
  @inline(__always) fileprivate func kind(isAboutMessage: Bool) -> EventRecord.Kind {
    switch self {
    case .quiet, .act: .stimulus
    case .delivered: isAboutMessage ? .message : .client
    case .lost: .loss
    case .timeout: .timer
    case .written: .disk
    case .answered, .retried, .gaveUp, .asked: .client
    case .outside: .outside
    }
  }
}

extension Sight {
  /// As what it is listed. What members say of themselves stands with what their disks have.
  fileprivate var kind: EventRecord.Kind {
    switch self {
    case .waits, .snapshot, .unreadable: .message
    case .began, .life, .standing, .commitOnDisk, .said, .snapshotOnDisk, .answers: .disk
    case .told: .client
    }
  }
}
