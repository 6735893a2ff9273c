import Formats
import RaftCore
import Simulation

/// The digests of a branch's event log at intervals, extended as the branch grows.
struct EventTrail: Sendable {
  /// The log after each multiple of the interval, from 0 on.
  private(set) var logs = [EventLog()]

  /// How many events are covered in full intervals.
  var covered: Int { (logs.count - 1) * Session.checkInterval }

  /// The trail of a branch that begins on this one.
  func forked(at event: Int) -> EventTrail {
    var trail = self
    trail.logs.removeSubrange((min(covered, event) / Session.checkInterval + 1)...)
    return trail
  }

  /// Goes on along a branch, and hands out a check at each full interval, and one at `end`.
  mutating func extend(
    along branch: Branch, track: Int, to end: Int, check: (EventCheck) -> Void
  ) {
    guard end > covered else { return }
    var replay = Replay(of: branch, after: covered)
    var log = logs[logs.count - 1]
    var marks: [UInt8] = []
    while replay.position < end, replay.next() {
      log.add(replay.event)
      marks.append(UInt8(log.digest & 63))
      let isFull = replay.position.isMultiple(of: Session.checkInterval)
      guard isFull || replay.position == end else { continue }
      check(EventCheck(track: track, event: replay.position, digest: log.digest, marks: marks))
      guard isFull else { continue }
      logs.append(log)
      marks.removeAll(keepingCapacity: true)
    }
  }

  /// The first event at which a branch is other than checks say; nil when it is the same.
  ///
  /// - Parameter progress: is told of each event; what it throws ends it.
  mutating func compare<Stop: Error>(
    _ branch: Branch, track: Int, with checks: [EventCheck], progress: () throws(Stop) -> Void
  ) throws(Stop) -> Int? {
    // Before what it shares with its parent ends, there is nothing new to compare.
    let wanted = Dictionary(grouping: checks, by: \.event)
    guard let last = wanted.keys.max() else {
      extend(along: branch, track: track, to: branch.records.count) { _ in }
      return nil
    }
    guard covered < branch.records.count else { return nil }
    var replay = Replay(of: branch, after: covered)
    var log = logs[logs.count - 1]
    var marks: [UInt8] = []
    while replay.position < branch.records.count, replay.next() {
      try progress()
      log.add(replay.event)
      marks.append(UInt8(log.digest & 63))
      let isFull = replay.position.isMultiple(of: Session.checkInterval)
      for check in wanted[replay.position] ?? [] {
        let start = replay.position - marks.count
        if let place = zip(check.marks, marks).enumerated().first(where: { $1.0 != $1.1 }) {
          return start + place.offset + 1
        }
        if check.digest != log.digest { return check.marks.isEmpty ? start + 1 : check.event }
      }
      guard isFull else { continue }
      logs.append(log)
      marks.removeAll(keepingCapacity: true)
    }
    guard last > branch.records.count else { return nil }
    // It ended before the next check: its last events are held against the marks of that.
    let start = replay.position - marks.count
    let next = checks.first { $0.event > replay.position && $0.event - $0.marks.count == start }
    let place = next.flatMap { zip($0.marks, marks).enumerated().first { $0.1.0 != $0.1.1 } }
    return place.map { start + $0.offset + 1 } ?? branch.records.count + 1
  }
}

extension Session {
  /// This session with checks of the run that it came from.
  ///
  /// - Parameter everywhere: whether each branch is checked at intervals; if not, only the end of
  ///   the one that the cursor is on.
  package func checked(against timeline: Timeline, everywhere: Bool = true) -> Session {
    var copy = self
    copy.checks = []
    var trails: [EventTrail] = []
    for (number, branch) in timeline.branches.enumerated() {
      var trail =
        branch.parent.map { trails[$0].forked(at: branch.forkedAt) } ?? EventTrail()
      trail.extend(along: branch, track: number, to: branch.records.count) { check in
        if everywhere { copy.checks.append(check) }
        if !everywhere, number == cursor.branch, check.event == branch.records.count {
          copy.checks = [EventCheck(track: number, event: check.event, digest: check.digest)]
        }
      }
      trails.append(trail)
    }
    return copy
  }
}

/// The check of a branch's end, worked out bit by bit: long runs take their time, and whoever waits
/// for it goes on meanwhile.
package struct EndCheck: Sendable {
  private let track: Int
  private let end: Int
  private var replay: Replay
  private var log = EventLog()

  /// - Parameter track: the branch's number.
  package init(of branch: Branch, track: Int) {
    self.track = track
    end = branch.records.count
    replay = Replay(of: branch, after: 0)
  }

  /// How much is done, in hundredths.
  package var percent: Int { end == 0 ? 100 : replay.position * 100 / end }

  /// Goes on by so many events at most.
  ///
  /// - Returns: the check, when all is done; nil before.
  package mutating func goOn(by count: Int) -> EventCheck? {
    var left = count
    while replay.position < end {
      guard left > 0 else { return nil }
      left -= 1
      guard replay.next() else { break }
      log.add(replay.event)
    }
    return EventCheck(track: track, event: end, digest: log.digest)
  }
}
