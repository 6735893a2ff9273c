import ClientPrograms
import KeyValue

/// How requests of etcd are written in acts, much as etcdctl takes them.
enum ActWords {
  /// The longest text of a question, in bytes: that of a transaction of the longest keys and values.
  static let limit = 16_384
  /// Words that would be taken for something else.
  private static let reserved = [
    "lease", "through", "from", "rev", "limit", "serializable", "if", "then", "else", "and", "ttl",
  ]

  // MARK: Reading

  static func key(_ line: inout LineReader) throws(ActTextError) -> Text {
    try line.text(.key, ActNumber.etcdKey)
  }

  /// A key, or with a star at its end all keys that begin so. In quotes a star is a star; behind them
  /// it is not: `"a b"*`.
  static func keys(_ line: inout LineReader) throws(ActTextError) -> KeyRange {
    guard line.next?.isQuoted == true else {
      return try line.text(.key) { text -> KeyRange? in
        guard text.hasSuffix("*") else { return ActNumber.etcdKey(text).map { .key($0) } }
        return Text(String(text.dropLast()), limit: Request.keyLimit).map { .prefix($0) }
      }
    }
    let key = try line.text(.key) { Text($0, limit: Request.keyLimit) }
    if line.skip("*") { return .prefix(key) }
    guard !key.isEmpty else { throw line.misreadingOfLast(.key) }
    return .key(key)
  }

  static func lease(_ line: inout LineReader) throws(ActTextError) -> LeaseID {
    try line.word(.number(ActNumber.leases)) { ActNumber.whole($0, in: ActNumber.leases) }
  }

  static func revision(_ line: inout LineReader) throws(ActTextError) -> Revision {
    try line.word(.number(ActNumber.revisions)) { ActNumber.whole($0, in: ActNumber.revisions) }
  }

  static func put(_ line: inout LineReader) throws(ActTextError) -> KeyRequest {
    let key = try key(&line)
    let value = try line.text(.value) { Text($0) }
    return .put(key, value, lease: line.skip("lease") ? try lease(&line) : 0)
  }

  static func range(_ line: inout LineReader) throws(ActTextError) -> KeyRequest {
    let keys = try keys(&line)
    let revision = line.skip("rev") ? try revision(&line) : 0
    let counts = 0...1_000_000
    let limit =
      line.skip("limit")
      ? try line.word(.number(counts)) { ActNumber.whole($0, in: counts) } : 0
    return .range(keys, revision: revision, limit: limit)
  }

  static func transaction(_ line: inout LineReader) throws(ActTextError) -> Transaction {
    var transaction = Transaction()
    if line.skip("if") {
      repeat { transaction.comparisons.append(try comparison(&line)) } while line.skip("and")
    }
    if line.skip("then") {
      repeat { transaction.then.append(try request(&line)) } while line.skip("and")
    }
    if line.skip("else") {
      repeat { transaction.otherwise.append(try request(&line)) } while line.skip("and")
    }
    return transaction
  }

  private static func request(_ line: inout LineReader) throws(ActTextError) -> KeyRequest {
    if line.skip("put") { return try put(&line) }
    if line.skip("get") { return try range(&line) }
    if line.skip("delete") { return .delete(try keys(&line)) }
    throw line.misreading(.oneOf(["put", "get", "delete"]))
  }

  /// `/leader.create = 0`.
  private static func comparison(_ line: inout LineReader) throws(ActTextError) -> Comparison {
    let names = ["value", "version", "create", "mod", "lease"]
    let (key, name) = try line.text(.comparison(names)) { text -> (Text, String)? in
      guard let dot = text.lastIndex(of: "."), let key = ActNumber.etcdKey(String(text[..<dot])),
        names.contains(String(text[text.index(after: dot)...]))
      else { return nil }
      return (key, String(text[text.index(after: dot)...]))
    }
    let relation = try relation(&line)
    if name == "value" {
      return Comparison(key, relation, .value(try line.text(.value) { Text($0) }))
    }
    let number = try revision(&line)
    let target: Comparison.Target =
      switch name {
      case "version": .version(number)
      case "create": .createRevision(number)
      case "mod": .modRevision(number)
      default: .lease(number)
      }
    return Comparison(key, relation, target)
  }

  private static func relation(
    _ line: inout LineReader
  ) throws(ActTextError) -> Comparison.Relation {
    if line.skip("=") { return .equal }
    if line.skip(">") { return .greater }
    if line.skip("<") { return .less }
    guard line.skip("!"), line.skip("=") else {
      throw line.misreading(.oneOf(Comparison.Relation.allCases.map(\.sign)))
    }
    return .notEqual
  }

  // MARK: Writing

  /// A text as one word that is taken for nothing else.
  static func word(_ text: Text) -> String {
    let text = text.description
    return reserved.contains(text) || text.hasSuffix("*")
      ? LineReader.quoted(text) : LineReader.word(text)
  }

  /// A range as it is written; those between two keys cannot be.
  static func text(of keys: KeyRange) -> String {
    switch keys {
    case .key(let key), .between(let key, _), .from(let key): word(key)
    // A star in quotes is a star.
    case .prefix(let prefix): (prefix.isEmpty ? "" : LineReader.word(prefix.description)) + "*"
    }
  }

  static func text(of call: ProgramCall) -> String {
    switch call {
    case .request(.keys(let request), let way):
      text(of: request) + (way == .serializable ? " serializable" : "")
    case .request(.transaction(let transaction), _): text(of: transaction)
    case .request(.compact(let revision), _): "\(revision)"
    case .request(.grant(let lease, let ttl), _): "\(lease) ttl \(ttl)"
    case .request(.revoke(let lease), _), .keepAlive(let lease), .timeToLive(let lease): "\(lease)"
    // No act asks for these.
    case .request(.checkpoint, _), .api, .work: ""
    }
  }

  /// Without the verb.
  private static func text(of request: KeyRequest) -> String {
    switch request {
    case .put(let key, let value, let lease):
      "\(word(key)) \(word(value))" + (lease == 0 ? "" : " lease \(lease)")
    case .range(let keys, let revision, let limit):
      text(of: keys) + (revision == 0 ? "" : " rev \(revision)")
        + (limit == 0 ? "" : " limit \(limit)")
    case .delete(let keys): text(of: keys)
    }
  }

  private static func text(of transaction: Transaction) -> String {
    func list(_ requests: [KeyRequest]) -> String {
      requests.map { "\(verb(of: $0)) \(text(of: $0))" }.joined(separator: " and ")
    }
    let comparisons = transaction.comparisons.map { comparison in
      let value =
        if case .value(let value) = comparison.target { word(value) } else {
          comparison.target.text
        }
      let subject = LineReader.word("\(comparison.key).\(comparison.target.name)")
      return "\(subject) \(comparison.relation.sign) \(value)"
    }
    return [
      comparisons.isEmpty ? "" : "if \(comparisons.joined(separator: " and "))",
      transaction.then.isEmpty ? "" : "then \(list(transaction.then))",
      transaction.otherwise.isEmpty ? "" : "else \(list(transaction.otherwise))",
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func verb(of request: KeyRequest) -> String {
    switch request {
    case .put: "put"
    case .range: "get"
    case .delete: "delete"
    }
  }
}
