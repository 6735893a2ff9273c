import Explorer
import KeyValue
import RaftCore
import Simulation

/// What is searched for, in the words of scripts: `S4 leads in term 3`, `two leaders`,
/// `entry 5 lost`, `x=2 committed`, `violation election-safety`.
package enum ExploringGoal: Hashable, Sendable {
  /// A safety property does not hold; nil: any of the five.
  case violation(SafetyProperty?)
  case leads(ServerID, in: Term?)
  /// Too many would refuse the server their votes (§5.4.1).
  case cannotWin(ServerID)
  case twoLeaders(Terms)
  /// A server knows that an entry is committed; nil: of whatever term.
  case committed(LogIndex, of: Term?)
  /// Another entry is committed in the place of this one; nil: of the term that it has at the start.
  case lost(LogIndex, of: Term?)
  /// The leader knows that what a client wrote is committed.
  case written(key: ShortText, value: ShortText, in: Term?)

  /// In which terms two servers lead.
  package enum Terms: Hashable, Sendable {
    case any, one
    case exactly(Term)
  }

  /// Reads a goal.
  ///
  /// - Throws: where it cannot be read, and what would be right there.
  package init(_ text: String) throws(ActTextError) {
    var line = try LineReader(text)
    let tokens = try LineReader.tokens(of: text)
    if tokens.count > 1, tokens[1].text == "=", !tokens[1].isQuoted {
      self = try Self.written(&line)
    } else if line.skip("violation") {
      self = .violation(line.isAtEnd ? nil : try Self.property(&line))
    } else if line.skip("two") {
      try line.expect("leaders", .word("leaders"))
      self = .twoLeaders(try Self.terms(&line))
    } else if line.skip("entry") {
      self = try Self.entry(&line)
    } else if let server = line.next.flatMap({ Self.server($0.text) }) {
      _ = line.skip(server.description)
      self = try Self.leads(server, &line)
    } else {
      throw line.misreading(.oneOf(Self.examples))
    }
    try line.end()
  }

  /// One of each kind, as they are written.
  package static let examples = [
    "violation", "violation election-safety", "S2 leads", "S2 leads in term 3", "S2 cannot win",
    "two leaders", "two leaders in one term", "two leaders in term 2", "entry 5 committed",
    "entry 5 lost", "entry 5 of term 3 lost", "x=2 committed", "x=2 committed in term 3",
  ]

  /// The greatest index and term that can be named.
  private static let numbers = 1...9_999

  private static func server(_ text: String) -> ServerID? {
    (1...ServerID.maximum).map { ServerID($0) }.first { $0.description == text }
  }

  private static func property(_ line: inout LineReader) throws(ActTextError) -> SafetyProperty {
    let known = SafetyProperty.allCases.map(\.id)
    return try line.name(.oneOf(known), among: known) { name in
      SafetyProperty.allCases.first { $0.id == name }
    }
  }

  private static func number(_ line: inout LineReader) throws(ActTextError) -> Int {
    try line.word(.number(numbers)) { ActNumber.whole($0, in: numbers) }
  }

  /// `in term 3`, or nothing.
  private static func inTerm(_ line: inout LineReader) throws(ActTextError) -> Term? {
    guard line.skip("in") else { return nil }
    try line.expect("term", .word("term"))
    return try number(&line)
  }

  private static func terms(_ line: inout LineReader) throws(ActTextError) -> Terms {
    guard line.skip("in") else { return .any }
    if line.skip("one") {
      try line.expect("term", .word("term"))
      return .one
    }
    try line.expect("term", .oneOf(["one term", "term 2"]))
    return .exactly(try number(&line))
  }

  private static func leads(
    _ server: ServerID, _ line: inout LineReader
  ) throws(ActTextError) -> ExploringGoal {
    if line.skip("cannot") {
      try line.expect("win", .word("win"))
      return .cannotWin(server)
    }
    try line.expect("leads", .oneOf(["leads", "cannot win"]))
    return .leads(server, in: try inTerm(&line))
  }

  private static func entry(_ line: inout LineReader) throws(ActTextError) -> ExploringGoal {
    let index = try number(&line)
    var term: Term?
    if line.skip("of") {
      try line.expect("term", .word("term"))
      term = try number(&line)
    }
    if line.skip("committed") { return .committed(index, of: term) }
    try line.expect("lost", .oneOf(["committed", "lost"]))
    return .lost(index, of: term)
  }

  private static func written(_ line: inout LineReader) throws(ActTextError) -> ExploringGoal {
    let key = try line.text(.key) { ShortText($0, limit: Operation.keyLimit) }
    if key.isEmpty { throw line.misreadingOfLast(.key) }
    try line.expect("=", .assignment)
    let value = try line.text(.value) { ShortText($0, limit: Operation.valueLimit) }
    try line.expect("committed", .word("committed"))
    return .written(key: key, value: value, in: try inTerm(&line))
  }

  /// The goal in the only way in which it is ever written.
  package var text: String {
    switch self {
    case .violation(let property): property.map { "violation \($0.id)" } ?? "violation"
    case .leads(let server, let term): "\(server) leads" + Self.text(of: term)
    case .cannotWin(let server): "\(server) cannot win"
    case .twoLeaders(.any): "two leaders"
    case .twoLeaders(.one): "two leaders in one term"
    case .twoLeaders(.exactly(let term)): "two leaders" + Self.text(of: term)
    case .committed(let index, let term):
      "entry \(index)" + (term.map { " of term \($0)" } ?? "") + " committed"
    case .lost(let index, let term):
      "entry \(index)" + (term.map { " of term \($0)" } ?? "") + " lost"
    case .written(let key, let value, let term):
      "\(LineReader.word(key.description))=\(LineReader.word(value.description)) committed"
        + Self.text(of: term)
    }
  }

  private static func text(of term: Term?) -> String { term.map { " in term \($0)" } ?? "" }
}
