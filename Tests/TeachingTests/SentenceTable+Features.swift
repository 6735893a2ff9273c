import RaftCore
import Simulation
import Teaching

// The rules beyond Figure 2.
extension SentenceTable {
  private static let four = ServerID(4)
  private static let request = RequestID(1 << 32 | 7)

  /// S2 following with features; S1 in a cluster of one.
  private static func scene(
    _ features: [Feature] = [], receiving message: Message? = nil, without rules: [Rule] = [],
    servers: Int = 5, effects: [Effect] = []
  ) -> Scene {
    let id = servers == 1 ? one : two
    let server = Server(
      id: id,
      configuration: Configuration(
        members: .first(servers), rules: RuleSet(without: rules), features: Features(features)))
    return Scene(at: id, receiving: message, after: server, effects: effects)
  }

  private static func from(_ server: ServerID, _ body: Message.Body, term: Term = 4) -> Message {
    Message(from: server, to: two, term: term, body: body)
  }

  mutating func addFeatureRows() {
    addPreVoteRows()
    addPreVoteReplyRows()
    addQuorumRows()
    addDisregardRows()
    addTransferRows()
    addReadRows()
    addEtcdRows()
    addRoundRows()
    addReadAnswerRows()
    addLeaseRows()
    addForwardingRows()
    addSnapshotRows()
    addSessionRows()
  }

  private mutating func addSessionRows() {
    let request = RequestID(1 << 32 | 3)
    for index in [4, 12] {
      add(.openSession, .session(request, session: 4, index: index, latest: 0))
    }
    for latest in [0, 2] {
      add(.executeInSession, .session(request, session: 4, index: 9, latest: latest))
    }
    for latest in [3, 5] {
      add(.clientSerialNumbers, .session(request, session: 4, index: 12, latest: latest))
    }
    add(.refuseWithoutSession, .session(request, session: 4, index: 12, latest: 0))
    add(.expireSession, .expiry(request, session: 4, usedAt: 9, limit: 2))
    addMembershipRows()
  }

  private mutating func addMembershipRows() {
    let three = Membership(voters: .first(3))
    let four = Membership(voters: .first(4))
    let learning = Membership(voters: .first(3), learners: [Self.four])
    let joint = Membership(voters: [ServerID(3), Self.four, ServerID(5)], outgoing: .first(3))
    for (next, before) in [
      (four, three), (learning, three), (four, learning), (three, four), (joint, three),
    ] {
      add(.appendConfiguration, .configuration(index: 5, next, before: before))
    }
    for index in [0, 5] {
      add(.configurationInForce, .configuration(index: index, four, before: three))
      add(.configurationApplied, .configuration(index: index, learning, before: three))
    }
    add(.configurationRolledBack, .configuration(index: 0, three, before: four))
    add(.oneChangeAtATime, .configured(index: 5, four, commitIndex: 4))
    add(.oneChangeAtATime, .configured(index: 5, joint, commitIndex: 5))
    for index in [0, 3] {
      add(.changeAfterOwnTerm, .ownTerm(index: index, term: index, currentTerm: 4))
    }
    add(.oneServerPerChange, .configuration(index: 0, joint.afterJoint, before: three))
    add(.onlyVotersCampaign, .configured(index: 5, learning, commitIndex: 5))
    add(.stepDownWhenRemoved, .configured(index: 5, joint.afterJoint, commitIndex: 5))
    add(.learnersDoNotCount, .majorities(of: [Self.two, Self.four], learning))
    add(.promoteWhenCaughtUp, .caughtUp(Self.four, matchIndex: 3, needed: 9))
    add(.noCampaignUnapplied, .entries(after: 3, through: 5, peer: nil))
    for servers: ServerSet in [[Self.one, Self.two], [Self.four, ServerID(5)]] {
      add(.bothMajorities, .majorities(of: servers, joint))
    }
    add(.leaveJointAfterCommit, .none)
    add(.leaveJoint, .configuration(index: 6, joint.afterJoint, before: joint))
  }

  private mutating func addSnapshotRows() {
    let last = Self.at(12, 3)
    for (before, interval) in [(11, 0), (2, 0), (2, 10)] {
      add(.takeSnapshot, .snapshot(last, before: before, every: interval))
    }
    for before in [0, 11] { add(.discardLog, .snapshot(last, before: before, every: 0)) }
    add(.sendSnapshot, .lagging(peer: Self.four, nextIndex: 3, start: last))
    add(.ignoreOlderSnapshot, .offered(by: Self.one, last, lastApplied: 14, ownLast: 15))
    for ownLast in [13, 15] {
      add(.keepMatchingSuffix, .offered(by: Self.one, last, lastApplied: 2, ownLast: ownLast))
    }
    add(.installSnapshot, .offered(by: Self.one, last, lastApplied: 0, ownLast: 0))
    add(
      .persistBeforeAnswering,
      .written(Write(term: 4, votedFor: nil, keeping: 15, through: 15, snapshot: 12)))
  }

