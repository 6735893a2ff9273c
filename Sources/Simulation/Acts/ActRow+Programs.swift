import ClientPrograms
import KeyValue
import RaftCore

// The rows of what happens to programs outside alone, and of what is asked at the keyboard.

extension ActRow {
  static let release = ActRow("release", .program, { .outside(.release($0)) }) {
    if case .outside(.release(let program)) = $0 { program } else { nil }
  }
  static let cancel = ActRow("cancel", .program, { .outside(.cancel($0)) }) {
    if case .outside(.cancel(let program)) = $0 { program } else { nil }
  }
  static let proclaim = ActRow(
    "proclaim", .program, .value, { .outside(.proclaim($0, $1)) }
  ) {
    guard case .outside(.proclaim(let program, let value)) = $0 else { return nil }
    return (program, value)
  }
  static let setElectionRule = ActRow(
    "election", .electionRule, { .outside(.setRule($0.subject, isOn: $0.isOn)) }
  ) {
    guard case .outside(.setRule(let rule, let isOn)) = $0 else { return nil }
    return ActSwitch(subject: rule, isOn: isOn)
  }
}

extension ActRow {
  static let due = ActRow("due", .due, { .outside(.due($0.party, $0.due)) }) {
    guard case .outside(.due(let party, let due)) = $0 else { return nil }
    return ActDue(party: party, due: due)
  }
}

// MARK: - At the keyboard

extension ActRow {
  static let put = asking("put", .put, .put)
  static let get = asking("get", .get, .get)
  static let delete = asking("delete", .delete, .delete)
  static let transaction = asking("txn", .transaction, .transaction)
  static let grant = asking("grant", .grant, .grant)
  static let revoke = asking("revoke", .revoke, .revoke)
  static let keepAlive = asking("keepalive", .keepAlive, .keepAlive)
  static let timeToLive = asking("ttl", .timeToLive, .timeToLive)
  static let compact = asking("compact", .compact, .compact)
  static let watch = ActRow(
    "watch", .watch, { .outside(.watch($0.keys, from: $0.start, through: $0.through)) }
  ) {
    guard case .outside(.watch(let keys, let start, let server)) = $0 else { return nil }
    return ActWatch(keys: keys, start: start, through: server)
  }
  static let unwatch = ActRow("unwatch", .outside(.unwatch))

  /// An act that asks etcd for something.
  private static func asking(
    _ verb: String, _ kind: Stimulus.Kind, _ question: ActParameter<ActQuestion>
  ) -> ActRow {
    ActRow(verb, question, { .outside(.ask($0.call, through: $0.through)) }) {
      guard case .outside(.ask(let call, let server)) = $0, $0.kind == kind else { return nil }
      return ActQuestion(call, through: server)
    }
  }
}
