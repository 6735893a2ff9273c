import RaftCore
import Screen
import Simulation
import Teaching

/// The chosen rule in full: what it says, what happens without it, how often it fired where.
struct RuleDetail: Pane {
  let glance: Glance

  var id: PaneID { .ruleDetail }

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    let labels = glance.labels
    let rule = glance.views.rules.chosen
    let text = glance.narrator.words.text(of: rule)
    surface.horizontalLine(at: area.origin, columns: area.columns, style: theme[.border])
    surface.draw(
      [
        Span(" \(text.title) ", theme[.title]), Span(" \(rule.id) ", theme[.strong]),
        Span(" \(glance.narrator.words.text(of: rule.source)) ", theme[.source]),
      ], at: area.point(column: 1), clip: area)
    var rest = area.inset(left: 2, top: 1, right: 2)
    func say(_ spans: [Span]) {
      guard rest.rows > 0 else { return }
      rest = rest.split(top: surface.drawWrapped(spans, in: rest)).rest
    }
    say([Span(text.sentence, theme[.strong])])
    if let without = text.without {
      say([Span(labels.withoutRule, theme[.warning]), Span(without, theme[.text])])
    }
    say(counts(of: rule))
    let isOn = glance.state.rules[rule]
    guard glance.state.watched == nil else { return }
    let state =
      !rule.isSwitchable
      ? Span(labels.essentialRule, theme[.faint])
      : isOn
        ? Span(labels.ruleIsOn, theme[.good]) : Span(" \(labels.ruleIsOff) ", theme[.violation])
    say([state])
    if let feature = rule.feature, !glance.state.features[feature], glance.state.watched == nil {
      say([Span(labels.isOff(glance.narrator.words.name(of: feature)), theme[.warning])])
    }
  }

  private func counts(of rule: Rule) -> [Span] {
    let theme = glance.theme
    guard let tally = glance.state.tally, let latest = tally.latest(of: rule) else {
      let labels = glance.labels
      return [
        Span(
          glance.state.watched == nil ? labels.neverFired : labels.neverSeen, theme[.faint])
      ]
    }
    let each = glance.state.members.map { "\($0) \(tally.count(of: rule, at: $0))" }
    return [
      Span(glance.labels.firedLast(event: latest), theme[.text]),
      Span("   " + each.joined(separator: "  "), theme[.faint]),
    ]
  }
}
