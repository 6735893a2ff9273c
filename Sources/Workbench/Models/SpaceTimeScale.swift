import RaftCore
import Simulation

/// Which row of a space-time diagram each event stands in: the cursor's is 0, earlier ones are
/// negative. Worked out from records alone, so that only what is shown needs replaying.
struct SpaceTimeScale: Sendable {
  /// The first event that has a row, by its number; 0 is the beginning of the run.
  private(set) var first: Int
  /// Rows by event, from `first` on.
  private(set) var rows: [Double]
  /// The row of the latest moment, when the cursor is not in the past.
  private(set) var now: Double
  private let step: TimeSpan?
  private let times: [Time]

  /// The most rows that a silence takes: longer ones are cut short.
  static let longestSilence = 6.0
  /// The most events in a diagram.
  static let limit = 400

  /// - Parameters:
  ///   - rows: how many rows are needed on each side of the cursor.
  ///   - step: virtual time in a row; nil: an event a row.
  init(of history: some History, rows count: Int, step: TimeSpan?) {
    self.step = step
    let branch = history.branch
    let cursor = history.position
    func time(_ event: Int) -> Time { event == 0 ? 0 : branch.records[event - 1].time }
    var backward: [Double] = [0]
    var place = cursor
    while place > 0, backward.last! > -Double(count), backward.count < Self.limit {
      backward.append(backward.last! - Self.distance(time(place) - time(place - 1), step))
      place -= 1
    }
    first = place
    var forward: [Double] = []
    var row = 0.0
    place = cursor
    while place < branch.records.count, row < Double(count), forward.count < Self.limit {
      row += Self.distance(time(place + 1) - time(place), step)
      forward.append(row)
      place += 1
    }
    self.rows = backward.reversed() + forward
    times = (first...place).map(time)
    now = history.isInPast ? row : Self.distance(history.now - time(cursor), step)
    if step == nil { now = row + (history.isInPast ? 0 : 1) }
  }

  private static func distance(_ time: TimeSpan, _ step: TimeSpan?) -> Double {
    guard let step else { return 1 }
    return min(longestSilence, Double(time) / Double(step))
  }

  /// The last event that has a row.
  var last: Int { first + rows.count - 1 }

  /// The row of an event, for those before the first too, when it is known when they were.
  func row(of event: Int, at time: Time) -> Double {
    if event >= first, event <= last { return rows[event - first] }
    guard event < first else { return rows.last! + 1 }
    guard step != nil else { return rows[0] - Double(first - event) }
    return rows[0] - Self.distance(times[0] - time, step)
  }

  /// The rows between which a diagram of so many rows lies, the cursor near its middle where there
  /// is enough on both sides.
  func top(showing count: Int) -> Int {
    let least = Int(rows[0].rounded(.down))
    let most = Int(max(rows.last!, now).rounded(.down))
    return max(least, min(-count / 2, most - count + 1))
  }

  /// Silences that were cut short: the row before which they lie, and how long they were.
  var silences: [(row: Int, length: TimeSpan)] {
    guard let step else { return [] }
    return times.indices.dropFirst().compactMap { place in
      let length = times[place] - times[place - 1]
      guard Double(length) / Double(step) > Self.longestSilence else { return nil }
      return (Int((rows[place] - Self.longestSilence / 2).rounded(.down)), length)
    }
  }
}
