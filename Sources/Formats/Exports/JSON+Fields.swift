import RaftCore
import Simulation

extension JSON {
  /// An object of a thing's name, as its `kind`, and its fields.
  static func of(_ fielded: some Fielded) -> JSON { object(kind: fielded.name, fielded.fields) }

  /// An object of fields, with a member `kind` before them if they have one.
  static func object(kind: String? = nil, _ fields: [Field]) -> JSON {
    let head = kind.map { [Member(name: "kind", value: .string($0))] } ?? []
    return .object(head + fields.map { Member(name: $0.name, value: of($0.value)) })
  }

  /// A value as JSON has it; null where there is none.
  private static func of(_ value: FieldValue) -> JSON {
    switch value {
    case .none: .null
    case .term(let number), .index(let number), .count(let number), .span(let number):
      .number(number)
    case .flag(let isSet, _, _): .bool(isSet)
    case .server(let server): .string(server.description)
    case .servers(let servers): servers.json
    case .position(let position): position.json
    case .entries(let entries, _): .array(entries.map(\.json))
    case .request(let request): request.json
    case .command(let command): command.operation.map { .object($0.fields) } ?? .null
    case .text(let text): .string(text)
    case .group(let kind, let fields): object(kind: kind, fields)
    }
  }
}

extension Firing {
  /// The rule, where it stands, and what it went by; null when it needs no comparison.
  var json: JSON {
    .members([
      "rule": .string(rule.id), "section": .string(rule.section),
      "evidence": evidence.kind == .none ? .null : .of(evidence),
    ])
  }
}
