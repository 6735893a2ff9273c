import RaftCore
import Simulation

// The branches of a code. What each act begins with, its place and its verb, is packed bit by bit:
// most of a code is made of it.
extension ShareCode {
  /// How many bits an act's events since the one before, its time since then and its verb take.
  struct HeadWidths {
    var events: Int
    var time: Int
    var verb: Int

    /// A short code cannot ask for much memory: an act takes two bytes and a half at least.
    private static let eventRange = 4...Session.eventLimit.bitLength
    private static let timeRange = 16...Act.timeLimit.bitLength

    var sum: Int { events + time + verb }

    /// As many as the acts of a session need.
    init(of session: Session, verbs: Int) {
      self.init(verbs: verbs)
      for track in session.tracks {
        var event = track.forkedAt
        var time = 0
        for placed in track.acts {
          events = max(events, (placed.event - event - 1).bitLength)
          self.time = max(self.time, (placed.act.time - time).bitLength)
          event = placed.event
          time = placed.act.time
        }
      }
    }

    init(_ reader: inout ByteReader, verbs: Int) throws(ByteReader.FormatError) {
      self.init(verbs: verbs)
      events = try reader.number(upTo: Self.eventRange.upperBound)
      time = try reader.number(upTo: Self.timeRange.upperBound)
      guard Self.eventRange.contains(events), Self.timeRange.contains(time) else {
        throw ByteReader.FormatError()
      }
    }

    private init(verbs: Int) {
      events = Self.eventRange.lowerBound
      time = Self.timeRange.lowerBound
      verb = max(0, verbs - 1).bitLength
    }
  }

  // MARK: Writing

  static func write(
    _ track: Session.Track, _ kinds: [Stimulus.Kind], _ widths: HeadWidths,
    to writer: inout ByteWriter
  ) {
    if let parent = track.parent {
      writer.number(parent)
      writer.number(track.forkedAt)
    }
    writer.number(track.acts.count)
    var heads = BitWriter()
    var rests = ByteWriter()
    var event = track.forkedAt
    var time = 0
    for placed in track.acts {
      let kind = placed.act.stimulus.kind
      heads.write(placed.event - event - 1, width: widths.events)
      heads.write(placed.act.time - time, width: widths.time)
      heads.write(kinds.firstIndex(of: kind)!, width: widths.verb)
      kind.row.pack(placed.act.stimulus, into: &rests)
      event = placed.event
      time = placed.act.time
    }
    writer.append(heads.bytes)
    writer.append(rests.bytes)
    writer.number(track.events - event)
    writer.number(max(0, track.end - time))
  }

  // MARK: Reading

  static func track(
    _ number: Int, of session: Session, _ rows: [ActRow], _ widths: HeadWidths,
    _ reader: inout ByteReader
  ) throws(ByteReader.FormatError) -> Session.Track {
    var track = Session.Track(parent: nil, forkedAt: 0)
    if number > 0 {
      let parent = try reader.number(upTo: number - 1)
      track.parent = parent
      track.forkedAt = try reader.number(upTo: session.tracks[parent].events)
    }
    track.events = track.forkedAt
    let count = try reader.number(upTo: reader.remaining * 8 / widths.sum)
    var heads = BitReader(try reader.slice((count * widths.sum + 7) / 8))
    for _ in 0..<count {
      let events = heads.read(width: widths.events)
      try extend(&track, events: 1 + events, time: heads.read(width: widths.time))
      let place = heads.read(width: widths.verb)
      guard place < rows.count, let stimulus = try rows[place].unpack(&reader) else {
        throw ByteReader.FormatError()
      }
      track.acts.append(
        Branch.PlacedAct(event: track.events, act: Act(at: track.end, stimulus)))
    }
    let events = try reader.number(upTo: Session.eventLimit)
    try extend(&track, events: events, time: try reader.number(upTo: Act.timeLimit))
    return track
  }

  /// A track goes on by events and time.
  private static func extend(
    _ track: inout Session.Track, events: Int, time: TimeSpan
  ) throws(ByteReader.FormatError) {
    track.events += events
    track.end += time
    guard track.events <= Session.eventLimit, track.end <= Act.timeLimit else {
      throw ByteReader.FormatError()
    }
  }
}
