import RaftCore
import Screen
import Simulation
import Teaching

/// Figure 2 in our own words: every rule, how often it fired, and where it just did.
struct RulesView {
  let lab: Laboratory

  /// A line of the page.
  private enum Line {
    case heading(RuleGroup)
    case rule(Rule)
    case blank
  }

  func draw(into surface: inout Surface, in area: Rect) {
    let (detail, page) = area.split(bottom: max(6, min(9, area.rows / 4)))
    surface.mark(page, as: .pane(.rules))
    drawPage(into: &surface, in: page.inset(left: 1, right: 1))
    drawDetail(into: &surface, in: detail)
  }

  // MARK: The page

  private func drawPage(into surface: inout Surface, in area: Rect) {
    let parts = area.columns >= 108 ? area.divided(intoColumns: 2, gap: 3) : [area]
    let columns = self.columns(parts.count)
    for (part, lines) in zip(parts, columns) where !part.isEmpty {
      let chosen = lines.firstIndex {
        if case .rule(lab.views.rules.chosen) = $0 { true } else { false }
      }
      let first = max(0, min((chosen ?? 0) - part.rows / 2, lines.count - part.rows))
      for (row, line) in lines.dropFirst(first).prefix(part.rows).enumerated() {
        draw(line, into: &surface, in: part.row(row))
      }
      drawArrows(above: first > 0, below: lines.count - first > part.rows, &surface, in: part)
    }
  }

  private func drawArrows(
    above: Bool, below: Bool, _ surface: inout Surface, in area: Rect
  ) {
    let style = lab.theme[.key]
    if above { surface.draw("↑", at: Point(column: area.right - 1, row: area.top), style: style) }
    if below {
      surface.draw("↓", at: Point(column: area.right - 1, row: area.bottom - 1), style: style)
    }
  }

  /// The page in so many columns, broken between groups.
  private func columns(_ count: Int) -> [[Line]] {
    func lines(of groups: [RuleGroup]) -> [Line] {
      groups.flatMap { group in
        [.heading(group)] + RulesModel.rules(of: group).map { .rule($0) } + [.blank]
      }
    }
    guard count == 2 else { return [lines(of: RuleGroup.allCases)] }
    return [
      lines(of: [.allServers, .followers, .candidates, .requestVote]),
      lines(of: [.leaders, .appendEntries, .clients]),
    ]
  }

  private func draw(_ line: Line, into surface: inout Surface, in area: Rect) {
    switch line {
    case .blank: break
    case .heading(let group):
      surface.horizontalLine(at: area.origin, columns: area.columns, style: lab.theme[.border])
      surface.draw(
        " \(lab.labels.title(of: group)) ", at: area.point(column: 1), style: lab.theme[.title],
        clip: area)
    case .rule(let rule): draw(rule, into: &surface, in: area)
    }
  }

  private func draw(_ rule: Rule, into surface: inout Surface, in area: Rect) {
    let theme = lab.theme
    let isOn = lab.cluster.rules[rule]
    let count = lab.cluster.tally.count(of: rule)
    let isLit = fired(rule)
    let servers = self.servers(firing: rule)
    let style =
      !isOn ? theme[.violation] : isLit ? theme[.changed] : theme[count > 0 ? .text : .faint]
    let (right, left) = area.inset(right: 2).split(right: 7)
    let sign = !isOn ? "✗" : isLit ? "●" : servers.isEmpty ? " " : "◦"
    let mark: Theme.Ink = isOn ? .key : .violation
    let title = lab.narrator.words.text(of: rule).title
    surface.draw(
      [
        Span("  ", theme[.text]), Span(sign, theme[mark]), Span(" ", theme[.text]),
        Span(title, style),
        Span(isOn ? "" : " " + lab.labels.switchedOff, theme[.violation]),
        Span(servers.isEmpty ? "" : "  " + names(servers), theme[.strong]),
      ], in: left)
    surface.draw(
      count > 0 ? "\(count)" : "–", in: right, style: theme[count > 0 ? .text : .faint],
      align: .right)
    if rule == lab.views.rules.chosen {
      surface.restyle(area) { theme.selected($0) }
      surface.draw("▶", at: area.origin, style: theme.selected(theme[.key]))
    }
    surface.mark(area, as: .rule(rule))
  }

  private func names(_ servers: ServerSet) -> String {
    servers.map(\.description).joined(separator: " ")
  }

  /// Whether the rule is one of those that fired in the event at the cursor.
  private func fired(_ rule: Rule) -> Bool {
    lab.timeline.position > 0
      && lab.cluster.tally.latest(of: rule) == lab.timeline.position
  }

  /// The servers at which the rule fired since the last move.
  private func servers(firing rule: Rule) -> ServerSet {
    guard lab.timeline.position > 0 else { return [] }
    let since = min(lab.markedSince, lab.timeline.position - 1)
    return ServerSet(
      lab.cluster.members.filter { (lab.cluster.tally.latest(of: rule, at: $0) ?? 0) > since })
  }

  // MARK: The chosen rule

  private func drawDetail(into surface: inout Surface, in area: Rect) {
    let theme = lab.theme
    let labels = lab.labels
    let rule = lab.views.rules.chosen
    let text = lab.narrator.words.text(of: rule)
    surface.horizontalLine(at: area.origin, columns: area.columns, style: theme[.border])
    surface.draw(
      [
        Span(" \(text.title) ", theme[.title]),
        Span(" \(lab.narrator.words.text(of: rule.source)) ", theme[.source]),
      ], at: area.point(column: 1), clip: area)
    var rest = area.inset(left: 2, top: 1, right: 2)
    func say(_ spans: [Span]) {
      guard rest.rows > 0 else { return }
      rest = rest.split(top: surface.drawWrapped(spans, in: rest)).rest
    }
    say([Span(text.sentence, theme[.strong])])
    if let without = text.without {
      say([Span(labels.withoutRule + " ", theme[.warning]), Span(without, theme[.text])])
    }
    say(counts(of: rule))
    let isOn = lab.cluster.rules[rule]
    let state =
      !rule.isSwitchable
      ? Span(labels.essentialRule, theme[.faint])
      : isOn
        ? Span(labels.ruleIsOn, theme[.good]) : Span(" \(labels.ruleIsOff) ", theme[.violation])
    say([state])
  }

  private func counts(of rule: Rule) -> [Span] {
    let theme = lab.theme
    let tally = lab.cluster.tally
    guard let latest = lab.cluster.tally.latest(of: rule) else {
      return [Span(lab.labels.neverFired, theme[.faint])]
    }
    let each = lab.cluster.members.map { "\($0) \(tally.count(of: rule, at: $0))" }
    return [
      Span(lab.labels.firedLast(event: latest), theme[.text]),
      Span("   " + each.joined(separator: "  "), theme[.faint]),
    ]
  }
}
