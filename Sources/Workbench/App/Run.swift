import RaftCore
import Simulation
import Teaching

/// What runs: a history with its cursor, how fast time passes in it, and what its last move has
/// changed.
package struct Run: Sendable {
  package internal(set) var history: any History {
    didSet { state = history.state }
  }
  /// The cluster at the cursor. Made once for each move, not for each frame.
  package private(set) var state: ClusterState
  package internal(set) var playback: Playback
  /// What the run is called, if it was given a name.
  package internal(set) var title: String?
  private(set) var marks: Marks
  /// Against what changes of a real cluster are marked next.
  private var marksToCome: (servers: [ServerState], position: Int, time: Time)?
  /// The number of the violation's event that was reported last.
  private var reportedViolation: Int?

  /// Against what the screen marks changes.
  struct Marks: Sendable {
    /// The servers before the last move.
    fileprivate(set) var before: [ServerState]
    /// The number of the event that they belong to; 0 while nothing has happened.
    fileprivate(set) var since = 0
    /// Another whenever what is marked may be, or which run is at hand.
    fileprivate(set) var edition = 0
  }

  init(_ history: some History, playback: Playback) {
    self.history = history
    state = history.state
    self.playback = playback
    marks = Marks(before: state.servers)
  }

  // MARK: Moving

  /// Moves the cursor, and marks what has changed by it.
  mutating func move(_ body: (inout any History) -> Void) {
    let servers = state.servers
    let position = history.position
    body(&history)
    mark(since: servers, position: position)
  }

  /// Lets virtual time pass up to a moment, by so many events at most; marks what has changed if
  /// something happened.
  mutating func pass(until target: Time, maximum: Int) {
    let servers = state.servers
    let position = history.position
    _ = history.run(until: target, maximum: maximum)
    if history.position != position { mark(since: servers, position: position) }
  }

  /// Whether it goes on by itself, in real time.
  package var isLive: Bool { history.capabilities.contains(.live) }

  /// Whether it is only gone through again, and its end is reached.
  var isOver: Bool {
    history.capabilities.isDisjoint(with: [.stepping, .live]) && !history.isInPast
  }

  /// Takes in what has happened by itself; a cursor in the past stays where it is.
  ///
  /// - Returns: whether something has that is more than the heartbeats of every moment.
  mutating func takeNews() -> Bool {
    let servers = state.servers
    let position = history.position
    let isInPast = history.isInPast
    _ = history.run(until: history.now, maximum: isInPast ? 0 : 5000)
    guard history.position != position else { return false }
    markNews(since: servers, position: position)
    return history.recent.contains { $0.number > position && !$0.isHeartbeat }
  }

  /// Takes over what has happened by itself for later; the cursor stays where it is.
  mutating func fetchNews() { _ = history.run(until: history.now, maximum: 0) }

  /// Changes of a cluster that goes on by itself stay marked for half a second at least: a frame
  /// would be too short to see them.
  private mutating func markNews(since servers: [ServerState], position: Int) {
    if let coming = marksToCome, history.now - coming.time < Self.markSpan {
      marks.edition &+= 1
      return
    }
    let next = marksToCome ?? (servers, position, history.now)
    marks = Marks(before: next.servers, since: next.position, edition: marks.edition &+ 1)
    marksToCome = (servers, position, history.now)
  }

  /// Half as long as a change stays marked at most, in microseconds.
  private static let markSpan: TimeSpan = 500_000

  /// Brings something from outside.
  ///
  /// - Throws: `Refusal` when it cannot happen; then nothing has changed.
  mutating func perform(_ stimulus: Stimulus) throws(Refusal) {
    let servers = state.servers
    let position = history.position
    try history.perform(stimulus)
    mark(since: servers, position: position)
  }

  /// Shows another run from here on: nothing in it has just changed.
  mutating func replace(by other: any History) {
    history = other
    marksToCome = nil
    forgetMarks()
  }

  // MARK: Marks

  mutating func mark(since servers: [ServerState], position: Int) {
    if isLive { marksToCome = (servers, position, history.now) }
    marks = Marks(before: servers, since: position, edition: marks.edition &+ 1)
  }

  /// Nothing has just changed.
  mutating func forgetMarks() { mark(since: state.servers, position: history.position) }

  /// Marks as they were when the latest event happened: against the moment just before it. None at
  /// the beginning.
  mutating func markLatest() {
    var earlier = history
    if history.position > 0 { earlier.seek(to: history.position - 1) }
    mark(since: earlier.state.servers, position: earlier.position)
  }

  // MARK: What broke

  /// The violation that has not been reported yet; each stops a running cluster, once.
  mutating func takeViolation() -> Violation? {
    guard let violation = state.violations.last else {
      reportedViolation = nil
      return nil
    }
    guard reportedViolation != violation.event else { return nil }
    reportedViolation = violation.event
    playback.isRunning = false
    return violation
  }
}
