/// A line of text, taken word by word: acts, settings and all that scripts say are read by it.
///
/// A word ends at white space, and at signs such as `>`, `|` and `=`, which stand for themselves. In
/// double quotes it may hold all of these; a backslash there takes the next character as it is.
package struct LineReader: Sendable {
  private let tokens: [Token]
  /// How many words were taken.
  package private(set) var position = 0
  /// How long the line is, in Unicode scalars: where something missing would stand.
  private let length: Int

  /// What a line is made of.
  package struct Token: Hashable, Sendable {
    /// What it says, without its quotes.
    package var text: String
    /// As it stands in the line.
    package var source: String
    /// Where it begins in the line, in Unicode scalars.
    package var offset: Int
    package var isQuoted = false

    package init(text: String, source: String, offset: Int, isQuoted: Bool = false) {
      self.text = text
      self.source = source
      self.offset = offset
      self.isQuoted = isQuoted
    }

    /// Whether it is a sign of acts and settings: no word begins with one.
    fileprivate var isSign: Bool {
      text.unicodeScalars.first.map(LineReader.signs.unicodeScalars.contains) ?? false
    }
  }

  /// The signs of acts and settings.
  package static let signs = ">|="

  /// Splits a line into its words.
  package init(_ line: String) throws(ActTextError) {
    self.init(try Self.tokens(of: line), length: line.unicodeScalars.count)
  }

  /// Words that were split already.
  package init(_ tokens: [Token], length: Int) {
    self.tokens = tokens
    self.length = length
  }

  /// The words of a line.
  ///
  /// - Parameter signs: the characters that are words by themselves; `>=`, `<=` and `!=` are one.
  package static func tokens(
    of line: String, signs: String = signs
  ) throws(ActTextError) -> [Token] {
    var tokens: [Token] = []
    let scalars = Array(line.unicodeScalars)
    let signs = Array(signs.unicodeScalars)
    var place = 0
    while place < scalars.count {
      let start = place
      let scalar = scalars[place]
      place += 1
      if scalar.properties.isWhitespace { continue }
      if scalar == "\"" {
        let text = try quotation(in: scalars, from: &place)
        let source = Self.text(of: scalars[start..<place])
        tokens.append(Token(text: text, source: source, offset: start, isQuoted: true))
        continue
      }
      if signs.contains(scalar) {
        if "><!".unicodeScalars.contains(scalar), place < scalars.count, scalars[place] == "=" {
          place += 1
        }
      } else {
        while place < scalars.count, !scalars[place].properties.isWhitespace,
          scalars[place] != "\"", !signs.contains(scalars[place])
        {
          place += 1
        }
      }
      let text = Self.text(of: scalars[start..<place])
      tokens.append(Token(text: text, source: text, offset: start))
    }
    return tokens
  }

  private static func quotation(
    in scalars: [Unicode.Scalar], from place: inout Int
  ) throws(ActTextError) -> String {
    let start = place - 1
    var text = String.UnicodeScalarView()
    while place < scalars.count {
      let scalar = scalars[place]
      place += 1
      switch scalar {
      case "\"": return String(text)
      case "\\" where place < scalars.count:
        text.append(scalars[place])
        place += 1
      default: text.append(scalar)
      }
    }
    throw ActTextError(
      found: Self.text(of: scalars[start...]), expected: .closingQuote, at: start)
  }

  private static func text(of scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// A text as one word: as it is, or in quotes where it could be taken for something else.
  package static func word(_ text: String) -> String {
    let isBare = text.unicodeScalars.allSatisfy { scalar in
      scalar != "\"" && !signs.unicodeScalars.contains(scalar) && !scalar.properties.isWhitespace
    }
    return isBare && !text.isEmpty ? text : quoted(text)
  }

  /// A text in quotes.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  /// Whether nothing is left.
  package var isAtEnd: Bool { position == tokens.count }

  package var next: Token? { isAtEnd ? nil : tokens[position] }

  // MARK: Taking

  /// Takes the word or sign if it comes next, without quotes. Returns whether it did.
  package mutating func skip(_ word: String) -> Bool {
    guard let next, !next.isQuoted, next.text == word else { return false }
    position += 1
    return true
  }

  /// Takes the word or sign, which must come next.
  package mutating func expect(
    _ word: String, _ expected: ActTextError.Expectation
  ) throws(ActTextError) {
    guard skip(word) else { throw misreading(expected) }
  }

  /// Takes a word without quotes, as what `meaning` says it is; nil: it does not fit.
  package mutating func word<Value>(
    _ expected: ActTextError.Expectation, _ meaning: (String) -> Value?
  ) throws(ActTextError) -> Value {
    guard let next, !next.isQuoted, let value = meaning(next.text) else {
      throw misreading(expected)
    }
    position += 1
    return value
  }

  /// Takes a word with or without quotes, as what `meaning` says it is; nil: it does not fit.
  package mutating func text<Value>(
    _ expected: ActTextError.Expectation, _ meaning: (String) -> Value?
  ) throws(ActTextError) -> Value {
    guard let next, next.isQuoted || !next.isSign, let value = meaning(next.text) else {
      throw misreading(expected)
    }
    position += 1
    return value
  }

  /// One of the names that are known; of another it is said which may be meant.
  package mutating func name<Value>(
    _ expected: ActTextError.Expectation, among known: [String], _ meaning: (String) -> Value?
  ) throws(ActTextError) -> Value {
    guard let next, !next.isQuoted else { throw misreading(expected) }
    guard let value = meaning(next.text) else {
      throw misreading(
        Spelling.nearest(to: next.text, among: known).map { .word($0) }
          ?? .oneOf(known))
    }
    position += 1
    return value
  }

  /// Nothing may be left.
  package func end() throws(ActTextError) {
    if !isAtEnd { throw misreading(.end) }
  }

  // MARK: Misreadings

  /// The next word is not what is expected.
  package func misreading(_ expected: ActTextError.Expectation) -> ActTextError {
    ActTextError(found: next?.source, expected: expected, at: next?.offset ?? length)
  }

  /// The word that was taken last is not what is expected.
  ///
  /// - Precondition: something was taken.
  package func misreadingOfLast(_ expected: ActTextError.Expectation) -> ActTextError {
    let last = tokens[position - 1]
    return ActTextError(found: last.source, expected: expected, at: last.offset)
  }
}
