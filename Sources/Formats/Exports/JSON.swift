/// A JSON value (RFC 8259) whose members keep their order, so that the same run gives the same
/// bytes.
package enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Int)
  /// - Precondition: it is finite; there is no other number in JSON.
  case decimal(Double)
  case string(String)
  case array([JSON])
  case object([Member])

  /// A name and its value.
  package struct Member: Hashable, Sendable {
    package var name: String
    package var value: JSON

    package init(name: String, value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// An object with these members, in this order.
  package static func members(_ members: KeyValuePairs<String, JSON>) -> JSON {
    .object(members.map { Member(name: $0.key, value: $0.value) })
  }

  /// The value on one line.
  package var text: String {
    var text = ""
    write(into: &text)
    return text
  }

  private func write(into text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number): text += "\(number)"
    case .decimal(let number):
      precondition(number.isFinite)
      text += "\(number)"
    case .string(let string): Self.quote(string, into: &text)
    case .array(let values):
      text += "["
      for (place, value) in values.enumerated() {
        if place > 0 { text += "," }
        value.write(into: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (place, member) in members.enumerated() {
        if place > 0 { text += "," }
        Self.quote(member.name, into: &text)
        text += ":"
        member.value.write(into: &text)
      }
      text += "}"
    }
  }

  /// Adds a text in quotes, with escapes for all that could do something to a terminal or make the
  /// text read as another: what is read back is the same, and what is looked at does no harm.
  package static func quote(_ string: String, into text: inout String) {
    text.unicodeScalars.append("\"")
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case " "..."~": text.unicodeScalars.append(scalar)
      case _ where scalar.isHarmful:
        for unit in UTF16.encode(scalar)! {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
    text.unicodeScalars.append("\"")
  }
}

extension JSON {
  /// A whole number, or null.
  static func number(_ number: Int?) -> JSON { number.map { .number($0) } ?? .null }

  /// What something is called, such as a server, or null.
  static func described(_ value: (some CustomStringConvertible)?) -> JSON {
    value.map { .string($0.description) } ?? .null
  }
}
