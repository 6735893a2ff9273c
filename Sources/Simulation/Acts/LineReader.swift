/// A line of text, taken word by word.
///
/// A word ends at white space, and at the symbols `>`, `|` and `=`, which stand for themselves. In
/// double quotes it may hold all of these; a backslash there takes the next character as it is.
struct LineReader {
  private var tokens: [Token] = []
  private var position = 0

  /// What a line is made of.
  enum Token: Equatable {
    case word(String)
    case quoted(String)
    case symbol(Unicode.Scalar)

    /// As it stands in the line.
    var text: String {
      switch self {
      case .word(let text): text
      case .quoted(let text): "\"\(text)\""
      case .symbol(let scalar): String(scalar)
      }
    }
  }

  /// Splits a line into its words.
  init(_ line: String) throws(ActTextError) {
    var rest = line.unicodeScalars[...]
    while let scalar = rest.first {
      if scalar.properties.isWhitespace {
        rest.removeFirst()
      } else if scalar == "\"" {
        tokens.append(.quoted(try Self.quotation(from: &rest)))
      } else if Self.isBare(scalar) {
        let word = rest.prefix(while: Self.isBare)
        tokens.append(.word(String(word)))
        rest = rest.dropFirst(word.count)
      } else {
        tokens.append(.symbol(scalar))
        rest.removeFirst()
      }
    }
  }

  /// Whether a character belongs to a word that stands without quotes.
  static func isBare(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\"", ">", "|", "=": false
    default: !scalar.properties.isWhitespace
    }
  }

  private static func quotation(
    from rest: inout Substring.UnicodeScalarView
  ) throws(ActTextError) -> String {
    let whole = String(rest)
    var text = String.UnicodeScalarView()
    rest.removeFirst()
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": return String(text)
      case "\\":
        guard let escaped = rest.popFirst() else { break }
        text.append(escaped)
      default: text.append(scalar)
      }
    }
    throw ActTextError(found: whole, expected: .closingQuote)
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { position == tokens.count }

  private var next: Token? { isAtEnd ? nil : tokens[position] }

  // MARK: Taking

  /// Takes the word if it comes next. Returns whether it did.
  mutating func skip(_ word: String) -> Bool { skip(.word(word)) }

  /// Takes the symbol if it comes next. Returns whether it did.
  mutating func skip(_ symbol: Unicode.Scalar) -> Bool { skip(.symbol(symbol)) }

  private mutating func skip(_ token: Token) -> Bool {
    guard next == token else { return false }
    position += 1
    return true
  }

  /// Takes the symbol, which must come next.
  mutating func expect(
    _ symbol: Unicode.Scalar, _ expected: ActTextError.Expectation
  ) throws(ActTextError) {
    guard skip(symbol) else { throw misreading(expected) }
  }

  /// Takes a word without quotes, whatever it is.
  mutating func word(_ expected: ActTextError.Expectation) throws(ActTextError) -> String {
    try word(expected) { $0 }
  }

  /// Takes a word without quotes, as what `meaning` says it is; nil: it does not fit.
  mutating func word<Value>(
    _ expected: ActTextError.Expectation, _ meaning: (String) -> Value?
  ) throws(ActTextError) -> Value {
    guard case .word(let text) = next, let value = meaning(text) else {
      throw misreading(expected)
    }
    position += 1
    return value
  }

  /// Takes a word with or without quotes, as what `meaning` says it is; nil: it does not fit.
  mutating func text<Value>(
    _ expected: ActTextError.Expectation, _ meaning: (String) -> Value?
  ) throws(ActTextError) -> Value {
    guard case .quoted(let text) = next else { return try word(expected, meaning) }
    guard let value = meaning(text) else { throw misreading(expected) }
    position += 1
    return value
  }

  /// Nothing may be left.
  func end() throws(ActTextError) {
    if !isAtEnd { throw misreading(.end) }
  }

  // MARK: Misreadings

  /// What comes next is not what is expected.
  func misreading(_ expected: ActTextError.Expectation) -> ActTextError {
    ActTextError(found: next?.text, expected: expected)
  }

  /// What was taken last is not what is expected.
  ///
  /// - Precondition: something was taken.
  func misreadingOfLast(_ expected: ActTextError.Expectation) -> ActTextError {
    ActTextError(found: tokens[position - 1].text, expected: expected)
  }
}
