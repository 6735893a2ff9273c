import RaftCore
import Testing

/// Majorities, committed indexes and changes, as tables that are worked out from the definitions: more
/// than half of a set; of a joint configuration more than half of both (§6).
@Suite("§6: majorities of configurations")
struct MembershipTables {
  private static func set(_ numbers: [Int]) -> ServerSet { ServerSet(numbers.map { ServerID($0) }) }

  struct Election: CustomTestStringConvertible, Sendable {
    var old: [Int] = []
    var new: [Int]
    var granted: [Int]
    var refused: [Int]
    var outcome: Membership.Outcome
    var testDescription: String { "\(old) and \(new): \(granted) for, \(refused) against" }
  }

  static let elections: [Election] = [
    Election(new: [1], granted: [], refused: [], outcome: .pending),
    Election(new: [1], granted: [1], refused: [], outcome: .won),
    Election(new: [1], granted: [], refused: [1], outcome: .lost),
    Election(new: [1, 2], granted: [1], refused: [], outcome: .pending),
    Election(new: [1, 2], granted: [1], refused: [2], outcome: .lost),
    Election(new: [1, 2], granted: [1, 2], refused: [], outcome: .won),
    Election(new: [1, 2, 3], granted: [1], refused: [2], outcome: .pending),
    Election(new: [1, 2, 3], granted: [1, 3], refused: [2], outcome: .won),
    Election(new: [1, 2, 3], granted: [1], refused: [2, 3], outcome: .lost),
    Election(new: [1, 2, 3, 4], granted: [1, 2], refused: [], outcome: .pending),
    Election(new: [1, 2, 3, 4], granted: [1, 2], refused: [3], outcome: .pending),
    Election(new: [1, 2, 3, 4], granted: [1, 2], refused: [3, 4], outcome: .lost),
    Election(new: [1, 2, 3, 4], granted: [1, 2, 4], refused: [3], outcome: .won),
    Election(new: [1, 2, 3, 4, 5], granted: [1, 2], refused: [3, 4], outcome: .pending),
    // Whoever is in neither set has no say.
    Election(new: [1, 2, 3], granted: [1, 7, 8], refused: [], outcome: .pending),
    Election(new: [1, 2, 3], granted: [1], refused: [7, 8, 9], outcome: .pending),
    // Joint: both must be won, and one that is lost is enough to lose.
    Election(old: [1, 2, 3], new: [4, 5, 6], granted: [1, 2], refused: [], outcome: .pending),
    Election(old: [1, 2, 3], new: [4, 5, 6], granted: [1, 2, 4], refused: [], outcome: .pending),
    Election(old: [1, 2, 3], new: [4, 5, 6], granted: [1, 2, 4, 6], refused: [], outcome: .won),
    Election(old: [1, 2, 3], new: [4, 5, 6], granted: [4, 5, 6], refused: [], outcome: .pending),
    Election(old: [1, 2, 3], new: [4, 5, 6], granted: [1, 2], refused: [4, 5], outcome: .lost),
    Election(old: [1, 2, 3], new: [3, 4, 5], granted: [1, 3, 4], refused: [2], outcome: .won),
    Election(old: [1, 2, 3], new: [3, 4, 5], granted: [3], refused: [1], outcome: .pending),
    Election(old: [1, 2, 3], new: [3, 4, 5], granted: [3, 4], refused: [1, 2], outcome: .lost),
    Election(old: [1, 2, 3], new: [1], granted: [1], refused: [], outcome: .pending),
    Election(old: [1, 2, 3], new: [1], granted: [1, 2], refused: [], outcome: .won),
    Election(old: [1, 2, 3], new: [1], granted: [2, 3], refused: [1], outcome: .lost),
    Election(old: [1, 2], new: [1, 2, 3, 4], granted: [1, 2], refused: [], outcome: .pending),
    Election(old: [1, 2], new: [1, 2, 3, 4], granted: [1, 2, 3], refused: [], outcome: .won),
  ]

  @Test("An election is won, lost or open", arguments: elections)
  func election(_ row: Election) {
    let membership = Membership(voters: Self.set(row.new), outgoing: Self.set(row.old))
    let outcome = membership.outcome(
      granted: Self.set(row.granted), refused: Self.set(row.refused))
    #expect(outcome == row.outcome)
  }

