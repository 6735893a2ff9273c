import RaftCore
import Screen
import Simulation
import Teaching

/// The servers, one under the other: role, term, vote, timer, and the logs aligned by index.
struct ServerTable: Pane {
  let glance: Glance

  var id: PaneID { .servers }

  /// One row where rows are few; two give each server a line for its indexes.
  private func rowsPerServer(in rows: Int) -> Int {
    rows >= 2 * glance.state.servers.count + 18 ? 2 : 1
  }

  func rows(for space: Size) -> ClosedRange<Int> {
    let rows = 1 + glance.state.servers.count * rowsPerServer(in: space.rows)
    return rows...rows
  }

  /// Each server in a sentence or some.
  var spoken: [String] { glance.state.servers.flatMap(spoken(of:)) }

  /// A server in a sentence, and one for each thing that features let it wait for.
  func spoken(of host: ServerState) -> [String] {
    let standing = glance.labels.standing(of: host, role: glance.appearance(of: host).name)
    let notes = ServerNote.ofFeatures(on: host, glance).compactMap(\.spoken)
    return [standing] + notes.map { glance.labels.spoken($0, of: host.id) }
  }

  /// Where the columns begin.
  enum Column {
    static let name = 2
    static let role = 6
    static let term = 18
    static let vote = 23
    static let timer = 27
    static let commit = 38
    static let log = 46
  }

  func draw(into surface: inout Surface, in area: Rect) {
    var memory = PaneMemory()
    draw(into: &surface, in: area, of: 0, remembering: &memory)
  }

  func draw(
    into surface: inout Surface, in area: Rect, of scene: Int,
    remembering memory: inout PaneMemory
  ) {
    surface.mark(area, as: .pane(id))
    let rowsPerServer = max(1, (area.rows - 1) / glance.state.servers.count)
    let width = surface.width
    let room = area.columns - Column.log - 1 - columnsForNotes(in: area, rows: rowsPerServer)
    lazy var logs = LogColumns(glance: glance, columns: room, width: width)
    var (part, rest) = area.split(top: 1)
    memory.draw(.serverTitles, edition: scene, into: &surface, in: part) {
      drawHeader(logs, into: &$0, in: part)
    }
    for host in glance.state.servers {
      (part, rest) = rest.split(top: rowsPerServer)
      let isSelected = glance.isSelected(host.id)
      memory.draw(
        .server(host.id), edition: scene, isSelected: isSelected, into: &surface, in: part
      ) {
        draw(host, logs, into: &$0, in: part)
      }
    }
  }

  /// What the logs leave free beside them for notes that features bring, where a server has no line
  /// of its own for these: so that they are seen however long the logs are.
  private func columnsForNotes(in area: Rect, rows: Int) -> Int {
    let features = glance.state.features
    let isNoting = [.checkQuorum, .leaseReads, .readIndex, .leadershipTransfer].contains {
      features[$0]
    }
    return rows == 1 && area.columns >= 80 && isNoting ? 14 : 0
  }

  private func drawHeader(_ logs: LogColumns, into surface: inout Surface, in area: Rect) {
    let style = glance.theme[.faint]
    let labels = glance.labels
    let titles = [
      (Column.role, labels.role), (Column.term - 1, labels.term),
      (Column.vote - 1, labels.vote),
      (Column.timer, glance.state.watched == nil ? labels.timer : labels.sinceHeard),
    ]
    for (column, title) in titles {
      surface.draw(title, at: area.point(column: column), style: style, clip: area)
    }
    surface.draw("┃", at: area.point(column: Column.log - 1), style: glance.theme[.border])
    logs.drawHeader(of: glance, into: &surface, in: area.inset(left: Column.log))
  }

