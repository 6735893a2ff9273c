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
    case .messageStorm:
      return """
        With every fault healed, the servers \(strong: "do not come to rest"): more than \
        \(count: LivenessFailure.stormLimit) events within \(seconds) s.
        """
    }
  }
}
