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
    let body = codeArea(in: area)
    let lines = lines(columns: body.columns)
    for (row, line) in lines.dropFirst(scrolled).prefix(body.rows).enumerated() {
      surface.draw(line, at: body.point(row: row), style: theme[.strong], clip: body)
    }
    if lines.count - scrolled > body.rows {
      surface.draw("↓", at: Point(column: area.right - 2, row: area.bottom), style: theme[.key])
    }
  }

  /// How far there is something to scroll to.
  var lastScroll: Int {
    let area = Rect(column: 0, row: 1, columns: lab.size.columns, rows: lab.size.rows - 2)
    let body = codeArea(in: area)
    return max(0, lines(columns: body.columns).count - body.rows)
  }

  private func about(columns: Int) -> [String] {
    let extent = SessionEntry.Extent(of: Session(of: lab.timeline))
    let text = lab.language.sessionLabels.aboutCode(characters: code.count, extent: extent)
    return TextWidth.standard.wrap(text, columns: max(1, columns))
  }

  private func codeArea(in area: Rect) -> Rect {
    let top = 4 + about(columns: area.inset(columns: 2, rows: 1).columns).count
    return area.inset(top: min(top, area.rows)).split(bottom: 1).rest
  }

  private func lines(columns: Int) -> [String] {
    let characters = Array(code)
    let width = max(1, columns)
    return stride(from: 0, to: characters.count, by: width).map {
      String(characters[$0..<min($0 + width, characters.count)])
    }
  }
}
