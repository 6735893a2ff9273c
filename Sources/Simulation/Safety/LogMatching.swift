import RaftCore

/// "Log Matching: if two logs contain an entry with the same index and term, then the logs are
/// identical in all entries up through the given index." (Figure 3; §5.3)
///
/// It holds if each pair of index and term stands for one command and one term of the entry before:
/// by induction the whole prefixes are the same then. So each entry is looked at once, when it is
/// appended. A pair that stood for something else before may be an entry that is in no log any
/// more; only then are the logs themselves compared.
struct LogMatching: Sendable {
  /// By index, the latest entry seen there with the term of the one before it.
  private var latest = IndexedRecord<Link>()
  /// Entries of other terms seen at the same index.
  private var others: [Seen] = []

  private struct Link: Hashable, Sendable {
    var entry: Entry
    var previousTerm: Term
  }

  private struct Seen: Hashable, Sendable {
    var index: LogIndex
    var link: Link
  }

  /// Entries were appended to the log of the server at `place`.
  mutating func appended(_ evidence: Evidence, at place: Int, of hosts: [Host]) -> Finding? {
    let log = hosts[place].server.log
    let range: ClosedRange<LogIndex>
    switch evidence {
    case .entries(let after, let through, _):
      guard after < through else { return nil }
      range = after + 1...through
    case .request(_, let index), .configuration(let index, _, _): range = index...index
    case .none, .recovered, .terms, .silence, .candidacy, .votedFor, .lastLogs, .vote, .leader,
      .sent, .previous, .conflict, .match, .backUp, .stored, .commit, .leaderHint, .written,
      .preCandidacy, .contact, .quorum, .transfer, .stopping, .read, .round, .commitTerm, .applied,
      .lease, .refused, .snapshot, .lagging, .offered, .session, .expiry, .configured, .ownTerm,
      .caughtUp, .majorities:
      return nil
    }
    for index in range {
      let link = Link(entry: log[index], previousTerm: log.term(at: index - 1)!)
      if !isKnown(link, at: index), let finding = compare(place, at: index, in: hosts) {
        return finding
      }
    }
    return nil
  }

  /// Whether the pair of index and term stands for what it stood for before, or for nothing yet.
  private mutating func isKnown(_ link: Link, at index: LogIndex) -> Bool {
    guard index > latest.start else { return true }
    while latest.lastIndex < index - 1 {
      // Only with the consistency check off can an index be skipped.
      latest.append(Link(entry: Entry(term: 0, command: .noOp), previousTerm: 0))
    }
    guard index <= latest.lastIndex else {
      latest.append(link)
      return true
    }
    let known = latest[index]
    if known == link { return true }
    latest[index] = link
    if known.entry.term == link.entry.term { return false }
    others.append(Seen(index: index, link: known))
    return others.allSatisfy {
      $0.index != index || $0.link.entry.term != link.entry.term || $0.link == link
    }
  }

  /// Nobody's log has these entries any more: they are in everybody's snapshot.
  mutating func forget(through index: LogIndex) {
    latest.forget(through: index)
    others.removeAll { $0.index <= index }
  }

  /// Compares a log, which has an entry at `index`, with all others that have one of the same term
  /// there.
  private func compare(_ place: Int, at index: LogIndex, in hosts: [Host]) -> Finding? {
    let own = hosts[place].server
    for other in hosts where other.id != own.id {
      guard other.server.log.term(at: index) == own.log[index].term else { continue }
      let first = max(own.log.firstIndex, other.server.log.firstIndex)
      for earlier in stride(from: index, through: first, by: -1)
      where other.server.log[earlier] != own.log[earlier] {
        let position = LogPosition(index: index, term: own.log[index].term)
        return Finding(
          property: .logMatching, servers: [own.id, other.id],
          detail: .logs(own.id, other.id, agreeAt: position, differsAt: earlier))
      }
    }
    return nil
  }
}
