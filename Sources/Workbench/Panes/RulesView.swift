import RaftCore
import Screen
import Simulation
import Teaching

/// Figure 2 in our own words: every rule, how often it fired, and where it just did.
struct RulesView: Pane {
  let glance: Glance

  var id: PaneID { .rules }

  /// All but the rows in which the chosen rule is told.
  func rows(for space: Size) -> ClosedRange<Int> {
    let rows = space.rows - max(6, min(9, space.rows / 4))
    return rows...rows
  }

  /// A line of the page.
  private enum Line {
    case heading(Rule.Group)
    case rule(Rule)
    case blank
  }

  func draw(into surface: inout Surface, in area: Rect) {
    drawPage(into: &surface, in: area.inset(left: 1, right: 1))
  }

  // MARK: The page

  private func drawPage(into surface: inout Surface, in area: Rect) {
    let parts = area.columns >= 108 ? area.divided(intoColumns: 2, gap: 3) : [area]
    let columns = self.columns(parts.count)
    for (part, lines) in zip(parts, columns) where !part.isEmpty {
      let chosen = lines.firstIndex {
        if case .rule(glance.views.rules.chosen) = $0 { true } else { false }
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
    let style = glance.theme[.key]
    if above { surface.draw("↑", at: Point(column: area.right - 1, row: area.top), style: style) }
    if below {
      surface.draw("↓", at: Point(column: area.right - 1, row: area.bottom - 1), style: style)
    }
  }

  /// The page in so many columns, broken between groups.
  private func columns(_ count: Int) -> [[Line]] {
    func lines(of groups: [Rule.Group]) -> [Line] {
      groups.flatMap { group in
        [.heading(group)] + group.rules.map { .rule($0) } + [.blank]
      }
    }
    guard count == 2 else { return [lines(of: Rule.Group.allCases)] }
    return [
      lines(of: [
        .allServers, .followers, .candidates, .requestVote, .preVote, .checkQuorum, .transfer,
      ]),
      lines(of: [.leaders, .appendEntries, .clients, .reads, .leases, .forwarding, .etcd]),
    ]
  }

  private func draw(_ line: Line, into surface: inout Surface, in area: Rect) {
    switch line {
    case .blank: break
    case .heading(let group):
      surface.horizontalLine(at: area.origin, columns: area.columns, style: glance.theme[.border])
      // Of a real cluster nobody tells which are on.
      let off = glance.state.watched == nil ? glance.state.featuresOff(of: group) : []
      let note =
        off.isEmpty
        ? ""
        : "· \(off.map(\.id).joined(separator: ", ")) "
          + "\(glance.labels.switchedOff) "
      surface.draw(
        [
          Span(
            " \(glance.labels.title(of: group)) ", glance.theme[off.isEmpty ? .title : .faint]),
          Span(note, glance.theme[.faint]),
        ], at: area.point(column: 1), clip: area)
    case .rule(let rule): draw(rule, into: &surface, in: area)
    }
  }

  private func draw(_ rule: Rule, into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    let isOn = glance.state.rules[rule]
    let count = glance.state.tally?.count(of: rule) ?? 0
    let isLit = fired(rule)
    let servers = self.servers(firing: rule)
    let isPresent = glance.state.hasFeature(of: rule)
    let style =
      !isOn
      ? theme[.violation]
      : isLit ? theme[.changed] : theme[!isPresent ? .track : count > 0 ? .text : .faint]
    let (right, left) = area.inset(right: 2).split(right: 7)
    let sign = !isOn ? "✗" : isLit ? "●" : servers.isEmpty ? " " : "◦"
    let mark: Theme.Ink = isOn ? .key : .violation
    let title = glance.narrator.words.text(of: rule).title
    surface.draw(
      [
        Span("  ", theme[.text]), Span(sign, theme[mark]), Span(" ", theme[.text]),
        Span(title, style),
        Span(isOn ? "" : " " + glance.labels.switchedOff, theme[.violation]),
        Span(servers.isEmpty ? "" : "  " + names(servers), theme[.strong]),
      ], in: left)
    surface.draw(
      count > 0 ? "\(count)" : "–", in: right, style: theme[count > 0 ? .text : .faint],
      align: .right)
    if rule == glance.views.rules.chosen {
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
    glance.position > 0
      && glance.state.tally?.latest(of: rule) == glance.position
  }

  /// The servers at which the rule fired since the last move.
  private func servers(firing rule: Rule) -> ServerSet {
    guard glance.position > 0 else { return [] }
    let since = min(glance.markedSince, glance.position - 1)
    return ServerSet(
      glance.state.members.filter { (glance.state.tally?.latest(of: rule, at: $0) ?? 0) > since }
    )
  }
}

extension ClusterState {
  /// Whether what a rule belongs to is on; so it is for the rules of Figure 2.
  func hasFeature(of rule: Rule) -> Bool { rule.feature.map { features[$0] } ?? true }

  /// The features that a group of rules waits for: none where one of its rules can fire.
  func featuresOff(of group: Rule.Group) -> [Feature] {
    guard !group.rules.contains(where: hasFeature) else { return [] }
    return Feature.allCases.filter { feature in group.rules.contains { $0.feature == feature } }
  }
}
