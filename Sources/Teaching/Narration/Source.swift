import RaftCore

/// Where in the paper (extended version) a rule stands.
package struct Source: Hashable, Sendable {
  /// The sections' numbers, such as `5.3` and `5.4`.
  package var sections: [String]
  /// The place within them, or in Figure 2, as closely as it can be named.
  package var place: Place?

  /// A place that the paper gives a name or number.
  package enum Place: Hashable, Sendable {
    /// Figure 2, RequestVote RPC, a numbered step of the receiver's implementation.
    case requestVoteReceiver(Int)
    /// Figure 2, AppendEntries RPC, a numbered step of the receiver's implementation.
    case appendEntriesReceiver(Int)
    /// Figure 2, AppendEntries RPC, what it returns.
    case appendEntriesResults
    /// Figure 2, rules for servers.
    case allServers, followers, candidates, leaders
    /// Figure 2, persistent state on all servers.
    case persistentState
    /// A figure other than Figure 2.
    case figure(Int)
    /// The last paragraphs of the section.
    case end
    /// Not in the paper but in Ongaro's dissertation, in the section with this number.
    case dissertation(String)
  }

  /// The sections, each with its sign: `§5.3, §5.4`.
  package var sectionText: String { sections.map { "§" + $0 }.joined(separator: ", ") }
}

extension Rule {
  /// Where the paper states the rule.
  package var source: Source { Self.sources[Int(rawValue)] }

  private static let sources = allCases.map(\.statedAt)

  private var statedAt: Source {
    let sections = section.split(separator: ", ").filter { $0.first?.isNumber == true }
    return Source(sections: sections.map(String.init), place: place)
  }

  private var place: Source.Place? {
    switch self {
    case .recoverFromDisk, .persistBeforeAnswering: .persistentState
    case .stepDownOnHigherTerm, .applyCommitted: .allServers
    case .electionTimeout, .hearLeader: .followers
    case .startElection, .countVote, .becomeLeader, .candidateFindsLeader: .candidates
    case .announceLeadership, .heartbeat, .postponeHeartbeat, .appendCommand, .sendEntries,
      .entriesStored, .backUpNextIndex, .advanceCommit, .answerClient:
      .leaders
    case .refuseStaleCandidate: .requestVoteReceiver(1)
    case .oneVotePerTerm, .upToDateCheck, .grantVote: .requestVoteReceiver(2)
    case .refuseStaleLeader: .appendEntriesReceiver(1)
    case .consistencyCheck: .appendEntriesReceiver(2)
    case .deleteConflicting: .appendEntriesReceiver(3)
    case .appendEntries: .appendEntriesReceiver(4)
    case .commitBoundedByLastNew: .appendEntriesReceiver(5)
    case .acknowledgeEntries: .appendEntriesResults
    case .commitOnlyCurrentTerm: .figure(8)
    case .backUpByTerm: .end
    case .pipelining: .dissertation("10.2.2")
    case .startAsFollower, .ignoreStaleReply, .randomizedTimeouts, .appendNoOp, .redirectClient,
      .clientSerialNumbers:
      nil
    }
  }
}
