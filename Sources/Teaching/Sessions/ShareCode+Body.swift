import RaftCore
import Simulation

// The body of a code: settings, branches, cursor, digest.
extension ShareCode {
  /// Which settings are not the usual ones, and so are written.
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

  // MARK: Writing

  static func body(of session: Session) -> [UInt8] {
    var writer = ByteWriter()
    let usual = Settings()
    let settings = session.settings
    let title = session.title.map { String($0.prefix(Script.titleLimit)) }
    let check = session.checks.last {
      $0.track == session.cursor.branch && $0.event == session.tracks[$0.track].events
    }
    let isLimited =
      settings.batchLimit != usual.batchLimit || settings.windowLimit != usual.windowLimit
    var flags: UInt8 = 0
    if settings.timing != usual.timing { flags |= Flag.timing }
    if settings.link != usual.link { flags |= Flag.link }
    if settings.rules != usual.rules { flags |= Flag.rules }
    if isLimited { flags |= Flag.limits }
    if settings.writeInterval != nil { flags |= Flag.load }
    if !settings.checksSafety { flags |= Flag.unwatched }
    if title != nil { flags |= Flag.title }
    if check != nil { flags |= Flag.digest }
    writer.byte(flags)
    write(settings, flags: flags, to: &writer)
    if let title { writer.text(title) }
    writer.number(session.tracks.count)
    for track in session.tracks { write(track, to: &writer) }
    let cursor = session.cursor
    let track = session.tracks[cursor.branch]
    writer.number(cursor.branch)
    writer.number(track.events - cursor.position)
    writer.number(max(0, track.end - cursor.time))
    if let check { writer.fixed(check.digest, bytes: 8) }
    return writer.bytes
  }

  private static func write(_ settings: Settings, flags: UInt8, to writer: inout ByteWriter) {
    writer.number(settings.servers)
    writer.number(settings.seed)
    if flags & Flag.timing != 0 {
      let timing = settings.timing
      for number in [
        timing.electionTimeout.lowerBound, timing.electionTimeout.count - 1, timing.heartbeat,
        timing.diskWrite, timing.clientTimeout, timing.clientTries,
      ] { writer.number(number) }
    }
    if flags & Flag.link != 0 { write(settings.link, to: &writer) }
    if flags & Flag.rules != 0 {
      writer.number(settings.rules.switchedOff.count)
      for rule in settings.rules.switchedOff { writer.text(rule.id) }
    }
    if flags & Flag.limits != 0 {
      writer.number(settings.batchLimit)
      writer.number(settings.windowLimit)
    }
    if let interval = settings.writeInterval { writer.number(interval) }
  }

  static func write(_ link: LinkQuality, to writer: inout ByteWriter) {
    for number in [
      link.latency.lowerBound, link.latency.count - 1, link.loss, link.duplication,
      link.reordering,
    ] { writer.number(number) }
  }

  private static func write(_ track: Session.Track, to writer: inout ByteWriter) {
    if let parent = track.parent {
      writer.number(parent)
      writer.number(track.forkedAt)
    }
    writer.number(track.acts.count)
    var event = track.forkedAt
    var time = 0
    for placed in track.acts {
      writer.number(placed.event - event - 1)
      writer.number(placed.act.time - time)
      write(placed.act.stimulus, to: &writer)
      event = placed.event
      time = placed.act.time
    }
    writer.number(track.events - event)
    writer.number(max(0, track.end - time))
  }

  // MARK: Reading

  static func session(body: ArraySlice<UInt8>) throws(ByteReader.FormatError) -> Session {
    var reader = ByteReader(body)
    let flags = try reader.byte()
    var session = Session(try settings(flags: flags, &reader))
    if flags & Flag.title != 0 { session.title = try reader.text(limit: titleLimit) }
    let count = try reader.number(upTo: trackLimit)
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
      settings.batchLimit = max(1, try reader.number(upTo: 1 << 16))
      settings.windowLimit = max(1, try reader.number(upTo: 1 << 16))
    }
    if flags & Flag.load != 0 { settings.writeInterval = max(1, try reader.number()) }
    settings.checksSafety = flags & Flag.unwatched == 0
    return settings
  }

  private static func timing(_ reader: inout ByteReader) throws(ByteReader.FormatError) -> Timing {
    let limit = Script.durationLimit
    let low = try reader.number(upTo: limit)
    let width = try reader.number(upTo: limit)
    let heartbeat = try reader.number(upTo: limit)
    let disk = try reader.number(upTo: limit)
    let timeout = try reader.number(upTo: limit)
    let tries = try reader.number(upTo: 1000)
    guard low > 0, heartbeat > 0, timeout > 0, tries > 0 else { throw ByteReader.FormatError() }
    return Timing(
      electionTimeout: low...(low + width), heartbeat: heartbeat, diskWrite: disk,
      clientTimeout: timeout, clientTries: tries)
  }

  static func link(_ reader: inout ByteReader) throws(ByteReader.FormatError) -> LinkQuality {
    let low = try reader.number(upTo: Script.durationLimit)
    let width = try reader.number(upTo: Script.durationLimit)
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
      track.events += 1 + (try reader.number(upTo: eventLimit))
      track.end += try reader.number()
      let act = Act(at: track.end, try stimulus(&reader))
      track.acts.append(Branch.PlacedAct(event: track.events, act: act))
    }
    track.events += try reader.number(upTo: eventLimit)
    track.end += try reader.number()
    guard track.events <= eventLimit, track.end < 1 << 53 else { throw ByteReader.FormatError() }
    return track
  }
}
