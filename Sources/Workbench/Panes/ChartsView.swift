import RaftCore
import Screen
import Simulation
import Teaching

/// What happened in the run, in one look: who led in which term, how far each server had committed,
/// how many messages of each kind there were.
struct ChartsView: Pane {
  let glance: Glance

  var id: PaneID { .charts }

  /// The columns of the names on the left: "AppendEntries" and a count, where there is room.
  private var names: Int {
    switch glance.size.columns {
    case 100...: 22
    case 80...: 20
    default: 16
    }
  }

  func draw(into surface: inout Surface, in area: Rect) {
    guard let series = glance.views.charts.series, series.count > 0 else { return }
    let plot = area.inset(left: names, top: 1, right: 1, bottom: 1)
    guard plot.columns > 8, plot.rows > 3 else { return }
    let scale = ChartScale(series: series, range: glance.views.charts.range, columns: plot.columns)
    drawHeading(into: &surface, in: area.row(0))
    let kinds = kinds(in: scale)
    let parts = divide(plot, kinds: kinds.count)
    drawStrips(scale, into: &surface, in: parts.strips)
    drawBelievers(scale, into: &surface, in: parts.strips)
    CommitChart(glance: glance, scale: scale).draw(into: &surface, in: parts.commits)
    drawNames(of: parts.commits, into: &surface, in: area)
    drawMessages(of: kinds, scale, into: &surface, in: parts.messages)
    drawAxis(scale, into: &surface, in: area.row(area.rows - 1).inset(left: names, right: 1))
    drawCursor(scale, into: &surface, in: plot)
    for column in 0..<plot.columns {
      let strip = Rect(
        column: plot.left + column, row: plot.top, columns: 1, rows: plot.rows + 1)
      surface.mark(strip, as: .moment(scale.time(at: column)))
    }
  }

  /// Which messages have a row: those that only features bring where these are on, or where there
  /// were some; losses come last.
  private func kinds(in scale: ChartScale) -> [Int] {
    (0..<ChartSeries.kinds).filter { kind in
      let parcel = EventRecord.Parcel(rawValue: UInt8(kind))
      if parcel?.isOfPrograms == true { return glance.state.outside != nil }
      guard let feature = parcel?.feature else { return true }
      return glance.state.features[feature] || scale.counts(of: kind).contains { $0 > 0 }
    }
  }

  private func divide(
    _ plot: Rect, kinds: Int
  ) -> (strips: Rect, commits: Rect, messages: Rect) {
    let servers = glance.state.servers.count + contests.count
    // What is left over goes to the chart of commitIndex, then to taller bars.
    let height = max(1, min(4, (plot.rows - servers - 8) / kinds))
    // Where there is too little, who led is the last to go.
    let (messages, rest) = plot.split(bottom: min(kinds * height, max(0, plot.rows - servers)))
    let (strips, commits) = rest.split(top: servers)
    let isLoose = rest.rows >= servers + 5
    return (strips, isLoose ? commits.inset(top: 1, bottom: 1) : commits, messages)
  }

  private func drawHeading(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    let labels = glance.labels
    surface.horizontalLine(at: area.origin, columns: area.columns, style: theme[.border])
    surface.draw(
      [
        Span(" \(labels.chartsTitle) ", theme[.title]),
        Span(" \(labels.span(glance.views.charts.span)) ", theme[.strong]),
        Span(" \(labels.zoomHint) ", theme[.faint]),
      ], at: area.point(column: 1), clip: area)
    glance.drawClickHint(labels.clickGoes, into: &surface, in: area)
  }

  private var contests: [Outside.Contest] { glance.state.outside?.contests ?? [] }

