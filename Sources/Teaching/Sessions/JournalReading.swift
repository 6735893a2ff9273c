import Simulation

/// What a journal says, as far as it is whole.
package struct JournalReading: Sendable {
  package private(set) var session: Session
  /// How many of its bytes are whole lines that make sense; what is written next belongs there.
  package private(set) var wholeLength: Int
  /// What is after them, if something is.
  package private(set) var loss: Loss?

  /// Why not all of it could be read.
  package enum Loss: Hashable, Sendable {
    /// The last line, counted from 1, was not written to its end; so many bytes of it are there.
    case tornLine(Int, bytes: Int)
    /// A line, counted from 1, is not what was written; it and so many after it are left out.
    case damagedLine(Int, linesAfter: Int)
    /// A line, counted from 1, says something that this version does not know; it and so many after
    /// it are left out.
    case unknownLine(Int, String, linesAfter: Int)

    /// Whether something is lost that had been written whole, so that the rest proves nothing of it.
    package var isDamage: Bool {
      switch self {
      case .tornLine: false
      case .damagedLine, .unknownLine: true
      }
    }
  }

  /// Why it is no journal.
  package enum ReadError: Error, Hashable, Sendable {
    case empty
    case noJournal
    /// Another version of the format.
    case version(String)
    /// Its first line is torn or damaged, so that nothing is known of the run.
    case noHeader
    /// Its first line names a setting, or a value of one, that this version does not know.
    case unknownSetting(String)
  }

  /// Reads a journal.
  package init(_ bytes: [UInt8]) throws(ReadError) {
    guard !bytes.isEmpty else { throw .empty }
    let start = "raftlab-session "
    guard bytes.starts(with: start.utf8) || start.utf8.starts(with: bytes) else {
      throw .noJournal
    }
    let version = bytes.dropFirst(start.utf8.count).prefix { $0 != 0x20 && $0 != 0x0A }
    let isWhole = bytes.count > start.utf8.count + version.count
    let isKnown = ["1", "\(Session.version)"].contains { version.elementsEqual($0.utf8) }
    if isWhole, !isKnown {
      throw .version(String(decoding: version.prefix(20), as: UTF8.self))
    }
    guard let end = bytes.firstIndex(of: 0x0A) else { throw .noHeader }
    let settings: Settings
    switch JournalLine.reading(bytes[..<end]) {
    case .line(.header(let read)): settings = read
    case .unknown(let word): throw .unknownSetting(word)
    case .line, .damaged: throw .noHeader
    }
    session = Session(settings)
    wholeLength = end + 1
    readLines(of: bytes)
  }

  private mutating func readLines(of bytes: [UInt8]) {
    var number = 1
    while wholeLength < bytes.count {
      number += 1
      guard let end = bytes[wholeLength...].firstIndex(of: 0x0A) else {
        loss = .tornLine(number, bytes: bytes.count - wholeLength)
        return
      }
      let after = bytes[(end + 1)...].count { $0 == 0x0A }
      switch JournalLine.reading(bytes[wholeLength..<end]) {
      case .line(let line) where take(line): wholeLength = end + 1
      case .unknown(let word):
        loss = .unknownLine(number, word, linesAfter: after)
        return
      case .line, .damaged:
        loss =
          after == 0
          ? .tornLine(number, bytes: bytes.count - wholeLength)
          : .damagedLine(number, linesAfter: after)
        return
      }
    }
  }

  /// Takes in a line. Returns whether it can follow on those before.
  private mutating func take(_ line: JournalLine) -> Bool {
    let current = session.cursor.branch
    switch line {
    case .header: return false
    case .act(let placed):
      let track = session.tracks[current]
      let time = track.acts.last?.act.time ?? 0
      guard placed.event > max(track.acts.last?.event ?? 0, track.forkedAt),
        placed.act.time >= time
      else { return false }
      session.tracks[current].acts.append(placed)
      reach(Moment(branch: current, position: placed.event, time: placed.act.time))
    case .branch(let number, let parent, let event):
      guard number == session.tracks.count, parent < number,
        event <= session.tracks[parent].events
      else { return false }
      session.tracks.append(Session.Track(parent: parent, forkedAt: event))
      session.cursor = Moment(branch: number, position: event, time: 0)
    case .cursor(let moment):
      guard moment.branch < session.tracks.count else { return false }
      reach(moment)
    case .check(let check):
      guard check.track < session.tracks.count else { return false }
      session.checks.append(check)
      // What was checked has happened, though the line that says so may be torn off.
      let events = session.tracks[check.track].events
      session.tracks[check.track].events = max(events, check.event)
    case .title(let title): session.title = title
    }
    return true
  }

  private mutating func reach(_ moment: Moment) {
    session.cursor = moment
    let track = session.tracks[moment.branch]
    session.tracks[moment.branch].events = max(track.events, moment.position)
    session.tracks[moment.branch].end = max(track.end, moment.time)
  }
}
