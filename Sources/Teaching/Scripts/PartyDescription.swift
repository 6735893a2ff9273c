import ClientPrograms
import RaftCore
import Simulation

/// A program outside as a script names it: by its name, or by what it is when the step is performed.
///
///     pod-b   api-1   resource   etcdctl
///     believer   holder   stale-believer   standby   believer of kube-scheduler
package enum ProgramDescription: Hashable, Sendable {
  case named(ProgramID)
  /// One of those that stand for a contest; nil: for the first that there is.
  case some(Manner, of: String?)

  package enum Manner: String, CaseIterable, Hashable, Sendable {
    /// The pod that believes that it leads; of several the one that has believed for longest.
    case believer
    /// The pod that leads by what members of etcd have applied.
    case holder
    /// One that believes while etcd says otherwise.
    case staleBeliever = "stale-believer"
    /// One that runs and does not believe; of several the one that is named first.
    case standby
  }

  package var text: String {
    switch self {
    case .named(let program): program.description
    case .some(let manner, nil): manner.rawValue
    case .some(let manner, let contest?): "\(manner.rawValue) of \(contest)"
    }
  }

  /// The program that is meant now; nil when there is none.
  ///
  /// - Parameter others: programs that are not meant, because they were named before.
  package func program(in cluster: ClusterState, except others: Set<ProgramID> = []) -> ProgramID? {
    guard let outside = cluster.outside else { return nil }
    switch self {
    case .named(let program): return outside[program]?.id
    case .some(let manner, let name):
      guard let contest = outside.contest(named: name) else { return nil }
      let pods = outside.processes.filter {
        $0.program.elector?.contest == contest.name && !others.contains($0.id)
      }
      let believers = outside.believing(in: contest).filter { !others.contains($0.id) }
      switch manner {
      case .believer: return believers.first?.id
      case .staleBeliever:
        return believers.first { $0.id.description != contest.holder }?.id
      case .holder: return pods.first { $0.id.description == contest.holder }?.id
      case .standby: return pods.first { $0.life == .running && $0.believesSince == nil }?.id
      }
    }
  }
}

extension Outside {
  /// The contest of a name; the first for nil.
  func contest(named name: String?) -> Contest? {
    name.map { name in contests.first { $0.name == name } } ?? contests.first
  }
}

extension ProgramDescription {
  /// Whether a word begins a description.
  static func begins(with token: Words.Token) -> Bool {
    !token.isQuoted && (Manner(rawValue: token.text) != nil || ProgramID(token.text) != nil)
  }

  init(_ words: inout Words) throws(WordError) {
    guard let token = words.next, Self.begins(with: token) else { throw words.misfit(.program) }
    _ = words.take()
    if let manner = Manner(rawValue: token.text) {
      self = .some(manner, of: try words.contest())
    } else {
      let program = ProgramID(token.text)!
      guard words.cast.programs.contains(program) else {
        throw WordError(
          .noSuchProgram(program, programs: words.cast.programs), at: token.offset)
      }
      self = .named(program)
    }
  }
}

extension Words {
  /// What comes after `of`, if that comes next: what is to be led.
  mutating func contest() throws(WordError) -> String? {
    skip("of") ? try word(.contest) : nil
  }
}

/// A server or a program outside, as a script names it.
package enum PartyDescription: Hashable, Sendable {
  case server(ServerDescription)
  case program(ProgramDescription)

  package var text: String {
    switch self {
    case .server(let server): server.text
    case .program(let program): program.text
    }
  }

  /// Whether it says its own name.
  var isNamed: Bool {
    switch self {
    case .server(.named), .program(.named): true
    case .server(.some), .program(.some): false
    }
  }

  /// Whoever is meant now; nil when there is none.
  package func party(in cluster: ClusterState) -> Party? {
    switch self {
    case .server(let server): server.server(in: cluster).map { .server($0) }
    case .program(let program): program.program(in: cluster).map { .program($0) }
    }
  }
}

extension PartyDescription {
  /// Whether a word begins a description.
  static func begins(with token: Words.Token) -> Bool {
    ServerDescription.begins(with: token) || ProgramDescription.begins(with: token)
  }

  init(_ words: inout Words) throws(WordError) {
    if let token = words.next, ProgramDescription.begins(with: token) {
      self = .program(try ProgramDescription(&words))
    } else {
      self = .server(try ServerDescription(&words))
    }
  }
}
