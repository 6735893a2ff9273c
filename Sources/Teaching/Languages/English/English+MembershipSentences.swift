import RaftCore
import Simulation

// What is said when servers come and go (§6; Ongaro's dissertation, chapter 4).
extension English {
  package func configuration(_ membership: Membership) -> Phrase {
    let voters: Phrase =
      membership.isJoint
      ? "\(braced(membership.outgoing)) and \(braced(membership.voters))"
      : braced(membership.voters)
    return membership.learners.isEmpty
      ? voters : "\(voters), learners \(braced(membership.learners))"
  }

  package func appendsConfiguration(
    _ server: ServerID, _ membership: Membership, before: Membership, at index: LogIndex
  ) -> Phrase {
    let what: Phrase =
      membership.isJoint ? "the joint configuration" : "the configuration"
    return """
      \(server) \(strong: "appends") \(what) \(configuration(membership)) as entry \(index: index): \
      \(difference(membership, before)).
      """
  }

  /// `S4 joins and S1 leaves`.
  private func difference(_ membership: Membership, _ before: Membership) -> Phrase {
    if membership.isJoint { return "until it is left, both majorities are needed" }
    let joining = membership.voters.subtracting(before.voters)
    let promoted = joining.intersection(before.learners)
    let added = joining.subtracting(promoted)
    let learning = membership.learners.subtracting(before.servers)
    let leaving = before.servers.subtracting(membership.servers)
    func verb(_ servers: ServerSet, _ one: Phrase, _ several: Phrase) -> Phrase? {
      servers.isEmpty ? nil : "\(list(servers)) \(servers.count == 1 ? one : several)"
    }
    let parts = [
      verb(added, "joins", "join"), verb(promoted, "gets a vote", "get votes"),
      verb(learning, "joins as a learner", "join as learners"), verb(leaving, "leaves", "leave"),
    ].compactMap { $0 }
    return parts.isEmpty ? "it is as before" : .list(parts, separator: ", ", last: " and ")
  }

  package func goesBy(_ server: ServerID, _ membership: Membership, at index: LogIndex?) -> Phrase {
    let place: Phrase =
      if let index { "entry \(index: index) is in its log" } else { "that is in the snapshot" }
    return """
      \(server) \(strong: "goes by") the configuration \(configuration(membership)) from now on: \
      \(place).
      """
  }

  package func fallsBack(
    _ server: ServerID, to membership: Membership, from before: Membership
  ) -> Phrase {
    """
    \(server) \(strong: "falls back") to the configuration \(configuration(membership)): the entry with \
    \(configuration(before)) is deleted.
    """
  }

  package func hasApplied(
    _ server: ServerID, _ membership: Membership, at index: LogIndex?
  ) -> Phrase {
    let place: Phrase =
      if let index { "it has applied entry \(index: index)" } else { "that is in the snapshot" }
    return """
      \(server) \(strong: "goes by") the configuration \(configuration(membership)) from now on: \
      \(place).
      """
  }

  package func refusesSecondChange(
    _ server: ServerID, _ membership: Membership, at index: LogIndex, isJoint: Bool
  ) -> Phrase {
    let reason: Phrase =
      isJoint
      ? "the joint configuration of entry \(index: index) is not left yet"
      : """
      the one before, entry \(index: index) with \(configuration(membership)), is not committed yet
      """
    return "\(server) \(strong: "refuses the change"): \(reason)."
  }

  package func refusesEarlyChange(
    _ server: ServerID, committed index: LogIndex, of term: Term, currentTerm: Term
  ) -> Phrase {
    let known: Phrase =
      index == 0
      ? "nothing is" : "the last committed entry, \(index: index), is of term \(term: term)"
    return """
      \(server) \(strong: "refuses the change"): no entry of its own term \(term: currentTerm) is \
      committed yet; \(known).
      """
  }

  package func refusesSeveral(
    _ server: ServerID, from before: Membership, to wanted: Membership
  ) -> Phrase {
    """
    \(server) \(strong: "refuses the change") from \(configuration(before)) to \
    \(configuration(wanted)): more than one voter differs.
    """
  }

  package func standsForNothing(_ server: ServerID, in membership: Membership) -> Phrase {
    """
    \(server) \(strong: "does not stand for election"): it has no vote in \(configuration(membership)). \
    It waits for a leader.
    """
  }

  package func leavesOffice(
    _ server: ServerID, _ membership: Membership, at index: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "steps down"): entry \(index: index) with \(configuration(membership)) is \
    committed, and \(server) is not in it.
    """
  }

  package func countsNoLearners(
    _ server: ServerID, _ learners: ServerSet, in membership: Membership
  ) -> Phrase {
    """
    \(server) \(strong: "does not count") \(list(learners)): only those of \
    \(braced(membership.allVoters)) have votes.
    """
  }

  package func refusesPromotion(
    _ server: ServerID, of learner: ServerID, matchIndex: LogIndex, needed: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "does not promote") \(learner) yet: it is known to store entries up to \
    \(index: matchIndex), and must store them up to \(index: needed).
    """
  }

  package func appliesFirst(_ server: ServerID, entries: ClosedRange<LogIndex>) -> Phrase {
    """
    \(server) \(strong: "does not stand for election yet"): it applies \(self.entries(entries)) first, \
    with a configuration that later ones show to be committed.
    """
  }

  package func needsBoth(_ server: ServerID, has: ServerSet, lacks: ServerSet) -> Phrase {
    """
    For \(server) that is a majority of \(braced(has)), but \(strong: "not of") \(braced(lacks)): it \
    needs both.
    """
  }

  package func leavesJoint(
    _ server: ServerID, _ membership: Membership, at index: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "leaves the joint configuration"): it appends \(configuration(membership)) as \
    entry \(index: index).
    """
  }

  package func isToChange(_ leader: ServerID?, _ change: MembershipChange) -> Phrase {
    let subject: Phrase = if let leader { "\(leader)" } else { "The leader" }
    switch change {
    case .add(let server): return "\(subject) is \(strong: "told to add") \(server)."
    case .addLearner(let server):
      return "\(subject) is \(strong: "told to add") \(server) as a learner."
    case .promote(let server): return "\(subject) is \(strong: "told to promote") \(server)."
    case .remove(let server): return "\(subject) is \(strong: "told to remove") \(server)."
    case .several(let added, let removed):
      let parts: [Phrase] = [
        added.isEmpty ? nil : "add \(list(added))",
        removed.isEmpty ? nil : "remove \(list(removed))",
      ].compactMap { $0 }
      return """
        \(subject) is \(strong: "told to change") its configuration: \
        \(Phrase.list(parts, separator: ", ", last: " and ")).
        """
    }
  }
}
