import RaftCore
import Simulation

extension JSON {
  /// An object of a thing's name, as its `kind`, and its fields.
  ///
  /// - Parameter table: what the entries of a real cluster ask for.
  static func of(_ fielded: some Fielded, naming table: EntryTable? = nil) -> JSON {
    object(kind: fielded.name, fielded.fields, naming: table)
  }

  /// An object of fields, with a member `kind` before them if they have one.
  static func object(
    kind: String? = nil, _ fields: [Field], naming table: EntryTable? = nil
  ) -> JSON {
    let head = kind.map { [Member(name: "kind", value: .string($0))] } ?? []
    return .object(head + fields.map { Member(name: $0.name, value: of($0.value, table)) })
  }

  /// A value as JSON has it; null where there is none.
  private static func of(_ value: FieldValue, _ table: EntryTable?) -> JSON {
    switch value {
    case .none: .null
    case .term(let number), .index(let number), .count(let number), .span(let number):
      .number(number)
    case .flag(let isSet, _, _): .bool(isSet)
    case .server(let server): .string(server.description)
    case .servers(let servers): servers.json
    case .position(let position): position.json
    case .entries(let entries, _): .array(entries.map { $0.json(naming: table) })
    case .request(let request): request.json(naming: table)
    case .command(let command): command.json(naming: table)
    case .text(let text): .string(text)
    case .group(let kind, let fields): object(kind: kind, fields, naming: table)
    }
  }
}

extension Firing {
  /// The rule, where it stands, and what it went by; null when it needs no comparison.
  func json(naming table: EntryTable?) -> JSON {
    .members([
      "rule": .string(rule.id), "section": .string(rule.section),
      "evidence": evidence.kind == .none ? .null : .of(evidence, naming: table),
    ])
  }
}
