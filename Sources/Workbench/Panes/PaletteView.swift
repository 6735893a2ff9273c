import Screen

/// The palette: a box over the view, with what is typed and the commands that it finds.
struct PaletteView {
  let lab: Laboratory
  let typed: String
  let chosen: Int

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = lab.theme
    let entries = lab.paletteEntries(for: typed)
    let rows = min(area.rows - 1, max(8, min(18, area.rows - 6)))
    let box = area.centered(Size(columns: min(84, area.columns - 4), rows: rows))
    surface.fill(box, style: theme[.text])
    surface.box(
      box, title: [Span(lab.labels.paletteTitle, theme[.title])], style: theme[.border],
      kind: .rounded)
    surface.mark(box, as: .pane(.palette))
    let inner = box.inset(by: 1)
    surface.draw(
      [Span(" : ", theme[.key]), Span(typed, theme[.strong]), Span("▏", theme[.key])],
      in: inner.row(0))
    let list = inner.inset(top: 1)
    guard !entries.isEmpty else {
      surface.draw(lab.labels.noCommand, in: list.inset(left: 3), style: theme[.faint])
      return
    }
    let first = max(0, min(chosen - list.rows / 2, entries.count - list.rows))
    for row in 0..<min(list.rows, entries.count - first) {
      let place = first + row
      let line = list.row(row)
      let keys = shown(entries[place].keys, width: surface.width)
      let (right, left) = line.inset(left: 3, right: 1).split(
        right: keys.isEmpty ? 0 : surface.width.of(keys) + 1)
      surface.draw(entries[place].title, in: left, style: theme[.text])
      surface.draw(keys, in: right, style: theme[.key], align: .right)
      if place == chosen {
        surface.restyle(line) { theme.selected($0).bold }
        surface.draw(
          "▶", at: line.point(column: 1), style: theme.selected(theme[.key]))
      }
      surface.mark(line, as: .choice(place))
    }
  }

  /// As many keys as have room, whole.
  private func shown(_ keys: String, width: TextWidth) -> String {
    var shown = ""
    for key in keys.split(separator: " ") {
      let longer = shown.isEmpty ? String(key) : "\(shown) \(key)"
      guard width.of(longer) <= Self.keyColumns else { break }
      shown = longer
    }
    return shown
  }

  private static let keyColumns = 14
}
