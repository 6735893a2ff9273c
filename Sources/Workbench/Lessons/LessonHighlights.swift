import ClientPrograms
import KeyValue
import RaftCore
import Screen
import Simulation
import Teaching

/// Draws on a finished frame what the lesson talks about: a form, underlined between two marks, that
/// hides no colour and is seen without colours too.
struct LessonHighlights {
  let glance: Glance
  let highlights: [Highlight]

  func draw(into surface: inout Surface) {
    if highlights.isEmpty { return }
    let places = HitMap(of: surface).places
    for highlight in highlights {
      for area in areas(of: highlight, among: places) { paint(area, in: &surface) }
    }
  }

  /// What is talked about and has no place on a screen.
  func missing(on surface: Surface) -> [Highlight] {
    let places = HitMap(of: surface).places
    return highlights.filter { areas(of: $0, among: places).allSatisfy { $0.size.columns < 1 } }
  }

  /// Underlines what stands in an area, in the colours that it has, and sets a mark on each side of
  /// it, as far as nothing stands there.
  private func paint(_ area: Rect, in surface: inout Surface) {
    guard let part = filled(area, of: surface) else { return }
    surface.restyle(part) { style in style.bold.underlined }
    let style = glance.theme[.key].bold
    let marks = [(part.left - 1, "▶"), (part.right, "◀")]
    for row in part.top..<part.bottom {
      for (column, mark) in marks {
        let point = Point(column: column, row: row)
        if surface[point]?.isBlank == true { surface.draw(mark, at: point, style: style) }
      }
    }
  }

  /// An area without the blank columns at both its ends; nil when nothing stands in it.
  private func filled(_ area: Rect, of surface: Surface) -> Rect? {
    let columns = (area.left..<area.right).filter { column in
      (area.top..<area.bottom).contains { row in
        surface[Point(column: column, row: row)]?.isBlank == false
      }
    }
    guard let first = columns.first, let last = columns.last else { return nil }
    return Rect(column: first, row: area.top, columns: last - first + 1, rows: area.size.rows)
  }

  private typealias Places = [(target: HitMap.Target, area: Rect)]

  private func areas(of highlight: Highlight, among places: Places) -> [Rect] {
    switch highlight {
    case .server(let description):
      guard let row = row(of: description, among: places) else { return [] }
      return [ServerTable.area(of: nil, in: row)]
    case .field(let description, let field):
      guard let row = row(of: description, among: places) else { return [] }
      return [ServerTable.area(of: field, in: row)]
    case .entry(let description, let index):
      guard let server = description.server(in: glance.state) else { return [] }
      return places.compactMap { $0.target == .entry(server, index) ? $0.area : nil }
    case .index(let index):
      return places.compactMap { place in
        if case .entry(_, index) = place.target { place.area } else { nil }
      }
    case .program(let program):
      return places.compactMap { $0.target == .program(program) ? $0.area : nil }
    case .key(let key):
      guard let record = KeysPane(glance: glance).record(of: key) else { return [] }
      return places.compactMap { $0.target == .key(record.createRevision) ? $0.area : nil }
    case .messages(let description):
      let flights = Set(description.flights(in: glance.state).map(\.id))
      return places.compactMap { place in
        if case .flight(let id) = place.target, flights.contains(id) { place.area } else { nil }
      }
    case .pane(let pane):
      return places.compactMap { $0.target == .pane(pane.place) ? $0.area.row(0) : nil }
    }
  }

  private func row(of description: ServerDescription, among places: Places) -> Rect? {
    guard let server = description.server(in: glance.state) else { return nil }
    return places.first { $0.target == .server(server) }?.area
  }
}

extension Highlight {
  /// The index of the entry that is pointed at, if one is.
  var entryIndex: LogIndex? {
    switch self {
    case .entry(_, let index), .index(let index): index
    default: nil
    }
  }
}

extension Highlight.Pane {
  fileprivate var place: PaneID {
    switch self {
    case .servers: .servers
    case .messages: .flights
    case .clients: .clients
    case .why: .why
    case .contests: .contests
    case .pods: .pods
    case .keys: .keys
    case .resource: .resource
    }
  }
}

extension ServerTable {
  /// Where a field of a server stands in its row; nil: its name and role.
  static func area(of field: Highlight.Field?, in row: Rect) -> Rect {
    // Other views have places of servers, too, with no columns in them.
    guard row.columns > Column.log else { return row }
    let columns: Range<Int> =
      switch field {
      case nil: Column.name..<(Column.term - 1)
      case .role: Column.role..<(Column.term - 1)
      case .term: (Column.term - 1)..<(Column.vote - 1)
      case .vote: (Column.vote - 1)..<(Column.timer - 1)
      case .timer: Column.timer..<(Column.commit - 1)
      case .commit: row.rows > 1 ? Column.role..<Column.commit : Column.commit..<(Column.log - 1)
      case .log: Column.log..<row.columns
      }
    let line = field == .commit && row.rows > 1 ? 1 : 0
    return Rect(
      column: row.left + columns.lowerBound, row: row.top + line, columns: columns.count, rows: 1)
  }
}
