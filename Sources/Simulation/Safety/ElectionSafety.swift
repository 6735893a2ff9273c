import RaftCore

/// "Election Safety: at most one leader can be elected in a given term." (Figure 3; §5.2)
struct ElectionSafety: Sendable {
  /// Who led in which term; terms ascend but for rare late winners, so the search starts at the end.
  private var leaders = ChunkedArray<Leader>()

  private struct Leader: Sendable {
    var term: Term
    var server: ServerID
  }

  /// A server leads its term: it was elected, or came into the term as a leader, which it does only
  /// when it does not step down on a higher term.
  mutating func leads(_ server: Server) -> Finding? {
    for position in stride(from: leaders.count - 1, through: 0, by: -1) {
      let earlier = leaders[position]
      if earlier.term == server.currentTerm, earlier.server != server.id {
        return Finding(
          property: .electionSafety, servers: [server.id, earlier.server],
          detail: .leaders(term: server.currentTerm, earlier.server, server.id))
      }
    }
    leaders.append(Leader(term: server.currentTerm, server: server.id))
    return nil
  }
}
