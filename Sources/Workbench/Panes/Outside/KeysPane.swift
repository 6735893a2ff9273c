import ClientPrograms
import KeyValue
import RaftCore
import Screen
import Simulation
import Teaching

/// What etcd holds: the keys with their revisions and what is left of their leases, by the member that
/// counts them, and how far each member is.
struct KeysPane: Pane {
  let glance: Glance

  var id: PaneID { .keys }

  /// The member whose store is shown: of those that have applied most the leader.
  private var source: ServerState? {
    let running = glance.state.servers.filter { $0.life != .crashed && $0.member != nil }
    let most = running.compactMap(\.member?.revision).max()
    let best = running.filter { $0.member?.revision == most }
    return best.first { $0.id == glance.state.leader } ?? best.first
  }

  /// The member that counts how long leases last.
  private var counting: ServerState? {
    glance.state.servers.filter { $0.life != .crashed && $0.member?.counts == true }
      .max { $0.raft.currentTerm ?? 0 < $1.raft.currentTerm ?? 0 }
  }

  private var records: [KeyRecord] { source?.contents ?? [] }

  /// A key as it is shown; nil when there is none.
  func record(of key: Text) -> KeyRecord? { records.first { $0.key == key } }

  /// The keys that the lesson points at.
  private var pointed: [Text] {
    glance.pointed.compactMap { if case .key(let key) = $0 { key } else { nil } }
  }

  /// The keys that are shown in so many rows, in their order: first of all those that the lesson
  /// points at.
  private func shown(rows: Int) -> [KeyRecord] {
    let asked = records.filter { pointed.contains($0.key) }
    let others = records.filter { !pointed.contains($0.key) }
    let chosen = Set((asked + others).prefix(rows).map(\.key))
    return records.filter { chosen.contains($0.key) }
  }

  /// The leases that no key hangs on.
  private var idle: [MemberState.LeaseCount] {
    (source?.member?.leases ?? []).filter(\.keys.isEmpty)
  }

  func rows(for space: Size) -> ClosedRange<Int> {
    guard let outside = glance.state.outside else { return 0...0 }
    // Keys come and go: what they may need is kept for them, so that nothing jumps.
    let usual =
      switch outside.settings.way {
      case .notes: 1
      case .etcd: outside.settings.pods
      case .kubernetes: outside.contests.count
      }
    let keys = max(1, usual, records.count)
    let least = 2 + max(1, pointed.count { record(of: $0) != nil })
    return least...(space.rows >= 30 ? keys + 5 : keys + 2)
  }

  var spoken: [String] {
    guard glance.state.outside != nil else { return [] }
    let lines = records.map { record in
      let left = left(of: record.lease).map { "\($0.hundredths) s" } ?? glance.labels.notCounted
      let lease = record.lease == 0 ? "" : ", \(glance.labels.leaseTitle) \(record.lease), \(left)"
      return "\(record.key) = \(value(of: record)), create \(record.createRevision), "
        + "mod \(record.modRevision), version \(record.version)\(lease)"
    }
    return lines.isEmpty ? [glance.labels.noKeys] : lines
  }

  /// Where the columns begin.
  private struct Columns {
    let key = 1
    let value: Int
    let create: Int?
    let mod: Int
    let version: Int?
    let lease: Int
    let left: Int

    init(_ columns: Int) {
      let isNarrow = columns < 70
      left = columns - 15
      lease = left - 7
      version = isNarrow ? nil : lease - 5
      mod = (version ?? lease) - 6
      create = isNarrow ? nil : mod - 8
      let rest = (create ?? mod) - key
      value = key + max(4, rest * 11 / 20)
    }
  }

  func draw(into surface: inout Surface, in area: Rect) {
    guard glance.state.outside != nil, !area.isEmpty else { return }
    let columns = Columns(area.columns)
    let (heading, body) = area.split(top: 1)
    drawHeading(columns, into: &surface, in: heading)
    // Where there is no row for the members, they have none of the pane below.
    guard !body.isEmpty else { return }
    let (members, keys) = body.split(bottom: 1)
    drawMembers(into: &surface, in: members)
    var rest = keys
    if records.isEmpty {
      surface.draw(
        glance.labels.noKeys, at: rest.point(column: 1), style: glance.theme[.track], clip: rest)
      rest = rest.split(top: 1).rest
    }
    for record in shown(rows: keys.rows) where !rest.isEmpty {
      let (line, below) = rest.split(top: 1)
      draw(record, columns, into: &surface, in: line)
      rest = below
    }
    drawMore(columns, into: &surface, in: rest)
    if keys.rows < records.count { glance.drawMore(into: &surface, in: keys) }
  }

  private func drawHeading(_ columns: Columns, into surface: inout Surface, in line: Rect) {
    let theme = glance.theme
    let labels = glance.labels
    surface.horizontalLine(at: line.origin, columns: line.columns, style: theme[.border])
    surface.draw(" \(labels.keys) ", at: line.point(column: 1), style: theme[.title], clip: line)
    let titles = [
      (columns.value, labels.valueTitle), (columns.create, "create"), (columns.mod, "mod"),
      (columns.version, "ver"), (columns.lease, labels.leaseTitle),
      // Of a real lease only this much is known: it lasts no shorter.
      (columns.left, (glance.state.watched == nil ? "" : "≥ ") + labels.leftTitle),
    ]
    for case (let column?, let title) in titles {
      surface.draw(
        " \(title) ", at: line.point(column: column - 1), style: theme[.faint], clip: line)
    }
  }

