import ClientPrograms
import KeyValue
import RaftCore
import Simulation

extension English {
  package func text(of property: Property) -> PropertyText {
    switch property {
    case .electionSafety:
      PropertyText("Election Safety", "At most one leader is elected in a given term.")
    case .leaderAppendOnly:
      PropertyText(
        "Leader Append-Only", "A leader only appends to its log; it changes and deletes nothing.")
    case .logMatching:
      PropertyText(
        "Log Matching",
        "Two logs with an entry of the same index and term are identical up to that entry.")
    case .leaderCompleteness:
      PropertyText(
        "Leader Completeness", "An entry once committed is in the logs of all later terms' leaders."
      )
    case .stateMachineSafety:
      PropertyText(
        "State Machine Safety", "No two servers apply different entries at the same index.")
    case .termNeverFalls:
      PropertyText("Terms never fall", "A server's currentTerm only grows.")
    case .oneVotePerTerm:
      PropertyText("One vote per term", "A server votes for at most one candidate in a term.")
    case .commitNeverFalls:
      PropertyText("commitIndex never falls", "While a server runs, its commitIndex only grows.")
    case .linearizability:
      PropertyText(
        "Linearizability",
        "Clients see each operation happen at one instant between its request and its answer.")
    case .promisesOnDisk:
      PropertyText(
        "Promises are on disk",
        "A term sent, a vote counted, an entry stored: each is on the disk of the server that said so."
      )
    case .readsSeeWrites:
      PropertyText(
        "Reads see acknowledged writes",
        "A linearizable read is never older than a write acknowledged before the read began.")
    case .leaseReadsSeeWrites:
      PropertyText(
        "Lease reads see acknowledged writes",
        "Nor is a read by the lease, as long as clocks keep their bound.")
    case .oneQuorum:
      PropertyText(
        "One leader counts on a majority",
        "While a leader's lease lasts, by its own clock, nobody else is elected.")
    case .fencingTokens:
      PropertyText(
        "Fencing tokens never decrease",
        "After work of a later leader, a fencing resource takes none of an earlier one.")
    case .leaseNotEarly:
      PropertyText(
        "No lease ends early",
        "No lease is revoked before its time by the clock of a leader that led all that time.")
    case .watchInOrder:
      PropertyText(
        "Watches miss nothing",
        "A watch sees every change of its keys in order, none missing and none twice.")
    case .etcdLinearizable:
      PropertyText(
        "etcd is linearizable",
        "Each answer is what the log gives up to a point between question and answer.")
    case .exactlyOnce:
      PropertyText(
        "Exactly once in a session",
        "A request of a session is executed at one entry, also once the session has expired.")
    case .snapshotsKeepState:
      PropertyText(
        "Snapshots keep what was applied",
        "A state machine reset by a snapshot holds what the log gives, and none goes back.")
    case .configurationsOverlap:
      PropertyText(
        "Configurations overlap",
        "A leader's majorities share a server with each majority of the last one committed.")
    }
  }

  package func isViolated(_ property: String, _ detail: Phrase) -> Phrase {
    "\(strong: property): \(detail)"
  }

  package func breaks(_ property: String, _ happening: Phrase) -> Phrase {
    "\(strong: property) is broken: \(happening)"
  }

  package func text(
    of violation: Violation.Detail, describing describe: (Entry) -> Phrase
  ) -> Phrase {
    switch violation {
    case .leaders(let term, let one, let other):
      return "\(one) and \(other) are \(strong: "both leaders") of term \(term: term)."
    case .overwritten(let leader, let term, let index):
      return """
        \(leader), the leader of term \(term: term), has \(strong: "changed its own entry") \
        \(index: index).
        """
    case .logs(let one, let other, let agreeAt, let differsAt):
      return """
        The logs of \(one) and \(other) share the entry \(at(agreeAt)), yet they \
        \(strong: "differ") at index \(index: differsAt).
        """
    case .missing(let leader, let term, let committed, let committedIn):
      return """
        \(leader) leads term \(term: term) \(strong: "without the entry") \(at(committed)), which \
        was committed in term \(term: committedIn).
        """
    case .applied(let index, let one, let entry, let other, let otherEntry):
      return """
        At index \(index: index) \(one) applied \(describe(entry)) of term \(term: entry.term), \
        \(other) \(strong: "another entry"): \(describe(otherEntry)) of term \
        \(term: otherEntry.term).
        """
    case .termFell(let server, let from, let to):
      return "\(server)'s \(strong: "term fell") from \(term: from) to \(term: to)."
    case .votedTwice(let server, let term, let first, let second?):
      return """
        \(server) \(strong: "voted twice") in term \(term: term): for \(first), then for \
        \(second).
        """
    case .votedTwice(let server, let term, let first, nil):
      return "\(server) \(strong: "forgot its vote") for \(first) in term \(term: term)."
    case .commitFell(let server, let from, let to):
      return "\(server)'s \(strong: "commitIndex fell") from \(index: from) to \(index: to)."
    case .termNotOnDisk(let server, let term, let disk):
      return """
        \(server) spoke of term \(term: term), but \(strong: "its disk knows only") term \
        \(term: disk).
        """
    case .voteNotOnDisk(let voter, let term, let candidate):
      return """
        \(candidate) counts the vote of \(voter) in term \(term: term), which is \
        \(strong: "not on the disk") of \(voter).
        """
    case .entryNotOnDisk(let holder, let position, let leader):
      return """
        \(leader) counts on the entry \(at(position)) at \(holder), where it is \
        \(strong: "not on disk").
        """
    case .history(_, let client, let operation, let outcome):
      return """
        \(client) was told about \(command: operation.description): \(result(outcome)). \
        \(strong: "No order of the operations") explains that.
        """
    case .staleRead(let client, let operation, let applied, let acknowledged):
      return """
        \(client)'s read of \(command: operation.key.description) \(strong: "is stale"): it shows \
        the log up to \(index: applied), and before it began a client was told of entry \
        \(index: acknowledged).
        """
    case .twoQuorums(let old, let term, let new, let newTerm, let left):
      return """
        \(new) leads term \(term: newTerm) while the lease of \(old), which leads term \
        \(term: term), \(strong: "still lasts"): for another \(ms(left)), by the clock of \(old).
        """
    case .stateWentBack(let server, let from, let to):
      return """
        A snapshot took \(server)'s state machine \(strong: "back") from entry \(index: from) to \
        \(index: to).
        """
    case .executedTwice(let server, let request, let session, let first, let again):
      return """
        \(server) \(strong: "executes twice") \(request.client)'s request \(count: request.serial) of \
        session \(index: session): at entry \(index: first), and again at entry \(index: again).
        """
    case .stateChanged(let server, let last, let taker):
      return """
        Reset by \(taker)'s snapshot, which ends with entry \(at(last)), \(server)'s state machine \
        \(strong: "holds something else") than the log gives.
        """
    case .disjoint(let leader, let term, let membership, let committed):
      return """
        \(leader), which leads term \(term: term), goes by \(configuration(membership)): with a \
        majority of that it decides \(strong: "apart from") \(configuration(committed)), committed before.
        """
    case .tokenDecreased, .leaseRevokedEarly, .watchParted, .answerUnexplained, .answerTooOld:
      return text(ofPrograms: violation)
    }
  }

