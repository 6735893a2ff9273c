import ClientPrograms
import RaftCore

/// The programs outside the cluster: how many pods, and how they elect a leader among themselves.
package struct ElectionSettings: Hashable, Sendable {
  /// By which algorithm.
  package enum Way: String, CaseIterable, Hashable, Sendable {
    /// A lease each, and one key that all want.
    case notes
    /// Session and Election of etcd's client library.
    case etcd
    /// client-go's algorithm over Lease objects, through API servers.
    case kubernetes
  }

  package var way: Way
  /// How many pods of each component.
  package var pods: Int
  /// How many API servers, where there are any.
  package var apiServers: Int
  /// What the pods are, in Kubernetes: the pods of a component elect one of themselves.
  package var components: [String]
  /// By how much all times of the algorithms are scaled, in thousandths.
  package var scale: Int
  /// The rules of the algorithms that are in force.
  package var options: ElectionOptions

  /// The scales that make sense.
  package static let scales = 10...10_000
  /// The components that people know.
  package static let controllerManager = "kube-controller-manager"
  package static let scheduler = "kube-scheduler"

  /// - Precondition: at least one pod and at most nine together; one to three API servers.
  package init(
    _ way: Way, pods: Int = 3, apiServers: Int = 2, components: [String] = [controllerManager],
    scale: Int = 1000, options: ElectionOptions = ElectionOptions()
  ) {
    precondition(pods > 0 && pods * components.count <= ProgramID.podLimit)
    precondition((1...ProgramID.apiServerLimit).contains(apiServers))
    self.way = way
    self.pods = pods
    self.apiServers = apiServers
    self.components = components
    self.scale = scale
    self.options = options
  }

  /// The times of the algorithms.
  package var times: ElectionTimes { ElectionTimes(scale: scale) }

  /// All programs that there are, in their order.
  package var programs: [ProgramID] {
    let count = way == .kubernetes ? pods * components.count : pods
    let servers = way == .kubernetes ? apiServers : 0
    return (1...count).map { .pod($0) } + (0..<servers).map { .apiServer($0 + 1) }
      + [.resource, .console]
  }

  /// For what a pod stands: those that elect one of themselves have the same.
  package func contest(of pod: Int) -> String {
    switch way {
    case .notes: "/leader"
    case .etcd: "/election/"
    case .kubernetes: components[(pod - 1) / pods]
    }
  }

  /// All that there is to be led, in order.
  package var contests: [String] {
    way == .kubernetes ? components : [contest(of: 1)]
  }

  /// A program as it is before it runs.
  func program(_ id: ProgramID) -> Program {
    switch id {
    case .pod(let pod):
      switch way {
      case .notes:
        .notes(NotesElector(pod: pod, name: id.description, options: options, times: times))
      case .etcd:
        .session(SessionElector(pod: pod, name: id.description, options: options, times: times))
      case .kubernetes:
        .kubernetes(
          KubernetesElector(
            pod: pod, name: id.description, object: contest(of: pod), options: options,
            times: times))
      }
    case .apiServer: .apiServer(APIServer(times: times))
    case .resource: .resource(Resource(options: options))
    case .console: .console(Console(times: times))
    }
  }
}

// MARK: - Text

extension ElectionSettings {
  /// How it is written in documents.
  package static let form =
    "none, or notes|etcd|kubernetes [pods COUNT] [api-servers COUNT] [components NAME,...]"
    + " [scale FACTOR] [with RULE,...] [without RULE,...]"

  private static let usual = ElectionSettings(.notes)

  /// As words; what is as usual is left out.
  package var text: String {
    var words = [way.rawValue]
    if pods != Self.usual.pods { words.append("pods \(pods)") }
    if apiServers != Self.usual.apiServers { words.append("api-servers \(apiServers)") }
    if components != Self.usual.components {
      words.append("components \(components.joined(separator: ","))")
    }
    if scale != Self.usual.scale { words.append("scale \(ActNumber.decimal(scale, of: 1000))") }
    let switched = options.switched
    for (word, isOn) in [("with", true), ("without", false)] {
      let names = switched.filter { options[$0] == isOn }.map(\.id)
      if !names.isEmpty { words.append("\(word) \(names.joined(separator: ","))") }
    }
    return words.joined(separator: " ")
  }

  /// Reads such words up to the end of the line.
  package init(_ line: inout LineReader) throws(ActTextError) {
    let ways = Way.allCases.map(\.rawValue)
    self.init(try line.name(.oneOf(ways), among: ways) { Way(rawValue: $0) })
    let names = ["pods", "api-servers", "components", "scale", "with", "without"]
    while !line.isAtEnd {
      switch try line.name(.oneOf(names), among: names, { names.contains($0) ? $0 : nil }) {
      case "pods":
        let range = 1...ProgramID.podLimit
        pods = try line.word(.number(range)) { ActNumber.whole($0, in: range) }
      case "api-servers":
        let range = 1...ProgramID.apiServerLimit
        apiServers = try line.word(.number(range)) { ActNumber.whole($0, in: range) }
      case "components": components = try Self.components(&line)
      case "scale":
        scale = try line.word(.scale) { ActNumber.parts($0, of: 1000, in: Self.scales) }
      case "with": for rule in try Self.rules(&line) { options[rule] = true }
      default: for rule in try Self.rules(&line) { options[rule] = false }
      }
    }
    // Pods of all components together have names for nine.
    let limit = ProgramID.podLimit / (way == .kubernetes ? components.count : 1)
    guard pods <= limit else { throw line.misreadingOfLast(.number(1...max(1, limit))) }
  }

  /// Names with commas between them, none of them twice.
  private static func components(
    _ line: inout LineReader
  ) throws(ActTextError) -> [String] {
    try line.word(.component) { text -> [String]? in
      let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let isSound = names.allSatisfy { name in
        !name.isEmpty && name.utf8.count <= 32
          && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
      }
      return isSound && Set(names).count == names.count && names.count <= 3 ? names : nil
    }
  }

  private static func rules(_ line: inout LineReader) throws(ActTextError) -> [ElectionRule] {
    let known = ElectionRule.switchable.map(\.id)
    var rules: [ElectionRule] = []
    for name in try line.word(.rule, { $0.split(separator: ",").map(String.init) }) {
      guard let rule = ElectionRule(id: name) else {
        let near = Spelling.nearest(to: name, among: known)
        throw line.misreadingOfLast(near.map { .word($0) } ?? .oneOf(known))
      }
      guard rule.isSwitchable else { throw line.misreadingOfLast(.onlyAsItIs(rule)) }
      rules.append(rule)
    }
    return rules
  }
}