  private func draw(
    _ record: KeyRecord, _ columns: Columns, into surface: inout Surface, in line: Rect
  ) {
    let theme = glance.theme
    // The end of a long key tells more than its beginning.
    let key = record.key.description
    let room = columns.value - columns.key - 1
    let shown = key.count <= room ? key : "…" + key.suffix(max(1, room - 1))
    surface.draw(shown, at: line.point(column: columns.key), style: theme[.strong])
    surface.mark(line, as: .key(record.createRevision))
    let value = Rect(
      column: line.left + columns.value, row: line.top,
      columns: max(1, (columns.create ?? columns.mod) - columns.value - 1), rows: 1)
    surface.draw(self.value(of: record), in: value, style: theme[.command])
    let isNew = glance.markedSince != glance.position && isChanged(record)
    let numbers = [
      (columns.create, record.createRevision), (columns.mod, record.modRevision),
      (columns.version, record.version),
    ]
    for case (let column?, let number) in numbers {
      surface.draw(
        "\(number)", at: line.point(column: column), style: theme[isNew ? .changed : .index])
    }
    guard record.lease != 0 else {
      surface.draw("–", at: line.point(column: columns.lease), style: theme[.faint])
      return
    }
    surface.draw("\(record.lease)", at: line.point(column: columns.lease), style: theme[.text])
    drawLeft(of: record.lease, into: &surface, in: line.inset(left: columns.left))
  }

  /// Whether the last move wrote the key.
  private func isChanged(_ record: KeyRecord) -> Bool {
    guard let source, let before = glance.before[source.id.number - 1].contents else {
      return false
    }
    return before.first { $0.key == record.key } != record
  }

  /// A Lease object is shown by its holder and how often that changed.
  private func value(of record: KeyRecord) -> String {
    guard let lease = LeaseRecord(record.value) else { return record.value.description }
    return "\(lease.holder.isEmpty ? glance.labels.nobody : lease.holder) →\(lease.transitions)"
  }

  private func left(of lease: LeaseID) -> TimeSpan? {
    counting?.member?.leases.first { $0.lease.id == lease }?.left
  }

  private func drawLeft(of id: LeaseID, into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    guard let count = counting?.member?.leases.first(where: { $0.lease.id == id }),
      let left = count.left
    else {
      surface.draw(glance.labels.notCounted, in: area, style: theme[.faint])
      return
    }
    let whole = max(1, count.lease.ttl * 1_000_000)
    let full = left <= 0 ? 0 : min(5, (left * 5 + whole - 1) / whole)
    let ink: Theme.Ink = left * 4 < whole ? .warning : .text
    surface.draw(
      [
        Span(String(repeating: "▓", count: full), theme[ink]),
        Span(String(repeating: "░", count: 5 - full), theme[.track]),
        Span(" \(left.hundredths)", theme[ink]),
      ], in: area)
  }

  /// Leases without keys, then watches, as far as there is room.
  private func drawMore(_ columns: Columns, into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    var rest = area
    for count in idle.prefix(max(0, area.rows - 1)) where !rest.isEmpty {
      let (line, below) = rest.split(top: 1)
      surface.draw(
        glance.labels.leaseWithoutKey(count.lease.id), at: line.point(column: 1),
        style: theme[.faint], maxWidth: columns.left - 2)
      drawLeft(of: count.lease.id, into: &surface, in: line.inset(left: columns.left))
      rest = below
    }
    guard !rest.isEmpty, let outside = glance.state.outside else { return }
    let watches = outside.processes.compactMap { process in
      process.watch.map { "\($0.member)→\(process.id) \($0.keys)" }
    }
    guard !watches.isEmpty else { return }
    surface.draw(
      [
        Span("\(glance.labels.watchesTitle)  ", theme[.title]),
        Span(watches.joined(separator: "  "), theme[.text]),
      ], in: rest.inset(left: 1))
  }

  /// The members, with their terms and how far each has applied; who counts leases.
  private func drawMembers(into surface: inout Surface, in line: Rect) {
    let theme = glance.theme
    var point = line.point(column: 0)
    let counting = counting.map { " \(glance.labels.counts($0.id)) " } ?? ""
    let room = line.split(right: surface.width.of(counting)).rest
    for host in glance.state.servers {
      let look = glance.appearance(of: host)
      let revision = host.member.map { "r\($0.revision)" } ?? ""
      let isSelected = glance.isSelected(host.id)
      let spans = [
        Span(isSelected ? "▶" : " ", theme[.strong]), Span("\(host.id)", theme[.strong]),
        Span(look.sign, theme[look.ink]),
        Span(
          "t\(Unknown.text(host.raft.currentTerm))", theme.style(ofTerm: host.raft.currentTerm ?? 0)
        ),
        Span(" \(revision) ", theme[.index]),
      ]
      let columns = surface.width.of(spans)
      guard point.column + columns <= room.right else { break }
      let place = Rect(column: point.column, row: line.top, columns: columns, rows: 1)
      surface.draw(spans, in: place)
      if isSelected { surface.restyle(place) { theme.selected($0) } }
      surface.mark(place, as: .server(host.id))
      point = point.moved(columns: columns)
    }
    surface.draw(counting, in: line, style: theme[.faint], align: .right)
  }
}
