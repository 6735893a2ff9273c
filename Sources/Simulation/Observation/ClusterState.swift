import KeyValue
import RaftCore

/// A whole cluster at one moment, as far as it is known: what screens, scripts and narrators look
/// at, whether a simulation runs it or real processes do.
///
/// A value that keeps nothing of what made it, cheap to make and to copy: logs, stores and tables
/// share their memory with the cluster that they were taken from. Make one for a frame, a key or a
/// question, and read it as often as needed.
///
/// A backend fills in what it knows. A field that it cannot know is nil, and is shown as unknown.
package struct ClusterState: Sendable {
  /// Now, in the cluster's own time.
  package var now: Time
  /// How many happenings there were: the number of the latest.
  package var position: Int
  /// The servers, in the order of their numbers.
  package var servers: [ServerState]
  /// Which servers reach which, and how well.
  package var network: Topology
  /// What is known to be on its way, by arrival; what has no known arrival comes last.
  package var flights: [FlightState]
  /// The clients that ever asked for something.
  package var clients: [ClientState] = []
  /// What clients asked for, in the order of asking.
  package var operations = OperationList()
  /// The programs outside the cluster; nil where there are none.
  package var outside: Outside?
  /// Their letters and links, and the requests that entries of the log name; nil where there are
  /// none.
  package var post: Post?
  /// What the entries of a real cluster ask for; nil in the simulation.
  package var entries: EntryTable?
  /// Up to which index logs hold only what a real cluster writes by itself when it is founded; 0 in
  /// the simulation.
  package var bootstrapEnd: LogIndex = 0
  /// What else is known of a cluster that is only watched; nil in the simulation.
  package var watched: Watched?
  /// The rules in force.
  package var rules = RuleSet()
  /// The features that are on.
  package var features = Features()
  /// The seed that what happens from now on follows from; nil where chance is not ours.
  package var seed: UInt64?
  /// Whether nothing happens by itself any more, but only by acts.
  package var isManual = false
  /// From which election timeouts are drawn; nil when it is not known.
  package var electionTimeout: ClosedRange<TimeSpan>?
  /// How long after its last a leader sends heartbeats again; nil when it is not known.
  package var heartbeat: TimeSpan?
  /// What watches over the safety properties; nil when nothing does.
  package var safety: SafetyState?
  /// How often each rule fired so far; nil when that is not counted.
  package var tally: RuleTally?

  package init(
    now: Time, position: Int, servers: [ServerState], network: Topology,
    flights: [FlightState] = []
  ) {
    self.now = now
    self.position = position
    self.servers = servers
    self.network = network
    self.flights = flights
  }

  /// All servers of the cluster, members of its configuration or not.
  package var members: ServerSet { network.members }

  /// The configuration that the leader goes by; where nobody leads, the one of the latest entry that a
  /// server goes by. Where nothing is known of configurations, all vote.
  package var membership: Membership {
    if let leader, let membership = self[leader].raft.membership { return membership }
    var (latest, index) = (Membership?.none, -1)
    for server in servers {
      guard let membership = server.raft.membership, server.raft.membershipIndex > index else {
        continue
      }
      (latest, index) = (membership, server.raft.membershipIndex)
    }
    return latest ?? Membership(voters: members)
  }

  /// The configuration that a server goes by; where that is not known, the cluster's.
  package func membership(of server: ServerID) -> Membership {
    self[server].raft.membership ?? membership
  }

  /// How many servers make a majority of the configuration that a server goes by; where two majorities
  /// are needed, how many at the least.
  package func majority(by server: ServerID) -> Int { membership(of: server).leastQuorum }

  /// The server with the given name.
  ///
  /// - Precondition: the cluster has it.
  package subscript(server: ServerID) -> ServerState { servers[server.number - 1] }

  /// The client with the given number; nil when it never asked for anything.
  package subscript(client: ClientID) -> ClientState? {
    clients.first { $0.id == client }
  }

  /// What is on its way with the given number; nil when it has arrived or never was.
  package subscript(flight id: Int) -> FlightState? { flights.first { $0.id == id } }

  /// The leader of the highest term among those that are not down, as far as is known; of several
  /// the one with the highest number.
  package var leader: ServerID? {
    var leader: ServerID?
    var term = -1
    for place in servers.indices where servers[place].life != .crashed {
      guard servers[place].raft.role?.isLeader == true,
        let own = servers[place].raft.currentTerm, own >= term
      else { continue }
      leader = servers[place].id
      term = own
    }
    return leader
  }

  /// Each safety property that does not hold any more, with where it broke first, oldest first.
  package var violations: [Violation] { safety?.violations ?? [] }
}

/// What watches over the safety properties of a cluster.
package struct SafetyState: Hashable, Sendable {
  /// The properties that are checked.
  package var checked: [Property]
  /// The first violation of each property that broke, oldest first.
  package var violations: [Violation]
  /// The keys about which linearizability claims nothing any more.
  package var undecidedKeys: [ShortText]

  package init(
    checked: [Property], violations: [Violation] = [], undecidedKeys: [ShortText] = []
  ) {
    self.checked = checked
    self.violations = violations
    self.undecidedKeys = undecidedKeys
  }
}
