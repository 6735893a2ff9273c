import RaftCore
import Screen
import Simulation
import Teaching

/// The reasons: the latest event in full, each rule that fired with its numbers and its section, and
/// below it what came before, in a line each.
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
    rest = drawWhole(latest, into: &surface, in: rest)
    let wanted = lab.views[scroll: .why]
    let recent = lab.timeline.recent
    let earlier = Self.folding(recent.dropLast(), lines: wanted + max(0, rest.rows))
    let scrolled = min(wanted, earlier.count)
    for line in earlier.dropFirst(scrolled).prefix(max(0, rest.rows)) {
      let (row, below) = rest.split(top: 1)
      switch line {
      case .event(let place): drawHeadline(recent[place], into: &surface, in: row)
      case .routine(let latest, let count):
        surface.mark(row, as: .event(recent[latest].number))
        let faint = lab.theme[.faint]
        surface.draw(
          [time(of: recent[latest], style: faint), Span(lab.labels.routine(count), faint)], in: row)
      }
      rest = below
    }
  }

  /// A line of what came before: an event by its place among the recent ones.
  private enum Line {
    case event(Int)
    /// Heartbeats and answers to them, with nothing between.
    case routine(latest: Int, count: Int)
  }

  /// What came before, the latest first, in at most so many lines. In a cluster at rest, heartbeats would leave no room for
  /// anything else; each has its sentence when one steps to it.
  private static func folding(_ events: ArraySlice<Event>, lines limit: Int) -> [Line] {
    var lines: [Line] = []
    var latest: Int?
    var count = 0
    func close() {
      if let latest {
        lines.append(count > 1 ? .routine(latest: latest, count: count) : .event(latest))
      }
      latest = nil
      count = 0
    }
    for place in events.indices.reversed() {
      guard lines.count < limit else { return lines }
      if events[place].isRoutine, !events[place].isVote {
        latest = latest ?? place
        count += 1
      } else {
        close()
        lines.append(.event(place))
      }
    }
    if lines.count < limit { close() }
    return lines
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

  private func time(of event: Event, style: Style) -> Span {
    let text = event.time.seconds
    return Span(text + String(repeating: " ", count: max(1, timeColumns - text.count)), style)
  }

  /// An event with all that fired; returns the area below it.
  private func drawWhole(_ event: Event, into surface: inout Surface, in area: Rect) -> Rect {
    let theme = lab.theme
    surface.draw([time(of: event, style: theme[.strong])], at: area.origin, clip: area)
    var rest = area.inset(left: timeColumns)
    for sentence in lab.narrator.story(of: event, in: lab.cluster) {
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

  private func drawHeadline(_ event: Event, into surface: inout Surface, in line: Rect) {
    surface.mark(line, as: .event(event.number))
    let theme = lab.theme
    guard let sentence = lab.narrator.headline(of: event, in: nil) else { return }
    let faint = theme[.faint]
    surface.draw(
      [time(of: event, style: faint)]
        + sentence.phrase.spans(in: theme, base: .faint).map { span in
          Span(span.text, span.style.removing(.bold))
        }, in: line)
  }
}

extension Event {
  /// Whether it is about a vote: late ones change nothing either, but are no heartbeats.
  fileprivate var isVote: Bool {
    switch message?.body {
    case .requestVote, .requestVoteReply: true
    default: false
    }
  }
}
