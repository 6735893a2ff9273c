import RaftCore
import Screen
import Simulation
import Teaching

/// The reasons: the latest event in full, each rule that fired with its numbers and its section, and
/// below it what came before, in a line each that leaves the reasons out.
struct WhyPane: Pane {
  let glance: Glance

  var id: PaneID { .why }
  var followsFromScene: Bool { true }

  func rows(for space: Size) -> ClosedRange<Int> { 3...max(3, space.rows) }

  func draw(into surface: inout Surface, in area: Rect) {
    surface.horizontalLine(at: area.origin, columns: area.columns, style: glance.theme[.border])
    surface.draw(
      " \(glance.labels.why) ", at: area.point(column: 1), style: glance.theme[.title], clip: area)
    glance.drawClickHint(glance.labels.clickGoes, into: &surface, in: area.row(0))
    var rest = area.inset(left: 1, top: 1, right: 1)
    guard let latest = glance.told else {
      drawWelcome(into: &surface, in: rest.inset(left: 1))
      return
    }
    let reasons = glance.views.reasons
    let timeColumns = timeColumns
    let whole = self.whole(reasons.story, columns: rest.columns - timeColumns)
    let lastScroll = max(0, whole.count + reasons.lines.count - rest.rows)
    surface.mark(area, of: id, scrollingTo: lastScroll)
    // The last line that can be seen stays in sight.
    let scrolled = min(glance.views[scroll: .why], lastScroll)
    let isCut = whole.count - scrolled > rest.rows
    for (place, line) in whole.enumerated().dropFirst(scrolled) where !rest.isEmpty {
      let (row, below) = rest.split(top: 1)
      if place == 0 {
        let time = time(latest.time, columns: timeColumns)
        surface.draw(time, at: row.origin, style: glance.theme[.strong], clip: row)
      }
      surface.draw(line.spans, at: row.point(column: timeColumns), clip: row)
      if let rule = line.rule { surface.mark(row, as: .rule(rule)) }
      rest = below
    }
    for line in reasons.lines.dropFirst(max(0, scrolled - whole.count)).prefix(rest.rows) {
      let (row, below) = rest.split(top: 1)
      surface.mark(row, as: .event(line.event))
      // Quiet: the eye is at the top.
      let faint = glance.theme[.faint]
      let time = time(line.time, columns: timeColumns)
      surface.draw([Span(time, faint), Span(line.text, faint)], in: row)
      rest = below
    }
    if isCut { glance.drawMore(into: &surface, in: area) }
  }

  private func drawWelcome(into surface: inout Surface, in area: Rect) {
    var rest = area
    // A lesson says itself what is to be seen and pressed.
    let paragraphs =
      glance.lesson == nil ? glance.welcome : [glance.language.lessonLabels.notBegun]
    for (position, paragraph) in paragraphs.enumerated() {
      let style = position == 0 ? glance.theme[.key] : glance.theme[.text]
      let lines = surface.drawWrapped([Span(paragraph, style)], in: rest)
      rest = rest.split(top: max(1, lines)).rest
    }
  }

  /// The width of the column of times: as wide as the latest needs, and a blank.
  private var timeColumns: Int { max(9, glance.now.seconds.count + 1) }

  private func time(_ time: Time, columns: Int) -> String {
    let text = time.seconds
    return text + String(repeating: " ", count: max(1, columns - text.count))
  }

  /// A line of what is said, and the rule that it tells of.
  private struct Line {
    let spans: [Span]
    let rule: Rule?
  }

  private func whole(_ story: [Sentence], columns: Int) -> [Line] {
    story.flatMap { sentence in
      lines(of: sentence, columns: columns).map { Line(spans: $0, rule: sentence.rule) }
    }
  }

  /// What is said of an event by one of the rules that fired, in lines of so many columns.
  private func lines(of sentence: Sentence, columns: Int) -> [[Span]] {
    let theme = glance.theme
    let isViolation = glance.told?.violation != nil && sentence.rule == nil
    let width = TextWidth.standard
    let columns = max(1, columns)
    let spans = sentence.phrase.spans(in: theme, base: isViolation ? .violation : .text)
    var lines = width.wrap(spans, columns: columns)
    guard !sentence.source.isEmpty else { return lines }
    // Where the paper says so stands on a line as a whole, never as a lone word of it.
    let source = [Span("  \(sentence.source)", theme[.source])]
    if let last = lines.last, width.of(last) + width.of(source) <= columns {
      lines[lines.count - 1] = last + source
      return lines
    }
    return lines + width.wrap([Span(sentence.source, theme[.source])], columns: columns)
  }
}
