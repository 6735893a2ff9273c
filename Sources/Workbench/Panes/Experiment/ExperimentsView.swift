import Screen
import Simulation
import Teaching

/// Experiments: a list to choose from; of the one that was begun its page, as far as it is measured.
struct ExperimentsView: Pane {
  let glance: Glance

  var id: PaneID { .experiments }

  private var model: ExperimentsModel { glance.views.experiments }

  /// The rows of the plot for an area: the table begins below it.
  private func page(_ study: ExperimentStudy, in area: Rect) -> Surface {
    let rows = glance.look.isLargePrint ? area.rows - 4 : area.rows - 9
    return ExperimentPage(
      study.results, theme: glance.theme, language: glance.language,
      size: Size(columns: area.columns - 2, rows: max(ExperimentPage.leastRows, rows))
    ).surface
  }

  /// The page is drawn again only where it may be another: thousands of trials are summed up in it.
  func draw(
    into surface: inout Surface, in area: Rect, of scene: Int, remembering memory: inout PaneMemory
  ) {
    let scrolled = glance.views[scroll: .experiments]
    var edition = 0
    for number in [scene, model.edition, scrolled, glance.look.isLargePrint ? 1 : 0] {
      edition = edition &* 1_000_003 &+ number
    }
    memory.draw(.pane(id), edition: edition, into: &surface, in: area) { surface in
      surface.mark(area, as: .pane(id))
      draw(into: &surface, in: area)
    }
  }

  func draw(into surface: inout Surface, in area: Rect) {
    drawHeading(into: &surface, in: area.row(0))
    let body = area.inset(top: 1)
    guard let study = model.study else { return drawList(into: &surface, in: body) }
    if let failure = study.failure {
      let text = failure.text(in: glance.language, file: study.results.name)
      _ = surface.drawWrapped([Span(text, glance.theme[.warning])], in: body.inset(left: 1))
      return
    }
    let page = page(study, in: body)
    let last = max(0, page.size.rows - body.rows)
    if last > 0 { surface.mark(area, as: .extent(id, last: last)) }
    let scrolled = min(last, glance.views[scroll: .experiments])
    var window = Surface(size: body.inset(left: 1, right: 1).size, style: glance.theme[.text])
    window.draw(page, at: Point(column: 0, row: -scrolled))
    surface.draw(window, at: body.point(column: 1))
    if scrolled < last { glance.drawMore(into: &surface, in: body) }
  }

  private func drawHeading(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    surface.horizontalLine(at: area.origin, columns: area.columns, style: theme[.border])
    var spans = [Span(" \(glance.labels.experimentsTitle) ", theme[.title])]
    if let study = model.study {
      let (done, total) = study.progress
      spans.append(Span(" \(study.results.name) ", theme[.strong]))
      if !study.isFinished {
        let text = glance.labels.trialsDone(done, of: total)
        spans.append(Span(" \(text) ", theme[model.isStopped ? .warning : .key]))
      }
    }
    surface.draw(spans, at: area.point(column: 1), clip: area)
  }

  private func drawList(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    var rest = area.inset(left: 2, right: 2)
    for (place, entry) in model.entries.enumerated() where rest.rows > 1 {
      let isChosen = place == model.chosen
      let line = Rect(column: area.left, row: rest.top, columns: area.columns, rows: 1)
      let name = surface.width.padded(entry.name, columns: 22)
      surface.draw(
        [
          Span(isChosen ? "▶ " : "  ", theme[.key]), Span(name, theme[.strong]),
          Span(entry.experiment.title[glance.language], theme[.text]),
        ], at: line.point(column: 0), clip: line)
      if isChosen { surface.restyle(line) { theme.selected($0) } }
      surface.mark(line, as: .choice(place))
      rest = rest.inset(top: 1)
    }
    rest = rest.inset(top: 1)
    for text in about where rest.rows > 0 {
      rest = rest.split(top: surface.drawWrapped([Span(text, theme[.text])], in: rest)).rest
    }
  }

  /// What the chosen one is about, and what to do.
  private var about: [String] {
    let experiment = model.entry.experiment
    let width = TextWidth.standard
    let title = experiment.title[glance.language]
    // In the list it may be cut short.
    let isCut = width.of(title) > glance.size.columns - 24
    let phrases = glance.language.phrasebook
    let extent = phrases.extent(
      trials: experiment.trialCount, lines: experiment.lines.count, of: .whole)
    return [
      isCut ? title : "", experiment.about?[glance.language] ?? "",
      phrases.sentence(for: experiment.measure), extent,
      glance.labels.chooseExperiment,
    ].filter { !$0.isEmpty }
  }

  /// The chosen one; of one that was begun what each line came to.
  var spoken: [String] {
    guard let study = model.study else {
      let place = "\(model.chosen + 1)/\(model.entries.count)"
      return ["\(place)  \(model.entry.name): \(model.entry.experiment.title[glance.language])"]
        + about
    }
    if let failure = study.failure {
      return [failure.text(in: glance.language, file: study.results.name)]
    }
    let phrases = glance.language.phrasebook
    let results = study.results
    return [results.experiment.title[glance.language]]
      + results.experiment.lines.indices.compactMap { place in
        let name = results.experiment.lines[place].name
        if let share = results.share(ofLine: place) {
          let bounds = [share.interval.lowerBound, share.interval.upperBound].map {
            ExperimentNumbers.percent($0)
          }
          return "\(name): \(phrases.title(of: .share)) \(ExperimentNumbers.percent(share.share)), "
            + "\(phrases.intervalTitle) \(bounds.joined(separator: "–"))"
        }
        return results.times(ofLine: place).map { times in
          let values = [Experiment.Statistic.median, .p90, .max].map { statistic in
            "\(phrases.title(of: statistic)) "
              + ExperimentNumbers.milliseconds(times.value(of: statistic))
          }
          return "\(name): \(values.joined(separator: ", "))"
        }
      } + [results.experiment.measure.isShare ? phrases.sharesNote : phrases.timesNote]
  }
}
