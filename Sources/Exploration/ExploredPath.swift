import Explorer
import KeyValue
import RaftCore
import Simulation

/// A way that the explorer found, as a run: each move as the acts that make it happen.
///
/// The run goes through the same servers and disks, so it comes to the same states; that it does is
/// looked at after every move.
package struct ExploredPath: Sendable {
  package let trace: Trace
  /// The run, at the end of the way.
  package private(set) var timeline: Timeline
  package private(set) var steps: [Step] = []
  /// How many events of the run lie before the way.
  package let beginning: Int
  /// How many writes of the model each write of the run's disks is, the oldest first.
  private var groups: [ServerID: [Int]] = [:]
  /// Servers of whose oldest write some part is done in the model.
  private var halfWritten: ServerSet = []

  /// All acts of the run since a moment before the way: those that hold it still, then those of the way.
  ///
  /// - Parameter position: how many events lie before that moment.
  package func acts(after position: Int) -> [Stimulus] {
    timeline.branch.acts.filter { $0.event > position }.map(\.act.stimulus)
  }

  /// A move, the acts that it is in the run, and the numbers of the first and the last of their events.
  package struct Step: Hashable, Sendable {
    package let move: Move
    package let acts: [Stimulus]
    package let events: Range<Int>
  }

  /// Why a way cannot be repeated as a run.
  package enum Failure: Error, Hashable, Sendable {
    /// The run refuses an act of the move with this number, counted from 1.
    case refused(move: Int, Stimulus, Simulation.Refusal)
    /// The message of the move is not in flight in the run.
    case noSuchMessage(move: Int)
    /// After the move the server is in another state than in the model.
    case otherState(move: Int, ServerID)
    /// The run's own checkers do not see what the explorer found.
    case unseen(SafetyProperty)
  }

  /// Repeats a way from where it starts.
  ///
  /// - Throws: `Failure`, if the run and the model part.
  package init(_ trace: Trace, from start: ExploringStart) throws(Failure) {
    self.trace = trace
    timeline = start.timeline
    beginning = timeline.position
    for node in start.state.nodes { groups[node.id] = node.queue.filter(\.isWrite).map { _ in 1 } }
    let states = trace.states
    if trace.model.disk == .atomic {
      var acts: [Stimulus] = []
      for node in states[0].nodes { try finishWrites(of: node.id, move: 0, &acts) }
    }
    for (place, move) in trace.moves.enumerated() {
      try repeatMove(move, number: place + 1, from: states[place], to: states[place + 1])
    }
    if let property = trace.violation?.property, !trace.moves.isEmpty,
      !timeline.cluster.violations.contains(where: { $0.property.id == property.id })
    {
      throw .unseen(property)
    }
  }

  private mutating func repeatMove(
    _ move: Move, number: Int, from before: State, to after: State
  ) throws(Failure) {
    let position = timeline.position
    var acts: [Stimulus] = []
    for act in try stimuli(of: move, number: number, after: after) {
      try perform(act, move: number, &acts)
    }
    if case .write(let server, _) = move, let flight = request(to: server) {
      try perform(.deliver(flight: flight), move: number, &acts)
    }
    if trace.model.disk == .atomic {
      try finishWrites(of: move.server, move: number, &acts)
    } else {
      note(move, from: before[move.server], to: after[move.server])
    }
    steps.append(
      Step(move: move, acts: acts, events: position + 1..<timeline.position + 1))
    try compare(after, move: number)
  }

  /// The acts that a move begins with.
  private func stimuli(
    of move: Move, number: Int, after: State
  ) throws(Failure) -> [Stimulus] {
    switch move {
    case .deliver(let message): return [.deliver(flight: try flight(of: message, number))]
    case .lose(let message): return [.drop(flight: try flight(of: message, number))]
    case .duplicate(let message): return [.duplicate(flight: try flight(of: message, number))]
    case .timeout(let server): return [.timeOut(server)]
    case .heartbeat(let server): return [.heartbeat(server)]
    case .write(let server, let command):
      guard let operation = command.operation, case .write(let value) = operation.kind else {
        throw .otherState(move: number, server)
      }
      return [.write(key: operation.key, value: value, through: server)]
    case .finishWrite(let server):
      // A run's disk does writes of one step as one: it is done when the last of them is.
      return groups[server]?.first == 1 ? [.sync(server)] : []
    case .crash(let server):
      let crash = crash(of: server, leaving: after[server].disk)
      return trace.model.restarts == .atOnce ? [crash, .restart(server)] : [crash]
    case .restart(let server): return [.restart(server)]
    }
  }

  /// The crash that leaves on the disk what the model has there: of writes that are one in the run
  /// some may be done.
  private func crash(of server: ServerID, leaving disk: PersistentState) -> Stimulus {
    let cluster = timeline.cluster
    let records = cluster[server].disk.recordCounts.first ?? 0
    for count in 0...records {
      let stimulus = Stimulus.crash(server, records: count)
      var trial = cluster
      var event = Event()
      try? trial.perform(stimulus, into: &event)
      if trial[server].disk.state == disk { return stimulus }
    }
    return .crash(server)
  }

  private func flight(of message: Message, _ number: Int) throws(Failure) -> Int {
    let found = timeline.cluster.network.flights.map { ($0.id, $0.packet) }
      .filter { _, packet in
        if case .message(let other) = packet { message.isLike(other) } else { false }
      }
    guard let first = found.map(\.0).min() else { throw .noSuchMessage(move: number) }
    return first
  }

  /// The request that has just been sent to a server.
  private func request(to server: ServerID) -> Int? {
    timeline.cluster.network.flights.filter { flight in
      if case .request(_, let to, _) = flight.packet { to == server } else { false }
    }.map(\.id).max()
  }

  private mutating func finishWrites(
    of server: ServerID, move: Int, _ acts: inout [Stimulus]
  ) throws(Failure) {
    while timeline.cluster[server].life == .running, timeline.cluster[server].disk.isBusy {
      try perform(.sync(server), move: move, &acts)
    }
  }

  private mutating func perform(
    _ act: Stimulus, move: Int, _ acts: inout [Stimulus]
  ) throws(Failure) {
    do throws(Simulation.Refusal) {
      try timeline.perform(act)
    } catch {
      throw .refused(move: move, act, error)
    }
    acts.append(act)
  }
}

