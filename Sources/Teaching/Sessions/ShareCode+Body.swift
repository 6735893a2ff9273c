import RaftCore
import Simulation

// The body of a code: settings, verbs, cursor, digest. Its branches stand in `ShareCode+Tracks`.
extension ShareCode {
  /// What else is there.
  private enum Flag {
    static let title: UInt8 = 1
    static let digest: UInt8 = 2
  }

  // MARK: Writing

  static func body(of session: Session) -> [UInt8] {
    var writer = ByteWriter()
    let title = session.title
    let check = session.checks.last {
      $0.track == session.cursor.branch && $0.event == session.tracks[$0.track].events
    }
    writer.byte((title == nil ? 0 : Flag.title) | (check == nil ? 0 : Flag.digest))
    let unusual = SettingRow.all.filter { !$0.isUsual(in: session.settings) }
    writer.number(unusual.count)
    for row in unusual {
      write(row.name, numbered: settingNames, to: &writer)
      writer.text(row.text(in: session.settings))
    }
    if let title { writer.text(title) }
    let used = Set(session.tracks.flatMap(\.acts).map(\.act.stimulus.kind))
    let kinds = Stimulus.Kind.allCases.filter(used.contains)
    writer.number(kinds.count)
    for kind in kinds { write(kind.row.verb, numbered: verbs, to: &writer) }
    let widths = HeadWidths(of: session, verbs: kinds.count)
    writer.number(widths.events)
    writer.number(widths.time)
    writer.number(session.tracks.count)
    for track in session.tracks { write(track, kinds, widths, to: &writer) }
    let cursor = session.cursor
    let track = session.tracks[cursor.branch]
    writer.number(cursor.branch)
    writer.number(track.events - cursor.position)
    writer.number(max(0, track.end - cursor.time))
    if let check { writer.fixed(check.digest, bytes: 8) }
    return writer.bytes
  }

  // MARK: Reading

  static func session(body: ArraySlice<UInt8>) throws(ReadError) -> Session {
    var unknown: String?
    do throws(ByteReader.FormatError) {
      return try session(body: body, unknown: &unknown)
    } catch {
      throw unknown.map { .unknown($0) } ?? .senseless
    }
  }

  private static func session(
    body: ArraySlice<UInt8>, unknown: inout String?
  ) throws(ByteReader.FormatError) -> Session {
    var reader = ByteReader(body)
    let flags = try reader.byte()
    guard flags <= Flag.title | Flag.digest else { throw ByteReader.FormatError() }
    var session = Session(try settings(&reader, unknown: &unknown))
    if flags & Flag.title != 0 { session.title = try reader.text(limit: titleLimit) }
    var rows: [ActRow] = []
    for _ in 0..<(try reader.number(upTo: verbLimit)) {
      let verb = try name(numbered: verbs, &reader)
      guard let row = ActRow.named(verb) else {
        unknown = verb
        throw ByteReader.FormatError()
      }
      rows.append(row)
    }
    let widths = try HeadWidths(&reader, verbs: rows.count)
    let count = try reader.number(upTo: trackLimit)
    guard count > 0 else { throw ByteReader.FormatError() }
    session.tracks = []
    for number in 0..<count {
      session.tracks.append(try track(number, of: session, rows, widths, &reader))
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
    _ reader: inout ByteReader, unknown: inout String?
  ) throws(ByteReader.FormatError) -> Settings {
    var settings = Settings()
    for _ in 0..<(try reader.number(upTo: reader.remaining / 2)) {
      let name = try name(numbered: settingNames, &reader)
      let value = try reader.text(limit: 4096)
      guard let row = SettingRow.named(name) else {
        unknown = name
        throw ByteReader.FormatError()
      }
      do throws(ActTextError) {
        try row.read(value, into: &settings)
      } catch {
        unknown = "\(name)=\(value)"
        throw ByteReader.FormatError()
      }
    }
    return settings
  }
}
