import RaftCore
import Simulation

/// Watches over the safety properties that can be told from what is seen of a real cluster.
///
/// Disks and members are looked at now and then, not at every moment. So each check stands where
/// what it compares is known to be complete: a member's log is read just before its status is
/// taken, and what it says that it applied was on its disk by then.
package struct ObservedSafety: Sendable {
  package static let checked: [Property] = [
    .electionSafety, .logMatching, .leaderCompleteness, .stateMachineSafety, .termNeverFalls,
    .oneVotePerTerm,
  ]

  /// Those that are checked where members are only asked how they stand: who leads in which term.
  package static let checkedByStatus: [Property] = [.electionSafety]

  /// The first violation of each property that broke, oldest first.
  package private(set) var violations: [Violation] = []
  private var found: (Property, [ServerID], Violation.Detail)?
  /// Who was seen to lead in which term.
  private var leaders: [Term: ServerID] = [:]
  /// By index - 1, what was applied first, by whom, and in which term that one was then.
  private var applied = ChunkedArray<Applied>()
  /// How far each server's applied entries are checked.
  private var checkedThrough: [ServerID: LogIndex] = [:]
  /// The leaders whose logs were found to hold all that was applied before.
  private var completeIn: [ServerID: Term] = [:]
  /// What each server's disk said last of its term and vote.
  private var written: [ServerID: (term: Term, vote: ServerID?)] = [:]

  private struct Applied: Sendable {
    var entry: Entry
    var server: ServerID
    var term: Term
  }

  /// The violation that was found since this was last asked, if it is the first of its property.
  mutating func takeFinding(event: Int, time: Time) -> Violation? {
    guard let (property, servers, detail) = found else { return nil }
    found = nil
    guard !violations.contains(where: { $0.property == property }) else { return nil }
    let violation = Violation(
      property: property, event: event, time: time, servers: servers, detail: detail)
    violations.append(violation)
    return violation
  }

  private mutating func report(
    _ property: Property, _ servers: [ServerID], _ detail: Violation.Detail
  ) {
    if found == nil { found = (property, servers, detail) }
  }

  /// "At most one leader can be elected in a given term" (§5.2).
  mutating func leads(_ server: ServerID, in term: Term) {
    guard let other = leaders[term] else {
      leaders[term] = server
      return
    }
    if other != server {
      report(.electionSafety, [server, other], .leaders(term: term, other, server))
    }
  }

  /// A term never falls on a disk, and has one vote at most (Figure 2).
  ///
  /// - Returns: whether the vote is new.
  mutating func wrote(term: Term, vote: ServerID?, at server: ServerID) -> Bool {
    defer { written[server] = (term, vote) }
    guard let before = written[server] else { return vote != nil }
    if term < before.term {
      report(.termNeverFalls, [server], .termFell(server, from: before.term, to: term))
    } else if term == before.term, let first = before.vote, vote != first {
      report(
        .oneVotePerTerm, [server], .votedTwice(server, term: term, first: first, second: vote))
    }
    return vote != nil && (term, vote) != before
  }

  /// "If two logs contain an entry with the same index and term, then the logs are identical in all
  /// entries up through the given index" (§5.3).
  mutating func appended(
    _ logs: [Log], _ starts: [LogPosition], at server: ServerID, from first: LogIndex
  ) {
    let place = server.number - 1
    let last = starts[place].index + logs[place].lastIndex
    for other in logs.indices where other != place {
      let common = min(last, starts[other].index + logs[other].lastIndex)
      let base = max(starts[place].index, starts[other].index)
      guard common >= first, common > base else { continue }
      func own(_ index: LogIndex) -> Entry { logs[place][index - starts[place].index] }
      func theirs(_ index: LogIndex) -> Entry { logs[other][index - starts[other].index] }
      guard
        let agreed = stride(from: common, through: max(first, base + 1), by: -1)
          .first(where: { own($0).term == theirs($0).term })
      else { continue }
      // What is before the new entries was compared when it was new, down to the last that differs.
      var index = agreed
      while index > base, index > first - 2 {
        if own(index) != theirs(index) {
          let position = LogPosition(index: agreed, term: own(agreed).term)
          let otherServer = ServerID(other + 1)
          report(
            .logMatching, [server, otherServer],
            .logs(server, otherServer, agreeAt: position, differsAt: index))
          return
        }
        index -= 1
      }
    }
  }

  /// A member says what it applied, and whether it leads; its log was read just before.
  mutating func heard(
    _ standing: Observation.Standing, from server: ServerID, commitBefore: LogIndex?, log: Log,
    start: LogIndex
  ) {
    check(appliedBy: server, through: standing.applied, in: standing.term, log, start)
    guard standing.role == .leader, completeIn[server] != standing.term else { return }
    completeIn[server] = standing.term
    // "If a log entry is committed in a given term, then that entry will be present in the logs of
    // the leaders for all higher-numbered terms" (§5.4). What was applied was committed before.
    for position in start..<max(start, applied.count) {
      let known = applied[position]
      let index = position + 1
      guard known.term > 0, known.term < standing.term else { continue }
      if index - start <= log.lastIndex, log[index - start] == known.entry { continue }
      report(
        .leaderCompleteness, [server],
        .missing(
          leader: server, term: standing.term,
          committed: LogPosition(index: index, term: known.entry.term), committedIn: known.term))
      return
    }
  }

  /// "If a server has applied a log entry at a given index to its state machine, no other server
  /// will ever apply a different log entry for the same index" (§5.4.3).
  private mutating func check(
    appliedBy server: ServerID, through: LogIndex, in term: Term, _ log: Log, _ start: LogIndex
  ) {
    var index = max(start, checkedThrough[server] ?? 0) + 1
    while index <= through, index - start <= log.lastIndex {
      let entry = log[index - start]
      while applied.count < index - 1 {
        // Behind a snapshot: what stands there was not seen.
        applied.append(Applied(entry: Entry(term: 0, command: .noOp), server: server, term: 0))
      }
      if index > applied.count {
        applied.append(Applied(entry: entry, server: server, term: term))
      } else if applied[index - 1].term > 0, applied[index - 1].entry != entry {
        let first = applied[index - 1]
        report(
          .stateMachineSafety, [server, first.server],
          .applied(index: index, first.server, first.entry, server, entry))
      }
      index += 1
    }
    checkedThrough[server] = max(checkedThrough[server] ?? 0, index - 1)
  }

  /// A member's disk is empty: it is another member, in the same place.
  mutating func began(_ server: ServerID) {
    written[server] = nil
    checkedThrough[server] = nil
    completeIn[server] = nil
  }

  /// A member applies its log from the beginning.
  mutating func restarted(_ server: ServerID) { checkedThrough[server] = nil }
}
