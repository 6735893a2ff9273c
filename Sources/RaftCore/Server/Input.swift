/// What a server is given: the only things that can make it do anything.
package enum Input: Hashable, Sendable {
  /// The server's process begins, for the first time or after a crash.
  case start
  /// A message arrived.
  case receive(Message)
  /// A timer ran out.
  case timeout(Timer)
  /// A client asks for a command to be applied.
  case request(RequestID, Command)
  /// A write that the server asked for is on disk.
  case written(Write)
}

/// What all servers of a cluster agree on before they start.
package struct Configuration: Hashable, Sendable {
  /// The servers of the cluster, 1 to 9.
  package var members: ServerSet
  /// The rules in force.
  package var rules: RuleSet
  /// The features that are on.
  package var features: Features
  /// The most entries that one AppendEntries carries.
  package var batchLimit: Int
  /// The most entries that may be on their way to one follower, unacknowledged.
  package var windowLimit: Int

  /// - Precondition: `members` is not empty, both limits are positive.
  package init(
    members: ServerSet, rules: RuleSet = RuleSet(), features: Features = Features(),
    batchLimit: Int = 8, windowLimit: Int = 64
  ) {
    precondition(!members.isEmpty && batchLimit > 0 && windowLimit > 0)
    self.members = members
    self.rules = rules
    self.features = features
    self.batchLimit = batchLimit
    self.windowLimit = windowLimit
  }
}

/// What a server finds on its disk when it starts (Figure 2, persistent state).
package struct PersistentState: Hashable, Sendable {
  package var currentTerm: Term
  package var votedFor: ServerID?
  package var log: Log

  package init(currentTerm: Term = 0, votedFor: ServerID? = nil, log: Log = Log()) {
    self.currentTerm = currentTerm
    self.votedFor = votedFor
    self.log = log
  }
}
