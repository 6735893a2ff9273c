/// Something whose parts can be told by name: a message, what a rule went by, a write.
///
/// Exports, the inspector and plain text read the fields, so that nothing is shown in one place and
/// forgotten in another. A name is part of the formats: changing one is a new version of them.
package protocol Fielded {
  /// What it is, in one word: `RequestVote`, `lastLogs`.
  var name: String { get }
  /// All that it says, in the order of its declaration.
  var fields: [Field] { get }
}

/// A part of something, with its name.
package struct Field: Hashable, Sendable {
  /// Its name in the code and in exports, where possible the paper's: `leaderCommit`.
  package var name: String
  /// A word for it where there is one line for everything: `commit`; empty where the value says
  /// enough.
  package var short: String
  package var value: FieldValue

  package init(_ name: String, short: String? = nil, _ value: FieldValue) {
    self.name = name
    self.short = short ?? name
    self.value = value
  }
}

/// The value of a field, of a kind that readers can tell apart.
package indirect enum FieldValue: Hashable, Sendable {
  /// There is none, or it is not known.
  case none
  case term(Term)
  case index(LogIndex)
  case count(Int)
  /// A span of time by a server's own clock, in microseconds.
  case span(Int)
  /// Yes or no, and the words that say so in a line.
  case flag(Bool, yes: String = "yes", no: String = "no")
  case server(ServerID)
  case servers(ServerSet)
  /// The end of a log, or another place in it.
  case position(LogPosition)
  /// Entries, and the index after which they stand.
  case entries(EntryBatch, after: LogIndex)
  case request(RequestID)
  /// What a client wants applied: opaque here, so a line says nothing of it.
  case command(Command)
  case text(String)
  /// Something that has fields itself; its name is nil where its place says enough.
  case group(String?, [Field])

  /// Something that has fields itself, with its name.
  package static func of(_ fielded: some Fielded) -> FieldValue {
    .group(fielded.name, fielded.fields)
  }

  package static func term(_ term: Term?) -> FieldValue { term.map { .term($0) } ?? .none }

  package static func server(_ server: ServerID?) -> FieldValue {
    server.map { .server($0) } ?? .none
  }

  /// The value in a line: `4`, `3/4` for a position, `-` for none.
  package var text: String {
    switch self {
    case .none: "-"
    case .term(let number), .index(let number), .count(let number): "\(number)"
    case .span(let span): Self.milliseconds(span)
    case .flag(let isSet, let yes, let no): isSet ? yes : no
    case .server(let server): server.description
    case .servers(let servers): servers.description
    case .position(let position): "\(position.index)/\(position.term)"
    case .entries(let entries, let index): Self.range(of: entries, after: index)
    case .request(let request): "\(request.number >> 32).\(request.number & 0xFFFF_FFFF)"
    case .command: ""
    case .text(let text): text
    case .group(_, let fields): fields.lazy.map(\.value.text).joined(separator: " ")
    }
  }

  /// A span in milliseconds: `150ms`, `2.5ms`.
  private static func milliseconds(_ span: Int) -> String {
    let sign = span < 0 ? "-" : ""
    let (whole, rest) = span.magnitude.quotientAndRemainder(dividingBy: 1000)
    guard rest > 0 else { return "\(sign)\(whole)ms" }
    var digits = String(repeating: "0", count: 3 - "\(rest)".count) + "\(rest)"
    while digits.last == "0" { digits.removeLast() }
    return "\(sign)\(whole).\(digits)ms"
  }

  /// The indices of entries: `none`, `5` or `5-7`.
  private static func range(of entries: EntryBatch, after index: LogIndex) -> String {
    switch entries.count {
    case 0: "none"
    case 1: "\(index + 1)"
    case let count: "\(index + 1)-\(index + count)"
    }
  }
}

extension Fielded {
  /// All of it in a line: `RequestVote term 4, last 3/4`.
  package var line: String {
    let parts = fields.compactMap { field -> String? in
      let text = field.value.text
      return text.isEmpty ? nil : field.short.isEmpty ? text : "\(field.short) \(text)"
    }
    return ([name] + [parts.joined(separator: ", ")]).filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}
