import RaftCore
import Simulation
import Teaching

/// One firing of every kind that the core can produce, each told with all that is known and, where
/// that makes a difference, with the name of the server alone.
struct SentenceTable {
  var rows: [Row] = []

  struct Row {
    var firing: Firing
    var scene: Scene
  }

  static let one = ServerID(1)
  static let two = ServerID(2)
  static let three: ServerSet = .first(3)

  mutating func add(
    _ rule: Rule, _ evidence: Evidence, _ scene: Scene = Scene(at: SentenceTable.two)
  ) {
    let effects = 0..<scene.effects.count
    rows.append(Row(firing: Firing(rule: rule, evidence: evidence, effects: effects), scene: scene))
  }

  /// A server in a term, with entries of the given terms, the third holding `x=3`.
  static func server(
    _ id: ServerID = two, term: Term = 4, votedFor: ServerID? = nil, log: [Term] = [1, 1, 3],
    without rules: [Rule] = []
  ) -> Server {
    let entries = log.enumerated().map { position, term in
      Entry(term: term, command: position == 2 ? .put("x", "3") : .noOp)
    }
    return Server(
      id: id,
      configuration: Configuration(members: .first(5), rules: RuleSet(without: rules)),
      recovering: PersistentState(currentTerm: term, votedFor: votedFor, log: Log(entries)))
  }

  /// S2 leading the term after `term`.
  static func leader(term: Term = 4) -> Server {
    var server = candidate(term: term)
    var step = Step()
    for voter in [2, 3, 4] {
      let reply = Message(
        from: ServerID(voter), to: two, term: term, body: .requestVoteReply(voteGranted: true))
      server.handle(.receive(reply), into: &step)
    }
    return server
  }

  /// S2 as a candidate in a term.
  static func candidate(term: Term = 4) -> Server {
    var server = server(term: term - 1)
    var step = Step()
    server.handle(.timeout(.election), into: &step)
    return server
  }

  static func message(_ body: Message.Body, term: Term = 4) -> Message {
    Message(from: one, to: two, term: term, body: body)
  }

  static func at(_ index: LogIndex, _ term: Term) -> LogPosition {
    LogPosition(index: index, term: term)
  }
}

extension Scene {
  /// Where rules fired, with servers of the core.
  init(
    at server: ServerID, receiving message: Message? = nil, before: Server? = nil, after: Server,
    effects: [Effect] = []
  ) {
    self.init(
      at: server, receiving: message, before: before.map { RaftState($0) },
      after: RaftState(after), effects: effects)
  }

  init(at server: ServerID, before: Server) {
    self.init(at: server, before: RaftState(before))
  }
}