  private mutating func addPreVoteRows() {
    let asked = Self.from(Self.four, .preVote(nextTerm: 5, lastLog: Self.at(3, 3)))
    add(.askForPreVotes, .preCandidacy(nextTerm: 5, needed: 3, of: 5))
    add(.askForPreVotes, .preCandidacy(nextTerm: 1, needed: 1, of: 1))
    var asking = Self.server()
    asking.configuration.features[.preVote] = true
    var step = Step()
    asking.handle(.timeout(.election), into: &step)
    add(
      .electionTimeout, .silence(wasCandidate: false, term: 4, leader: nil),
      Scene(at: Self.two, before: asking))
    add(.refuseStalePreVote, .terms(from: Self.four, theirs: 5, own: 6))
    add(.refuseStalePreVote, .terms(from: Self.four, theirs: 5, own: 5))
    for own in [5, 6] {
      add(
        .ignoreStaleReply, .terms(from: Self.four, theirs: 5, own: own),
        Scene(at: Self.two, receiving: asked))
    }
    for scene in [Scene(at: Self.two, receiving: asked), Scene(at: Self.two)] {
      for answers in [true, false] {
        add(
          .preVoteLeaderHeard,
          .contact(leader: Self.one, ago: 12_000, timeout: 150_000, answers: answers), scene)
        add(
          .preVoteLeaderHeard,
          .contact(leader: Self.two, ago: 0, timeout: 150_000, answers: answers), scene)
      }
    }
    func logs(_ theirs: LogPosition, _ own: LogPosition) -> Evidence {
      .lastLogs(candidate: Self.four, theirs: theirs, own: own)
    }
    add(.preVoteUpToDate, logs(Self.at(3, 3), Self.at(3, 4)))
    add(.preVoteUpToDate, logs(Self.at(3, 4), Self.at(12, 4)))
    add(.preVoteUpToDate, logs(.start, Self.at(3, 4)))
    add(.grantPreVote, logs(.start, .start))
    add(.grantPreVote, logs(Self.at(3, 3), Self.at(3, 3)))
    add(.grantPreVote, logs(Self.at(3, 3), .start))
    add(.grantPreVote, logs(Self.at(2, 4), Self.at(3, 3)))
    add(.grantPreVote, logs(Self.at(2, 2), Self.at(3, 3)))
    add(.grantPreVote, logs(.start, Self.at(3, 3)))
  }

  private mutating func addPreVoteReplyRows() {
    add(.countPreVote, .vote(from: Self.one, granted: true, votes: .first(2), needed: 3))
    add(.countPreVote, .vote(from: Self.one, granted: false, votes: [Self.two], needed: 3))
    let answer = Self.from(Self.four, .preVoteReply(nextTerm: 5, voteGranted: true))
    for own in [4, 5, 6] {
      add(
        .ignoreStaleReply, .terms(from: Self.four, theirs: 5, own: own),
        Scene(at: Self.two, receiving: answer, after: Self.server(term: own)))
    }
    add(.preCandidateFindsLeader, .leader(Self.one, term: 4))
  }

  private mutating func addQuorumRows() {
    let etcd = Self.scene([.checkQuorum, .etcdVariants])
    let all = Evidence.quorum(heard: .first(5), ago: 12_000, timeout: 150_000, needed: 3)
    add(.quorumHeard, all)
    add(.quorumHeard, all, etcd)
    add(.quorumHeard, .quorum(heard: [Self.two], ago: 0, timeout: 150_000, needed: 1))
    add(.quorumHeard, all, Scene(at: Self.two, before: Self.leader()))
    for heard: ServerSet in [[Self.two], [Self.one, Self.two]] {
      let few = Evidence.quorum(heard: heard, ago: 150_000, timeout: 150_000, needed: 3)
      add(.stepDownWithoutQuorum, few)
      add(.stepDownWithoutQuorum, few, etcd)
    }
  }

  private mutating func addDisregardRows() {
    let request = Self.from(Self.four, .requestVote(lastLog: Self.at(3, 3)), term: 6)
    let follows = Scene(at: Self.two, receiving: request, after: Self.server())
    let leads = Scene(at: Self.two, receiving: request, after: Self.leader())
    for answers in [true, false] {
      func heard(_ leader: ServerID, _ ago: Int) -> Evidence {
        .contact(leader: leader, ago: ago, timeout: 150_000, answers: answers)
      }
      add(.disregardVote, heard(Self.one, 12_345), follows)
      add(.disregardVote, heard(Self.one, 149_999))
      add(.disregardVote, heard(Self.two, 0), leads)
      add(.disregardVote, heard(Self.two, 0))
      add(.disregardVote, heard(Self.two, 40_000), follows)
      add(.disregardVote, heard(Self.two, 40_000))
    }
    add(
      .disregardVote,
      .contact(leader: Self.one, ago: -88_000, timeout: 150_000, answers: true), follows)
  }

