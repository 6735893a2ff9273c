import KeyValue
import RaftCore
import Screen
import Simulation
import Teaching

/// What is on its way: messages by arrival, and before them what waits for a disk.
struct FlightsPane: Pane {
  let glance: Glance

  var id: PaneID { .flights }
  var followsFromScene: Bool { true }

  /// Its height, the title included: fixed at a size of the screen, so that nothing jumps while
  /// messages come and go. What the lesson points at takes room from the reasons.
  func rows(for space: Size) -> ClosedRange<Int> {
    let rows =
      switch space.rows {
      // Where rows are few, branches take those of the messages too.
      case ..<8: glance.mode.list == .branches ? 0 : 2
      case ..<9: 3
      case ..<14: 4
      case ..<18: 6
      case ..<26: 8
      default: 12
      }
    return rows...max(rows, rowsForLesson)
  }

  /// How many messages are on their way, and each.
  var spoken: [String] {
    let flights = glance.state.flights
    if glance.state.watched != nil, flights.isEmpty {
      let seen = SeenMessages(glance: glance).spoken
      return seen.isEmpty ? [glance.nothingSeen] : [glance.labels.seenMessages + ":"] + seen
    }
    return [glance.labels.flights(flights.count)]
      + flights.prefix(Self.spokenLimit).map { shown(FlightBundle($0)).spoken }
  }

  /// Every message with its place, by which it is chosen, or the first of many.
  var spokenLines: [String] {
    let flights = glance.state.flights
    let numbers = flights.indices.map { "\($0 + 1)" }
    let sentences = flights.map { shown(FlightBundle($0)).spoken }
    return ChoiceList.spoken(sentences, by: numbers, glance.labels)
  }

  /// A message by its number, and its place among all.
  func spoken(of id: Int) -> [String] {
    let flights = glance.state.flights
    guard let place = flights.firstIndex(where: { $0.id == id }) else { return [] }
    return ["\(place + 1)/\(flights.count)  \(shown(FlightBundle(flights[place])).spoken)"]
  }

  /// The most messages that are spoken one by one.
  private static let spokenLimit = 8

  /// Whether it shows what was seen, below what waits: nothing is in the way of what passes.
  private var isOfSeen: Bool { glance.state.watched != nil && chosenID == nil }

  /// What waits, and what was seen in the last second.
  private func drawSeen(into surface: inout Surface, in area: Rect) {
    let seen = SeenMessages(glance: glance)
    let waiting = glance.state.flights.map { FlightBundle($0) }
    let flights = waiting.isEmpty ? "" : "\(glance.labels.inFlight) \(waiting.count) · "
    drawTitle(
      flights + glance.labels.seenMessages, count: seen.count, into: &surface, in: area.row(0))
    let rows = area.split(top: 1).rest
    let lines = seen.lines(columns: rows.columns)
    if lines.isEmpty, waiting.isEmpty {
      surface.draw(
        glance.nothingSeen, at: rows.point(column: 2), style: glance.theme[.track],
        clip: rows)
    }
    surface.mark(area, of: id, scrollingTo: lines.count + waiting.count - rows.rows)
    // What waits has its place first, and leaves some to what passes.
    let shown = waiting.prefix(max(1, rows.rows - min(2, lines.count)))
    for (row, bundle) in shown.enumerated() where row < rows.rows {
      self.shown(bundle).draw(into: &surface, in: rows.row(row))
    }
    let rest = rows.inset(top: min(rows.rows, shown.count))
    let first = max(0, min(glance.views[scroll: .flights], lines.count - rest.rows))
    for (row, line) in lines.dropFirst(first).prefix(rest.rows).enumerated() {
      let (right, left) = rest.row(row).split(right: surface.width.of([line.ago]) + 2)
      surface.draw(line.said, in: left.inset(left: 2))
      surface.draw([Span(" ", glance.theme[.text]), line.ago], in: right)
    }
  }

  private func shown(_ bundle: FlightBundle) -> FlightRow {
    FlightRow(glance: glance, bundle: bundle, isChosen: bundle.first.id == chosenID)
  }

  func draw(into surface: inout Surface, in area: Rect) {
    if isOfSeen { return drawSeen(into: &surface, in: area) }
    let waiting = self.waiting
    drawTitle(writes: waiting.count, into: &surface, in: area.row(0))
    let (_, rows) = area.split(top: 1)
    let lines = lines(waiting, rows: rows.rows)
    let total = lines.count
    surface.mark(area, of: id, scrollingTo: total - rows.rows)
    guard total > 0 else {
      surface.draw(
        glance.labels.nothingInFlight, at: rows.point(column: 2), style: glance.theme[.track],
        clip: rows)
      return
    }
    // The chosen message is always in view.
    let chosen = lines.firstIndex { $0.bundle?.first.id == chosenID } ?? 0
    let wanted = chosenID == nil ? glance.views[scroll: .flights] : chosen - rows.rows / 2
    let first = max(0, min(wanted, total - rows.rows))
    for row in 0..<min(rows.rows, total - first) {
      let place = first + row
      let line = rows.row(row)
      if row == rows.rows - 1, row > 0, place < total - 1, chosenID == nil {
        surface.draw(
          glance.labels.moreLines(total - place), at: line.point(column: 2),
          style: glance.theme[.faint])
      } else if let bundle = lines[place].bundle {
        shown(bundle).draw(into: &surface, in: line)
      } else {
        surface.draw(lines[place].write, at: line.point(column: 2), clip: line)
      }
    }
  }

