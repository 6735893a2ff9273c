/// A configuration of the cluster: which servers votes and copies are counted of (§6; Ongaro's
/// dissertation, chapter 4).
///
/// Three sets of servers, so that it is a value of six bytes. While the cluster is on its way from one
/// configuration to another by joint consensus, `outgoing` is C-old and `voters` is C-new; in all other
/// configurations `outgoing` is empty.
@usableFromInline
package struct Membership: Hashable, Sendable, BitwiseCopyable, CustomStringConvertible {
  /// Those who vote and count; of a joint configuration, those of C-new.
  package var voters: ServerSet
  /// Those of C-old in a joint configuration; else empty.
  package var outgoing: ServerSet
  /// Those who are sent the log, and neither vote nor count (§4.2.1).
  package var learners: ServerSet

  package init(voters: ServerSet, outgoing: ServerSet = [], learners: ServerSet = []) {
    self.voters = voters
    self.outgoing = outgoing
    self.learners = learners
  }

  /// Whether it is C-old,new: both have a say.
  package var isJoint: Bool { !outgoing.isEmpty }

  /// Whether it is nothing but a set of voters.
  package var isPlain: Bool { outgoing.isEmpty && learners.isEmpty }

  /// All who vote, in one configuration or the other.
  package var allVoters: ServerSet { voters.union(outgoing) }

  /// All who are sent the log.
  package var servers: ServerSet { allVoters.union(learners) }

  /// What becomes of a joint configuration: C-new alone.
  package var afterJoint: Membership { Membership(voters: voters, learners: learners) }

  @usableFromInline package var description: String {
    var text = isJoint ? "\(outgoing) and \(voters)" : "\(voters)"
    if !learners.isEmpty { text += ", learners \(learners)" }
    return text
  }
}

// MARK: - Majorities

extension Membership {
  /// Whether these are a majority, of C-old and of C-new where both have a say: "agreement (for
  /// elections and entry commitment) requires separate majorities from both" (§6).
  package func isQuorum(_ servers: ServerSet) -> Bool {
    let isMajority = servers.intersection(voters).count >= voters.majority
    guard isJoint else { return isMajority }
    return isMajority && servers.intersection(outgoing).count >= outgoing.majority
  }

  /// How an election stands.
  package enum Outcome: Hashable, Sendable { case won, lost, pending }

  /// How an election stands with these votes: lost once those that are left are no majority.
  package func outcome(granted: ServerSet, refused: ServerSet) -> Outcome {
    if isQuorum(granted) { return .won }
    return isQuorum(allVoters.subtracting(refused)) ? .pending : .lost
  }

  /// The largest value that a majority has reached, or a majority of each where both have a say: of
  /// rounds, the latest that is confirmed; of copies, what may be committed.
  package func reached<Value: Comparable & BitwiseCopyable>(_ value: (ServerID) -> Value) -> Value {
    let own = Self.reached(by: voters, value)
    return isJoint ? min(own, Self.reached(by: outgoing, value)) : own
  }

  private static func reached<Value: Comparable & BitwiseCopyable>(
    by members: ServerSet, _ value: (ServerID) -> Value
  ) -> Value {
    // Sorted on the stack: there are nine at most.
    withUnsafeTemporaryAllocation(of: Value.self, capacity: ServerID.maximum) { sorted in
      var count = 0
      for member in members {
        let reached = value(member)
        var place = count
        while place > 0, sorted[place - 1] < reached {
          sorted.initializeElement(at: place, to: sorted[place - 1])
          place -= 1
        }
        sorted.initializeElement(at: place, to: reached)
        count += 1
      }
      return sorted[members.majority - 1]
    }
  }

  /// The least number of servers that are a quorum: those that stand in both sets count twice.
  package var leastQuorum: Int {
    guard isJoint else { return voters.majority }
    let (new, old) = (voters.majority, outgoing.majority)
    return new + old - Swift.min(voters.intersection(outgoing).count, new, old)
  }

  /// Whether every quorum of one has a server in common with every quorum of the other, so that both
  /// cannot decide apart from each other: looked at subset by subset.
  package func overlaps(with other: Membership) -> Bool {
    let all = allVoters.union(other.allVoters)
    var part = all.bits
    while true {
      let servers = ServerSet(bits: part)
      if isQuorum(servers), other.isQuorum(all.subtracting(servers)) { return false }
      if part == 0 { return true }
      part = (part - 1) & all.bits
    }
  }
}

// MARK: - In entries and messages

extension Membership {
  /// It as one number; never 0, for somebody always votes.
  package var bits: UInt64 {
    UInt64(voters.bits) | UInt64(outgoing.bits) << 16 | UInt64(learners.bits) << 32
  }

  /// What a number stands for; nil of 0.
  package init?(bits: UInt64) {
    guard bits != 0 else { return nil }
    self.init(
      voters: ServerSet(bits: UInt16(truncatingIfNeeded: bits)),
      outgoing: ServerSet(bits: UInt16(truncatingIfNeeded: bits >> 16)),
      learners: ServerSet(bits: UInt16(truncatingIfNeeded: bits >> 32)))
  }
}

extension Command {
  /// What the first word of an entry is that holds a configuration: nothing that a client asks for
  /// begins so.
  private static var membershipKind: UInt64 { 0x4346 }

  /// The content of an entry that holds a configuration: "cluster configurations are stored and
  /// communicated using special entries in the replicated log" (§6).
  package init(_ membership: Membership) { self.init(Self.membershipKind, membership.bits) }

  /// The configuration that it holds; nil of all other commands.
  package var membership: Membership? {
    word0 == Self.membershipKind ? Membership(bits: word1) : nil
  }
}

extension Entry {
  /// The configuration that it holds; nil of all other entries.
  package var membership: Membership? { command.membership }
}

extension Membership: Fielded {
  package var name: String { "configuration" }

  package var fields: [Field] {
    [Field("voters", short: "", .servers(voters))]
      + (isJoint ? [Field("outgoing", short: "and", .servers(outgoing))] : [])
      + (learners.isEmpty ? [] : [Field("learners", .servers(learners))])
  }
}
