import ClientPrograms
import RaftCore
import Screen
import Simulation
import Teaching

/// The pods and the API servers: what each believes, its clock, until when it counts on its lease,
/// its token, whom it asks, and what it waits for.
struct PodsPane: Pane {
  let glance: Glance

  var id: PaneID { .pods }

  private var programs: [Process] { glance.state.outside?.selectable ?? [] }

  func rows(for space: Size) -> ClosedRange<Int> {
    guard !programs.isEmpty else { return 0...0 }
    return 1 + min(max(4, pointed.count), programs.count)...1 + programs.count
  }

  /// The programs that the lesson points at.
  private var pointed: [ProgramID] {
    glance.pointed.compactMap { if case .program(let program) = $0 { program } else { nil } }
  }

  /// Where programs stand that are shown in so many rows: those that the lesson points at, then the
  /// selected one, then what stands around it; in their order.
  private func shown(rows: Int) -> [Int] {
    let programs = programs
    let chosen = programs.firstIndex { $0.id == glance.program } ?? 0
    let first = max(0, min(programs.count - rows, chosen - rows / 2))
    let usual = Array(programs.indices.dropFirst(first).prefix(rows))
    let asked = programs.indices.filter { pointed.contains(programs[$0].id) }
    guard !asked.allSatisfy(usual.contains) else { return usual }
    var places = Set(asked.prefix(rows))
    for place in [chosen] + usual + programs.indices where places.count < rows {
      places.insert(place)
    }
    return places.sorted()
  }

  var spoken: [String] { programs.map(spoken(of:)) }

  /// A program in a sentence.
  func spoken(of process: Process) -> String {
    let labels = glance.labels
    var parts = [labels.spoken(process.id, ProgramStanding(process))]
    guard process.life != .crashed else { return parts[0] + "." }
    if process.program.elector != nil {
      parts.append(
        labels.spokenClock(
          process.clock.reading(at: glance.now).hundredths, rate: Self.rate(of: process)))
    }
    if let gauge = DeadlineGauge(process, at: glance.now) {
      parts.append(labels.spokenDeadline(gauge.left.hundredths, isPast: gauge.left <= 0))
    }
    if let token = process.program.elector?.belief?.token { parts.append(labels.token(token)) }
    if let first = ProgramWait.of(process, at: glance.now).first { parts.append(text(of: first)) }
    if isCut(process) { parts.append(labels.isolated) }
    return parts.joined(separator: "; ") + "."
  }

  /// Where the columns begin.
  private struct Columns {
    let belief = 9
    var clock: Int?
    let until: Int
    let bar: Int
    let token: Int
    var asks: Int?
    let waits: Int

    init(_ columns: Int) {
      switch columns {
      case ..<70:
        (until, bar, token, waits) = (20, 4, 34, 40)
      case ..<105:
        (clock, until, bar, token, asks, waits) = (21, 34, 5, 48, 55, 61)
      default:
        (clock, until, bar, token, asks, waits) = (22, 37, 10, 58, 66, 73)
      }
    }
  }

  func draw(into surface: inout Surface, in area: Rect) {
    guard !area.isEmpty, let outside = glance.state.outside else { return }
    let columns = Columns(area.columns)
    let (heading, body) = area.split(top: 1)
    drawHeading(columns, into: &surface, in: heading)
    let programs = programs
    let shown = shown(rows: body.rows)
    for (row, place) in shown.enumerated() {
      draw(programs[place], columns, outside, into: &surface, in: body.row(row))
    }
    if (shown.last ?? 0) + 1 < programs.count { glance.drawMore(into: &surface, in: area) }
  }

  private func drawHeading(_ columns: Columns, into surface: inout Surface, in line: Rect) {
    let labels = glance.labels
    surface.horizontalLine(at: line.origin, columns: line.columns, style: glance.theme[.border])
    let titles = [
      (columns.belief, labels.believe), (columns.clock, labels.clockTitle),
      (columns.until, labels.untilTitle), (columns.token, labels.tokenTitle),
      (columns.asks, labels.asksTitle), (columns.waits, labels.waitsTitle),
    ]
    surface.draw(
      " \(labels.pods) ", at: line.point(column: 1), style: glance.theme[.title], clip: line)
    for case (let column?, let title) in titles {
      surface.draw(
        " \(title) ", at: line.point(column: column - 1), style: glance.theme[.faint], clip: line)
    }
  }

