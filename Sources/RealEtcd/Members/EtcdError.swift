/// Why a cluster of real members cannot be had. What would be right is said with it, in a language.
package enum EtcdError: Error, Hashable, Sendable {
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
  /// A URL of a member that is to be watched is none that can be, and why; its place among several.
  case badURL(String, place: Int, ClientURL.Fault)
  /// A URL is named twice, or two of them lead to the same member.
  case sameURL(String)
  case sameMember(String, String)
  /// Nobody answers at any of these URLs.
  case nobodyAnswers([String])
  /// What answers at a URL is no etcd.
  case noEtcd(String)
  /// Two URLs lead to different clusters.
  case otherCluster(String, String)

  /// The system's reason where it gave one: what stands for it where no language is known.
  var reason: String {
    switch self {
    case .noFolder(_, let reason), .noProcess(_, let reason): reason
    case .notInstalled, .noProgram, .noVersion, .tooOld, .memberCount, .badPace, .diskFull,
      .portTaken,
      .doesNotStart, .noLeader, .folderInUse, .badURL, .sameURL, .sameMember, .nobodyAnswers,
      .noEtcd, .otherCluster:
      "\(self)"
    }
  }
}
