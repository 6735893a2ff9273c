import Screen

/// How to read the screen, and every key.
struct HelpView {
  let lab: Laboratory
  let scrolled: Int

  func draw(into surface: inout Surface, in area: Rect) {
    let inner = area.inset(columns: 2, rows: 1)
    let legend = self.legend
    let keys = self.keys(width: surface.width)
    let isWide = inner.columns >= 120
    let parts = isWide ? inner.divided(intoColumns: 2, gap: 2) : [inner]
    let columns = isWide ? [legend, keys] : [legend + [[]] + keys]
    for (part, lines) in zip(parts, columns) {
      let wrapped = lines.flatMap { line in
        line.isEmpty ? [[]] : surface.width.wrap(line, columns: part.columns, hanging: 16)
      }
      let first = min(scrolled, max(0, wrapped.count - part.rows))
      for (row, line) in wrapped.dropFirst(first).prefix(part.rows).enumerated() {
        surface.draw(line, at: part.point(row: row), clip: part)
      }
      if wrapped.count - first > part.rows {
        surface.draw(
          "↓", at: Point(column: part.right - 1, row: part.bottom), style: lab.theme[.key])
      }
    }
  }

  private var legend: [[Span]] {
    [[Span(lab.labels.helpTitle, lab.theme[.title])]]
      + lab.labels.legend.map { line in
        [
          Span(pad(line.sign), lab.theme[.key]), Span(line.meaning, lab.theme[.text]),
        ]
      }
  }

  private func keys(width: TextWidth) -> [[Span]] {
    var lines: [[Span]] = []
    for group in Keymap.Group.allCases {
      if !lines.isEmpty { lines.append([]) }
      lines.append([Span(lab.labels.title(of: group), lab.theme[.title])])
      for binding in lab.keymap.bindings where binding.group == group {
        let context = lab.labels.title(of: binding.context)
        let title = lab.labels.title(of: binding.command, in: binding.context)
        lines.append([
          Span(pad(binding.shownKeys), lab.theme[.key]), Span(title, lab.theme[.text]),
          Span(context.isEmpty ? "" : "  (\(context))", lab.theme[.faint]),
        ])
      }
    }
    return lines
  }

  private func pad(_ text: String) -> String {
    TextWidth.standard.padded(text, columns: 15) + " "
  }
}
