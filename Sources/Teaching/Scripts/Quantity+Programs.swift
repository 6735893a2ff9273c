import ClientPrograms
import KeyValue
import RaftCore
import Simulation

// What of the programs outside, and of etcd as they see it, has a value.

extension Quantity {
  /// Something of a cluster whose clients are programs.
  package enum Outside: Hashable, Sendable {
    /// The pod that believes that it leads, and how many do; of the first contest for nil.
    case believer(of: String?)
    case believers(of: String?)
    /// The name by which etcd says who leads a contest.
    case holder(of: String)
    /// For how long more than one believed, all together, and how often that began.
    case conflictTime(of: String?)
    case conflicts(of: String?)
    /// How often the holder of a Lease object has changed, by its record.
    case transitions(of: String?)
    /// What etcd holds: by the member that has applied most.
    case revision
    case key(Text, KeyField)
    /// alive, expired where the leader has found that it ran out, or gone.
    case lease(LeaseID)
    /// How long it still lasts by the count of the leader, who alone counts.
    case leaseLeft(LeaseID)
    /// How much work the resource took, and how much it refused; the highest token that it took.
    case accepted, refused, highestToken
    /// Whether the resource took work with this token.
    case tokenAccepted(Token)
    /// How much work it took of pods whom etcd had deposed already.
    case lateWork
    /// The watch at the keyboard: whether it is open, how many changes it was told of, and the
    /// revision of the last of them.
    case watch, watchTold, watchRevision
    /// What came of the question that was asked last at the keyboard.
    case answer
    /// The revision in the header of its answer, and the answer in a line.
    case answerRevision, answerText
    case of(ProgramDescription, ProgramField)
  }

  /// What etcd knows of a key.
  package enum KeyField: String, CaseIterable, Hashable, Sendable {
    case value, version, create, mod, lease
  }

  /// Something of one program.
  package enum ProgramField: String, CaseIterable, Hashable, Sendable {
    /// Whether it believes that it leads.
    case believes
    /// running, paused or down.
    case state = "is"
    /// By which token it leads, in its own eyes; 0 when it does not.
    case token
    /// The lease that it holds, as far as it knows; 0 when it knows of none.
    case lease
    /// How long it still counts on its lease, or takes the record for valid, by its own clock.
    case left
  }
}

extension Quantity.Outside {
  var shape: Quantity.Shape {
    switch self {
    case .believer: .program
    case .believers, .conflicts, .transitions, .revision, .accepted, .refused, .highestToken,
      .lateWork, .watchTold, .watchRevision, .answerRevision:
      .number
    case .holder, .answerText: .text
    case .key(_, let field): field == .value ? .text : .number
    case .conflictTime, .leaseLeft: .span
    case .lease: .oneOf(["alive", "expired", "gone"])
    case .tokenAccepted: .fact
    case .watch: .oneOf(["none", "open", "compacted", "lost"])
    case .answer:
      .oneOf(["none", "waiting", "done", "failed", "timed-out", "unavailable", "connection-lost"])
    case .of(_, let field):
      switch field {
      case .believes: .fact
      case .state: .oneOf(["running", "paused", "down"])
      case .token, .lease: .number
      case .left: .span
      }
    }
  }

  // MARK: Text

  var text: String {
    switch self {
    case .believer(let contest): Self.text("believer", of: contest)
    case .believers(let contest): Self.text("believers", of: contest)
    case .holder(let contest): "\(Quantity.quoted(contest)) held-by"
    case .conflictTime(let contest): Self.text("conflict-time", of: contest)
    case .conflicts(let contest): Self.text("conflicts", of: contest)
    case .transitions(let contest): Self.text("transitions", of: contest)
    case .revision: "revision"
    case .key(let key, .value): "key \(Quantity.quoted(key))"
    case .key(let key, let field): "key \(Quantity.quoted("\(key).\(field.rawValue)"))"
    case .lease(let lease): "lease \(lease)"
    case .leaseLeft(let lease): "lease-left \(lease)"
    case .accepted: "accepted"
    case .refused: "refused"
    case .highestToken: "highest-token"
    case .tokenAccepted(let token): "token \(token) accepted"
    case .lateWork: "late-work"
    case .watch: "watch is"
    case .watchTold: "watch told"
    case .watchRevision: "watch revision"
    case .answer: "answer"
    case .answerRevision: "answer revision"
    case .answerText: "answer says"
    case .of(let program, let field): "\(program.text) \(field.rawValue)"
    }
  }

  private static func text(_ name: String, of contest: String?) -> String {
    contest.map { "\(name) of \($0)" } ?? name
  }

  // MARK: Reading

