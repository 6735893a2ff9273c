// Which servers votes and copies are counted of (§6; Ongaro's dissertation, chapter 4). What is asked at
// each reply is inlined: as a call it would copy the server.
extension Server {
  // MARK: Counting

  /// The configuration as it is counted: with the rule of both majorities off, C-new alone decides.
  @inline(__always) var counted: Membership {
    obeys(.bothMajorities) ? membership : membership.afterJoint
  }

  /// Whose votes and copies are asked for and looked at.
  @inline(__always) var electorate: ServerSet {
    guard !membership.isPlain else { return membership.voters }
    let voters = counted.allVoters
    return obeys(.learnersDoNotCount) ? voters : voters.union(membership.learners)
  }

  /// Whether these are a majority of the configuration in force, or of both where it is joint.
  @inline(__always) func isQuorum(_ servers: ServerSet) -> Bool {
    guard membership.isPlain else { return isQuorumBeyondVoters(servers) }
    return servers.intersection(membership.voters).count >= membership.voters.majority
  }

  @inline(never) private func isQuorumBeyondVoters(_ servers: ServerSet) -> Bool {
    guard !obeys(.learnersDoNotCount) else { return counted.isQuorum(servers) }
    // Whoever counts learners takes them for voters, but knows how many voters there are.
    let learners = servers.intersection(membership.learners)
    func isMajority(of voters: ServerSet) -> Bool {
      servers.intersection(voters).union(learners).count >= voters.majority
    }
    return isMajority(of: membership.voters)
      && (!counted.isJoint || isMajority(of: membership.outgoing))
  }

  /// These would decide, if it were not for a rule about who counts: it is said which.
  @inline(__always) mutating func explainQuorum(_ servers: ServerSet, into step: inout Step) {
    if !membership.isPlain { fireNoQuorum(servers, into: &step) }
  }

  /// Mutating, though it changes nothing: else the server would be copied for it.
  @inline(never) private mutating func fireNoQuorum(_ servers: ServerSet, into step: inout Step) {
    let evidence = Evidence.majorities(of: servers, membership)
    if membership.isJoint, obeys(.bothMajorities), !membership.isQuorum(servers),
      membership.afterJoint.isQuorum(servers)
        || Membership(voters: membership.outgoing).isQuorum(servers)
    {
      step.fire(.bothMajorities, because: evidence)
    }
    let learners = servers.intersection(membership.learners)
    guard !learners.isEmpty, obeys(.learnersDoNotCount), !isQuorum(servers),
      servers.count >= membership.voters.majority
    else { return }
    step.fire(.learnersDoNotCount, because: evidence)
  }

  /// How many servers make a majority; where two majorities are needed, how many at the least.
  package var majority: Int { @inline(__always) get { counted.leastQuorum } }

  /// All who are sent the log, but this one.
  package var peers: ServerSet { membership.servers.removing(id) }

  // MARK: In force

  /// The latest configuration in the log or the snapshot that it follows, in force or not.
  package var latestMembership: Membership { membership(at: log.lastConfigurationIndex).membership }

  /// The configuration of the latest entry up to an index that has one, and the index; 0 where it comes
  /// from a snapshot, or is the one that the cluster began with.
  private func membership(
    at index: LogIndex
  ) -> (index: LogIndex, membership: Membership) {
    if let place = log.configurationIndex(upTo: index), let membership = log[place].membership {
      return (place, membership)
    }
    return (0, snapshot?.membership ?? Membership(voters: configuration.members))
  }

  /// The name that a snapshot of all that is applied keeps the configuration under; nil where that is
  /// the one that the cluster began with.
  var membershipToKeep: Membership? {
    let (index, membership) = membership(at: lastApplied)
    return index > 0 ? membership : snapshot?.membership
  }

  /// "A server always uses the latest configuration in its log, regardless of whether the entry is
  /// committed" (§6); in etcd, the latest that it has applied.
  mutating func takeUpMembership() {
    let limit = configuration.features[.etcdVariants] ? lastApplied : log.lastIndex
    (membershipIndex, membership) = membership(at: limit)
  }

