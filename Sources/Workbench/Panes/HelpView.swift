import Screen
import Simulation

/// How to read the screen, and every key.
struct HelpView: Pane {
  let glance: Glance
  let scrolled: Int

  var id: PaneID { .help }

  func draw(into surface: inout Surface, in area: Rect) {
    let columns = columns(in: area, width: surface.width)
    surface.mark(area, of: id, scrollingTo: columns.map(\.lastScroll).max() ?? 0)
    for column in columns where column.draw(into: &surface, from: scrolled) {
      let place = Point(column: column.area.right - 1, row: column.area.bottom)
      surface.draw("↓", at: place, style: glance.theme[.key])
    }
  }

  /// What stands where: side by side where there is room, else one below the other.
  private func columns(in area: Rect, width: TextWidth) -> [ScrolledLines] {
    let inner = area.inset(columns: 2, rows: 1)
    let isWide = inner.columns >= 110
    let parts = isWide ? inner.divided(intoColumns: 2, gap: 2) : [inner]
    let texts = isWide ? [thisScreen, everywhere] : [thisScreen + [.blank] + everywhere]
    return zip(parts, texts).map { part, lines in
      let wrapped = lines.flatMap { self.wrapped($0, columns: part.columns, width: width) }
      return ScrolledLines(lines: wrapped, area: part)
    }
  }

  private enum Line {
    case text([Span])
    /// A sign or keys, and what they mean.
    case sign(String, [Span])

    static let blank = Line.text([])
  }

  /// A line in as many as it takes; what a sign means stays beside the sign, and keys are told
  /// whole, one below the other where they are many.
  private func wrapped(_ line: Line, columns: Int, width: TextWidth) -> [[Span]] {
    switch line {
    case .text(let spans): return spans.isEmpty ? [[]] : width.wrap(spans, columns: columns)
    case .sign(let sign, let meaning):
      let room = Self.signColumns - 1
      let signs = width.of(sign) <= room ? [sign] : width.wrap(sign, columns: room)
      let meanings = width.wrap(meaning, columns: max(1, columns - Self.signColumns))
      return (0..<max(signs.count, meanings.count)).map { row in
        let text = row < signs.count ? signs[row] : ""
        return [Span(width.padded(text, columns: Self.signColumns), glance.theme[.key])]
          + (row < meanings.count ? meanings[row] : [])
      }
    }
  }

  /// The columns of signs and keys, with the gap after them.
  private static let signColumns = 16

  /// What is on the screen that the help was asked for on: what it is for, its signs, its keys.
  private var thisScreen: [Line] {
    let theme = glance.theme
    let labels = glance.labels
    var lines: [Line] = [
      .text([
        Span(labels.helpForView, theme[.title]), Span(labels.name(of: glance.view), theme[.title]),
      ]),
      .text([
        Span(isWatched ? watchedPurpose : labels.purpose(of: glance.view), theme[.text])
      ]),
      .blank,
    ]
    let legend = isWatched ? labels.watchedLegend : labels.legend(of: glance.view)
    lines += legend.map { .sign($0.sign, [Span($0.meaning, theme[.text])]) }
    let own = glance.look.keymap.bindings.filter { $0.context == glance.view.context }
    if !own.isEmpty { lines += [.blank] + own.map { line(for: $0, namesContext: false) } }
    return lines
  }

  /// Whether it is told of a real cluster.
  private var watchedPurpose: String {
    glance.state.watched?.access == .attached
      ? glance.labels.attachedPurpose : glance.labels.watchedPurpose
  }

  private var isWatched: Bool { glance.state.watched != nil && glance.view == .cluster }

  /// Every key but those of other views.
  private var everywhere: [Line] {
    var lines: [Line] = [.text([Span(glance.labels.helpForAll, glance.theme[.title])])]
    for group in Keymap.Group.allCases where group != .views {
      lines += [.blank, .text([Span(glance.labels.title(of: group), glance.theme[.title])])]
      lines += glance.look.keymap.bindings.filter { $0.group == group }.map {
        line(for: $0, namesContext: true)
      }
    }
    return lines
  }

  private func title(of binding: Keymap.Binding) -> String {
    let isWatching = binding.context == .normal && glance.isWatching(binding.command)
    let watched = isWatching ? glance.labels.title(watching: binding.command) : nil
    return watched ?? glance.labels.title(of: binding.command, in: binding.context)
  }

  private func line(for binding: Keymap.Binding, namesContext: Bool) -> Line {
    let context = namesContext ? glance.labels.title(of: binding.context) : ""
    let title = title(of: binding)
    let canAct = glance.capabilities.contains(.acting)
    let isIdle =
      glance.state.watched != nil
      && (binding.row.isForModelsOnly || !canAct && binding.row.actsOnCluster)
    if isIdle {
      return .sign(
        binding.shownKeys, [Span("\(title)  (\(glance.labels.notHere))", glance.theme[.faint])])
    }
    let place =
      glance.state.watched != nil && binding.row.needs.contains(.stepping)
      ? glance.labels.onlyInPast : context
    return .sign(
      binding.shownKeys,
      [
        Span(title, glance.theme[.text]),
        Span(place.isEmpty ? "" : "  (\(place))", glance.theme[.faint]),
      ])
  }
}

extension Glance {
  /// Whether a command does to real members what it is said to do to them: where nothing can be done, only
  /// saving is another thing than in the simulation.
  func isWatching(_ command: KeyCommand) -> Bool {
    state.watched != nil && (capabilities.contains(.acting) || command == .saveSession)
  }
}
