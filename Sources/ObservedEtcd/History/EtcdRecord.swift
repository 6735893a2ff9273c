import RaftCore
import Simulation

/// All that was observed of a real cluster, so that any moment can be looked at again:
/// observations, a record of 16 bytes for each, and a copy of the cluster now and then to start
/// from.
///
/// Memory is bounded: the observations themselves are kept for the latest `limit`, half of them at
/// the least. What is older can be counted and drawn, and not be gone back to.
package struct EtcdRecord: Sendable {
  /// How many observations lie between two copies of the cluster.
  static let interval = 1024
  /// How many observations are kept, by default; some 200 bytes each.
  package static let limit = 400_000

  package private(set) var branch = Branch()
  private var observations: [Observation] = []
  private var checkpoints: [ObservedCluster]
  private let limit: Int
  /// The first position that can be gone back to: earlier observations are kept no more.
  package private(set) var firstPosition = 0

  init(_ beginning: ObservedCluster, limit: Int) {
    checkpoints = [beginning]
    self.limit = max(limit, 2 * Self.interval)
  }

  package var count: Int { branch.records.count }

  /// Puts down an observation that was taken just now.
  mutating func add(
    _ observation: Observation, _ happening: Happening, _ cluster: ObservedCluster
  ) {
    let server = happening.server.map { cluster.servers[$0.number - 1] }
    var act: Act?
    if case .stimulus(let stimulus) = happening.what { act = Act(at: happening.time, stimulus) }
    branch.add(EventRecord(happening, server), act: act)
    observations.append(observation)
    if count.isMultiple(of: Self.interval) { checkpoints.append(cluster) }
    if observations.count >= limit { forget() }
  }

  /// Lets go of the older half.
  private mutating func forget() {
    let wanted = count - limit / 2
    guard let place = checkpoints.lastIndex(where: { $0.position <= wanted }), place > 0 else {
      return
    }
    checkpoints.removeFirst(place)
    let first = checkpoints[0].position
    observations.removeFirst(first - firstPosition)
    firstPosition = first
  }

  mutating func pass(until time: Time) { branch.pass(until: time) }

  /// The observation that is the event with this number; nil when it is kept no more.
  package func observation(_ number: Int) -> Observation? {
    let place = number - 1 - firstPosition
    return observations.indices.contains(place) ? observations[place] : nil
  }

  /// The copy of the cluster from before a position, or from just there.
  func checkpoint(before position: Int) -> ObservedCluster {
    checkpoints.last { $0.position <= position } ?? checkpoints[0]
  }
}

/// A second look at a part of what was observed.
struct EtcdLook: HistoryLook {
  private let record: EtcdRecord
  private let table: EntryTable
  private let facts: ClusterFacts
  private(set) var cluster: ObservedCluster
  private(set) var happening: Happening?
  private(set) var cost = 0

  init(
    of record: EtcdRecord, _ table: EntryTable, _ facts: ClusterFacts, after position: Int
  ) {
    self.record = record
    self.table = table
    self.facts = facts
    cluster = record.checkpoint(before: max(0, position - 1))
    seek(to: position)
  }

  var position: Int { cluster.position }
  var state: ClusterState { cluster.state(table, facts) }
  func server(_ server: ServerID) -> ServerState { cluster.server(server) }

  mutating func seek(to position: Int) {
    let copy = record.checkpoint(before: max(0, position - 1))
    if copy.position > cluster.position { cluster = copy }
    while cluster.position < position, next() {}
  }

  mutating func next() -> Bool {
    guard let observation = record.observation(cluster.position + 1) else { return false }
    cost += 1
    happening = cluster.take(observation, table).happening
    return true
  }
}
