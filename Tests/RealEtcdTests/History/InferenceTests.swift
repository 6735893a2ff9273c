import RaftCore
import Simulation
import Testing

@testable import ObservedEtcd
@testable import RealEtcd

@Suite("What is inferred from what was seen, and what is not")
struct InferenceTests {
  /// S1 stands for election in term 2, S2 votes for it, S1 leads and writes its blank entry.
  private func election() -> Fake {
    var fake = Fake()
    fake.write(1, Fake.state(term: 2, vote: 1))
    fake.send(.vote, 1, 2) { $0.term = 2 }
    fake.write(2, Fake.state(term: 2, vote: 1))
    fake.send(.voteReply, 2, 1) { $0.term = 2 }
    fake.send(.append, 1, 2) { message in
      message.term = 2
      message.entries = [WireEntry(term: 2, index: 1)]
    }
    fake.write(1, Fake.entry(1, term: 2))
    fake.write(2, Fake.entry(1, term: 2))
    return fake
  }

  @Test("An election: each rule is named where it was seen, and no other")
  func elects() {
    let fake = election()
    #expect(
      fake.fired == [
        "S1 start-election", "S2 grant-vote", "S1 become-leader", "S1 append-no-op",
        "S2 append-entries",
      ])
    #expect(fake[1].role?.isLeader == true && fake[1].currentTerm == 2)
    #expect(fake[2].vote == .given(ServerID(1)))
    #expect(fake[3].currentTerm == 0)
    // Of timers nothing is known but when a leader was last heard.
    #expect(fake.state.servers.allSatisfy { $0.election?.deadline == nil && $0.heartbeat == nil })
    #expect(fake.state[ServerID(2)].election?.startedAt != nil)
    #expect(fake.state[ServerID(1)].election == nil)
    let vote = fake.history.look(after: 9).happening
    #expect(vote?.witness == .disk && vote?.server == ServerID(2))
    #expect(vote?.before?.currentTerm == 0 && vote?.after?.currentTerm == 2)
  }

  @Test("A leader whose votes were not seen is shown, and why it leads is not said")
  func unseenVotes() {
    var fake = Fake()
    fake.send(.heartbeat, 1, 2) { $0.term = 5 }
    #expect(fake[1].role?.isLeader == true && fake[1].currentTerm == 5)
    #expect(fake.fired.isEmpty)
    #expect(fake[1].vote == nil)
  }

  @Test("A refused vote: the reason is said where the voter's vote or log shows it")
  func refusals() {
    var fake = election()
    fake.send(.vote, 3, 2) { $0.term = 2 }
    fake.send(.voteReply, 2, 3) { message in
      message.term = 2
      message.reject = true
    }
    #expect(fake.fired.last == "S2 one-vote-per-term")
    fake.send(.vote, 3, 2) { $0.term = 3 }
    fake.write(2, Fake.state(term: 3))
    fake.send(.voteReply, 2, 3) { message in
      message.term = 3
      message.reject = true
    }
    #expect(fake.fired.suffix(2) == ["S2 step-down-on-higher-term", "S2 up-to-date-check"])
  }

  @Test("An entry with an index that is there replaces it and all after it")
  func conflicts() {
    var fake = election()
    fake.write(1, Fake.entry(2, term: 2, "a"), Fake.entry(3, term: 2, "b"))
    #expect(fake.fired.suffix(2) == ["S1 append-command", "S1 append-command"])
    #expect(fake[1].log?.lastIndex == 3)
    fake.send(.heartbeat, 2, 1) { $0.term = 3 }
    fake.write(1, Fake.state(term: 3))
    fake.write(1, Fake.entry(2, term: 3, "c"))
    #expect(fake[1].log?.terms == [2, 3])
    #expect(
      fake.fired.suffix(3) == [
        "S1 step-down-on-higher-term", "S1 delete-conflicting", "S1 append-entries",
      ])
    #expect(fake.state.text(of: fake[1].log![2]!.command) == "put c 1")
  }

  @Test("The same content is the same entry, wherever it is seen")
  func sameContent() {
    var fake = election()
    fake.write(1, Fake.entry(2, term: 2, "a"))
    fake.write(2, Fake.entry(2, term: 2, "a"))
    #expect(fake[1].log?[2] == fake[2].log?[2])
    #expect(fake.state.entries?.count == 1)
  }

  @Test("A message that waits is in flight until it goes on, or is lost")
  func flights() {
    var fake = Fake()
    fake.send(.heartbeat, 1, 2, .waits(for: 5000)) { $0.term = 2 }
    #expect(fake.state.flights.map(\.id) == [1])
    #expect(fake.state.flights.first?.arrivesAt == fake.history.now + 5000)
    fake.see(.ended(id: 1, .lost(.dropped)))
    #expect(fake.state.flights.isEmpty)
    #expect(fake.history.latest?.what == .lost(.dropped))
    fake.send(.heartbeat, 1, 2, .lost(.cut)) { $0.term = 2 }
    #expect(fake.history.latest?.what == .lost(.cut))
  }

  @Test("Leaving its process, a member keeps what its disk has")
  func crash() {
    var fake = election()
    fake.see(.life(ServerID(1), .crashed))
    #expect(fake.state[ServerID(1)].life == .crashed)
    #expect(fake[1].role?.isFollower == true && fake[1].currentTerm == 2)
    #expect(fake[1].log?.lastIndex == 1)
    #expect(fake.state.leader == nil)
  }

  @Test("Going back gives what was there, and goes forward again by the same way")
  func goingBack() {
    var fake = election()
    var states: [[ServerState]] = []
    for position in 0...fake.history.record.count {
      fake.history.seek(to: position)
      states.append(fake.state.servers)
    }
    fake.history.seek(to: 0)
    for position in 1...fake.history.record.count {
      let hasMoved = fake.history.step()
      #expect(hasMoved)
      #expect(fake.history.position == position)
      #expect(fake.state.servers == states[position])
    }
    #expect(!fake.history.isInPast)
    #expect(fake.history.branch.milestone(after: 0) != nil)
  }

  @Test("While one looks at the past, it stays, and what is new is put down all the same")
  func newsInThePast() {
    var fake = election()
    fake.history.seek(to: 3)
    let (servers, count) = (fake.state.servers, fake.history.record.count)
    fake.status(1, term: 2, vote: 1, commit: 1, applied: 1, leader: 1, .leader)
    #expect(fake.state.servers == servers && fake.history.position == 3)
    #expect(fake.history.record.count == count + 1)
    fake.history.seek(to: count + 1)
    #expect(fake[1].commitIndex == 1)
  }

  @Test("Memory is bounded: what is old is let go of, and can be counted")
  func limit() {
    var fake = Fake(limit: 4096)
    for term in 1...10_000 { fake.send(.heartbeat, 1, 2) { $0.term = term } }
    let record = fake.history.record
    #expect(record.count >= 10_000)
    #expect(record.firstPosition > 0)
    #expect((2048...4096).contains(record.count - record.firstPosition))
    fake.history.seek(to: 1)
    #expect(fake.history.position == record.firstPosition)
    fake.history.seek(to: record.count)
    #expect(fake[1].currentTerm == 10_000)
  }

  @Test("Acts without a counterpart are refused, each with its reason")
  func refusalsOfActs() {
    let cluster = Fake().history.cluster
    let one = ServerID(1)
    #expect(cluster.refusal(of: .timeOut(one)) == .hasNoCounterpart(.timers))
    #expect(cluster.refusal(of: .setClock(one, permille: 900)) == .hasNoCounterpart(.clocks))
    #expect(cluster.refusal(of: .duplicate(flight: 1)) == .hasNoCounterpart(.duplicates))
    #expect(cluster.refusal(of: .restart(one)) == .isUp(one))
    #expect(cluster.refusal(of: .crash(one)) == nil)
    #expect(cluster.refusal(of: .heal) == .isWhole)
    #expect(cluster.refusal(of: .transfer(to: one)) == .nobodyLeads)
    #expect(cluster.refusal(of: .crash(ServerID(9))) == .noSuchServer(ServerID(9)))
    #expect(Fake().history.refusal(of: .heal) == .hasNoCounterpart(.recorded))
  }
}
