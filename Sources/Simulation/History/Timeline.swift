import RaftCore

/// A run with its whole history: forward, back, and into other branches.
///
/// A run follows from its settings and acts alone, so history is not stored but repeated: a record
/// of 16 bytes for every event, and a copy of the cluster now and then to start from. Going back
/// restores the copy before and replays. An act in the past begins a new branch; the old one stays.
package struct Timeline: Sendable {
  /// How many of the latest events are kept whole, with what fired and why.
  package static let recentLimit = 64
  /// How many events lie between two copies of the cluster.
  package static let checkpointInterval = 4096

  package let settings: Settings
  /// The cluster at the cursor.
  package private(set) var cluster: Cluster
  /// All branches, by number; the first is number 0.
  package private(set) var branches: [Branch]
  /// The number of the branch that the cursor is on.
  package private(set) var branchNumber = 0
  /// The latest events up to the cursor, oldest first; at most `recentLimit`, fewer just after a
  /// branch was changed.
  package private(set) var recent: [Happening] = []
  private var event = Event()
  /// Whether `recent` is kept. A measurement or a test that tells no stories does without.
  private let keepsRecent: Bool

  /// A new run, at its beginning.
  package init(_ settings: Settings, keepsRecent: Bool = true) {
    self.settings = settings
    self.keepsRecent = keepsRecent
    cluster = Cluster(settings)
    branches = [Branch(number: 0, parent: nil, forkedAt: 0, checkpoint: cluster)]
  }

  /// How many events lie before the cursor.
  package var position: Int { cluster.eventCount }

  /// Now, at the cursor.
  package var now: Time { cluster.now }

  /// How many packets were ever sent, at the cursor: the number of the latest.
  package var sentCount: Int { cluster.network.sentCount }

  /// The branch that the cursor is on.
  package var branch: Branch { branches[branchNumber] }

  /// Whether the cursor is in the past of its branch.
  package var isInPast: Bool { position < branch.records.count }

  /// The act that happens next on this branch, if the next event of its history is one.
  package var nextAct: Act? { branch.act(at: position + 1) }

  /// What happened just before the cursor; nil at the beginning.
  package var latest: Happening? { recent.last }

  // MARK: Forward

  /// Goes on by one event, if there is one by `limit`. In the past, repeats what happened then.
  ///
  /// - Returns: whether there was one.
  package mutating func step(until limit: Time = .max) -> Bool {
    event.isDetailed = keepsRecent
    guard moveOn(until: limit) else { return false }
    remember()
    return true
  }

  /// Goes on to a moment, by `maximum` events at most.
  ///
  /// - Returns: how many events there were; `maximum` when the moment is not reached yet.
  package mutating func run(until time: Time, maximum: Int = .max) -> Int {
    var count = 0
    while count < maximum {
      guard step(until: time) else {
        cluster.pass(until: time)
        branches[branchNumber].end = max(branch.end, time)
        return count
      }
      count += 1
      if event.isViolation { break }
    }
    return count
  }

  /// Brings something from outside, now. In the past this begins a new branch.
  ///
  /// - Throws: `Refusal` when it cannot happen; then nothing has changed.
  package mutating func perform(_ stimulus: Stimulus) throws(Refusal) {
    if let refusal = cluster.refusal(of: stimulus) { throw refusal }
    if isInPast { fork() }
    cluster.settle(until: now)
    event.isDetailed = keepsRecent
    let act = Act(at: now, stimulus)
    branches[branchNumber].acts.append(Branch.PlacedAct(event: position + 1, act: act))
    try cluster.perform(stimulus, into: &event)
    record()
    remember()
  }

  private mutating func moveOn(until limit: Time) -> Bool {
    if let act = branches[branchNumber].act(at: position + 1) {
      guard act.time <= limit else {
        cluster.settle(until: limit)
        return false
      }
      cluster.performAgain(act, into: &event)
    } else if !cluster.advance(into: &event, until: limit) {
      // Time may have passed all the same: what was due was no event.
      branches[branchNumber].end = max(branch.end, now)
      return false
    }
    record()
    return true
  }

  /// Puts down an event that happened for the first time, and a copy of the cluster now and then.
  private mutating func record() {
    guard event.number > branches[branchNumber].records.count else { return }
    branches[branchNumber].add(EventRecord(event, in: cluster))
    if event.number.isMultiple(of: Self.checkpointInterval) {
      branches[branchNumber].checkpoints.append(cluster)
    }
  }

  private mutating func remember() {
    guard keepsRecent else { return }
    // Twice the room, halved when full: the oldest go without moving the rest each time.
    if recent.count >= 2 * Self.recentLimit { recent.removeFirst(Self.recentLimit) }
    recent.append(Happening(event))
  }

  // MARK: Back and forth

  /// Moves the cursor to just after the event with this number; 0 is the beginning.
  ///
  /// - Precondition: the branch has that many events.
  package mutating func seek(to target: Int) {
    precondition((0...branch.records.count).contains(target))
    let wanted = max(0, target - Self.recentLimit)
    if target < position || target > position + Self.checkpointInterval {
      restore(before: wanted)
    }
    if position < wanted { recent.removeAll(keepingCapacity: true) }
    while position < target {
      event.isDetailed = keepsRecent && position >= wanted
      let moved = moveOn(until: .max)
      precondition(moved, "a run repeats itself")
      if position > wanted { remember() }
    }
  }

  /// Moves the cursor to a moment: after all events up to then. No further than history goes.
  package mutating func seek(toTime time: Time) {
    let time = min(max(0, time), branch.end)
    go(to: Moment(branch: branchNumber, position: branch.position(at: time), time: time))
  }

  /// Lets time pass at the cursor, as long as nothing is due before.
  ///
  /// - Precondition: nothing is due before `time`.
  package mutating func pass(until time: Time) {
    cluster.pass(until: time)
    branches[branchNumber].end = max(branch.end, cluster.now)
  }

  /// Where the cursor is.
  package var moment: Moment { Moment(branch: branchNumber, position: position, time: now) }

  /// Moves the cursor to a moment where it was before, exactly.
  package mutating func go(to moment: Moment) {
    if moment.branch == branchNumber {
      seek(to: moment.position)
      if now > moment.time { show(branch: moment.branch, at: moment.position) }
    } else {
      show(branch: moment.branch, at: moment.position)
    }
    // What is due by then and is no event was due then, too.
    cluster.settle(until: moment.time)
    cluster.pass(until: moment.time)
  }

  /// The latest copy of the cluster from before a position.
  private mutating func restore(before position: Int) {
    cluster = branch.checkpoint(before: position)
    recent.removeAll(keepingCapacity: true)
  }

  // MARK: Branches

  /// Begins a new branch at the cursor: the same past, a future of its own.
  private mutating func fork() {
    branches.append(branch.forked(at: position, time: now, number: branches.count))
    branchNumber = branches.count - 1
  }

  /// Begins a new branch at the cursor, also where the branch has no future yet: what comes from
  /// outside from now on happens on the new one.
  package mutating func branchOff() { fork() }

  /// Goes to another branch, just after the event with the given number; nil: where the branch
  /// began.
  ///
  /// - Precondition: there is such a branch, with that many events.
  package mutating func show(branch number: Int, at position: Int? = nil) {
    precondition(branches.indices.contains(number))
    branchNumber = number
    let target = position ?? branch.forkedAt
    restore(before: max(0, target - Self.recentLimit))
    seek(to: target)
  }
}

/// A place in history: on which branch, after how many events, and when.
package struct Moment: Hashable, Sendable {
  package var branch: Int
  package var position: Int
  /// At or after the last of those events, and before the next.
  package var time: Time

  package init(branch: Int, position: Int, time: Time) {
    self.branch = branch
    self.position = position
    self.time = time
  }
}
