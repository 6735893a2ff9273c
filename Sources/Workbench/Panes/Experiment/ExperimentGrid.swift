import Screen
import Simulation
import Teaching

/// The table of an experiment: a row for each line, and under it what somebody else has found.
struct ExperimentGrid {
  private let results: ExperimentResults
  private let theme: Theme
  private let language: Language
  private var cells: [[Span]] = []

  /// The times that have a column.
  private static let statistics: [Experiment.Statistic] = [.min, .median, .mean, .p90, .p99, .max]

  init(_ results: ExperimentResults, theme: Theme, language: Language) {
    self.results = results
    self.theme = theme
    self.language = language
    cells = [header]
    for place in results.experiment.lines.indices {
      cells.append(row(ofLine: place))
      if !isShare, let row = besides(ofLine: place) { cells.append(row) }
    }
  }

  private var phrases: any ExperimentPhrases { language.phrasebook }
  private var experiment: Experiment { results.experiment }
  private var isShare: Bool { experiment.measure.isShare }
  private var hasBesides: Bool { experiment.lines.contains { !$0.beside.isEmpty } }

  /// Notes under the table.
  private var notes: [String] {
    var notes = [isShare ? phrases.sharesNote : phrases.timesNote]
    if hasBesides {
      let source = experiment.source?[language]
      notes.append((isShare ? "" : "= ") + phrases.beside(source))
    }
    if isShare { notes.append(phrases.shareMarks) }
    return notes
  }

  /// The rows that it takes.
  var rows: Int { cells.count + notes.count }

  func draw(into surface: inout Surface, in area: Rect) {
    let width = TextWidth.standard
    let count = cells.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      cells.map { $0.indices.contains(column) ? width.of($0[column].text) : 0 }.max() ?? 0
    }
    for (row, line) in cells.enumerated() {
      var column = area.left
      for (place, cell) in line.enumerated() {
        // Names stand on the left, numbers on the right.
        let spare = place == 0 ? 0 : widths[place] - width.of(cell.text)
        surface.draw(
          [cell], at: Point(column: column + spare, row: area.top + row))
        column += widths[place] + 2
      }
    }
    for (row, note) in notes.enumerated() {
      surface.draw(
        note, at: Point(column: area.left, row: area.top + cells.count + row),
        style: theme[.faint])
    }
  }

  // MARK: Rows

  private var header: [Span] {
    var titles = ["", phrases.trialsTitle]
    if isShare {
      titles += [phrases.title(of: .share), phrases.intervalTitle]
      if hasBesides { titles += ["◇", ""] }
    } else {
      for statistic in Self.statistics {
        titles.append(phrases.title(of: statistic))
        if statistic == .median { titles.append(phrases.intervalTitle) }
      }
      if case .time(_, let within) = experiment.measure, hasOver {
        titles.append(phrases.overTitle(within))
      }
    }
    return titles.map { Span($0, theme[.title]) }
  }

  /// Whether any trial took longer than the experiment waits.
  private var hasOver: Bool { results.outcomes.contains { $0.contains(nil) } }

  private func row(ofLine place: Int) -> [Span] {
    let line = experiment.lines[place]
    let style = theme.terms[place % theme.terms.count].removing(.underline)
    let letter = isShare ? "" : CurvePlot.letter(ofLine: place) + " "
    var row = [
      Span(letter + line.name, style.bold),
      Span("\(results.outcomes[place].count)", theme[.text]),
    ]
    if let share = results.share(ofLine: place) {
      row += cells(of: share, beside: line.beside[.share])
    } else if let times = results.times(ofLine: place) {
      row += cells(of: times)
    }
    return row
  }

  private func cells(of times: TimeSummary) -> [Span] {
    var texts: [String] = []
    for statistic in Self.statistics {
      texts.append(ExperimentNumbers.milliseconds(times.value(of: statistic)))
      guard statistic == .median else { continue }
      let interval = times.interval(of: statistic)
      let bounds = [interval.lower, interval.upper].map { ExperimentNumbers.milliseconds($0) }
      // Both are the same where so many took too long that no more can be said.
      texts.append(bounds[0] == bounds[1] ? bounds[0] : bounds.joined(separator: "–"))
    }
    if hasOver { texts.append("\(times.over)") }
    return texts.map { Span($0, theme[.text]) }
  }

  private func cells(
    of share: ShareSummary, beside given: Experiment.Given?
  ) -> [Span] {
    let interval = share.interval
    var cells = [
      Span(ExperimentNumbers.percent(share.share), theme[.text]),
      Span(
        "\(ExperimentNumbers.percent(interval.lowerBound))–"
          + ExperimentNumbers.percent(interval.upperBound), theme[.text]),
    ]
    if case .share(let parts) = given {
      let value = Double(parts) / 1e6
      let isInside = interval.contains(value)
      cells.append(Span(ExperimentNumbers.percent(value), theme[.text]))
      cells.append(Span(phrases.agrees(isInside), theme[isInside ? .faint : .warning]))
    }
    return cells
  }

  /// What somebody else has found of a line; nil where that is nothing.
  private func besides(ofLine place: Int) -> [Span]? {
    let given = experiment.lines[place].beside
    guard !given.isEmpty else { return nil }
    var texts = ["  =", ""]
    for statistic in Self.statistics {
      texts.append(given[statistic].map { ExperimentNumbers.milliseconds($0) } ?? "")
      if statistic == .median { texts.append("") }
    }
    return texts.map { Span($0, theme[.faint]) }
  }
}