  private func draw(
    _ host: ServerState, _ logs: LogColumns, into surface: inout Surface, in area: Rect
  ) {
    let theme = glance.theme
    for row in 0..<area.rows {
      surface.draw("┃", at: area.point(column: Column.log - 1, row: row), style: theme[.border])
    }
    drawName(host, into: &surface, in: area)
    drawRole(host, into: &surface, at: area.point(column: Column.role))
    if host.life != .crashed || host.raft.currentTerm != 0 {
      drawTermAndVote(host, into: &surface, in: area)
    }
    drawTimer(host, into: &surface, at: area.point(column: Column.timer))
    drawIndexes(host, into: &surface, in: area)
    surface.mark(area, as: .server(host.id))
    let log = area.inset(left: Column.log)
    logs.draw(host, of: glance, into: &surface, in: log.row(0))
    if area.rows > 1 {
      let line = log.row(1).inset(left: 1)
      surface.draw(
        ServerNote.fitted(notes(on: host, isTall: true), columns: line.columns, glance.theme),
        in: line)
    } else {
      let used = max(logs.used(by: host, of: glance), Self.emptyColumns)
      let room = log.columns - used - 1
      surface.draw(
        ServerNote.fitted(notes(on: host, isTall: false), columns: room, glance.theme),
        in: log.row(0), align: .right)
    }
    if glance.isSelected(host.id) { select(area.row(0), in: &surface) }
  }

  /// The selected server's row stands out, but for what has a background of its own.
  private func select(_ area: Rect, in surface: inout Surface) {
    let theme = glance.theme
    surface.restyle(area.split(left: Column.log - 1).left) { theme.selected($0) }
  }

  private func drawName(_ host: ServerState, into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    if glance.isSelected(host.id) {
      surface.draw("▶", at: area.origin, style: theme[.strong])
    }
    if glance.position > 0, glance.told?.server == host.id {
      surface.draw("●", at: area.point(column: 1), style: theme[.key])
    }
    surface.draw(host.id.description, at: area.point(column: Column.name), style: theme[.strong])
    if let side = glance.side(of: host.id) {
      let letter = String(UnicodeScalar(UInt8(65 + side)))
      surface.draw(letter, at: area.point(column: Column.name + 2), style: theme[.cutOff].bold)
    }
  }

  private func drawRole(_ host: ServerState, into surface: inout Surface, at point: Point) {
    let (sign, name, ink) = glance.appearance(of: host)
    let isChanged = glance.changed(host.id) { RoleGlance($0) }
    // No name of a role is cut without a sign of it: `pre-cand.`
    let shown = name.count > 9 ? name.prefix(8) + "." : name[...]
    surface.draw(
      "\(sign) \(shown)", at: point, style: isChanged ? glance.theme[.changed] : glance.theme[ink],
      maxWidth: 11)
  }

  /// What the role column shows, to tell whether it has changed.
  private struct RoleGlance: Equatable {
    var life: Life
    var kind: Int

    init(_ host: borrowing ServerState) {
      life = host.life
      kind =
        switch host.raft.role {
        case .follower?: 0
        case .candidate?: 1
        case .leader?: 2
        case .preCandidate?: 3
        case nil: 4
        }
    }
  }

  private func drawTermAndVote(_ host: ServerState, into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    let server = host.raft
    let termChanged = glance.changed(host.id) { $0.raft.currentTerm }
    let term = termChanged ? theme[.changed] : theme.style(ofTerm: server.currentTerm ?? 0).bold
    let cell = Rect(
      origin: area.point(column: Column.term - 1), size: Size(columns: 4, rows: 1))
    surface.draw(Unknown.text(server.currentTerm), in: cell, style: term, align: .right)
    let voteChanged = glance.changed(host.id) { $0.raft.votedFor }
    let vote = server.vote.map { $0.candidate.map { "→\($0)" } ?? "–" } ?? Unknown.sign
    surface.draw(
      vote, at: area.point(column: Column.vote - 1),
      style: voteChanged ? theme[.changed] : theme[server.votedFor == nil ? .faint : .text])
  }

  // MARK: Timers

  /// The timer as a gauge of what is left, and in milliseconds.
  private func drawTimer(_ host: ServerState, into surface: inout Surface, at point: Point) {
    // A paused server's timers wait with it.
    if host.life == .paused {
      surface.draw("‖ ░░░░░", at: point, style: glance.theme[.paused])
      return
    }
    if glance.state.watched != nil { return drawHeard(host, into: &surface, at: point) }
    guard let gauge = glance.timer(of: host) else { return }
    gauge.draw(into: &surface, at: point, columns: 5, glance.theme)
    let left = Rect(origin: point.moved(columns: 6), size: Size(columns: 4, rows: 1))
    surface.draw(
      Self.shown(gauge.left), in: left, style: glance.theme[gauge.ink], align: .right)
  }

