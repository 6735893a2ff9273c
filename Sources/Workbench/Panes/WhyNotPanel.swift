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
    let inner = area.inset(columns: 2, rows: 1)
    let heading = "\(glance.language.whyNotPhrases.whyNotTitle)  \(glance.selected)"
    surface.draw(heading, at: inner.origin, style: glance.theme[.title], clip: inner)
    let text = lines(in: area)
    if text.draw(into: &surface, from: scrolled) { glance.drawMore(into: &surface, in: area) }
  }

  func lastScroll(in area: Rect) -> Int { lines(in: area).lastScroll }

  private func lines(in area: Rect) -> ScrolledLines {
    let body = area.inset(columns: 2, rows: 1).inset(top: 2)
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
