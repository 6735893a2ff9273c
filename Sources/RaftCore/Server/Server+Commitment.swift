// Committing and applying (§5.3, §5.4.2).
extension Server {
  /// "If there exists an N such that N > commitIndex, a majority of matchIndex[i] ≥ N, and
  /// log[N].term == currentTerm: set commitIndex = N" (§5.3, §5.4). Called when a member is newly
  /// known to store `index`.
  ///
  /// Terms never fall along a log. So the highest N that a majority stores decides: when its term
  /// is an old one, so is the term of every smaller N.
  mutating func advanceCommit(knowing index: LogIndex, into step: inout Step) {
    guard index > commitIndex, role.isLeader else { return }
    let (highest, holders) = withLeadership { server, leadership in
      // Who stores a higher one stores the next one too.
      var highest = server.commitIndex + 1
      var holders = server.holders(of: highest, in: leadership)
      guard server.isQuorum(holders) else { return (server.commitIndex, holders) }
      for member in server.electorate {
        let candidate = leadership[member].matchIndex
        guard candidate > highest else { continue }
        let those = server.holders(of: candidate, in: leadership)
        if server.isQuorum(those) { (highest, holders) = (candidate, those) }
      }
      return (highest, holders)
    }
    guard highest > commitIndex else { return explainQuorum(holders, into: &step) }
    let evidence = Evidence.stored(
      index: highest, term: log[highest].term, currentTerm: currentTerm,
      on: holders.intersection(electorate),
      needed: majority)
    guard log[highest].term == currentTerm || !obeys(.commitOnlyCurrentTerm) else {
      step.fire(.commitOnlyCurrentTerm, because: evidence)
      return
    }
    commitIndex = highest
    step.fire(.advanceCommit, because: evidence)
  }

  /// The members known to store the entry at `index`.
  @inline(__always) package func holders(of index: LogIndex, in leadership: Leadership) -> ServerSet
  {
    var holders: ServerSet = []
    for server in membership.servers where leadership[server].matchIndex >= index {
      holders.insert(server)
    }
    return holders
  }

  /// "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied] to state machine"
  /// (§5.3); a leader answers the clients whose commands those were: "respond after entry applied
  /// to state machine".
  @inline(__always) mutating func applyCommitted(into step: inout Step) {
    guard commitIndex > lastApplied else { return }
    let through = min(commitIndex, log.lastIndex)
    guard through > lastApplied else { return }
    apply(through: through, into: &step)
    if log.lastConfigurationIndex > 0 || membership.isJoint {
      configurationsApplied(into: &step)
    }
    if configuration.features[.snapshots] { takeSnapshotWhenDue(into: &step) }
  }

  private mutating func apply(through: LogIndex, into step: inout Step) {
    let after = lastApplied
    lastApplied = through
    step.fire(
      .applyCommitted, because: .entries(after: after, through: through, peer: nil)
    ) {
      $0.ask(.apply(after: after, through: through))
    }
    if !forwarded.isEmpty { answerForwarded(after: after, through: through, into: &step) }
    guard role.isLeader else { return }
    withLeadership { _, leadership in
      let count = leadership.unanswered.prefix { $0.index <= through }.count
      for pending in leadership.unanswered.prefix(count) {
        step.fire(.answerClient, because: .request(pending.request, index: pending.index)) {
          $0.ask(.answer(pending.request, .applied(pending.index)))
        }
      }
      leadership.unanswered.removeFirst(count)
    }
  }
}
