import KeyValue
import RaftCore

/// Reads a line that names a stimulus, or an act; `Stimulus.text` and `Act.text` write such lines.
struct StimulusReader {
  private var line: LineReader

  private static let verbs = [
    "crash", "restart", "wipe", "pause", "resume", "time out", "split", "isolate", "cut", "mend",
    "heal", "write", "read", "drop", "duplicate", "hold", "deliver", "clock", "link", "rule",
  ]

  init(_ line: String) throws(ActTextError) { self.line = try LineReader(line) }

  /// The moment of an act, in microseconds.
  mutating func moment() throws(ActTextError) -> Time {
    try line.word(.moment) { $0.first == "@" ? Self.digits($0.dropFirst()) : nil }
  }

  mutating func stimulus() throws(ActTextError) -> Stimulus {
    switch try line.word(.happening(Self.verbs)) {
    case "crash":
      let server = try server()
      return .crash(server, keepingWrites: line.skip("keeping") ? try count() : 0)
    case "restart": return .restart(try server())
    case "wipe": return .wipe(try server())
    case "pause": return .pause(try server())
    case "resume": return .resume(try server())
    case "time":
      guard line.skip("out") else { throw line.misreading(.out) }
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
      try line.expect("=", .assignment)
      return .write(key: key, value: try value(), through: try through())
    case "read": return .read(key: try key(), through: try through())
    case "drop": return .drop(flight: try flight())
    case "duplicate": return .duplicate(flight: try flight())
    case "hold": return .hold(flight: try flight())
    case "deliver": return .deliver(flight: try flight())
    case "clock": return .setClock(try server(), permille: try clockRate())
    case "link": return try linkQuality()
    case "rule": return try rule()
    case let unknown: throw line.misreadingOfLast(Self.hint(for: unknown, among: Self.verbs))
    }
  }

  /// Nothing may be left.
  func end() throws(ActTextError) { try line.end() }

  private static func hint(
    for unknown: String, among known: [String]
  ) -> ActTextError.Expectation {
    Spelling.nearest(to: unknown, among: known).map { .word($0) } ?? .oneOf(known)
  }

  private mutating func sides() throws(ActTextError) -> [ServerSet] {
    var sides: [ServerSet] = [[try server()]]
    var named = sides[0]
    while !line.isAtEnd {
      if line.skip("|" as Unicode.Scalar) { sides.append([]) }
      let server = try server()
      guard !named.contains(server) else { throw line.misreadingOfLast(.freeServer) }
      named.insert(server)
      sides[sides.count - 1].insert(server)
    }
    return sides
  }

  private mutating func link() throws(ActTextError) -> (ServerID, ServerID) {
    let from = try server()
    try line.expect(">", .arrow)
    let to = try server()
    guard from != to else { throw line.misreadingOfLast(.otherServer) }
    return (from, to)
  }

  private mutating func linkQuality() throws(ActTextError) -> Stimulus {
    let from = try linkEnd()
    try line.expect(">", .arrow)
    let to = try linkEnd()
    var quality = LinkQuality()
    let names = ["latency", "loss", "duplication", "reordering"]
    repeat {
      switch try line.word(.quality(names)) {
      case "latency": quality.latency = try latency()
      case "loss": quality.loss = try rate()
      case "duplication": quality.duplication = try rate()
      case "reordering": quality.reordering = try rate()
      case let unknown: throw line.misreadingOfLast(Self.hint(for: unknown, among: names))
      }
    } while !line.isAtEnd
    return .setLink(from: from, to: to, quality)
  }

  private mutating func rule() throws(ActTextError) -> Stimulus {
    let id = try line.word(.rule)
    guard let rule = Rule(id: id) else {
      throw line.misreadingOfLast(
        Self.hint(for: id, among: Rule.allCases.filter(\.isSwitchable).map(\.id)))
    }
    if line.skip("on") { return .setRule(rule, isOn: true) }
    guard rule.isSwitchable else { throw line.misreading(.onlyOn(rule)) }
    guard line.skip("off") else { throw line.misreading(.onOrOff) }
    return .setRule(rule, isOn: false)
  }
}

// MARK: - Values

extension StimulusReader {
  private mutating func server() throws(ActTextError) -> ServerID {
    try line.word(.server, Self.server)
  }

  private static func server(_ text: String) -> ServerID? {
    guard text.first == "S" || text.first == "s", let number = digits(text.dropFirst()),
      (1...ServerID.maximum).contains(number)
    else { return nil }
    return ServerID(number)
  }

  private mutating func through() throws(ActTextError) -> ServerID? {
    line.skip("through") ? try server() : nil
  }

  /// A server, or nil for all of them.
  private mutating func linkEnd() throws(ActTextError) -> ServerID? {
    line.skip("all") ? nil : try line.word(.serverOrAll, Self.server)
  }

  private mutating func key() throws(ActTextError) -> ShortText {
    try line.text(.key) { text in
      ShortText(text, limit: Operation.keyLimit).flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  private mutating func value() throws(ActTextError) -> ShortText {
    try line.text(.value) { ShortText($0, limit: Operation.valueLimit) }
  }

  private mutating func flight() throws(ActTextError) -> Int {
    try line.word(.flight) { text in
      guard text.first == "#", let number = Self.digits(text.dropFirst()), number > 0 else {
        return nil
      }
      return number
    }
  }

  private mutating func count() throws(ActTextError) -> Int {
    try line.word(.writeCount) { Self.digits($0[...]) }
  }

  /// In thousandths of the right speed.
  private mutating func clockRate() throws(ActTextError) -> Int {
    try line.word(.clockRate) { text in
      guard let rate = Self.parts(text[...], of: 1000), Stimulus.clockRates.contains(rate) else {
        return nil
      }
      return rate
    }
  }

  private mutating func latency() throws(ActTextError) -> ClosedRange<TimeSpan> {
    try line.word(.latency) { text in
      let unit = text.hasSuffix("ms") ? 1000 : 1
      let bounds = text.dropLast(2).split(separator: "-", omittingEmptySubsequences: false)
      guard text.hasSuffix("ms") || text.hasSuffix("us"), (1...2).contains(bounds.count),
        let low = Self.parts(bounds[0], of: unit), let high = Self.parts(bounds.last!, of: unit),
        low <= high, high <= Stimulus.latencyLimit
      else { return nil }
      return low...high
    }
  }

  /// In thousandths.
  private mutating func rate() throws(ActTextError) -> Int {
    try line.word(.rate) { text in
      guard text.hasSuffix("%"), let rate = Self.parts(text.dropLast(), of: 10),
        (0...1000).contains(rate)
      else { return nil }
      return rate
    }
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
