import RaftCore

/// What the adversary is after, before it has looked whom it can do it to.
enum Intent: Hashable, Sendable {
  case crash(Target)
  case restart(Target)
  case pause(Target)
  case resume
  case transfer(Target)
  /// In an orderly way.
  case stop(Target)
  case timeOut(Target)
  case isolate(Target)
  case split
  /// These on one side, all others on the other.
  case splitOff(ServerSet)
  case cut
  case cutLink(from: ServerID, to: ServerID)
  /// The link from the leader to a server, or the one back.
  case cutFromLeader(ServerID)
  case cutToLeader(ServerID)
  case heal
  case write(Target)
  case read(Target)
  /// The key is that of the latest operation.
  case writeAgain(Target)
  case readAgain(Target)
  case drop
  case duplicate
  case duplicateRequest
  case hold
  case holdTimeoutNow
  case holdRequest
  case deliver
  case clock
  /// Its clock runs as fast as it may; the leader's as slowly.
  case hurry(ServerID)
  case jump
  /// Its disk is faster or slower than others from now on.
  case disk(Target)
  /// Its disk takes an age for each write, until it is mended.
  case stall(Target)
  case mendDisk(Target)
  case link
  /// All links are as quick as within one house.
  case quickLinks
  case optionalRule
  case noNoOp
  /// It takes a snapshot.
  case snapshot(Target)
  case duplicateSnapshot
  case holdSnapshot
  /// Entries on their way to a server; of those that are held, what was sent first.
  case holdEntries(to: ServerID)
  case deliverEntries
  /// A client that waits asks the leader.
  case retry
  /// The leader is to make another configuration.
  case membership

  /// Whom it is after.
  enum Target: Hashable, Sendable {
    /// Any server that runs.
    case running
    /// Any server that is down.
    case down
    case paused
    /// A server that leads, or thinks that it does.
    case leader
    /// A leader while another leads in a later term: it does not know it yet.
    case deposed
    /// The leader in whose place that one was.
    case elected
    /// A server that runs and does not lead.
    case other
    /// A server whose disk is writing.
    case busy
    /// This one.
    case server(ServerID)
    /// Whoever a client would ask by itself.
    case anybody
  }

  /// A single act, each as likely as its weight says.
  static func any(_ manner: Manner, from random: inout RandomStream) -> Intent {
    let weights = manner == .slow ? swiftWeights + slowWeights : swiftWeights
    let total = weights.reduce(0) { $0 + $1.weight }
    var place = random.next(in: 0...total - 1)
    for (intent, weight) in weights {
      if place < weight { return intent }
      place -= weight
    }
    return .heal
  }

  private static let swiftWeights: [(intent: Intent, weight: Int)] = [
    (.write(.leader), 14), (.write(.running), 6), (.write(.anybody), 6), (.read(.leader), 8),
    (.read(.running), 4), (.read(.anybody), 4),
    (.crash(.busy), 7), (.crash(.leader), 4), (.crash(.running), 3), (.restart(.down), 14),
    (.pause(.running), 2), (.resume, 5), (.timeOut(.other), 12),
    (.split, 4), (.isolate(.leader), 3), (.isolate(.running), 1), (.cut, 4), (.heal, 9),
    (.drop, 5), (.duplicate, 4), (.duplicateRequest, 3), (.hold, 5), (.deliver, 8),
    (.clock, 1), (.link, 3),
  ]

  /// What else there is in slow runs.
  private static let slowWeights: [(intent: Intent, weight: Int)] = [
    (.pause(.leader), 4), (.pause(.running), 4), (.resume, 8), (.jump, 5), (.disk(.running), 3),
    (.mendDisk(.running), 3),
  ]
}

extension Adversary {
  /// A server of the kind that is looked for, if there is one.
  mutating func find(_ target: Intent.Target, in cluster: borrowing Cluster) -> ServerID? {
    if case .server(let server) = target { return server }
    if target == .deposed || target == .elected { return rival(target == .elected, in: cluster) }
    var found: ServerSet = []
    for place in cluster.hosts.indices {
      let life = cluster.hosts[place].life
      let isFound =
        switch target {
        case .running: life == .running
        case .down: life == .crashed
        case .paused: life == .paused
        case .leader: life == .running && cluster.hosts[place].server.role.isLeader
        case .other: life == .running && !cluster.hosts[place].server.role.isLeader
        case .busy: life == .running && cluster.hosts[place].disk.isBusy
        case .server, .anybody, .deposed, .elected: false
        }
      if isFound { found.insert(ServerID(place + 1)) }
    }
    guard !found.isEmpty else { return nil }
    return Array(found)[random.next(in: 0...found.count - 1)]
  }

  /// Of two leaders, the one of the later term, or of the earlier; nil where there are no two. The
  /// earlier may stand still: what it is asked then, it answers when it goes on.
  private func rival(_ isLater: Bool, in cluster: borrowing Cluster) -> ServerID? {
    guard let later = cluster.leader else { return nil }
    for place in cluster.hosts.indices where cluster.hosts[place].life != .crashed {
      let server = ServerID(place + 1)
      if server != later, cluster.hosts[place].server.role.isLeader {
        return isLater ? later : server
      }
    }
    return nil
  }

  /// The number of a packet on its way, if there is one of the kind that is looked for.
  mutating func flight(
    in cluster: borrowing Cluster, where isWanted: (Flight) -> Bool
  ) -> Int? {
    let flights = cluster.network.flights.filter { $0.loss == nil && isWanted($0) }
    return flights.isEmpty ? nil : flights[random.next(in: 0...flights.count - 1)].id
  }
}