// Writes that are steps of their own.
extension ExploredPath {
  /// Notes which writes of the model's disk are one in the run: those that one step asked for, with no
  /// message between them.
  private mutating func note(_ move: Move, from before: Node, to after: Node) {
    let server = move.server
    var sizes = groups[server] ?? []
    var known = before.queue.count
    switch move {
    case .crash:
      (sizes, known) = ([], 0)
      halfWritten.remove(server)
    case .finishWrite:
      sizes[0] -= 1
      if sizes[0] == 0 { sizes.removeFirst() }
      if sizes.count < (groups[server]?.count ?? 0) {
        halfWritten.remove(server)
      } else {
        halfWritten.insert(server)
      }
      // The write, and the messages that waited for it alone, are gone.
      known -= 1 + before.queue.dropFirst().prefix { !$0.isWrite }.count
    case .deliver, .lose, .duplicate, .timeout, .heartbeat, .write, .restart: break
    }
    var isOpen = false
    for queued in after.queue.dropFirst(max(0, known)) {
      if queued.isWrite {
        if isOpen { sizes[sizes.count - 1] += 1 } else { sizes.append(1) }
      }
      isOpen = queued.isWrite
    }
    groups[server] = sizes
  }

  /// Looks whether the run has come to the model's state.
  private func compare(_ state: State, move: Int) throws(Failure) {
    // Between two writes of the model that are one in the run, the model is ahead.
    for node in state.nodes where !halfWritten.contains(node.id) {
      guard node.isLike(timeline.cluster[node.id]) else { throw .otherState(move: move, node.id) }
    }
  }
}

extension Node {
  /// Whether a machine of a run is in the same state, as far as Figure 2 tells it.
  fileprivate func isLike(_ host: Host) -> Bool {
    guard let server else { return host.life == .crashed && host.disk.state == disk }
    return host.life != .crashed && host.server.currentTerm == server.currentTerm
      && host.server.votedFor == server.votedFor && host.server.log == server.log
      && host.server.commitIndex == server.commitIndex
      && host.server.role.kind == server.role.kind && host.disk.state == disk
  }
}

extension Node.Queued {
  fileprivate var isWrite: Bool {
    switch self {
    case .write: true
    case .send: false
    }
  }
}

extension Message {
  /// Whether it says the same; the round is read by features alone.
  package func isLike(_ other: Message) -> Bool {
    head.from == other.head.from && head.to == other.head.to && head.term == other.head.term
      && head.content == other.head.content && entries == other.entries
  }
}
