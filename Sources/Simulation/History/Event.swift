import RaftCore

/// One line of history: what happened, when and where, which rules fired, and what it caused.
///
/// Like `Step`, the caller owns it and lets the cluster fill it again and again; copy it to keep
/// it.
package struct Event: Sendable {
  /// Counted from 1.
  package internal(set) var number = 0
  package internal(set) var time: Time = 0
  /// What kind of thing happened, as it is kept.
  var outline = Outline.quiet
  /// The server that it happened at, if it is one.
  package internal(set) var server: ServerID?
  /// The packet that arrived, was lost, or was interfered with.
  package internal(set) var flight: Flight? {
    get { hasFlight ? Flight(head: parcel, entries: entries) : nil }
    set {
      hasFlight = newValue != nil
      if let newValue {
        parcel = newValue.head
        entries = newValue.entries
      }
    }
  }
  private(set) var hasFlight = false
  /// The flight, or one of an earlier event: overwritten in place, never emptied.
  private(set) var parcel = Flight.Head.vacant
  private(set) var entries = EntryBatch()
  /// The client that it happened to, if it is one.
  package internal(set) var client: ClientID?
  /// Whether the answer that `client` got was to a request that it had given up, or that was
  /// answered before.
  package internal(set) var isTooLate = false
  /// The rules that fired at `server`, and what they asked for.
  package internal(set) var step = Step()
  /// The numbers of the packets that were sent because of it.
  package internal(set) var sent: Range<Int> = 1..<1
  /// The safety property that does not hold since this event.
  package internal(set) var violation: Violation? {
    get { verdict?.violation }
    set { verdict = newValue.map(Verdict.init) }
  }
  private var verdict: Verdict?
  /// Whether there is a violation: `violation != nil`, without taking it out.
  var isViolation: Bool { verdict != nil }

  /// What it was for the programs outside; nil where it was nothing for them.
  package internal(set) var outside: OutsideEvent? {
    get { aside?.parts.event }
    set { putAside { $0.event = newValue } }
  }
  /// What arrived, was lost, or was interfered with: a packet, or a letter.
  package var carried: FlightState? { flight.map { FlightState($0) } ?? letter }
  /// The letter that arrived, was lost, or was interfered with.
  var letter: FlightState? {
    get { aside?.parts.letter }
    set { putAside { $0.letter = newValue } }
  }
  /// What came from outside, if the event is an act.
  var stimulus: Stimulus? {
    get { aside?.parts.stimulus }
    set { putAside { $0.stimulus = newValue } }
  }
  private(set) var aside: Aside?

  /// What acts and programs outside bring. Behind a reference, because it is large and hardly ever there.
  final class Aside: Sendable {
    let parts: Parts

    struct Parts: Sendable {
      var event: OutsideEvent?
      var letter: FlightState?
      var stimulus: Stimulus?
    }

    init(_ parts: Parts) { self.parts = parts }
  }

  private mutating func putAside(_ change: (inout Aside.Parts) -> Void) {
    var parts = aside?.parts ?? Aside.Parts()
    change(&parts)
    aside = Aside(parts)
  }

  /// Behind a reference, because it is large and hardly ever there.
  private final class Verdict: Sendable {
    let violation: Violation

    init(_ violation: Violation) { self.violation = violation }
  }

  /// Whether the server is kept as it was before and after its step. Costs copies, so only who
  /// tells the event's story asks for it.
  var isDetailed = false
  /// The server before and after its step; nil when it took none, or when nobody asked.
  var glimpse: Simulation.Happening.Glimpse?

  /// The server just before its step; nil when it took none, or when nobody asked.
  package var before: RaftState? { glimpse?.before }
  /// The server just after its step; nil when it took none, or when nobody asked.
  package var after: RaftState? { glimpse?.after }

  package init() {}

  /// What kind of thing happened.
  package typealias Happening = Simulation.Happening.What

  /// What kind of thing happened, as plain bytes: of an act only that it is one. It is overwritten at
  /// every event, and what has an owner would have to be let go of each time.
  enum Outline: Sendable, BitwiseCopyable {
    case quiet, act, delivered
    case lost(Loss)
    case timeout(Timer)
    case written(Write)
    case answered
    case retried(ServerID)
    case gaveUp, asked, outside
  }

  /// What kind of thing happened.
  package var happening: Happening {
    switch outline {
    case .quiet: .quiet
    case .act: stimulus.map { .stimulus($0) } ?? .quiet
    case .delivered: .delivered
    case .lost(let loss): .lost(loss)
    case .timeout(let timer): .timeout(timer)
    case .written(let write): .written(write)
    case .answered: .answered
    case .retried(let server): .retried(server)
    case .gaveUp: .gaveUp
    case .asked: .asked
    case .outside: .outside
    }
  }

  /// Whether `flight` is a message from server to server.
  var isAboutMessage: Bool {
    if hasFlight, case .message = parcel.cargo { true } else { false }
  }

  /// The message that arrived, was lost, or was interfered with, if `flight` is one.
  package var message: Message? {
    if hasFlight, case .message(let head) = parcel.cargo {
      Message(head: head, entries: entries)
    } else {
      nil
    }
  }

  /// Takes a flight over from its place, which gets an earlier one's entries for it.
  @inline(__always) mutating func exchange(_ flight: inout Flight) {
    parcel = flight.head
    swap(&entries, &flight.entries)
    hasFlight = true
  }

  mutating func begin(_ outline: Outline, number: Int, at time: Time, sent: Int) {
    self.number = number
    self.time = time
    self.outline = outline
    server = nil
    hasFlight = false
    client = nil
    isTooLate = false
    if verdict != nil { verdict = nil }
    if glimpse != nil { glimpse = nil }
    if aside != nil { aside = nil }
    step.reset()
    self.sent = (sent + 1)..<(sent + 1)
  }
}

extension Event.Happening {
  /// It as an event keeps it; `quiet` of what was only seen, which no event is.
  var outline: Event.Outline {
    switch self {
    case .quiet, .seen: .quiet
    case .stimulus: .act
    case .delivered: .delivered
    case .lost(let loss): .lost(loss)
    case .timeout(let timer): .timeout(timer)
    case .written(let write): .written(write)
    case .answered: .answered
    case .retried(let server): .retried(server)
    case .gaveUp: .gaveUp
    case .asked: .asked
    case .outside: .outside
    }
  }

  /// What was only seen, if it was.
  var sight: Sight? {
    if case .seen(let sight) = self { sight } else { nil }
  }

  /// The kind of thing that happened.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case quiet, stimulus, delivered, lost, timeout, written, answered, retried
    case gaveUp = "gave-up"
    case asked, outside, seen
  }

  package var kind: Kind {
    switch self {
    case .quiet: .quiet
    case .stimulus: .stimulus
    case .delivered: .delivered
    case .lost: .lost
    case .timeout: .timeout
    case .written: .written
    case .answered: .answered
    case .retried: .retried
    case .gaveUp: .gaveUp
    case .asked: .asked
    case .outside: .outside
    case .seen: .seen
    }
  }

  /// The kind in a word.
  package var name: String { kind.rawValue }
}
