import ClientPrograms
import KeyValue
import RaftCore
import Simulation

extension Condition {
  /// Reads facts joined by `and`, up to the end or to `within`.
  init(_ words: inout Words) throws(WordError) {
    facts = [try Fact(&words)]
    while words.skip("and") { facts.append(try Fact(&words)) }
  }

  /// Reads a whole line, which must only say what holds, of a cluster in which these can be named.
  init(state line: String, of cast: Cast = .everybody) throws(WordError) {
    var words = try Words(line, of: cast)
    try self.init(&words)
    try words.end()
    guard isState else { throw WordError(.unfit(found: line, expected: .stateNotEvent), at: 0) }
  }
}

extension Condition.Fact {
  fileprivate init(_ words: inout Words) throws(WordError) {
    if let happening = try Condition.Occurrence(&words) {
      self = .happens(happening)
      return
    }
    if words.skip("no") {
      let quantity = try Quantity(&words)
      switch quantity {
      case .leader: self = .compares(.leader, .equal, .value(.server(nil)))
      case .violation: self = .compares(.violation, .equal, .value(.text("none")))
      case .outside(.believer): self = .compares(quantity, .equal, .value(.program(nil)))
      case .outside(.key(_, .value)):
        self = .compares(quantity, .equal, .value(.text("nothing")))
      case .count, .outside(.believers), .outside(.conflicts), .outside(.lateWork):
        self = .compares(quantity, .equal, .value(.number(0)))
      default:
        throw words.misfit(
          .oneOf(["no leader", "no violation", "no candidates", "no believer", "no key"]))
      }
      return
    }
    let isNegated = words.skip("not")
    let quantity = try Quantity(&words)
    if quantity.shape == .fact {
      self = .compares(quantity, isNegated ? .unequal : .equal, .value(.fact(true)))
      return
    }
    guard !isNegated else { throw words.misfit(.oneOf(["not quiet", "not pod-a believes"])) }
    let comparison = try Condition.Comparison(&words, of: quantity)
    self = .compares(quantity, comparison, try Condition.Expected(quantity.shape, &words))
  }
}

extension Condition.Occurrence {
  /// Nil when the next words name something that holds rather than happens.
  fileprivate init?(_ words: inout Words) throws(WordError) {
    let rest = words.rest.prefix(2).map(\.text)
    if let known = Self.milestones.first(where: { $0.name == rest }) {
      for word in known.name { _ = words.skip(word) }
      self = .milestone(known.value)
      return
    }
    guard rest.count == 2, rest[1] == "fires" else {
      try Self.checkSpelling(of: rest, at: words.offset)
      return nil
    }
    let offset = words.offset
    if let rule = Rule(id: rest[0]) {
      _ = words.skip(rest[0])
      _ = words.skip("fires")
      self = .fires(rule, at: words.skip("at") ? try ServerDescription(&words) : nil)
      return
    }
    guard let rule = ElectionRule(id: rest[0]) else {
      let known = Rule.allCases.map(\.id) + ElectionRule.allCases.map(\.id)
      throw WordError(.unknown(.rule, found: rest[0], known: known), at: offset)
    }
    _ = words.skip(rest[0])
    _ = words.skip("fires")
    self = .firesOutside(rule, at: words.skip("at") ? try PartyDescription(&words) : nil)
  }

  /// `leader electd` is no leader called `electd`.
  private static func checkSpelling(of words: [String], at offset: Int) throws(WordError) {
    guard words.count == 2, !words[1].hasPrefix("S"), words[1] != "none" else { return }
    for known in milestones where known.name[0] == words[0] {
      guard Spelling.nearest(to: words[1], among: [known.name[1]]) != nil else { continue }
      let names = milestones.map { $0.name.joined(separator: " ") }
      let found = words.joined(separator: " ")
      throw WordError(.unknown(.happening, found: found, known: names), at: offset)
    }
  }
}

extension Condition.Comparison {
  /// `=` when none is written; `not` is the same as `!=`.
  fileprivate init(_ words: inout Words, of quantity: Quantity) throws(WordError) {
    self = .equal
    let offset = words.offset
    if words.skip("not") {
      self = .unequal
    } else if let found = Self.allCases.first(where: { $0.rawValue == words.next?.text }) {
      _ = words.skip(found.rawValue)
      self = found
    }
    let isOrdered = quantity.shape == .number || quantity.shape == .span
    guard isOrdered || self == .equal || self == .unequal else {
      throw WordError(.unfit(found: rawValue, expected: .comparison), at: offset)
    }
  }
}

extension Condition.Expected {
  fileprivate init(_ shape: Quantity.Shape, _ words: inout Words) throws(WordError) {
    switch shape {
    case .number: self = .value(.number(try words.number(in: 0...999_999_999)))
    case .span: self = .value(.span(try words.duration()))
    case .terms: self = .value(.terms(try Self.terms(&words)))
    case .text, .entry: self = .value(.text(try Self.text(&words)))
    case .fact: self = .value(.fact(true))
    case .server:
      if words.skip("none") {
        self = .value(.server(nil))
      } else {
        guard words.next.map(ServerDescription.begins) ?? false else {
          throw words.misfit(.serverOrNone)
        }
        let server = try ServerDescription(&words)
        if case .named(let id) = server {
          self = .value(.server(id))
        } else {
          self = .described(.server(server))
        }
      }
    case .program:
      if words.skip("none") {
        self = .value(.program(nil))
      } else {
        guard words.next.map(ProgramDescription.begins) ?? false else {
          throw words.misfit(.programOrNone)
        }
        let program = try ProgramDescription(&words)
        if case .named(let id) = program {
          self = .value(.program(id))
        } else {
          self = .described(.program(program))
        }
      }
    case .oneOf(let names):
      guard let token = words.next, names.contains(token.text) else {
        throw words.misfit(.oneOf(names))
      }
      _ = words.take()
      self = .value(.text(token.text))
    }
  }

