import RaftCore
import Simulation

/// A stimulus as a script writes it: the text of `Stimulus`, where each server may be described,
/// and a packet in flight may be named by what it is.
///
///     crash leader            split leader follower | rest      cut leader > follower
///     write x=3 through leader                                  drop RequestVote to S2
///     hold all AppendEntries from leader                        kill S3 (the same as crash)
///
/// Servers described in one act are different ones.
package struct ScriptAct: Hashable, Sendable {
  /// The act in the only way in which it is ever written.
  package let text: String
  fileprivate let parts: [Part]

  fileprivate enum Part: Hashable, Sendable {
    case word(String)
    case server(ServerDescription)
    /// All servers not named, in a split.
    case rest
    case flights(FlightDescription, all: Bool)
  }

  /// A stimulus that names everything by its own name.
  package init(_ stimulus: Stimulus) {
    text = stimulus.text
    parts = [.word(stimulus.text)]
  }

  /// What can be done, for hints.
  static let verbs = [
    "crash", "kill", "restart", "wipe", "pause", "resume", "time", "split", "isolate", "cut",
    "mend", "heal", "write", "read", "drop", "duplicate", "hold", "deliver", "clock", "link",
    "rule",
  ]

  /// Reads an act, of a cluster of so many servers.
  init(_ line: String, servers: Int) throws(WordError) {
    var words = try Words(line, signs: ">|=")
    guard let verb = words.take() else {
      throw WordError(.unfit(found: nil, expected: .text), at: 0)
    }
    guard Self.verbs.contains(verb.text) else {
      let known = Self.verbs.map { $0 == "time" ? "time out" : $0 }
      throw WordError(.unknown(.act, found: verb.text, known: known), at: verb.offset)
    }
    var parts: [Part] = [.word(verb.text == "kill" ? "crash" : verb.text)]
    var places = [verb.offset]
    var isServer = !["write", "read", "rule"].contains(verb.text)
    while let token = words.next {
      places.append(token.offset)
      if isServer, ServerDescription.begins(with: token) {
        parts.append(.server(try ServerDescription(&words)))
      } else if isServer, verb.text == "split", words.skip("rest") {
        parts.append(.rest)
      } else if let flights = try Self.flights(verb.text, &words) {
        parts.append(flights)
      } else {
        _ = words.take()
        parts.append(.word(token.isQuoted ? Self.quoted(token.text) : token.text))
        if token.text == "through" { isServer = true }
      }
    }
    self.parts = parts
    text = Self.joined(parts.map(\.text))
    try check(servers: servers, places: places)
  }

  private static func flights(_ verb: String, _ words: inout Words) throws(WordError) -> Part? {
    guard ["drop", "duplicate", "hold", "deliver"].contains(verb) else { return nil }
    let all = words.skip("all")
    guard let next = words.next else { throw words.misfit(.word("message")) }
    if next.text.hasPrefix("#") && !all { return nil }
    let kind = try words.choice(of: FlightDescription.Kind.self, .message)
    return .flights(try FlightDescription(kind, &words), all: all)
  }

  /// Whether it would be a stimulus, whoever is meant.
  private func check(servers: Int, places: [Int]) throws(WordError) {
    var free = ServerSet.first(ServerID.maximum)
    for case .server(.named(let server)) in parts {
      free.remove(server)
      guard server.number <= servers else {
        throw WordError(.noSuchServer(server, servers: servers), at: places[0])
      }
    }
    var stand: [String: String] = [:]
    let words = parts.map { part in
      switch part {
      case .word(let text): return text
      case .flights: return "#1"
      case .rest, .server(.some):
        guard let server = free.first else { return "S1" }
        free.remove(server)
        stand[server.description] = part.text
        return server.description
      case .server(.named(let server)): return server.description
      }
    }
    do throws(ActTextError) {
      _ = try Stimulus(text: Self.joined(words))
    } catch {
      let place = error.found.flatMap { found in words.lastIndex { $0 == found } }
      let end = (places.last ?? 0) + (words.last?.count ?? 0)
      throw WordError(Self.problem(error), at: place.map { places[$0] } ?? end)
    }
  }

  /// Where a stimulus takes a server, a script takes a description too.
  private static func problem(_ misreading: ActTextError) -> ScriptError.Kind {
    guard [.server, .serverOrAll].contains(misreading.expected) else {
      return .stimulus(misreading)
    }
    let known = ServerDescription.Manner.allCases.map(\.rawValue)
    guard let found = misreading.found, Spelling.nearest(to: found, among: known) != nil else {
      return .unfit(found: misreading.found, expected: .server)
    }
    return .unknown(.server, found: found, known: known)
  }

  private static func joined(_ words: [String]) -> String {
    words.joined(separator: " ").replacing(" = ", with: "=")
  }

  private static func quoted(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }

  /// What it comes to now.
  ///
  /// - Throws: a failure when nobody, or no packet, is meant.
  package func stimuli(in cluster: ClusterState) throws(ScriptRunError.Kind) -> [Stimulus] {
    var named: ServerSet = []
    for case .server(.named(let server)) in parts { named.insert(server) }
    var words: [String] = []
    for part in parts {
      switch part {
      case .word(let text): words.append(text)
      case .rest: words.append("rest")
      case .server(let description):
        var others: ServerSet = []
        if case .some = description { others = named }
        guard let server = description.server(in: cluster, except: others) else {
          throw .nobody(description.text)
        }
        named.insert(server)
        words.append(server.description)
      case .flights(let description, let all):
        return try stimuli(on: description.flights(in: cluster), description, all: all)
      }
    }
    if let place = words.firstIndex(of: "rest") {
      let rest = cluster.members.subtracting(named).map(\.description)
      guard !rest.isEmpty else { throw .nobody("rest") }
      words[place] = rest.joined(separator: " ")
    }
    return [Self.stimulus(Self.joined(words))]
  }

  private func stimuli(
    on flights: [FlightState], _ description: FlightDescription, all: Bool
  ) throws(ScriptRunError.Kind) -> [Stimulus] {
    guard let first = flights.first, case .word(let verb) = parts[0] else {
      throw .nobody(description.text)
    }
    return (all ? flights : [first]).map { Self.stimulus("\(verb) #\($0.id)") }
  }

  private static func stimulus(_ text: String) -> Stimulus {
    do throws(ActTextError) {
      return try Stimulus(text: text)
    } catch {
      preconditionFailure("checked when it was read: \(error)")
    }
  }
}

extension ScriptAct.Part {
  fileprivate var text: String {
    switch self {
    case .word(let text): text
    case .server(let description): description.text
    case .rest: "rest"
    case .flights(let flights, let all): (all ? "all " : "") + flights.text
    }
  }
}
