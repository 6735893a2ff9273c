import Screen
import Simulation
import Teaching

/// What can become of a run, on one page: the chart, all shares at its first moment, and where they
/// change. A terminal shows it as text, a file as SVG.
package struct FatePage {
  private let study: FateStudy
  private let theme: Theme
  private let language: Language
  private let size: Size
  /// What happened at turning points, by event.
  private let stories: [Int: String]

  /// The fewest columns in which a page can be read, and the fewest rows of its chart.
  package static let leastColumns = 60
  package static let leastRows = 8

  /// - Parameters:
  ///   - size: columns at least `leastColumns`; the rows are those of the chart.
  ///   - stories: what happened at turning points, by event.
  package init(
    _ study: FateStudy, theme: Theme, language: Language, size: Size, stories: [Int: String]
  ) {
    self.study = study
    self.theme = theme
    self.language = language
    self.size = size
    self.stories = stories
  }

  private var phrases: any FatePhrases { language.phrasebook }

  /// The page, as many rows as it takes.
  package var surface: Surface {
    let chart = FateChart(study: study, theme: theme, phrases: phrases)
    let heading = wrapped([Span(phrases.extent(of: study), theme[.text])])
    let notes = self.notes
    let rows = max(size.rows, chart.leastRows)
    var surface = Surface(
      size: Size(columns: size.columns, rows: heading.count + 1 + rows + 1 + notes.count),
      style: theme[.text])
    for (row, line) in heading.enumerated() { surface.draw(line, at: Point(column: 0, row: row)) }
    let plot = Rect(column: 0, row: heading.count + 1, columns: size.columns, rows: rows)
    chart.draw(into: &surface, in: plot)
    for (row, line) in notes.enumerated() {
      surface.draw(line, at: Point(column: 0, row: plot.bottom + 1 + row))
    }
    return surface
  }

  private func wrapped(_ spans: [Span]) -> [[Span]] {
    TextWidth.standard.wrap(spans, columns: size.columns)
  }

  private var notes: [[Span]] {
    var notes: [[Span]] = []
    for (place, question) in study.fate.questions.enumerated() {
      guard let turn = study.certain(place), turn.isCertain == true else { continue }
      notes += wrapped([Span(phrases.certain(turn, question), theme[.good])])
    }
    let turns = study.turns(most: 5)
    for turn in turns {
      var text = phrases.turn(
        turn, study.fate.questions[turn.question],
        from: ExperimentNumbers.percent(turn.from ?? 0, decimals: 1),
        to: ExperimentNumbers.percent(turn.to, decimals: 1))
      if turn.isExact, let story = stories[turn.event], !story.isEmpty { text += "  \(story)" }
      notes += wrapped([Span("● ", theme[.key]), Span(text, theme[.strong])])
    }
    if turns.isEmpty { notes.append([Span(phrases.noTurns, theme[.faint])]) }
    for text in [phrases.fateNote] + phrases.notes(of: study) {
      notes += wrapped([Span(text, theme[.faint])])
    }
    return notes
  }
}
