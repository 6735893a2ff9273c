import RaftCore
import Simulation
import Teaching

/// How near the space-time view looks, and the part of the run that it shows.
struct SpaceTimeModel: Sendable {
  /// Virtual time in a row, in microseconds; nil: each event has a row of its own.
  static let scales: [TimeSpan?] = [
    nil, 250, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000,
  ]

  private var place = 0
  private var key: Key?
  private(set) var diagram: SpaceTimeDiagram?

  /// What a diagram depends on: as long as it is the same, the diagram is.
  private struct Key: Hashable {
    var branch: Int
    var position: Int
    var now: Time
    var count: Int
    var rows: Int
    var scale: TimeSpan?
    var language: Language
  }

  var scale: TimeSpan? { Self.scales[place] }

  mutating func zoomIn() { place = max(place - 1, 0) }
  mutating func zoomOut() { place = min(place + 1, Self.scales.count - 1) }

  mutating func close() {
    key = nil
    diagram = nil
  }

  /// Works out the diagram around the cursor, unless it is at hand.
  mutating func prepare(_ history: some History, rows: Int, narrator: Narrator) {
    let key = Key(
      branch: history.branchNumber, position: history.position, now: history.now,
      count: history.branch.records.count, rows: rows, scale: scale,
      language: narrator.language)
    guard key != self.key else { return }
    self.key = key
    diagram = SpaceTimeDiagram(of: history, rows: rows, scale: scale, narrator: narrator)
  }
}
