import ClientPrograms
import RaftCore
import Screen
import Simulation

/// Belief against truth: who leads by what members of etcd have applied, who believes that he leads,
/// and since when, as bars over the same time one under the other.
struct ContestsPane: Pane {
  let glance: Glance
  /// Whether a line a contest is all that it takes.
  var isBrief = false

  var id: PaneID { .contests }

  private static let rowsOfContest = 5

  private var contests: [Outside.Contest] { glance.state.outside?.contests ?? [] }

  func rows(for space: Size) -> ClosedRange<Int> {
    guard let outside = glance.state.outside else { return 1...1 }
    let count = outside.contests.count
    if isBrief { return count...count }
    let whole = count * Self.rowsOfContest
    // Pods, keys, the resource and a reason have their rows too.
    let others = outside.selectable.count + 8
    return space.rows >= whole + others ? whole...whole : count + 1...count + 1
  }

  var spoken: [String] {
    guard let outside = glance.state.outside else { return [] }
    return outside.contests.map { contest in
      let believers = outside.believing(in: contest).map(\.id.description)
      let sentence = glance.labels.spokenContest(
        contest.name, holder: contest.holder, believers: believers)
      let total = contest.conflictTime(at: glance.now)
      guard total > 0 else { return sentence }
      return sentence + " " + glance.labels.text(of: outside.verdict(on: contest)) + ", "
        + glance.labels.together(total.milliseconds, times: contest.conflicts)
    }
  }

  func draw(into surface: inout Surface, in area: Rect) {
    guard let outside = glance.state.outside else {
      let text = glance.labels.text(of: .noPrograms)
      surface.draw(text, in: area.inset(left: 1), style: glance.theme[.faint])
      return
    }
    let isWhole = !isBrief && area.rows >= contests.count * Self.rowsOfContest
    var rest = area
    if !isWhole, !isBrief {
      let (heading, body) = area.split(top: 1)
      surface.horizontalLine(
        at: heading.origin, columns: heading.columns, style: glance.theme[.border])
      rest = body
    }
    for contest in contests where !rest.isEmpty {
      let (part, below) = rest.split(top: isWhole ? Self.rowsOfContest : 1)
      rest = below
      if isWhole {
        ContestPicture(glance: glance, outside: outside, contest: contest)
          .draw(into: &surface, in: part)
      } else {
        surface.draw(line(of: contest, outside), in: part.inset(left: 1))
      }
    }
  }

  /// A contest in a line: its name, who leads, who believes, for how long more than one did.
  private func line(of contest: Outside.Contest, _ outside: Outside) -> [Span] {
    let theme = glance.theme
    let labels = glance.labels
    let verdict = outside.verdict(on: contest)
    var spans = [
      Span("\(contest.name)  ", theme[.title]), Span("\(labels.byEtcd) ", theme[.faint]),
      Span("\(contest.holder.map { "★ \($0)" } ?? labels.nobody)  ", theme[.leader]),
      Span("\(labels.believe) ", theme[.faint]),
    ]
    let believers = outside.believing(in: contest)
    spans += believers.map { process in
      Span(
        "\(ProgramStanding(process).look.sign) \(process.id) ",
        theme[outside.isRight(process) ? .leader : .warning])
    }
    if believers.isEmpty { spans.append(Span("\(labels.nobody) ", theme[.faint])) }
    let total = contest.conflictTime(at: glance.now)
    if case .several = verdict, let since = contest.conflictSince {
      let now = "\((glance.now - since).milliseconds) ms"
      spans.append(Span(" !! \(labels.both) \(now) !! ", theme[.warning].reversed))
    } else if total > 0 {
      spans.append(
        Span(
          " \(labels.both) \(labels.together(total.milliseconds, times: contest.conflicts))",
          theme[.faint]))
    }
    return spans
  }
}

/// One contest as a picture in five rows: a heading with the verdict, who leads by etcd, two
/// believers, and the time in which more than one believes.
struct ContestPicture {
  let glance: Glance
  let outside: Outside
  let contest: Outside.Contest

  /// Where things stand across.
  private struct Columns {
    let label = 9
    let name = 11
    let token: Int
    let right: Int
    let bar: Range<Int>

    init(_ columns: Int) {
      token = columns >= 72 ? 10 : 0
      right = columns >= 72 ? 20 : 14
      let start = 1 + label + name + token
      bar = start..<max(start, columns - right - 1)
    }
  }

  /// A row: what it tells, of whom, since when.
  private struct Row {
    let label: String
    let name: [Span]
    var token: Token?
    var since: Time?
    let glyph: Character
    let style: Style
    let text: Span
  }

  /// Parts of the run that bars show, in microseconds.
  private static let spans: [TimeSpan] = [
    50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000,
    60_000_000, 120_000_000, 300_000_000,
  ]

  private var believers: [Process] { outside.believing(in: contest) }

  /// How much of the run is shown: from before what is to be compared on.
  private var span: TimeSpan {
    let begins = believers.compactMap(\.believesSince)
    let earliest =
      contest.conflictSince.map { min($0, contest.since) }
      ?? ([contest.since] + begins).filter { $0 > 0 }.min() ?? glance.now
    let length = (glance.now - earliest) * 5 / 4
    return Self.spans.first { $0 >= length } ?? Self.spans.last!
  }

  func draw(into surface: inout Surface, in area: Rect) {
    let columns = Columns(area.columns)
    let span = span
    drawHeading(span, into: &surface, in: area.row(0))
    for (place, row) in rows.enumerated() {
      draw(row, columns, span, into: &surface, in: area.row(place + 1))
    }
    drawBoth(columns, span, into: &surface, in: area.row(4))
  }