  private mutating func addTransferRows() {
    for match in [0, 4, 7] {
      let evidence = Evidence.transfer(to: Self.four, matchIndex: match, lastIndex: 7)
      add(.beginTransfer, evidence)
      add(.beginTransfer, evidence, Self.scene(without: [.refuseDuringTransfer]))
      add(.giveUpTransfer, evidence)
    }
    add(.sendTimeoutNow, .transfer(to: Self.four, matchIndex: 7, lastIndex: 7))
    for leads in [true, false] {
      add(.stopAfterTransfer, .stopping(target: Self.four, leads: leads))
    }
    add(.refuseDuringTransfer, .leaderHint(Self.four, request: Self.request))
    add(.obeyTimeoutNow, .leader(Self.one, term: 4))
    add(.obeyTimeoutNow, .leader(Self.one, term: 4), Self.scene([.preVote]))
    let late = Scene(at: Self.two, receiving: Self.from(Self.one, .timeoutNow, term: 3))
    add(.ignoreStaleReply, .terms(from: Self.one, theirs: 3, own: 4), late)
    add(.ignoreStaleReply, .leader(Self.one, term: 4), late)
  }

  private mutating func addEtcdRows() {
    add(.fallBackWhenRefused, .refused(by: [Self.one, Self.four], needed: 2, of: 3))
    add(.fallBackWhenRefused, .refused(by: [Self.one], needed: 2, of: 2))
  }

  private mutating func addReadRows() {
    add(.askForReadIndex, .leaderHint(Self.one, request: Self.request))
    let answer = Self.from(Self.one, .readIndexReply(Self.request, index: 3))
    add(.ignoreStaleReply, .leader(Self.one, term: 4), Scene(at: Self.two, receiving: answer))
    for (index, term) in [(0, 0), (3, 2)] {
      add(
        .readAfterOwnTerm, .commitTerm(Self.request, index: index, term: term, currentTerm: 4))
    }
    add(.serializableRead, .read(Self.request, asker: nil, index: 3, round: 0))
    add(.roundAfterRead, .none)
  }

  private mutating func addRoundRows() {
    let older = Self.scene(without: [.roundAfterRead])
    for asker in [nil, Self.four] {
      func read(_ round: Int) -> Evidence {
        .read(Self.request, asker: asker, index: 3, round: round)
      }
      add(.beginRead, read(12), Self.scene(effects: [.start(.heartbeat)]))
      add(.beginRead, read(12))
      add(.beginRead, read(12), older)
      add(
        .beginRead, read(1), Self.scene(without: [.roundAfterRead], effects: [.start(.heartbeat)]))
      add(.beginRead, read(0), Self.scene(without: [.confirmLeadership]))
    }
    add(
      .beginRead, .read(Self.request, asker: nil, index: 3, round: 0), Self.scene(servers: 1))
    let confirmed = Evidence.round(Self.request, round: 12, by: Self.three, needed: 3)
    add(.confirmLeadership, confirmed)
    let told = Message(
      from: Self.two, to: Self.four, term: 4, body: .readIndexReply(Self.request, index: 3))
    add(.confirmLeadership, confirmed, Self.scene(effects: [.send(told)]))
    add(.confirmLeadership, confirmed, Self.scene(effects: [.sendAtOnce(told)]))
    let applied = Evidence.applied(Self.request, index: 3, lastApplied: 3)
    add(.answerRead, applied, Self.scene(effects: [.send(told)]))
  }

  private mutating func addReadAnswerRows() {
    add(.applyBeforeRead, .applied(Self.request, index: 5, lastApplied: 3))
    let answer = Self.scene(effects: [.answer(Self.request, .query(.noOp))])
    for (index, lastApplied) in [(0, 0), (3, 3), (3, 5), (5, 3)] {
      add(
        .answerRead, .applied(Self.request, index: index, lastApplied: lastApplied), answer)
    }
  }

  private mutating func addLeaseRows() {
    func lease(_ age: Int, _ length: Int = 136_363) -> Evidence {
      .lease(Self.request, age: age, length: length)
    }
    add(.readByLease, lease(40_000))
    add(.readByLease, lease(-40_000))
    add(.readByLease, lease(140_000, 150_000), Self.scene(without: [.leaseClockBound]))
    for age in [40_000, -40_000] {
      add(.readByLease, lease(age), Self.scene(without: [.leasePresentClock]))
    }
    add(.readByLease, lease(0), Self.scene([.leaseReads, .checkQuorum, .etcdVariants]))
    add(.readByLease, lease(0), Self.scene(servers: 1))
    add(.leaseExpired, lease(140_000))
    add(.leaseExpired, lease(0))
    add(.noLeaseAfterTimeoutNow, .read(Self.request, asker: nil, index: 3, round: 0))
    add(.leaseClockBound, .none)
    add(.leasePresentClock, .none)
  }

  private mutating func addForwardingRows() {
    add(.forwardProposal, .leaderHint(Self.one, request: Self.request))
    let command = Self.from(Self.four, .propose(Self.request, .put("x", "3")), term: 0)
    let read = Self.from(Self.four, .readIndex(Self.request), term: 0)
    for message in [command, read] {
      for leader in [nil, Self.one, Self.two] {
        add(
          .dropForwarded, .leaderHint(leader, request: Self.request),
          Scene(at: Self.two, receiving: message))
      }
    }
    add(.dropForwarded, .leaderHint(nil, request: Self.request))
  }
}
