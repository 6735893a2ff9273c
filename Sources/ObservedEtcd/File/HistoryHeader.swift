import RaftCore
import Simulation

// The first line of a history file: what is known of the cluster from the start.
extension ClusterFacts {
  /// The line, without its check.
  var header: String {
    var words = ["\(HistoryLine.start) \(HistoryLine.version)", "members=\(members)"]
    if let pace {
      words.append("heartbeat=\(ActNumber.text(of: pace.heartbeat * 1000))")
      words.append("election-timeout=\(ActNumber.text(of: pace.election * 1000))")
    }
    words.append("latency=\(ActNumber.text(of: latency))")
    words.append("access=\(watched.access.rawValue)")
    words.append("program=\(LineReader.word(watched.program))")
    if !watched.folder.isEmpty { words.append("folder=\(LineReader.word(watched.folder))") }
    func ports(_ name: String, _ port: (Watched.Machine) -> Int?) {
      let ports = watched.machines.compactMap(port)
      guard ports.count == members else { return }
      words.append("\(name)=\(ports.map(String.init).joined(separator: ","))")
    }
    let names = watched.machines.compactMap(\.name)
    if names.count == members {
      words.append("names=\(names.map { HistoryLine.hex($0) }.joined(separator: ","))")
    }
    ports("clients", \.clientPort)
    ports("peers", \.peerPort)
    ports("proxies", \.proxyPort)
    if let programs {
      words.append("election=\(LineReader.word(programs.election.text))")
      words.append("seed=\(programs.seed)")
    }
    return words.joined(separator: " ")
  }

  /// Reads such a line, behind its version. Names that are not known are passed over: a later version
  /// says more.
  init(header text: String) throws(ActTextError) {
    var line = try LineReader(text)
    self.init(members: 0, pace: nil, watched: Watched(program: "etcd", folder: "", machines: []))
    var heartbeat: TimeSpan?
    var timeout: TimeSpan?
    var ports: [String: [Int]] = [:]
    var names: [UInt64] = []
    var election: ElectionSettings?
    var seed: UInt64?
    while !line.isAtEnd {
      let name = try line.word(.oneOf(["members", "program"])) { $0 }
      try line.expect("=", .assignment)
      switch name {
      case "members":
        members = try line.word(.number(1...ServerID.maximum)) {
          ActNumber.whole($0, in: 1...ServerID.maximum)
        }
      case "heartbeat": heartbeat = try Self.span(&line)
      case "election-timeout": timeout = try Self.span(&line)
      case "latency":
        latency = try line.word(.latency) { ActNumber.spans($0, in: 0...Stimulus.latencyLimit) }
      case "access":
        watched.access = try line.word(.oneOf(Watched.Access.allCases.map(\.rawValue))) {
          Watched.Access(rawValue: $0)
        }
      case "names":
        names = try line.word(.oneOf(["8e9e05c52164694d"])) { word in
          let numbers = word.split(separator: ",").compactMap { UInt64($0, radix: 16) }
          return numbers.isEmpty ? nil : numbers
        }
      case "program": watched.program = try line.text(.oneOf(["etcd"])) { $0 }
      case "folder": watched.folder = try line.text(.oneOf(["/tmp"])) { $0 }
      case "clients", "peers", "proxies":
        ports[name] = try line.word(.number(1...65_535)) { word in
          let numbers = word.split(separator: ",").compactMap {
            ActNumber.whole($0, in: 1...65_535)
          }
          return numbers.isEmpty ? nil : numbers
        }
      case "election":
        var words = try LineReader(
          try line.text(.oneOf(ElectionSettings.Way.allCases.map(\.rawValue))) { $0 })
        election = try ElectionSettings(&words)
      case "seed": seed = try line.word(.seed) { UInt64($0) }
      default: _ = try line.text(.oneOf(["…"])) { $0 }
      }
    }
    guard members > 0 else { throw line.misreading(.oneOf(["members=5"])) }
    if let heartbeat, let timeout {
      pace = Pace(heartbeat: heartbeat / 1000, election: timeout / 1000)
    }
    if let election {
      guard let seed else { throw line.misreading(.oneOf(["seed=1"])) }
      programs = Programs(election, seed: seed)
    }
    watched.machines = Self.machines(members, ports)
    for (place, name) in names.enumerated() where watched.machines.indices.contains(place) {
      watched.machines[place].name = name
    }
  }

  private static func span(_ line: inout LineReader) throws(ActTextError) -> TimeSpan {
    let range = 1000...Settings.spanLimit
    return try line.word(.span(range)) { ActNumber.span($0, in: range) }
  }

  private static func machines(_ members: Int, _ ports: [String: [Int]]) -> [Watched.Machine] {
    func port(_ name: String, _ place: Int) -> Int? {
      ports[name].flatMap { $0.count == members ? $0[place] : nil }
    }
    guard ports["clients"]?.count == members else { return [] }
    return (0..<members).map { place in
      Watched.Machine(
        clientPort: port("clients", place)!, peerPort: port("peers", place),
        proxyPort: port("proxies", place))
    }
  }
}
