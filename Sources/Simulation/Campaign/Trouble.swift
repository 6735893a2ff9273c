/// What can go wrong for programs outside beside the life of every cluster, in which pods and members
/// crash, end in an orderly way, begin again, and lead by turns.
package enum Trouble: String, CaseIterable, Hashable, Sendable {
  /// Clocks run at other rates.
  case clockRates = "clock-rates"
  /// Clocks jump.
  case clockJumps = "clock-jumps"
  /// Pods, API servers and members stand still for a while.
  case pauses
  /// Links are cut, and pods and members isolated.
  case cuts
  /// Letters are lost.
  case losses
  /// Letters are late, and so are writes to disks.
  case delays
  /// Somebody changes keys and leases by hand.
  case edits
  /// Leadership is given up while the work of the leader has not ended.
  case earlyRelease = "early-release"
  /// Nobody looks again after waiting in line, as it is in the library.
  case noSecondLook = "no-second-look"
}

/// How many believed that they lead where one should, over one run or many.
package struct BelieverCounts: Hashable, Sendable {
  /// Runs in which there were ever two.
  package var runs = 0
  /// How often it came to that.
  package var times = 0
  /// For how long at most, and all together, in microseconds.
  package var longest: TimeSpan = 0
  package var total: TimeSpan = 0
  /// Work that was taken from one who was deposed already: how often, and how late at most.
  package var lateWork = 0
  package var latest: TimeSpan = 0

  package init() {}

  /// Of one run, up to a moment.
  init(of outside: Outside, at now: Time) {
    for contest in outside.contests {
      times += contest.conflicts
      total += contest.conflictTime(at: now)
      longest = max(longest, contest.longestConflict(at: now))
    }
    runs = times > 0 ? 1 : 0
    lateWork = outside.lateWork
    latest = outside.lateWorkBy
  }

  package mutating func add(_ other: BelieverCounts) {
    runs += other.runs
    times += other.times
    longest = max(longest, other.longest)
    total += other.total
    lateWork += other.lateWork
    latest = max(latest, other.latest)
  }
}
