import RaftCore
import Testing

// Configurations that are in force when they are applied, as etcd has it.
extension Dissertation4Membership {
  @Test("In etcd a configuration comes into force when it is applied")
  func applied() {
    var subject = Self.leader(with: [.membership, .etcdVariants])
    subject.handle(.change(.add(s4)))
    #expect(subject.fired.contains(.appendConfiguration))
    #expect(subject.server.membership == Membership(voters: .first(3)))
    #expect(!subject.sent.map(\.to).contains(s4))
    Self.store(&subject)
    subject.acknowledge(2, from: s2)
    #expect(subject.fired.contains(.configurationApplied))
    #expect(subject.server.membership == Membership(voters: .first(4)))
  }

  @Test(
    "In etcd, whoever knows of a committed configuration applies it before it stands for election")
  func unapplied() {
    for isOff in [false, true] {
      var subject = Subject(
        s2, of: 3, with: [.membership, .etcdVariants], without: isOff ? [.noCampaignUnapplied] : [])
      let (four, five) = (Membership(voters: .first(4)), Membership(voters: .first(5)))
      Self.give(&subject, four, after: .start)
      Self.give(&subject, five, after: at(1, 1))
      #expect(subject.server.membership == Membership(voters: .first(3)))
      subject.handle(.timeout(.election))
      #expect(subject.fired.contains(.noCampaignUnapplied) != isOff)
      #expect(subject.fired.contains(.startElection) == isOff)
      guard !isOff else { continue }
      #expect(subject.server.membership == four && subject.server.commitIndex == 1)
      subject.handle(.timeout(.election))
      #expect(subject.fired.contains(.startElection))
    }
  }

  @Test("In etcd a leader that was removed leads on until it is stopped, without counting itself")
  func leadsOn() {
    var subject = Self.leader(with: [.membership, .etcdVariants])
    subject.handle(.change(.remove(s1)))
    Self.store(&subject)
    subject.acknowledge(2, from: s2)
    #expect(
      subject.server.membership == Membership(voters: [s2, s3]) && subject.server.role.isLeader)
    subject.handle(.request(RequestID(3), Command("x=1")))
    Self.store(&subject)
    subject.acknowledge(3, from: s2)
    #expect(subject.server.commitIndex == 2)
    subject.acknowledge(3, from: s3)
    #expect(subject.server.commitIndex == 3)
  }

  @Test("The trap of two members: the one that stays waits for one that knows that it is gone")
  func twoMembers() {
    var bench = Bench(2, with: [.membership, .etcdVariants])
    bench.elect(s1)
    bench.change(s1, .remove(s1))
    bench.stabilize()
    // S1 has applied it, and its next entry reaches nobody: S2 does not know that it is alone.
    bench.groups = [[s1], [s2]]
    bench.request(s1, Command("x=1"))
    bench.stabilize()
    bench.groups = nil
    #expect(bench[s1].membership == Membership(voters: [s2]))
    #expect(bench[s2].membership == Membership(voters: [s1, s2]))
    for _ in 0..<3 {
      bench.timeOut(s2)
      bench.stabilize()
      bench.timeOut(s1)
      bench.stabilize()
    }
    #expect(!bench[s1].role.isLeader && !bench[s2].role.isLeader, "nobody can be elected")
    #expect(bench.safety.violations.isEmpty)
  }
}
