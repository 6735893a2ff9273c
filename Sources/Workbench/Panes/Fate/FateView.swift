import RaftCore
import Screen
import Simulation
import Teaching

/// What can become of the run from moments all over it, and where it was decided.
struct FateView: Pane {
  let glance: Glance

  var id: PaneID { .fate }

  private var model: FateModel { glance.views.fate }
  private var phrases: any FatePhrases { glance.language.phrasebook }

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    drawHeading(into: &surface, in: area.row(0))
    let body = area.inset(top: 1)
    guard let study = model.study else {
      surface.draw(glance.labels.noFate, in: body.inset(left: 2), style: theme[.faint])
      return
    }
    let chart = FateChart(
      study: study, theme: theme, phrases: phrases, chosen: model.chosen,
      cursor: glance.position, showsIntervals: !glance.look.isLargePrint)
    let notes = self.notes(of: study, width: surface.width, columns: body.columns - 2)
    // The notes get what the chart leaves; the chart what they leave.
    let rows = min(notes.count, max(0, body.rows - min(chart.usualRows, body.rows)))
    let least = min(notes.count, max(0, body.rows - chart.leastRows), 4)
    let (below, plot) = body.split(bottom: max(rows, least))
    chart.draw(into: &surface, in: plot)
    for (row, note) in notes.prefix(below.rows).enumerated() {
      surface.draw(
        surface.width.truncated(note.spans, columns: below.columns - 2),
        at: below.point(column: 1, row: row), clip: below)
      if let event = note.event { surface.mark(below.row(row), as: .event(event)) }
    }
  }

  private func drawHeading(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    surface.horizontalLine(at: area.origin, columns: area.columns, style: theme[.border])
    var spans = [Span(" \(glance.labels.fateTitle) ", theme[.title])]
    if let study = model.study {
      let count = study.fate.window.count - 1
      spans.append(Span(" \(glance.labels.fateWindow(events: count)) ", theme[.strong]))
      if model.isUnfinished {
        let (done, total) = study.progress
        spans.append(
          Span(" \(glance.labels.fateProgress(percent: done * 100 / max(1, total))) ", theme[.key]))
      } else if !study.isFinished {
        spans.append(Span(" \(glance.labels.fateStopped) ", theme[.warning]))
      }
    }
    let used = surface.width.of(spans)
    surface.draw(spans, at: area.point(column: 1), clip: area)
    glance.drawClickHint(glance.labels.clickGoes, into: &surface, in: area.inset(left: used))
  }

  // MARK: What is said of it

  /// A line below the chart, and the event that it leads to.
  private struct Note {
    var spans: [Span]
    var event: Int?
  }

  private func notes(of study: FateStudy, width: TextWidth, columns: Int) -> [Note] {
    let theme = glance.theme
    var notes = [verdict(of: study)]
    if glance.look.isLargePrint { return notes }
    let turns = study.isFinished ? model.turns : []
    for turn in turns {
      var spans = [Span("● ", theme[.key]), Span(told(turn, in: study), theme[.strong])]
      if let story = model.stories[turn.event], !story.isEmpty, turn.isExact {
        spans.append(Span("  \(story)", theme[.text]))
      }
      notes.append(Note(spans: spans, event: turn.event))
    }
    if study.isFinished, turns.isEmpty {
      notes.append(Note(spans: [Span(phrases.noTurns, theme[.faint])], event: nil))
    }
    let small = [phrases.extent(of: study), phrases.fateNote] + phrases.notes(of: study)
    for text in small {
      notes += width.wrap([Span(text, theme[.faint])], columns: columns).map {
        Note(spans: $0, event: nil)
      }
    }
    return notes
  }

  /// Since when the answer to the chosen question is certain.
  private func verdict(of study: FateStudy) -> Note {
    let theme = glance.theme
    let question = study.fate.questions[model.chosen]
    guard let turn = study.certain(model.chosen) else {
      return Note(spans: [Span(phrases.uncertain(question), theme[.text])], event: nil)
    }
    var spans = [Span(phrases.certain(turn, question), theme[.good])]
    if let story = model.stories[turn.event], !story.isEmpty, turn.isExact {
      spans.append(Span("  \(story)", theme[.text]))
    }
    return Note(spans: spans, event: turn.event)
  }

  private func told(_ turn: FateTurn, in study: FateStudy) -> String {
    phrases.turn(
      turn, study.fate.questions[turn.question],
      from: ExperimentNumbers.percent(turn.from ?? 0, decimals: 1),
      to: ExperimentNumbers.percent(turn.to, decimals: 1))
  }

  /// The shares at the cursor, then where they change most.
  var spoken: [String] {
    guard let study = model.study else { return [glance.labels.noFate] }
    let moment = study.moment(at: glance.position)
    var lines = [
      phrases.extent(of: study),
      phrases.fateAt(event: moment.position, time: study.fate.time(of: moment.position).seconds)
        + ":",
    ]
    for (place, question) in study.fate.questions.enumerated() {
      let share = FateChart.share(of: place, in: moment.tally, withInterval: true)
      lines.append("\(phrases.text(of: question)): \(share)")
    }
    lines += study.fate.questions.indices.compactMap { place in
      study.certain(place).flatMap { $0.isCertain == true ? $0 : nil }.map {
        phrases.certain($0, study.fate.questions[place])
      }
    }
    for turn in model.turns {
      let story = turn.isExact ? model.stories[turn.event] ?? "" : ""
      lines.append(told(turn, in: study) + (story.isEmpty ? "" : ". \(story)"))
    }
    return lines + phrases.notes(of: study)
  }
}
