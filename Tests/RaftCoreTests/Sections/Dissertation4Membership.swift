import RaftCore
import Testing

@Suite("Dissertation, chapter 4: membership")
struct Dissertation4Membership {
  /// S1 leads of so many, in term 1, and its no-op at index 1 is committed.
  static func leader(
    of count: Int = 3, with features: [Feature] = [.membership], without rules: [Rule] = []
  ) -> Subject {
    var subject = Subject(s1, of: count, with: features, without: rules)
    subject.campaign(votes: ServerSet([s2, s3].filter { $0.number <= count }))
    if let write = subject.writes.last { subject.handle(.written(write)) }
    for peer in [s2, s3] where peer.number <= count { subject.acknowledge(1, from: peer) }
    return subject
  }

  /// The leader's write of its last entry is done.
  static func store(_ subject: inout Subject) {
    let write = Write(
      term: subject.server.currentTerm, votedFor: s1, keeping: subject.server.log.lastIndex - 1,
      through: subject.server.log.lastIndex)
    subject.handle(.written(write))
  }

  /// A follower of three whose log ends with an entry that holds a configuration.
  static func follower(
    _ membership: Membership, at id: ServerID = s3, of count: Int = 3,
    with features: [Feature] = [.membership], commit: LogIndex = 0
  ) -> Subject {
    var subject = Subject(id, of: count, with: features)
    give(&subject, membership, after: .start, commit: commit)
    return subject
  }

  static func give(
    _ subject: inout Subject, _ membership: Membership, after previous: LogPosition, term: Term = 1,
    commit: LogIndex = 0
  ) {
    let entry = Entry(term: term, command: Command(membership))
    subject.receive(
      .appendEntries(AppendEntries(previous: previous, entries: [entry], leaderCommit: commit)),
      from: s2, term: term)
  }

  // MARK: In force when appended

  @Test(
    "A leader goes by a new configuration as soon as it is in its log, and sends it to all of it")
  func appends() {
    var subject = Self.leader()
    subject.handle(.change(.add(s4)))
    let four = Membership(voters: .first(4))
    let evidence = Evidence.configuration(
      index: 2, four, before: Membership(voters: .first(3)))
    #expect(subject.evidence(of: .appendConfiguration) == evidence)
    #expect(subject.evidence(of: .configurationInForce) == evidence)
    #expect(subject.server.membership == four && subject.server.membershipIndex == 2)
    #expect(subject.server.log[2].membership == four && subject.server.majority == 3)
    #expect(subject.sent.map(\.to) == [s2, s3, s4])
    Self.store(&subject)
    subject.acknowledge(2, from: s2)
    #expect(subject.server.commitIndex == 1, "two of four are no majority")
    subject.acknowledge(2, from: s3)
    #expect(subject.server.commitIndex == 2)
  }

  @Test("Whoever is removed is sent nothing more, and does not count")
  func removes() {
    var subject = Self.leader()
    subject.handle(.change(.remove(s3)))
    #expect(subject.sent.map(\.to) == [s2])
    Self.store(&subject)
    subject.acknowledge(2, from: s3)
    #expect(subject.server.commitIndex == 1 && subject.sent.isEmpty)
    subject.acknowledge(2, from: s2)
    #expect(subject.server.commitIndex == 2)
  }

  @Test("A follower goes by the latest configuration in its log, committed or not, and falls back")
  func follows() {
    let two = Membership(voters: [s1, s2])
    var subject = Self.follower(two)
    #expect(subject.fired.contains(.configurationInForce))
    #expect(subject.server.membership == two && subject.server.commitIndex == 0)
    subject.append(after: .start, [2], from: s1, term: 2)
    #expect(subject.fired.contains(.configurationRolledBack))
    #expect(subject.server.membership == Membership(voters: .first(3)))
    #expect(subject.server.membershipIndex == 0)
  }

