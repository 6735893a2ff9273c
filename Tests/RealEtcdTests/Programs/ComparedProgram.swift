import ClientPrograms
import KeyValue
import ObservedEtcd
import RaftCore
import Simulation
import Testing

/// Requests to etcd, with what happens to its members in between: asked of the model and of real members
/// alike. What comes of them is the same but where it is listed.
struct ComparedProgram: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let steps: [Step]
  /// What the two say differently, by the place of the question.
  var differences: [Int: Difference] = [:]

  struct Difference: Sendable {
    var model: String
    var real: String
  }

  enum Step: Sendable {
    /// Something is asked through a member, and its answer waited for.
    case ask(String, Member = .follower)
    /// Something is asked, and nobody waits.
    case send(String, Member)
    /// All that was asked has come to something.
    case answers
    /// The leader's process ends; another leads; the process begins again, and all are of one mind.
    case kill
    /// The leader hands over to the follower that is asked.
    case handOver
    /// The leader is cut off.
    case cutOff
    /// Another leads.
    case successor
    /// No link is cut, every process runs, and all are of one mind.
    case mend
    /// Those who do not lead end, so that nobody does.
    case killOthers
    /// The watch has seen so many changes.
    case sees(Int)
  }

  /// A member by what it was when the program began.
  enum Member: Sendable { case leader, follower }
}

/// What a program is run against.
protocol ProgramStage {
  var state: ClusterState { get }
  mutating func perform(_ stimulus: Stimulus) throws
  /// Lets time pass until something is so; where it does not come to that, it is recorded.
  mutating func wait(_ what: Comment, until isSo: (ClusterState) -> Bool)
}

/// The model of three members.
struct ModelStage: ProgramStage {
  private var timeline = Timeline(
    Settings(servers: 3, seed: 3, features: .likeEtcd, election: ElectionSettings(.notes, pods: 1)))

  var state: ClusterState { timeline.state }

  mutating func perform(_ stimulus: Stimulus) throws { try timeline.perform(stimulus) }

  mutating func wait(_ what: Comment, until isSo: (ClusterState) -> Bool) {
    let end = timeline.now + 60_000_000
    while !isSo(timeline.state) {
      guard timeline.step(until: end) else {
        Issue.record("the model: waited in vain: \(what)")
        return
      }
    }
  }
}

/// Three real members.
struct RealStage: ProgramStage {
  let lab: RealLab

  var state: ClusterState { lab.history.state }

  mutating func perform(_ stimulus: Stimulus) throws { try lab.act(stimulus) }

  mutating func wait(_ what: Comment, until isSo: (ClusterState) -> Bool) {
    lab.wait(what, until: isSo)
  }
}

extension ComparedProgram {
  /// Runs it.
  ///
  /// - Returns: what came of each question, and what its watches saw.
  func run(on stage: inout some ProgramStage) throws -> [String] {
    stage.wait("a pod leads") { !$0.outside!.believers(of: "/leader").isEmpty }
    // It leads no more, and its key is gone before its lease ends: from now on only the program writes.
    try stage.perform(.outside(.crash(.pod(1))))
    stage.wait("all are of one mind") { $0.areOfOneMind }
    let leader = stage.state.leader!
    let follower = stage.state.members.first { $0 != leader }!
    try ask("delete /leader", through: leader, on: &stage)
    stage.wait("the key is gone") { $0.hasAnsweredAll && $0.areOfOneMind }
    for step in steps {
      switch step {
      case .ask(let text, let member):
        try ask(text, through: member == .leader ? leader : follower, on: &stage)
        stage.wait("an answer to \(text)") { $0.hasAnsweredAll }
      case .send(let text, let member):
        try ask(text, through: member == .leader ? leader : follower, on: &stage)
      case .answers: stage.wait("all answers") { $0.hasAnsweredAll }
      case .kill:
        try stage.perform(.crash(leader))
        stage.wait("another leads") { $0.isLed(byAnyBut: leader) }
        try stage.perform(.restart(leader))
        stage.wait("all are of one mind") { $0.areOfOneMind }
      case .handOver:
        try stage.perform(.transfer(to: follower))
        stage.wait("the other leads") { $0.leader == follower && $0.areOfOneMind }
      case .cutOff:
        try stage.perform(.isolate(leader))
      case .successor:
        stage.wait("another leads") { $0.isLed(byAnyBut: leader) }
      case .mend:
        if !stage.state.network.isWhole { try stage.perform(.heal) }
        for server in stage.state.servers where server.life == .crashed {
          try stage.perform(.restart(server.id))
        }
        stage.wait("all are of one mind") { $0.areOfOneMind }
      case .killOthers:
        for server in stage.state.members where server != leader {
          try stage.perform(.crash(server))
        }
        stage.wait("nobody leads") { $0[leader].raft.role?.isLeader != true }
      case .sees(let count):
        stage.wait("the watch sees it") { $0.etcdctl.changes.count >= count }
      }
    }
    let console = stage.state.etcdctl
    return console.questions.dropFirst().map { $0.fate.text } + console.changes.map { "\($0)" }
  }

  private func ask(
    _ text: String, through server: ServerID, on stage: inout some ProgramStage
  ) throws {
    try stage.perform(Stimulus(text: "\(text) through \(server)"))
  }
}

extension ClusterState {
  var etcdctl: Console {
    guard case .console(let console)? = outside?[.console]?.program else {
      preconditionFailure("there are programs")
    }
    return console
  }

  fileprivate var hasAnsweredAll: Bool {
    etcdctl.questions.allSatisfy { $0.fate != .waiting }
  }

  /// Whether all that run follow one leader, and have the same in their logs and stores.
  fileprivate var areOfOneMind: Bool {
    guard let leader, let log = self[leader].raft.log else { return false }
    return servers.allSatisfy { server in
      server.life == .running
        && (server.id == leader || server.raft.leader == leader)
        && server.raft.currentTerm == self[leader].raft.currentTerm
        && server.raft.log?.lastIndex == log.lastIndex && server.raft.lastApplied == log.lastIndex
    }
  }

  /// Whether somebody leads a majority in a later term than a member that did before.
  fileprivate func isLed(byAnyBut old: ServerID) -> Bool {
    servers.contains { server in
      server.id != old && server.life == .running && server.raft.role?.isLeader == true
        && servers.count { $0.id == server.id || $0.raft.leader == server.id } >= members.majority
    }
  }
}

extension Console.Fate {
  fileprivate var text: String {
    switch self {
    case .waiting: "waiting"
    case .failed(let failure): failure.rawValue
    // etcd's errors have no header with a revision.
    case .done(.store(let answer)):
      if case .failed(let error) = answer.response { error.description } else { answer.description }
    case .done(.keptAlive(let lease, let ttl)): "lease \(lease) has \(ttl ?? 0) s"
    case .done(let answer): "\(answer)"
    }
  }
}
