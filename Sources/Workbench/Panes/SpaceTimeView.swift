import ClientPrograms
import RaftCore
import Screen
import Simulation
import Teaching

/// Who told whom what, and when: a lane for each server, time downward, messages slanted.
struct SpaceTimeView: Pane {
  let glance: Glance

  var id: PaneID { .spaceTime }

  /// All but the rows of the reasons below it.
  func rows(for space: Size) -> ClosedRange<Int> {
    let rows = space.rows - max(4, min(9, (space.rows - 1) / 4))
    return rows...rows
  }

  /// Where things stand across: times, lanes, sentences.
  private struct Columns {
    /// The width of the times, with a blank on both sides.
    let times: Int
    let lanes: [Int: Int]
    let right: Int
    /// What a lane has.
    let width: Int

    init(
      servers: Int, programs: [ProgramID], hasClients: Bool, latest: Time, in area: Rect
    ) {
      times = max(9, latest.seconds.count + 2)
      let count = servers + programs.count + (hasClients ? 1 : 0)
      let room = area.columns - times
      // Sentences get what is left over once lanes are wide enough for lines to slant.
      let isWide = area.columns >= 100
      width = isWide ? min(13, max(6, room * 5 / 10 / count)) : min(13, room / count)
      let others = programs.map { SpaceTimeDiagram.lane(of: .program($0)) }
      let numbers = (hasClients ? [0] : []) + others + Array(1...servers)
      var lanes: [Int: Int] = [:]
      for (place, number) in numbers.enumerated() {
        lanes[number] = area.left + times + place * width + width / 2
      }
      self.lanes = lanes
      right = area.left + times + count * width
    }
  }

  func draw(into surface: inout Surface, in area: Rect) {
    let (heading, body) = area.split(top: 1)
    guard let diagram = glance.views.spaceTime.diagram?.showing(body.rows) else { return }
    let columns = Columns(
      servers: glance.state.servers.count, programs: diagram.programs,
      hasClients: diagram.hasClients, latest: glance.branch.end, in: body)
    drawHeading(diagram.programs, columns, into: &surface, in: heading)
    drawLanes(diagram, columns, into: &surface, in: body)
    SpaceTimeMessages(glance: glance, diagram: diagram, lanes: columns.lanes, right: columns.right)
      .draw(into: &surface, in: body)
    drawMarks(diagram, columns, into: &surface, in: body)
    drawTimes(diagram, columns, into: &surface, in: body)
    emphasize(diagram, into: &surface, in: body)
  }

  private func drawHeading(
    _ programs: [ProgramID], _ columns: Columns, into surface: inout Surface, in area: Rect
  ) {
    let theme = glance.theme
    surface.draw(
      glance.labels.scale(glance.views.spaceTime.scale), at: area.point(column: 1),
      style: theme[.faint], maxWidth: columns.times - 1)
    if let column = columns.lanes[0] {
      surface.draw("C", at: Point(column: column, row: area.top), style: theme[.strong])
    }
    for program in programs {
      drawName(of: program, columns, into: &surface, in: area)
    }
    for host in glance.state.servers {
      guard let column = columns.lanes[host.id.number] else { continue }
      let look = glance.appearance(of: host)
      let name = Rect(column: column - 2, row: area.top, columns: 6, rows: 1)
      let style = glance.isSelected(host.id) ? theme[.strong].reversed : theme[.strong]
      surface.draw("\(host.id)", at: Point(column: column - 1, row: area.top), style: style)
      surface.draw(look.sign, at: Point(column: column + 2, row: area.top), style: theme[look.ink])
      surface.mark(name, as: .server(host.id))
    }
    let room = Rect(
      column: columns.right + 2, row: area.top, columns: area.right - columns.right - 2, rows: 1)
    if room.columns > surface.width.of(glance.labels.zoomHint) {
      surface.draw(glance.labels.zoomHint, in: room, style: theme[.faint])
    }
  }