  @Test("What is in force is found again on the disk, in the log or in the snapshot")
  func recovers() {
    let two = Membership(voters: [s1, s2])
    var log = Log(terms: [1])
    log.append(Entry(term: 1, command: Command(two)))
    log.append(Entry(term: 1, command: .noOp))
    let configuration = Configuration(members: .first(3), features: Features([.membership]))
    let server = Server(
      id: s1, configuration: configuration, recovering: PersistentState(currentTerm: 1, log: log))
    #expect(server.membership == two && server.membershipIndex == 2)
    log.begin(after: at(2, 1))
    let snapshot = SnapshotID(last: at(2, 1), takenBy: s1, membership: two)
    let later = Server(
      id: s1, configuration: configuration,
      recovering: PersistentState(currentTerm: 1, log: log, snapshot: snapshot))
    #expect(later.membership == two && later.membershipIndex == 0)
  }

  @Test("A snapshot includes the latest configuration as of its last entry (§7)")
  func snapshots() {
    let two = Membership(voters: [s1, s2])
    var subject = Self.follower(two, at: s2, with: [.membership, .snapshots], commit: 1)
    subject.handle(.snapshot)
    let taken = SnapshotID(last: at(1, 1), takenBy: s2, membership: two)
    #expect(subject.step.effects.contains(.takeSnapshot(taken)))
    subject.handle(.written(subject.writes[0]))
    #expect(subject.server.membership == two && subject.server.snapshot == taken)
    // One that is sent brings it along.
    var other = Subject(s3, of: 3, with: [.membership, .snapshots])
    other.receive(.installSnapshot(taken), from: s2, term: 1)
    #expect(other.server.membership == two && other.fired.contains(.configurationInForce))
    // Without changes, none is named.
    var plain = Subject(s2, of: 3, term: 1, with: [.membership, .snapshots])
    plain.append(after: .start, [1], commit: 1, from: s1, term: 1)
    plain.handle(.snapshot)
    #expect(plain.step.effects.contains(.takeSnapshot(SnapshotID(last: at(1, 1), takenBy: s2))))
  }

  // MARK: Allowed or refused

