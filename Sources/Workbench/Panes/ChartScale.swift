import Simulation

/// Which slices of a series stand in which column of the screen.
struct ChartScale {
  let series: ChartSeries
  let range: ClosedRange<Time>
  let columns: Int

  private var length: TimeSpan { max(1, range.upperBound - range.lowerBound) }

  /// The moment at which a column ends.
  func time(at column: Int) -> Time {
    range.lowerBound + (column + 1) * length / columns
  }

  /// The column of a moment.
  func column(at time: Time) -> Int {
    max(0, min(columns - 1, (time - range.lowerBound - 1) * columns / length))
  }

  /// The slices of a column; the same slice in several where there are more columns than slices.
  /// Nil after the last slice.
  func slices(at column: Int) -> ClosedRange<Int>? {
    let start = (range.lowerBound - series.start + column * length / columns) / series.step
    let end = (range.lowerBound - series.start + (column + 1) * length / columns - 1) / series.step
    guard start < series.count else { return nil }
    return start...max(start, min(end, series.count - 1))
  }

  /// What to show of a server in a column: leading before standing for election before all else, so
  /// that what is short is seen; else what it was last. Nil after the end.
  func telling(of server: Int, at column: Int) -> ChartSeries.State? {
    guard let slices = slices(at: column) else { return nil }
    var best = series.state(of: server, in: slices.upperBound)
    for slice in slices {
      let state = series.state(of: server, in: slice)
      if state.standing == .preCandidate, best.standing == .follower { best = state }
      if state.standing == .candidate, [.follower, .preCandidate].contains(best.standing) {
        best = state
      }
      if state.standing == .crashed, best.standing == .follower { best = state }
    }
    return best
  }

  /// The messages of a kind, by column; each slice counts in the first of its columns.
  func counts(of kind: Int) -> [Int] {
    var next = 0
    return (0..<columns).map { column in
      guard let slices = slices(at: column), slices.upperBound >= next else { return 0 }
      defer { next = slices.upperBound + 1 }
      return series.count(of: kind, in: max(next, slices.lowerBound)..<slices.upperBound + 1)
    }
  }
}
