import RaftCore

/// Configurations that can decide at the same time overlap (§6; Ongaro's dissertation, §4.1): every
/// majority of the one that a leader goes by has a server in common with every majority of the last one
/// that was committed. For a joint one both majorities count.
///
/// That is what the rules of membership are for, whatever they are: of two configurations that do not
/// overlap, one can elect a leader and commit entries without the other. It is looked at when somebody
/// begins to lead, when a leader takes up another configuration, and when one is committed.
struct ConfigurationsOverlap: Sendable {
  /// A configuration that was committed, the last one, and in which term; at first, the one that the
  /// cluster began with.
  private(set) var committed: Membership
  /// The entry that holds it; `.start` at first.
  private(set) var position = LogPosition.start
  private var committedIn: Term = 0

  init(_ settings: Settings) { committed = Membership(voters: .first(settings.servers)) }

  /// A server leads, or a leader has taken up another configuration.
  func leads(_ server: Server) -> Finding? {
    guard server.role.isLeader, server.currentTerm >= committedIn else { return nil }
    return finding(of: server.membership, by: server)
  }

  /// A leader has advanced its commitIndex, up to which there may be configurations.
  mutating func committed(by server: Server) -> Finding? {
    guard server.log.lastConfigurationIndex > 0 else { return nil }
    var found: Finding?
    var next = position.index + 1
    while next <= server.commitIndex {
      if let membership = membership(at: next, of: server), let term = server.log.term(at: next) {
        found = found ?? finding(of: membership, by: server)
        committed = membership
        position = LogPosition(index: next, term: term)
        committedIn = server.currentTerm
      }
      next += 1
    }
    return found
  }

  private func membership(at index: LogIndex, of server: Server) -> Membership? {
    guard index >= server.log.firstIndex, index <= server.log.lastIndex else { return nil }
    return server.log[index].membership
  }

  private func finding(of membership: Membership, by server: Server) -> Finding? {
    guard !membership.overlaps(with: committed) else { return nil }
    return Finding(
      property: .configurationsOverlap, servers: [server.id],
      detail: .disjoint(server.id, term: server.currentTerm, membership, committed))
  }
}
