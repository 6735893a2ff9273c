import RaftCore

/// The five properties that Raft guarantees at all times (Figure 3).
package enum SafetyProperty: UInt8, CaseIterable, Hashable, Sendable {
  /// "At most one leader can be elected in a given term." (§5.2)
  case electionSafety
  /// "A leader never overwrites or deletes entries in its log; it only appends new entries."
  /// (§5.3)
  case leaderAppendOnly
  /// "If two logs contain an entry with the same index and term, then the logs are identical in all
  /// entries up through the given index." (§5.3)
  case logMatching
  /// "If a log entry is committed in a given term, then that entry will be present in the logs of
  /// the leaders for all higher-numbered terms." (§5.4)
  case leaderCompleteness
  /// "If a server has applied a log entry at a given index to its state machine, no other server
  /// will ever apply a different log entry for the same index." (§5.4.3)
  case stateMachineSafety

  /// The name on the command line and in results: lower case, words joined by hyphens.
  package var id: String {
    switch self {
    case .electionSafety: "election-safety"
    case .leaderAppendOnly: "leader-append-only"
    case .logMatching: "log-matching"
    case .leaderCompleteness: "leader-completeness"
    case .stateMachineSafety: "state-machine-safety"
    }
  }
}

/// A set of safety properties: a bit each.
package struct SafetyProperties: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The set of one property.
  package init(_ property: SafetyProperty) { rawValue = 1 << property.rawValue }

  /// All five.
  package static let all = SafetyProperties(rawValue: 0b11111)

  package func contains(_ property: SafetyProperty) -> Bool {
    rawValue & 1 << property.rawValue != 0
  }
}

/// A safety property that does not hold, and the servers that show it.
package struct Violation: Hashable, Sendable {
  package let property: SafetyProperty
  package let servers: ServerSet

  package init(_ property: SafetyProperty, _ servers: ServerSet) {
    self.property = property
    self.servers = servers
  }
}
