import Exploration
import Explorer
import KeyValue
import RaftCore
import Simulation

/// What can happen next, each with the difference that it would make.
package struct MoveList: Sendable {
  package let rows: [Row]
  private let model: Model
  private let start: ExploringStart
  private let state: State

  /// One thing that can happen.
  package struct Row: Sendable {
    package let move: Move
    package let difference: Difference
  }

  /// Why there is no list.
  package enum Refusal: Error, Hashable {
    case start(ExploringStart.Refusal)
    case model(ModelError)
  }

  /// All that can happen next, grouped by server, as far as the run lets it happen.
  package init(_ model: Model, at start: ExploringStart) throws(ModelError) {
    self.model = model
    self.start = start
    let state = try model.start(from: start.state)
    self.state = state
    let cluster = start.timeline.cluster
    rows = model.moves(from: state).filter { move in
      cluster.act(of: move).map { cluster.refusal(of: $0) == nil } ?? false
    }.map { move in
      Row(move: move, difference: model.difference(of: move, from: state))
    }
  }

  /// All that can happen next at a moment of a run: disks and restarts are steps of their own.
  package init(at run: Timeline) throws(Refusal) {
    let start: ExploringStart
    do throws(ExploringStart.Refusal) {
      start = try ExploringStart(run, looking: .oneStep)
    } catch {
      throw .start(error)
    }
    do throws(ModelError) {
      let bounds = Bounds(
        timeouts: nil, heartbeats: nil, writes: min(1, start.commands.count), crashes: nil,
        losses: nil, duplicates: nil, messages: Bounds.mostMessages)
      let model = try Model(
        start.configuration, within: bounds, disk: .stepwise, restarts: .apart,
        commands: start.commands, looking: .oneStep)
      try self.init(model, at: start)
    } catch {
      throw .model(error)
    }
  }

  /// What a row is as a run: its acts, and the moment after it.
  ///
  /// - Throws: `ExploredPath.Failure` where the run does not follow.
  package func path(_ row: Row) throws(ExploredPath.Failure) -> ExploredPath {
    try ExploredPath(Trace(model, state, [row.move]), from: start)
  }

  /// What makes a row happen in the run; empty where nothing does.
  package func acts(of row: Row) -> [Stimulus] {
    (try? path(row))?.steps.first?.acts ?? []
  }

  /// The rows of each server, by ascending numbers.
  package var groups: [(server: ServerID, rows: [Row])] {
    var groups: [(server: ServerID, rows: [Row])] = []
    for row in rows {
      if groups.last?.server == row.move.server {
        groups[groups.count - 1].rows.append(row)
      } else {
        groups.append((row.move.server, [row]))
      }
    }
    return groups
  }
}

extension Cluster {
  /// The act that a move begins with; nil where there is none in this cluster.
  fileprivate func act(of move: Move) -> Stimulus? {
    switch move {
    case .deliver(let message): flight(of: message).map { .deliver(flight: $0) }
    case .lose(let message): flight(of: message).map { .drop(flight: $0) }
    case .duplicate(let message): flight(of: message).map { .duplicate(flight: $0) }
    case .timeout(let server): .timeOut(server)
    case .heartbeat(let server): .heartbeat(server)
    case .write(let server, let command): write(command, at: server)
    case .finishWrite(let server): .sync(server)
    case .crash(let server): .crash(server)
    case .restart(let server): .restart(server)
    }
  }

  private func flight(of message: Message) -> Int? {
    network.flights.first { flight in
      guard flight.loss == nil, case .message(let other) = flight.packet else { return false }
      return message.isLike(other)
    }?.id
  }

  /// A server that stands still takes no request in.
  private func write(_ command: Command, at server: ServerID) -> Stimulus? {
    guard self[server].life == .running, let operation = command.operation,
      case .write(let value) = operation.kind
    else { return nil }
    return .write(key: operation.key, value: value, through: server)
  }
}

extension MoveList.Row {
  /// What changes, what is sent, and which rules fire, in a language.
  package func parts(in language: Language) -> [String] {
    let phrases = language.exploringPhrases
    var parts = difference.changes.map { phrases.text(of: $0, in: difference) }
    var kinds: [(name: String, to: [ServerID])] = []
    for message in difference.sent {
      let name = language.phrasebook.name(of: message.body)
      if let place = kinds.firstIndex(where: { $0.name == name }) {
        kinds[place].to.append(message.to)
      } else {
        kinds.append((name, [message.to]))
      }
    }
    parts += kinds.map { phrases.sends($0.name, to: $0.to) }
    guard parts.isEmpty else { return parts }
    switch move {
    case .lose: return [phrases.isGone]
    case .duplicate: return [phrases.isThereTwice]
    case .deliver, .timeout, .heartbeat, .write, .finishWrite, .crash, .restart:
      return [phrases.noDifference]
    }
  }
}
