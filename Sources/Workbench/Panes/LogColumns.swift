import KeyValue
import RaftCore
import Screen
import Simulation

/// The logs side by side: one column an index, the same for all servers, as in Figures 6 and 7. So a
/// divergence is a visible step.
struct LogColumns {
  /// The first index shown, and how many.
  private let first: LogIndex
  private let count: Int
  private let cellWidth: Int
  /// The leader of the highest term: entries that differ from its own are marked.
  private let leader: ServerID?
  private let leaderLog: LogState?
  private let end: LogIndex
  /// Up to which index entries are folded into one column: what etcd writes when a cluster is
  /// founded; 0: none.
  private let folded: LogIndex

  init(glance: Glance, columns: Int, width: TextWidth) {
    let servers = glance.state.servers
    end = max(servers.lastIndex, glance.before.lastIndex)
    // The widest of the entries near the end decides, so that columns stay where they are.
    var widest = 5
    var measured: LogState?
    for place in servers.indices {
      guard let log = servers[place].raft.log else { continue }
      if let sign = Self.snapshot(before: log, in: glance.state) {
        widest = max(widest, width.of(sign))
      }
      let earliest = max(1 + glance.state.bootstrapEnd, log.lastIndex - 30)
      for index in earliest..<max(earliest, log.lastIndex + 1) {
        // Most servers have the same entries.
        guard let entry = log[index], measured?[index] != entry else { continue }
        widest = max(widest, width.of(Self.text(of: entry, in: glance.state)))
      }
      measured = log
    }
    cellWidth = min(widest + 2, 16)
    let room = (columns - Self.foldWidth) / cellWidth
    let wanted = Self.first(of: max(1, room), upTo: end, in: glance)
    let isFolding =
      glance.state.bootstrapEnd > 0
      && (glance.views.logScroll == 0 || wanted > glance.state.bootstrapEnd)
    folded = isFolding ? glance.state.bootstrapEnd : 0
    count = max(1, isFolding ? room : columns / cellWidth)
    first =
      isFolding ? max(folded + 1, wanted) : Self.first(of: count, upTo: end, in: glance)
    leader = glance.state.leader
    leaderLog = leader.flatMap { glance.state[$0].raft.log }
  }

  /// The first of so many indexes: the last ones, as far as nobody scrolled back. What the lesson
  /// points at comes into view by itself.
  private static func first(of count: Int, upTo end: LogIndex, in glance: Glance) -> LogIndex {
    let last = end - count + 1
    let pointed = glance.pointed.compactMap(\.entryIndex)
    guard glance.views.logScroll == 0, let lowest = pointed.min(), let highest = pointed.max()
    else {
      return max(1, last - max(0, glance.views.logScroll))
    }
    return max(1, min(last, max(lowest, highest - count + 1)))
  }

  /// The columns of the folded entries.
  private static let foldWidth = 8

  private var foldColumns: Int { folded > 0 ? Self.foldWidth : 0 }

  /// Where an entry stands.
  private func cell(_ offset: Int, in area: Rect) -> Rect {
    Rect(
      column: area.left + foldColumns + offset * cellWidth, row: area.top, columns: cellWidth,
      rows: 1)
  }

  /// The folded entries of a server, in one column.
  private func drawFolded(
    _ log: LogState, of host: ServerState, _ glance: Glance, into surface: inout Surface,
    in area: Rect
  ) {
    guard folded > 0, log.lastIndex > 0 else { return }
    let cell = Rect(origin: area.origin, size: Size(columns: Self.foldWidth, rows: 1))
    let last = min(folded, log.lastIndex)
    let isCommitted = last <= (host.raft.commitIndex ?? 0) && host.life != .crashed
    let style = glance.theme.style(ofTerm: log[last]?.term ?? 1, isCommitted: isCommitted)
    let text = last == folded ? "…" : "…\(last)"
    let padded = surface.width.padded(" \(text)", columns: Self.foldWidth - 2)
    surface.draw(
      isCommitted ? "[\(padded)]" : " \(padded) ", at: cell.origin, style: style, clip: cell)
    surface.mark(cell, as: .entry(host.id, last))
  }

  /// An entry as it is shown: its term and its command.
  static func text(of entry: Entry, in state: ClusterState) -> String {
    "\(entry.term) \(state.shortText(of: entry.command) ?? "∅")"
  }

  /// The snapshot that a log follows, as it is shown in the column of its last entry. What a watched
  /// member does not show of its log is no snapshot.
  static func snapshot(before log: LogState, in state: ClusterState) -> String? {
    state.watched == nil ? log.snapshotSign : nil
  }

