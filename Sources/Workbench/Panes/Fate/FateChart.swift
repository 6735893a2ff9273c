import RaftCore
import Screen
import Simulation
import Teaching

/// The shares of all futures over the events of a run: who leads, as a stack in which each server's
/// number fills its share; below it a row of bars for each other question.
///
/// The number, and not its colour alone, says whose share it is.
struct FateChart {
  let study: FateStudy
  let theme: Theme
  let phrases: any FatePhrases
  /// The question that is marked; nil where none is.
  var chosen: Int?
  /// The event at the cursor; nil where there is none.
  var cursor: Int?
  /// Whether intervals stand beside the shares.
  var showsIntervals = true

  private var fate: Fate { study.fate }

  /// The columns of names and shares on the left.
  func names(of columns: Int) -> Int {
    columns >= 100 && showsIntervals ? 38 : columns >= 80 ? 27 : 24
  }

  /// The rows that it takes at least, and with a stack that is easy to read.
  var leastRows: Int { fate.questions.count + 1 }
  var usualRows: Int { fate.questions.count - fate.leaders + max(fate.leaders, 12) + 1 }

  /// How many events lie in the window.
  private var length: Int { max(1, fate.window.count - 1) }

  /// The event of a column of the plot.
  private func event(at column: Int, of columns: Int) -> Int {
    fate.window.lowerBound + column * (fate.window.count - 1) / max(1, columns - 1)
  }

  private func column(of event: Int, of columns: Int) -> Int {
    max(0, min(columns - 1, (event - fate.window.lowerBound) * (columns - 1) / length))
  }

  func draw(into surface: inout Surface, in area: Rect) {
    let others = fate.questions.count - fate.leaders
    let plot = area.inset(left: names(of: area.columns), right: 1)
    guard plot.columns > 4, area.rows > 1 else { return }
    let bars = min(others, max(0, area.rows - 1 - fate.leaders))
    let stack = Rect(
      column: plot.left, row: plot.top, columns: plot.columns, rows: area.rows - 1 - bars)
    let moments = (0..<plot.columns).map { study.moment(at: event(at: $0, of: plot.columns)) }
    drawStack(moments, into: &surface, in: stack)
    for bar in 0..<bars {
      let line = plot.row(stack.rows + bar)
      drawBars(of: fate.leaders + bar, moments, into: &surface, in: line)
      drawName(of: fate.leaders + bar, into: &surface, in: area.row(stack.rows + bar))
    }
    for leader in 0..<min(fate.leaders, stack.rows) {
      drawName(of: leader, into: &surface, in: area.row(leader))
    }
    drawAxis(into: &surface, in: plot.row(area.rows - 1))
    if let cursor, fate.window.contains(cursor) {
      let place = column(of: cursor, of: plot.columns)
      let line = Rect(
        column: plot.left + place, row: plot.top, columns: 1, rows: area.rows - 1)
      surface.restyle(line) { theme.selected($0).bold }
    }
    for place in 0..<plot.columns {
      let strip = Rect(column: plot.left + place, row: plot.top, columns: 1, rows: area.rows)
      surface.mark(strip, as: .event(event(at: place, of: plot.columns)))
    }
  }

  // MARK: Shares

  private func style(ofLeader place: Int) -> Style {
    guard place < fate.leaders - 1 else { return theme[.faint] }
    return theme.terms[place % theme.terms.count].removing(.underline)
  }

  private func drawStack(
    _ moments: [FateStudy.Moment], into surface: inout Surface, in area: Rect
  ) {
    for (column, moment) in moments.enumerated() where moment.tally.count > 0 {
      for row in 0..<area.rows {
        // The middle of the cell, in futures from below.
        let level = (2 * (area.rows - row) - 1) * moment.tally.count / (2 * area.rows)
        var (leader, sum) = (0, moment.tally.hits[0])
        while sum <= level, leader < fate.leaders - 1 {
          leader += 1
          sum += moment.tally.hits[leader]
        }
        let style = style(ofLeader: leader)
        surface.draw(
          leader == fate.leaders - 1 ? "·" : "\(leader + 1)",
          at: area.point(column: column, row: row),
          style: leader == chosen ? style.bold.reversed : style)
      }
    }
  }

  private static let eighths = Array("▁▂▃▄▅▆▇█").map(String.init)

  /// A bar for each column; nothing for none, and the full height for all of the futures alone.
  private func drawBars(
    of question: Int, _ moments: [FateStudy.Moment], into surface: inout Surface, in line: Rect
  ) {
    let isBad = fate.questions[question] == .violation
    let style = theme[isBad ? .warning : question == chosen ? .key : .good]
    for (column, moment) in moments.enumerated() where moment.tally.count > 0 {
      let hits = moment.tally.hits[question]
      let height = hits == moment.tally.count ? 7 : hits * 7 / moment.tally.count
      surface.draw(
        hits == 0 ? "·" : Self.eighths[height], at: line.point(column: column),
        style: hits == 0 ? theme[.faint] : style)
    }
  }

  // MARK: Names

  /// The question, and its share at the cursor, or at the first moment where there is none.
  private func drawName(of question: Int, into surface: inout Surface, in line: Rect) {
    let columns = names(of: line.columns) - 1
    let tally = study.moment(at: cursor ?? fate.window.lowerBound).tally
    let isChosen = question == chosen
    let values = Self.share(of: question, in: tally, withInterval: columns > 30)
    let room = columns - 1 - surface.width.of(values) - 1
    let style = question < fate.leaders ? style(ofLeader: question) : theme[.text]
    let text = surface.width.padded(phrases.text(of: fate.questions[question]), columns: room)
    surface.draw(
      [
        Span(isChosen ? "▶" : " ", theme[.key]), Span(text + " ", isChosen ? style.bold : style),
        Span(values, theme[tally.hits[question] == 0 ? .faint : .strong]),
      ], at: line.origin, clip: line)
    surface.mark(
      Rect(column: line.left, row: line.top, columns: columns, rows: 1), as: .choice(question))
  }

  /// `34.1 %`, or `34.1 % (31.2–37.1)`; an ellipsis before any future was drawn.
  static func share(of question: Int, in tally: FateTally, withInterval: Bool) -> String {
    guard let interval = tally.interval(of: question) else { return "…" }
    let text = ExperimentNumbers.percent(tally.share(of: question), decimals: 1)
    guard withInterval else { return text }
    let bounds = [interval.lowerBound, interval.upperBound].map {
      ExperimentNumbers.percent($0, decimals: 1).dropLast(2)
    }
    return "\(text) (\(bounds.joined(separator: "–")))"
  }

  private func drawAxis(into surface: inout Surface, in line: Rect) {
    let style = theme[.faint]
    let (first, end) = ("\(fate.window.lowerBound)", "\(fate.window.upperBound)")
    guard let cursor, fate.window.contains(cursor) else {
      surface.draw(first, at: line.origin, style: style)
      return surface.draw(end, in: line, style: style, align: .right)
    }
    let place = column(of: cursor, of: line.columns)
    // To the right of the mark as long as there is room; the ends stand where that leaves some.
    let isOnRight = place + end.count + 3 < line.columns
    let text = isOnRight ? "▲ \(cursor)" : "\(cursor) ▲"
    let start = isOnRight ? place : max(0, place - text.count + 1)
    if start > first.count { surface.draw(first, at: line.origin, style: style) }
    if start + text.count < line.columns - end.count {
      surface.draw(end, in: line, style: style, align: .right)
    }
    surface.draw(text, at: line.point(column: start), style: theme[.key])
  }
}
