import KeyValue
import RaftCore
import Simulation

/// Sessions as version 0.1 wrote them: the first line of its journals and the bytes of its share
/// codes. They are read still; nothing is written so any more.
///
/// All other lines of its journals are those of today.
enum SessionVersion1 {
  /// What a code says of the settings that are not as usual.
  private enum Flag {
    static let timing: UInt8 = 1
    static let link: UInt8 = 2
    static let rules: UInt8 = 4
    static let limits: UInt8 = 8
    static let load: UInt8 = 16
    static let unwatched: UInt8 = 32
    static let title: UInt8 = 64
    static let digest: UInt8 = 128
  }

  // MARK: Journals

  /// The settings of a journal's first line, `servers=5 seed=7 election=150000-300000 …`, all in
  /// whole microseconds and thousandths; nil when it is none.
  static func settings(of words: some Sequence<Substring>) -> Settings? {
    var values: [Substring: Substring] = [:]
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, values.updateValue(parts[1], forKey: parts[0]) == nil else {
        return nil
      }
    }
    func number(_ name: Substring, _ range: ClosedRange<Int>) -> Int? {
      values[name].flatMap { ActNumber.whole($0, in: range) }
    }
    func span(_ name: Substring, _ range: ClosedRange<Int>) -> ClosedRange<Int>? {
      let bounds =
        values[name]?.split(separator: "-").compactMap { ActNumber.whole($0, in: range) } ?? []
      guard bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
      return bounds[0]...bounds[1]
    }
    let spans = 1...Settings.spanLimit
    let entries = 1...Settings.entryLimit
    // A setting that is there and makes no sense is not left out.
    let loads = Settings.loadLimit...Settings.spanLimit
    if values["load"] != nil, number("load", loads) == nil { return nil }
    guard let servers = number("servers", 1...ServerID.maximum),
      let seed = values["seed"].flatMap({ UInt64($0) }), let election = span("election", spans),
      let heartbeat = number("heartbeat", spans), let disk = number("disk", 0...Settings.spanLimit),
      let client = number("client", spans), let tries = number("tries", 1...1000),
      let latency = span("latency", 0...Stimulus.latencyLimit), let loss = number("loss", 0...1000),
      let duplication = number("duplication", 0...1000),
      let reordering = number("reordering", 0...1000), let batch = number("batch", entries),
      let window = number("window", entries)
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
      batchLimit: batch, windowLimit: window, writeInterval: number("load", loads),
      checksSafety: values["unwatched"] == nil)
  }

  // MARK: Share codes

  /// The session that the body of a code describes.
  static func session(body: ArraySlice<UInt8>) throws(ByteReader.FormatError) -> Session {
    var reader = ByteReader(body)
    let flags = try reader.byte()
    var session = Session(try settings(flags: flags, &reader))
    if flags & Flag.title != 0 { session.title = try reader.text(limit: ShareCode.titleLimit) }
    let count = try reader.number(upTo: ShareCode.trackLimit)
    guard count > 0 else { throw ByteReader.FormatError() }
    session.tracks = []
    for number in 0..<count {
      session.tracks.append(try track(number, of: session, &reader))
    }
    let branch = try reader.number(upTo: count - 1)
    let track = session.tracks[branch]
    let back = try reader.number(upTo: track.events)
    let earlier = try reader.number(upTo: track.end)
    session.cursor = Moment(
      branch: branch, position: track.events - back, time: track.end - earlier)
    if flags & Flag.digest != 0 {
      let digest = try reader.fixed(bytes: 8)
      session.checks = [EventCheck(track: branch, event: track.events, digest: digest)]
    }
    guard reader.remaining == 0 else { throw ByteReader.FormatError() }
    return session
  }

  private static func settings(
    flags: UInt8, _ reader: inout ByteReader
  ) throws(ByteReader.FormatError) -> Settings {
    let servers = try reader.number(upTo: ServerID.maximum)
    guard servers > 0 else { throw ByteReader.FormatError() }
    var settings = Settings(servers: servers, seed: try reader.word())
    if flags & Flag.timing != 0 { settings.timing = try timing(&reader) }
    if flags & Flag.link != 0 { settings.link = try link(&reader) }
    if flags & Flag.rules != 0 {
      for _ in 0..<(try reader.number(upTo: Rule.allCases.count)) {
        guard let rule = Rule(id: try reader.text(limit: 64)), rule.isSwitchable else {
          throw ByteReader.FormatError()
        }
        settings.rules[rule] = false
      }
    }
    if flags & Flag.limits != 0 {
      settings.batchLimit = max(1, try reader.number(upTo: Settings.entryLimit))
      settings.windowLimit = max(1, try reader.number(upTo: Settings.entryLimit))
    }
    if flags & Flag.load != 0 {
      settings.writeInterval =
        max(Settings.loadLimit, try reader.number(upTo: Settings.spanLimit))
    }
    settings.checksSafety = flags & Flag.unwatched == 0
    return settings
  }

  private static func timing(_ reader: inout ByteReader) throws(ByteReader.FormatError) -> Timing {
    let limit = Settings.spanLimit
    let low = try reader.number(upTo: limit)
    let width = try reader.number(upTo: limit)
    let heartbeat = try reader.number(upTo: limit)
    let disk = try reader.number(upTo: limit)
    let timeout = try reader.number(upTo: limit)
    let tries = try reader.number(upTo: 1000)
    guard low > 0, low + width <= limit, heartbeat > 0, timeout > 0, tries > 0 else {
      throw ByteReader.FormatError()
    }
    return Timing(
      electionTimeout: low...(low + width), heartbeat: heartbeat, diskWrite: disk,
      clientTimeout: timeout, clientTries: tries)
  }

  static func link(_ reader: inout ByteReader) throws(ByteReader.FormatError) -> LinkQuality {
    let low = try reader.number(upTo: Stimulus.latencyLimit)
    let width = try reader.number(upTo: Stimulus.latencyLimit)
    guard low + width <= Stimulus.latencyLimit else { throw ByteReader.FormatError() }
    return LinkQuality(
      latency: low...(low + width), loss: try reader.number(upTo: 1000),
      duplication: try reader.number(upTo: 1000), reordering: try reader.number(upTo: 1000))
  }

  private static func track(
    _ number: Int, of session: Session, _ reader: inout ByteReader
  ) throws(ByteReader.FormatError) -> Session.Track {
    var track = Session.Track(parent: nil, forkedAt: 0)
    if number > 0 {
      let parent = try reader.number(upTo: number - 1)
      track.parent = parent
      track.forkedAt = try reader.number(upTo: session.tracks[parent].events)
    }
    track.events = track.forkedAt
    // An act takes four bytes at least.
    for _ in 0..<(try reader.number(upTo: reader.remaining / 4)) {
      track.events += 1 + (try reader.number(upTo: Session.eventLimit))
      track.end += try reader.number(upTo: Act.timeLimit)
      guard track.events <= Session.eventLimit, track.end <= Act.timeLimit else {
        throw ByteReader.FormatError()
      }
      let act = Act(at: track.end, try stimulus(&reader))
      track.acts.append(Branch.PlacedAct(event: track.events, act: act))
    }
    track.events += try reader.number(upTo: Session.eventLimit)
    track.end += try reader.number(upTo: Act.timeLimit)
    guard track.events <= Session.eventLimit, track.end <= Act.timeLimit else {
      throw ByteReader.FormatError()
    }
    return track
  }
}
