import RaftCore
import Simulation
import Testing

@testable import ObservedEtcd
@testable import RealEtcd

@Suite("Safety, checked on what was seen: each checker can fire")
struct ObservedSafetyTests {
  private func broken(_ fake: Fake) -> [Property] { fake.state.violations.map(\.property) }

  @Test("Two leaders in a term")
  func elections() {
    var fake = Fake()
    fake.send(.heartbeat, 1, 3) { $0.term = 2 }
    fake.send(.heartbeat, 2, 3) { $0.term = 3 }
    #expect(broken(fake).isEmpty)
    fake.send(.heartbeat, 2, 3) { $0.term = 2 }
    #expect(broken(fake) == [])
    fake.send(.heartbeat, 3, 1) { $0.term = 3 }
    #expect(broken(fake) == [.electionSafety])
    #expect(fake.state.violations.first?.event == fake.history.position)
  }

  @Test("Logs that agree at an index and differ before it, or hold different entries of one term")
  func logs() {
    var fake = Fake()
    fake.write(1, Fake.entry(1, term: 2, "a"), Fake.entry(2, term: 3, "b"))
    fake.write(2, Fake.entry(1, term: 2, "a"))
    fake.write(3, Fake.entry(1, term: 1, "c"))
    #expect(broken(fake).isEmpty)
    fake.write(3, Fake.entry(2, term: 3, "b"))
    #expect(broken(fake) == [.logMatching])

    fake = Fake()
    fake.write(1, Fake.entry(1, term: 2, "a"))
    fake.write(2, Fake.entry(1, term: 2, "b"))
    #expect(broken(fake) == [.logMatching])
  }

  @Test("Different entries applied at one index")
  func machines() {
    var fake = Fake()
    fake.write(1, Fake.entry(1, term: 2, "a"))
    fake.write(2, Fake.entry(1, term: 3, "b"))
    fake.status(1, term: 2, commit: 1, applied: 1)
    #expect(broken(fake).isEmpty)
    fake.status(2, term: 3, commit: 1, applied: 1)
    #expect(broken(fake) == [.stateMachineSafety])
  }

  @Test("A leader without an entry that was applied before")
  func completeness() {
    var fake = Fake()
    fake.write(1, Fake.entry(1, term: 2, "a"))
    fake.status(1, term: 2, commit: 1, applied: 1)
    fake.status(2, term: 2, leader: 2, .leader)
    #expect(broken(fake).isEmpty)
    fake.status(3, term: 3, leader: 3, .leader)
    #expect(broken(fake) == [.leaderCompleteness])
  }

  @Test("A term that falls on a disk, and two votes in a term")
  func disks() {
    var fake = Fake()
    fake.write(1, Fake.state(term: 3, vote: 1))
    fake.write(1, Fake.state(term: 3, vote: 1, commit: 4))
    #expect(broken(fake).isEmpty)
    fake.write(1, Fake.state(term: 3, vote: 2))
    fake.write(1, Fake.state(term: 2))
    #expect(broken(fake) == [.oneVotePerTerm, .termNeverFalls])
  }

  @Test("A member whose disk was lost is another one: its new disk breaks nothing")
  func wiped() {
    var fake = Fake()
    fake.write(1, Fake.state(term: 3, vote: 1), Fake.entry(1, term: 3, "a"))
    fake.status(1, term: 3, commit: 1, applied: 1)
    fake.see(.named(ServerID(1), 77))
    #expect(fake[1].log?.lastIndex == 0)
    fake.write(1, Fake.state(term: 1), Fake.entry(1, term: 3, "a"))
    fake.status(1, term: 1, commit: 1, applied: 1)
    #expect(broken(fake).isEmpty)
  }
}
