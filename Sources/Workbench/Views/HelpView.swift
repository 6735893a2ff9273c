import Screen

/// How to read the screen, and every key.
struct HelpView {
  let lab: Laboratory
  let scrolled: Int

  func draw(into surface: inout Surface, in area: Rect) {
    surface.mark(area, as: .pane(.help))
    for (part, wrapped) in columns(in: area, width: surface.width) {
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

  /// How far there is something to scroll to.
  func lastScroll(in area: Rect, width: TextWidth) -> Int {
    columns(in: area, width: width).map { part, lines in max(0, lines.count - part.rows) }.max()
      ?? 0
  }

  /// What stands where: side by side where there is room, else one below the other.
  private func columns(in area: Rect, width: TextWidth) -> [(part: Rect, lines: [[Span]])] {
    let inner = area.inset(columns: 2, rows: 1)
    let isWide = inner.columns >= 110
    let parts = isWide ? inner.divided(intoColumns: 2, gap: 2) : [inner]
    let texts = isWide ? [thisScreen, everywhere] : [thisScreen + [[]] + everywhere]
    return zip(parts, texts).map { part, lines in
      return (part, lines.flatMap { wrapped($0, columns: part.columns, width: width) })
    }
  }

  /// A line in as many as it takes; what a sign means stays beside the sign.
  private func wrapped(_ line: [Span], columns: Int, width: TextWidth) -> [[Span]] {
    guard line.first?.style == lab.theme[.key] else {
      return line.isEmpty ? [[]] : width.wrap(line, columns: columns)
    }
    let lines = width.wrap(line, columns: columns, hanging: Self.signColumns)
    let indent = Span(String(repeating: " ", count: Self.signColumns), lab.theme[.text])
    return lines.prefix(1) + lines.dropFirst().map { [indent] + $0 }
  }

  /// The columns of signs and keys, with the gap after them.
  private static let signColumns = 16

  /// What is on the screen that the help was asked for on: what it is for, its signs, its keys.
  private var thisScreen: [[Span]] {
    let theme = lab.theme
    let labels = lab.labels
    var lines: [[Span]] = [
      [
        Span(labels.helpForView, theme[.title]),
        Span(labels.name(of: lab.view), theme[.title]),
      ],
      [Span(labels.purpose(of: lab.view), theme[.text])], [],
    ]
    lines += labels.legend(of: lab.view).map { line in
      [Span(pad(line.sign), theme[.key]), Span(line.meaning, theme[.text])]
    }
    let own = lab.keymap.bindings.filter { $0.context == lab.view.context }
    if !own.isEmpty { lines += [[]] + own.map { line(for: $0, namesContext: false) } }
    return lines
  }

  /// Every key but those of other views.
  private var everywhere: [[Span]] {
    var lines: [[Span]] = [[Span(lab.labels.helpForAll, lab.theme[.title])]]
    for group in Keymap.Group.allCases where group != .views {
      lines += [[], [Span(lab.labels.title(of: group), lab.theme[.title])]]
      lines += lab.keymap.bindings.filter { $0.group == group }.map {
        line(for: $0, namesContext: true)
      }
    }
    return lines
  }

  private func line(for binding: Keymap.Binding, namesContext: Bool) -> [Span] {
    let context = namesContext ? lab.labels.title(of: binding.context) : ""
    let title = lab.labels.title(of: binding.command, in: binding.context)
    return [
      Span(pad(binding.shownKeys), lab.theme[.key]), Span(title, lab.theme[.text]),
      Span(context.isEmpty ? "" : "  (\(context))", lab.theme[.faint]),
    ]
  }

  private func pad(_ text: String) -> String {
    TextWidth.standard.padded(text, columns: Self.signColumns - 1) + " "
  }
}
