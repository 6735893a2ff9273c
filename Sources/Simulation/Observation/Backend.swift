import RaftCore

/// What runs a cluster: the simulation, or real processes.
package protocol Backend: Sendable {
  /// The cluster now, as far as it is known. Made when it is asked for: keep it for as long as it
  /// is read.
  var state: ClusterState { get }
  /// Now, in the cluster's own time.
  var now: Time { get }
  /// How many happenings lie before now.
  var position: Int { get }
  /// When the next thing happens by itself; nil when nothing ever does, or nobody can say.
  var nextDue: Time? { get }
  /// The latest happenings, oldest first; only some of many.
  var recent: [Happening] { get }
  /// What it can do, of all that there are keys for.
  var capabilities: Capabilities { get }

  /// Why an act cannot be done now; nil when it can.
  func refusal(of stimulus: Stimulus) -> Refusal?
  /// Brings something from outside, now.
  ///
  /// - Throws: `Refusal` when it cannot happen; then nothing has changed.
  mutating func perform(_ stimulus: Stimulus) throws(Refusal)
  /// Goes on to a moment, by `maximum` happenings at most.
  ///
  /// - Returns: how many happenings there were; `maximum` when the moment is not reached yet.
  mutating func run(until time: Time, maximum: Int) -> Int
}

extension Backend {
  /// The latest happening; nil at the beginning.
  package var latest: Happening? { recent.last }
}

/// A backend that remembers: one can go back in it, and look at any moment again.
package protocol History: Backend {
  /// All branches, by number; the first is number 0.
  var branches: [Branch] { get }
  /// The number of the branch that the cursor is on.
  var branchNumber: Int { get }
  /// The branch that the cursor is on.
  var branch: Branch { get }
  /// Whether the cursor is in the past of its branch.
  var isInPast: Bool { get }
  /// The act that happens next on this branch, if the next happening of its history is one.
  var nextAct: Act? { get }
  /// Where the cursor is.
  var moment: Moment { get }

  /// Goes on by one happening, if there is one by `limit`. In the past, repeats what happened then.
  ///
  /// - Returns: whether there was one.
  mutating func step(until limit: Time) -> Bool
  /// Lets time pass at the cursor, as long as nothing is due before.
  mutating func pass(until time: Time)
  /// Moves the cursor to just after the happening with this number; 0 is the beginning.
  mutating func seek(to position: Int)
  /// Moves the cursor to a moment: after all that happened up to then.
  mutating func seek(toTime time: Time)
  /// Moves the cursor to a moment where it was before, exactly.
  mutating func go(to moment: Moment)
  /// Goes to another branch, just after the happening with the given number; nil: where the branch
  /// began.
  mutating func show(branch number: Int, at position: Int?)
  /// Begins a new branch at the cursor.
  mutating func branchOff()
  /// Another cluster's run, at its beginning; nil where none can be begun.
  func begun(with settings: Settings) -> Self?
  /// A second look at the branch of the cursor, from just after a happening on; the cursor does not
  /// move.
  func look(after position: Int) -> any HistoryLook
}

extension History {
  package mutating func step() -> Bool { step(until: .max) }
  package mutating func show(branch number: Int) { show(branch: number, at: nil) }
}

/// A second look at a part of a history: its happenings, whole, one after the other.
package protocol HistoryLook: Sendable {
  /// How many happenings lie before the place that is looked at.
  var position: Int { get }
  /// The cluster there.
  var state: ClusterState { get }
  /// One server there: less work than the whole state.
  func server(_ server: ServerID) -> ServerState
  /// The latest happening; nil at the beginning.
  var happening: Happening? { get }
  /// How many happenings were repeated to get here: what it cost.
  var cost: Int { get }

  /// Goes on to just after the happening with this number.
  mutating func seek(to position: Int)
  /// Goes on by one happening, if there is one more.
  mutating func next() -> Bool
}

extension HistoryLook {
  package func server(_ server: ServerID) -> ServerState { state[server] }
}

/// What a backend can do of all that there are keys for.
package struct Capabilities: OptionSet, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// One happening at a time, and none between: time is the program's.
  static package let stepping = Capabilities(rawValue: 1 << 0)
  /// Going back to look.
  static package let goingBack = Capabilities(rawValue: 1 << 1)
  /// Acting in the past, which begins another branch.
  static package let branching = Capabilities(rawValue: 1 << 2)
  /// Letting a timer run out by hand.
  static package let timers = Capabilities(rawValue: 1 << 3)
  /// Dropping, doubling, holding and delivering a packet.
  static package let packets = Capabilities(rawValue: 1 << 4)
  /// Cutting and mending links, splits.
  static package let cuts = Capabilities(rawValue: 1 << 5)
  /// Latency and loss by link.
  static package let linkQuality = Capabilities(rawValue: 1 << 6)
  /// Setting clocks.
  static package let clocks = Capabilities(rawValue: 1 << 7)
  /// Losing a disk.
  static package let disks = Capabilities(rawValue: 1 << 8)
  /// Switching rules off and on.
  static package let rules = Capabilities(rawValue: 1 << 9)
  /// The same settings and acts give the same run: it can be saved as a script.
  static package let repeating = Capabilities(rawValue: 1 << 10)
  /// Going on by itself, in real time, whatever the screen does.
  static package let live = Capabilities(rawValue: 1 << 11)

  /// Being acted on at all, by some of the keys.
  static package let acting = Capabilities(rawValue: 1 << 12)
  /// All that was seen is kept in a file as it was seen: it can be saved, and opened again.
  static package let keeping = Capabilities(rawValue: 1 << 13)

  /// Having a member take a snapshot by hand.
  static package let snapshots = Capabilities(rawValue: 1 << 14)
  /// Adding, promoting and removing members by hand.
  static package let membership = Capabilities(rawValue: 1 << 15)

  /// What no real cluster is capable of, whoever runs it.
  static package let ofModels: Capabilities = [
    .timers, .clocks, .rules, .branching, .repeating, .snapshots, .membership,
  ]

  /// All that there is: the simulation's. Its runs are kept as what repeats them.
  static package let all: Capabilities = [
    .stepping, .goingBack, .branching, .timers, .packets, .cuts, .linkQuality, .clocks, .disks,
    .rules, .repeating, .acting, .snapshots, .membership,
  ]
}