  private func draw(
    _ process: Process, _ columns: Columns, _ outside: Outside, into surface: inout Surface,
    in line: Rect
  ) {
    let theme = glance.theme
    let isSelected = glance.program == process.id
    if isSelected { surface.draw("▶", at: line.origin, style: theme[.strong]) }
    if glance.position > 0, glance.latest?.outside?.program == process.id {
      surface.draw("●", at: line.point(column: 1), style: theme[.key])
    }
    surface.draw(process.id.description, at: line.point(column: 2), style: theme[.strong])
    if isCut(process) {
      surface.draw("┃", at: line.point(column: 7), style: theme[.cutOff].bold)
    }
    drawBelief(process, outside, into: &surface, at: line.point(column: columns.belief), columns)
    if let column = columns.clock, process.program.elector != nil {
      drawClock(process, into: &surface, at: line.point(column: column), columns)
    }
    drawDeadline(process, columns, into: &surface, in: line)
    if let token = process.program.elector?.belief?.token {
      surface.draw("\(token)", at: line.point(column: columns.token), style: theme[.index])
    }
    if let column = columns.asks, let partner = process.partner(in: outside) {
      surface.draw("\(partner)", at: line.point(column: column), style: theme[.text], maxWidth: 6)
    }
    let waits = ProgramWait.of(process, at: glance.now)
    let room = line.inset(left: columns.waits)
    let shown = room.columns >= 60 ? waits.prefix(2) : waits.prefix(1)
    surface.draw(
      shown.map(text(of:)).joined(separator: " · "), in: room, style: theme[.faint])
    if isSelected { surface.restyle(line) { theme.selected($0) } }
    surface.mark(line, as: .program(process.id))
  }

  private func drawBelief(
    _ process: Process, _ outside: Outside, into surface: inout Surface, at point: Point,
    _ columns: Columns
  ) {
    let theme = glance.theme
    let standing = ProgramStanding(process)
    let isWrong = standing.believes && !outside.isRight(process)
    let ink = isWrong ? .warning : standing.look.ink
    var spans = [
      Span(standing.look.sign, theme[ink]), Span(" ", theme[.text]),
      Span(glance.labels.name(of: standing), isWrong ? theme[ink].bold : theme[ink]),
    ]
    // By etcd it does not lead.
    if isWrong { spans.append(Span(" ≠", theme[.down].bold)) }
    surface.draw(spans, at: point, maxWidth: (columns.clock ?? columns.until) - columns.belief - 1)
  }

  /// How many times the right speed a clock runs; empty when it runs right.
  private static func rate(of process: Process) -> String {
    let permille = process.clock.rate
    guard permille != 1000 else { return "" }
    if permille % 1000 == 0 { return "\(permille / 1000)" }
    var text = "\(permille / 1000).\(String(1000 + permille % 1000).dropFirst())"
    while text.last == "0" { text.removeLast() }
    return text
  }

  private func drawClock(
    _ process: Process, into surface: inout Surface, at point: Point, _ columns: Columns
  ) {
    let theme = glance.theme
    let rate = Self.rate(of: process)
    let reading = process.clock.reading(at: glance.now).hundredths
    surface.draw(
      [
        Span(reading, theme[.text]),
        Span(rate.isEmpty ? "" : " ×\(rate)", theme[.warning].bold),
      ], at: point, maxWidth: columns.until - (columns.clock ?? 0) - 1)
  }

  private func drawDeadline(
    _ process: Process, _ columns: Columns, into surface: inout Surface, in line: Rect
  ) {
    guard let gauge = DeadlineGauge(process, at: glance.now) else { return }
    let theme = glance.theme
    let (full, rest) = gauge.bar(columns: columns.bar)
    surface.draw(
      [
        Span(String(repeating: "▓", count: full), theme[gauge.ink]),
        Span(String(repeating: "░", count: rest), theme[.track]),
        Span(" \(gauge.left.hundredths)", gauge.left <= 0 ? theme[gauge.ink].bold : theme[.text]),
        Span(gauge.kind == .renewal ? " !" : "", theme[.warning].bold),
      ], at: line.point(column: columns.until), maxWidth: columns.token - columns.until - 1)
  }

  /// What is waited for, in a few words.
  private func text(of wait: ProgramWait) -> String {
    switch wait {
    case .answer(let call, let party): glance.labels.awaits(call.shortText, of: party)
    case .watch(let keys, let server): glance.labels.watches(keys, at: server)
    case .timer(let timer, let left): glance.labels.timer(timer.name, in: left.hundredths)
    }
  }

  /// Whether something that it sends, or is sent, will not arrive.
  private func isCut(_ process: Process) -> Bool {
    guard let post = glance.state.post, let outside = glance.state.outside else { return false }
    if post.isolated.contains(process.id) { return true }
    guard let partner = process.partner(in: outside) else { return false }
    return post.isCut(from: .program(process.id), to: partner)
      || post.isCut(from: partner, to: .program(process.id))
  }
}