  /// A program's name over its lane, in full where there is room, and what it believes.
  private func drawName(
    of program: ProgramID, _ columns: Columns, into surface: inout Surface, in area: Rect
  ) {
    guard let column = columns.lanes[SpaceTimeDiagram.lane(of: .program(program))],
      let process = glance.state.outside?[program]
    else { return }
    let theme = glance.theme
    let name = columns.width >= 11 ? program.description : Self.shortName(of: program)
    let look = ProgramStanding(process).look
    let isSelected = glance.program == program
    let start = max(area.left, column - surface.width.of(name) / 2)
    surface.draw(
      [
        Span(name, isSelected ? theme[.strong].reversed : theme[.strong]),
        Span(look.sign, theme[look.ink]),
      ], at: Point(column: start, row: area.top), maxWidth: columns.width, clip: area)
    let place = Rect(
      column: start, row: area.top, columns: surface.width.of(name) + 2, rows: 1)
    surface.mark(place, as: .program(program))
  }

  /// A pod is its letter.
  private static func shortName(of program: ProgramID) -> String {
    switch program {
    case .pod: String(program.description.suffix(1))
    case .apiServer(let number): "A\(number)"
    case .resource: "R"
    case .console: "E"
    }
  }

  // MARK: Lanes

  private func drawLanes(
    _ diagram: SpaceTimeDiagram, _ columns: Columns, into surface: inout Surface, in area: Rect
  ) {
    let theme = glance.theme
    let rows = min(area.rows, diagram.end + 1)
    var lanes = diagram.start
    var changes = diagram.changes[...]
    var standings = diagram.programsAtStart
    var programChanges = diagram.programChanges[...]
    for row in 0..<max(0, rows) {
      while let change = changes.first, change.row <= row {
        lanes[change.lane] = change.state
        changes.removeFirst()
      }
      while let change = programChanges.first, change.row <= row {
        standings[change.place] = change.standing
        programChanges.removeFirst()
      }
      for (program, standing) in zip(diagram.programs, standings) {
        let number = SpaceTimeDiagram.lane(of: .program(program))
        guard let column = columns.lanes[number] else { continue }
        let (glyph, style) = look(of: standing)
        surface.draw(glyph, at: Point(column: column, row: area.top + row), style: style)
      }
      if let column = columns.lanes[0] {
        surface.draw("┊", at: Point(column: column, row: area.top + row), style: theme[.faint])
      }
      for (place, lane) in lanes.enumerated() {
        guard let column = columns.lanes[place + 1] else { continue }
        let (glyph, style) = look(of: lane)
        surface.draw(glyph, at: Point(column: column, row: area.top + row), style: style)
      }
    }
  }

  /// A pod's lane is thick while it believes that it leads.
  private func look(of standing: ProgramStanding) -> (String, Style) {
    let theme = glance.theme
    return switch standing {
    case .leads: ("┃", theme[.leader].bold)
    case .pausedLeader: ("╏", theme[.leader].bold)
    case .paused: ("┊", theme[.paused])
    case .down: ("·", theme[.down])
    case .notStarted, .ended: ("╎", theme[.track])
    case .elected, .asks, .inLine, .waits, .serves: ("│", theme[.faint])
    }
  }

  private func look(of lane: SpaceTimeDiagram.Lane) -> (String, Style) {
    let style = glance.theme.style(ofTerm: lane.term)
    return switch lane.standing {
    case .follower: ("│", style)
    case .candidate: ("╏", style.bold)
    case .preCandidate: ("╎", style)
    case .leader: ("┃", style.bold)
    case .crashed: ("·", glance.theme[.down])
    case .pausedFollower, .pausedPreCandidate, .pausedCandidate, .pausedLeader:
      ("┊", glance.theme[.paused])
    }
  }

  // MARK: Marks

