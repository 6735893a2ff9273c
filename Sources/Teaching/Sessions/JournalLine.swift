import RaftCore
import Simulation

/// One line of a journal. Each ends with a check of four digits, by which a torn or damaged one is
/// known.
///
///     raftlab-session 1 servers=5 seed=7 election=150000-300000 heartbeat=50000 … ~5e0c
///     a 12 1284000 crash S3 ~0f3a          the act that is event 12, and its moment
///     b 1 0 100 ~77b1                      branch 1 begins on branch 0 after event 100
///     c 0 130 1284000 ~a0d2                the cursor, and how far that branch was followed
///     d 0 64 52f0c19e8b7d3a64 Qx9…B ~c61e  the digest of the event log, and a mark for each event
///     t Two leaders ~88e1                  the title
enum JournalLine: Hashable {
  case header(Settings)
  case act(Branch.PlacedAct)
  case branch(Int, parent: Int, forkedAt: Int)
  case cursor(Moment)
  case check(EventCheck)
  case title(String)

  private var words: String {
    switch self {
    case .header(let settings): "raftlab-session \(Session.version) \(Self.text(of: settings))"
    case .act(let placed): "a \(placed.event) \(placed.act.time) \(placed.act.stimulus.text)"
    case .branch(let number, let parent, let event): "b \(number) \(parent) \(event)"
    case .cursor(let moment): "c \(moment.branch) \(moment.position) \(moment.time)"
    case .check(let check):
      "d \(check.track) \(check.event) \(Self.hex(check.digest, digits: 16)) "
        + String(
          decoding: check.marks.map { ByteText.alphabet[Int($0)] }, as: UTF8.self)
    case .title(let title): "t \(title)"
    }
  }

  /// The line with its end, filled up with blanks to so many bytes at least.
  func text(filledTo length: Int = 0) -> String {
    let words = words
    let missing = length - words.utf8.count - 7
    let filled = words + String(repeating: " ", count: max(0, missing))
    return "\(filled) ~\(Self.check(of: filled.utf8))\n"
  }

  /// The line of some bytes without their end; nil when it is none.
  init?(_ bytes: some BidirectionalCollection<UInt8>) {
    guard bytes.count > 6, let line = String(validating: bytes, as: UTF8.self) else { return nil }
    let end = bytes.index(bytes.endIndex, offsetBy: -6)
    let tail = " ~\(Self.check(of: bytes[..<end]))"
    guard bytes[end...].elementsEqual(tail.utf8) else { return nil }
    let body = String(line.unicodeScalars.dropLast(6))
    guard let line = Self.read(body) else { return nil }
    self = line
  }

  private static func read(_ body: String) -> JournalLine? {
    let parts = body.split(separator: " ", maxSplits: 3).map(String.init)
    func number(_ place: Int) -> Int? {
      guard place < parts.count else { return nil }
      let number = Int(parts[place].prefix { $0 != " " })
      return number.flatMap { $0 >= 0 ? $0 : nil }
    }
    switch parts.first {
    case "raftlab-session":
      return settings(of: body.split(separator: " ").dropFirst(2)).map { .header($0) }
    case "a":
      guard parts.count == 4, let event = number(1), event > 0, let time = number(2),
        let stimulus = try? Stimulus(text: parts[3])
      else { return nil }
      return .act(Branch.PlacedAct(event: event, act: Act(at: time, stimulus)))
    case "b":
      guard let branch = number(1), let parent = number(2), let event = number(3) else {
        return nil
      }
      return .branch(branch, parent: parent, forkedAt: event)
    case "c":
      guard let branch = number(1), let position = number(2), let time = number(3) else {
        return nil
      }
      return .cursor(Moment(branch: branch, position: position, time: time))
    case "d": return check(of: body).map { .check($0) }
    case "t": return .title(String(body.dropFirst(2)))
    default: return nil
    }
  }

