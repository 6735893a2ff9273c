import RaftCore
import Simulation

/// One line of a journal. Each ends with a check of four digits, by which a torn or damaged one is
/// known.
///
///     raftlab-session 2 servers=5 seed=7 election-timeout=150-300ms … ~5e0c
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
    case .header(let settings): "raftlab-session \(Session.version) \(settings.text)"
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

  /// What some bytes without their end are.
  enum Reading {
    case line(JournalLine)
    /// Torn, damaged, or of numbers that cannot be.
    case damaged
    /// Written as it stands here, but of a kind, an act or a setting that this version does not know.
    case unknown(String)
  }

  /// Reads the bytes of a line without their end.
  static func reading(_ bytes: some BidirectionalCollection<UInt8>) -> Reading {
    guard bytes.count > 6, let line = String(validating: bytes, as: UTF8.self) else {
      return .damaged
    }
    let end = bytes.index(bytes.endIndex, offsetBy: -6)
    let tail = " ~\(Self.check(of: bytes[..<end]))"
    guard bytes[end...].elementsEqual(tail.utf8) else { return .damaged }
    return reading(body: String(line.unicodeScalars.dropLast(6)))
  }

  private static func reading(body: String) -> Reading {
    let parts = body.split(separator: " ", maxSplits: 3).map(String.init)
    func number(_ place: Int, _ range: ClosedRange<Int>) -> Int? {
      guard place < parts.count else { return nil }
      return ActNumber.whole(parts[place].prefix { $0 != " " }, in: range)
    }
    let events = 0...Session.eventLimit
    let times = 0...Act.timeLimit
    let tracks = 0...Session.trackLimit
    switch parts.first {
    case "raftlab-session": return header(body)
    case "a":
      guard parts.count == 4, let event = number(1, events), event > 0, let time = number(2, times)
      else { return .damaged }
      do throws(ActTextError) {
        let stimulus = try Stimulus(text: parts[3])
        return .line(.act(Branch.PlacedAct(event: event, act: Act(at: time, stimulus))))
      } catch {
        return .unknown(parts[3])
      }
    case "b":
      guard let branch = number(1, tracks), let parent = number(2, tracks),
        let event = number(3, events)
      else { return .damaged }
      return .line(.branch(branch, parent: parent, forkedAt: event))
    case "c":
      guard let branch = number(1, tracks), let position = number(2, events),
        let time = number(3, times)
      else { return .damaged }
      return .line(.cursor(Moment(branch: branch, position: position, time: time)))
    case "d": return check(of: body).map { .line(.check($0)) } ?? .damaged
    case "t": return .line(.title(String(body.dropFirst(2))))
    default: return .unknown(parts.first ?? "")
    }
  }

  /// The first line: of this version, or as 0.1 wrote it.
  private static func header(_ body: String) -> Reading {
    let parts = body.split(separator: " ", maxSplits: 2)
    guard parts.count == 3 else { return .damaged }
    if parts[1] == "1" {
      let words = parts[2].split(separator: " ")
      return SessionVersion1.settings(of: words).map { .line(.header($0)) } ?? .damaged
    }
    do throws(ActTextError) {
      return .line(.header(try Settings(text: String(parts[2]))))
    } catch {
      return .unknown(error.found ?? "")
    }
  }

  private static func check(of body: String) -> EventCheck? {
    let parts = body.split(separator: " ")
    guard parts.count == 5, let track = ActNumber.whole(parts[1], in: 0...Session.trackLimit),
      let event = ActNumber.whole(parts[2], in: 1...Session.eventLimit),
      let digest = UInt64(parts[3], radix: 16)
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
}
