import Screen
import Simulation
import Teaching

/// The share code, whole: on lines of its own from the first column on, so that selecting it takes
/// nothing else with it.
struct SharePanel {
  let lab: Laboratory
  let code: String
  let scrolled: Int

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = lab.theme
    let inner = area.inset(columns: 2, rows: 1)
    surface.draw(
      lab.language.sessionLabels.shareCode, at: inner.origin, style: theme[.title], clip: inner)
    for (row, line) in about(columns: inner.columns).enumerated() {
      surface.draw(line, at: inner.point(row: row + 2), style: theme[.text], clip: inner)
    }
    if body(in: area).draw(into: &surface, from: scrolled) {
      lab.drawMore(into: &surface, in: area)
    }
  }

  /// How far there is something to scroll to.
  var lastScroll: Int {
    let area = Rect(column: 0, row: 1, columns: lab.size.columns, rows: lab.size.rows - 2)
    return body(in: area).lastScroll
  }

  private func about(columns: Int) -> [String] {
    let extent = SessionEntry.Extent(of: Session(of: lab.timeline))
    let text = lab.language.sessionLabels.aboutCode(characters: code.count, extent: extent)
    return TextWidth.standard.wrap(text, columns: max(1, columns))
  }

  /// The code, within its area.
  private func body(in area: Rect) -> ScrolledLines {
    let top = 4 + about(columns: area.inset(columns: 2, rows: 1).columns).count
    let body = area.inset(top: min(top, area.rows)).split(bottom: 1).rest
    let characters = Array(code)
    let width = max(1, body.columns)
    let lines = stride(from: 0, to: characters.count, by: width).map {
      [Span(String(characters[$0..<min($0 + width, characters.count)]), lab.theme[.strong])]
    }
    return ScrolledLines(lines: lines, area: body)
  }
}
