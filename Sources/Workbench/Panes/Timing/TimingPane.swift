import Screen
import Simulation
import Teaching

/// The dials of the timing, over the last rows of the view, and what is to be feared of how they
/// stand.
struct TimingPane: Pane {
  let glance: Glance
  let chosen: TimingDial

  var id: PaneID { .timing }

  private var phrases: any TimingPhrases { glance.language.phrasebook }
  private var advice: TimingAdvice? { TimingAdvice(glance.state, on: glance.branch) }

  private static let dials = TimingDial.allCases.count

  func area(in body: Rect) -> Rect {
    // Of the cluster, its servers are to be seen while dials are turned.
    let notes = glance.look.isLargePrint ? 2 : 4
    return body.split(bottom: min(Self.dials + 2 + notes, max(Self.dials, body.rows - 6))).0
  }

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    surface.fill(area, style: theme[.text])
    surface.horizontalLine(at: area.origin, columns: area.columns, style: theme[.border])
    surface.draw(
      [Span(" \(glance.labels.timingTitle) ", theme[.title])], at: area.point(column: 1), clip: area
    )
    guard let timing = TimingDial.Timing(glance.state), let advice else { return }
    var rest = area.inset(left: 1, top: 1, right: 1)
    for dial in TimingDial.allCases where rest.rows > 0 {
      draw(dial, timing, into: &surface, in: rest.row(0))
      surface.mark(rest.row(0), as: .choice(dial.rawValue))
      rest = rest.inset(top: 1)
    }
    for (text, isWrong) in said(advice) {
      guard rest.rows > 0 else { return }
      let style = theme[isWrong ? .warning : .text]
      rest = rest.split(top: surface.drawWrapped([Span(text, style)], in: rest)).rest
    }
  }

  private func draw(
    _ dial: TimingDial, _ timing: TimingDial.Timing, into surface: inout Surface, in line: Rect
  ) {
    let theme = glance.theme
    let isChosen = dial == chosen
    let name = surface.width.padded(dial.name(phrases), columns: min(28, line.columns / 2))
    let value = dial.text(in: timing).paddedLeft(to: 12)
    // The mark stands at the last stop that is not above the value.
    let place = dial.stops.lastIndex { $0 <= dial.value(in: timing) } ?? 0
    let scale = dial.stops.indices.map { $0 == place ? "●" : "─" }.joined(separator: "─")
    surface.draw(
      [
        Span(isChosen ? "▶ " : "  ", theme[.key]),
        Span(name, theme[isChosen ? .strong : .text]), Span(value + "  ", theme[.strong]),
        Span(scale, theme[isChosen ? .key : .faint]),
      ], at: line.origin, clip: line)
    if isChosen { surface.restyle(line) { theme.selected($0) } }
  }

  /// The paper's inequality with these numbers, and what is wrong.
  private func said(_ advice: TimingAdvice) -> [(text: String, isWrong: Bool)] {
    let warnings = advice.warnings.map { (text: phrases.text(of: $0), isWrong: true) }
    let verdict = warnings.isEmpty ? [(text: phrases.stable(advice), isWrong: false)] : warnings
    return [(phrases.inequality(of: advice), false)] + verdict
  }

  /// The chosen dial, and what is to be feared of how all stand.
  var spoken: [String] {
    guard let timing = TimingDial.Timing(glance.state), let advice else { return [] }
    return ["\(chosen.name(phrases)): \(chosen.text(in: timing))"] + said(advice).map(\.text)
  }
}
