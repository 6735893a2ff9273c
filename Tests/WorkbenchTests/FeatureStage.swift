import RaftCore
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

/// A laboratory with features on, brought to a moment that shows them.
struct FeatureStage {
  var desk: Pressing

  init(
    _ features: Features, columns: Int = 80, rows: Int = 24, language: Language = .english,
    servers: Int = 5, spare: Int = 0
  ) {
    desk = Pressing(servers: servers, columns: columns, rows: rows, language: language)
    desk.lab = Laboratory(
      settings: Settings(servers: servers, spare: spare, seed: 1, features: features),
      language: language,
      size: Size(columns: columns, rows: rows))
  }

  var state: ClusterState { desk.lab.state }

  /// The leader as it is now.
  ///
  /// - Precondition: there is one.
  var leader: ServerState { state[state.leader!] }

  /// Some follower of the leader: the one with the lowest number.
  var follower: ServerID { state.members.map { $0 }.first { $0 != state.leader }! }

  /// Steps until something holds of the cluster; fails the test if it never does.
  mutating func step(
    sourceLocation: SourceLocation = #_sourceLocation, until condition: (ClusterState) -> Bool
  ) {
    for _ in 0..<3000 {
      if condition(state) { return }
      desk.press("space")
    }
    Issue.record("it never came to that", sourceLocation: sourceLocation)
  }

  /// Steps until somebody leads, and an entry of its term is committed.
  mutating func elect() {
    step { state in
      state.leader.map { (state[$0].raft.commitIndex ?? 0) > 0 } ?? false
    }
  }

  /// The last server is away while entries are written, and the leader takes a snapshot of them; then
  /// it is back.
  mutating func leaveBehind() {
    elect()
    let last = state.members.map { $0 }.last { $0 != state.leader }!
    select(last)
    desk.press("i")
    select(leader.id)
    for _ in 0..<4 { desk.press("w n") }
    desk.press("Z")
    step { $0.servers.contains { $0.raft.log?.start.index ?? 0 > 0 } }
    select(last)
    desk.press("h")
  }

  mutating func select(_ server: ServerID) { desk.press("\(server.number)") }
}

/// Moments that show what features bring, each led to from the first event.
enum FeatureMoment: String, CaseIterable {
  case preCandidate = "pre-candidate"
  case leaderAboutToStepDown = "leader-about-to-step-down"
  case transfer
  case stopping
  case readAtFollower = "read-at-follower"
  case readForOwnTerm = "read-for-own-term"
  case lease
  case likeEtcd = "like-etcd"
  case sendsSnapshot = "sends-snapshot"
  case snapshots
  case opensSession = "opens-session"
  case sessions

  private var features: Features {
    switch self {
    case .preCandidate: Features([.preVote, .checkQuorum])
    case .leaderAboutToStepDown: Features([.checkQuorum])
    case .transfer, .stopping: Features([.leadershipTransfer])
    case .readAtFollower, .readForOwnTerm: Features([.readIndex])
    case .lease: Features([.checkQuorum, .leaseReads])
    case .likeEtcd: .likeEtcd
    case .sendsSnapshot, .snapshots: Features([.snapshots])
    case .opensSession, .sessions: Features([.sessions])
    }
  }

  func stage(_ columns: Int, _ rows: Int, _ language: Language = .english) -> FeatureStage {
    var stage = FeatureStage(features, columns: columns, rows: rows, language: language)
    switch self {
    case .preCandidate:
      stage.step { state in
        state.servers.contains {
          $0.raft.role?.isPreCandidate == true && $0.raft.role?.candidacy?.granted.count == 2
        }
      }
    case .leaderAboutToStepDown:
      stage.elect()
      stage.select(stage.leader.id)
      stage.desk.press("w n i")
      let leader = stage.leader.id
      stage.step { state in
        QuorumGauge(state[leader], in: state.membership, at: state.now).map { $0.left < 60_000 }
          ?? false
      }
    case .transfer:
      stage.elect()
      stage.desk.press("w")
      stage.step { state in
        (state.leader.flatMap { state[$0].raft.log?.lastIndex } ?? 0) > 1
      }
      stage.select(stage.follower)
      stage.desk.press("l")
    case .stopping:
      stage.elect()
      stage.select(stage.leader.id)
      stage.desk.press("j")
    case .readAtFollower:
      stage.elect()
      stage.desk.press("w n")
      stage.select(stage.follower)
      stage.desk.press("I")
      stage.step { state in
        state.leader.map { !(state[$0].raft.reads ?? []).isEmpty } ?? false
      }
    case .readForOwnTerm:
      stage.step { $0.leader != nil }
      stage.select(stage.leader.id)
      stage.desk.press("I")
      stage.step { state in state.servers.contains { !($0.raft.reads ?? []).isEmpty } }
    case .lease, .likeEtcd:
      stage.elect()
      stage.select(stage.leader.id)
      stage.desk.press("w n")
      stage.desk.press(self == .lease ? "K" : "I")
      stage.desk.press("space*3")
    case .sendsSnapshot, .snapshots:
      stage.leaveBehind()
      stage.step { state in
        self == .snapshots
          ? state.servers.count { $0.raft.log?.start.index ?? 0 > 0 } > 1
          : state.flights.contains { $0.packet.name == Message.Kind.installSnapshot.rawValue }
      }
    case .opensSession, .sessions:
      stage.elect()
      stage.select(stage.leader.id)
      stage.desk.press("w")
      if self == .sessions {
        stage.step { state in
          if case .acknowledged? = state.operations.last?.state { true } else { false }
        }
        stage.desk.press("w")
      }
      stage.step { state in
        (state.leader.flatMap { state[$0].raft.log?.lastIndex } ?? 0) > (self == .sessions ? 3 : 1)
      }
    }
    return stage
  }
}
