import RaftCore
import Screen
import Simulation
import Teaching

/// The cluster for the last row of a hall, where the font is large and the screen therefore small: a
/// card a server with its term in big digits, the message that arrives next, and the latest reason.
/// All else is left out.
struct LargePrint: Pane {
  let glance: Glance

  var id: PaneID { .largePrint }

  /// The least size at which cards are legible.
  static func minimumSize(servers: Int) -> Size {
    Size(columns: max(40, servers * 7 + 1), rows: 17)
  }

  /// The most entries of a log that a card shows.
  private static let mostEntries = 12

  func draw(into surface: inout Surface, in area: Rect) {
    let height: BigDigits.Height = area.rows >= 21 ? .five : .three
    let isRoomy = area.rows >= 20
    // What is left over shows more of the logs: their last entries, one under the other.
    let entries = max(1, min(Self.mostEntries, area.rows - height.rawValue - 15))
    let (cards, rest) = area.inset(top: isRoomy ? 1 : 0).split(top: height.rawValue + 5 + entries)
    let shares = cards.inset(left: 1).divided(intoColumns: glance.state.servers.count, gap: 1)
    for (host, share) in zip(glance.state.servers, shares) {
      draw(host, height, into: &surface, in: share)
    }
    let (message, why) = rest.split(top: isRoomy ? 3 : 1)
    let line = message.row(isRoomy ? 1 : 0).inset(columns: 1, rows: 0)
    if glance.state.outside == nil {
      drawMessage(into: &surface, in: line)
    } else {
      // Who leads among pods is more than the message that arrives next.
      ContestsPane(glance: glance, isBrief: true).draw(into: &surface, in: line)
    }
    drawWhy(into: &surface, in: why)
  }

  // MARK: Cards

  private func draw(
    _ host: ServerState, _ height: BigDigits.Height, into surface: inout Surface, in card: Rect
  ) {
    let theme = glance.theme
    let look = glance.appearance(of: host)
    surface.mark(card, as: .server(host.id))
    let isSelected = glance.isSelected(host.id)
    let side = glance.side(of: host.id).map { " " + String(UnicodeScalar(UInt8(65 + $0))) } ?? ""
    surface.draw(
      [
        Span(isSelected ? "▶" : " ", theme[.key]), Span("\(host.id) ", theme[.strong]),
        Span(look.sign, theme[look.ink].bold), Span(side, theme[.cutOff].bold),
      ], at: card.origin, clip: card)
    if isSelected { surface.restyle(card.row(0)) { theme.selected($0) } }
    let inner = card.inset(left: 1)
    let isChanged = glance.changed(host.id) { EventRecord.Standing($0) }
    // The sign stands for a name that does not fit.
    let name = surface.width.of(look.name) <= inner.columns ? look.name : ""
    surface.draw(
      name, at: inner.point(row: 1), style: isChanged ? theme[.changed] : theme[look.ink],
      clip: card)
    drawTerm(of: host, height, into: &surface, in: inner.inset(top: 2))
    let last = inner.inset(top: 2 + height.rawValue)
    let note = ServerNote.fitted(
      Array(ServerNote.ofFeatures(on: host, glance).prefix(1)), columns: last.columns, theme)
    surface.draw(note, in: last.row(0))
    drawVote(of: host, into: &surface, in: last.row(1))
    drawTimer(of: host, into: &surface, in: last.row(2))
    drawEntries(of: host, into: &surface, in: last.inset(top: 3))
  }

  private func drawTerm(
    of host: ServerState, _ height: BigDigits.Height, into surface: inout Surface, in area: Rect
  ) {
    guard let term = host.raft.currentTerm else {
      return surface.draw(Unknown.sign, in: area.row(1), style: glance.theme[.faint])
    }
    let isChanged = glance.changed(host.id) { $0.raft.currentTerm }
    let style = isChanged ? glance.theme[.changed] : glance.theme.style(ofTerm: term).bold
    let heights: [BigDigits.Height] = height == .five ? [.five, .three] : [.three]
    let forms = heights.map { BigDigits(number: term, height: $0) }
    guard let digits = forms.first(where: { $0.columns <= area.columns }) else {
      return surface.draw("\(term)", in: area.row(1), style: style)
    }
    // The digits keep their foreground where they changed: blocks on a block would not be seen.
    let ink = isChanged ? style.with(style.background).on(glance.theme[.text].background) : style
    for (row, line) in digits.lines.enumerated() {
      surface.draw(line, at: area.point(row: row), style: ink, clip: area)
    }
    let beside = area.row(digits.height.rawValue - 1).inset(left: digits.columns + 1)
    if surface.width.of(glance.labels.term) <= beside.columns {
      surface.draw(glance.labels.term, in: beside, style: glance.theme[.faint])
    }
  }

