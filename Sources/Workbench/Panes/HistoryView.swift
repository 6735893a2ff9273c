import ClientPrograms
import RaftCore
import Screen
import Simulation
import Teaching

/// The event log: a line an event, filtered; and the branches as a tree.
struct HistoryView: Pane {
  let glance: Glance

  var id: PaneID { .history }

  private static func parts(
    of area: Rect, branches: Int
  ) -> (heading: Rect, list: Rect, tree: Rect) {
    var (heading, list) = area.split(top: 2)
    guard branches > 1 else { return (heading, list, .zero) }
    let tree: Rect
    if area.columns >= 110 {
      (tree, list) = list.split(right: 38)
      return (heading, list.inset(right: 1), tree)
    }
    (tree, list) = list.split(bottom: min(branches + 1, max(3, area.rows / 4)))
    heading = heading.inset()
    return (heading, list, tree)
  }

  private var model: HistoryModel { glance.views.history }

  func draw(into surface: inout Surface, in area: Rect) {
    let (heading, list, tree) = Self.parts(of: area, branches: glance.branches.count)
    drawHeading(into: &surface, in: heading)
    drawList(into: &surface, in: list)
    if !tree.isEmpty { BranchTree(glance: glance).draw(into: &surface, in: tree) }
  }

  // MARK: The filter

  private func drawHeading(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    let labels = glance.labels
    var spans = [Span(" \(labels.filter) ", theme[.title])]
    if case .filtering(let typed) = glance.mode {
      spans += [Span(typed, theme[.strong]), Span("▏", theme[.key])]
    } else if model.typed.isEmpty {
      spans.append(Span(labels.noFilter, theme[.faint]))
    } else {
      spans.append(Span(model.typed, theme[.strong]))
    }
    if model.sieve != .everything {
      spans.append(Span("  \(labels.title(of: model.sieve))", theme[.key]))
    }
    let total = glance.branch.records.count
    let count = Span(labels.passing(model.count, of: total) + " ", theme[.faint])
    let (right, left) = area.row(0).split(right: surface.width.of([count]))
    surface.draw(spans, in: left)
    surface.draw([count], in: right)
    surface.horizontalLine(
      at: area.point(row: 1), columns: area.columns, style: theme[.border])
    let note: String
    if let stretch = model.stretch {
      let end = min(stretch.upperBound, total)
      note = labels.searched(from: stretch.lowerBound, to: max(stretch.lowerBound, end))
    } else {
      note = labels.filterHint
    }
    surface.draw(
      " \(model.isUnfinished ? "… " : "")\(note) ", at: area.point(column: 1, row: 1),
      style: theme[.faint], maxWidth: area.columns - 2)
    let used = surface.width.of(note) + 6
    glance.drawClickHint(
      glance.labels.clickChoosesTwiceGoes, into: &surface, in: area.row(1).inset(left: used))
  }

  // MARK: The list

  private func drawList(into surface: inout Surface, in area: Rect) {
    guard model.count > 0 else {
      let text =
        glance.branch.records.isEmpty ? glance.labels.noEvents : glance.labels.noneFits
      surface.draw(text, in: area.inset(left: 2), style: glance.theme[.faint])
      return
    }
    let top = model.top(showing: area.rows)
    for row in 0..<min(area.rows, model.count - top) {
      draw(model.event(at: top + row), at: top + row, into: &surface, in: area.row(row))
    }
    drawBar(top: top, into: &surface, in: area)
  }

  private func draw(
    _ number: Int, at place: Int, into surface: inout Surface, in line: Rect
  ) {
    let theme = glance.theme
    let record = glance.branch.records[number - 1]
    let isCursor = number == glance.position
    let digits = "\(glance.branch.records.count)".count
    let sign = Self.sign(of: record)
    var spans = [
      Span(isCursor ? "▶ " : "  ", theme[.key]),
      Span("\(number)".paddedLeft(to: digits) + "  ", theme[.track]),
      Span(record.time.seconds.paddedLeft(to: 8) + "  ", theme[isCursor ? .strong : .faint]),
      Span(sign.glyph + " ", theme[sign.ink]),
      Span(name(of: record) + "  ", theme[.strong]),
    ]
    let base: Theme.Ink = record.isRoutine ? .faint : .text
    if let sentence = model.sentences[number] {
      spans += sentence.phrase.spans(in: theme, base: base).map { span in
        record.isRoutine ? Span(span.text, span.style.removing(.bold)) : span
      }
    } else {
      let title =
        record.rule.map { glance.narrator.words.text(of: $0).title }
        ?? record.electionRule.map { glance.narrator.words.text(of: $0).title }
      spans.append(Span(title ?? glance.labels.title(of: record.kind), theme[.faint]))
    }
    surface.draw(spans, in: line.inset(right: 1))
    if place == model.chosenPlace {
      surface.restyle(line) { theme.selected($0) }
    } else if number > glance.position {
      surface.restyle(line) { $0.with(theme[.faint].foreground).removing(.bold) }
    }
    surface.mark(line, as: .event(number))
  }

  /// The name of the server or the program that an event happened at.
  private func name(of record: EventRecord) -> String {
    guard glance.state.outside != nil else { return record.serverID?.description ?? "  " }
    let name = record.serverID?.description ?? record.programID?.description ?? ""
    return TextWidth.standard.padded(name, columns: 8)
  }

  /// What kind of event it is, in a sign; the same signs as in the space-time view.
  static func sign(of record: EventRecord) -> (glyph: String, ink: Theme.Ink) {
    if record.milestones.contains(.violation) { return ("✗", .violation) }
    if record.milestones.contains(.beliefChanged) { return ("★", .key) }
    if record.milestones.contains(.leaderElected) { return ("★", .leader) }
    if record.milestones.contains(.entryCommitted) { return ("✓", .good) }
    if record.rule == .startElection { return ("◆", .candidate) }
    if record.rule == .askForPreVotes { return ("◇", .candidate) }
    if record.rule == .stepDownWithoutQuorum { return ("○", .warning) }
    if record.rule == .beginTransfer || record.rule == .sendTimeoutNow { return ("⇒", .key) }
    return switch record.kind {
    case .stimulus: ("!", .key)
    case .message: (record.isRoutine ? "•" : "●", record.isRoutine ? .faint : .text)
    case .loss: ("✗", .down)
    case .timer: record.isRoutine ? ("♥", .faint) : ("◷", .warning)
    case .disk: ("▤", .warning)
    case .client: ("C", .text)
    case .outside: (record.isRoutine ? "•" : "P", record.isRoutine ? .faint : .text)
    }
  }

  /// Where in the whole list this part is.
  private func drawBar(top: Int, into surface: inout Surface, in area: Rect) {
    guard model.count > area.rows, area.rows > 1 else { return }
    let length = max(1, area.rows * area.rows / model.count)
    let start = top * (area.rows - length) / max(1, model.count - area.rows)
    for row in 0..<area.rows {
      let isBar = start..<start + length ~= row
      surface.draw(
        isBar ? "█" : "│", at: Point(column: area.right - 1, row: area.top + row),
        style: glance.theme[isBar ? .faint : .border])
    }
  }
}

extension String {
  /// With blanks before it, up to a number of characters.
  func paddedLeft(to count: Int) -> String {
    String(repeating: " ", count: max(0, count - self.count)) + self
  }
}