  @Test("No change before an entry of the own term is committed")
  func ownTerm() {
    var subject = Subject(s1, of: 3, with: [.membership])
    subject.campaign(votes: [s2])
    subject.handle(.change(.add(s4)))
    #expect(subject.fired == [.changeAfterOwnTerm])
    #expect(
      subject.evidence(of: .changeAfterOwnTerm) == .ownTerm(index: 0, term: 0, currentTerm: 1))
    var off = Subject(s1, of: 3, with: [.membership], without: [.changeAfterOwnTerm])
    off.campaign(votes: [s2])
    off.handle(.change(.add(s4)))
    #expect(off.server.membership == Membership(voters: .first(4)))
  }

  @Test("No change before the last one is committed")
  func oneAtATime() {
    var subject = Self.leader()
    subject.handle(.change(.add(s4)))
    subject.handle(.change(.remove(s2)))
    #expect(subject.fired == [.oneChangeAtATime])
    let four = Membership(voters: .first(4))
    #expect(
      subject.evidence(of: .oneChangeAtATime) == .configured(index: 2, four, commitIndex: 1))
    var off = Self.leader(without: [.oneChangeAtATime])
    off.handle(.change(.add(s4)))
    off.handle(.change(.remove(s2)))
    #expect(off.server.membership == Membership(voters: [s1, s3, s4]))
  }

  @Test("More than one voter at once only by way of a joint configuration")
  func severalAtOnce() {
    let several = MembershipChange.several(adding: [s4], removing: [s2])
    var subject = Self.leader()
    subject.handle(.change(several))
    #expect(subject.fired == [.oneServerPerChange] && subject.server.log.lastIndex == 1)
    var off = Self.leader(without: [.oneServerPerChange])
    off.handle(.change(several))
    #expect(off.server.membership == Membership(voters: [s1, s3, s4]))
    var joint = Self.leader(with: [.membership, .jointConsensus])
    joint.handle(.change(several))
    #expect(joint.server.membership == Membership(voters: [s1, s3, s4], outgoing: .first(3)))
    var single = Self.leader(with: [.membership, .jointConsensus])
    single.handle(.change(.several(adding: [s4], removing: [])))
    #expect(single.server.membership == Membership(voters: .first(4)), "one voter needs no joint")
  }

  @Test("Nothing changes without the feature, at a follower, or where there is nothing to change")
  func nothing() {
    var off = Self.leader(with: [])
    off.handle(.change(.add(s4)))
    #expect(off.fired.isEmpty && off.server.log.lastIndex == 1)
    var follower = Subject(s2, of: 3, with: [.membership])
    follower.handle(.change(.add(s4)))
    #expect(follower.fired.isEmpty)
    var subject = Self.leader()
    for change in [MembershipChange.add(s2), .remove(s4), .promote(s2)] {
      subject.handle(.change(change))
      #expect(subject.fired.isEmpty, "\(change)")
    }
  }

  /// A change, and whether the leader makes it; then what is committed of it.
  struct Move: Sendable {
    var change: MembershipChange
    var isMade: Bool
    /// Whether all that the leader wrote is committed afterwards.
    var commits = true
  }

  static let sequences: [[Move]] = [
    // Simple changes, each committed.
    [Move(change: .add(s4), isMade: true), Move(change: .add(s5), isMade: true)],
    [Move(change: .remove(s3), isMade: true), Move(change: .remove(s2), isMade: true)],
    [Move(change: .addLearner(s4), isMade: true), Move(change: .promote(s4), isMade: true)],
    // The one before is not committed.
    [Move(change: .add(s4), isMade: true, commits: false), Move(change: .add(s5), isMade: false)],
    [
      Move(change: .addLearner(s4), isMade: true, commits: false),
      Move(change: .remove(s2), isMade: false),
    ],
    // A joint one is left by itself when it is committed; then another may follow.
    [
      Move(change: .several(adding: [s4, s5], removing: [s2]), isMade: true),
      Move(change: .add(s2), isMade: true),
    ],
    [
      Move(change: .several(adding: [s4, s5], removing: []), isMade: true, commits: false),
      Move(change: .remove(s4), isMade: false, commits: false),
      Move(change: .several(adding: [], removing: [s4, s5]), isMade: false),
    ],
    [
      Move(change: .several(adding: [s4, s5], removing: [s2, s3]), isMade: true),
      Move(change: .several(adding: [s2, s3], removing: [s4, s5]), isMade: true),
    ],
  ]

  @Test(
    "Sequences of simple, joint and leaving changes are allowed or refused", arguments: sequences)
  func sequence(_ moves: [Move]) {
    var bench = Bench(3, spare: 2, with: [.membership, .jointConsensus])
    bench.elect(s1)
    for move in moves {
      let before = bench[s1].log.lastIndex
      bench.change(s1, move.change)
      #expect((bench[s1].log.lastIndex > before) == move.isMade, "\(move)")
      if move.commits {
        bench.stabilize()
        bench.beat(s1)
        #expect(!bench[s1].membership.isJoint && bench[s1].commitIndex == bench[s1].log.lastIndex)
      }
    }
    #expect(bench.safety.violations.isEmpty)
  }

  // MARK: Who stands for election

  @Test("A server that is in no configuration waits, and has no timer until a leader speaks to it")
  func spare() {
    var subject = Subject(s4, of: 3, with: [.membership])
    #expect(!subject.step.effects.starts(.election))
    subject.handle(.timeout(.election))
    #expect(subject.fired == [.electionTimeout, .onlyVotersCampaign])
    #expect(subject.server.currentTerm == 0 && subject.sent.isEmpty)
    subject.append(after: .start, from: s2, term: 1)
    #expect(subject.step.effects.starts(.election))
  }

  @Test("Whoever was removed still stands for election until that is committed (§4.2.2)")
  func removedCampaigns() {
    let two = Membership(voters: [s1, s2])
    var subject = Self.follower(two)
    subject.handle(.timeout(.election))
    #expect(subject.fired.contains(.startElection))
    #expect(
      subject.sent.map(\.to) == [s1, s2], "by the new configuration, in which it has no vote")
    subject.handle(.written(subject.writes[0]))
    subject.receive(.requestVoteReply(voteGranted: true), from: s1, term: 2)
    #expect(!subject.server.role.isLeader, "its own vote does not count")
    subject.receive(.requestVoteReply(voteGranted: true), from: s2, term: 2)
    #expect(subject.server.role.isLeader)
    var known = Self.follower(two, commit: 1)
    known.handle(.timeout(.election))
    #expect(known.fired == [.electionTimeout, .onlyVotersCampaign])
  }

  @Test("A learner does not stand for election, neither by its timer nor when it is bidden to")
  func learnerWaits() {
    let membership = Membership(voters: [s1, s2], learners: [s3])
    var subject = Self.follower(membership, with: [.membership, .leadershipTransfer])
    // By the configuration before it may, while that is not committed.
    subject.append(after: at(1, 1), commit: 1, from: s2, term: 1)
    subject.handle(.timeout(.election))
    #expect(subject.fired == [.electionTimeout, .onlyVotersCampaign])
    subject.receive(.timeoutNow, from: s2, term: 1)
    #expect(subject.fired == [.onlyVotersCampaign])
    var leader = Self.leader(with: [.membership, .leadershipTransfer])
    leader.handle(.change(.addLearner(s4)))
    leader.handle(.transfer(to: s4))
    #expect(leader.fired.isEmpty)
  }

  // MARK: A leader that goes

  @Test("A leader outside the new configuration steps down when that is committed, and not before")
  func leavesOffice() {
    var subject = Self.leader()
    let request = RequestID(7)
    subject.handle(.change(.remove(s1)))
    subject.handle(.request(request, Command("x=1")))
    Self.store(&subject)
    subject.acknowledge(2, from: s2)
    #expect(
      subject.server.commitIndex == 1 && subject.server.role.isLeader, "it does not count itself")
    subject.acknowledge(2, from: s3)
    #expect(subject.fired.contains(.stepDownWhenRemoved) && subject.server.role.isFollower)
    #expect(subject.answers == [.notLeader(hint: nil)])
    #expect(subject.step.effects.stops(.heartbeat) && !subject.step.effects.starts(.election))
    var stays = Self.leader(without: [.stepDownWhenRemoved])
    stays.handle(.change(.remove(s1)))
    for peer in [s2, s3] { stays.acknowledge(2, from: peer) }
    #expect(stays.server.commitIndex == 2 && stays.server.role.isLeader)
  }

  // MARK: Learners

  @Test("A learner is sent the log and does not count")
  func learners() {
    for isOff in [false, true] {
      var subject = Self.leader(of: 2, without: isOff ? [.learnersDoNotCount] : [])
      subject.handle(.change(.addLearner(s3)))
      #expect(subject.sent.map(\.to) == [s2, s3])
      Self.store(&subject)
      subject.acknowledge(2, from: s3)
      #expect(subject.server.commitIndex == (isOff ? 2 : 1))
      #expect(subject.fired.contains(.learnersDoNotCount) != isOff)
      subject.acknowledge(2, from: s2)
      #expect(subject.server.commitIndex == 2)
    }
  }

  @Test(
    "A learner is promoted when it stores all that is committed; in etcd, nine tenths of the log")
  func promotion() {
    var subject = Self.leader(of: 1)
    subject.handle(.change(.addLearner(s2)))
    Self.store(&subject)
    #expect(subject.server.commitIndex == 2)
    subject.handle(.change(.promote(s2)))
    #expect(
      subject.evidence(of: .promoteWhenCaughtUp) == .caughtUp(s2, matchIndex: 0, needed: 2))
    subject.acknowledge(2, from: s2)
    subject.handle(.change(.promote(s2)))
    #expect(subject.server.membership == Membership(voters: [s1, s2]))
    var hasty = Self.leader(of: 1, without: [.promoteWhenCaughtUp])
    hasty.handle(.change(.addLearner(s2)))
    Self.store(&hasty)
    hasty.handle(.change(.promote(s2)))
    #expect(hasty.server.membership == Membership(voters: [s1, s2]))
    var etcd = Self.leader(of: 1, with: [.membership, .etcdVariants])
    for _ in 2...20 { etcd.handle(.request(RequestID(1), Command("x=1"))) }
    #expect(etcd.server.matchForPromotion == 18)
  }
}