  /// A leader's snapshot has taken the place of what was applied, and may hold another configuration.
  mutating func takeUpMembership(fromSnapshot index: LogIndex, into step: inout Step) {
    let before = membership
    takeUpMembership()
    guard membership != before else { return }
    step.fire(
      configuration.features[.etcdVariants] ? .configurationApplied : .configurationInForce,
      because: .configuration(index: index, membership, before: before))
  }

  /// The log has changed, or more of it is applied: another configuration may be in force.
  @inline(__always) mutating func noteConfiguration(by rule: Rule, into step: inout Step) {
    guard log.lastConfigurationIndex != membershipIndex else { return }
    changeMembership(by: rule, into: &step)
  }

  @inline(never) private mutating func changeMembership(by rule: Rule, into step: inout Step) {
    let (oldIndex, before) = (membershipIndex, membership)
    takeUpMembership()
    guard membershipIndex != oldIndex || membership != before else { return }
    step.fire(
      rule,
      because: .configuration(index: membershipIndex, membership, before: before))
    let (servers, index) = (membership.servers.subtracting(before.servers), log.lastIndex)
    guard role.isLeader, !servers.isEmpty else { return }
    withLeadership { server, leadership in
      for added in servers where added != server.id {
        leadership.add(added, lastIndex: index, at: server.clock)
      }
    }
  }

  /// Whether it may stand for election: as a voter, or, where its log has a configuration without it
  /// that is not committed, as a voter of the one before: "it might still be needed until C-new is
  /// committed" (§4.2.2). In etcd, only as a voter.
  package var mayCampaign: Bool {
    if membership.allVoters.contains(id) { return true }
    guard membershipIndex > commitIndex, !configuration.features[.etcdVariants] else {
      return false
    }
    return membership(at: membershipIndex - 1).membership.allVoters.contains(id)
  }

  /// A timer has run out, or a leader bids it to stand for election. Returns whether it may.
  mutating func refusesToCampaign(into step: inout Step) -> Bool {
    if log.lastConfigurationIndex > 0, appliesChangesFirst(into: &step) { return true }
    guard !mayCampaign else { return false }
    let evidence = Evidence.configured(
      index: membershipIndex, membership, commitIndex: commitIndex)
    step.fire(.onlyVotersCampaign, because: evidence)
    return true
  }

  /// Whether its election timer runs where it leads nobody and hears nobody.
  var waitsForElection: Bool { mayCampaign || changeToApply != nil }

  /// In etcd, no server stands for election with a configuration that is committed and not applied.
  ///
  /// There it is on disk what is committed. Here it is seen from the log: as there is one change at a
  /// time, all but the last are committed. So they are applied now, and the timer starts again.
  private mutating func appliesChangesFirst(into step: inout Step) -> Bool {
    guard let known = changeToApply else { return false }
    commitIndex = max(commitIndex, known)
    let evidence = Evidence.entries(after: lastApplied, through: known, peer: nil)
    step.fire(.noCampaignUnapplied, because: evidence) { $0.ask(.start(.election)) }
    return true
  }

  private var changeToApply: LogIndex? {
    guard configuration.features[.etcdVariants], obeys(.noCampaignUnapplied),
      obeys(.oneChangeAtATime), obeys(.leaveJointAfterCommit),
      let known = log.configurationIndex(upTo: log.lastConfigurationIndex - 1), known > lastApplied
    else { return nil }
    return known
  }

  // MARK: The leader

  /// Whoever runs the cluster wants other servers in its configuration.
  mutating func change(_ change: MembershipChange, into step: inout Step) {
    guard role.isLeader, configuration.features[.membership] else { return }
    let latest = membership(at: log.lastIndex)
    guard let next = change.applied(to: latest.membership) else { return }
    if let (rule, evidence) = objection(to: next, from: latest.index, latest.membership) {
      step.fire(rule, because: evidence)
      return
    }
    let isJoint =
      next.differingVoters(from: latest.membership).count > 1
      && configuration.features[.jointConsensus]
    let entered =
      isJoint
      ? Membership(
        voters: next.voters, outgoing: latest.membership.voters,
        learners: next.learners.subtracting(latest.membership.voters)) : next
    append(entered, after: latest.membership, by: .appendConfiguration, into: &step)
    if isJoint, !obeys(.leaveJointAfterCommit) {
      append(entered.afterJoint, after: entered, by: .leaveJoint, into: &step)
    }
    sendDue(to: peers, into: &step)
  }

