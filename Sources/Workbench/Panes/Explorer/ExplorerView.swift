import Explorer
import RaftCore
import Screen
import Simulation
import Teaching

/// What can happen next, time left out: every step of every server and message, grouped by server,
/// each with the difference that it would make.
struct ExplorerView: Pane {
  let glance: Glance

  var id: PaneID { .explorer }

  private var model: ExplorerModel { glance.views.explorer }
  private var phrases: any ExploringPhrases { glance.language.exploringPhrases }

  func rows(for space: Size) -> ClosedRange<Int> { 6...max(6, space.rows) }

  /// A line of the list: a server, or a step with its place.
  private enum Line {
    case server(ServerID)
    case step(Int)
  }

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    let (heading, body) = area.split(top: 1)
    surface.horizontalLine(at: heading.origin, columns: heading.columns, style: theme[.border])
    surface.draw(
      " \(glance.labels.explorerTitle) ", at: heading.point(column: 1), style: theme[.title],
      clip: heading)
    guard case .success? = model.list else {
      if let refusal = glance.explorerRefusal {
        _ = surface.drawWrapped(
          [Span(refusal, theme[.warning])], in: body.inset(left: 2, top: 1, right: 2))
      }
      return
    }
    let count = " \(glance.labels.nextSteps(model.rows.count)) "
    let place = heading.split(right: surface.width.of(count) + 1).right
    if place.columns < heading.columns - surface.width.of(glance.labels.explorerTitle) - 4 {
      surface.draw(count, at: place.origin, style: theme[.faint], clip: place)
    }
    let detail = detail(columns: body.columns - 4)
    let (below, list) = body.split(bottom: min(detail.count + 1, max(2, body.rows / 3)))
    drawList(into: &surface, in: list)
    surface.horizontalLine(at: below.origin, columns: below.columns, style: theme[.border])
    for (row, line) in detail.prefix(below.rows - 1).enumerated() {
      surface.draw(line, in: below.row(row + 1).inset(left: 2, right: 2))
    }
  }

  // MARK: The list

  private var lines: [Line] {
    var lines: [Line] = []
    var server: ServerID?
    for (place, row) in model.rows.enumerated() {
      if row.move.server != server { lines.append(.server(row.move.server)) }
      server = row.move.server
      lines.append(.step(place))
    }
    return lines
  }

  private func drawList(into surface: inout Surface, in area: Rect) {
    let lines = self.lines
    let chosen = lines.firstIndex { if case .step(model.place) = $0 { true } else { false } }
    let window = ListWindow(count: lines.count, chosen: chosen ?? 0, rows: area.rows)
    for (row, line) in lines[window.places].enumerated() {
      switch line {
      case .server(let server): drawServer(server, into: &surface, in: area.row(row))
      case .step(let place): drawStep(at: place, into: &surface, in: area.row(row))
      }
    }
    window.drawArrows(into: &surface, in: area, style: glance.theme[.key])
  }

  private func drawServer(_ server: ServerID, into surface: inout Surface, in line: Rect) {
    let theme = glance.theme
    let state = glance.state[server]
    let look = glance.appearance(of: state)
    var spans = [
      Span(" \(server) ", theme[.strong]), Span("\(look.sign) \(look.name)", theme[look.ink]),
    ]
    if let term = state.raft.currentTerm {
      spans += [
        Span("  \(glance.labels.term) ", theme[.faint]),
        Span("\(term)", theme.style(ofTerm: term)),
      ]
    }
    surface.draw(spans, in: line)
    surface.mark(line, as: .server(server))
  }

  private func drawStep(at place: Int, into surface: inout Surface, in line: Rect) {
    let theme = glance.theme
    let row = model.rows[place]
    let isChosen = place == model.place
    let text = phrases.brief(row.move)
    // What happens and what it changes stand side by side: so rows can be compared.
    let (left, right) = line.inset(left: 3, right: 1).split(
      left: min(Self.moveColumns, line.columns / 2))
    surface.draw(isChosen ? "▶" : " ", at: line.point(column: 1), style: theme[.key], clip: line)
    surface.draw([Span(text, theme[isChosen ? .key : .text])], in: left.inset(right: 1))
    let change = phrases.joined(row.parts(in: glance.language))
    let ink: Theme.Ink = row.difference.isNothing ? .faint : isChosen ? .strong : .text
    surface.draw([Span(change, theme[ink])], in: right)
    if isChosen { surface.restyle(line) { theme.selected($0) } }
    surface.mark(line, as: .choice(place))
  }

  /// The columns of what happens, where there is room.
  private static let moveColumns = 44

  // MARK: The chosen one

  /// The difference that the chosen step makes, in full, and the rules that fire.
  private func detail(columns: Int) -> [[Span]] {
    guard let row = model.chosen else { return [] }
    let theme = glance.theme
    let language = glance.language
    let change = phrases.joined(row.parts(in: language))
    var lines = TextWidth.standard.wrap(
      [Span("\(row.move.server): \(change)", theme[.strong])], columns: max(1, columns))
    let words = glance.narrator.words
    let rules = row.difference.firings.map { firing in
      "\(words.text(of: firing.rule).title) (\(words.text(of: firing.rule.source)))"
    }
    if !rules.isEmpty {
      lines += TextWidth.standard.wrap(
        [Span(phrases.joined(rules), theme[.source])], columns: max(1, columns))
    }
    return lines
  }

  // MARK: Spoken

  /// All that can happen, by server; or why that cannot be said.
  var spoken: [String] {
    guard case .success? = model.list else { return glance.explorerRefusal.map { [$0] } ?? [] }
    return [glance.labels.nextSteps(model.rows.count)] + model.rows.map { spoken(of: $0) }
  }

  /// The chosen step.
  var spokenChoice: [String] { model.chosen.map { [spoken(of: $0)] } ?? [] }

  private func spoken(of row: MoveList.Row) -> String {
    let text = phrases.brief(row.move)
    return "\(row.move.server): " + phrases.joined([text] + row.parts(in: glance.language))
  }
}

extension Glance {
  /// Why what can happen next cannot be said here; nil where it can.
  var explorerRefusal: String? {
    guard case .failure(let refusal)? = views.explorer.list else { return nil }
    return switch refusal {
    case .start(let refusal): language.exploringPhrases.text(of: refusal)
    case .model(let error): language.exploringPhrases.text(of: error)
    }
  }
}
