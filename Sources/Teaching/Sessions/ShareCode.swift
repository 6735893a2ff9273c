import RaftCore
import Simulation

/// A whole session as one line of text that survives a chat message: `rl2-…`.
///
/// After the version come letters, digits, `-` and `_`: the length, the settings as far as they are
/// not the usual ones, the verbs of its acts, each act as the events and the time since the one
/// before and what was done, the digest of the event log, and a check sum. Settings and verbs that
/// a later version adds stand there by name, and so this one can say which it does not know. See
/// `docs/formats.md`.
package struct ShareCode: Hashable, Sendable {
  /// What every code begins with; a number and a hyphen follow.
  package static let prefix = "rl"
  /// The most characters.
  package static let sizeLimit = 1 << 20
  static let trackLimit = Session.trackLimit
  static let titleLimit = 400

  package let text: String

  /// The code of a session; of its checks the one of the cursor's branch at its end is kept.
  package init(_ session: Session) {
    let body = Self.body(of: session)
    var writer = ByteWriter()
    writer.number(body.count)
    writer.append(body)
    writer.fixed(UInt64(Self.checksum(of: writer.bytes, isOld: false)), bytes: 4)
    text = "\(Self.prefix)\(Session.version)-\(ByteText.text(of: writer.bytes))"
  }

  /// The check sum of a code's bytes, and since version 2 of the version before them.
  private static func checksum(of bytes: [UInt8], isOld: Bool) -> UInt32 {
    ByteText.checksum(of: isOld ? bytes : [UInt8(Session.version)] + bytes)
  }

  /// Whether a word is meant as a code and not as the name of a file.
  package static func resembles(_ word: String) -> Bool {
    let rest = word.drop { $0.isWhitespace }
    guard rest.hasPrefix(prefix) else { return false }
    let digits = rest.dropFirst(prefix.count).prefix { $0.isNumber }
    return !digits.isEmpty && rest.dropFirst(prefix.count + digits.count).hasPrefix("-")
  }

  /// Why a text is no code.
  package enum ReadError: Error, Hashable, Sendable {
    /// It does not begin as codes do.
    case noCode
    /// It was made by another version of the format.
    case version(String)
    /// A character that no code has in it, and its place, counted from 1.
    case foreign(Character, at: Int)
    /// Characters at the end are missing: so many bytes are there of so many.
    case tooShort(bytes: Int, of: Int)
    /// Something follows after its end.
    case tooLong(bytes: Int)
    /// The check sum is wrong: a character was changed.
    case checksum
    /// The check sum is right, but it describes no run that can be.
    case senseless
    /// It speaks of an act or a setting that this version does not know.
    case unknown(String)
    case tooLarge
  }

  /// Reads a code. Blanks and line breaks, as messages put them in, do not matter.
  package static func session(of text: String) throws(ReadError) -> Session {
    guard text.utf8.count <= sizeLimit else { throw .tooLarge }
    var values: [UInt8] = []
    guard resembles(text) else { throw .noCode }
    let start = text.firstIndex(of: "-")!
    let version = text[..<start].drop { $0.isWhitespace }.dropFirst(prefix.count)
    guard version == "\(Session.version)" || version == "1" else {
      throw .version(String(version.prefix(20)))
    }
    let hyphen = text.distance(from: text.startIndex, to: start)
    for (place, character) in text.enumerated() where !character.isWhitespace {
      guard place > hyphen else { continue }
      guard let byte = character.asciiValue, let value = ByteText.value(of: byte) else {
        throw .foreign(character, at: place + 1)
      }
      values.append(value)
    }
    return try session(of: values, isOld: version == "1")
  }

  private static func session(
    of values: [UInt8], isOld: Bool
  ) throws(ReadError) -> Session {
    // Of a code cut short the last character may be half a byte.
    let whole = ByteText.bytes(of: values)
    let bytes = whole ?? ByteText.bytes(of: Array(values.dropLast())) ?? []
    var reader = ByteReader(bytes[...])
    let length = try? reader.number(upTo: sizeLimit)
    let size = (length ?? 0) + bytes.count - reader.remaining + 4
    guard length != nil else {
      throw bytes.count < 5 ? .tooShort(bytes: bytes.count, of: 5) : .checksum
    }
    let body = bytes.dropFirst(bytes.count - reader.remaining).prefix(length ?? 0)
    if bytes.count == size, whole != nil {
      let sum = checksum(of: Array(bytes[..<(size - 4)]), isOld: isOld)
      var tail = ByteReader(bytes[(size - 4)...])
      guard (try? tail.fixed(bytes: 4)) == UInt64(sum) else { throw .checksum }
      guard isOld else { return try Self.session(body: body) }
      do throws(ByteReader.FormatError) {
        return try SessionVersion1.session(body: body)
      } catch {
        throw .senseless
      }
    }
    if bytes.count < size { throw .tooShort(bytes: bytes.count, of: size) }
    if bytes.count > size { throw .tooLong(bytes: bytes.count - size) }
    throw .checksum
  }
}
