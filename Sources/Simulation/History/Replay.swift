import RaftCore

/// A second look at a part of a branch: its events, whole, one after the other.
///
/// Starts from the nearest copy of the cluster, so it costs at most some thousand events to get to
/// any place; the timeline that it was taken from does not move.
package struct Replay: Sendable {
  private let branch: Branch
  /// The cluster just after the latest event.
  package private(set) var cluster: Cluster
  /// The latest event; `.quiet` before the first.
  package private(set) var event = Event()
  /// How many events were repeated to get here: what it cost.
  package private(set) var cost = 0

  /// A look at a branch, beginning just after the event with the given number.
  ///
  /// - Precondition: the branch has that many events.
  package init(of branch: Branch, after position: Int) {
    precondition((0...branch.records.count).contains(position))
    self.branch = branch
    cluster = branch.checkpoint(before: max(0, position - 1))
    seek(to: position)
  }

  /// How many events lie before the cursor.
  package var position: Int { cluster.eventCount }

  /// Goes on to just after the event with the given number, which stays at hand.
  ///
  /// - Precondition: the cursor is not past it, and the branch has that many events.
  package mutating func seek(to target: Int) {
    precondition((position...branch.records.count).contains(target))
    let copy = branch.checkpoint(before: max(position, target - 1))
    if copy.eventCount > position { cluster = copy }
    event.isDetailed = false
    while position < target {
      event.isDetailed = position == target - 1
      repeatNext()
    }
  }

  /// Goes on by one event, if the branch has one more.
  ///
  /// - Returns: whether it has.
  package mutating func next() -> Bool {
    guard position < branch.records.count else { return false }
    event.isDetailed = true
    repeatNext()
    return true
  }

  private mutating func repeatNext() {
    cost += 1
    if let act = branch.act(at: position + 1) {
      cluster.performAgain(act, into: &event)
    } else {
      let moved = cluster.advance(into: &event)
      precondition(moved, "a run repeats itself")
    }
  }
}
