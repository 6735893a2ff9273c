/// Why a cluster of real members cannot be had, each with what would be right.
package enum EtcdError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No etcd on the path.
  case notInstalled
  /// There is no program at this path, or it is not for us to run.
  case noProgram(String)
  /// The program does not say which etcd it is; what it says.
  case noVersion(String, says: String)
  /// It is older than what these members are started with.
  case tooOld(String)
  /// A cluster has 1 to 9 members here.
  case memberCount(Int)
  /// Times that etcd refuses.
  case badPace(Pace)
  /// A folder cannot be made, and why.
  case noFolder(String, reason: String)
  /// The disk has too little room, in megabytes.
  case diskFull(folder: String, free: Int, needed: Int)
  /// Somebody else took a port between its choice and its use.
  case portTaken(Int)
  /// A member ended when it should have begun: its name, and the last that it said.
  case doesNotStart(member: String, says: String)
  /// No process can be made, and why.
  case noProcess(String, reason: String)
  /// Members run, and no leader was elected in so many milliseconds.
  case noLeader(after: Int)
  /// A folder of an earlier run is in use after all.
  case folderInUse(String)

  package var description: String {
    switch self {
    case .notInstalled:
      "etcd is not installed: apt-get install etcd-server, then systemctl disable --now etcd, since "
        + "the package starts a service that is not needed here. Or name another with --etcd PATH."
    case .noProgram(let path): "\(path) is no program that can be run: name the etcd itself."
    case .noVersion(let path, let says):
      "\(path) does not say which version of etcd it is, but: \(says.isEmpty ? "nothing" : says)"
    case .tooOld(let version): "etcd \(version) is too old: 3.4 is the first that this works with."
    case .memberCount(let count): "\(count) members cannot be: it is 1 to 9."
    case .badPace(let pace):
      "heartbeat \(pace.heartbeat) ms and election timeout \(pace.election) ms cannot be: etcd wants "
        + "at least 5 heartbeats in an election timeout, and 50,000 ms at most."
    case .noFolder(let path, let reason): "The folder \(path) cannot be made: \(reason)."
    case .diskFull(let folder, let free, let needed):
      "The disk of \(folder) has \(free) MB left, and the members need \(needed): 123 MB each. Free "
        + "some, or set TMPDIR to a folder with more."
    case .portTaken(let port):
      "Port \(port) was taken by another program in the moment before its use: start again."
    case .doesNotStart(let member, let says):
      "Member \(member) does not start. The last that it says: \(says.isEmpty ? "nothing" : says)"
    case .noProcess(let path, let reason): "\(path) cannot be started: \(reason)."
    case .noLeader(let after): "No leader was elected within \(after) ms."
    case .folderInUse(let path):
      "The folder \(path) belongs to a cluster that runs; it is not removed."
    }
  }
}

/// How fast a cluster's clocks are.
package struct Pace: Hashable, Sendable {
  /// Milliseconds between two heartbeats.
  package var heartbeat: Int
  /// The shortest election timeout, in milliseconds; the longest is just below twice as long.
  package var election: Int

  package init(heartbeat: Int, election: Int) {
    self.heartbeat = heartbeat
    self.election = election
  }

  /// As fast as etcd likes on one machine: the next leader within a third of a second.
  package static let fast = Pace(heartbeat: 20, election: 200)
  /// etcd's own.
  package static let usual = Pace(heartbeat: 100, election: 1000)
  /// Such that an election can be followed: the next leader after some five seconds.
  package static let slow = Pace(heartbeat: 500, election: 5000)

  /// Whether etcd takes it.
  package var isValid: Bool {
    heartbeat > 0 && election >= 5 * heartbeat && election <= 50_000
  }

  /// The shortest lease that members grant, in seconds: `ceil(3 * election / 2)`.
  package var minimumLease: Int { (3 * election / 2 + 999) / 1000 }
}
