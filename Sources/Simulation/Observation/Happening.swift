import RaftCore

/// One thing that happened in a cluster: when, where, which rules fired and why, and how it is
/// known.
package struct Happening: Sendable {
  /// Counted from 1.
  package var number: Int
  package var time: Time
  /// What kind of thing happened.
  package var what: What
  /// The server that it happened at, if it is one.
  package var server: ServerID?
  /// The client that it happened to, if it is one.
  package var client: ClientID?
  /// The packet that arrived, was lost, or was interfered with.
  package var flight: FlightState?
  /// Whether the answer that `client` got was to a request that it had given up, or that was
  /// answered before.
  package var isTooLate = false
  /// The rules that fired at `server`, and what they asked for; empty when none is known to have
  /// fired.
  package var step = Step()
  /// The numbers of the packets that were sent because of it.
  package var sent: Range<Int> = 1..<1
  /// The safety property that does not hold since.
  package var violation: Violation? {
    get { verdict?.violation }
    set { verdict = newValue.map(Verdict.init) }
  }
  /// How it is known.
  package var witness = Witness.simulation
  /// What it was for the programs outside; nil where it was nothing for them.
  package var outside: OutsideEvent? {
    get { aside?.event }
    set { aside = newValue.map(Aside.init) }
  }
  private var aside: Aside?
  private var verdict: Verdict?
  private var glimpse: Glimpse?

  package init(number: Int, time: Time, _ what: What, at server: ServerID? = nil) {
    self.number = number
    self.time = time
    self.what = what
    self.server = server
  }

  /// Behind a reference, because it is large and hardly ever there.
  private final class Aside: Sendable {
    let event: OutsideEvent

    init(_ event: OutsideEvent) { self.event = event }
  }

  /// Behind a reference, because it is large and hardly ever there.
  private final class Verdict: Sendable {
    let violation: Violation

    init(_ violation: Violation) { self.violation = violation }
  }

  /// The server just before its step and just after. Behind a reference, because it is large and
  /// not always there.
  package final class Glimpse: Sendable {
    package let before: RaftState
    package let after: RaftState
    package let election: TimerGlimpse

    package init(
      before: RaftState, after: RaftState, election: TimerGlimpse = TimerGlimpse()
    ) {
      self.before = before
      self.after = after
      self.election = election
    }
  }

  /// How long a timer had until it ran out, just before a step and just after; nil while it was
  /// stopped, or when it was not seen.
  package struct TimerGlimpse: Hashable, Sendable {
    package var before: TimeSpan?
    package var after: TimeSpan?

    package init(before: TimeSpan? = nil, after: TimeSpan? = nil) {
      self.before = before
      self.after = after
    }
  }

  /// What was seen of the server, if it was.
  package mutating func see(_ glimpse: Glimpse?) { self.glimpse = glimpse }

  /// The server just before its step; nil when it took none, or when it was not seen.
  package var before: RaftState? { glimpse?.before }
  /// The server just after its step; nil when it took none, or when it was not seen.
  package var after: RaftState? { glimpse?.after }
  /// Its election timer just before its step and just after.
  package var electionTimer: TimerGlimpse { glimpse?.election ?? TimerGlimpse() }

  /// The message that arrived, was lost, or was interfered with, if `flight` is one.
  package var message: Message? {
    if case .message(let message) = flight?.packet { message } else { nil }
  }
}

extension Happening {
  /// What kind of thing happened.
  package enum What: Hashable, Sendable {
    /// Nothing has happened yet.
    case quiet
    /// Something came from outside. Behind a reference: it is large, and an event overwrites it each time.
    indirect case stimulus(Stimulus)
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
    /// Something happened to the programs outside, or to a member for them: see `outside`.
    case outside
    /// Something was seen of a cluster that is only watched. Behind a reference, as `stimulus`.
    indirect case seen(Sight)
  }
}

/// How it is known that something happened.
package enum Witness: UInt8, CaseIterable, Hashable, Sendable {
  /// It was computed: all of it is known.
  case simulation
  /// It was done by hand.
  case act
  /// A message was seen on its way.
  case message
  /// It was read from a server's disk.
  case disk
  /// A server said so when it was asked.
  case status
  /// A server wrote it into its log of messages for people.
  case log
}
