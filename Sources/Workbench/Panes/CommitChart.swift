import RaftCore
import Screen
import Simulation

/// How commitIndex grew at each server: a line for each, the leader's last and so on top.
struct CommitChart {
  let glance: Glance
  let scale: ChartScale

  func draw(into surface: inout Surface, in area: Rect) {
    guard area.rows > 0 else { return }
    var canvas = BrailleCanvas(size: area.size)
    let values = glance.state.servers.indices.map(values)
    let most = max(1, values.joined().max() ?? 1)
    let least = values.joined().filter { $0 > 0 }.min() ?? 0
    // From the least value shown, so that a late part of a long run shows its steps too.
    let base = glance.views.charts.span == nil ? 0 : max(0, least - 1)
    let leader = glance.state.leader
    let order = glance.state.servers.map(\.id).sorted { $1 == leader && $0 != leader }
    for server in order {
      let line = values[server.number - 1]
      draw(line, of: server, base: base, most: max(most, base + 1), on: &canvas)
    }
    canvas.forEachCell { point, character, style in
      surface.draw(
        String(character), at: area.point(column: point.column, row: point.row), style: style)
    }
  }

  /// commitIndex at the end of each half column; shorter when the run is.
  private func values(of server: Int) -> [Int] {
    let fine = ChartScale(series: scale.series, range: scale.range, columns: scale.columns * 2)
    var values: [Int] = []
    for column in 0..<fine.columns {
      guard let slices = fine.slices(at: column) else { break }
      values.append(Int(scale.series.state(of: server, in: slices.upperBound).commitIndex))
    }
    return values
  }

  private func draw(
    _ values: [Int], of server: ServerID, base: Int, most: Int, on canvas: inout BrailleCanvas
  ) {
    let isLeader = server == glance.state.leader
    let ink: Theme.Ink = server == glance.selected ? .key : isLeader ? .good : .faint
    let style = glance.theme[ink]
    var before: Int?
    for (column, value) in values.enumerated() {
      let height = max(0, value - base) * (canvas.rows - 1) / max(1, most - base)
      let row = canvas.rows - 1 - height
      canvas.line(from: (column, before ?? row), to: (column, row), style: style)
      before = row
    }
  }
}