  /// `[1, 1, 2]`, with or without commas.
  private static func terms(_ words: inout Words) throws(WordError) -> [Term] {
    guard words.skip("[") else { throw words.misfit(.terms) }
    var terms: [Term] = []
    while !words.skip("]") {
      guard let token = words.next, let term = Numbers.whole(token.text) else {
        throw words.misfit(.terms)
      }
      _ = words.take()
      terms.append(term)
      _ = words.skip(",")
    }
    return terms
  }

  /// A word, or three of them as in `x=3`.
  private static func text(_ words: inout Words) throws(WordError) -> String {
    var text = try words.word(.scalar)
    if words.skip("=") { text += "=" + (try words.word(.keyValue)) }
    return text
  }
}

extension Quantity {
  private static let names = [
    "leader", "term", "committed", "acknowledged", "network", "logs", "violation", "quiet",
    "write", "read",
  ]

  private static let fields = [
    "is", "term", "vote", "votes", "pre-votes", "commit", "applied", "length", "log", "entry",
    "value", "next", "match", "disk-term", "disk-vote", "transfer", "lease", "reads", "forwarded",
    "revision", "compacted", "applied-term", "snapshot", "sessions", "configuration", "member",
  ]

  /// Reads the name of a quantity: `leader`, `S3 term`, `write x=3`.
  init(_ words: inout Words) throws(WordError) {
    guard let token = words.next else { throw words.misfit(.condition) }
    if let count = Self.counts.first(where: { $0.name == token.text }) {
      _ = words.take()
      self = .count(count.manner)
      return
    }
    if ServerDescription.begins(with: token) {
      try self.init(ofServer: &words)
      return
    }
    if let quantity = try Outside(&words) {
      self = .outside(quantity)
      return
    }
    _ = words.take()
    switch token.text {
    case "term": self = .term
    case "committed": self = words.skip("everywhere") ? .committedEverywhere : .committed
    case "acknowledged": self = .acknowledged
    case "network": self = .network
    case "logs": self = .logs
    case "violation": self = .violation
    case "quiet": self = .quiet
    case "write":
      let key = try Self.key(&words)
      try words.expect("=")
      self = .write(key: key, value: try Self.value(&words))
    case "read": self = .read(key: try Self.key(&words))
    default:
      let known =
        Self.names + Self.counts.map(\.name) + ServerDescription.Manner.allCases.map(\.rawValue)
        + Outside.names + ["held-by"] + ProgramDescription.Manner.allCases.map(\.rawValue)
      throw WordError(.unknown(.quantity, found: token.text, known: known), at: token.offset)
    }
  }

  /// `leader` alone is who leads; `leader term` is of that server, as `S3 term` is of S3.
  private init(ofServer words: inout Words) throws(WordError) {
    let start = words.position
    let server = try ServerDescription(&words)
    guard let token = words.next, Self.fields.contains(token.text) else {
      guard case .some(.leader, of: nil) = server else {
        guard let token = words.next else { throw words.misfit(.oneOf(Self.fields)) }
        throw WordError(.unknown(.field, found: token.text, known: Self.fields), at: token.offset)
      }
      words.back(to: start + 1)
      self = .leader
      return
    }
    _ = words.take()
    self = .of(server, try Self.field(token.text, &words))
  }

  private static func field(_ name: String, _ words: inout Words) throws(WordError) -> Field {
    switch name {
    case "is": .state
    case "term": .term
    case "vote": .vote
    case "votes": .votes
    case "pre-votes": .preVotes
    case "commit": .commit
    case "applied": .applied
    case "length": .length
    case "log": .log
    case "entry": .entry(try words.number(in: 1...Script.eventLimit))
    case "value": .value(try etcdKey(&words))
    case "revision": .revision
    case "compacted": .compacted
    case "applied-term": .appliedTerm
    case "next": .next(try ServerDescription(&words))
    case "match": .match(try ServerDescription(&words))
    case "disk-term": .diskTerm
    case "transfer": .transfer
    case "lease": .lease
    case "reads": .reads
    case "forwarded": .forwarded
    case "snapshot": .snapshot
    case "sessions": .sessions
    case "configuration": .configuration
    case "member": .member
    default: .diskVote
    }
  }

  private static func key(_ words: inout Words) throws(WordError) -> ShortText {
    guard let token = words.next, let key = ShortText(token.text, limit: Operation.keyLimit),
      !key.isEmpty
    else { throw words.misfit(.keyValue) }
    _ = words.take()
    return key
  }

  private static func etcdKey(_ words: inout Words) throws(WordError) -> Text {
    guard let token = words.next, let key = Text(token.text, limit: Request.keyLimit), !key.isEmpty
    else { throw words.misfit(.etcdKey) }
    _ = words.take()
    return key
  }

  private static func value(_ words: inout Words) throws(WordError) -> ShortText {
    guard let token = words.next, let value = ShortText(token.text, limit: Operation.valueLimit)
    else { throw words.misfit(.keyValue) }
    _ = words.take()
    return value
  }
}
