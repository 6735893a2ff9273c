import Explorer
import RaftCore
import Screen
import Simulation
import Teaching

/// What is searched for from here, how far, how it stands, and the way that was found.
struct SearchPane: Pane {
  let glance: Glance

  var id: PaneID { .search }

  private var model: ExplorerModel { glance.views.explorer }
  private var labels: any Labels { glance.labels }

  func rows(for space: Size) -> ClosedRange<Int> {
    let rows = head(columns: space.columns - 4).count + wayLines.count + 1
    return min(rows, max(5, space.rows / 2))...rows
  }

  func draw(into surface: inout Surface, in area: Rect) {
    surface.horizontalLine(at: area.origin, columns: area.columns, style: glance.theme[.border])
    surface.draw(
      " \(labels.searchTitle) ", at: area.point(column: 1), style: glance.theme[.title],
      clip: area)
    let body = area.inset(left: 2, top: 1, right: 2)
    let head = head(columns: body.columns)
    let (top, rest) = body.split(top: head.count)
    _ = ScrolledLines(lines: head, area: top).draw(into: &surface, from: 0)
    let way = ScrolledLines(lines: wayLines, area: rest)
    // The move that comes next stays in sight.
    let first = max(0, (nextMove ?? 0) - rest.rows + 2)
    if way.draw(into: &surface, from: first) || head.count > body.rows {
      glance.drawMore(into: &surface, in: area)
    }
  }

  // MARK: The lines

  /// What stays where it is: what was asked, and how it stands. A way takes the place of the bounds.
  private func head(columns: Int) -> [[Span]] {
    let columns = max(20, columns)
    let standing = standing.flatMap { wrapped($0, columns) }
    return model.way == nil
      ? wrapped(goal, columns) + dials(columns: columns) + standing
      : wrapped(goal, columns) + standing.prefix(1)
  }

  private func wrapped(_ spans: [Span], _ columns: Int) -> [[Span]] {
    TextWidth.standard.wrap(spans, columns: columns)
  }

  private var goal: [Span] {
    let theme = glance.theme
    let goal = model.report?.goal ?? model.goal
    var spans = [Span("\(labels.searchGoal) ", theme[.faint]), Span(goal.text, theme[.strong])]
    if let report = model.report {
      spans.append(Span("   \(labels.searchStart(report.start))", theme[.text]))
    }
    return spans
  }

  /// The bounds, in as many lines as they take; none is broken.
  private func dials(columns: Int) -> [[Span]] {
    let theme = glance.theme
    let width = TextWidth.standard
    let heading = Span("\(labels.searchBounds) ", theme[.faint])
    let indent = Span(String(repeating: " ", count: width.of(heading.text)), theme[.faint])
    var lines = [[heading]]
    for dial in ExplorerDial.allCases {
      let isChosen = dial == model.dials.chosen
      let text = "\(labels.name(of: dial)) \(value(of: dial))"
      let span = Span(
        isChosen ? "‹\(text)›" : " \(text) ", isChosen ? theme[.key] : theme[.text])
      if width.of(lines[lines.count - 1]) + width.of(span.text) > columns {
        lines.append([indent])
      }
      lines[lines.count - 1].append(span)
    }
    return lines
  }

  private func value(of dial: ExplorerDial) -> String {
    if case .disk = dial { return labels.name(of: model.dials.disk) }
    return model.dials.value(of: dial).map(String.init) ?? labels.unbounded
  }

  /// How the search stands, a line each.
  private var standing: [[Span]] {
    guard let report = model.report else {
      return [[Span(labels.searchHint, glance.theme[.faint])]]
    }
    let ink: Theme.Ink =
      switch report.state {
      case .searching: .key
      case .found: .good
      case .exhausted: .strong
      case .stopped, .memory, .numbers: .warning
      }
    return [[Span(labels.standing(of: report), glance.theme[ink])]]
      + told(report).map { [Span($0, glance.theme[.text])] }
  }

  private func told(_ report: ExplorerReport) -> [String] {
    let phrases = glance.language.exploringPhrases
    let rate = report.rate >= 1 ? Self.rate(report.rate) : nil
    var lines = [phrases.text(of: report.figures, rate: rate)]
    guard report.state == .exhausted else { return lines }
    lines.append(phrases.odds(report.figures.collisionOdds))
    if report.figures.cut > 0 { lines.append(phrases.cut(report.figures.cut)) }
    if !report.neverFired.isEmpty { lines.append(phrases.neverFired(report.neverFired)) }
    return lines
  }

  /// `2.4 M`, `310 k`.
  private static func rate(_ rate: Double) -> String {
    rate >= 1_000_000
      ? "\(Int(rate / 100_000) / 10).\(Int(rate / 100_000) % 10) M"
      : rate >= 10_000 ? "\(Int(rate / 1000)) k" : "\(Int(rate))"
  }

  // MARK: The way

  /// The place of the move that comes next on the way, where the cursor is on it.
  private var nextMove: Int? {
    model.way.flatMap { $0.branch == glance.branchNumber ? $0.next(after: glance.position) : nil }
  }

  private var wayLines: [[Span]] {
    guard let way = model.way else { return [] }
    let theme = glance.theme
    let next = nextMove
    return way.moves.enumerated().map { place, move in
      let isNext = place == next
      let text = "\(place + 1). \(glance.language.exploringPhrases.text(of: move.move))"
      let isDone = next.map { place < $0 } ?? false
      return [
        Span(isNext ? "▶ " : "  ", theme[.key]),
        Span(text, theme[isNext ? .strong : isDone ? .faint : .text]),
      ]
    }
  }

  // MARK: Spoken

  var spoken: [String] {
    let bounds = ExplorerDial.allCases.map { "\(labels.name(of: $0)) \(value(of: $0))" }
    let within = "\(labels.searchBounds): \(bounds.joined(separator: ", "))"
    guard let report = model.report else { return [within, labels.searchHint] }
    return [goal.map(\.text).joined(), within, labels.standing(of: report)] + told(report)
  }

  /// What is worth hearing while it searches: how deep it is, and how it ends.
  var spokenStanding: [String] {
    guard let report = model.report else { return [] }
    guard report.state == .searching else { return [labels.standing(of: report)] + told(report) }
    return [labels.depth(report.figures.depth)]
  }

  var spokenDial: String {
    "\(labels.name(of: model.dials.chosen)) \(value(of: model.dials.chosen))"
  }
}
