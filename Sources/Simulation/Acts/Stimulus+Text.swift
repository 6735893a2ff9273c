import KeyValue
import RaftCore

// A stimulus as one line of text: what scripts, journals and reports are written in.
//
//     crash S3                crash S3 keeping 1      restart S3       wipe S2
//     pause S1                resume S1               time out S4
//     split S1 S2 | S3 S4 S5  isolate S2              cut S1 > S2      mend S1 > S2    heal
//     write x=3               write x=3 through S1    read x           read x through S2
//     drop #12                duplicate #12           hold #12         deliver #12
//     clock S1 2.0            rule up-to-date-check off
//     link S1 > S2 latency 10-15ms loss 5% duplication 0.5% reordering 2%
//     link all > S2 latency 250-800us
//
// Keys and values with blanks or one of " > | = in them stand in double quotes.

extension Stimulus: CustomStringConvertible {
  /// The stimulus as one line, in the only way in which it is ever written.
  package var text: String {
    switch self {
    case .crash(let server, 0): "crash \(server)"
    case .crash(let server, let kept): "crash \(server) keeping \(kept)"
    case .restart(let server): "restart \(server)"
    case .wipe(let server): "wipe \(server)"
    case .pause(let server): "pause \(server)"
    case .resume(let server): "resume \(server)"
    case .timeOut(let server): "time out \(server)"
    case .split(let sides): "split " + sides.map(Self.listing).joined(separator: " | ")
    case .isolate(let server): "isolate \(server)"
    case .cut(let from, let to): "cut \(from) > \(to)"
    case .mend(let from, let to): "mend \(from) > \(to)"
    case .heal: "heal"
    case .write(let key, let value, let server):
      "write \(Self.quoted(key))=\(Self.quoted(value))\(Self.through(server))"
    case .read(let key, let server): "read \(Self.quoted(key))\(Self.through(server))"
    case .drop(let flight): "drop #\(flight)"
    case .duplicate(let flight): "duplicate #\(flight)"
    case .hold(let flight): "hold #\(flight)"
    case .deliver(let flight): "deliver #\(flight)"
    case .setClock(let server, let permille): "clock \(server) \(Self.decimal(permille, of: 1000))"
    case .setLink(let from, let to, let quality):
      "link \(Self.end(from)) > \(Self.end(to)) \(quality.text)"
    case .setRule(let rule, let isOn): "rule \(rule.id) \(isOn ? "on" : "off")"
    }
  }

  package var description: String { text }

  /// The stimulus that a line of text names.
  ///
  /// - Throws: `ActTextError`, which says what was found and what would be right.
  package init(text: String) throws(ActTextError) {
    var reader = try StimulusReader(text)
    self = try reader.stimulus()
    try reader.end()
  }

  private static func listing(_ servers: ServerSet) -> String {
    servers.map(\.description).joined(separator: " ")
  }

  private static func end(_ server: ServerID?) -> String { server?.description ?? "all" }

  private static func through(_ server: ServerID?) -> String {
    server.map { " through \($0)" } ?? ""
  }

  /// A key or value as it is, or in quotes when it could be taken for something else.
  private static func quoted(_ text: ShortText) -> String {
    let plain = text.description
    let isBare = !plain.isEmpty && plain.unicodeScalars.allSatisfy(LineReader.isBare)
    if isBare { return plain }
    var result = "\""
    for scalar in plain.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  /// `count` parts of `whole` as a decimal number with at least one decimal.
  static func decimal(_ count: Int, of whole: Int) -> String {
    var decimals = ""
    var rest = count % whole
    repeat {
      rest *= 10
      decimals += String(rest / whole)
      rest %= whole
    } while rest > 0
    return "\(count / whole).\(decimals)"
  }
}

extension LinkQuality {
  /// The quality as words; rates of nothing are left out.
  package var text: String {
    let isWhole = latency.lowerBound % 1000 == 0 && latency.upperBound % 1000 == 0
    let unit = isWhole ? 1000 : 1
    let low = latency.lowerBound / unit
    let high = latency.upperBound / unit
    var text = "latency \(low == high ? "\(low)" : "\(low)-\(high)")\(isWhole ? "ms" : "us")"
    for (name, permille) in [
      ("loss", loss), ("duplication", duplication), ("reordering", reordering),
    ] where permille > 0 {
      text += " \(name) \(Self.percent(permille))"
    }
    return text
  }

  private static func percent(_ permille: Int) -> String {
    permille % 10 == 0 ? "\(permille / 10)%" : "\(Stimulus.decimal(permille, of: 10))%"
  }
}

extension Act: CustomStringConvertible {
  /// The act as one line: `@1284000 crash S3`, the moment in microseconds.
  package var text: String { "@\(time) \(stimulus.text)" }

  package var description: String { text }

  /// The act that a line of text names.
  ///
  /// - Throws: `ActTextError`, which says what was found and what would be right.
  package init(text: String) throws(ActTextError) {
    var reader = try StimulusReader(text)
    time = try reader.moment()
    stimulus = try reader.stimulus()
    try reader.end()
  }
}
