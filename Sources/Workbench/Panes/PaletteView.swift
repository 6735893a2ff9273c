import Screen

/// The palette: a box over the view, with what is typed and the commands that it finds.
struct PaletteView: Pane {
  let glance: Glance
  let typed: String
  let chosen: Int

  var id: PaneID { .palette }

  func area(in body: Rect) -> Rect {
    let rows = min(body.rows - 1, max(8, min(18, body.rows - 6)))
    return body.centered(Size(columns: min(84, body.columns - 4), rows: rows))
  }

  func draw(into surface: inout Surface, in box: Rect) {
    let theme = glance.theme
    let entries = self.entries
    surface.fill(box, style: theme[.text])
    surface.box(
      box, title: [Span(glance.labels.paletteTitle, theme[.title])], style: theme[.border],
      kind: .rounded)
    let inner = box.inset(by: 1)
    surface.draw(
      [Span(" : ", theme[.key]), Span(typed, theme[.strong]), Span("▏", theme[.key])],
      in: inner.row(0))
    let list = inner.inset(top: 1)
    guard !entries.isEmpty else {
      surface.draw(glance.labels.noCommand, in: list.inset(left: 3), style: theme[.faint])
      return
    }
    let window = ListWindow(count: entries.count, chosen: chosen, rows: list.rows)
    for (row, place) in window.places.enumerated() {
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

  private var entries: [PaletteSearch.Entry] {
    glance.views.palette?.entries(for: typed) ?? []
  }

  /// The chosen command with its number, and how many were found.
  var spoken: [String] {
    let entries = entries
    guard entries.indices.contains(chosen) else { return [glance.labels.noCommand] }
    let line = "\(chosen + 1)/\(entries.count)  \(entries[chosen].title)"
    guard chosen == 0, (2...Self.mostSpoken).contains(entries.count) else { return [line] }
    // Few enough to be heard at once: a blank and a number choose one.
    let numbers = entries.indices.map { "\($0 + 1)" }
    return ChoiceList.spoken(entries.map(\.title), by: numbers, glance.labels)
  }

  /// The most commands that are said at once.
  private static let mostSpoken = 9

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
