import Screen
import Simulation
import Teaching

/// What came of an experiment, on one page: what was asked, a plot, and a table in which somebody
/// else's numbers stand beside ours. A terminal shows it as text, a file as SVG.
package struct ExperimentPage {
  private let results: ExperimentResults
  private let theme: Theme
  private let language: Language
  private let columns: Int
  private let plotRows: Int

  /// The fewest columns in which a page can be read.
  package static let leastColumns = 60
  /// The fewest rows of a plot of curves.
  package static let leastRows = 8

  /// - Parameter size: columns at least `leastColumns`; the rows are those of the plot of curves.
  package init(
    _ results: ExperimentResults, theme: Theme, language: Language, size: Size
  ) {
    self.results = results
    self.theme = theme
    self.language = language
    columns = max(Self.leastColumns, size.columns)
    plotRows = max(Self.leastRows, size.rows)
  }

  private var phrases: any ExperimentPhrases { language.phrasebook }
  private var experiment: Experiment { results.experiment }

  /// The page, as many rows as it takes.
  package var surface: Surface {
    let table = ExperimentGrid(results, theme: theme, language: language)
    let heading = heading
    let plot = plot
    let rows = heading.count + 1 + plot.rows + 1 + table.rows
    var surface = Surface(size: Size(columns: columns, rows: rows), style: theme[.text])
    for (row, line) in heading.enumerated() { surface.draw(line, at: Point(column: 0, row: row)) }
    var area = surface.bounds.inset(top: heading.count + 1)
    plot.draw(&surface, Rect(origin: area.origin, size: Size(columns: columns, rows: plot.rows)))
    area = area.inset(top: plot.rows + 1)
    table.draw(into: &surface, in: area)
    return surface
  }

  private var heading: [[Span]] {
    let width = TextWidth.standard
    var spans: [(String, Style)] = [(experiment.title[language], theme[.title])]
    if let about = experiment.about { spans.append((about[language], theme[.text])) }
    let lines = experiment.lines.indices.count { !results.outcomes[$0].isEmpty }
    let extent = phrases.extent(
      trials: results.outcomes.reduce(0) { $0 + $1.count }, lines: lines, of: results.shard)
    let space = language == .chinese ? "" : " "
    spans.append((phrases.sentence(for: experiment.measure) + space + extent, theme[.faint]))
    return spans.flatMap { width.wrap([Span($0.0, $0.1)], columns: columns) }
  }

  private var plot: (rows: Int, draw: (inout Surface, Rect) -> Void) {
    guard experiment.measure.isShare else {
      let plot = CurvePlot(results: results, theme: theme)
      return (plotRows, { plot.draw(into: &$0, in: $1) })
    }
    let longest = experiment.lines.map { TextWidth.standard.of($0.name) }.max() ?? 0
    let plot = SharePlot(results: results, theme: theme, names: min(longest, columns / 2))
    return (plot.rows, { plot.draw(into: &$0, in: $1) })
  }
}
