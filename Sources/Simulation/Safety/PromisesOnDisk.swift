import RaftCore

/// "Updated on stable storage before responding to RPCs" (Figure 2, persistent state): what a
/// server told others, and what others count on, is on its disk.
///
/// Four promises, each looked at where somebody relies on it: a term when its message arrives, a
/// vote when it is counted, an entry when the leader notes that it is stored, and again when it is
/// committed. A disk never forgets by itself, so a promise that was kept when it was given is still
/// kept then. A server in a later term may have given up entries that it promised to an earlier
/// leader, lawfully; so entries are looked for only on disks that have not gone on to a later term.
///
/// Disks that were wiped are left out: that they forget is their nature, and no server's mistake.
///
/// Servers are named by their places among the hosts: lent as a value, a server would be copied at
/// every event.
enum PromisesOnDisk {
  /// A message of this term arrived from the server at `place`.
  static func arrived(_ term: Term, from place: Int, of hosts: [Host]) -> Finding? {
    let disk = hosts[place].disk.state.currentTerm
    guard disk < term, !hosts[place].wasWiped else { return nil }
    let server = ServerID(place + 1)
    return Finding(
      property: .promisesOnDisk, servers: [server],
      detail: .termNotOnDisk(server, term: term, disk: disk))
  }

  /// A candidate counted a vote.
  static func counted(_ evidence: Evidence, by candidate: Int, of hosts: [Host]) -> Finding? {
    guard case .vote(let voter, true, _, _) = evidence else { return nil }
    return missing(voteOf: voter, for: candidate, in: hosts)
  }

  /// A candidate won by the votes that it counted, of which each must have been given in this term.
  static func won(_ evidence: Evidence, by candidate: Int, of hosts: [Host]) -> Finding? {
    guard case .vote(_, _, let votes, _) = evidence else { return nil }
    for voter in votes {
      if let finding = missing(voteOf: voter, for: candidate, in: hosts) { return finding }
    }
    return nil
  }

  private static func missing(
    voteOf voter: ServerID, for candidate: Int, in hosts: [Host]
  ) -> Finding? {
    let place = voter.number - 1
    let term = hosts[place].disk.state.currentTerm
    let wanted = hosts[candidate].server.currentTerm
    let id = ServerID(candidate + 1)
    if term > wanted || hosts[place].wasWiped { return nil }
    if term == wanted, hosts[place].disk.state.votedFor == id { return nil }
    return Finding(
      property: .promisesOnDisk, servers: [voter, id],
      detail: .voteNotOnDisk(voter, term: wanted, candidate: id))
  }

  /// A leader noted what a follower stores.
  static func stored(_ evidence: Evidence, by leader: Int, of hosts: [Host]) -> Finding? {
    guard case .match(let peer, let matchIndex, _, let before) = evidence, matchIndex > before
    else { return nil }
    return missing(matchIndex, of: leader, on: peer, in: hosts)
  }

  /// A leader committed what it knows to be on the disks of a majority.
  static func committed(_ evidence: Evidence, by leader: Int, of hosts: [Host]) -> Finding? {
    guard case .stored(let index, _, _, let holders, _) = evidence else { return nil }
    for holder in holders {
      if let finding = missing(index, of: leader, on: holder, in: hosts) { return finding }
    }
    return nil
  }

  private static func missing(
    _ index: LogIndex, of leader: Int, on holder: ServerID, in hosts: [Host]
  ) -> Finding? {
    let place = holder.number - 1
    let term = hosts[place].disk.state.currentTerm
    guard term <= hosts[leader].server.currentTerm, !hosts[place].wasWiped,
      let wanted = hosts[leader].server.log.term(at: index)
    else { return nil }
    if term == hosts[leader].server.currentTerm,
      hosts[place].disk.state.log.contains(LogPosition(index: index, term: wanted))
    {
      return nil
    }
    let id = ServerID(leader + 1)
    return Finding(
      property: .promisesOnDisk, servers: [holder, id],
      detail: .entryNotOnDisk(holder, LogPosition(index: index, term: wanted), leader: id))
  }
}
