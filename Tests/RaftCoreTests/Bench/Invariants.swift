import RaftCore

/// What must be true of one server after every step, whatever its surroundings did.
///
/// With a safety rule switched off only those are looked at that do not depend on it.
enum Invariants {
  static func complaints(about seen: Safety.Observation) -> [String] {
    var list = Complaints(server: seen.after.id)
    transitions(seen, &list)
    effects(seen, &list)
    heartbeats(seen, &list)
    let isWhole = safetyRules.allSatisfy { seen.after.configuration.rules[$0] }
    if isWhole {
      state(of: seen.after, &list)
      timers(seen, &list)
      if let leadership = seen.after.role.leadership {
        bookkeeping(leadership, of: seen.after, disk: seen.node.disk, &list)
      }
    }
    return list.found
  }

  private static let safetyRules = Rule.allCases.filter { $0.weight == .safety }

  struct Complaints {
    let server: ServerID
    var found: [String] = []

    mutating func expect(_ isTrue: Bool, _ sentence: @autoclosure () -> String) {
      if !isTrue { found.append("\(server): \(sentence())") }
    }
  }

  private static func transitions(_ seen: Safety.Observation, _ list: inout Complaints) {
    let (before, after) = (seen.before, seen.after)
    list.expect(after.currentTerm >= before.currentTerm, "currentTerm fell")
    list.expect(after.commitIndex >= before.commitIndex, "commitIndex fell")
    list.expect(after.lastApplied >= before.lastApplied, "lastApplied fell")
    list.expect(after.lastApplied <= after.commitIndex, "applied what is not committed")
    let mayVoteAgain =
      after.currentTerm > before.currentTerm || before.votedFor == nil
      || !after.configuration.rules[.oneVotePerTerm]
    list.expect(mayVoteAgain || after.votedFor == before.votedFor, "changed its vote")
  }

  /// Every effect belongs to a firing, and what goes out is in the server's own name and limits.
  private static func effects(_ seen: Safety.Observation, _ list: inout Complaints) {
    var next = 0
    for firing in seen.step.firings {
      list.expect(firing.effects.lowerBound == next, "an effect without a rule")
      next = firing.effects.upperBound
    }
    list.expect(next == seen.step.effects.count, "an effect without a rule")
    for effect in seen.step.effects {
      switch effect {
      case .send(let message), .sendAtOnce(let message):
        list.expect(message.from == seen.after.id, "sent in another's name")
        // Whoever asks is answered, though it be in no configuration.
        list.expect(
          seen.after.peers.contains(message.to) || seen.before.peers.contains(message.to)
            || message.isReply || seen.after.configuration.features[.membership],
          "sent to a stranger")
        // A client's request that is only handed on has no term.
        let isHandedOn = message.kind == .propose || message.kind == .readIndex
        let term = isHandedOn ? 0 : seen.after.currentTerm
        list.expect(message.term == term, "sent with another term")
        if case .appendEntries(let request) = message.body {
          let limit = seen.after.configuration.batchLimit
          list.expect(request.entries.count <= limit, "a batch over the limit")
        }
      default: break
      }
    }
  }

  /// The heartbeat timer starts when AppendEntries goes to every follower, and at no other time: so
  /// no follower waits longer for one than the timer takes.
  private static func heartbeats(_ seen: Safety.Observation, _ list: inout Complaints) {
    guard seen.after.role.isLeader else { return }
    var reached: ServerSet = []
    var starts = 0
    for effect in seen.step.effects {
      switch effect {
      case .send(let message), .sendAtOnce(let message):
        switch message.body {
        case .appendEntries, .installSnapshot: reached.insert(message.to)
        default: break
        }
      case .start(.heartbeat): starts += 1
      default: break
      }
    }
    // A read begins a round whatever was sent before it: only what is sent after the read counts.
    let rounds = seen.step.firings.count { $0.rule == .beginRead && !$0.effects.isEmpty }
    list.expect(rounds <= 1, "begins two rounds at once")
    list.expect(starts <= 1 + rounds, "started its heartbeat timer twice")
    list.expect(
      starts == 0 || reached == seen.after.peers, "put off the heartbeat that another waits for")
    list.expect(
      starts >= 1 || reached.isEmpty || reached != seen.after.peers,
      "sends a heartbeat though all have just heard from it")
  }

  private static func state(of server: Server, _ list: inout Complaints) {
    let log = server.log
    list.expect(server.commitIndex <= log.lastIndex, "committed what it does not have")
    list.expect(server.lastApplied == server.commitIndex, "left committed entries unapplied")
    list.expect(log.last.term <= server.currentTerm, "an entry from a future term")
    list.expect(log.start == server.snapshot?.last ?? .start, "a log without its snapshot")
    list.expect(log.start.index <= server.lastApplied, "discarded what is not applied")
    let first = max(log.firstIndex, log.lastIndex - 20)
    for index in stride(from: log.lastIndex, to: first, by: -1) {
      list.expect(log[index - 1].term <= log[index].term, "terms fall along the log")
    }
    if let vote = server.votedFor {
      let isStranger = !server.configuration.members.contains(vote)
      list.expect(
        !isStranger || server.configuration.features[.membership], "voted for a stranger")
    }
    list.expect(server.role.isLeader == (server.leader == server.id), "mistakes the leader")
    if let candidacy = server.role.candidacy {
      list.expect(
        server.votedFor == server.id || server.role.isPreCandidate,
        "a candidate not voting for itself")
      let membership = server.membership
      list.expect(!membership.isQuorum(candidacy.granted), "a candidate with a majority")
    }
  }

  private static func timers(_ seen: Safety.Observation, _ list: inout Complaints) {
    var expected: Set<Timer> = [.election]
    // Who may not stand for election has a timer only while it hears a leader.
    if !seen.after.mayCampaign, !seen.node.timers.contains(.election) { expected = [] }
    if let leadership = seen.after.role.leadership {
      expected = [.heartbeat]
      if leadership.isWatchingQuorum { expected.insert(.quorum) }
      if leadership.transfer != nil { expected.insert(.transfer) }
    }
    list.expect(
      seen.node.timers == expected, "timers \(seen.node.timers) for a \(seen.after.role.name)")
  }

  private static func bookkeeping(
    _ leadership: Leadership, of server: Server, disk: PersistentState, _ list: inout Complaints
  ) {
    let last = server.log.lastIndex
    list.expect(
      leadership[server.id].matchIndex <= disk.log.lastIndex, "counts what is not on its disk")
    list.expect(disk.currentTerm == server.currentTerm, "leads in a term not on its disk")
    for peer in server.peers {
      let progress = leadership[peer]
      list.expect(progress.matchIndex <= last, "\(peer)'s matchIndex is past the log")
      list.expect((1...(last + 1)).contains(progress.nextIndex), "\(peer)'s nextIndex is astray")
      let inFlight = progress.nextIndex - 1 - progress.matchIndex
      list.expect(
        !progress.isStreaming || inFlight <= server.configuration.windowLimit,
        "\(inFlight) entries on their way to \(peer)")
    }
    list.expect(
      server.commitIndex == 0 || leadership.unanswered.allSatisfy { $0.index > server.commitIndex },
      "an applied request without an answer")
  }
}
