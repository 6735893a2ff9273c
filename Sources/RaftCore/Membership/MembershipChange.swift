/// What whoever runs a cluster wants changed in its configuration.
package enum MembershipChange: Hashable, Sendable, BitwiseCopyable {
  /// A server shall vote and count, at once.
  case add(ServerID)
  /// A server shall be sent the log, and not vote nor count (Ongaro's dissertation, §4.2.1).
  case addLearner(ServerID)
  /// A learner shall vote and count.
  case promote(ServerID)
  /// A server, voter or learner, shall be one no more.
  case remove(ServerID)
  /// Several shall become voters and several others be gone, all together (§6).
  case several(adding: ServerSet, removing: ServerSet)

  /// All servers that it names.
  package var servers: ServerSet {
    switch self {
    case .add(let server), .addLearner(let server), .promote(let server), .remove(let server):
      [server]
    case .several(let added, let removed): added.union(removed)
    }
  }

  /// The configuration that it makes of one that is not joint, in a single step; nil where there is
  /// nothing to change, or nobody would be left to vote.
  package func applied(to membership: Membership) -> Membership? {
    var (voters, learners) = (membership.voters, membership.learners)
    switch self {
    case .add(let server): voters.insert(server)
    case .addLearner(let server):
      if !voters.contains(server) { learners.insert(server) }
    case .promote(let server):
      if learners.contains(server) { voters.insert(server) }
    case .remove(let server):
      voters.remove(server)
      learners.remove(server)
    case .several(let added, let removed):
      voters = voters.union(added).subtracting(removed)
      learners = learners.subtracting(removed)
    }
    let next = Membership(voters: voters, learners: learners.subtracting(voters))
    return next == membership.afterJoint || voters.isEmpty ? nil : next
  }
}

extension Membership {
  /// Those who vote in one of two configurations and not in the other.
  package func differingVoters(from other: Membership) -> ServerSet {
    voters.union(other.voters).subtracting(voters.intersection(other.voters))
  }
}
