import RaftCore

/// The five properties of the paper's Figure 3 and the state's own invariants, looked at after
/// every step of a bench.
struct Safety {
  /// What was found, in order; empty as long as all is well.
  private(set) var violations: [Violation] = []
  private var leaders: [Term: ServerID] = [:]
  /// The entries that a leader has committed, by index - 1, and the leader's term when it did.
  private var committed: [(entry: Entry, term: Term)] = []
  /// The first entry that any server applied, by index - 1.
  private var firstApplied: [Entry] = []

  /// The highest index that any client was told of.
  private var acknowledged: LogIndex = 0
  /// What that was when each linearizable read began that is not answered yet.
  private var asked: [RequestID: LogIndex] = [:]

  /// A property of Figure 3, or a read that is too old, or a promise that went out too early, or an
  /// inconsistent state.
  enum Property: String {
    case electionSafety = "Election Safety"
    case leaderAppendOnly = "Leader Append-Only"
    case logMatching = "Log Matching"
    case leaderCompleteness = "Leader Completeness"
    case stateMachineSafety = "State Machine Safety"
    case freshRead = "Fresh Read"
    case snapshots = "Snapshots"
    case durability = "Durability"
    case invariant = "Invariant"
  }

  struct Violation: CustomStringConvertible {
    var property: Property
    var detail: String
    var description: String { "\(property.rawValue): \(detail)" }
  }

  /// One step of one server, with what surrounds it.
  struct Observation {
    var before: Server
    var after: Server
    var step: Step
    var node: Node
    var nodes: [Node]
  }

  /// The first violation of what clients or Figure 3 were promised.
  var firstBroken: Property? {
    violations.first { $0.property != .invariant && $0.property != .durability }?.property
  }

  mutating func observe(_ seen: Observation) {
    checkLeader(seen)
    if seen.after.log != seen.before.log { checkLogs(seen) }
    if seen.after.role.isLeader, seen.after.commitIndex > seen.before.commitIndex {
      recordCommit(seen.after)
    }
    for complaint in Invariants.complaints(about: seen) { report(.invariant, complaint) }
  }

  /// "At most one leader can be elected in a given term"; "if a log entry is committed in a given
  /// term, then that entry will be present in the logs of the leaders for all higher-numbered
  /// terms"; "a leader never overwrites or deletes entries in its log".
  private mutating func checkLeader(_ seen: Observation) {
    let server = seen.after
    guard server.role.isLeader else { return }
    if let other = leaders[server.currentTerm], other != server.id {
      report(.electionSafety, "\(other) and \(server.id) lead in term \(server.currentTerm)")
    }
    leaders[server.currentTerm] = server.id
    if seen.before.role.isLeader {
      if !server.log.begins(with: seen.before.log) {
        report(.leaderAppendOnly, "\(server.id), the leader, changed entries it had")
      }
      return
    }
    for (offset, commit) in committed.enumerated() where commit.term < server.currentTerm {
      let own = offset < server.log.lastIndex ? server.log.entry(at: offset + 1) : nil
      // What is in its snapshot, its state machine must hold.
      if offset < server.log.start.index {
        let isHeld = offset < seen.node.applied.count && seen.node.applied[offset] == commit.entry
        if isHeld { continue }
      }
      guard own != commit.entry else { continue }
      report(
        .leaderCompleteness,
        "\(server.id) leads in term \(server.currentTerm) without entry \(offset + 1) of term "
          + "\(commit.entry.term), committed in term \(commit.term)")
      return
    }
  }

  /// "If two logs contain an entry with the same index and term, then the logs are identical in all
  /// entries up through the given index."
  private mutating func checkLogs(_ seen: Observation) {
    for node in seen.nodes where node.number != seen.after.id.number {
      guard let other = node.server?.log else { continue }
      var agreed = false
      var index = min(other.lastIndex, seen.after.log.lastIndex)
      while index > max(other.start.index, seen.after.log.start.index) {
        let (left, right) = (seen.after.log[index], other[index])
        if left.term == right.term { agreed = true }
        if agreed, left != right {
          report(.logMatching, "\(seen.after.id) and S\(node.number) differ at index \(index)")
          return
        }
        index -= 1
      }
    }
  }

  private mutating func recordCommit(_ leader: Server) {
    let through = min(leader.commitIndex, leader.log.lastIndex)
    while committed.count < through {
      committed.append((leader.log[committed.count + 1], leader.currentTerm))
    }
  }

  /// "If a server has applied a log entry at a given index to its state machine, no other server
  /// will ever apply a different log entry for the same index."
  mutating func applied(_ entries: [Entry], after: LogIndex, by server: ServerID) {
    for (offset, entry) in entries.enumerated() {
      let index = after + offset + 1
      if index > firstApplied.count {
        firstApplied.append(entry)
      } else if firstApplied[index - 1] != entry {
        report(
          .stateMachineSafety,
          "\(server) applies an entry of term \(entry.term) at index \(index), another server "
            + "applied one of term \(firstApplied[index - 1].term)")
      }
    }
  }

  /// A server's state machine was reset: it must hold what others applied, and nothing else.
  mutating func restored(_ entries: [Entry], through last: LogPosition, by server: ServerID) {
    if entries.count != last.index || entries.last?.term != last.term
      || !firstApplied.starts(with: entries)
    {
      report(.snapshots, "\(server) is given something else than was applied up to \(last)")
    }
  }

  /// A client asks for a linearizable read.
  mutating func asked(_ request: RequestID) { asked[request] = acknowledged }

  /// A read "must not return stale data" (Ongaro's dissertation, §6.4): it shows all that any client
  /// was told of before it began.
  mutating func answered(_ request: RequestID, _ answer: Answer, by server: Server) {
    switch answer {
    case .applied(let index): acknowledged = max(acknowledged, index)
    case .notLeader: break
    case .query:
      guard let floor = asked[request], server.lastApplied < floor else { return }
      report(
        .freshRead,
        "\(server.id) answers request \(request.number) as of index \(server.lastApplied), though a "
          + "client was told of index \(floor) before it was asked")
    }
  }

  /// "Updated on stable storage before responding to RPCs": what a message promises is on the disk
  /// of its sender when it leaves.
  mutating func left(_ message: Message, disk: PersistentState) {
    let kept: Bool
    switch message.body {
    case .requestVote: kept = disk.currentTerm == message.term && disk.votedFor == message.from
    case .requestVoteReply(voteGranted: true):
      kept = disk.currentTerm == message.term && disk.votedFor == message.to
    case .appendEntriesReply(.success(let matchIndex)):
      kept = disk.currentTerm == message.term && disk.log.lastIndex >= matchIndex
    default: kept = disk.currentTerm >= message.term
    }
    if !kept {
      report(.durability, "\(message.from) promised what is not on disk: \(message.body)")
    }
  }

  private mutating func report(_ property: Property, _ detail: String) {
    violations.append(Violation(property: property, detail: detail))
  }
}

extension Log {
  /// Whether `other` is a prefix of this log.
  func begins(with other: Log) -> Bool {
    guard other.lastIndex <= lastIndex else { return false }
    // Whole logs are compared chunk by chunk, so the common case is quick.
    var own = self
    own.truncate(to: other.lastIndex)
    return own == other || own.agrees(with: other)
  }

  /// The entry at an index; nil where a snapshot has taken its place.
  func entry(at index: LogIndex) -> Entry? { index >= firstIndex ? self[index] : nil }
}