  private func drawMarks(
    _ diagram: SpaceTimeDiagram, _ columns: Columns, into surface: inout Surface, in area: Rect
  ) {
    let marks = Dictionary(grouping: diagram.marks, by: \.row)
    for row in 0..<area.rows {
      // Where events share a row, the one that tells most stands for all; the cursor's before it.
      guard let here = marks[row], let first = here.max(by: { weight(of: $0) < weight(of: $1) })
      else { continue }
      let line = area.row(row)
      surface.mark(line, as: .event(first.event.number))
      for mark in here.sorted(by: { weight(of: $0) < weight(of: $1) }) {
        draw(mark, columns, into: &surface, in: line)
      }
      let room = Rect(
        column: columns.right + 2, row: line.top, columns: area.right - columns.right - 3, rows: 1)
      guard room.columns > 12,
        let sentence = first.sentence ?? glance.narrator.headline(of: first.event)
      else { continue }
      let more = here.count > 1 ? [Span(" +\(here.count - 1)", glance.theme[.faint])] : []
      let base: Theme.Ink = first.event.isRoutine ? .faint : .text
      let spans = sentence.phrase.spans(in: glance.theme, base: base).map { span in
        first.event.isRoutine ? Span(span.text, span.style.removing(.bold)) : span
      }
      surface.draw(spans + more, in: room)
    }
  }

  private func weight(of mark: SpaceTimeDiagram.Mark) -> Int {
    if mark.event.number == glance.position { return 4 }
    if mark.event.violation != nil { return 3 }
    if !mark.event.milestones.isEmpty { return 2 }
    return mark.event.isRoutine ? 0 : 1
  }

  private func draw(
    _ mark: SpaceTimeDiagram.Mark, _ columns: Columns, into surface: inout Surface, in line: Rect
  ) {
    let theme = glance.theme
    guard let lane = mark.lane, let column = columns.lanes[lane] else {
      if case .stimulus = mark.event.what {
        drawBanner(mark, columns, into: &surface, in: line)
      }
      return
    }
    let (glyph, ink) = SpaceTimeGlyph.of(mark.event)
    let point = Point(column: column, row: line.top)
    surface.draw(glyph, at: point, style: theme[ink].bold)
    if let term = mark.newTerm {
      surface.draw("\(term)", at: point.moved(columns: 1), style: theme.style(ofTerm: term).bold)
    }
  }

  /// What happens to the network happens to all lanes.
  private func drawBanner(
    _ mark: SpaceTimeDiagram.Mark, _ columns: Columns, into surface: inout Surface, in line: Rect
  ) {
    let theme = glance.theme
    let banner = Rect(
      column: line.left + columns.times, row: line.top,
      columns: columns.right - line.left - columns.times, rows: 1)
    for column in banner.left..<banner.right where (column - banner.left) % 2 == 0 {
      surface.draw("╌", at: Point(column: column, row: line.top), style: theme[.cutOff])
    }
    guard case .stimulus(let stimulus) = mark.event.what else { return }
    let text = " \(glance.labels.banner(of: stimulus)) "
    let room = banner.centered(
      Size(columns: min(surface.width.of(text), banner.columns), rows: 1))
    surface.draw(text, in: room, style: theme[.cutOff].bold)
  }

  // MARK: Times, and the cursor

  private func drawTimes(
    _ diagram: SpaceTimeDiagram, _ columns: Columns, into surface: inout Surface, in area: Rect
  ) {
    var above: Time?
    for mark in diagram.marks where mark.row < area.rows && mark.event.time != above {
      let isCursor = mark.row == diagram.cursor
      let style = isCursor ? glance.theme[.strong] : glance.theme[.faint]
      above = mark.event.time
      surface.draw(
        mark.event.time.seconds, at: area.point(column: 1, row: mark.row), style: style,
        maxWidth: columns.times - 2)
    }
    for silence in diagram.silences where 0..<area.rows ~= silence.row {
      surface.draw(
        "…\(silence.length.milliseconds)ms", at: area.point(column: 1, row: silence.row),
        style: glance.theme[.faint], maxWidth: columns.times - 2)
    }
  }

  private func emphasize(
    _ diagram: SpaceTimeDiagram, into surface: inout Surface, in area: Rect
  ) {
    guard 0..<area.rows ~= diagram.cursor else { return }
    let line = area.row(diagram.cursor)
    let theme = glance.theme
    surface.restyle(line) { theme.selected($0) }
    surface.draw("▶", at: line.origin, style: theme.selected(theme[.key]))
    // What is yet to come, seen from the past.
    guard glance.isInPast else { return }
    let future = area.inset(top: diagram.cursor + 1)
    surface.restyle(future) { $0.with(glance.theme[.faint].foreground).removing(.bold) }
  }
}
