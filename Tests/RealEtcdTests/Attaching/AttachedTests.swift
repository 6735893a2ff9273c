import Foundation
import RaftCore
import Simulation
import TestSupport
import Testing

@testable import ObservedEtcd
@testable import RealEtcd

/// Clusters that run already, looked at through what answers for their members here.
@Suite("Watching a cluster that runs already", .ownThreads) struct AttachedTests {
  /// What a member of three says of itself, and who belongs to the cluster.
  private static func member(
    _ number: Int, cluster: Int = 77, list: String = "", vars: String = ""
  ) -> FakeMember.Answer {
    { request in
      switch request {
      case "POST /v3/maintenance/status":
        .json(
          #"{"header":{"cluster_id":"\#(cluster)","member_id":"\#(number)"},"version":"3.5.1"}"#)
      case "POST /v3/cluster/member/list": .json(#"{"members":[\#(list)]}"#)
      case "GET /debug/vars": .json(#"{"cmdline":["etcd"],"raft.status":\#(vars)}"#)
      default: .text(status: 404, "404 page not found")
      }
    }
  }

  private static func entry(_ number: Int, _ urls: String...) -> String {
    let urls = urls.map { #""\#($0)""# }.joined(separator: ",")
    return #"{"ID":"\#(number)","name":"m\#(number)","clientURLs":[\#(urls)]}"#
  }

  private static func vars(
    _ number: Int, term: Int, lead: Int, commit: Int = 9, role: String = "StateFollower"
  ) -> String {
    #"{"id":"\#(number)","term":\#(term),"vote":"\#(lead)","commit":\#(commit),"lead":"\#(lead)","#
      + #""raftState":"\#(role)","applied":\#(commit)}"#
  }

  private func attach(_ members: FakeMember...) throws -> AttachedCluster {
    try AttachedCluster.attach(ClientURL.list(members.map(\.url).joined(separator: ",")))
  }

  /// Looks until something is so, for half a minute at most.
  private func wait(
    _ cluster: AttachedCluster, _ history: inout EtcdHistory, _ what: Comment,
    location: SourceLocation = #_sourceLocation, until isSo: (ClusterState) -> Bool
  ) {
    let end = Date().addingTimeInterval(30)
    repeat {
      history.takeNews()
      if isSo(history.state) { return }
      cluster.sightings.wait(milliseconds: 20)
    } while Date() < end
    Issue.record("waited in vain: \(what)\n\(history.state.servers)", sourceLocation: location)
  }

  // MARK: Who belongs to it

  @Test("Those that are named come first, in their order; the rest as one of them lists them")
  func roll() throws {
    let second = try FakeMember(Self.member(2))
    let list = [
      Self.entry(1, "http://127.0.0.1:1"), Self.entry(2, second.url),
      Self.entry(3, "https://10.0.0.9:2379", "http://db.example:2379"),
      // One that was added and did not start yet serves nobody.
      #"{"ID":"4"}"#,
    ].joined(separator: ",")
    second.say(Self.member(2, list: list))
    let cluster = try attach(second)
    defer { cluster.stop() }
    let machines = cluster.facts.watched.machines
    #expect(machines.map(\.name) == [2, 1, 3, 4])
    #expect(machines.map(\.clientPort) == [second.port, 1, 0, 0])
    #expect(cluster.elsewhere == ["m3", "4"])
    #expect(cluster.facts.watched.program == "etcd 3.5.1" && cluster.facts.pace == nil)
    #expect(cluster.facts.members == 4 && cluster.facts.watched.access == .attached)
  }

  @Test("Where nobody listens, or says nothing, that is said of all that were named")
  func nobody() throws {
    let silent = try FakeMember { _ in .silence }
    let port = System.freePorts(1)[0]
    let closed = "http://127.0.0.1:\(port)"
    #expect(throws: EtcdError.nobodyAnswers([closed, silent.url])) {
      try AttachedCluster.attach(ClientURL.list("\(closed),\(silent.url)"))
    }
  }

  @Test(
    "What is no etcd is said so, whatever it answers",
    arguments: [
      FakeMember.Reply.text(status: 200, "<html>hello</html>"), .text(status: 404, "not found"),
      .json("{}"), .json(#"{"header":{"cluster_id":"1"}}"#), .json("[1,2]"),
    ])
  func noEtcd(reply: FakeMember.Reply) throws {
    let other = try FakeMember { _ in reply }
    #expect(throws: EtcdError.noEtcd(other.url)) { try attach(other) }
  }

  @Test("Two clusters, one member twice, and too many members")
  func misfits() throws {
    let first = try FakeMember(Self.member(1))
    let stranger = try FakeMember(Self.member(2, cluster: 78))
    #expect(throws: EtcdError.otherCluster(first.url, stranger.url)) {
      try attach(first, stranger)
    }
    let twin = try FakeMember(Self.member(1))
    #expect(throws: EtcdError.sameMember(first.url, twin.url)) { try attach(first, twin) }
    let all = (1...10).map { Self.entry($0, "http://127.0.0.1:\($0)") }.joined(separator: ",")
    let large = try FakeMember(Self.member(1, list: all))
    #expect(throws: EtcdError.memberCount(10)) { try attach(large) }
  }

  // MARK: How its members stand

  @Test("What members say is told; one that answers no more is silent, until it answers again")
  func standing() throws {
    func member(_ number: Int, term: Int, lead: Int) -> FakeMember.Answer {
      Self.member(
        number, list: [1, 2].map { Self.entry($0) }.joined(separator: ","),
        vars: Self.vars(
          number, term: term, lead: lead, role: number == lead ? "StateLeader" : "StateFollower"))
    }
    let first = try FakeMember(member(1, term: 4, lead: 2))
    let second = try FakeMember(member(2, term: 4, lead: 2))
    let cluster = try attach(first, second)
    defer { cluster.stop() }
    var history = EtcdHistory(of: cluster)
    wait(cluster, &history, "both say how they stand") { state in
      state.leader == ServerID(2) && state.servers.allSatisfy { $0.raft.currentTerm == 4 }
    }
    let state = history.state
    #expect(state[ServerID(1)].raft.leader == ServerID(2))
    #expect(state[ServerID(1)].raft.commitIndex == 9 && state.servers.allSatisfy { !$0.isSilent })
    // Nobody knows what it holds, nor when it stands for election.
    #expect(state[ServerID(1)].contents == nil && state.electionTimeout == nil)

    second.say { _ in .silence }
    wait(cluster, &history, "it is silent") { $0[ServerID(2)].isSilent }
    #expect(history.state[ServerID(2)].raft.role == nil)
    first.say(member(1, term: 5, lead: 1))
    second.say(member(2, term: 5, lead: 1))
    wait(cluster, &history, "it answers again") { state in
      !state[ServerID(2)].isSilent && state.leader == ServerID(1)
        && state[ServerID(2)].raft.role?.isFollower == true
    }

    // An answer that says nothing of Raft is none.
    second.say { _ in .json(#"{"cmdline":["etcd"]}"#) }
    wait(cluster, &history, "it says nothing") { $0[ServerID(2)].isSilent }

    #expect(!cluster.canBeActedOn)
    #expect(history.refusal(of: .crash(ServerID(1))) == .hasNoCounterpart(.attached))
    #expect(throws: Refusal.hasNoCounterpart(.attached)) { try history.perform(.heal) }
    let allowed: Set = [
      "POST /v3/maintenance/status", "POST /v3/cluster/member/list", "GET /debug/vars",
    ]
    #expect(Set(first.requests + second.requests).isSubset(of: allowed))
  }

  @Test("What was seen of it is read back from its file as it was")
  func kept() throws {
    let one = try FakeMember(
      Self.member(
        1, list: Self.entry(1), vars: Self.vars(1, term: 3, lead: 1, role: "StateLeader")))
    let cluster = try attach(one)
    defer { cluster.stop() }
    var sightings: [Sighting] = []
    let end = Date().addingTimeInterval(30)
    while sightings.count < 2, Date() < end {
      cluster.sightings.wait(milliseconds: 20)
      sightings += cluster.takeSightings()
    }
    var writing = HistoryWriting(cluster.facts)
    let reading = try HistoryReading(Array(writing.lines(of: sightings).utf8))
    #expect(reading.facts == cluster.facts && reading.loss == nil)
    let history = EtcdHistory(reading)
    #expect(history.state.leader == ServerID(1) && history.state.watched?.access == .attached)
    #expect(history.refusal(of: .heal) == .hasNoCounterpart(.recorded))
  }

  // MARK: Real members

  @Test(
    "A cluster of real members: who leads is seen, and that one is gone",
    .enabled(if: RealLab.isWanted, RealLab.advice), arguments: RealLab.programs)
  func realMembers(program: EtcdProgram) throws {
    let lab = try RealLab(program, members: 3)
    defer { lab.cluster.stop() }
    let leader = lab.leader()
    let ports = lab.cluster.plan.members.map(\.clientPort)
    // Any of them names the others; the one that is named comes first.
    let cluster = try AttachedCluster.attach(ClientURL.list("http://127.0.0.1:\(ports[1])"))
    defer { cluster.stop() }
    #expect(cluster.facts.members == 3 && cluster.elsewhere.isEmpty)
    #expect(cluster.facts.watched.program == "etcd \(program.version)")
    let watched = cluster.facts.watched.machines.map(\.clientPort)
    #expect(watched[0] == ports[1] && Set(watched) == Set(ports))
    func place(_ server: ServerID) -> ServerID {
      ServerID(watched.firstIndex(of: ports[server.number - 1])! + 1)
    }
    var history = EtcdHistory(of: cluster)
    wait(cluster, &history, "the leader") { state in
      state.leader == place(leader)
        && state.servers.allSatisfy { $0.raft.leader == place(leader) && !$0.isSilent }
    }
    let term = try #require(history.state[place(leader)].raft.currentTerm)
    #expect(history.state[place(leader)].raft.role?.isLeader == true)
    try lab.act(.crash(leader))
    wait(cluster, &history, "the next leader, and that the old one is silent") { state in
      state[place(leader)].isSilent
        && state.leader.map { $0 != place(leader) && state[$0].raft.currentTerm! > term } ?? false
    }
    #expect(history.state.violations.isEmpty)
  }
}
