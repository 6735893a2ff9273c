import KeyValue
import RaftCore

/// Reads the words of a line that names a stimulus.
struct StimulusReader {
  private var tokens: [Token] = []
  private var position = 0

  private enum Token: Equatable {
    case word(String)
    case quoted(String)
    case symbol(Unicode.Scalar)

    var text: String {
      switch self {
      case .word(let text): text
      case .quoted(let text): "\"\(text)\""
      case .symbol(let scalar): String(scalar)
      }
    }
  }

  private static let verbs = [
    "crash", "restart", "wipe", "pause", "resume", "time out", "split", "isolate", "cut", "mend",
    "heal", "write", "read", "drop", "duplicate", "hold", "deliver", "clock", "link", "rule",
  ]

  /// Splits a line into words.
  init(_ line: String) throws(Misreading) {
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
  ) throws(Misreading) -> String {
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
    throw Misreading(found: whole, expected: .closingQuote)
  }

  // MARK: Words

  private var next: Token? { position < tokens.count ? tokens[position] : nil }

  private func misreading(_ expected: Misreading.Expectation) -> Misreading {
    Misreading(found: next?.text, expected: expected)
  }

  private mutating func word(_ expected: Misreading.Expectation) throws(Misreading) -> String {
    guard case .word(let text) = next else { throw misreading(expected) }
    position += 1
    return text
  }

  /// Takes the word if it comes next.
  private mutating func skip(_ word: String) -> Bool {
    guard case .word(let text) = next, text == word else { return false }
    position += 1
    return true
  }

  private mutating func expect(
    _ symbol: Unicode.Scalar, _ expected: Misreading.Expectation
  ) throws(Misreading) {
    guard next == .symbol(symbol) else { throw misreading(expected) }
    position += 1
  }

  /// Nothing may be left.
  func end() throws(Misreading) {
    if next != nil { throw misreading(.end) }
  }

  // MARK: Stimuli

  /// The moment of an act, in microseconds.
  mutating func moment() throws(Misreading) -> Time {
    let start = position
    let text = try word(.moment)
    guard text.first == "@", let time = Self.digits(text.dropFirst()) else {
      position = start
      throw misreading(.moment)
    }
    return time
  }

  mutating func stimulus() throws(Misreading) -> Stimulus {
    let start = position
    switch try word(.happening(Self.verbs)) {
    case "crash":
      let server = try server()
      return .crash(server, keepingWrites: skip("keeping") ? try count() : 0)
    case "restart": return .restart(try server())
    case "wipe": return .wipe(try server())
    case "pause": return .pause(try server())
    case "resume": return .resume(try server())
    case "time":
      guard skip("out") else { throw misreading(.out) }
      return .timeOut(try server())
    case "split": return .split(Partition(try sides()))
    case "isolate": return .isolate(try server())
    case "heal": return .heal
    case "cut":
      let (from, to) = try link()
      return .cut(from: from, to: to)
    case "mend":
      let (from, to) = try link()
      return .mend(from: from, to: to)
    case "write":
      let key = try key()
      try expect("=", .assignment)
      return .write(key: key, value: try value(), through: try through())
    case "read": return .read(key: try key(), through: try through())
    case "drop": return .drop(flight: try flight())
    case "duplicate": return .duplicate(flight: try flight())
    case "hold": return .hold(flight: try flight())
    case "deliver": return .deliver(flight: try flight())
    case "clock": return .setClock(try server(), permille: try clockRate())
    case "link": return try linkQuality()
    case "rule": return try rule()
    case let unknown:
      position = start
      throw misreading(Self.hint(for: unknown, among: Self.verbs))
    }
  }

  private static func hint(
    for unknown: String, among known: [String]
  ) -> Misreading.Expectation {
    Spelling.nearest(to: unknown, among: known).map { .word($0) } ?? .oneOf(known)
  }

  private mutating func sides() throws(Misreading) -> [ServerSet] {
    var sides: [ServerSet] = [[try server()]]
    var named = sides[0]
    while let token = next {
      let start = position
      if token == .symbol("|") {
        position += 1
        sides.append([])
      }
      let place = position
      let server = try server()
      guard !named.contains(server) else {
        position = start == place ? start : place
        throw misreading(.freeServer)
      }
      named.insert(server)
      sides[sides.count - 1].insert(server)
    }
    return sides
  }

  private mutating func link() throws(Misreading) -> (ServerID, ServerID) {
    let from = try server()
    try expect(">", .arrow)
    let start = position
    let to = try server()
    guard from != to else {
      position = start
      throw misreading(.otherServer)
    }
    return (from, to)
  }

  private mutating func rule() throws(Misreading) -> Stimulus {
    let start = position
    let id = try word(.rule)
    guard let rule = Rule(id: id) else {
      position = start
      throw misreading(
        Self.hint(for: id, among: Rule.allCases.filter(\.isSwitchable).map(\.id)))
    }
    if skip("on") { return .setRule(rule, isOn: true) }
    guard rule.isSwitchable else {
      throw misreading(.onlyOn(rule))
    }
    guard skip("off") else { throw misreading(.onOrOff) }
    return .setRule(rule, isOn: false)
  }
}