  /// A strip for each contest: full while one believes that he leads, marks while more than one does.
  private func drawBelievers(
    _ scale: ChartScale, into surface: inout Surface, in area: Rect
  ) {
    let theme = glance.theme
    for (place, contest) in contests.enumerated() {
      let row = glance.state.servers.count + place
      guard row < area.rows else { return }
      let line = area.row(row)
      let name = Rect(column: line.left - names + 1, row: line.top, columns: names - 2, rows: 1)
      let title =
        contests.count > 1 ? "★ \(contest.name)" : "★ \(glance.labels.believersTitle)"
      surface.draw(title, in: name, style: theme[.title])
      for column in 0..<line.columns {
        guard let slices = scale.slices(at: column) else { break }
        let count = scale.series.believers(of: place, in: slices)
        let (glyph, style) =
          switch count {
          case 0: ("─", theme[.faint])
          case 1: ("█", theme[.leader])
          default: ("!", theme[.warning].reversed)
          }
        surface.draw(glyph, at: line.point(column: column), style: style)
      }
    }
  }

  // MARK: Servers

  /// A strip for each server: full while it leads, half while it is a candidate, a line while it
  /// follows, dots while it is down; in the colour of its term.
  private func drawStrips(_ scale: ChartScale, into surface: inout Surface, in area: Rect) {
    for (place, host) in glance.state.servers.enumerated() where place < area.rows {
      let line = area.row(place)
      let name = Rect(
        column: line.left - names, row: line.top, columns: names - 1, rows: 1)
      let look = glance.appearance(of: host)
      let isSelected = glance.isSelected(host.id)
      surface.draw(
        [
          Span(isSelected ? "▶" : " ", glance.theme[.key]),
          Span("\(host.id) ", glance.theme[.strong]),
          Span("\(look.sign) ", glance.theme[look.ink]),
          Span(
            "\(glance.labels.term) \(Unknown.text(host.raft.currentTerm))", glance.theme[.faint]),
        ], in: name)
      surface.mark(name, as: .server(host.id))
      drawStrip(of: place, scale, into: &surface, in: line)
    }
  }

  private func drawStrip(
    of server: Int, _ scale: ChartScale, into surface: inout Surface, in line: Rect
  ) {
    var term: Int32 = -1
    var labelEnd = 0
    for column in 0..<line.columns {
      guard let state = scale.telling(of: server, at: column) else { break }
      let style = glance.theme.style(ofTerm: Int(state.term))
      let point = line.point(column: column)
      let (glyph, look): (String, Style) =
        switch state.standing {
        case .leader: ("█", style)
        case .candidate: ("▒", style.bold)
        case .preCandidate: ("░", style)
        case .follower: ("─", style)
        case .crashed: ("·", glance.theme[.down])
        case .pausedFollower, .pausedPreCandidate, .pausedCandidate, .pausedLeader:
          ("‖", glance.theme[.paused])
        }
      if column >= labelEnd { surface.draw(glyph, at: point, style: look) }
      // The number of a term stands where it begins, where there is room since the last one.
      if state.term != term, state.standing != .crashed, column >= labelEnd {
        let text = "\(state.term)"
        if state.term > 0, column + text.count < line.columns {
          let isBlock = state.standing == .leader
          surface.draw(text, at: point, style: isBlock ? style.bold.reversed : style.bold)
          labelEnd = column + text.count
        }
      }
      term = state.term
    }
  }

  private func drawNames(of commits: Rect, into surface: inout Surface, in area: Rect) {
    guard commits.rows > 0 else { return }
    let line = Rect(column: area.left + 1, row: commits.top, columns: names - 2, rows: 1)
    surface.draw("commitIndex", in: line, style: glance.theme[.title])
    guard commits.rows > 1 else { return }
    let most = glance.state.servers.compactMap(\.raft.commitIndex).max() ?? 0
    let least = glance.state.servers.compactMap(\.raft.commitIndex).min() ?? 0
    surface.draw(
      most == least ? "\(most)" : "\(least)–\(most)",
      in: Rect(origin: line.origin.moved(rows: 1), size: line.size), style: glance.theme[.text])
  }

  // MARK: Messages

