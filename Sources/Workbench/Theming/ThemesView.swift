import Screen

/// The themes to choose from: a box in the corner, so that most of the screen shows the one tried.
struct ThemesView: Pane {
  let glance: Glance
  let themes: ThemeChooser
  let choice: Choice

  var id: PaneID { .list }

  func area(in body: Rect) -> Rect {
    let names = themes.schemes.map { TextWidth.standard.of($0.slug) }.max() ?? 0
    let columns = min(body.columns, min(max(names, 12), 30) + Swatch.columns + 7)
    let rows = min(body.rows, themes.schemes.count + 2)
    return Rect(
      column: body.right - columns, row: body.bottom - rows, columns: columns, rows: rows)
  }

  func draw(into surface: inout Surface, in box: Rect) {
    let theme = glance.theme
    surface.fill(box, style: theme[.text])
    surface.box(
      box, title: [Span(glance.labels.themesTitle, theme[.title])], style: theme[.border],
      kind: .rounded)
    let list = box.inset(by: 1)
    let window = ListWindow(count: themes.schemes.count, chosen: choice.place, rows: list.rows)
    for (row, place) in window.places.enumerated() {
      let line = list.row(row)
      let (right, left) = line.inset(left: 3, right: 1).split(right: Swatch.columns)
      surface.draw(
        surface.width.truncated(themes.schemes[place].slug, columns: left.columns - 1), in: left,
        style: theme[.text])
      if place == choice.place {
        surface.restyle(line) { theme.selected($0).bold }
        surface.draw("▶", at: line.point(column: 1), style: theme.selected(theme[.key]))
      }
      surface.draw(
        Swatch(theme: theme.with(themes.schemes[place])).spans, in: right)
      surface.mark(line, as: .choice(place))
    }
    window.drawArrows(into: &surface, in: list, style: theme[.key])
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
