import Screen
import Simulation
import Teaching

/// For each line, of how many trials the time was at most so long: a step at each trial, as in the
/// paper's Figure 16.
struct CurvePlot {
  let results: ExperimentResults
  let theme: Theme

  /// The columns of the shares on the left.
  private static let labels = 7

  func draw(into surface: inout Surface, in area: Rect) {
    let plot = area.inset(left: Self.labels, top: 0, right: 1, bottom: 2)
    guard plot.columns > 10, plot.rows > 3, let range else { return }
    let scale = PlotScale(range, axis: results.experiment.axis, dots: plot.columns * 2)
    drawAxes(scale, around: plot, into: &surface)
    var canvas = BrailleCanvas(size: plot.size)
    let summaries = results.experiment.lines.indices.map { results.times(ofLine: $0) }
    for (place, times) in summaries.enumerated() {
      if let times { draw(times, scale, style: style(ofLine: place), on: &canvas) }
    }
    canvas.forEachCell { point, character, style in
      surface.draw(
        String(character), at: plot.point(column: point.column, row: point.row), style: style)
    }
    for (place, times) in summaries.enumerated() {
      if let times { mark(times, scale, place, in: plot, into: &surface) }
    }
  }

  /// What a line looks like: colours are used in turn, and never tell lines apart alone.
  /// An underline would run through the dots.
  func style(ofLine place: Int) -> Style {
    theme.terms[place % theme.terms.count].removing(.underline)
  }

  /// The letter of a line, which stands on its curve and in the table.
  static func letter(ofLine place: Int) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return place < letters.count ? String(letters[place]) : "·"
  }

  /// From the least time of all to the longest, or to how long the experiment waits.
  private var range: ClosedRange<TimeSpan>? {
    let all = results.experiment.lines.indices.compactMap { results.times(ofLine: $0) }
    guard let least = all.compactMap(\.times.first).min() ?? all.first?.within else { return nil }
    let longest = all.map { $0.over > 0 ? $0.within : $0.times.last ?? $0.within }.max() ?? least
    return least...max(least, longest)
  }

  private func draw(
    _ summary: TimeSummary, _ scale: PlotScale, style: Style, on canvas: inout BrailleCanvas
  ) {
    let height = canvas.rows - 1
    var (column, row) = (scale.dot(of: scale.range.lowerBound), height)
    for (rank, time) in summary.times.enumerated() {
      let next = scale.dot(of: time)
      let up = height - (rank + 1) * height / summary.count
      if next == column, up == row { continue }
      canvas.line(from: (column, row), to: (next, row), style: style)
      canvas.line(from: (next, row), to: (next, up), style: style)
      (column, row) = (next, up)
    }
    // Where some took too long the curve goes on to the end at its height.
    if summary.over > 0 {
      canvas.line(from: (column, row), to: (canvas.columns - 1, row), style: style)
    }
  }

  /// Puts the letter of a line on its curve, at a height of its own.
  private func mark(
    _ summary: TimeSummary, _ scale: PlotScale, _ place: Int, in plot: Rect,
    into surface: inout Surface
  ) {
    let count = results.experiment.lines.count
    var row = (2 * (count - 1 - place) + 1) * plot.rows / (2 * count)
    let rank = max(1, (plot.rows - row) * summary.count / plot.rows)
    var time = summary.within
    if rank <= summary.times.count {
      time = summary.times[rank - 1]
    } else {
      // The curve comes no higher, and goes on at its height.
      row = plot.rows - 1 - summary.times.count * (plot.rows - 1) / summary.count
    }
    let column = min(plot.columns - 1, max(0, scale.dot(of: time) / 2))
    surface.draw(
      Self.letter(ofLine: place), at: plot.point(column: column, row: row),
      style: style(ofLine: place).bold.reversed)
  }

  // MARK: Axes

  private func drawAxes(_ scale: PlotScale, around plot: Rect, into surface: inout Surface) {
    let style = theme[.border]
    surface.verticalLine(
      at: plot.point(column: -1), rows: plot.rows, style: style)
    surface.horizontalLine(
      at: plot.point(column: 0, row: plot.rows), columns: plot.columns, style: style)
    surface.draw("└", at: plot.point(column: -1, row: plot.rows), style: style)
    for quarter in 0...4 {
      let row = plot.rows * (4 - quarter) / 4
      let text = "\(quarter * 25) %"
      surface.draw(
        text,
        at: plot.point(column: -2 - text.count, row: min(row, plot.rows - (quarter == 0 ? 0 : 1))),
        style: theme[.faint])
    }
    var free = plot.left
    for tick in scale.ticks {
      let column = plot.left + scale.dot(of: tick) / 2
      let text = ExperimentNumbers.span(tick)
      let start = column - text.count / 2
      guard start >= free - 3, start + text.count <= plot.right + 1, column < plot.right else {
        continue
      }
      surface.draw("┬", at: Point(column: column, row: plot.bottom), style: style)
      surface.draw(
        text, at: Point(column: start, row: plot.bottom + 1), style: theme[.faint])
      free = start + text.count + 4
    }
  }
}
