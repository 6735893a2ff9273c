import RaftCore

/// What can happen to one server.
package enum NodeInput: Hashable, Sendable {
  /// A message arrives.
  case receive(Message)
  /// A timer runs out.
  case timeout(Timer)
  /// A client asks for a command to be applied.
  case request(Command)
  /// The first write in the disk's queue is done.
  case written
  /// The server goes down, with all that is not on its disk.
  case crash
  /// A server that was down starts again.
  case restart
  /// A crash and the next start in one step.
  case crashAndRestart
}

/// What carrying out steps needs for a moment, and what they leave behind; used again and again.
package struct Workspace: Sendable {
  /// The messages that left.
  package fileprivate(set) var sent: [Message] = []
  /// The rules that fired, in order, each with why.
  package fileprivate(set) var firings: [Firing] = []
  /// Whether a leader lost entries, or others took their place: "Leader Append-Only" (Figure 3).
  package internal(set) var leaderOverwrote = false
  fileprivate var step = RaftCore.Step()

  package init() {}

  /// Forgets the last step, and keeps the memory.
  mutating func clear() {
    sent.removeAll(keepingCapacity: true)
    firings.removeAll(keepingCapacity: true)
    leaderOverwrote = false
  }
}

extension Node {
  /// Lets something happen to the server.
  ///
  /// - Parameters:
  ///   - disk: whether the writes that it asks for are done within this step.
  ///   - configuration: of a server that starts.
  ///   - workspace: emptied first; then holds what left and which rules fired.
  /// - Precondition: the server is up, but for `restart`; something is being written, for
  ///   `written`.
  package mutating func take(
    _ input: NodeInput, disk timing: DiskTiming, configuration: Configuration,
    in workspace: inout Workspace
  ) {
    workspace.clear()
    switch input {
    case .receive(let message): handle(.receive(message), in: &workspace)
    case .timeout(let timer): handle(.timeout(timer), in: &workspace)
    case .request(let command):
      // The number of a request is only handed back with the answer.
      handle(.request(RequestID(0), command), in: &workspace)
    case .written: finishWrite(in: &workspace)
    case .crash: crash()
    case .restart: restart(configuration, in: &workspace)
    case .crashAndRestart:
      crash()
      restart(configuration, in: &workspace)
    }
    if timing == .atomic {
      while !queue.isEmpty { finishWrite(in: &workspace) }
    }
  }

  private mutating func crash() {
    server = nil
    queue = []
  }

  private mutating func restart(_ configuration: Configuration, in workspace: inout Workspace) {
    precondition(server == nil, "only a server that is down can start")
    server = Server(id: id, configuration: configuration, recovering: disk)
    handle(.start, in: &workspace)
  }

  /// The first write reaches the disk: what waited for it leaves, and the server is told.
  private mutating func finishWrite(in workspace: inout Workspace) {
    guard case .write(let write, let log)? = queue.first else {
      preconditionFailure("nothing is being written")
    }
    queue.removeFirst()
    disk = PersistentState(currentTerm: write.term, votedFor: write.votedFor, log: log)
    while case .send(let message)? = queue.first {
      queue.removeFirst()
      workspace.sent.append(message)
    }
    handle(.written(write), in: &workspace)
  }

  private mutating func handle(_ input: RaftCore.Input, in workspace: inout Workspace) {
    guard var server else { preconditionFailure("a server that is down does nothing") }
    server.handle(input, into: &workspace.step)
    self.server = server
    workspace.firings.append(contentsOf: workspace.step.firings)
    for effect in workspace.step.effects { carryOut(effect, of: server, in: &workspace) }
  }

  private mutating func carryOut(
    _ effect: Effect, of server: Server, in workspace: inout Workspace
  ) {
    switch effect {
    case .persist(let write):
      // No later rule of the same step changes the entries of a write, so they are those of the log
      // as it is when the step ends.
      var log = server.log
      log.truncate(to: write.through)
      queue.append(.write(write, log: log))
    case .send(let message):
      if queue.isEmpty { workspace.sent.append(message) } else { queue.append(.send(message)) }
    case .sendAtOnce(let message): workspace.sent.append(message)
    case .apply, .answer, .start, .startFor, .startAgain, .stop, .takeSnapshot, .restore: break
    }
  }
}

extension Log {
  /// Whether all entries of another log are here too, at the same places, as far back as both reach.
  package func begins(with other: Log) -> Bool {
    guard other.lastIndex <= lastIndex else { return false }
    var index = other.lastIndex
    while index > max(start.index, other.start.index) {
      if self[index] != other[index] { return false }
      index -= 1
    }
    return true
  }
}