  private func drawHeading(_ span: TimeSpan, into surface: inout Surface, in line: Rect) {
    let theme = glance.theme
    let labels = glance.labels
    surface.horizontalLine(at: line.origin, columns: line.columns, style: theme[.border])
    let verdict = outside.verdict(on: contest)
    let text = labels.text(of: verdict)
    let said: Span
    switch verdict {
    case .several, .deposed: said = Span(" !! \(text) !! ", theme[.warning].reversed)
    case .agrees: said = Span(" ✓ \(text) ", theme[.good])
    case .nobody, .unaware: said = Span(" \(text) ", theme[.faint])
    }
    let used = surface.draw(
      [Span(" \(contest.name) ", theme[.title]), said], at: line.point(column: 1), clip: line)
    let length = " \(labels.lastSeconds(Self.text(of: span))) "
    if used + surface.width.of(length) + 4 < line.columns {
      surface.draw(length, in: line.inset(right: 1), style: theme[.faint], align: .right)
    }
  }

  /// A length in seconds, without decimals that say nothing.
  private static func text(of span: TimeSpan) -> String {
    span >= 1_000_000
      ? "\(span / 1_000_000)"
      : "0.\(span >= 100_000 ? "" : "0")\(span / (span >= 100_000 ? 100_000 : 10_000))"
  }

  /// The first three rows: truth, then belief.
  private var rows: [Row] {
    let theme = glance.theme
    let labels = glance.labels
    let holder = contest.holder
    var rows = [
      Row(
        label: labels.byEtcd,
        name: [
          Span(
            holder.map { "★ \($0)" } ?? "– \(labels.nobody)",
            theme[holder == nil ? .faint : .leader])
        ],
        token: holder == nil ? nil : contest.token, since: contest.since,
        glyph: holder == nil ? "╌" : "━", style: theme[holder == nil ? .faint : .leader],
        text: Span(labels.forSeconds((glance.now - contest.since).hundredths), theme[.text]))
    ]
    let believers = believers
    for (place, process) in believers.prefix(2).enumerated() {
      rows.append(row(of: process, isFirst: place == 0, more: place == 1 ? believers.count - 2 : 0))
    }
    if believers.isEmpty {
      rows.append(
        Row(
          label: labels.believe, name: [Span("– \(labels.nobody)", theme[.faint])], glyph: " ",
          style: theme[.faint], text: Span("", theme[.faint])))
    }
    return rows
  }

  private func row(of process: Process, isFirst: Bool, more: Int) -> Row {
    let theme = glance.theme
    let isRight = outside.isRight(process)
    let standing = ProgramStanding(process)
    let style = theme[isRight ? .leader : .warning]
    let since = process.believesSince ?? glance.now
    var name = [Span("\(standing.look.sign) \(process.id)", style)]
    // By etcd it does not lead.
    if !isRight { name.append(Span(" ≠", theme[.down].bold)) }
    if more > 0 { name.append(Span("+\(more)", theme[.warning])) }
    return Row(
      label: isFirst ? glance.labels.believe : "", name: name,
      token: process.program.elector?.belief?.token, since: since, glyph: isRight ? "█" : "▒",
      style: style,
      text: Span(glance.labels.forSeconds((glance.now - since).hundredths), theme[.text]))
  }

  private func draw(
    _ row: Row, _ columns: Columns, _ span: TimeSpan, into surface: inout Surface, in line: Rect
  ) {
    let theme = glance.theme
    surface.draw(
      row.label, at: line.point(column: 1), style: theme[.faint], maxWidth: columns.label - 1)
    surface.draw(row.name, at: line.point(column: 1 + columns.label), maxWidth: columns.name)
    if columns.token > 0, let token = row.token {
      surface.draw(
        glance.labels.token(token), at: line.point(column: 1 + columns.label + columns.name),
        style: theme[.index], maxWidth: columns.token - 1)
    }
    if let since = row.since {
      surface.fill(bar(from: since, columns, span, in: line), row.glyph, style: row.style)
    }
    let right = line.inset(left: columns.bar.upperBound + 1)
    surface.draw([row.text], in: right)
  }

  /// What a bar takes that begins at a moment and lasts until now.
  private func bar(from since: Time, _ columns: Columns, _ span: TimeSpan, in line: Rect) -> Rect {
    let whole = line.inset(left: columns.bar.lowerBound).split(left: columns.bar.count).left
    let gone = min(span, max(0, glance.now - since))
    let length = gone == 0 ? 0 : max(1, gone * whole.columns / span)
    return whole.split(right: length).right
  }

  /// The time in which more than one believes: what the eye is to find first.
  private func drawBoth(
    _ columns: Columns, _ span: TimeSpan, into surface: inout Surface, in line: Rect
  ) {
    let theme = glance.theme
    let labels = glance.labels
    let total = contest.conflictTime(at: glance.now)
    surface.draw(
      labels.both, at: line.point(column: 1), style: theme[.faint], maxWidth: columns.label - 1)
    let right = line.inset(left: columns.bar.upperBound + 1)
    let sum =
      total == 0
      ? labels.neverTwo : labels.together(total.milliseconds, times: contest.conflicts)
    surface.draw(sum, in: right, style: theme[total == 0 ? .faint : .warning])
    guard let since = contest.conflictSince else { return }
    let style = theme[.warning].reversed
    let text = "\((glance.now - since).milliseconds) ms"
    surface.draw(
      "!! \(text)", at: line.point(column: 1 + columns.label), style: theme[.warning].bold,
      maxWidth: columns.name + columns.token)
    surface.fill(bar(from: since, columns, span, in: line), "!", style: style)
  }
}
