import RaftCore
import Screen
import Simulation
import Teaching

/// The reasons: the latest event in full, each rule that fired with its numbers and its section, and
/// below it what came before, in a line each that leaves the reasons out.
struct WhyPane {
  let lab: Laboratory

  func draw(into surface: inout Surface, in area: Rect) {
    surface.mark(area, as: .pane(.why))
    surface.horizontalLine(at: area.origin, columns: area.columns, style: lab.theme[.border])
    surface.draw(
      " \(lab.labels.why) ", at: area.point(column: 1), style: lab.theme[.title], clip: area)
    lab.drawClickHint(lab.labels.clickGoes, into: &surface, in: area.row(0))
    var rest = area.inset(left: 1, top: 1, right: 1)
    guard let latest = lab.timeline.latest else {
      drawWelcome(into: &surface, in: rest.inset(left: 1))
      return
    }
    let reasons = lab.reasons
    rest = drawWhole(latest, reasons.story, into: &surface, in: rest)
    let room = max(0, rest.rows)
    // The last line that can be seen stays in sight.
    let scrolled = min(lab.views[scroll: .why], max(0, reasons.lines.count - room))
    for line in reasons.lines.dropFirst(scrolled).prefix(room) {
      let (row, below) = rest.split(top: 1)
      surface.mark(row, as: .event(line.event))
      // Quiet: the eye is at the top.
      let faint = lab.theme[.faint]
      surface.draw([time(line.time, style: faint), Span(line.text, faint)], in: row)
      rest = below
    }
  }

  private func drawWelcome(into surface: inout Surface, in area: Rect) {
    var rest = area
    // A lesson says itself what is to be seen and pressed.
    let paragraphs = lab.lesson == nil ? lab.labels.welcome : [lab.language.lessonLabels.notBegun]
    for (position, paragraph) in paragraphs.enumerated() {
      let style = position == 0 ? lab.theme[.key] : lab.theme[.text]
      let lines = surface.drawWrapped([Span(paragraph, style)], in: rest)
      rest = rest.split(top: max(1, lines)).rest
    }
  }

  /// The width of the column of times: as wide as the latest needs, and a blank.
  private var timeColumns: Int { max(9, lab.timeline.now.seconds.count + 1) }

  private func time(_ time: Time, style: Style) -> Span {
    let text = time.seconds
    return Span(text + String(repeating: " ", count: max(1, timeColumns - text.count)), style)
  }

  /// An event with all that fired; returns the area below it.
  private func drawWhole(
    _ event: Event, _ story: [Sentence], into surface: inout Surface, in area: Rect
  ) -> Rect {
    let theme = lab.theme
    surface.draw([time(event.time, style: theme[.strong])], at: area.origin, clip: area)
    var rest = area.inset(left: timeColumns)
    for sentence in story {
      let isViolation = event.violation != nil && sentence.rule == nil
      var spans = sentence.phrase.spans(in: theme, base: isViolation ? .violation : .text)
      if !sentence.source.isEmpty {
        spans.append(Span("  \(sentence.source)", theme[.source]))
      }
      let lines = surface.drawWrapped(spans, in: rest)
      rest = rest.split(top: lines).rest
    }
    return rest.inset(left: -timeColumns)
  }
}
