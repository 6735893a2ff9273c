import RaftCore
import Simulation

/// A session repeated event for event, and the proof that it is the same.
package struct SessionReplay: Sendable {
  /// The run, with its cursor where it was left; as far as it is the same.
  package private(set) var timeline: Timeline
  /// Where this version goes another way than the one that the session was made with.
  package private(set) var divergences: [Divergence] = []
  /// How many events of each branch were held against digests, those that it shares included.
  private var proven: [Int] = []
  /// How much virtual time may still pass. A steady load that waits for a leader looks for one at
  /// each of its intervals; that is no event, and so events alone are no bound on the work.
  private var timeLeft = TimeSpan.max
  /// How many events were repeated and held against digests so far.
  private var done = 0
  /// Whether an event was not reached because no time was left.
  private var isOutOfTime = false

  /// Where two versions part.
  package struct Divergence: Hashable, Sendable {
    package var branch: Int
    /// The first event that is not the same.
    package var event: Int
    package var reason: Reason

    package enum Reason: Hashable, Sendable {
      /// The event is another one.
      case otherEvent
      /// Something happens before, or nothing happens any more.
      case otherTime
      /// It does not come before the steady load has looked for a leader so often as there may be
      /// events.
      case outOfTime
      /// What was done cannot be done.
      case refused(Stimulus, Refusal)
    }
  }

  /// Repeats a session.
  ///
  package init(of session: Session) { self.init(of: session) { _ in } }

  /// Repeats a session, if nobody ends it.
  ///
  /// - Parameter progress: is told now and then how much is done of `work(of:)`; what it throws ends
  ///   it.
  package init<Stop: Error>(
    of session: Session, progress: (Int) throws(Stop) -> Void
  ) throws(Stop) {
    var session = session
    while true {
      timeline = Timeline(session.settings)
      proven = []
      guard let divergence = try rebuild(session, progress: progress) else { break }
      divergences.append(divergence)
      session = session.cut(track: divergence.branch, after: divergence.event - 1)
    }
    goToCursor(of: session)
  }

  package var isSame: Bool { divergences.isEmpty }

  /// How many events were held against digests, on all branches, shared ones once.
  package var provenCount: Int {
    var proven = proven
    var count = 0
    for branch in timeline.branches.prefix(proven.count).reversed() {
      guard proven[branch.number] > 0 else { continue }
      count += max(0, proven[branch.number] - branch.forkedAt)
      // A digest is of all events from the first on, and so of those shared with the parent.
      guard let parent = branch.parent else { continue }
      proven[parent] = max(proven[parent], min(branch.forkedAt, proven[branch.number]))
    }
    return count
  }

  /// How much there is to do, in events: each is repeated, and held against a digest.
  package static func work(of session: Session) -> Int { 2 * max(1, session.repeatedCount) }

  private mutating func rebuild<Stop: Error>(
    _ session: Session, progress: (Int) throws(Stop) -> Void
  ) throws(Stop) -> Divergence? {
    timeLeft = Self.timeLimit(of: session.settings)
    isOutOfTime = false
    var trails: [EventTrail] = []
    let checks = Dictionary(grouping: session.checks, by: \.track)
    for (number, track) in session.tracks.enumerated() {
      var trail = EventTrail()
      if let parent = track.parent {
        trail = trails[parent].forked(at: track.forkedAt)
        timeline.show(branch: parent, at: track.forkedAt)
        timeline.branchOff()
      }
      let reason = try follow(track, progress: progress)
      let event = try trail.compare(
        timeline.branch, track: number, with: checks[number] ?? []
      ) { () throws(Stop) in try report(1, to: progress) }
      if let reason {
        // What differs may have begun to differ before it was noticed.
        let noticed = timeline.position + 1
        guard let event, event < noticed else {
          return Divergence(branch: number, event: noticed, reason: reason)
        }
        return Divergence(branch: number, event: event, reason: .otherEvent)
      }
      if let event {
        return Divergence(branch: number, event: event, reason: .otherEvent)
      }
      proven.append((checks[number] ?? []).map(\.event).max() ?? 0)
      trails.append(trail)
    }
    return nil
  }

  /// Repeats what happened on a track. Returns what went otherwise, if something did.
  private mutating func follow<Stop: Error>(
    _ track: Session.Track, progress: (Int) throws(Stop) -> Void
  ) throws(Stop) -> Divergence.Reason? {
    for placed in track.acts {
      guard try step(to: placed.event - 1, progress), pass(until: placed.act.time) else {
        return isOutOfTime ? .outOfTime : .otherTime
      }
      do throws(Refusal) {
        try timeline.perform(placed.act.stimulus)
      } catch {
        return .refused(placed.act.stimulus, error)
      }
    }
    // How long nothing happened after the last event is part of no event, so of no proof.
    guard try !step(to: track.events, progress) else { return nil }
    return isOutOfTime ? .outOfTime : .otherTime
  }

  /// How much virtual time may pass: as many intervals of the steady load as there may be events.
  private static func timeLimit(of settings: Settings) -> TimeSpan {
    settings.writeInterval.map { RunLimit.span(of: $0) } ?? .max
  }

  private mutating func step<Stop: Error>(
    to position: Int, _ progress: (Int) throws(Stop) -> Void
  ) throws(Stop) -> Bool {
    while timeline.position < position {
      let before = timeline.now
      let limit = timeLeft > Time.max - before ? Time.max : before + timeLeft
      guard timeline.step(until: limit) else {
        isOutOfTime = limit < .max && timeline.cluster.nextDue != nil
        return false
      }
      timeLeft -= timeline.now - before
      try report(1, to: progress)
    }
    return timeline.position == position
  }

  /// So many events more are done.
  private mutating func report<Stop: Error>(
    _ events: Int, to progress: (Int) throws(Stop) -> Void
  ) throws(Stop) {
    done += events
    if done.isMultiple(of: 4096) { try progress(done) }
  }

  /// Lets time pass, in which nothing may happen.
  private mutating func pass(until time: Time) -> Bool {
    guard time >= timeline.now else { return false }
    guard time > timeline.now else { return true }
    guard time - timeline.now <= timeLeft else {
      isOutOfTime = true
      return false
    }
    timeLeft -= time - timeline.now
    let position = timeline.position
    guard !timeline.step(until: time - 1), timeline.position == position,
      timeline.cluster.nextDue.map({ $0 >= time }) ?? true
    else { return false }
    timeline.pass(until: time)
    return true
  }

  private mutating func goToCursor(of session: Session) {
    let cursor = session.cursor
    let branch = timeline.branches[cursor.branch]
    let position = min(cursor.position, branch.records.count)
    timeline.show(branch: cursor.branch, at: position)
    let here = self
    if cursor.time > timeline.now, !pass(until: cursor.time) { self = here }
  }
}