// MARK: - Values

extension StimulusReader {
  private mutating func server() throws(Misreading) -> ServerID {
    let start = position
    let text = try word(.server)
    guard text.first == "S" || text.first == "s", let number = Self.digits(text.dropFirst()),
      (1...ServerID.maximum).contains(number)
    else {
      position = start
      throw misreading(.server)
    }
    return ServerID(number)
  }

  private mutating func through() throws(Misreading) -> ServerID? {
    skip("through") ? try server() : nil
  }

  private mutating func text(_ expected: Misreading.Expectation) throws(Misreading) -> String {
    if case .quoted(let text) = next {
      position += 1
      return text
    }
    return try word(expected)
  }

  private mutating func key() throws(Misreading) -> ShortText {
    let start = position
    guard let key = ShortText(try text(.key), limit: Operation.keyLimit), !key.isEmpty else {
      position = start
      throw misreading(.key)
    }
    return key
  }

  private mutating func value() throws(Misreading) -> ShortText {
    let start = position
    guard let value = ShortText(try text(.value), limit: Operation.valueLimit) else {
      position = start
      throw misreading(.value)
    }
    return value
  }

  private mutating func flight() throws(Misreading) -> Int {
    let start = position
    let text = try word(.flight)
    guard text.first == "#", let number = Self.digits(text.dropFirst()), number > 0 else {
      position = start
      throw misreading(.flight)
    }
    return number
  }

  private mutating func count() throws(Misreading) -> Int {
    let start = position
    guard let number = Self.digits(try word(.writeCount)[...]) else {
      position = start
      throw misreading(.writeCount)
    }
    return number
  }

  private mutating func clockRate() throws(Misreading) -> Int {
    let start = position
    guard let rate = Self.parts(try word(.clockRate)[...], of: 1000),
      Stimulus.clockRates.contains(rate)
    else {
      position = start
      throw misreading(.clockRate)
    }
    return rate
  }

  private mutating func linkEnd() throws(Misreading) -> ServerID? {
    if skip("all") { return nil }
    guard case .word(let text) = next, text.first == "S" || text.first == "s" else {
      throw misreading(.serverOrAll)
    }
    return try server()
  }

  private mutating func linkQuality() throws(Misreading) -> Stimulus {
    let from = try linkEnd()
    try expect(">", .arrow)
    let to = try linkEnd()
    var quality = LinkQuality()
    let names = ["latency", "loss", "duplication", "reordering"]
    repeat {
      let start = position
      switch try word(.quality(names)) {
      case "latency": quality.latency = try latency()
      case "loss": quality.loss = try rate()
      case "duplication": quality.duplication = try rate()
      case "reordering": quality.reordering = try rate()
      case let unknown:
        position = start
        throw misreading(Self.hint(for: unknown, among: names))
      }
    } while next != nil
    return .setLink(from: from, to: to, quality)
  }

  private mutating func latency() throws(Misreading) -> ClosedRange<Duration> {
    let start = position
    let text = try word(.latency)
    let unit = text.hasSuffix("ms") ? 1000 : 1
    let bounds = text.dropLast(2).split(separator: "-", omittingEmptySubsequences: false)
    guard text.hasSuffix("ms") || text.hasSuffix("us"), (1...2).contains(bounds.count),
      let low = Self.parts(bounds[0], of: unit), let high = Self.parts(bounds.last!, of: unit),
      low <= high, high <= Stimulus.latencyLimit
    else {
      position = start
      throw misreading(.latency)
    }
    return low...high
  }

  private mutating func rate() throws(Misreading) -> Int {
    let start = position
    let text = try word(.rate)
    guard text.hasSuffix("%"), let rate = Self.parts(text.dropLast(), of: 10),
      (0...1000).contains(rate)
    else {
      position = start
      throw misreading(.rate)
    }
    return rate
  }

  /// A whole number in plain digits.
  private static func digits(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }

  /// A decimal number as whole parts of 1 / `whole`, a power of ten; nil when there are more
  /// decimals than that.
  private static func parts(_ text: Substring, of whole: Int) -> Int? {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count), let integer = digits(halves[0]),
      integer <= Int(Int32.max)
    else { return nil }
    guard halves.count == 2 else { return integer * whole }
    guard var fraction = digits(halves[1]) else { return nil }
    var scale = whole
    for _ in halves[1].utf8 {
      guard scale % 10 == 0 else { return nil }
      scale /= 10
    }
    fraction *= scale
    return integer * whole + fraction
  }
}

extension Stimulus {
  /// The clock rates that make sense, in thousandths of the right speed.
  package static let clockRates = 100...10_000
  /// The longest latency of a link, in microseconds.
  package static let latencyLimit: Duration = 60_000_000
}
