import RaftCore

/// What is due at a moment.
struct Due: Sendable, BitwiseCopyable {
  /// Microseconds.
  var time: Time
  var what: What

  enum What: Sendable, BitwiseCopyable {
    /// The packet in this place of the network arrives or is lost, if it is still there.
    case packet(place: Int32)
    /// A timer of a server runs out, if it was not started anew since.
    case timer(Timer, server: ServerID, generation: Int32)
    /// The oldest write of a server's disk is done, if the server did not crash since.
    case disk(server: ServerID, epoch: Int32)
    /// A client has waited long enough, if it still waits for the same try.
    case client(number: Int16, attempt: Int32)
    /// The steady load writes again.
    case load
  }
}

/// All that is due, in order: by time, and what was scheduled first comes first.
///
/// A plain array with the soonest at its end. New things are mostly due after those that are on
/// their way already, of which there are a dozen or two: to insert is to look at a few neighbours,
/// and to take the next is O(1). A heap was measured at twice the time for both together.
struct Agenda: Sendable {
  private var latestFirst: ContiguousArray<Notice> = []

  /// A due thing in two words, because inserting moves its neighbours.
  private struct Notice: BitwiseCopyable {
    var time: Time
    /// The kind in the lowest byte, then a number in the next two, then one in the upper four.
    var word: UInt64

    @inline(__always) init(_ what: Due.What, at time: Time) {
      self.time = time
      switch what {
      case .packet(let place): word = Self.word(0, 0, place)
      case .timer(.election, let server, let generation):
        word = Self.word(1, server.number, generation)
      case .timer(.heartbeat, let server, let generation):
        word = Self.word(2, server.number, generation)
      case .disk(let server, let epoch): word = Self.word(3, server.number, epoch)
      case .client(let number, let attempt): word = Self.word(4, Int(number), attempt)
      case .load: word = Self.word(5, 0, 0)
      }
    }

    private static func word(_ kind: UInt64, _ small: Int, _ large: Int32) -> UInt64 {
      kind | UInt64(small) << 8 | UInt64(UInt32(bitPattern: large)) << 32
    }

    var what: Due.What {
      let large = Int32(truncatingIfNeeded: word >> 32)
      let small = Int(word >> 8 & 0xFFFF)
      switch word & 0xFF {
      case 0: return .packet(place: large)
      case 1: return .timer(.election, server: ServerID(small), generation: large)
      case 2: return .timer(.heartbeat, server: ServerID(small), generation: large)
      case 3: return .disk(server: ServerID(small), epoch: large)
      case 4: return .client(number: Int16(small), attempt: large)
      default: return .load
      }
    }
  }

  /// When the next thing is due.
  var nextTime: Time? { latestFirst.last?.time }

  /// Takes the next thing, if it is due by `limit`.
  mutating func removeNext(by limit: Time) -> Due? {
    guard let next = latestFirst.last, next.time <= limit else { return nil }
    latestFirst.removeLast()
    return Due(time: next.time, what: next.what)
  }

  @inline(__always) mutating func schedule(_ what: Due.What, at time: Time) {
    insert(Notice(what, at: time))
  }

  private mutating func insert(_ notice: Notice) {
    latestFirst.append(notice)
    var notices = latestFirst.mutableSpan
    var place = notices.count - 1
    while place > 0, notices[place - 1].time <= notice.time {
      notices[place] = notices[place - 1]
      place -= 1
    }
    notices[place] = notice
  }
}
