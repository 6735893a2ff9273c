import KeyValue
import RaftCore

/// A run of which only what comes of it is kept: a cluster without a history, for those who make
/// thousands of them.
///
/// A value: a copy goes on from where it is, by itself. What happened last is asked of it and not handed
/// out, so that nothing is allocated for an event that nobody asks about.
package struct TrialRun: Sendable {
  private var cluster: Cluster
  private var event = Event()

  /// A run at its beginning.
  package init(_ settings: Settings) { cluster = Cluster(settings) }

  /// A run that goes on from a moment of a history. How often rules fire is not counted in it.
  package init(from replay: borrowing Replay) {
    cluster = replay.cluster
    cluster.stopCounting()
  }

  package var settings: Settings { cluster.settings }
  /// Now.
  package var now: Time { cluster.now }
  /// The cluster now; made when it is asked for.
  package var state: ClusterState { cluster.state }

  /// Goes on from where another run is, as if this one had come there.
  package mutating func goOn(from other: TrialRun) { cluster = other.cluster }

  /// Brings something from outside, now.
  ///
  /// - Throws: `Refusal` when it cannot happen; then nothing has changed.
  package mutating func perform(_ stimulus: Stimulus) throws(Refusal) {
    try cluster.perform(stimulus, into: &event)
  }

  /// Lets the next event happen, if it does so by `limit`. Returns whether one did.
  package mutating func step(until limit: Time) -> Bool {
    cluster.advance(into: &event, until: limit)
  }

  /// Lets time pass.
  ///
  /// - Precondition: nothing is due before `time`.
  package mutating func pass(until time: Time) { cluster.pass(until: time) }

  // MARK: What has become of it

  /// The leader of the highest term among those that are not down.
  package var leader: ServerID? { cluster.leader }
  /// Whether a safety property does not hold any more.
  package var isViolated: Bool { cluster.violation != nil }
  /// How many packets were ever sent: the number of the latest.
  package var sentCount: Int { cluster.network.sentCount }
  /// The highest entry that any server knows to be committed.
  package var commitIndex: LogIndex {
    var highest = 0
    for place in cluster.hosts.indices {
      highest = max(highest, cluster.hosts[place].server.commitIndex)
    }
    return highest
  }

  /// Whether a write of a value is committed, as far as any server knows, that was not at an index:
  /// it stands above that in a log, or was applied where a snapshot has taken the log's place.
  package func hasCommitted(_ key: ShortText, _ value: ShortText, above index: LogIndex) -> Bool {
    for place in cluster.hosts.indices {
      let first = cluster.hosts[place].server.log.firstIndex
      if first > index + 1, cluster.hosts[place].store.wasPut(Text(key), Text(value)) {
        return true
      }
      var next = max(index + 1, first)
      while next <= cluster.hosts[place].server.commitIndex {
        if let operation = cluster.hosts[place].server.log[next].command.operation,
          operation.key == key, operation.kind == .write(value)
        {
          return true
        }
        next += 1
      }
    }
    return false
  }

  // MARK: What happened last

  /// The turning points that the last event was.
  package var milestones: Milestones { event.milestones }

  /// Whether a rule fired in the last event.
  package func fired(_ rule: Rule) -> Bool { event.step.firings.contains { $0.rule == rule } }

  /// The last event; made when it is asked for.
  package var latest: Happening { Happening(event) }
}
