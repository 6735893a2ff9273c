import Screen
import Teaching

/// For each line its share, the interval in which it lies with 95 % confidence, and what somebody else
/// says of it.
struct SharePlot {
  let results: ExperimentResults
  let theme: Theme
  /// The columns of the names on the left.
  let names: Int

  /// The rows that it takes.
  var rows: Int { results.experiment.lines.count + 2 }

  func draw(into surface: inout Surface, in area: Rect) {
    let plot = area.inset(left: names + 2, top: 0, right: 2, bottom: 2)
    guard plot.columns > 10 else { return }
    let most = mostShown
    for (place, line) in results.experiment.lines.enumerated() where place < plot.rows {
      let name = Rect(
        column: area.left, row: plot.top + place, columns: names, rows: 1)
      surface.draw(line.name, in: name, style: theme[.text])
      surface.draw("│", at: plot.point(column: -1, row: place), style: theme[.border])
      draw(place, most: most, into: &surface, in: plot.row(place))
    }
    surface.horizontalLine(
      at: plot.point(column: 0, row: plot.rows), columns: plot.columns, style: theme[.border])
    surface.draw("└", at: plot.point(column: -1, row: plot.rows), style: theme[.border])
    for tick in 0...4 {
      let text = ExperimentNumbers.percent(most * Double(tick) / 4, decimals: 0)
      let column = plot.left + tick * (plot.columns - 1) / 4
      surface.draw("┬", at: Point(column: column, row: plot.bottom), style: theme[.border])
      surface.draw(
        text, at: Point(column: column - text.count / 2, row: plot.bottom + 1),
        style: theme[.faint])
    }
  }

  /// The share at the right end: a multiple of 20 % that holds all.
  private var mostShown: Double {
    var most = 0.0
    for (place, line) in results.experiment.lines.enumerated() {
      most = max(most, results.share(ofLine: place)?.interval.upperBound ?? 0)
      if case .share(let parts) = line.beside[.share] { most = max(most, Double(parts) / 1e6) }
    }
    return min(1, max(0.2, (most * 5).rounded(.up) / 5))
  }

  private func draw(_ place: Int, most: Double, into surface: inout Surface, in line: Rect) {
    func column(_ share: Double) -> Int {
      Int((min(1, share / most) * Double(line.columns - 1)).rounded())
    }
    let style = theme.terms[place % theme.terms.count].removing(.underline)
    guard let share = results.share(ofLine: place) else { return }
    let (low, high) = (column(share.interval.lowerBound), column(share.interval.upperBound))
    surface.horizontalLine(at: line.point(column: low), columns: high - low + 1, style: style)
    surface.draw("├", at: line.point(column: low), style: style)
    surface.draw("┤", at: line.point(column: high), style: style)
    surface.draw("●", at: line.point(column: column(share.share)), style: style.bold)
    if case .share(let parts) = results.experiment.lines[place].beside[.share] {
      surface.draw("◇", at: line.point(column: column(Double(parts) / 1e6)), style: theme[.strong])
    }
  }
}
