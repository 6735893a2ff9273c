import HeapModule
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
    case packet(place: Int32, id: Int32)
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
struct Agenda: Sendable {
  private var heap = Heap<Due>()
  private var scheduled = 0

  /// The next thing, which stays in the agenda.
  var next: Due? { heap.min }

  mutating func removeNext() -> Due? { heap.popMin() }

  mutating func schedule(_ what: Due.What, at time: Time) {
    scheduled += 1
    heap.insert(Due(time: time, order: scheduled, what: what))
  }
}