  /// What programs outside have met with.
  private func text(ofPrograms violation: Violation.Detail) -> Phrase {
    switch violation {
    case .tokenDecreased(let contest, let sender, let token, let highest):
      return """
        The resource took work of \(.name(sender)) for \(command: contest) with token \
        \(count: token), \(strong: "lower than") \(count: highest), which it had taken before.
        """
    case .leaseRevokedEarly(let lease, let leader, let lasted, let span):
      return """
        Lease \(lease: lease) was \(strong: "revoked too early"): by its own clock \(leader), \
        which leads, had counted only \(ms(lasted)) of \(ms(span)).
        """
    case .watchParted(let program, let keys, let expected?, let told?):
      return """
        \(program)'s watch of \(command: keys.description) was told of revision \
        \(revision: told) \(strong: "where revision") \(revision: expected) \(strong: "comes next").
        """
    case .watchParted(let program, let keys, let expected?, nil):
      return """
        \(program)'s watch of \(command: keys.description) \(strong: "was not told") of revision \
        \(revision: expected).
        """
    case .watchParted(let program, let keys, nil, let told):
      return """
        \(program)'s watch of \(command: keys.description) was told of revision \
        \(revision: told ?? 0), which \(strong: "it should not see") there.
        """
    case .answerUnexplained(let program, let call, let answer, let index):
      return """
        \(program) asked etcd: \(describe(call)), and was told: \(describe(answer)). \
        \(strong: "Executing the log") up to index \(index: index) gives another answer.
        """
    case .answerTooOld(let program, let call, let applied, let acknowledged):
      return """
        \(program) asked etcd: \(describe(call)). The answer \(strong: "is stale"): it shows the \
        log up to \(index: applied), and before the question somebody was told of entry \
        \(index: acknowledged).
        """
    case .leaders, .overwritten, .logs, .missing, .applied, .termFell, .votedTwice, .commitFell,
      .termNotOnDisk, .voteNotOnDisk, .entryNotOnDisk, .history, .staleRead, .twoQuorums,
      .stateWentBack, .stateChanged, .executedTwice, .disjoint:
      preconditionFailure("not of programs")
    }
  }

  package func text(of failure: LivenessFailure) -> Phrase {
    let seconds = Phrase.thousandths(failure.waited / 1_000)
    switch failure.kind {
    case .noLeader:
      return """
        With a majority running and nothing in its way, \(strong: "no server leads") within \
        \(seconds) s.
        """
    case .leaderLost:
      return """
        With every fault healed and all logs the same, \(list(ServerSet(failure.servers))) \
        \(strong: "leads no more").
        """
    case .writeUnanswered:
      return """
        With a majority running and nothing in its way, \(strong: "no write is acknowledged") \
        within \(seconds) s.
        """
    case .logsDiffer where failure.servers.isEmpty:
      return "With every fault healed, logs or state machines \(strong: "stay different")."
    case .logsDiffer:
      return """
        With every fault healed, \(list(ServerSet(failure.servers))) \
        \(strong: "cannot catch up") with the leader within \(seconds) s.
        """
    case .noPodLeads:
      return """
        With every fault healed, \(strong: "no pod leads") within \(seconds) s: none, or several, or \
        another than etcd says.
        """
    case .messageStorm:
      return """
        With every fault healed, the servers \(strong: "do not come to rest"): more than \
        \(count: LivenessFailure.stormLimit) events within \(seconds) s.
        """
    }
  }
}
