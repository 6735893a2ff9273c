import RaftCore

/// At most one leader at a time counts on a majority (Ongaro's dissertation, §6.2 and §6.4.1): while
/// a leader's lease lasts, by its own clock, nobody else is elected.
///
/// Claimed with CheckQuorum on, as long as clocks keep their bound and no timer is made to run out
/// by hand. The finding says for how long the old leader would still have counted on its majority.
enum OneQuorum {
  /// A server has just become leader.
  static func elected(_ winner: Server, of hosts: [Host], at now: Time) -> Finding? {
    for host in hosts where host.id != winner.id && host.life != .crashed {
      guard host.server.role.isLeader, host.server.currentTerm < winner.currentTerm,
        let end = host.server.leaseEnd
      else { continue }
      let left = end - host.clock(at: now)
      guard left > 0 else { continue }
      return Finding(
        property: .oneQuorum, servers: [winner.id, host.id],
        detail: .twoQuorums(
          old: host.id, term: host.server.currentTerm, new: winner.id, winner.currentTerm,
          left: left))
    }
    return nil
  }
}