  /// The words with which they begin.
  static let names = [
    "believer", "believers", "conflict-time", "conflicts", "transitions", "revision", "key",
    "lease", "lease-left", "accepted", "refused", "highest-token", "token", "late-work", "watch",
    "answer",
  ]

  private static let numbers = 0...999_999_999

  /// Nil when the next words name something else.
  init?(_ words: inout Words) throws(WordError) {
    guard let token = words.next, !token.isQuoted else { return nil }
    if words.rest.dropFirst().first?.text == "held-by" {
      _ = words.take()
      _ = words.take()
      self = .holder(of: token.text)
      return
    }
    if ProgramDescription.begins(with: token) {
      try self.init(ofProgram: &words)
      return
    }
    guard Self.names.contains(token.text) else { return nil }
    _ = words.take()
    switch token.text {
    case "believers": self = .believers(of: try words.contest())
    case "conflict-time": self = .conflictTime(of: try words.contest())
    case "conflicts": self = .conflicts(of: try words.contest())
    case "transitions": self = .transitions(of: try words.contest())
    case "revision": self = .revision
    case "key": self = try Self.key(&words)
    case "lease": self = .lease(try words.number(in: Self.numbers))
    case "lease-left": self = .leaseLeft(try words.number(in: Self.numbers))
    case "accepted": self = .accepted
    case "refused": self = .refused
    case "highest-token": self = .highestToken
    case "token":
      self = .tokenAccepted(try words.number(in: Self.numbers))
      try words.expect("accepted")
    case "late-work": self = .lateWork
    case "watch":
      if words.skip("told") {
        self = .watchTold
      } else if words.skip("revision") {
        self = .watchRevision
      } else {
        guard words.skip("is") else { throw words.misfit(.oneOf(["is", "told", "revision"])) }
        self = .watch
      }
    default:
      self =
        words.skip("revision") ? .answerRevision : words.skip("says") ? .answerText : .answer
    }
  }

  /// `believer` alone is who believes; `believer token` is of that pod, as `pod-b token` is of pod-b.
  private init(ofProgram words: inout Words) throws(WordError) {
    let program = try ProgramDescription(&words)
    let known = Quantity.ProgramField.allCases.map(\.rawValue)
    if let token = words.next, let field = Quantity.ProgramField(rawValue: token.text) {
      _ = words.take()
      self = .of(program, field)
    } else if case .some(.believer, let contest) = program {
      self = .believer(of: contest)
    } else {
      guard let token = words.next else { throw words.misfit(.oneOf(known)) }
      throw WordError(.unknown(.field, found: token.text, known: known), at: token.offset)
    }
  }

  /// `/leader`, `/leader.version`.
  private static func key(_ words: inout Words) throws(WordError) -> Quantity.Outside {
    guard let token = words.next else { throw words.misfit(.etcdKey) }
    var name = token.text
    var field = Quantity.KeyField.value
    if let dot = name.lastIndex(of: "."),
      let known = Quantity.KeyField(rawValue: String(name[name.index(after: dot)...]))
    {
      field = known
      name = String(name[..<dot])
    }
    guard let key = Text(name, limit: Request.keyLimit), !key.isEmpty else {
      throw words.misfit(.etcdKey)
    }
    _ = words.take()
    return .key(key, field)
  }
}

// MARK: - Values

extension Quantity.Outside {
  /// Its value now; `unknown` where nobody can say.
  ///
  /// - Throws: a failure where somebody or something is meant that there is not.
  func value(in cluster: ClusterState) throws(ScriptRunError.Kind) -> QuantityValue {
    guard let outside = cluster.outside else { throw .nobody(text) }
    let now = cluster.now
    switch self {
    case .believer(let name):
      let contest = try Self.contest(name, in: outside)
      let description = ProgramDescription.some(.believer, of: contest.name)
      return .program(description.program(in: cluster))
    case .believers(let name):
      return .number(outside.believers(of: try Self.contest(name, in: outside).name).count)
    case .holder(let name):
      return .text(try Self.contest(name, in: outside).holder ?? "none")
    case .conflictTime(let name):
      return .span(try Self.contest(name, in: outside).conflictTime(at: now))
    case .conflicts(let name): return .number(try Self.contest(name, in: outside).conflicts)
    case .transitions(let name):
      let contest = try Self.contest(name, in: outside)
      let record = cluster.record(of: APIServer.key(contest.name)).flatMap { LeaseRecord($0.value) }
      return record.map { .number($0.transitions) } ?? .unknown
    case .revision: return .number(outside.revision)
    case .key(let key, let field): return Self.value(of: field, in: cluster.record(of: key))
    case .lease(let id):
      guard cluster.foremost?.leases.contains(where: { $0.lease.id == id }) ?? false else {
        return .text("gone")
      }
      return .text(cluster.timeLeft(ofLease: id).map { $0 <= 0 } ?? false ? "expired" : "alive")
    case .leaseLeft(let id): return cluster.timeLeft(ofLease: id).map { .span($0) } ?? .unknown
    case .accepted: return .number(outside.resource?.accepted ?? 0)
    case .refused: return .number(outside.resource?.refused ?? 0)
    case .highestToken: return .number(outside.resource?.highest ?? 0)
    case .tokenAccepted(let token):
      return .fact(outside.resource?.ledgers.contains { $0.tokens.contains(token) } ?? false)
    case .lateWork: return .number(outside.lateWork)
    case .watch, .watchTold, .watchRevision, .answer, .answerRevision, .answerText:
      guard let console = outside.console else { return .unknown }
      return value(of: console)
    case .of(let description, let field):
      guard let process = description.program(in: cluster).flatMap({ outside[$0] }) else {
        throw .nobody(description.text)
      }
      return Self.value(of: field, at: process, now)
    }
  }

