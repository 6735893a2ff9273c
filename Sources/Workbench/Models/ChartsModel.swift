import RaftCore
import Simulation

/// How long a part of the run the charts show, and what it looked like.
struct ChartsModel: Sendable {
  /// Lengths of the part shown, in microseconds; nil: the whole run.
  static let spans: [TimeSpan?] = [
    nil, 60_000_000, 20_000_000, 5_000_000, 2_000_000, 1_000_000, 500_000, 200_000, 100_000,
  ]

  /// How many records may be taken in for one frame.
  static let budget = 40_000

  private var place = 0
  /// Whether a part of the run is still to be taken in.
  private(set) var isUnfinished = false
  private var whole: ChartSeries?
  private var wholeBranch: Int?
  private var part: ChartSeries?
  private var key: Key?

  private struct Key: Hashable {
    var branch: Int
    var range: ClosedRange<Time>
    var count: Int
  }

  /// What to draw; nil before the first preparation.
  var series: ChartSeries? { span == nil ? whole : part }
  /// From when to when.
  private(set) var range: ClosedRange<Time> = 0...1

  var span: TimeSpan? { Self.spans[place] }

  mutating func zoomIn() { place = min(place + 1, Self.spans.count - 1) }
  mutating func zoomOut() { place = max(place - 1, 0) }

  mutating func close() { isUnfinished = false }

  /// Brings the series up to date.
  mutating func prepare(_ history: some History) {
    let branch = history.branch
    let end = max(branch.end, history.now, 1)
    guard let span else {
      range = 0...end
      if whole == nil || wholeBranch != history.branchNumber {
        let state = history.look(after: 0).state
        whole = ChartSeries(
          start: 0, step: 1000, servers: state.servers, position: 0, outside: state.outside,
          countsAsking: state.watched != nil)
        wholeBranch = history.branchNumber
      }
      isUnfinished = whole?.extend(along: branch, to: end, maximum: Self.budget) == false
      return
    }
    isUnfinished = false
    // The cursor stands two thirds along, so that what led to it is seen; ahead of it there may be
    // nothing yet.
    let start = max(0, min(history.now - span * 2 / 3, end - span))
    range = start...start + span
    let key = Key(
      branch: history.branchNumber, range: range, count: branch.records.count)
    guard key != self.key else { return }
    self.key = key
    let position = branch.position(at: start)
    let state = history.look(after: position).state
    var series = ChartSeries(
      start: start, step: max(1, span / 500), servers: state.servers, position: position,
      outside: state.outside, countsAsking: state.watched != nil)
    series.extend(along: branch, to: min(end, start + span))
    part = series
  }
}
