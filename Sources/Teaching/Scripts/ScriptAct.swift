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
    do throws(WordError) {
      try self.init(stimulus.text, servers: ServerID.maximum)
    } catch {
      preconditionFailure("what is written can be read: \(error)")
    }
  }

  /// What a script calls an act besides its verb.
  private static let otherVerbs = ["kill": "crash"]

  /// Reads an act, of a cluster of so many servers.
  init(_ line: String, servers: Int) throws(WordError) {
    var words = try Words(line, servers: servers, signs: LineReader.signs)
    let row = try Self.row(of: &words)
    var parts = row.words.map { Part.word($0) }
    var tokens = row.words.map {
      Words.Token(text: $0, source: $0, offset: words.rest.first?.offset ?? words.length)
    }
    var isServer = row.names == .servers || row.names == .sides
    while let token = words.next {
      let part: Part
      if isServer, ServerDescription.begins(with: token) {
        part = .server(try ServerDescription(&words))
      } else if row.names == .sides, words.skip("rest") {
        part = .rest
      } else if row.names == .flights, let flights = try Self.flights(&words) {
        part = flights
      } else {
        _ = words.take()
        part = .word(token.isQuoted ? LineReader.word(token.text) : token.text)
        let isFirst = parts.count == row.words.count
        if token.text == "through", !isFirst, parts.last != .word("=") { isServer = true }
      }
      parts.append(part)
      tokens.append(
        Words.Token(
          text: part.isNamed ? part.text : token.text, source: token.source, offset: token.offset,
          isQuoted: token.isQuoted))
    }
    self.parts = parts
    text = Self.joined(parts.map(\.text))
    try check(tokens, length: words.length)
  }

  /// The row of the verb that comes first, which it takes.
  private static func row(of words: inout Words) throws(WordError) -> ActRow {
    guard let verb = words.next else {
      throw WordError(.unfit(found: nil, expected: .text), at: 0)
    }
    var line = LineReader(
      words.rest.map { token in
        var token = token
        if !token.isQuoted, let other = otherVerbs[token.text], token == verb { token.text = other }
        return token
      }, length: words.length)
    do throws(ActTextError) {
      let row = try ActRow.row(of: &line)
      for _ in row.words { _ = words.take() }
      return row
    } catch {
      if case .verb = error.expected { throw WordError(.stimulus(error), at: error.offset) }
      let known = ActRow.verbs + otherVerbs.keys.sorted()
      throw WordError(.unknown(.act, found: verb.text, known: known), at: verb.offset)
    }
  }

  private static func flights(_ words: inout Words) throws(WordError) -> Part? {
    let all = words.skip("all")
    guard let next = words.next else { throw words.misfit(.word("message")) }
    if next.text.hasPrefix("#") && !all { return nil }
    let kind = try words.choice(of: FlightDescription.Kind.self, .message)
    return .flights(try FlightDescription(kind, &words), all: all)
  }

  /// Whether it would be a stimulus, whichever servers and packets are meant.
  private func check(_ tokens: [Words.Token], length: Int) throws(WordError) {
    var free = ServerSet.first(ServerID.maximum)
    for case .server(.named(let server)) in parts { free.remove(server) }
    // What is only described is checked with a name in its place.
    let words = zip(parts, tokens).map { part, token in
      var token = token
      switch part {
      case .word, .server(.named): break
      case .flights: token.text = "#1"
      case .rest, .server(.some):
        let server = free.first ?? ServerID(1)
        free.remove(server)
        token.text = server.description
      }
      return token
    }
    var line = LineReader(words, length: length)
    do throws(ActTextError) {
      _ = try ActRow.stimulus(&line)
    } catch {
      throw WordError(Self.problem(error), at: error.offset)
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

  /// Words as a line; nothing stands about the sign of an assignment.
  private static func joined(_ words: [String]) -> String {
    var line = words.first ?? ""
    for (last, word) in zip(words, words.dropFirst()) {
      line += last == "=" || word == "=" ? word : " " + word
    }
    return line
  }

  /// What it comes to now.
  ///
  /// - Throws: a failure when nobody, or no packet, is meant.
  package func stimuli(in cluster: ClusterState) throws(ScriptRunError.Kind) -> [Stimulus] {
    var named: ServerSet = []
    for case .server(.named(let server)) in parts { named.insert(server) }
    var words: [String] = []
    var placeOfRest: Int?
    for part in parts {
      switch part {
      case .word(let text): words.append(text)
      case .rest:
        placeOfRest = words.count
        words.append("")
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
    if let placeOfRest {
      let rest = cluster.members.subtracting(named).map(\.description)
      guard !rest.isEmpty else { throw .nobody("rest") }
      words[placeOfRest] = rest.joined(separator: " ")
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
  /// Whether it is a server by its own name, which is written in one way.
  fileprivate var isNamed: Bool {
    if case .server(.named) = self { true } else { false }
  }

  fileprivate var text: String {
    switch self {
    case .word(let text): text
    case .server(let description): description.text
    case .rest: "rest"
    case .flights(let flights, let all): (all ? "all " : "") + flights.text
    }
  }
}
