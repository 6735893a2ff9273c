import RaftCore

/// One thing that can happen next, to one server or one message.
package enum Move: Hashable, Sendable {
  /// A message arrives.
  case deliver(Message)
  /// A message is lost.
  case lose(Message)
  /// A message is in flight twice.
  case duplicate(Message)
  /// An election timer runs out.
  case timeout(ServerID)
  /// A leader's heartbeat timer runs out.
  case heartbeat(ServerID)
  /// A client asks a leader for a command.
  case write(ServerID, Command)
  /// The write that a server's disk has begun first is done; see `Node.nextWrite`.
  case finishWrite(ServerID)
  /// A server goes down; where restarts are no steps of their own, it is up again at once.
  case crash(ServerID)
  /// A server that is down starts again.
  case restart(ServerID)

  /// The server at which it happens; of a message, its receiver.
  package var server: ServerID {
    switch self {
    case .deliver(let message), .lose(let message), .duplicate(let message): message.to
    case .timeout(let server), .heartbeat(let server), .crash(let server), .restart(let server),
      .write(let server, _), .finishWrite(let server):
      server
    }
  }

  /// The message that it is about, if it is about one.
  package var message: Message? {
    switch self {
    case .deliver(let message), .lose(let message), .duplicate(let message): message
    case .timeout, .heartbeat, .crash, .restart, .write, .finishWrite: nil
    }
  }

  /// The bound that it counts for, if it counts for one.
  package var counted: Bounds.Countable? {
    switch self {
    case .lose: .losses
    case .duplicate: .duplicates
    case .timeout: .timeouts
    case .heartbeat: .heartbeats
    case .write: .writes
    case .crash: .crashes
    case .deliver, .finishWrite, .restart: nil
    }
  }
}

extension Model {
  /// What can happen next, grouped by server: first what arrives there, then what it does by
  /// itself.
  ///
  /// - Parameter bounds: what may still happen by these; nil: everything that can.
  package func moves(from state: State, within bounds: Bounds? = nil) -> [Move] {
    var moves: [Move] = []
    for node in state.nodes {
      appendMessages(to: node, of: state, &moves)
      appendOwn(of: node, counts: state.counts, &moves)
    }
    guard let bounds else { return moves }
    return moves.filter { move in
      guard let thing = move.counted else { return true }
      return state.counts.allow(thing, within: bounds)
    }
  }

  /// The moves of the messages to a server. Equal messages make no difference, so each comes once.
  private func appendMessages(to node: Node, of state: State, _ moves: inout [Move]) {
    var seen: [Message] = []
    for message in state.messages where message.to == node.id && !seen.contains(message) {
      seen.append(message)
      if node.isUp { moves.append(.deliver(message)) }
      moves.append(.lose(message))
      moves.append(.duplicate(message))
    }
  }

  private func appendOwn(of node: Node, counts: Counts, _ moves: inout [Move]) {
    guard let server = node.server else { return moves.append(.restart(node.id)) }
    if server.role.isLeader {
      moves.append(.heartbeat(node.id))
      if counts[.writes] < commands.count {
        moves.append(.write(node.id, commands[counts[.writes]]))
      }
    } else {
      moves.append(.timeout(node.id))
    }
    if node.nextWrite != nil { moves.append(.finishWrite(node.id)) }
    moves.append(.crash(node.id))
  }

  /// What a move gives to the server at which it happens; nil where it is about a message alone.
  package func input(of move: Move) -> NodeInput? {
    switch move {
    case .deliver(let message): .receive(message)
    case .timeout: .timeout(.election)
    case .heartbeat: .timeout(.heartbeat)
    case .write(_, let command): .request(command)
    case .finishWrite: .written
    case .crash: restarts == .atOnce ? .crashAndRestart : .crash
    case .restart: .restart
    case .lose, .duplicate: nil
    }
  }

  /// Lets a move happen.
  ///
  /// - Parameter workspace: afterwards holds the messages that left and the rules that fired.
  /// - Precondition: it is one of `moves(from: state)`.
  package func make(_ move: Move, in state: inout State, using workspace: inout Workspace) {
    workspace.clear()
    if let thing = move.counted, bounds[thing] != nil { state.counts.count(thing) }
    switch move {
    case .deliver(let message), .lose(let message):
      guard let place = state.messages.firstIndex(of: message) else {
        preconditionFailure("that message is not in flight")
      }
      state.messages.remove(at: place)
    case .duplicate(let message): state.messages.append(message)
    case .timeout, .heartbeat, .write, .finishWrite, .crash, .restart: break
    }
    guard let input = input(of: move) else { return }
    take(input, at: &state.nodes[state.place(of: move.server)], in: &workspace)
    state.messages += workspace.sent
  }

  /// Lets something happen to a server, by the rules of this model.
  func take(_ input: NodeInput, at node: inout Node, in workspace: inout Workspace) {
    let before = node.isLeader ? (term: node.term, log: node.log) : nil
    node.take(input, disk: disk, configuration: configuration, in: &workspace)
    mistake?(&node, input)
    if let before, node.isLeader, node.term == before.term {
      workspace.leaderOverwrote = !node.log.begins(with: before.log)
    }
  }

  /// Whether a state is within the bounds on terms, logs and messages in flight.
  package func isWithinBounds(_ state: State) -> Bool {
    state.messages.count <= bounds.messages && state.nodes.allSatisfy(isWithinBounds)
  }

  func isWithinBounds(_ node: Node) -> Bool {
    node.term <= bounds.terms ?? .max && node.log.lastIndex <= bounds.entries ?? .max
  }
}