  @Test("Every set of servers is a majority or not, by counting heads")
  func counting() {
    let pairs: [([Int], [Int])] = [
      ([], [1]), ([], [1, 2, 3]), ([], [1, 2, 3, 4]), ([1, 2, 3], [4, 5, 6]),
      ([1, 2, 3, 4], [3, 4, 5]),
      ([1, 2], [2, 3, 4, 5, 6]),
    ]
    for (old, new) in pairs {
      let membership = Membership(
        voters: Self.set(new), outgoing: Self.set(old), learners: [ServerID(9)])
      var least = Int.max
      for bits in 0..<(UInt16(1) << 9) {
        let servers = ServerSet(bits: bits << 1)
        func isHalf(_ numbers: [Int]) -> Bool {
          numbers.count { servers.contains(ServerID($0)) } * 2 > numbers.count
        }
        let expected = isHalf(new) && (old.isEmpty || isHalf(old))
        #expect(membership.isQuorum(servers) == expected, "\(servers) of \(membership)")
        if expected { least = min(least, servers.count) }
      }
      #expect(membership.leastQuorum == least)
    }
  }

  struct Commit: CustomTestStringConvertible, Sendable {
    var old: [Int] = []
    var new: [Int]
    /// By server, from S1 on.
    var match: [LogIndex]
    var committed: LogIndex
    var testDescription: String { "\(old) and \(new) store up to \(match)" }
  }

  static let commits: [Commit] = [
    Commit(new: [1], match: [7], committed: 7),
    Commit(new: [1, 2], match: [7, 3], committed: 3),
    Commit(new: [1, 2, 3], match: [7, 3, 5], committed: 5),
    Commit(new: [1, 2, 3], match: [7, 0, 0], committed: 0),
    Commit(new: [1, 2, 3, 4], match: [9, 7, 5, 3], committed: 5),
    Commit(new: [1, 2, 3, 4, 5], match: [1, 2, 3, 4, 5], committed: 3),
    Commit(new: [2, 3], match: [9, 4, 6], committed: 4),
    Commit(old: [1, 2, 3], new: [4, 5, 6], match: [9, 9, 9, 1, 2, 3], committed: 2),
    Commit(old: [1, 2, 3], new: [4, 5, 6], match: [4, 5, 6, 9, 9, 0], committed: 5),
    Commit(old: [1, 2, 3], new: [1, 2, 3, 4, 5], match: [8, 8, 2, 0, 0], committed: 2),
    Commit(old: [1, 2, 3], new: [3], match: [8, 8, 2], committed: 2),
    Commit(old: [1, 2], new: [2, 3, 4], match: [6, 5, 9, 0], committed: 5),
  ]

  @Test("What is committed is what a majority stores, or both", arguments: commits)
  func commit(_ row: Commit) {
    let membership = Membership(voters: Self.set(row.new), outgoing: Self.set(row.old))
    #expect(membership.reached { row.match[$0.number - 1] } == row.committed)
  }

  @Test("Configurations overlap if no two majorities of theirs have nobody in common")
  func overlap() {
    let rows: [([Int], [Int], Bool)] = [
      ([1, 2, 3], [1, 2, 3], true), ([1, 2, 3], [1, 2, 3, 4], true),
      ([1, 2, 3, 4], [1, 2, 3], true),
      ([1, 2, 3], [1, 2], true), ([1, 2], [1], true), ([1], [1, 2], true),
      ([1, 2, 3], [1, 2, 3, 4, 5], false), ([1, 2, 3, 4], [1, 2, 3, 4, 5], true),
      ([1, 2, 3, 4], [1, 2], true), ([1, 2, 3], [1], false), ([1, 2, 3], [4, 5, 6], false),
      ([1, 2, 3], [1, 2, 4], false), ([1, 2, 3, 4, 5], [1, 2, 3, 6, 7], false),
    ]
    for (one, other, overlaps) in rows {
      let (one, other) = (Membership(voters: Self.set(one)), Membership(voters: Self.set(other)))
      #expect(one.overlaps(with: other) == overlaps, "\(one) and \(other)")
      #expect(other.overlaps(with: one) == overlaps)
      // A joint configuration overlaps with both, whatever they are.
      let joint = Membership(voters: other.voters, outgoing: one.voters)
      #expect(joint.overlaps(with: one) && joint.overlaps(with: other))
    }
  }

