import ClientPrograms
import KeyValue
import RaftCore
import Simulation

/// A text whose parts know what they are, so that a screen can colour them.
///
/// Written as a string literal with interpolations. Only what has a meaning can be interpolated (a
/// server, a term, an index, …): a bare number or string does not compile, so none is ever left
/// without its kind.
package struct Phrase: Hashable, Sendable {
  /// The parts in reading order; no two plain ones stand side by side, and none is empty.
  package private(set) var parts: [Part] = []

  /// The text alone.
  package var text: String { parts.reduce(into: "") { $0 += $1.text } }

  /// A run of text of one kind.
  package struct Part: Hashable, Sendable {
    package var text: String
    package var kind: Kind
  }

  /// What a run of text stands for.
  package enum Kind: Hashable, Sendable {
    case plain
    /// The name of a server.
    case server(ServerID)
    /// The name of a client.
    case client(ClientID)
    /// The name of a program outside the cluster.
    case program(ProgramID)
    /// The number of a term.
    case term(Term)
    /// The number of an index in the log.
    case index(LogIndex)
    /// The number of a revision of the store.
    case revision(Revision)
    /// The number of a lease in etcd.
    case lease(LeaseID)
    /// A count: votes, entries, servers.
    case count(Int)
    /// A client's command or key and value, as the state machine writes it.
    case command
    /// The verdict of the sentence: the words to read when reading only one.
    case strong
  }

  fileprivate mutating func append(_ text: String, _ kind: Kind) {
    guard !text.isEmpty else { return }
    if kind == .plain, let last = parts.indices.last, parts[last].kind == .plain {
      parts[last].text += text
    } else {
      parts.append(Part(text: text, kind: kind))
    }
  }

  fileprivate mutating func append(_ other: Phrase) {
    for part in other.parts { append(part.text, part.kind) }
  }
}

extension Phrase: ExpressibleByStringInterpolation {
  package init(stringLiteral text: String) {
    append(text, .plain)
  }

  package init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.phrase
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var phrase = Phrase("")

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ text: String) { phrase.append(text, .plain) }

    package mutating func appendInterpolation(_ server: ServerID) {
      phrase.append(server.description, .server(server))
    }

    package mutating func appendInterpolation(_ client: ClientID) {
      phrase.append(client.description, .client(client))
    }

    package mutating func appendInterpolation(_ program: ProgramID) {
      phrase.append(program.description, .program(program))
    }

    package mutating func appendInterpolation(_ other: Phrase) { phrase.append(other) }

    package mutating func appendInterpolation(term: Term) {
      phrase.append("\(term)", .term(term))
    }

    package mutating func appendInterpolation(index: LogIndex) {
      phrase.append("\(index)", .index(index))
    }

    package mutating func appendInterpolation(revision: Revision) {
      phrase.append("\(revision)", .revision(revision))
    }

    package mutating func appendInterpolation(lease: LeaseID) {
      phrase.append("\(lease)", .lease(lease))
    }

    package mutating func appendInterpolation(count: Int) {
      phrase.append("\(count)", .count(count))
    }

    package mutating func appendInterpolation(command: String) {
      phrase.append(command, .command)
    }

    package mutating func appendInterpolation(strong text: String) {
      phrase.append(text, .strong)
    }
  }
}

extension Phrase {
  /// Whole units of a number given in thousandths, such as `1.5` for 1500, without needless zeros.
  package static func thousandths(_ number: Int) -> Phrase {
    var digits = "\(number % 1000 + 1000)".dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return Phrase(stringLiteral: "\(number / 1000)" + (digits.isEmpty ? "" : "." + digits))
  }

  /// A span of microseconds in milliseconds, cut to one decimal: a span that is shorter than another
  /// is never shown as if it were longer. A clock that was set back makes one negative.
  package static func milliseconds(_ span: TimeSpan) -> Phrase {
    let tenths = thousandths(abs(span) / 100 * 100)
    return span <= -100 ? "-\(tenths)" : tenths
  }

  /// A moment of a program's clock, given in microseconds, in seconds: to the millisecond, so that
  /// what a program compared is seldom shown as the same. A clock that was set back may be before 0.
  package static func seconds(_ moment: Int) -> Phrase {
    let number = thousandths(abs(moment) / 1000)
    return moment <= -1000 ? "-\(number)" : number
  }

  /// The name of a program, or, where no program is called so, the name as it stands.
  package static func name(_ text: String) -> Phrase {
    if let program = ProgramID(text) { "\(program)" } else { "\(command: text)" }
  }

  /// The phrases one after the other with `separator` between them, and `last` before the last one.
  package static func list(
    _ items: [Phrase], separator: Phrase, last: Phrase? = nil
  ) -> Phrase {
    var result = Phrase("")
    for (position, item) in items.enumerated() {
      let isLast = position == items.count - 1
      if position > 0 { result.append(isLast ? last ?? separator : separator) }
      result.append(item)
    }
    return result
  }

  /// The phrase with a client called by what it stands for.
  func saying(_ name: String, for client: ClientID) -> Phrase {
    guard parts.contains(where: { $0.kind == .client(client) }) else { return self }
    // No blanks stand about a word of wide characters.
    let isWide = name.unicodeScalars.first?.isASCII == false
    var result = Phrase("")
    for (place, part) in parts.enumerated() {
      guard part.kind != .client(client) else {
        result.append(name, .plain)
        continue
      }
      let isBefore = place + 1 < parts.count && parts[place + 1].kind == .client(client)
      let isBehind = place > 0 && parts[place - 1].kind == .client(client)
      var text = part.text[...]
      if isWide, isBefore, text.last == " " { text.removeLast() }
      if isWide, isBehind, text.first == " " { text.removeFirst() }
      result.append(String(text), part.kind)
    }
    return result
  }

  /// Whether it is one name or command, and no phrase with words between.
  var isOneName: Bool { parts.count == 1 }

  /// What happened, without the reasons: all up to the first colon or semicolon after the verdict,
  /// which begins them in every language; where nothing does, the whole phrase, without the full
  /// stop.
  package var withoutReasons: Phrase {
    guard let verdict = parts.lastIndex(where: { $0.kind == .strong }) else { return self }
    var result = self
    for place in parts.indices[verdict...].dropFirst() where parts[place].kind == .plain {
      let text = parts[place].text
      let isLast = place == parts.count - 1
      let stop = isLast && ".。".contains(text.last ?? " ") ? text.indices.last : nil
      guard let end = text.unicodeScalars.firstIndex(where: \.beginsReasons) ?? stop else {
        continue
      }
      result.parts.removeSubrange(place...)
      result.append(String(text[..<end]), .plain)
      break
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether a sentence goes on with its reasons after it.
  fileprivate var beginsReasons: Bool {
    switch self {
    case ":", ";", "：", "；": true
    default: false
    }
  }
}
