import RaftCore

/// What is due at a moment.
struct Due: Comparable, Sendable {
  /// Microseconds.
  var time: Time
  /// Breaks ties: what was scheduled first comes first.
  var order: Int
  var what: What

  enum What: Sendable {
    /// The packet in this place of the network arrives (or is lost), if it is still the one with
    /// this number.
    case packet(place: Int32, id: Int32, receiver: ServerID?)
    /// A timer of a server runs out, if it was not started anew since.
    case timer(Timer, server: ServerID, generation: Int32)
    /// The oldest write of a server's disk is done, if the server did not crash since.
    case disk(server: ServerID, epoch: Int32)
    /// A client has waited long enough, if it still waits for the same try.
    case client(number: Int16, attempt: Int32)
    /// The steady load writes again.
    case load
  }

  static func < (left: Due, right: Due) -> Bool {
    left.time != right.time ? left.time < right.time : left.order < right.order
  }

  static func == (left: Due, right: Due) -> Bool { left.order == right.order }
}

/// All that is due, in order.
///
/// A plain array with the soonest at its end. New things are mostly due after those that are on
/// their way already, of which there are a dozen or two: to insert is to look at a few neighbours,
/// and to take the next is O(1). A heap was measured at twice the time for both together.
struct Agenda: Sendable {
  private var latestFirst: [Due] = []
  private var scheduled = 0

  /// The next thing, which stays in the agenda.
  var next: Due? { latestFirst.last }

  mutating func removeNext() -> Due? { latestFirst.popLast() }

  mutating func schedule(_ what: Due.What, at time: Time) {
    scheduled += 1
    let due = Due(time: time, order: scheduled, what: what)
    latestFirst.append(due)
    var place = latestFirst.count - 1
    while place > 0, latestFirst[place - 1].time <= time {
      latestFirst[place] = latestFirst[place - 1]
      place -= 1
    }
    latestFirst[place] = due
  }
}
