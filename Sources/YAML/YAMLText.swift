/// A text in YAML that somebody else may have written: a script, a file of settings, a theme.
///
/// It is read in a time that grows with its length, whatever is in it.
package enum YAMLText {
  /// Reads a text that holds one document.
  ///
  /// Aliases are refused: with a few lines of them a text can mean more than any machine can hold.
  ///
  /// - Returns: nil if it holds nothing.
  /// - Throws: what is wrong with it, by line and column.
  package static func compose(_ text: String) throws(YAMLErrors) -> Node? {
    var twice: [YAMLError] = []
    let root = try compose(text) { twice.append($0) }
    guard twice.isEmpty else { throw YAMLErrors(twice) }
    return root
  }

  /// Reads a text though it has keys twice: its node has them twice, too.
  ///
  /// - Parameter report: is told of the keys.
  package static func compose(
    _ text: String, reportingTwice report: (YAMLError) -> Void
  ) throws(YAMLErrors) -> Node? {
    let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    try refuseCharacters(of: text)
    let pairs = SurrogatePairs(in: text)
    let composer = Composer(Array((pairs?.text ?? text).utf8), restoring: pairs)
    let root = try composer.document()
    composer.twice.forEach(report)
    return root
  }

  /// The text that a file's bytes are.
  ///
  /// - Throws: the first byte that is no UTF-8, by line and column.
  package static func text(of bytes: [UInt8]) throws(YAMLErrors) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var place = Mark(line: 1, column: 1)
    var decoder = UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.parseScalar(from: &rest) {
      case .valid(let scalar):
        offset += scalar.count
        place =
          UTF8.decode(scalar) == "\n"
          ? Mark(line: place.line + 1, column: 1)
          : Mark(line: place.line, column: place.column + 1)
      case .error, .emptyInput:
        throw YAMLErrors(.noUTF8(byte: bytes[min(offset, bytes.count - 1)]), at: place)
      }
    }
  }

  /// Some characters end a line for YAML and for no editor: all later lines would be miscounted.
  /// Others it does not take at all.
  private static func refuseCharacters(of text: String) throws(YAMLErrors) {
    var place = Mark(line: 1, column: 1)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: place = Mark(line: place.line + 1, column: 1)
      case 0x85, 0x2028, 0x2029: throw YAMLErrors(.lineBreak(scalar.value), at: place)
      case 0x09, 0x0D, 0x20...0x7E: place.column += 1
      case 0...0x9F, 0xFEFF, 0xFFFE, 0xFFFF:
        throw YAMLErrors(.controlCharacter(scalar.value), at: place)
      default: place.column += 1
      }
    }
  }
}
