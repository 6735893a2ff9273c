import RaftCore
import Screen
import Simulation
import Teaching

/// The features beyond Figure 2, each on or off, with what it is in a sentence and what it needs.
struct FeatureList {
  let glance: Glance
  let choice: Choice

  /// The names, by which one is found.
  var lines: [String] {
    Feature.allCases.map { feature in
      "\(words.name(of: feature)): "
        + (isOn(feature) ? glance.labels.featureOn : glance.labels.featureOff)
    }
  }

  /// What is said of the chosen one.
  var about: String { about(Feature.allCases[choice.place]) }

  private var words: any Phrasebook { glance.narrator.words }

  private func isOn(_ feature: Feature) -> Bool { glance.state.features[feature] }

  private func about(_ feature: Feature) -> String {
    let needed = feature.needs.map { glance.labels.needs(words.name(of: $0)) } ?? ""
    return words.explanation(of: feature) + needed
  }

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    let features = Feature.allCases
    // Each with its sentence below it where there is room; that of the chosen one always, in full.
    let rows = area.rows >= features.count * 2 + 3 ? 2 : 1
    let (below, list) = area.split(bottom: 3)
    let window = ListWindow(count: features.count, chosen: choice.place, rows: list.rows / rows)
    for (row, place) in window.places.enumerated() {
      let part = Rect(
        column: list.left, row: list.top + row * rows, columns: list.columns, rows: rows)
      draw(features[place], at: place, into: &surface, in: part)
      surface.mark(part, as: .choice(place))
    }
    window.drawArrows(into: &surface, in: list, style: theme[.key])
    _ = surface.drawWrapped([Span(about, theme[.text])], in: below.inset(left: 4))
  }

  private func draw(
    _ feature: Feature, at place: Int, into surface: inout Surface, in area: Rect
  ) {
    let theme = glance.theme
    let isChosen = place == choice.place
    let isOn = isOn(feature)
    let line = area.row(0)
    surface.draw(
      [
        Span(isChosen ? "▶ " : "  ", theme[.key]),
        Span(place < 9 ? " \(place + 1) " : "\(place + 1) ", theme[.faint]),
        Span(isOn ? "[x] " : "[ ] ", theme[isOn ? .good : .faint]),
        Span(words.name(of: feature), theme[isChosen ? .key : isOn ? .strong : .text]),
        Span("  \(feature.id)", theme[.faint]),
      ], in: line)
    if isChosen { surface.restyle(line) { theme.selected($0) } }
    guard area.rows > 1 else { return }
    let text = surface.width.truncated(about(feature), columns: area.columns - 8)
    surface.draw(text, in: area.row(1).inset(left: 8), style: theme[isOn ? .text : .faint])
  }
}