  /// Why a leader does not make a configuration of another now: the rule, and what it goes by.
  private func objection(
    to next: Membership, from index: LogIndex, _ latest: Membership
  ) -> (Rule, Evidence)? {
    let known = configuration.features[.etcdVariants] ? lastApplied : commitIndex
    if index > known || latest.isJoint, obeys(.oneChangeAtATime) {
      return (.oneChangeAtATime, .configured(index: index, latest, commitIndex: known))
    }
    let term = log.term(at: commitIndex) ?? 0
    if term != currentTerm, obeys(.changeAfterOwnTerm) {
      return (
        .changeAfterOwnTerm, .ownTerm(index: commitIndex, term: term, currentTerm: currentTerm)
      )
    }
    if next.differingVoters(from: latest).count > 1, !configuration.features[.jointConsensus],
      obeys(.oneServerPerChange)
    {
      return (.oneServerPerChange, .configuration(index: index, next, before: latest))
    }
    guard obeys(.promoteWhenCaughtUp), let leadership = role.leadership else { return nil }
    for server in next.voters.intersection(latest.learners) {
      let match = leadership[server].matchIndex
      let needed = matchForPromotion
      if match < needed {
        return (.promoteWhenCaughtUp, .caughtUp(server, matchIndex: match, needed: needed))
      }
    }
    return nil
  }

  /// What a learner must store to be promoted: all that is committed; in etcd, nine tenths of the
  /// leader's log.
  package var matchForPromotion: LogIndex {
    configuration.features[.etcdVariants] ? (log.lastIndex * 9 + 9) / 10 : commitIndex
  }

  private mutating func append(
    _ next: Membership, after latest: Membership, by rule: Rule, into step: inout Step
  ) {
    let before = log.lastIndex
    log.append(Entry(term: currentTerm, command: Command(next)))
    step.fire(rule, because: .configuration(index: log.lastIndex, next, before: latest)) {
      $0.ask(write(keeping: before))
    }
    noteConfiguration(by: .configurationInForce, into: &step)
  }

  // MARK: Committed

  /// Entries were applied, in a log that has configurations: one may come into force, a joint one may
  /// be left, or a leader may have to go.
  @inline(never) mutating func configurationsApplied(into step: inout Step) {
    let before = membershipIndex
    if configuration.features[.etcdVariants] {
      noteConfiguration(by: .configurationApplied, into: &step)
    }
    guard role.isLeader, log.term(at: commitIndex) == currentTerm else { return }
    let latest = membership(at: log.lastIndex)
    guard latest.index <= commitIndex else { return }
    if latest.membership.isJoint {
      leaveJoint(latest.membership, into: &step)
    } else if !latest.membership.allVoters.contains(id), obeys(.stepDownWhenRemoved),
      !configuration.features[.etcdVariants]
    {
      stepDownWhenRemoved(from: latest.membership, at: latest.index, into: &step)
    } else if membershipIndex != before {
      // With fewer servers to ask, more may be committed.
      advanceCommit(knowing: log.lastIndex, into: &step)
      applyCommitted(into: &step)
    }
  }

  /// "Once C-old,new has been committed … it is now safe for the leader to create a log entry
  /// describing C-new and replicate it to the cluster" (§6).
  private mutating func leaveJoint(_ joint: Membership, into step: inout Step) {
    append(joint.afterJoint, after: joint, by: .leaveJoint, into: &step)
    sendDue(to: peers, into: &step)
  }

  /// "The leader steps down (returns to follower state) once it has committed the C-new log entry"
  /// (§6). etcd's goes on, without counting itself, until whoever runs it stops it.
  private mutating func stepDownWhenRemoved(
    from membership: Membership, at index: LogIndex, into step: inout Step
  ) {
    guard let ended = role.leadership else { return }
    role = .follower
    leader = nil
    let evidence = Evidence.configured(index: index, membership, commitIndex: commitIndex)
    step.fire(.stepDownWhenRemoved, because: evidence) {
      stopLeading(after: ended, asking: &$0)
      for pending in ended.unanswered {
        $0.ask(.answer(pending.request, .notLeader(hint: nil)))
      }
    }
    forgetReads(into: &step)
  }
}
