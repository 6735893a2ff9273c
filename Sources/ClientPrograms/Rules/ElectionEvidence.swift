import KeyValue

/// What made a rule fire: what the client knew, by its own clock and from its own copies, before the
/// rule changed anything. Whether it was true is another matter.
package enum ElectionEvidence: Hashable, Sendable {
  /// The rule needs no comparison.
  case none
  /// A lease, for how many seconds, and until when the client counts on it by its own clock.
  case lease(LeaseID, ttl: Int, deadline: Int?, clock: Int)
  /// A transaction or another request about a key was answered: whether it did what it was for, and
  /// the revision that it was about.
  case key(Text, succeeded: Bool, revision: Revision)
  /// A key that stands in the way, when it was created, and the client's own creation; nil: it has
  /// none.
  case before(Text, created: Revision, own: Revision?)
  /// What a client finds of its own key: when that was created, and what it should be.
  case ownKey(Text, created: Revision?, expected: Revision)
  /// The client's copy of the record, when by its own clock it last saw that change, and when it
  /// counts it as expired.
  case record(LeaseRecord, version: Revision, observed: Int, expires: Int, clock: Int)
  /// Since when a client tries to renew, until when it will, and how late it is.
  case renewal(began: Int, deadline: Int, clock: Int)
  /// A question was not answered.
  case failure(CallFailure, clock: Int)
  /// Whoever leads says since when, and by which token.
  case belief(token: Token, since: Int, clock: Int)
  /// Whose work came with which token, the highest token that was seen, and whose that was.
  case token(Token?, of: String, highest: Token?, holder: String?)
  /// What an API server is asked for, and the version that it shall have.
  case object(String, version: Revision?)
  /// The client's clock alone.
  case clock(Int)
}

extension ElectionEvidence {
  /// What is compared with what.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case none, lease, key, before, ownKey, record, renewal, failure, belief, token, object, clock
  }

  package var kind: Kind {
    switch self {
    case .none: .none
    case .lease: .lease
    case .key: .key
    case .before: .before
    case .ownKey: .ownKey
    case .record: .record
    case .renewal: .renewal
    case .failure: .failure
    case .belief: .belief
    case .token: .token
    case .object: .object
    case .clock: .clock
    }
  }

  package var name: String { kind.rawValue }

  /// A table, one row a case.
  package var fields: [ElectionField] {
    switch self {
    case .none: []
    case .lease(let lease, let ttl, let deadline, let clock):
      [
        ElectionField("lease", .lease(lease)), ElectionField("ttl", .count(ttl)),
        ElectionField("deadline", .moment(deadline)), ElectionField("clock", .moment(clock)),
      ]
    case .key(let key, let succeeded, let revision):
      [
        ElectionField("key", .key(key)), ElectionField("succeeded", .flag(succeeded)),
        ElectionField("revision", .revision(revision)),
      ]
    case .before(let key, let created, let own):
      [
        ElectionField("key", .key(key)), ElectionField("created", .revision(created)),
        ElectionField("own", .revision(own)),
      ]
    case .ownKey(let key, let created, let expected):
      [
        ElectionField("key", .key(key)), ElectionField("created", .revision(created)),
        ElectionField("expected", .revision(expected)),
      ]
    case .record(let record, let version, let observed, let expires, let clock):
      record.fields + [
        ElectionField("version", .revision(version)), ElectionField("observed", .moment(observed)),
        ElectionField("expires", .moment(expires)), ElectionField("clock", .moment(clock)),
      ]
    case .renewal(let began, let deadline, let clock):
      [
        ElectionField("began", .moment(began)), ElectionField("deadline", .moment(deadline)),
        ElectionField("clock", .moment(clock)),
      ]
    case .failure(let failure, let clock):
      [
        ElectionField("failure", .text(failure.rawValue)), ElectionField("clock", .moment(clock)),
        ElectionField("unknown", .flag(failure.isUnknown)),
      ]
    case .belief(let token, let since, let clock):
      [
        ElectionField("token", .count(token)), ElectionField("since", .moment(since)),
        ElectionField("clock", .moment(clock)),
      ]
    case .token(let token, let sender, let highest, let holder):
      [
        ElectionField("token", .count(token)), ElectionField("of", .text(sender)),
        ElectionField("highest", .count(highest)),
        ElectionField("holder", holder.map { .text($0) } ?? .none),
      ]
    case .object(let name, let version):
      [ElectionField("name", .text(name)), ElectionField("version", .revision(version))]
    case .clock(let clock): [ElectionField("clock", .moment(clock))]
    }
  }

  /// All of it in a line: `before key /leader, created 4, own -`.
  package var line: String {
    ([name] + fields.map { "\($0.name) \($0.value.text)" }.joined(separator: ", ").nonEmpty)
      .joined(separator: " ")
  }
}

extension String {
  fileprivate var nonEmpty: [String] { isEmpty ? [] : [self] }
}
