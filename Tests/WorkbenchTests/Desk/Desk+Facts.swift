import RaftCore
import Screen
import Simulation
import Workbench

// What can be read off the screen. The servers' facts need one row a server, so fewer than 28 rows.
extension Desk {
  /// The rows of the screen, without blanks at their ends.
  var rows: [String] {
    lab.frame().text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  var text: String { lab.frame().text }
  var title: String { rows[0] }
  var footer: String { rows.last ?? "" }

  /// What each server's row says, but for the marker of the last event and the timer: these change
  /// all the time.
  var servers: [String] {
    let surface = lab.frame()
    guard isTableShown else { return [] }
    return lab.cluster.hosts.indices.map { place in
      let row = place + 2
      let name = surface.read(row: row, columns: 2..<27)
      let rest = surface.read(row: row, columns: 38..<surface.size.columns)
      let mark = surface.read(row: row, columns: 0..<1)
      return mark + Self.squeezed(name + "  " + rest)
    }
  }

  /// Whether the table of servers is on the screen.
  var isTableShown: Bool {
    let size = lab.size
    let least = lab.minimumSize
    if case .reading = lab.mode { return false }
    return lab.view == .cluster && size.columns >= least.columns && size.rows >= least.rows
  }

  /// The reason for the latest event, as the pane below shows it.
  var why: [String] {
    let rows = self.rows
    guard let title = rows.firstIndex(where: { $0.hasPrefix("─ why") || $0.hasPrefix("─ 为什么") })
    else { return [] }
    let pane = rows[(title + 1)..<(rows.count - 1 - notice.count)]
    let more = pane.dropFirst().prefix { $0.hasPrefix("          ") }
    return (pane.prefix(1) + more).map { Self.trimmed($0) }
  }

  /// What stands above the footer, if anything does.
  var notice: [String] {
    let surface = lab.frame()
    var lines: [String] = []
    var row = surface.size.rows - 2
    while row > 1, let style = surface[Point(column: 0, row: row)]?.style,
      style.attributes.contains(.reverse) || style == lab.theme[.violation]
    {
      lines.insert(Self.trimmed(surface.text(row: row)), at: 0)
      row -= 1
    }
    return lines
  }

  /// The pane between two titles.
  func pane(_ name: String) -> [String] {
    let rows = self.rows
    guard let first = rows.firstIndex(where: { $0.hasPrefix("─ \(name)") }) else { return [] }
    return rows[(first + 1)...].prefix { !$0.hasPrefix("─") && !$0.hasPrefix("  clients") }
      .map(Self.trimmed).filter { !$0.isEmpty }
  }

  /// The line about the clients.
  var clients: String {
    rows.first { $0.hasPrefix("  clients") }.map(Self.trimmed) ?? ""
  }

  static func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }

  /// With two blanks wherever there are more.
  static func squeezed(_ text: String) -> String {
    var result = ""
    var blanks = 0
    for character in text {
      blanks = character == " " ? blanks + 1 : 0
      if blanks < 3 { result.append(character) }
    }
    return trimmed(result)
  }
}

extension Surface {
  /// The text of some columns of a row.
  func read(row: Int, columns: Range<Int>) -> String {
    columns.compactMap { self[Point(column: $0, row: row)]?.text }.joined()
  }
}
