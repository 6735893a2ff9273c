import KeyValue
import RaftCore
import Screen
import Simulation

/// The clients: what each asked for last, whom, and what became of it (§8).
struct ClientsPane: Pane {
  let glance: Glance

  var id: PaneID { .clients }
  var followsFromScene: Bool { true }

  func rows(for space: Size) -> ClosedRange<Int> {
    switch space.rows {
    case ..<8 where glance.mode.list == .branches: 0...0
    case ..<16: 1...1
    case ..<24: 3...3
    default: 5...5
    }
  }

  /// What each client asked for last, and what became of it.
  var spoken: [String] {
    let operations = glance.state.operations
    guard !operations.isEmpty else { return [glance.nobodyAsked] }
    return operations.indices.suffix(Self.spokenLimit).reversed().map { place in
      glance.labels.operation(
        "\(operations[place].client) \(operations[place].operation)\(session(of: operations[place]))",
        outcome: spokenOutcome(of: operations[place], at: place))
    }
  }

  private func spokenOutcome(of record: OperationRecord, at place: Int) -> String {
    let labels = glance.labels
    if let answer = glance.state.watched?.answers[place] {
      return labels.heard(answer) + (record.index.map { ", \(labels.done(index: $0))" } ?? "")
    }
    switch record.state {
    case .waiting:
      let request = glance.state[record.client]?.request
      let isThis = request?.record == place
      if isThis, request?.opening != nil { return labels.clientOpensSession }
      return labels.spokenWaiting(
        for: isThis ? request?.target : nil, tries: isThis ? request?.tries ?? 1 : 1)
    case .acknowledged(_, let index, .value(let value)):
      return "\(labels.value(value?.description)), \(labels.done(index: index ?? 0))"
    case .acknowledged(_, let index, _): return labels.done(index: index ?? 0)
    case .unknown: return labels.clientUnknown
    case .refused: return labels.clientRefused
    case .expired: return labels.clientExpired
    }
  }

  /// The session of an operation and its serial number there, spoken.
  private func session(of record: OperationRecord) -> String {
    record.session.map {
      ", " + glance.labels.spokenSession($0, serial: record.operation.serial)
    } ?? ""
  }

  /// The most operations that are spoken.
  private static let spokenLimit = 3

  /// With how many operations are told one by one no more.
  private var title: String {
    let folded = glance.state.operations.folded.count
    guard folded > 0 else { return " \(glance.labels.clients) " }
    return " \(glance.labels.clients) · \(glance.labels.olderOperations(folded)) "
  }

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    let title = title
    let columns = surface.width.of(title)
    if area.rows == 1 {
      surface.draw(title, at: area.point(column: 1), style: theme[.title], clip: area)
      drawLatest(into: &surface, in: area.inset(left: columns + 2))
      return
    }
    surface.horizontalLine(at: area.origin, columns: area.columns, style: theme[.border])
    surface.draw(title, at: area.point(column: 1), style: theme[.title], clip: area)
    drawLatest(into: &surface, in: area.inset(left: 2, top: 1))
  }

  /// The latest operations, the newest first, as many as fit.
  private func drawLatest(into surface: inout Surface, in area: Rect) {
    let operations = glance.state.operations
    guard !operations.isEmpty else {
      surface.draw(
        glance.nobodyAsked, at: area.origin, style: glance.theme[.track], clip: area)
      return
    }
    var point = area.origin
    for place in operations.indices.reversed() {
      let spans = describe(operations[place], at: place)
      let columns = surface.width.of(spans)
      if point.column > area.left, point.column + columns > area.right {
        point = Point(column: area.left, row: point.row + 1)
      }
      guard point.row < area.bottom else { return }
      let room = Rect(
        column: point.column, row: point.row, columns: area.right - point.column, rows: 1)
      surface.draw(spans, in: room)
      point = point.moved(columns: columns + 3)
    }
  }

  private func describe(_ record: OperationRecord, at place: Int) -> [Span] {
    let theme = glance.theme
    let outcome = answer(at: place) ?? outcome(of: record, at: place)
    return [
      Span("\(record.client) ", theme[.strong]),
      Span(
        record.session.map {
          "\(glance.labels.session($0, serial: record.operation.serial)) "
        } ?? "", theme[.faint]),
      Span("\(record.operation) ", theme[.command]),
      Span(outcome.sign + (outcome.sign.isEmpty ? "" : " ") + outcome.text, theme[outcome.ink]),
    ]
  }

  /// What a real cluster's client heard; nil where it has heard nothing.
  private func answer(at place: Int) -> (sign: String, text: String, ink: Theme.Ink)? {
    guard let answer = glance.state.watched?.answers[place] else { return nil }
    let ink: Theme.Ink =
      switch answer {
      case .written, .read: .good
      case .unknown: .warning
      case .refused: .down
      }
    let index = glance.state.operations[place].index
    let place = index.map { " \(glance.labels.acknowledged(index: $0))" } ?? ""
    return ("", glance.labels.heard(answer) + place, ink)
  }

  /// What became of an operation: its sign, and in words.
  private func outcome(
    of record: OperationRecord, at place: Int
  ) -> (sign: String, text: String, ink: Theme.Ink) {
    let labels = glance.labels
    switch record.state {
    case .waiting:
      let request = glance.state[record.client]?.request
      let target = request.flatMap { $0.record == place ? " →\($0.target)" : nil } ?? ""
      let tries = request.map { $0.tries > 1 ? " ×\($0.tries)" : "" } ?? ""
      let wait = read(of: record).map {
        labels.clientWaits(for: labels.awaited($0.waitsFor, index: $0.index))
      }
      let isOpening = request?.record == place && request?.opening != nil
      let what = isOpening ? labels.clientOpensSession : labels.clientWaiting
      return ("…", "\(what)\(target)\(tries)\(wait ?? "")", .warning)
    case .acknowledged(_, let index, .value(let value)):
      let text = "\(labels.value(value?.description)) ✓ \(labels.acknowledged(index: index ?? 0))"
      return ("=", text, .good)
    case .acknowledged(_, let index, _): return ("✓", labels.acknowledged(index: index ?? 0), .good)
    case .unknown: return ("?", labels.clientUnknown, .down)
    case .refused: return ("✗", labels.clientRefused, .down)
    case .expired: return ("✗", labels.clientExpired, .down)
    }
  }

  /// The read that a server keeps for an operation, if one does: the one that the client asked, not
  /// the leader that it asks in the client's name.
  private func read(of record: OperationRecord) -> PendingRead? {
    guard record.operation.way != .log else { return nil }
    return glance.state.servers.lazy.filter { $0.life != .crashed }
      .flatMap { $0.raft.reads ?? [] }
      .first {
        $0.asker == nil && $0.request.client == record.client
          && $0.request.serial == record.operation.serial
      }
  }
}

extension OperationRecord {
  /// The session that it belongs to; nil where it belongs to none.
  fileprivate var session: LogIndex? {
    operation.session > 0 ? LogIndex(operation.session) : nil
  }

  /// Where it stands in the log; nil where that is not known, and of what was not done.
  fileprivate var index: LogIndex? {
    if case .acknowledged(_, let index, _) = state { index } else { nil }
  }
}