  /// The indexes above the columns.
  func drawHeader(of glance: Glance, into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    if first > folded + 1 { surface.draw("‹", at: area.origin, style: theme[.key]) }
    if folded > 0 {
      let cell = Rect(origin: area.origin, size: Size(columns: Self.foldWidth, rows: 1))
      surface.draw(
        folded == 1 ? "1" : "1–\(folded)", in: cell, style: theme[.faint], align: .center)
    }
    for offset in 0..<count {
      let index = first + offset
      let cell = cell(offset, in: area)
      let style = index == glance.views.entry ? theme[.key].reversed : theme[.faint]
      surface.draw("\(index)", in: cell, style: style, align: .center)
    }
    if first + count - 1 < end {
      surface.draw("›", at: Point(column: area.right - 1, row: area.top), style: theme[.key])
    }
  }

  /// How many columns a server's entries take.
  func used(by host: ServerState, of glance: Glance) -> Int {
    let earlier = glance.earlierLog(of: host.id)?.lastIndex ?? 0
    let shown = max(host.raft.log?.lastIndex ?? 0, earlier)
    return foldColumns + max(0, min(count, shown - first + 1)) * cellWidth
  }

  /// One server's entries; those deleted by the last move too.
  func draw(
    _ host: ServerState, of glance: Glance, into surface: inout Surface, in area: Rect
  ) {
    guard let log = host.raft.log else {
      surface.draw(
        Unknown.sign, at: area.point(column: 1), style: glance.theme[.track], clip: area)
      return
    }
    drawFolded(log, of: host, glance, into: &surface, in: area)
    let before = glance.earlierLog(of: host.id)
    let earlierEnd = before?.lastIndex ?? 0
    let isMarked = glance.markedSince != glance.position
    for offset in 0..<count {
      let index = first + offset
      let cell = cell(offset, in: area)
      if let entry = log[index] {
        surface.mark(cell, as: .entry(host.id, index))
        let isNew = isMarked && before?[index] != entry
        draw(
          entry, at: index, of: host, isNew: isNew, glance, into: &surface, in: cell)
      } else if index <= log.start.index, let sign = Self.snapshot(before: log, in: glance.state) {
        drawSnapshot(
          index == log.start.index ? sign : nil, isNew: isMarked && before?.start != log.start,
          glance,
          into: &surface, in: cell)
      } else if isMarked, index > log.lastIndex, let entry = before?[index] {
        drawDeleted(entry, glance, into: &surface, in: cell)
      }
    }
    if log.lastIndex == 0 && first == 1 && !(isMarked && earlierEnd > 0) {
      surface.draw(
        glance.labels.emptyLog, at: area.point(column: 1), style: glance.theme[.track], clip: area)
    } else if log.lastIndex < first && log.lastIndex > folded {
      surface.draw("‹ \(log.lastIndex)", at: area.origin, style: glance.theme[.warning])
    }
  }

  private func draw(
    _ entry: Entry, at index: LogIndex, of host: ServerState, isNew: Bool, _ glance: Glance,
    into surface: inout Surface, in cell: Rect
  ) {
    let theme = glance.theme
    let isCommitted = index <= (host.raft.commitIndex ?? 0) && host.life != .crashed
    let differs = differs(entry, at: index, from: host)
    var style = theme.style(ofTerm: entry.term, isCommitted: isCommitted)
    if isNew { style = theme[.changed] }
    let frame = isNew ? style : theme.style(ofTerm: entry.term)
    // Brackets, and no lines: those of one entry would seem to frame the next one too.
    let left = differs ? "≠" : isCommitted ? "[" : " "
    let right = isCommitted ? "]" : " "
    let padded = surface.width.padded(
      Self.text(of: entry, in: glance.state), columns: cellWidth - 2)
    surface.draw(
      [
        Span(left, differs ? theme[.down].bold : frame), Span(padded, style), Span(right, frame),
      ], at: cell.origin, clip: cell)
  }

  /// A snapshot in the column of the last entry that it includes; what is before it is one with it.
  private func drawSnapshot(
    _ sign: String?, isNew: Bool, _ glance: Glance, into surface: inout Surface, in cell: Rect
  ) {
    let theme = glance.theme
    let style = sign == nil ? theme[.track] : isNew ? theme[.changed] : theme[.strong]
    let filled = surface.width.truncated(
      sign ?? String(repeating: "░", count: cellWidth), columns: cellWidth - (sign == nil ? 0 : 2))
    surface.draw(sign == nil ? filled : "[\(filled)]", at: cell.origin, style: style, clip: cell)
  }

  private func drawDeleted(
    _ entry: Entry, _ glance: Glance, into surface: inout Surface, in cell: Rect
  ) {
    let text = surface.width.truncated(
      "✗" + Self.text(of: entry, in: glance.state), columns: cellWidth - 1)
    surface.draw(text, at: cell.origin, style: glance.theme[.down].reversed, clip: cell)
  }

  /// Whether the leader has another entry at this index.
  private func differs(_ entry: Entry, at index: LogIndex, from host: ServerState) -> Bool {
    leader != host.id && leaderLog?[index].map { $0 != entry } ?? false
  }
}

extension [ServerState] {
  /// The end of the longest log. By place: one server after the other would be copied.
  fileprivate var lastIndex: LogIndex {
    indices.lazy.compactMap { self[$0].raft.log?.lastIndex }.max() ?? 0
  }
}