  /// Since when a leader was heard, of a member whose timer nobody can see.
  private func drawHeard(_ host: ServerState, into surface: inout Surface, at point: Point) {
    guard host.life != .crashed else { return }
    let left = Rect(origin: point.moved(columns: 6), size: Size(columns: 4, rows: 1))
    guard let gauge = HeardGauge(host, in: glance.state) else {
      surface.draw(Unknown.sign, in: left, style: glance.theme[.faint], align: .right)
      return
    }
    gauge.draw(into: &surface, at: point, columns: 5, glance.theme)
    surface.draw(gauge.text, in: left, style: glance.theme[gauge.ink], align: .right)
  }

  /// What is left, in four columns: milliseconds, or seconds where those are too many.
  private static func shown(_ left: Time) -> String {
    let milliseconds = (left + 500) / 1000
    return milliseconds < 10_000 ? String(milliseconds) : "\(min(999, milliseconds / 1000))s"
  }

  // MARK: Indexes and notes

  private func drawIndexes(_ host: ServerState, into surface: inout Surface, in area: Rect) {
    guard host.life != .crashed else { return }
    let server = host.raft
    let isChanged = glance.changed(host.id) { [$0.raft.commitIndex, $0.raft.lastApplied] }
    let (commit, applied) = (
      Unknown.text(server.commitIndex), Unknown.text(server.lastApplied)
    )
    let style = isChanged ? glance.theme[.changed] : glance.theme[.faint]
    if area.rows > 1 {
      let text = glance.labels.committed(commit, applied: applied)
      surface.draw(text, at: area.point(column: Column.role + 2, row: 1), style: style)
    } else {
      let text = glance.labels.shortCommitted(commit, applied: applied)
      surface.draw(text, at: area.point(column: Column.commit), style: style, maxWidth: 7)
    }
  }

  /// What an empty log takes.
  private static let emptyColumns = 8

  private func notes(on host: ServerState, isTall: Bool) -> [ServerNote] {
    let labels = glance.labels
    var notes: [ServerNote] = []
    if host.wasWiped, glance.state.watched != nil {
      notes.append(ServerNote(labels.newMember, ink: .faint))
    } else if host.wasWiped {
      notes.append(ServerNote(isTall ? labels.wiped : "✗", sign: "✗", ink: .violation))
    }
    if let index = host.partedAt {
      notes.append(ServerNote(labels.partedShort(from: index), sign: "a≠", ink: .violation))
    }
    if host.life == .paused, let count = host.backlogCount, count > 0 {
      notes.append(ServerNote(labels.waiting(count), ink: .paused))
    }
    notes += ServerNote.ofFeatures(on: host, glance)
    switch host.raft.role {
    case .preCandidate(let candidacy?) where host.life != .crashed,
      .candidate(let candidacy?) where host.life != .crashed:
      let needed = glance.state.majority(by: host.id)
      let dots = candidacy.dots(of: needed)
      let count = candidacy.granted.count
      let words =
        host.raft.role?.isCandidate == true
        ? labels.votes(count, of: needed) : labels.strawVotes(count, of: needed)
      notes.append(ServerNote("\(dots) \(words)", sign: dots, ink: .candidate))
    case .leader(let leadership?) where !leadership.unanswered.isEmpty && isTall:
      // A client that asked twice waits once.
      let clients = Set(leadership.unanswered.map(\.request.client))
      notes.append(ServerNote(labels.unanswered(clients.count), ink: .faint))
    case .follower? where host.life != .crashed:
      if let (progress, leader) = self.progress(of: host.id) {
        let text = labels.progress(
          next: progress.nextIndex, match: progress.matchIndex, by: leader)
        notes.append(ServerNote(text, ink: .faint))
      }
    case .follower?, .preCandidate?, .candidate?, .leader?, nil: break
    }
    if let disk = host.disk, disk.isBusy {
      let text = "▤ " + labels.writing(disk.writes.count)
      notes.append(ServerNote(text, sign: "▤", ink: .warning))
    }
    return notes
  }

  /// What the leader of the highest term knows of a follower.
  private func progress(of server: ServerID) -> (Progress, by: ServerID)? {
    guard let leader = glance.state.leader, leader != server,
      let leadership = glance.state[leader].raft.role?.leadership
    else { return nil }
    return (leadership[server], leader)
  }
}
