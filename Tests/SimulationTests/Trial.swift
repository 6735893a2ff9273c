import KeyValue
import RaftCore
import Testing

@testable import Simulation

/// A cluster in the hands of a test: it is brought acts as text, lets time pass, and keeps what
/// happened.
struct Trial {
  private(set) var cluster: Cluster
  /// Everything that happened, in order.
  private(set) var events: [Event] = []
  private(set) var acts: [Act] = []

  init(_ settings: Settings) { cluster = Cluster(settings) }

  init(servers: Int = 5, seed: UInt64 = 1, without rules: [Rule] = []) {
    self.init(Settings(servers: servers, seed: seed, rules: RuleSet(without: rules)))
  }

  var now: Time { cluster.now }
  var violation: Violation? { cluster.violation }

  subscript(server: Int) -> Host { cluster[ServerID(server)] }

  /// The acts so far as a command that repeats them, for whoever reads a failure.
  var line: Comment {
    let settings = cluster.settings
    var words = ["raftlab log --servers \(settings.servers) --seed \(settings.seed)"]
    words += ["--until \(now / 1000 + 1)"]
    words += settings.rules.switchedOff.map { "--without \($0.id)" }
    words += acts.map { "--act '\($0.text)'" }
    return Comment(rawValue: words.joined(separator: " "))
  }

  // MARK: Time

  /// The next event, if there is one by `limit`.
  @discardableResult
  mutating func step(until limit: Time = .max) -> Event? {
    var event = Event()
    guard cluster.advance(into: &event, until: limit) else { return nil }
    events.append(event)
    return event
  }

  /// Everything that is due by a moment.
  mutating func run(until time: Time) {
    while step(until: time) != nil {}
    cluster.pass(until: time)
  }

  mutating func run(for duration: TimeSpan) { run(until: now + duration) }

  /// Goes on until something holds. Returns whether it came to that within `limit` of time.
  @discardableResult
  mutating func run(for limit: TimeSpan, until condition: (Trial) -> Bool) -> Bool {
    let end = now + limit
    while !condition(self) {
      guard step(until: end) != nil else { return false }
    }
    return true
  }

  /// Goes on until something holds, which it must within `limit` of time.
  mutating func expect(
    within limit: TimeSpan, sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: (Trial) -> Bool
  ) {
    if !run(for: limit, until: condition) {
      Issue.record("it does not come to that: \(line)", sourceLocation: sourceLocation)
    }
  }

  // MARK: Acts

  /// Brings something from outside, now.
  @discardableResult
  mutating func act(_ text: String) throws -> Event {
    let stimulus = try Stimulus(text: text)
    var event = Event()
    try cluster.perform(stimulus, into: &event)
    acts.append(Act(at: now, stimulus))
    events.append(event)
    return event
  }

  /// Brings acts at their moments, each written as in `@500000 crash S1`.
  mutating func play(_ lines: [String]) throws {
    for line in lines {
      let act = try Act(text: line)
      run(until: act.time)
      try self.act(act.stimulus.text)
    }
  }

  /// Changes the cluster behind Raft's back, as no act can.
  mutating func tamper(_ change: (inout Cluster) -> Void) { change(&cluster) }

  // MARK: Looking

  /// The terms of the entries of every log; of a server that is down, what its disk kept.
  var logs: [[Term]] {
    cluster.hosts.map { host in
      (0..<host.server.log.lastIndex).map { host.server.log[$0 + 1].term }
    }
  }

  /// The servers that believe to lead and are not down.
  var leaders: [ServerID] {
    cluster.hosts.filter { $0.life != .crashed && $0.server.role.isLeader }.map(\.id)
  }

  /// All that a rule did, with the event.
  func firings(of rule: Rule, since start: Time = 0) -> [(event: Event, evidence: Evidence)] {
    events.filter { $0.time >= start }.flatMap { event in
      event.step.firings.filter { $0.rule == rule }.map { (event, $0.evidence) }
    }
  }

  /// The messages from one server to another that came to their end, with what became of them.
  func ended(from: Int, to: Int, since start: Time = 0) -> [(flight: Flight, loss: Loss?)] {
    ended(since: start).filter {
      $0.flight.packet.sender == ServerID(from) && $0.flight.packet.receiver == ServerID(to)
    }
  }

  /// The messages between servers that came to their end by themselves.
  func ended(since start: Time = 0) -> [(flight: Flight, loss: Loss?)] {
    events.compactMap { event in
      guard event.time >= start, let flight = event.flight, event.message != nil else { return nil }
      switch event.happening {
      case .delivered: return (flight, nil)
      case .lost(let loss): return (flight, loss)
      default: return nil
      }
    }
  }

  /// What became of the operation asked for at this place, counted from 0.
  func state(of operation: Int) -> OperationRecord.State {
    cluster.clients.operations[operation].state
  }

  func isAcknowledged(_ operation: Int) -> Bool {
    if case .acknowledged = state(of: operation) { true } else { false }
  }

  /// Every operation's answer so far: nil for those without.
  func outcome(of operation: Int) -> Store.Outcome? {
    if case .acknowledged(_, _, let outcome) = state(of: operation) { outcome } else { nil }
  }
}

extension Trial {
  /// A cluster of the given settings whose first leader is the given server, and all know it.
  static func led(by server: Int = 1, _ settings: Settings = Settings()) throws -> Trial {
    var trial = Trial(settings)
    try trial.act("time out S\(server)")
    trial.run(for: 100_000)
    try #require(trial.leaders == [ServerID(server)])
    return trial
  }
}

// A failure names a trial, and does not spell it out.
extension Trial: CustomTestStringConvertible {
  var testDescription: String { "trial" }
}

extension Settings {
  /// Everything takes its exact time, and nobody wants to lead by himself: a message 10 ms, a write
  /// 2 ms; clients ask once. For acts that must meet each other to the millisecond.
  static func exact(servers: Int, without rules: [Rule] = []) -> Settings {
    Settings(
      servers: servers, rules: RuleSet(without: rules),
      timing: Timing(
        electionTimeout: 60_000_000...60_000_000, clientTimeout: 5_000_000, clientTries: 1),
      link: LinkQuality(latency: 10_000...10_000))
  }
}