  private func drawVote(of host: ServerState, into surface: inout Surface, in line: Rect) {
    let isChanged = glance.changed(host.id) { $0.raft.votedFor }
    let style = isChanged ? glance.theme[.changed] : glance.theme[.text]
    if let candidacy = host.raft.role?.candidacy, host.life != .crashed {
      let dots = candidacy.dots(of: glance.state.majority(by: host.id))
      surface.draw(dots, in: line, style: glance.theme[.candidate])
    } else if let vote = host.raft.votedFor {
      surface.draw("→\(vote)", at: line.origin, style: style, clip: line)
    }
  }

  /// The last entries of the log, the same index in the same row at every server; committed ones in
  /// brackets.
  private func drawEntries(of host: ServerState, into surface: inout Surface, in area: Rect) {
    guard let log = host.raft.log else { return }
    let end = glance.state.servers.compactMap(\.raft.log?.lastIndex).max() ?? 0
    let first = max(1, end - area.rows + 1)
    let before = glance.earlierLog(of: host.id)
    let isMarked = glance.markedSince != glance.position
    for row in 0..<area.rows {
      let index = first + row
      if index == log.start.index, let sign = LogColumns.snapshot(before: log, in: glance.state) {
        let line = area.row(row)
        surface.draw("[\(sign)]", at: line.origin, style: glance.theme[.strong], clip: line)
      }
      guard let entry = log[index] else { continue }
      let isCommitted = index <= (host.raft.commitIndex ?? 0) && host.life != .crashed
      let isNew = isMarked && before?[index] != entry
      let style =
        isNew
        ? glance.theme[.changed]
        : glance.theme.style(ofTerm: entry.term, isCommitted: isCommitted)
      let line = area.row(row)
      let text = surface.width.truncated(
        LogColumns.text(of: entry, in: glance.state), columns: line.columns - 2)
      let (left, right) = isCommitted ? ("[", "]") : (" ", " ")
      surface.draw(left + text + right, at: line.origin, style: style, clip: line)
      surface.mark(line, as: .entry(host.id, index))
    }
  }

  private func drawTimer(of host: ServerState, into surface: inout Surface, in line: Rect) {
    let columns = max(1, min(10, line.columns - 2))
    if glance.state.watched != nil {
      HeardGauge(host, in: glance.state)?.draw(
        into: &surface, at: line.origin, columns: columns, glance.theme)
    } else {
      glance.timer(of: host)?.draw(
        into: &surface, at: line.origin, columns: columns, glance.theme)
    }
  }

  // MARK: Below the cards

  /// The message that arrives next, and how many more there are.
  private func drawMessage(into surface: inout Surface, in line: Rect) {
    let theme = glance.theme
    let flights = glance.state.flights
    guard let flight = flights.first, case .message(let message) = flight.packet else { return }
    let style = theme.style(ofTerm: message.term).bold
    var spans = [
      Span("\(message.from) ", theme[.strong]), Span(flight.loss == nil ? "━━▶" : "━━✗", style),
      Span(" \(message.to)  ", theme[.strong]),
      Span(glance.narrator.words.name(of: message.body), style),
    ]
    if flights.count > 1 { spans.append(Span("  +\(flights.count - 1)", theme[.faint])) }
    surface.draw(spans, in: line)
  }

  private func drawWhy(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    surface.mark(area, as: .pane(.why))
    surface.horizontalLine(at: area.origin, columns: area.columns, style: theme[.border])
    let room = area.inset(top: 1).inset(columns: 2, rows: 0)
    guard let latest = glance.told else {
      let welcome = glance.welcome.first ?? ""
      _ = surface.drawWrapped([Span(welcome, theme[.key])], in: room)
      return
    }
    let story = glance.narrator.story(of: latest, in: glance.state)
    let lines = self.lines(of: story, width: surface.width, columns: room.columns)
    if lines.count <= room.rows { return draw(lines, into: &surface, in: room) }
    let headline = glance.narrator.headline(of: latest, in: glance.state).map { [$0] } ?? story
    draw(
      self.lines(of: headline, width: surface.width, columns: room.columns), into: &surface,
      in: room)
  }

  private func lines(of story: [Sentence], width: TextWidth, columns: Int) -> [[Span]] {
    story.flatMap { sentence in
      width.wrap(sentence.phrase.spans(in: glance.theme), columns: columns)
        + width.wrap([Span(sentence.source, glance.theme[.source])], columns: columns)
    }
  }

  private func draw(_ lines: [[Span]], into surface: inout Surface, in area: Rect) {
    for (row, line) in lines.prefix(area.rows).enumerated() {
      surface.draw(line, at: area.point(row: row), clip: area)
    }
  }
}
