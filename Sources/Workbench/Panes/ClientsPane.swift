import KeyValue
import RaftCore
import Screen
import Simulation

/// The clients: what each asked for last, whom, and what became of it (§8).
struct ClientsPane {
  let lab: Laboratory

  func draw(into surface: inout Surface, in area: Rect) {
    surface.mark(area, as: .pane(.clients))
    let theme = lab.theme
    let title = " \(lab.labels.clients) "
    let columns = surface.width.of(title)
    if area.rows == 1 {
      surface.draw(title, at: area.point(column: 1), style: theme[.title], clip: area)
      drawLatest(into: &surface, in: area.inset(left: columns + 2))
      return
    }
    surface.horizontalLine(at: area.origin, columns: area.columns, style: theme[.border])
    surface.draw(title, at: area.point(column: 1), style: theme[.title], clip: area)
    drawLatest(into: &surface, in: area.inset(left: 2, top: 1))
  }

  /// The latest operations, the newest first, as many as fit.
  private func drawLatest(into surface: inout Surface, in area: Rect) {
    let operations = lab.cluster.clients.operations
    guard !operations.isEmpty else {
      surface.draw(
        lab.labels.noClients, at: area.origin, style: lab.theme[.track], clip: area)
      return
    }
    var point = area.origin
    for place in stride(from: operations.count - 1, through: 0, by: -1) {
      let spans = describe(operations[place], at: place)
      let columns = surface.width.of(spans)
      if point.column > area.left, point.column + columns > area.right {
        point = Point(column: area.left, row: point.row + 1)
      }
      guard point.row < area.bottom else { return }
      surface.draw(spans, at: point, clip: area)
      point = point.moved(columns: columns + 3)
    }
  }

  private func describe(_ record: OperationRecord, at place: Int) -> [Span] {
    let theme = lab.theme
    var spans = [
      Span("\(record.client) ", theme[.strong]), Span("\(record.operation) ", theme[.command]),
    ]
    switch record.state {
    case .waiting:
      let request = lab.cluster.clients[record.client].request
      let target = request.flatMap { $0.record == place ? " →\($0.target)" : nil } ?? ""
      let tries = request.map { $0.tries > 1 ? " ×\($0.tries)" : "" } ?? ""
      spans.append(Span("… \(lab.labels.clientWaiting)\(target)\(tries)", theme[.warning]))
    case .acknowledged(_, let index, let outcome):
      var text = "✓ \(lab.labels.acknowledged(index: index))"
      if case .value(let value) = outcome {
        text = "= \(lab.labels.value(value?.description)) " + text
      }
      spans.append(Span(text, theme[.good]))
    case .unknown:
      spans.append(Span("? \(lab.labels.clientUnknown)", theme[.down]))
    }
    return spans
  }
}
