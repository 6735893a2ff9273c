import RaftCore

// Who takes part in a recovery, where servers come and go.
extension Recovery {
  /// Those who were removed and would go on calling elections: whoever runs a cluster shuts them down
  /// (Ongaro's dissertation, §4.2.3).
  ///
  /// By what was committed last, and by what may still be: by configurations in later entries of logs
  /// that are at least as up-to-date. In etcd a server may need the vote of one that it does not know
  /// to be removed; then nobody is shut down.
  static func removed(from cluster: borrowing Cluster) -> ServerSet {
    guard let record = cluster.safety?.configurations, cluster.settings.features[.membership] else {
      return []
    }
    let committed = record.committed
    var (wanted, last) = (committed.servers, record.position)
    for place in cluster.hosts.indices {
      let server = cluster.hosts[place].server
      guard let term = server.log.term(at: server.commitIndex) else { continue }
      let position = LogPosition(index: server.commitIndex, term: term)
      if position.index > last.index { last = position }
    }
    for place in cluster.hosts.indices {
      let log = cluster.hosts[place].server.log
      let index = log.lastConfigurationIndex
      guard index > 0, let term = log.term(at: index), let membership = log[index].membership,
        LogPosition(index: index, term: term).isAtLeastAsUpToDate(as: last)
      else { continue }
      wanted = wanted.union(membership.servers)
    }
    if cluster.features[.etcdVariants] {
      for server in committed.allVoters
      where !cluster.hosts[server.number - 1].server.membership.isQuorum(committed.allVoters) {
        return []
      }
    }
    return cluster.members.subtracting(wanted)
  }

  /// Whether a majority is there without those who are down, whatever configuration a server goes by.
  static func isEnough(without down: ServerSet, in cluster: borrowing Cluster) -> Bool {
    // In etcd a server goes by what it has applied, and may need more than a majority of what is in
    // force elsewhere.
    if cluster.features[.membership], cluster.features[.etcdVariants] { return down.isEmpty }
    let up = cluster.members.subtracting(down)
    for place in cluster.hosts.indices
    where !cluster.hosts[place].server.latestMembership.isQuorum(up)
      || !cluster.hosts[place].server.membership.isQuorum(up)
    {
      return false
    }
    return true
  }

  /// Whether a cluster goes by what each server has applied, as in etcd, and waits for one that does not
  /// know that it may stand for election, or for the vote of one whose log is longer and that may not:
  /// the trap that etcd's documents warn of when one of two members is removed. Nothing is claimed of it.
  static func isTrap(_ failure: LivenessFailure, in cluster: borrowing Cluster) -> Bool {
    guard cluster.features[.membership], cluster.features[.etcdVariants] else { return false }
    return failure.kind == .noLeader || failure.kind == .writeUnanswered
  }

  /// Those whose logs must become the same: all that the leader's configuration names; nil while that
  /// is on its way to another.
  static func agreeing(with leader: ServerID, in run: borrowing CampaignCluster) -> ServerSet? {
    let place = leader.number - 1
    let latest = run.cluster.hosts[place].server.latestMembership
    guard run.cluster.hosts[place].server.membership == latest, !latest.isJoint,
      run.cluster.hosts[place].server.membershipIndex <= run.cluster.hosts[place].server.commitIndex
    else { return nil }
    return latest.servers
  }
}