  private func drawMessages(
    of kinds: [Int], _ scale: ChartScale, into surface: inout Surface, in area: Rect
  ) {
    let rows = max(1, area.rows / kinds.count)
    for (place, kind) in kinds.enumerated() where (place + 1) * rows <= area.rows {
      let part = Rect(
        column: area.left, row: area.top + place * rows, columns: area.columns, rows: rows)
      let counts = scale.counts(of: kind)
      let parcel = EventRecord.Parcel(rawValue: UInt8(kind))
      let name = parcel.map(glance.labels.title) ?? glance.labels.title(of: EventRecord.Kind.loss)
      let total = Self.short(counts.reduce(0, +))
      let label = Rect(
        column: part.left - names + 1, row: part.bottom - 1, columns: names - 2, rows: 1)
      let room = label.columns - total.count - 1
      surface.draw(
        surface.width.padded(name, columns: room) + " " + total, in: label,
        style: glance.theme[counts.contains { $0 > 0 } ? .text : .faint])
      let ink: Theme.Ink =
        parcel == nil
        ? .down : kind < 2 || parcel?.feature == .preVote ? .candidate : kind < 5 ? .index : .text
      drawBars(counts, ink, into: &surface, in: part)
    }
  }

  /// A count in at most four columns, or a little more from ten millions on.
  private static func short(_ count: Int) -> String {
    switch count {
    case ..<10_000: "\(count)"
    case ..<10_000_000: "\(count / 1000)k"
    default: "\(count / 1_000_000)M"
    }
  }

  private static let eighths = Array(" ▁▂▃▄▅▆▇█").map(String.init)

  private func drawBars(
    _ counts: [Int], _ ink: Theme.Ink, into surface: inout Surface, in area: Rect
  ) {
    let most = max(1, counts.max() ?? 1)
    for (column, count) in counts.enumerated() {
      guard count > 0 else {
        surface.draw(
          "▁", at: area.point(column: column, row: area.rows - 1), style: glance.theme[.border])
        continue
      }
      var height = max(1, count * 8 * area.rows / most)
      for row in stride(from: area.rows - 1, through: 0, by: -1) where height > 0 {
        surface.draw(
          Self.eighths[min(8, height)], at: area.point(column: column, row: row),
          style: glance.theme[ink])
        height -= 8
      }
    }
  }

  // MARK: Time

  private func drawAxis(_ scale: ChartScale, into surface: inout Surface, in area: Rect) {
    let style = glance.theme[.faint]
    surface.draw("\(glance.views.charts.range.lowerBound.seconds) s", at: area.origin, style: style)
    let end = "\(glance.views.charts.range.upperBound.seconds) s"
    surface.draw(end, in: area, style: style, align: .right)
    let column = scale.column(at: glance.now)
    let now = "▲ \(glance.now.seconds) s"
    let width = surface.width.of(now)
    // To the left of the mark where there is no room to its right; over neither end.
    if column + width < area.columns - end.count - 1 {
      if column > 11 {
        surface.draw(now, at: area.point(column: column), style: glance.theme[.key])
      }
    }
    surface.draw("▲", at: area.point(column: column), style: glance.theme[.key])
  }

  private func drawCursor(_ scale: ChartScale, into surface: inout Surface, in area: Rect) {
    let column = scale.column(at: glance.now)
    let line = Rect(column: area.left + column, row: area.top, columns: 1, rows: area.rows)
    surface.restyle(line) { glance.theme.selected($0).bold }
    for row in line.top..<line.bottom {
      let point = Point(column: line.left, row: row)
      if surface[point]?.isBlank == true {
        surface.draw("│", at: point, style: glance.theme.selected(glance.theme[.key]))
      }
    }
  }
}

extension EventRecord.Parcel {
  /// The feature that brings it; nil for what plain Raft sends.
  fileprivate var feature: Feature? {
    switch self {
    case .preVote, .preVoteReply: .preVote
    case .timeoutNow: .leadershipTransfer
    case .readIndex, .readIndexReply: .readIndex
    case .propose: .forwardProposals
    case .installSnapshot: .snapshots
    case .requestVote, .requestVoteReply, .heartbeat, .appendEntries, .appendEntriesReply, .request,
      .answer, .question, .reply, .notice:
      nil
    }
  }

  /// Whether only programs outside bring it.
  fileprivate var isOfPrograms: Bool {
    switch self {
    case .question, .reply, .notice: true
    case .requestVote, .requestVoteReply, .heartbeat, .appendEntries, .appendEntriesReply, .request,
      .answer, .preVote, .preVoteReply, .timeoutNow, .readIndex, .readIndexReply, .propose,
      .installSnapshot:
      false
    }
  }
}
