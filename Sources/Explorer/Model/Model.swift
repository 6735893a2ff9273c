import RaftCore

/// What is explored: a cluster, how its disks work, and how far to go.
///
/// Time is left out: whatever may happen next may happen first. The servers are those of
/// `RaftCore`, with the same code that runs everywhere else.
package struct Model: Sendable {
  /// What all servers agree on: members and rules.
  package let configuration: Configuration
  package let bounds: Bounds
  package let disk: DiskTiming
  package let restarts: Restarts
  package let depth: Depth
  /// The commands of clients, in the order in which they are asked for.
  package let commands: [Command]
  /// Changes each node after its step: how tests plant a mistake.
  var mistake: (@Sendable (inout Node, NodeInput) -> Void)?

  /// A model of a cluster.
  ///
  /// - Parameters:
  ///   - commands: what clients write; where there are fewer than writes, numbers follow.
  ///   - depth: how far is looked from a state.
  /// - Throws: `ModelError` for what is not modelled, and for bounds that are too wide.
  package init(
    _ configuration: Configuration, within bounds: Bounds, disk: DiskTiming = .atomic,
    restarts: Restarts = .atOnce, commands: [Command] = [], looking depth: Depth = .far
  ) throws(ModelError) {
    try Self.check(configuration, bounds, looking: depth)
    self.configuration = configuration
    self.bounds = bounds
    self.disk = disk
    self.restarts = restarts
    self.depth = depth
    let writes = bounds[.writes] ?? 0
    self.commands = (0..<writes).map { place in
      place < commands.count ? commands[place] : Command(UInt64(place + 1))
    }
  }

  /// Servers `S1` … `S<servers>` under plain Raft.
  ///
  /// - Throws: `ModelError` as `init(_:within:disk:restarts:commands:)`.
  package init(
    servers: Int, rules: RuleSet = RuleSet(), within bounds: Bounds,
    disk: DiskTiming = .atomic, restarts: Restarts = .atOnce
  ) throws(ModelError) {
    guard (1...ServerID.maximum).contains(servers) else { throw .servers(servers) }
    try self.init(
      Configuration(members: .first(servers), rules: rules, batchLimit: 4, windowLimit: 8),
      within: bounds, disk: disk, restarts: restarts)
  }

  /// The members, in the order of their numbers.
  package var members: [ServerID] { Array(configuration.members) }

  private static func check(
    _ configuration: Configuration, _ bounds: Bounds, looking depth: Depth
  ) throws(ModelError) {
    let features = configuration.features.switchedOn.filter { !supports($0, looking: depth) }
    guard features.isEmpty else { throw .features(features) }
    for thing in Bounds.Countable.allCases {
      let most = thing == .writes ? Bounds.mostWrites : Bounds.greatestCount
      let limit = bounds[thing] ?? (thing == .writes ? -1 : 0)
      guard (0...most).contains(limit) else { throw .bound(thing, limit, most: most) }
    }
    guard (0...Bounds.mostMessages).contains(bounds.messages) else {
      throw .messages(bounds.messages, most: Bounds.mostMessages)
    }
  }

  /// Whether a feature can be explored.
  ///
  /// One step of any can: clocks show then what they show. Farther on PreVote, CheckQuorum and
  /// reads by lease go by clocks, which are left out; handing over, reads and proposals that are
  /// handed on are inputs that no bound counts yet. What etcd does otherwise is only about those.
  package static func supports(_ feature: Feature, looking depth: Depth = .far) -> Bool {
    switch feature {
    case _ where depth == .oneStep: true
    case .preVote, .checkQuorum, .leadershipTransfer, .readIndex, .leaseReads, .forwardProposals,
      .etcdVariants, .snapshots, .sessions, .membership, .jointConsensus:
      false
    }
  }

  /// Whether it can show what is lost without a rule.
  ///
  /// Serial numbers are read by the state machine, which is not explored; a feature's rules fire
  /// only with it.
  package static func canShow(_ rule: Rule) -> Bool {
    rule.feature.map { supports($0) } ?? (rule != .clientSerialNumbers)
  }
}

/// How far is looked.
package enum Depth: Hashable, Sendable {
  /// One step: what is cut, paused or a client's holds up steps, but makes none.
  case oneStep
  /// Any number of steps.
  case far
}

/// Whether a disk takes steps of its own.
package enum DiskTiming: String, CaseIterable, Hashable, Sendable {
  /// A write is on disk in the step that asks for it.
  case atomic
  /// A write is begun, and done in a later step; a crash between the two loses it.
  case stepwise
}

/// Whether servers stay down for a while.
package enum Restarts: String, CaseIterable, Hashable, Sendable {
  /// A crash is a restart too. A server that is down does nothing, as one that is slow: so nothing
  /// is missed that the others could do meanwhile, and there are fewer states.
  case atOnce
  /// A crash is one step and the restart another.
  case apart
}

/// Why something cannot be explored.
package enum ModelError: Error, Hashable {
  /// A cluster has 1 to 9 servers.
  case servers(Int)
  /// These features are not modelled.
  case features([Feature])
  /// A bound is not in 0 … `most`; -1 stands for none where one is needed.
  case bound(Bounds.Countable, Int, most: Int)
  /// The bound on messages in flight is not in 0 … `most`.
  case messages(Int, most: Int)
  /// The start has not one node for each member, or a message is of others.
  case members(ServerSet, expected: ServerSet)
  /// In the start a server is in the midst of what only a feature does, or has sent a message of
  /// one.
  case beyondPlainRaft(ServerID)
  /// The start is beyond the bounds: so many messages are in flight already.
  case tooManyMessages(Int, bound: Int)
  /// A server of the start has a longer log, or a higher term, than can be held.
  case tooFar(ServerID)
  /// Nobody has the entry that is to be lost.
  case noSuchEntry(LogPosition)
  /// The goal names a server that is no member.
  case noSuchServer(ServerID)
}
