import ClientPrograms
import RaftCore
import Screen
import Simulation

/// What the leaders work on: what it took and refused, with which tokens, and what it took of those
/// whom etcd had deposed already.
struct ResourcePane: Pane {
  let glance: Glance

  var id: PaneID { .resource }

  private var resource: Resource? { glance.state.outside?.resource }
  private var ledgers: [Resource.Ledger] { resource?.ledgers ?? [] }

  func rows(for space: Size) -> ClosedRange<Int> {
    guard let outside = glance.state.outside else { return 0...0 }
    return 1...(space.rows >= 10 ? 1 + outside.contests.count : 1)
  }

  var spoken: [String] {
    guard resource != nil else { return [] }
    let lines = ledgers.map { ledger in
      text(of: ledger).map(\.text).joined().split(separator: " ").joined(separator: " ")
    }
    return ["\(glance.labels.resourceTitle): \(state.map(\.text).joined())"] + lines
  }

  func draw(into surface: inout Surface, in area: Rect) {
    guard let resource, !area.isEmpty else { return }
    let theme = glance.theme
    let title = Span(" \(glance.labels.resourceTitle) ", theme[.title])
    guard area.rows > 1 else {
      let ledger = resource.ledgers.first.map { text(of: $0) } ?? []
      surface.draw([title] + state + [Span("  ", theme[.text])] + ledger, in: area)
      return
    }
    surface.horizontalLine(at: area.origin, columns: area.columns, style: theme[.border])
    surface.draw(
      [title] + state + [Span(" ", theme[.text])], at: area.point(column: 1), clip: area)
    for (row, ledger) in resource.ledgers.prefix(area.rows - 1).enumerated() {
      let name =
        glance.state.outside!.contests.count > 1
        ? [Span("\(ledger.contest)  ", theme[.strong])] : []
      surface.draw(name + text(of: ledger), in: area.row(row + 1).inset(left: 2))
    }
  }

  /// Whether it looks at tokens, and what it took too late.
  private var state: [Span] {
    guard let outside = glance.state.outside else { return [] }
    let theme = glance.theme
    let fences = outside.options[.fencing]
    var spans = [Span(glance.labels.fencing(isOn: fences), theme[fences ? .good : .faint])]
    if outside.lateWork > 0 {
      spans.append(
        Span(
          " · "
            + glance.labels.lateWork(outside.lateWork, by: outside.lateWorkBy.milliseconds),
          theme[.warning].bold))
    }
    return spans
  }

  private func text(of ledger: Resource.Ledger) -> [Span] {
    let theme = glance.theme
    let labels = glance.labels
    return [
      Span("\(labels.taken(ledger.accepted))  ", theme[.text]),
      Span("\(labels.refused(ledger.refused))  ", theme[ledger.refused > 0 ? .warning : .faint]),
      Span("\(labels.highest(ledger.highest, of: ledger.holder))  ", theme[.index]),
      Span(
        ledger.tokens.isEmpty
          ? ""
          : "\(labels.tokens) \(ledger.tokens.suffix(8).map(String.init).joined(separator: " "))",
        theme[.faint]),
    ]
  }
}
