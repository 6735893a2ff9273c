import ClientPrograms
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
    /// A letter with this number arrives or is lost, if it is still on its way.
    case letter(id: Int32)
    /// A timer of a program runs out, if it was not started anew since; 0: the process begins.
    case program(timer: ProgramTimer, of: ProgramID, generation: Int32)
    /// A program has waited long enough for an answer, if it still waits.
    case call(of: ProgramID, number: Int32)
    /// A member does for a program what it put off.
    case serve(server: ServerID, number: Int32)
    /// A member gives up what a program asked, if it has not answered.
    case giveUp(server: ServerID, number: Int32)
    /// A leader looks at its leases, if it still counts them.
    case leases(server: ServerID, count: Int32)
    /// A program has heard nothing of a watch for long enough, if it still relies on it.
    case watch(of: ProgramID, number: Int32)
  }
}

/// All that is due, in order: by time, and what was scheduled first comes first.
///
/// In two lanes. Packets and writes are due soon, and mostly after those that are on their way
/// already: so they pass a neighbour or two at the end of theirs. Timers and clients' patience are
/// due late, and would be neighbours for everybody. A heap was measured at twice the time for
/// insertion and removal together.
///
/// What is scheduled at least `horizon` ahead is late. Of two things due at one moment, one in each
/// lane, the late one was scheduled first, because time does not go back: so it comes first, and the
/// order is that of a single list.
struct Agenda: Sendable {
  /// How far ahead something must be due to count as late: further than most packets travel.
  private static let horizon: TimeSpan = 32_768

  private var soon = Lane()
  private var late = Lane()
  /// When the thing that was taken last was due.
  private var now: Time = 0

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
      case .timer(.quorum, let server, let generation):
        word = Self.word(6, server.number, generation)
      case .timer(.transfer, let server, let generation):
        word = Self.word(7, server.number, generation)
      case .letter(let id): word = Self.word(8, 0, id)
      case .program(let timer, let program, let generation):
        word = Self.word(9, program.number << 8 | Int(timer.rawValue), generation)
      case .call(let program, let number): word = Self.word(10, program.number, number)
      case .serve(let server, let number): word = Self.word(11, server.number, number)
      case .giveUp(let server, let number): word = Self.word(12, server.number, number)
      case .leases(let server, let count): word = Self.word(13, server.number, count)
      case .watch(let program, let number): word = Self.word(14, program.number, number)
      }
    }

    private static func word(_ kind: UInt64, _ small: Int, _ large: Int32) -> UInt64 {
      kind | UInt64(small) << 8 | UInt64(UInt32(bitPattern: large)) << 32
    }

    @inline(__always) var what: Due.What {
      let large = Int32(truncatingIfNeeded: word >> 32)
      let small = Int(word >> 8 & 0xFFFF)
      switch word & 0xFF {
      case 0: return .packet(place: large)
      case 1: return .timer(.election, server: ServerID(small), generation: large)
      case 2: return .timer(.heartbeat, server: ServerID(small), generation: large)
      case 3: return .disk(server: ServerID(small), epoch: large)
      case 4: return .client(number: Int16(small), attempt: large)
      case 6: return .timer(.quorum, server: ServerID(small), generation: large)
      case 7: return .timer(.transfer, server: ServerID(small), generation: large)
      case 5: return .load
      default: return outside(small, large)
      }
    }

    /// What is due for programs outside, apart from the rest because it seldom is.
    @inline(never) private func outside(_ small: Int, _ large: Int32) -> Due.What {
      switch word & 0xFF {
      case 8: return .letter(id: large)
      case 9:
        return .program(
          timer: ProgramTimer(rawValue: UInt8(small & 0xFF))!,
          of: ProgramID(number: small >> 8)!, generation: large)
      case 10: return .call(of: ProgramID(number: small)!, number: large)
      case 11: return .serve(server: ServerID(small), number: large)
      case 12: return .giveUp(server: ServerID(small), number: large)
      case 13: return .leases(server: ServerID(small), count: large)
      default: return .watch(of: ProgramID(number: small)!, number: large)
      }
    }
  }

  /// Notices, the soonest first: a plain array with a few at its front that are gone.
  private struct Lane: Sendable {
    private var notices: ContiguousArray<Notice> = []
    private var next = 0
    /// When the next is due; never, if there is none.
    private(set) var nextTime: Time = .max
    /// How many that are gone may stand at the front.
    private static let slack = 32

    /// - Precondition: there is one.
    @inline(__always) mutating func removeNext() -> Notice {
      let notice = notices[next]
      next += 1
      if next == Self.slack { tidy() }
      nextTime = next < notices.count ? notices[next].time : .max
      return notice
    }

    private mutating func tidy() {
      notices.removeFirst(next)
      next = 0
    }

    /// Puts a notice behind all that are due by then.
    @inline(never) mutating func insert(_ notice: Notice) {
      let first = next
      nextTime = min(notice.time, nextTime)
      var place = notices.count
      notices.append(notice)
      guard place > first, notices[place - 1].time > notice.time else { return }
      var span = notices.mutableSpan
      repeat {
        span[place] = span[place - 1]
        place -= 1
      } while place > first && span[place - 1].time > notice.time
      span[place] = notice
    }
  }

  /// When the next thing is due.
  var nextTime: Time? {
    let time = min(soon.nextTime, late.nextTime)
    return time == .max ? nil : time
  }

  /// Takes the next thing, if it is due by `limit`.
  @inline(__always) mutating func removeNext(by limit: Time) -> Due? {
    let soonTime = soon.nextTime
    let lateTime = late.nextTime
    let time = min(soonTime, lateTime)
    guard time <= limit, time < .max else { return nil }
    now = time
    let notice = soonTime < lateTime ? soon.removeNext() : late.removeNext()
    return Due(time: time, what: notice.what)
  }

  @inline(__always) mutating func schedule(_ what: Due.What, at time: Time) {
    let notice = Notice(what, at: time)
    if time - now < Self.horizon { soon.insert(notice) } else { late.insert(notice) }
  }
}
