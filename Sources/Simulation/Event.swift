import RaftCore

/// One line of history: what happened, when and where, which rules fired, and what it caused.
///
/// Like `Step`, the caller owns it and lets the cluster fill it again and again; copy it to keep
/// it.
package struct Event: Sendable {
  /// Counted from 1.
  package internal(set) var number = 0
  package internal(set) var time: Time = 0
  package internal(set) var happening = Happening.quiet
  /// The server that it happened at, if it is one.
  package internal(set) var server: ServerID?
  /// The packet that arrived, was lost, or was interfered with.
  package internal(set) var flight: Flight?
  /// The client that it happened to, if it is one.
  package internal(set) var client: ClientID?
  /// The rules that fired at `server`, and what they asked for.
  package internal(set) var step = Step()
  /// The numbers of the packets that were sent because of it.
  package internal(set) var sent: Range<Int> = 1..<1
  /// The safety property that does not hold since this event.
  package internal(set) var violation: Violation?
  /// Whether the server is kept as it was before and after its step. Costs copies, so only who
  /// tells the event's story asks for it.
  var isDetailed = false
  /// The server just before its step and just after, and what its disk held; nil when it took none,
  /// or when nobody asked.
  package internal(set) var before: Server?
  package internal(set) var after: Server?
  package internal(set) var disk: PersistentState?

  /// Whether `before`, `after` and `disk` may hold something; tells without looking at them.
  private var keepsServers = false

  package init() {}

  /// What kind of thing happened.
  package enum Happening: Hashable, Sendable {
    /// Nothing has happened yet.
    case quiet
    /// Something came from outside.
    case stimulus(Stimulus)
    /// `flight` arrived: a message at `server`, or a client's request.
    case delivered
    /// `flight` will not arrive.
    case lost(Loss)
    /// A timer of `server` ran out.
    case timeout(Timer)
    /// A write of `server` is on its disk.
    case written(Write)
    /// `client` got its answer, or was sent elsewhere.
    case answered
    /// `client` waited in vain and asks another server.
    case retried(ServerID)
    /// `client` waited in vain and gives up.
    case gaveUp
    /// `client` asks for something by itself: the steady load.
    case asked
  }

  /// The message that arrived, was lost, or was interfered with, if `flight` is one.
  package var message: Message? {
    if case .message(let message) = flight?.packet { message } else { nil }
  }

  private mutating func forgetServers() {
    before = nil
    after = nil
    disk = nil
  }

  mutating func begin(_ happening: Happening, number: Int, at time: Time, sent: Int) {
    self.number = number
    self.time = time
    self.happening = happening
    server = nil
    flight = nil
    client = nil
    violation = nil
    if keepsServers { forgetServers() }
    keepsServers = isDetailed
    step.reset()
    self.sent = (sent + 1)..<(sent + 1)
  }
}

/// The turning points that one steps to.
package struct Milestones: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let leaderElected = Milestones(rawValue: 1)
  package static let entryCommitted = Milestones(rawValue: 2)
  package static let termChanged = Milestones(rawValue: 4)
  package static let violation = Milestones(rawValue: 8)
}

extension Event {
  /// Which turning points this event is.
  package var milestones: Milestones {
    var result: Milestones = violation == nil ? [] : .violation
    for firing in step.firings {
      switch firing.rule {
      case .becomeLeader: result.insert(.leaderElected)
      case .advanceCommit: result.insert(.entryCommitted)
      case .startElection: result.insert(.termChanged)
      // That followers learn of a new term one by one is no turning point; that a leader does is.
      case .stepDownOnHigherTerm where step.effects[firing.effects].contains(.stop(.heartbeat)):
        result.insert(.termChanged)
      default: break
      }
    }
    return result
  }

  /// Whether nothing changed but timers: a heartbeat, its arrival, its answer, a packet sent
  /// before.
  package var isRoutine: Bool {
    guard violation == nil else { return false }
    switch happening {
    case .delivered, .timeout(.heartbeat): break
    default: return false
    }
    guard server != nil else { return false }
    return step.firings.allSatisfy { firing in
      switch (firing.rule, firing.evidence) {
      case (.heartbeat, _), (.hearLeader, _), (.ignoreStaleReply, _): true
      case (.entriesStored, .match(_, let match, _, let before)): match == before
      case (.acknowledgeEntries, .entries(let after, let through, _)): after == through
      default: false
      }
    }
  }
}
