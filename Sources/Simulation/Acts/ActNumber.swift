import KeyValue
import RaftCore

/// The numbers and names of acts and settings as they are written, each with its range.
package enum ActNumber {
  /// The numbers of packets.
  static let flights = 1...(1 << 40)
  /// Writes of a disk that are kept in a crash.
  static let writes = 0...(1 << 20)

  /// The names of rules that can be switched off.
  package static let switchableRules = Rule.allCases.filter(\.isSwitchable).map(\.id)

  static func server(_ text: String) -> ServerID? {
    guard text.first == "S" || text.first == "s" else { return nil }
    return whole(text.dropFirst(), in: 1...ServerID.maximum).map { ServerID($0) }
  }

  static func server(_ number: Int) -> ServerID? {
    (1...ServerID.maximum).contains(number) ? ServerID(number) : nil
  }

  static func client(_ text: String) -> ClientID? {
    guard text.first == "C" || text.first == "c" else { return nil }
    return whole(text.dropFirst(), in: 1...Clients.limit).map { ClientID($0) }
  }

  static func key(_ text: String) -> ShortText? {
    ShortText(text, limit: Operation.keyLimit).flatMap { $0.isEmpty ? nil : $0 }
  }

  static func seed(_ text: String) -> UInt64? { isDigits(text) ? UInt64(text) : nil }

  private static func isDigits(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// A whole number in plain digits.
  package static func whole(_ text: some StringProtocol, in range: ClosedRange<Int>) -> Int? {
    guard isDigits(text), let number = Int(text), range.contains(number) else { return nil }
    return number
  }

  /// A decimal number as parts of 1 / `whole`, a power of ten; nil when there are more decimals than
  /// that.
  package static func parts(
    _ text: some StringProtocol, of whole: Int, in range: ClosedRange<Int>
  ) -> Int? {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count),
      let integer = self.whole(halves[0], in: 0...range.upperBound / whole)
    else { return nil }
    var fraction = 0
    if halves.count == 2 {
      var scale = whole
      for _ in halves[1].utf8 {
        guard scale % 10 == 0 else { return nil }
        scale /= 10
      }
      guard let digits = self.whole(halves[1], in: 0...whole) else { return nil }
      fraction = digits * scale
    }
    let parts = integer * whole + fraction
    return range.contains(parts) ? parts : nil
  }

  /// So many parts, of which `whole` make one, as a decimal number with at least one decimal.
  package static func decimal(_ count: Int, of whole: Int) -> String {
    var decimals = ""
    var rest = count % whole
    repeat {
      rest *= 10
      decimals += String(rest / whole)
      rest %= whole
    } while rest > 0
    return "\(count / whole).\(decimals)"
  }

  // MARK: Spans of time

  /// The units of time, in microseconds; the longest ending first.
  private static let units = [("us", 1), ("ms", 1_000), ("s", 1_000_000)]

  /// A span such as `200ms`, `1.5s` or `300us`, in microseconds.
  package static func span(_ text: some StringProtocol, in range: ClosedRange<Int>) -> TimeSpan? {
    guard let (name, scale) = units.first(where: { text.hasSuffix($0.0) }) else { return nil }
    return parts(text.dropLast(name.count), of: scale, in: range)
  }

  /// `150-300ms`, or one span such as `200ms`.
  package static func spans(
    _ text: some StringProtocol, in range: ClosedRange<Int>
  ) -> ClosedRange<TimeSpan>? {
    let bounds = text.split(separator: "-", omittingEmptySubsequences: false)
    let unit = units.first { text.hasSuffix($0.0) }?.0 ?? ""
    guard (1...2).contains(bounds.count), let high = span(bounds[bounds.count - 1], in: range),
      let low = bounds.count == 1 ? high : span(String(bounds[0]) + unit, in: range), low <= high
    else { return nil }
    return low...high
  }

  /// A span in the shortest of its forms.
  package static func text(of span: TimeSpan) -> String {
    if span >= 1_000_000, span % 1000 == 0 {
      var decimal = decimal(span, of: 1_000_000)
      if decimal.hasSuffix(".0") { decimal.removeLast(2) }
      return decimal + "s"
    }
    return span % 1000 == 0 ? "\(span / 1000)ms" : "\(span)us"
  }

  /// `150-300ms`; of equal bounds one.
  package static func text(of spans: ClosedRange<TimeSpan>) -> String {
    if spans.lowerBound == spans.upperBound { return text(of: spans.upperBound) }
    let isWhole = spans.lowerBound % 1000 == 0 && spans.upperBound % 1000 == 0
    let unit = isWhole ? 1000 : 1
    return "\(spans.lowerBound / unit)-\(spans.upperBound / unit)\(isWhole ? "ms" : "us")"
  }
}

// MARK: - Qualities of links

extension LinkQuality {
  private static let names = ["latency", "loss", "duplication", "reordering"]

  /// The quality as words; rates of nothing are left out.
  package var text: String {
    let isWhole = latency.lowerBound % 1000 == 0 && latency.upperBound % 1000 == 0
    let unit = isWhole ? 1000 : 1
    let low = latency.lowerBound / unit
    let high = latency.upperBound / unit
    var text = "latency \(low == high ? "\(low)" : "\(low)-\(high)")\(isWhole ? "ms" : "us")"
    for (name, permille) in zip(Self.names.dropFirst(), [loss, duplication, reordering])
    where permille > 0 {
      text += " \(name) \(Self.percent(permille))"
    }
    return text
  }

  private static func percent(_ permille: Int) -> String {
    permille % 10 == 0 ? "\(permille / 10)%" : "\(ActNumber.decimal(permille, of: 10))%"
  }

  /// Reads such words up to the end of the line; what they leave out is as usual.
  package init(_ line: inout LineReader) throws(ActTextError) {
    self.init()
    func rate() throws(ActTextError) -> Int {
      try line.word(.rate) { text in
        text.hasSuffix("%") ? ActNumber.parts(text.dropLast(), of: 10, in: 0...1000) : nil
      }
    }
    repeat {
      let name = try line.name(.quality(Self.names), among: Self.names) {
        Self.names.contains($0) ? $0 : nil
      }
      switch name {
      case "latency":
        latency = try line.word(.latency) { text in
          // No latency is as long as seconds.
          text.hasSuffix("ms") || text.hasSuffix("us")
            ? ActNumber.spans(text, in: 0...Stimulus.latencyLimit) : nil
        }
      case "loss": loss = try rate()
      case "duplication": duplication = try rate()
      default: reordering = try rate()
      }
    } while !line.isAtEnd
  }
}
