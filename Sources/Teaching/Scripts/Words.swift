import RaftCore
import Simulation

/// Reads the words of one line of a script: `until leader elected within 2s`.
struct Words {
  typealias Token = LineReader.Token

  private let tokens: [Token]
  private(set) var position = 0
  /// How long the line is, in Unicode scalars: where something missing would stand.
  let length: Int
  /// Whom it can name in the cluster that the line is about.
  let cast: Cast

  /// The signs that are words by themselves.
  static let signs = ">|=<![],"

  init(
    _ line: String, of cast: Cast = .everybody, signs: String = Words.signs
  ) throws(WordError) {
    self.cast = cast
    do throws(ActTextError) {
      tokens = try LineReader.tokens(of: line, signs: signs)
    } catch {
      throw WordError(.unfit(found: error.found, expected: .closingQuote), at: error.offset)
    }
    length = line.unicodeScalars.count
  }

  // MARK: Reading

  var next: Token? { position < tokens.count ? tokens[position] : nil }

  var isAtEnd: Bool { next == nil }

  /// Where the next word begins, or would.
  var offset: Int { next?.offset ?? length }

  /// The words that are left.
  var rest: ArraySlice<Token> { tokens[position...] }

  mutating func take() -> Token? {
    defer { position += 1 }
    return next
  }

  /// Takes a word if it comes next.
  mutating func skip(_ word: String) -> Bool {
    guard let next, !next.isQuoted, next.text == word else { return false }
    position += 1
    return true
  }

  /// Goes back to a word read before.
  mutating func back(to place: Int) { position = place }

  func misfit(_ expected: Expectation) -> WordError {
    WordError(.unfit(found: next?.text, expected: expected), at: offset)
  }

  mutating func expect(_ word: String) throws(WordError) {
    guard skip(word) else { throw misfit(.word(word)) }
  }

  mutating func word(_ expected: Expectation) throws(WordError) -> String {
    guard let next else { throw misfit(expected) }
    position += 1
    return next.text
  }

  mutating func number(in range: ClosedRange<Int>) throws(WordError) -> Int {
    guard let next, let number = Numbers.whole(next.text), range.contains(number) else {
      throw misfit(.number(range))
    }
    position += 1
    return number
  }

  mutating func duration() throws(WordError) -> Int {
    guard let next, let duration = Numbers.duration(next.text) else { throw misfit(.duration) }
    position += 1
    return duration
  }

  /// One of the words that name the cases of a type.
  mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
    of type: Choice.Type, _ noun: Noun
  ) throws(WordError) -> Choice {
    let known = type.allCases.map(\.rawValue)
    guard let next else { throw misfit(.oneOf(known)) }
    guard let choice = type.init(rawValue: next.text) else {
      throw WordError(.unknown(noun, found: next.text, known: known), at: next.offset)
    }
    position += 1
    return choice
  }

  /// Nothing may be left.
  func end() throws(WordError) {
    if next != nil { throw misfit(.end) }
  }
}

/// Words that do not fit, and where in their line.
struct WordError: Error {
  var kind: ScriptError.Kind
  var offset: Int

  init(_ kind: ScriptError.Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}

extension Time {
  /// Milliseconds with one decimal.
  package var inMilliseconds: String { "\(self / 1000).\(self % 1000 / 100)" }
}

/// Numbers as scripts write them.
enum Numbers {
  /// Plain digits, up to nine of them.
  static func whole(_ text: some StringProtocol) -> Int? {
    guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return Int(text)
  }

  /// A decimal number as so many of its parts, of which `scale`, a power of ten, make one; nil with
  /// more decimals than that.
  static func parts(_ text: some StringProtocol, scale: Int) -> Int? {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count), let whole = whole(halves[0]) else { return nil }
    guard halves.count == 2 else { return whole * scale }
    guard var fraction = self.whole(halves[1]) else { return nil }
    var left = scale
    for _ in halves[1].utf8 {
      guard left % 10 == 0 else { return nil }
      left /= 10
    }
    fraction *= left
    return whole * scale + fraction
  }

  /// A span of time such as `200ms`, `1.5s` or `300us`, in microseconds; nil past the limit.
  static func duration(_ text: some StringProtocol) -> Int? {
    ActNumber.span(text, in: 0...Script.durationLimit)
  }

  /// So many parts, of which `scale` make one, as a decimal number without needless zeros.
  static func decimal(_ parts: Int, scale: Int) -> String {
    var digits = String(String(scale + parts % scale).dropFirst())
    while digits.last == "0" { digits.removeLast() }
    return "\(parts / scale)" + (digits.isEmpty ? "" : "." + digits)
  }

  /// A speed such as `1/40`, `0.5` or `2`, in thousandths of real time.
  static func speed(_ text: String) -> Int? {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    let permille: Int?
    if halves.count == 2 {
      guard let upper = whole(halves[0]), let lower = whole(halves[1]), lower > 0 else {
        return nil
      }
      permille = (upper * 1000 + lower / 2) / lower
    } else {
      permille = parts(text, scale: 1000)
    }
    guard let permille, (1...10_000).contains(permille) else { return nil }
    return permille
  }

  static func text(ofSpeed permille: Int) -> String {
    1000 % permille == 0 && permille < 1000
      ? "1/\(1000 / permille)" : decimal(permille, scale: 1000)
  }
}
