/// A value of JSON (RFC 8259), as etcd's gateway, variables and log lines have it.
package enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A number as it is written: etcd's are longer than a `Double` holds.
  case number(String)
  case string(String)
  case array([JSON])
  /// The members in their order; of two with one name the first counts.
  case object([Member])

  package struct Member: Hashable, Sendable {
    package let name: String
    package let value: JSON
  }

  /// The value of a text that holds nothing else.
  package init(_ text: some Collection<UInt8>) throws(JSONError) {
    var reader = JSONReader(Array(text))
    self = try reader.value(depth: 0)
    try reader.finish()
  }

  /// The value that begins at the start of a text; what follows is not read.
  package init(atStartOf text: [UInt8], from offset: Int) throws(JSONError) {
    var reader = JSONReader(text, from: offset)
    self = try reader.value(depth: 0)
  }

  /// The member of an object with this name; nil when there is none.
  package subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The number; also of a string that is one, as the gateway writes 64-bit numbers.
  package var integer: Int? {
    switch self {
    case .number(let text), .string(let text): Int(text)
    case .null, .bool, .array, .object: nil
    }
  }

  /// A member's name as variables and logs write it: hexadecimal, without leading zeros.
  package var hexadecimal: UInt64? { text.flatMap { UInt64($0, radix: 16) } }

  package var isTrue: Bool { self == .bool(true) }

  package var elements: [JSON] {
    if case .array(let elements) = self { elements } else { [] }
  }

  package var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  /// A text in quotation marks, as JSON writes it.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// A text that is no JSON.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where, in bytes, counted from 0.
  package let offset: Int
  /// What would be right there.
  package let expected: String

  package var description: String { "byte \(offset): \(expected) is expected" }
}

/// Reads a text of JSON once, from the front.
struct JSONReader {
  private let bytes: [UInt8]
  private var offset: Int
  /// Nobody nests deeper who means well.
  private static let depthLimit = 64

  init(_ bytes: [UInt8], from offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  private var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private func error(_ expected: String) -> JSONError {
    JSONError(offset: offset, expected: expected)
  }

  private mutating func skipSpace() {
    while let byte, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard byte == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  mutating func finish() throws(JSONError) {
    skipSpace()
    if byte != nil { throw error("the end") }
  }

  mutating func value(depth: Int) throws(JSONError) -> JSON {
    guard depth < Self.depthLimit else { throw error("less nesting") }
    skipSpace()
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
    guard bytes[offset...].starts(with: word.utf8) else { throw error(word) }
    offset += word.utf8.count
    return value
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = offset
    let allowed = Set("+-.eE0123456789".utf8)
    while let byte, allowed.contains(byte) { offset += 1 }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard Double(text) != nil else {
      offset = start
      throw error("a value")
    }
    return .number(text)
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    offset += 1
    var elements: [JSON] = []
    if skip("]") { return .array([]) }
    repeat { elements.append(try value(depth: depth + 1)) } while skip(",")
    guard skip("]") else { throw error("a comma or ]") }
    return .array(elements)
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    offset += 1
    var members: [JSON.Member] = []
    if skip("}") { return .object([]) }
    repeat {
      skipSpace()
      guard byte == UInt8(ascii: "\"") else { throw error("a name") }
      let name = try string()
      guard skip(":") else { throw error("a colon") }
      members.append(JSON.Member(name: name, value: try value(depth: depth + 1)))
    } while skip(",")
    guard skip("}") else { throw error("a comma or }") }
    return .object(members)
  }

  private mutating func string() throws(JSONError) -> String {
    offset += 1
    var text: [UInt8] = []
    while let byte {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try escape()
      case ..<0x20:
        offset -= 1
        throw error("no control character")
      default: text.append(byte)
      }
    }
    throw error("a quotation mark")
  }

  private mutating func escape() throws(JSONError) -> [UInt8] {
    guard let byte else { throw error("what is escaped") }
    offset += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    default:
      offset -= 1
      throw error("an escape that JSON has")
    }
  }

  /// What `\u` stands for, with its second half where it has one; a half alone is no character.
  private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
    let first = try unit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
      bytes[offset + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    offset += 2
    let second = try unit()
    guard (0xDC00...0xDFFF).contains(second) else { return "\u{FFFD}" }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func unit() throws(JSONError) -> UInt32 {
    let digits = bytes[offset..<min(offset + 4, bytes.count)]
    guard digits.count == 4,
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw error("four hexadecimal digits") }
    offset += 4
    return unit
  }
}
