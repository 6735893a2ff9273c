import RaftCore
import Screen
import Simulation
import Teaching

/// Why not: what is missing, and why, in sentences with numbers, for the selected server, the entry that
/// is pointed at, and the clients that wait.
struct WhyNotPanel: Pane {
  let glance: Glance
  let scrolled: Int

  var id: PaneID { .whyNot }

  private var answers: [WhyNot.Answer] { glance.views.answers }

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    let title = area.row(0)
    surface.horizontalLine(at: title.origin, columns: title.columns, style: theme[.border])
    var heading = [
      Span(" \(glance.language.whyNotPhrases.whyNotTitle) ", theme[.title]),
      Span(" \(glance.selected) ", theme[.strong]),
    ]
    if let index = glance.views.entry, glance.state[glance.selected].raft.log?[index] != nil {
      heading.append(Span(" \(glance.labels.entryTitle(index)) ", theme[.key]))
    }
    surface.draw(heading, at: title.point(column: 1), clip: title)
    let text = lines(in: area)
    surface.mark(area, of: id, scrollingTo: text.lastScroll)
    if text.draw(into: &surface, from: scrolled) { glance.drawMore(into: &surface, in: area) }
  }

  private func lines(in area: Rect) -> ScrolledLines {
    let body = area.inset(left: 2, top: 2, right: 2)
    let theme = glance.theme
    let width = TextWidth.standard
    let columns = max(20, body.columns - 2)
    guard !answers.isEmpty else {
      let text = glance.language.whyNotPhrases.nothingToAsk
      return ScrolledLines(
        lines: width.wrap([Span(text, theme[.text])], columns: columns), area: body)
    }
    var lines: [[Span]] = []
    for answer in answers {
      lines += width.wrap([Span(answer.question, theme[.key])], columns: columns)
      for sentence in answer.sentences {
        let spans =
          sentence.phrase.spans(in: theme) + [Span("  \(sentence.source)", theme[.source])]
        lines += width.wrap(spans, columns: columns).map { [Span("  ", theme[.text])] + $0 }
      }
      lines.append([])
    }
    return ScrolledLines(lines: lines, area: body)
  }

  var spoken: [String] {
    guard !answers.isEmpty else { return [glance.language.whyNotPhrases.nothingToAsk] }
    return answers.flatMap { answer in
      [answer.question] + answer.sentences.map { "\($0.text)  (\($0.source))" }
    }
  }
}