  @Test("One server more or less always overlaps; that is why it needs no joint configuration")
  func oneServer() {
    for count in 1...8 {
      let before = Membership(voters: .first(count))
      #expect(before.overlaps(with: Membership(voters: .first(count + 1))))
      if count > 1 { #expect(before.overlaps(with: Membership(voters: .first(count - 1)))) }
      if count < 8 {
        let two = Membership(voters: .first(count + 2))
        #expect(before.overlaps(with: two) == (count % 2 == 0), "\(count) and two more")
      }
    }
  }

  @Test("A change makes the configuration that it names, or none")
  func changes() {
    let three = Membership(voters: .first(3), learners: [s5])
    let rows: [(MembershipChange, Membership?)] = [
      (.add(s4), Membership(voters: .first(4), learners: [s5])),
      (.add(s1), nil), (.add(s5), Membership(voters: [s1, s2, s3, s5])),
      (.addLearner(s4), Membership(voters: .first(3), learners: [s4, s5])),
      (.addLearner(s2), nil), (.addLearner(s5), nil),
      (.promote(s5), Membership(voters: [s1, s2, s3, s5])), (.promote(s4), nil),
      (.promote(s1), nil),
      (.remove(s1), Membership(voters: [s2, s3], learners: [s5])),
      (.remove(s5), Membership(voters: .first(3))), (.remove(s4), nil),
      (.several(adding: [s4, s5], removing: [s1]), Membership(voters: [s2, s3, s4, s5])),
      (.several(adding: [], removing: [s1, s2, s3]), nil),
      (.several(adding: [s1], removing: []), nil),
    ]
    for (change, expected) in rows {
      #expect(change.applied(to: three) == expected, "\(change)")
    }
    #expect(MembershipChange.remove(s1).applied(to: Membership(voters: [s1])) == nil)
  }

  @Test("An entry holds a configuration and gives it back, and no other command is taken for one")
  func entries() {
    let memberships = [
      Membership(voters: [s1]), Membership(voters: .first(9)),
      Membership(voters: [s4, s5], outgoing: .first(3), learners: [ServerID(9)]),
    ]
    for membership in memberships {
      #expect(Command(membership).membership == membership)
      #expect(!Entry(term: 1, command: Command(membership)).isNoOp)
      let snapshot = SnapshotID(last: at(3, 2), takenBy: s2, membership: membership)
      let message = Message(from: s1, to: s2, term: 2, body: .installSnapshot(snapshot))
      #expect(message.body == .installSnapshot(snapshot))
    }
    #expect(Command.noOp.membership == nil && Command("x=1").membership == nil)
    #expect(Command(0x4346).membership == nil)
  }

  @Test("A log knows where its configurations are, whatever is cut off at either end")
  func log() {
    var log = Log(terms: [1, 1])
    let (one, two) = (Membership(voters: [s1]), Membership(voters: [s1, s2]))
    #expect(log.lastConfigurationIndex == 0 && log.configurationIndex(upTo: 2) == nil)
    log.append(Entry(term: 1, command: Command(one)))
    log.append(Entry(term: 1, command: .noOp))
    log.append(Entry(term: 2, command: Command(two)))
    #expect(log.lastConfigurationIndex == 5)
    #expect((2...5).map { log.configurationIndex(upTo: $0) } == [nil, 3, 3, 5])
    var cut = log
    cut.truncate(to: 4)
    #expect(cut.lastConfigurationIndex == 3)
    cut.begin(after: at(3, 1))
    #expect(cut.lastConfigurationIndex == 0 && cut.lastIndex == 4)
    log.begin(after: at(4, 1))
    #expect(log.lastConfigurationIndex == 5)
    log.begin(after: at(4, 7))
    #expect(log.lastConfigurationIndex == 0 && log.lastIndex == 4)
  }
}
