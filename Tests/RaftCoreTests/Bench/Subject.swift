import RaftCore

/// One server alone, given inputs by hand.
struct Subject {
  private(set) var server: Server
  private(set) var step = Step()

  init(
    _ id: ServerID = s1, of count: Int = 5, term: Term = 0, vote: ServerID? = nil,
    log: [Term] = [], with features: [Feature] = [], without rules: [Rule] = []
  ) {
    let configuration = Configuration(
      members: .first(count), rules: RuleSet(without: rules), features: Features(features))
    server = Server(
      id: id, configuration: configuration,
      recovering: PersistentState(term: term, vote: vote, log: log))
    handle(.start)
  }

  mutating func handle(_ input: Input) { server.handle(input, into: &step) }

  /// It goes down, after an orderly stop.
  mutating func goDown() {
    step.reset()
    server.stop(into: &step)
  }

  /// Its clock goes on by so many milliseconds.
  mutating func pass(_ milliseconds: Int) { server.clock += milliseconds * 1000 }

  mutating func change(_ change: (inout Server) -> Void) { change(&server) }

  mutating func set(_ feature: Feature, isOn: Bool) {
    server.configuration.features[feature] = isOn
  }

  mutating func receive(
    _ body: Message.Body, from peer: ServerID, term: Term, round: UInt32 = 0
  ) {
    handle(.receive(Message(from: peer, to: server.id, term: term, round: round, body: body)))
  }

  mutating func append(
    after previous: LogPosition, _ terms: [Term] = [], commit: LogIndex = 0, from peer: ServerID,
    term: Term
  ) {
    let whole = Log(terms: Array(repeating: 1, count: previous.index) + terms)
    let request = AppendEntries(
      previous: previous, entries: whole.batch(after: previous.index, limit: terms.count),
      leaderCommit: commit)
    receive(.appendEntries(request), from: peer, term: term)
  }

  mutating func requestVote(_ last: LogPosition, from peer: ServerID, term: Term) {
    receive(.requestVote(lastLog: last), from: peer, term: term)
  }

  /// Lets the election timer run out, puts the vote on disk, and takes the votes of others.
  mutating func campaign(votes: ServerSet = []) {
    handle(.timeout(.election))
    if let write = writes.last { handle(.written(write)) }
    for voter in votes {
      receive(.requestVoteReply(voteGranted: true), from: voter, term: server.currentTerm)
    }
  }

  /// A follower says that its log agrees with this leader's up to an index.
  mutating func acknowledge(_ index: LogIndex, from peer: ServerID, round: UInt32 = 0) {
    receive(
      .appendEntriesReply(.success(matchIndex: index)), from: peer, term: server.currentTerm,
      round: round)
  }

  /// The rules of the last step.
  var fired: [Rule] { step.firings.map(\.rule) }

  var writes: [Write] {
    step.effects.compactMap { if case .persist(let write) = $0 { write } else { nil } }
  }

  /// The messages of the last step, those that wait for the disk and those that do not.
  var sent: [Message] {
    step.effects.compactMap {
      switch $0 {
      case .send(let message), .sendAtOnce(let message): message
      default: nil
      }
    }
  }

  /// What clients were told in the last step.
  var answers: [Answer] {
    step.effects.compactMap { if case .answer(_, let answer) = $0 { answer } else { nil } }
  }

  /// The evidence of a rule that fired in the last step.
  func evidence(of rule: Rule) -> Evidence? {
    step.firings.first { $0.rule == rule }?.evidence
  }

  var reply: Message.Body? { sent.last?.body }

  var terms: [Term] { server.log.terms }
}

func at(_ index: LogIndex, _ term: Term) -> LogPosition { LogPosition(index: index, term: term) }
