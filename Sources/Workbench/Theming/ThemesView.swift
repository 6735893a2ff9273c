import Screen

/// The themes to choose from: a box in the corner, so that most of the screen shows the one tried.
struct ThemesView {
  let lab: Laboratory
  let shelf: ThemeChooser
  let chosen: Int

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = lab.theme
    let names = shelf.schemes.map { surface.width.of($0.slug) }.max() ?? 0
    let swatch = Swatch.columns
    let columns = min(area.columns, min(max(names, 12), 30) + swatch + 7)
    let rows = min(area.rows, shelf.schemes.count + 2)
    let box = Rect(
      column: area.right - columns, row: area.bottom - rows, columns: columns, rows: rows)
    surface.fill(box, style: theme[.text])
    surface.box(
      box, title: [Span(lab.labels.themesTitle, theme[.title])], style: theme[.border],
      kind: .rounded)
    let list = box.inset(by: 1)
    let first = max(0, min(chosen - list.rows / 2, shelf.schemes.count - list.rows))
    for row in 0..<min(list.rows, shelf.schemes.count - first) {
      let place = first + row
      let line = list.row(row)
      let (right, left) = line.inset(left: 3, right: 1).split(right: swatch)
      surface.draw(
        surface.width.truncated(shelf.schemes[place].slug, columns: left.columns - 1), in: left,
        style: theme[.text])
      if place == chosen {
        surface.restyle(line) { theme.selected($0).bold }
        surface.draw("▶", at: line.point(column: 1), style: theme.selected(theme[.key]))
      }
      surface.draw(
        Swatch(theme: theme.with(shelf.schemes[place])).spans, in: right)
      surface.mark(line, as: .choice(place))
    }
  }
}

/// A theme in a few cells: the roles, and terms.
package struct Swatch {
  let theme: Theme

  package init(theme: Theme) { self.theme = theme }

  /// How wide it is.
  package static let columns = 17

  package var spans: [Span] {
    let roles: [(String, Theme.Ink)] = [
      (" ★", .leader), (" ◆", .candidate), (" ○", .follower), (" ✖", .down), (" ", .text),
    ]
    let terms = (1...6).map { Span("\($0)", theme.style(ofTerm: $0)) }
    return roles.map { Span($0.0, theme[$0.1]) } + terms
      + [Span(" ", theme[.text]), Span("+", theme[.changed])]
  }
}
