import RaftCore

/// What may never change back at one server: its term never falls; within a term it votes once at
/// most (§5.2); its commitIndex never falls while it runs (Figure 2).
struct ServerDeltas: Sendable {
  private var seen: [Glance?] = Array(repeating: nil, count: ServerID.maximum + 1)

  private struct Glance: Equatable, Sendable {
    var term: Term
    var votedFor: ServerID?
    var commitIndex: LogIndex
  }

  /// Compares a server with what it was after its last step. Nil where nothing is wrong: an empty list
  /// would be a reference to count at every event.
  mutating func compare(_ place: Int, of hosts: [Host]) -> [Finding]? {
    let now = Glance(
      term: hosts[place].server.currentTerm, votedFor: hosts[place].server.votedFor,
      commitIndex: hosts[place].server.commitIndex)
    let before = seen[place + 1]
    // Mostly nothing has changed, and nothing need be written.
    if before == now { return nil }
    seen[place + 1] = now
    guard let before else { return nil }
    if now.term == before.term && now.commitIndex >= before.commitIndex
      && (before.votedFor == nil || before.votedFor == now.votedFor)
    {
      return nil
    }
    return findings(of: hosts[place].server, since: before)
  }

  private func findings(of server: Server, since before: Glance) -> [Finding] {
    let id = server.id
    if server.currentTerm < before.term {
      return [
        Finding(
          property: .termNeverFalls, servers: [id],
          detail: .termFell(id, from: before.term, to: server.currentTerm))
      ]
    }
    var findings: [Finding] = []
    if let first = before.votedFor, server.currentTerm == before.term,
      server.votedFor != first
    {
      findings.append(
        Finding(
          property: .oneVotePerTerm, servers: [id],
          detail: .votedTwice(id, term: before.term, first: first, second: server.votedFor)))
    }
    if server.commitIndex < before.commitIndex {
      findings.append(
        Finding(
          property: .commitNeverFalls, servers: [id],
          detail: .commitFell(id, from: before.commitIndex, to: server.commitIndex)))
    }
    return findings
  }

  /// A server starts again: its commitIndex begins at 0, and of term and vote only what was
  /// promised must be there.
  ///
  /// What it had not yet written it had not yet promised either, so a restart may lawfully go back
  /// to the disk's state. A promise broken shows in Election Safety.
  mutating func restarted(_ server: ServerID) { seen[server.number] = nil }
}