  private static func contest(
    _ name: String?, in outside: Simulation.Outside
  ) throws(ScriptRunError.Kind) -> Simulation.Outside.Contest {
    guard let contest = outside.contest(named: name) else { throw .nobody(name ?? "") }
    return contest
  }

  /// Of an absent key all numbers are 0, as etcd compares them.
  private static func value(
    of field: Quantity.KeyField, in record: KeyRecord?
  ) -> QuantityValue {
    switch field {
    case .value: .text(record?.value.description ?? "nothing")
    case .version: .number(record?.version ?? 0)
    case .create: .number(record?.createRevision ?? 0)
    case .mod: .number(record?.modRevision ?? 0)
    case .lease: .number(record?.lease ?? 0)
    }
  }

  /// What was seen at the keyboard.
  private func value(of console: Console) -> QuantityValue {
    let question = console.questions.last
    switch self {
    case .watchTold: return .number(console.changes.count)
    case .watchRevision: return .number(console.changes.last?.modRevision ?? 0)
    case .watch:
      if console.watched != nil { return .text("open") }
      return switch console.watchEnd {
      case .compacted?: .text("compacted")
      case .connectionLost?: .text("lost")
      case nil: .text("none")
      }
    case .answerRevision:
      guard case .done(.store(let answer))? = question?.fate else { return .number(0) }
      return .number(answer.revision)
    case .answerText:
      guard case .done(let answer)? = question?.fate else { return .text("nothing") }
      return .text(answer.description)
    default:
      return .text(question?.fate.name ?? "none")
    }
  }

  private static func value(
    of field: Quantity.ProgramField, at process: Process, _ now: Time
  ) -> QuantityValue {
    let clock = process.clock.reading(at: now)
    switch field {
    case .believes: return .fact(process.believesSince != nil)
    case .state:
      return switch process.life {
      case .running: .text("running")
      case .paused: .text("paused")
      case .crashed: .text("down")
      }
    case .token: return .number(process.program.elector?.belief?.token ?? 0)
    case .lease: return .number(process.program.lease?.id ?? 0)
    case .left:
      if case .kubernetes(let program) = process.program {
        return program.expires.map { .span($0 - clock) } ?? .unknown
      }
      return process.program.lease.map { .span($0.deadline - clock) } ?? .unknown
    }
  }
}

extension Console.Fate {
  /// The fate in a word.
  fileprivate var name: String {
    switch self {
    case .waiting: "waiting"
    case .done(.store(let answer)):
      if case .failed = answer.response { "failed" } else { "done" }
    case .done: "done"
    case .failed(.timedOut): "timed-out"
    case .failed(.unavailable): "unavailable"
    case .failed(.connectionLost): "connection-lost"
    }
  }
}

extension Outside {
  /// What the pods work on.
  fileprivate var resource: Resource? {
    if case .resource(let resource)? = self[.resource]?.program { resource } else { nil }
  }

  /// etcdctl at the keyboard.
  fileprivate var console: Console? {
    if case .console(let console)? = self[.console]?.program { console } else { nil }
  }
}

extension ClusterState {
  /// The member that has applied most, of those that are not down.
  private var foremostServer: ServerState? {
    servers.filter { $0.life != .crashed }
      .max { ($0.raft.lastApplied ?? 0) < ($1.raft.lastApplied ?? 0) }
  }

  fileprivate var foremost: MemberState? { foremostServer?.member }

  /// A key as etcd has it.
  fileprivate func record(of key: Text) -> KeyRecord? {
    foremostServer?.contents?.first { $0.key == key }
  }

  /// How long a lease still lasts by the count of the leader; nil when nobody counts it.
  fileprivate func timeLeft(ofLease id: LeaseID) -> TimeSpan? {
    leader.flatMap { self[$0].member }?.leases.first { $0.lease.id == id }?.left
  }
}