  private func lines(_ waiting: [Line], rows: Int) -> [Line] {
    let flights = glance.state.flights
    let isFolded = chosenID == nil && waiting.count + flights.count > rows
    guard isFolded else { return waiting + flights.map { Line(bundle: FlightBundle($0)) } }
    return folded(waiting) + waitingForPaused
  }

  /// Messages, or a write to a disk.
  private struct Line {
    var bundle: FlightBundle?
    var write: [Span] = []
  }

  /// The lines where there is no room for all: what the lesson points at before all else, and
  /// messages that say the same to several servers on one.
  private func folded(_ waiting: [Line]) -> [Line] {
    let pointed = pointedFlights
    let moving = glance.state.flights.filter { !waitsForPaused($0) || pointed.contains($0.id) }
    let bundles = FlightBundle.folding(moving) { pointed.contains($0.id) }
    let first = bundles.filter { pointed.contains($0.first.id) }
    let others = bundles.filter { !pointed.contains($0.first.id) }
    return first.map { Line(bundle: $0) } + waiting + others.map { Line(bundle: $0) }
  }

  /// Whether a message has come to a paused server, and waits for it.
  private func waitsForPaused(_ flight: FlightState) -> Bool {
    guard let receiver = flight.packet.receiver, let arrival = flight.arrivesAt else {
      return false
    }
    return glance.state[receiver].life == .paused && arrival <= glance.now && !flight.isHeld
  }

  /// A line for each paused server that messages wait for: one by one they would hide those that
  /// move.
  private var waitingForPaused: [Line] {
    glance.state.servers.compactMap { server in
      let count = glance.state.flights.count {
        $0.packet.receiver == server.id && waitsForPaused($0)
      }
      guard count > 0 else { return nil }
      return Line(write: [
        Span("‖ \(server.id)  ", glance.theme[.paused]),
        Span(glance.labels.waiting(count), glance.theme[.text]),
      ])
    }
  }

  /// How many rows it takes to show all that the lesson points at.
  private var rowsForLesson: Int {
    let pointed = pointedFlights
    guard !pointed.isEmpty else { return 0 }
    let bundles = FlightBundle.folding(glance.state.flights) { pointed.contains($0.id) }
    // The title before, and behind them how many more there are.
    return bundles.count { pointed.contains($0.first.id) } + 2
  }

  /// The messages that the lesson points at, by number.
  private var pointedFlights: Set<Int> {
    var ids: Set<Int> = []
    for case .messages(let description) in glance.pointed {
      ids.formUnion(description.flights(in: glance.state).map(\.id))
    }
    return ids
  }

  private var chosenID: Int? {
    if case .choosingMessage(let id) = glance.mode { id } else { nil }
  }

  /// The title counts what is below it: messages, each by itself, and writes.
  private func drawTitle(writes: Int, into surface: inout Surface, in area: Rect) {
    let count = glance.state.flights.count
    var title = glance.labels.inFlight
    if writes > 0 { title += " \(count) · \(glance.labels.writes) \(writes)" }
    drawTitle(title, count: writes > 0 ? 0 : count, into: &surface, in: area)
    if count > 0 { glance.drawClickHint(glance.labels.clickChooses, into: &surface, in: area) }
  }

  private func drawTitle(
    _ title: String, count: Int, into surface: inout Surface, in area: Rect
  ) {
    surface.horizontalLine(at: area.origin, columns: area.columns, style: glance.theme[.border])
    let text = count > 0 ? "\(title) \(count)" : title
    surface.draw(" \(text) ", at: area.point(column: 1), style: glance.theme[.title], clip: area)
  }

  // MARK: Disks

  /// Writes that have begun, each with the messages that wait for it.
  private var waiting: [Line] {
    let theme = glance.theme
    var lines: [Line] = []
    for host in glance.state.servers where host.life != .crashed {
      guard let disk = host.disk else { continue }
      for write in disk.writes {
        let left = max(0, write.doneAt - glance.now)
        var line = [
          Span("▤ \(host.id)  ", theme[.warning]),
          Span(
            glance.labels.writesToDisk(write.write, changing: disk), theme[.text]),
          Span("  \(left.milliseconds) ms", theme[.faint]),
        ]
        let messages = write.releases
        if let first = messages.first {
          let names = messages.map { "\($0.to)" }.joined(separator: " ")
          line.append(Span("  \(glance.labels.then) ", theme[.faint]))
          line.append(
            Span("\(glance.narrator.words.name(of: first.body)) → \(names)", theme[.text]))
        }
        lines.append(Line(write: line))
      }
    }
    return lines
  }
}
