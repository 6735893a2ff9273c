import RaftCore
import Screen
import Simulation

/// The slanted lines of a space-time diagram: requests whole, answers and heartbeats dotted, an arrow
/// where one arrives, a cross where one is lost.
struct SpaceTimeMessages {
  let glance: Glance
  let diagram: SpaceTimeDiagram
  /// The column of each lane: 0 for clients, else the server's number.
  let lanes: [Int: Int]
  /// Where the lanes end.
  let right: Int

  func draw(into surface: inout Surface, in area: Rect) {
    var canvas = BrailleCanvas(size: Size(columns: right - area.left, rows: area.rows))
    // Those that tell most are drawn last, over the others.
    let lines = diagram.messages.filter { lanes[$0.from.lane] != nil && lanes[$0.to.lane] != nil }
      .sorted { weight(of: $0) < weight(of: $1) }
    for line in lines { draw(line, on: &canvas, in: area) }
    let columns = Set(lanes.values)
    canvas.forEachCell { point, character, style in
      let place = area.point(column: point.column, row: point.row)
      guard !columns.contains(place.column) else { return }
      surface.draw(String(character), at: place, style: style)
    }
    for line in lines { drawSign(of: line, into: &surface, in: area) }
    for line in lines { drawEnd(of: line, into: &surface, in: area) }
  }

  private func weight(of line: SpaceTimeDiagram.Line) -> Int {
    switch EventRecord.Parcel(line.flight.packet) {
    case .heartbeat: 0
    case .appendEntriesReply: 1
    case .question, .reply, .notice, .answer, .request, .readIndex, .readIndexReply, .propose: 2
    case .appendEntries, .installSnapshot: 3
    case .requestVote, .requestVoteReply, .preVote, .preVoteReply, .timeoutNow: 4
    }
  }

  private func style(of line: SpaceTimeDiagram.Line) -> Style {
    if line.fate == .lost || line.flight.loss != nil { return glance.theme[.down] }
    guard case .message(let message) = line.flight.packet else { return glance.theme[.text] }
    return glance.theme.style(ofTerm: message.term)
  }

  /// Requests are whole lines, answers broken ones, heartbeats dots.
  private func pattern(of line: SpaceTimeDiagram.Line) -> UInt8 {
    switch EventRecord.Parcel(line.flight.packet) {
    case .requestVote, .appendEntries, .request, .preVote, .timeoutNow, .readIndex, .propose,
      .question, .installSnapshot:
      0xFF
    case .requestVoteReply, .answer, .appendEntriesReply, .preVoteReply, .readIndexReply, .reply,
      .notice:
      0b0011_0011
    case .heartbeat: 0b0101_0101
    }
  }

  /// Both ends in dots, and how far the line goes.
  private func draw(
    _ line: SpaceTimeDiagram.Line, on canvas: inout BrailleCanvas, in area: Rect
  ) {
    let (start, end) = ends(of: line, in: area)
    canvas.line(from: start, to: end, style: style(of: line), pattern: pattern(of: line))
  }

  private func ends(
    of line: SpaceTimeDiagram.Line, in area: Rect
  ) -> (start: (column: Int, row: Int), end: (column: Int, row: Int)) {
    let from = (lanes[line.from.lane]! - area.left) * 2
    let to = (lanes[line.to.lane]! - area.left) * 2
    let direction = to > from ? 1 : -1
    let start = (column: from + direction * 2, row: Self.dots(line.from.row))
    var column = to - direction * 2
    switch line.fate {
    case .arrived: break
    case .lost: column = to - (to - from) / 5
    case .flying(let permille): column = start.column + (column - start.column) * permille / 1000
    }
    return (start, (column, Self.dots(line.to.row)))
  }

  /// The row of dots in the middle of a row of cells.
  private static func dots(_ row: Double) -> Int {
    Int(row.rounded(.down)) * 4 + 2
  }

  // MARK: Ends and signs

  private func drawEnd(
    of line: SpaceTimeDiagram.Line, into surface: inout Surface, in area: Rect
  ) {
    let row = Int(line.to.row.rounded(.down))
    guard 0..<area.rows ~= row else { return }
    let (start, end) = ends(of: line, in: area)
    let isRight = lanes[line.to.lane]! > lanes[line.from.lane]!
    let style = style(of: line).bold
    let column = area.left + (end.column >> 1)
    let glyph: String
    switch line.fate {
    case .arrived: glyph = isRight ? "▶" : "◀"
    case .lost: glyph = "✗"
    case .flying: glyph = line.flight.isHeld ? "‖" : isRight ? "▷" : "◁"
    }
    let point = Point(column: column, row: area.top + row)
    guard end.column != start.column || line.fate != .arrived else { return }
    surface.draw(glyph, at: point, style: style)
    if line.event == nil {
      let around = Rect(column: column - 1, row: point.row, columns: 3, rows: 1)
      surface.mark(around, as: .flight(line.flight.id))
    }
  }

  /// What a message says, in a sign in the middle of its line, where lanes are wide enough.
  private func drawSign(
    of line: SpaceTimeDiagram.Line, into surface: inout Surface, in area: Rect
  ) {
    guard let sign = SpaceTimeGlyph.sign(of: line.flight.packet) else { return }
    let (start, end) = ends(of: line, in: area)
    // Nearer to the sender: there the lines of a broadcast have not met others yet.
    let column = area.left + (start.column + (end.column - start.column) * 2 / 5) / 2
    let row = (start.row + (end.row - start.row) * 2 / 5) / 4
    let columns = surface.width.of(sign)
    let room = Rect(
      column: column - columns / 2, row: area.top + row, columns: columns, rows: 1)
    guard 0..<area.rows ~= row, abs(end.column - start.column) >= 2 * (columns + 6) else { return }
    guard !lanes.values.contains(where: { room.left <= $0 && $0 < room.right }) else { return }
    surface.draw(sign, at: room.origin, style: style(of: line).bold)
    if let event = line.event { surface.mark(room, as: .event(event)) }
  }
}