  private static func check(of body: String) -> EventCheck? {
    let parts = body.split(separator: " ")
    guard parts.count == 5, let track = Int(parts[1]), let event = Int(parts[2]), track >= 0,
      event > 0, let digest = UInt64(parts[3], radix: 16)
    else { return nil }
    let marks = parts[4].utf8.compactMap(ByteText.value)
    guard marks.count == (event - 1) % Session.checkInterval + 1 else { return nil }
    return EventCheck(track: track, event: event, digest: digest, marks: marks)
  }

  // MARK: Checks

  /// Four digits that follow from the bytes.
  private static func check(of bytes: some Sequence<UInt8>) -> String {
    let sum = ByteText.checksum(of: bytes)
    return hex(UInt64((sum ^ sum >> 16) & 0xFFFF), digits: 4)
  }

  private static func hex(_ number: UInt64, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: digits - text.count) + text
  }

  // MARK: Settings

  private static func text(of settings: Settings) -> String {
    let timing = settings.timing
    let link = settings.link
    var text = "servers=\(settings.servers) seed=\(settings.seed)"
    text += " election=\(timing.electionTimeout.lowerBound)-\(timing.electionTimeout.upperBound)"
    text += " heartbeat=\(timing.heartbeat) disk=\(timing.diskWrite)"
    text += " client=\(timing.clientTimeout) tries=\(timing.clientTries)"
    text += " latency=\(link.latency.lowerBound)-\(link.latency.upperBound) loss=\(link.loss)"
    text += " duplication=\(link.duplication) reordering=\(link.reordering)"
    text += " batch=\(settings.batchLimit) window=\(settings.windowLimit)"
    if let interval = settings.writeInterval { text += " load=\(interval)" }
    if !settings.checksSafety { text += " unwatched=1" }
    let off = settings.rules.switchedOff.map(\.id)
    return off.isEmpty ? text : text + " off=" + off.joined(separator: ",")
  }

  private static func settings(of words: some Sequence<Substring>) -> Settings? {
    var values: [Substring: Substring] = [:]
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, values.updateValue(parts[1], forKey: parts[0]) == nil else {
        return nil
      }
    }
    func number(_ name: Substring, _ range: ClosedRange<Int>) -> Int? {
      values[name].flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil }
    }
    func span(_ name: Substring, from least: Int) -> ClosedRange<Int>? {
      let bounds = values[name]?.split(separator: "-").compactMap { Int($0) } ?? []
      guard bounds.count == 2, least <= bounds[0], bounds[0] <= bounds[1] else { return nil }
      return bounds[0]...bounds[1]
    }
    let any = 1...Int.max / 4
    guard let servers = number("servers", 1...ServerID.maximum),
      let seed = values["seed"].flatMap({ UInt64($0) }), let election = span("election", from: 1),
      let heartbeat = number("heartbeat", any), let disk = number("disk", 0...Int.max / 4),
      let client = number("client", any), let tries = number("tries", any),
      let latency = span("latency", from: 0), let loss = number("loss", 0...1000),
      let duplication = number("duplication", 0...1000),
      let reordering = number("reordering", 0...1000), let batch = number("batch", any),
      let window = number("window", any)
    else { return nil }
    let off = values["off"]?.split(separator: ",").map { Rule(id: String($0)) } ?? []
    guard off.allSatisfy({ $0?.isSwitchable == true }) else { return nil }
    return Settings(
      servers: servers, seed: seed, rules: RuleSet(without: off.compactMap { $0 }),
      timing: Timing(
        electionTimeout: election, heartbeat: heartbeat, diskWrite: disk, clientTimeout: client,
        clientTries: tries),
      link: LinkQuality(
        latency: latency, loss: loss, duplication: duplication, reordering: reordering),
      batchLimit: batch, windowLimit: window, writeInterval: number("load", any),
      checksSafety: values["unwatched"] == nil)
  }
}
