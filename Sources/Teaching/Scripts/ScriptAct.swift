import ClientPrograms
import RaftCore
import Simulation

/// A stimulus as a script writes it: the text of `Stimulus`, where each server and each program may
/// be described, and a packet in flight may be named by what it is.
///
///     crash leader            split leader follower | rest      cut leader > follower
///     write x=3 through leader                                  drop RequestVote to S2
///     hold all AppendEntries from leader                        kill S3 (the same as crash)
///     pause believer          put /leader me through follower   hold answer from api-1 to pod-a
///
/// Servers described in one act are different ones, and so are programs.
package struct ScriptAct: Hashable, Sendable {
  /// The act in the only way in which it is ever written.
  package let text: String
  fileprivate let parts: [Part]
  /// What it comes to at any time; nil when it describes somebody or something.
  let plain: Stimulus?

  fileprivate enum Part: Hashable, Sendable {
    case word(String)
    case party(PartyDescription)
    /// All servers not named, in a split.
    case rest
    case flights(FlightDescription, all: Bool)
  }

  /// A stimulus that names everything by its own name.
  package init(_ stimulus: Stimulus) {
    do throws(WordError) {
      try self.init(stimulus.text, of: .everybody)
    } catch {
      preconditionFailure("what is written can be read: \(error)")
    }
  }

  /// What a script calls an act besides its verb.
  private static let otherVerbs = ["kill": "crash"]

  /// Reads an act, of a cluster in which these can be named.
  init(_ line: String, of cast: Cast) throws(WordError) {
    var words = try Words(line, of: cast, signs: LineReader.signs)
    let row = try Self.row(of: &words)
    var parts = row.words.map { Part.word($0) }
    var tokens = row.words.map {
      Words.Token(text: $0, source: $0, offset: words.rest.first?.offset ?? words.length)
    }
    var names = row.names
    while let token = words.next {
      let part: Part
      if let party = try Self.party(names, &words) {
        part = .party(party)
        if names == .program { names = .none }
      } else if row.names == .sides, words.skip("rest") {
        part = .rest
      } else if names == .flights, let flights = try Self.flights(&words) {
        part = flights
      } else {
        _ = words.take()
        part = .word(token.source)
        let isFirst = parts.count == row.words.count
        if token.text == "through", !isFirst, parts.last != .word("=") { names = .sides }
      }
      parts.append(part)
      tokens.append(
        Words.Token(
          text: part.isNamed ? part.text : token.text, source: token.source, offset: token.offset,
          isQuoted: token.isQuoted))
    }
    let stimulus = try Self.checked(parts, tokens, length: words.length)
    let isPlain = parts.allSatisfy { part in
      switch part {
      case .word: true
      case .party(let party): party.isNamed
      case .rest, .flights: false
      }
    }
    // Two that are the same stimulus are the same act, however they were written.
    self.parts = isPlain ? [] : parts
    plain = isPlain ? stimulus : nil
    text = plain?.text ?? Self.joined(parts.map(\.text))
  }

  /// Whoever is named next, where somebody is.
  private static func party(
    _ names: ActRow.Names, _ words: inout Words
  ) throws(WordError) -> PartyDescription? {
    guard let token = words.next else { return nil }
    switch names {
    case .none, .flights: return nil
    case .servers: return PartyDescription.begins(with: token) ? try PartyDescription(&words) : nil
    case .sides:
      return ServerDescription.begins(with: token)
        ? .server(try ServerDescription(&words)) : nil
    case .program:
      return ProgramDescription.begins(with: token)
        ? .program(try ProgramDescription(&words)) : nil
    }
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

  /// What it would be, whichever servers, programs and packets are meant.
  private static func checked(
    _ parts: [Part], _ tokens: [Words.Token], length: Int
  ) throws(WordError) -> Stimulus {
    var servers = ServerSet.first(ServerID.maximum)
    var programs = ProgramID.all
    for case .party(let party) in parts {
      switch party {
      case .server(.named(let server)): servers.remove(server)
      case .program(.named(let program)): programs.removeAll { $0 == program }
      case .server(.some), .program(.some): break
      }
    }
    // What is only described is checked with a name in its place.
    let words = zip(parts, tokens).map { part, token in
      var token = token
      switch part {
      case .word, .party(.server(.named)), .party(.program(.named)): break
      case .flights: token.text = "#1"
      case .rest, .party(.server(.some)):
        let server = servers.first ?? ServerID(1)
        servers.remove(server)
        token.text = server.description
      case .party(.program(.some)): token.text = programs.removeFirst().description
      }
      return token
    }
    var line = LineReader(words, length: length)
    do throws(ActTextError) {
      return try ActRow.stimulus(&line)
    } catch {
      throw WordError(problem(error), at: error.offset)
    }
  }

  /// Where a stimulus takes a server or a program, a script takes a description too.
  private static func problem(_ misreading: ActTextError) -> ScriptError.Kind {
    guard [.server, .serverOrAll, .party].contains(misreading.expected) else {
      return .stimulus(misreading)
    }
    var known = ServerDescription.Manner.allCases.map(\.rawValue)
    if misreading.expected != .server {
      known += ProgramDescription.Manner.allCases.map(\.rawValue)
    }
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
    if let plain { return [plain] }
    var named = Named(parts)
    var words: [String] = []
    var placeOfRest: Int?
    for part in parts {
      switch part {
      case .word(let text): words.append(text)
      case .rest:
        placeOfRest = words.count
        words.append("")
      case .party(let description): words.append(try named.name(description, in: cluster))
      case .flights(let description, let all):
        return try stimuli(on: description.flights(in: cluster), description, all: all)
      }
    }
    if let placeOfRest {
      let rest = cluster.members.subtracting(named.servers).map(\.description)
      guard !rest.isEmpty else { throw .nobody("rest") }
      words[placeOfRest] = rest.joined(separator: " ")
    }
    return [Self.stimulus(Self.joined(words))]
  }

  /// Whoever was named in an act: who is only described is somebody else.
  private struct Named {
    var servers: ServerSet = []
    var programs: Set<ProgramID> = []

    init(_ parts: [Part]) {
      for case .party(let party) in parts {
        switch party {
        case .server(.named(let server)): servers.insert(server)
        case .program(.named(let program)): programs.insert(program)
        case .server(.some), .program(.some): break
        }
      }
    }

    /// The name of whoever is meant.
    mutating func name(
      _ description: PartyDescription, in cluster: ClusterState
    ) throws(ScriptRunError.Kind) -> String {
      switch description {
      case .server(let one):
        var others: ServerSet = []
        if case .some = one { others = servers }
        guard let server = one.server(in: cluster, except: others) else { throw .nobody(one.text) }
        servers.insert(server)
        return server.description
      // Whether there is a program of that name is for the act to say.
      case .program(.named(let program)): return program.description
      case .program(let one):
        guard let program = one.program(in: cluster, except: programs) else {
          throw .nobody(one.text)
        }
        programs.insert(program)
        return program.description
      }
    }
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
  /// Whether it is a server or a program by its own name, which is written in one way.
  fileprivate var isNamed: Bool {
    if case .party(let party) = self { party.isNamed } else { false }
  }

  fileprivate var text: String {
    switch self {
    case .word(let text): text
    case .party(let description): description.text
    case .rest: "rest"
    case .flights(let flights, let all): (all ? "all " : "") + flights.text
    }
  }
}
