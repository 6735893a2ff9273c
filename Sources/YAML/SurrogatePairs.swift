/// Characters that a text writes as JSON does, in two escapes such as `\ud83d\ude00`.
///
/// YAML has one escape for each character, `\U0001F600`. That is put in their place, with two signs
/// behind it that make it as long as they were, so that every place in the text stays what it is.
/// Outside double quotes a backslash is a backslash: there the signs tell what stood in the text.
struct SurrogatePairs {
  /// The text that libyaml reads.
  let text: String

  /// The first of the two signs.
  private static let filler = Unicode.Scalar(0xE000 as UInt32)!
  /// The second is this one, or one of the 255 behind it: which of the eight digits are capitals.
  private static let capitals: UInt32 = 0xF_0000

  /// - Returns: nil if there is nothing to replace, or the text has such signs of its own.
  init?(in text: String) {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return nil }
    let source = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var hasPairs = false
    var place = 0
    while place < source.count {
      guard source[place] == "\\" else {
        if Self.isSign(source[place]) { return nil }
        result.append(source[place])
        place += 1
        continue
      }
      if let (scalar, capitals) = Self.pair(at: place, of: source) {
        hasPairs = true
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result.append(
          contentsOf: "\\U\(String(repeating: "0", count: 8 - digits.count))\(digits)"
            .unicodeScalars)
        result.append(Self.filler)
        result.append(Unicode.Scalar(Self.capitals + capitals)!)
        place += 12
      } else {
        // The character behind a backslash belongs to it, whichever it is.
        result.append(contentsOf: source[place..<min(place + 2, source.count)])
        place += 2
      }
    }
    guard hasPairs else { return nil }
    self.text = String(result)
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar == filler || (capitals..<(capitals + 256)).contains(scalar.value)
  }

  /// The character that two escapes stand for, and which of their digits are capitals.
  private static func pair(
    at place: Int, of source: [Unicode.Scalar]
  ) -> (scalar: Unicode.Scalar, capitals: UInt32)? {
    guard place + 12 <= source.count else { return nil }
    var units: [UInt16] = []
    var capitals: UInt32 = 0
    for start in [place, place + 6] {
      guard source[start] == "\\", source[start + 1] == "u" else { return nil }
      var unit: UInt16 = 0
      for digit in source[(start + 2)..<(start + 6)] {
        guard let value = Character(digit).hexDigitValue, digit.isASCII else { return nil }
        unit = unit << 4 | UInt16(value)
        capitals = capitals << 1 | (("A"..."F").contains(digit) ? 1 : 0)
      }
      units.append(unit)
    }
    guard UTF16.isLeadSurrogate(units[0]), UTF16.isTrailSurrogate(units[1]) else { return nil }
    let value = 0x1_0000 + UInt32(units[0] - 0xD800) << 10 + UInt32(units[1] - 0xDC00)
    return Unicode.Scalar(value).map { ($0, capitals) }
  }

  /// A scalar's text as it is in the source: in double quotes the character, elsewhere the escapes.
  func restored(_ string: String, isEscaped: Bool) -> String {
    guard string.unicodeScalars.contains(Self.filler) else { return string }
    let scalars = Array(string.unicodeScalars)
    var result = String.UnicodeScalarView()
    var place = 0
    while place < scalars.count {
      guard scalars[place] == Self.filler, place + 1 < scalars.count else {
        result.append(scalars[place])
        place += 1
        continue
      }
      if !isEscaped {
        let digits = String(String.UnicodeScalarView(result.suffix(8)))
        result.removeLast(10)
        let capitals = scalars[place + 1].value - Self.capitals
        result.append(contentsOf: Self.escapes(UInt32(digits, radix: 16)!, capitals).unicodeScalars)
      }
      place += 2
    }
    return String(result)
  }

  /// Both escapes of a character, with the capitals that they had.
  private static func escapes(_ value: UInt32, _ capitals: UInt32) -> String {
    var bit: UInt32 = 1 << 7
    return Character(Unicode.Scalar(value)!).utf16.reduce(into: "") { text, unit in
      text += "\\u"
      for shift in [12, 8, 4, 0] {
        text += String(unit >> shift & 15, radix: 16, uppercase: capitals & bit != 0)
        bit >>= 1
      }
    }
  }
}
