import RaftCore

/// What is searched for: a condition on a state.
package enum Goal: Hashable, Sendable {
  /// One of these safety properties does not hold.
  case violation(of: SafetyProperties = .all)
  /// A server leads, in any term or in a certain one.
  case leads(ServerID, in: Term? = nil)
  /// A server could not win an election as logs are now: too many would not vote for it,
  /// because their logs are more up-to-date than its own (§5.4.1).
  case cannotWin(ServerID)
  /// Two servers lead at a time: in one term, or in different ones.
  case twoLeaders(inOneTerm: Bool)
  /// Two servers lead at a time, in whatever terms; or both in this one.
  case severalLeaders(in: Term? = nil)
  /// A server knows that this entry is committed.
  case committed(LogPosition)
  /// A server knows that an entry is committed at this index, of whatever term.
  case committedIndex(LogIndex)
  /// Another entry is committed in the place of this one.
  case lost(LogPosition)
  /// The leader of a term, or of any, knows that a command is committed.
  case committedCommand(Command, in: Term? = nil)
}

extension Goal {
  /// The servers that it names: no others take their places.
  package var servers: ServerSet {
    switch self {
    case .leads(let server, _), .cannotWin(let server): [server]
    case .violation, .twoLeaders, .severalLeaders, .committed, .committedIndex, .lost,
      .committedCommand:
      []
    }
  }

  /// Whether a state is what is searched for.
  package func isReached(in state: State) -> Bool {
    switch self {
    case .violation(let properties):
      return StateChecks.violation(in: state).map { properties.contains($0.property) } ?? false
    case .leads, .committed, .committedIndex, .lost, .committedCommand:
      return state.nodes.contains(where: isShown)
    case .cannotWin(let server): return isHopeless(server, in: state)
    case .twoLeaders(let inOneTerm):
      let terms = state.nodes.filter(\.isLeader).map(\.term)
      return terms.indices.contains { place in
        terms[..<place].contains { ($0 == terms[place]) == inOneTerm }
      }
    case .severalLeaders(let term):
      return state.nodes.count { node in node.isLeader && term.map { $0 == node.term } ?? true } > 1
    }
  }

  /// Whether one server alone shows that it is reached.
  package func isShown(by node: Node) -> Bool {
    switch self {
    case .leads(let server, let term):
      node.id == server && node.isLeader && (term.map { $0 == node.term } ?? true)
    case .committed(let entry):
      entry.index <= node.committed && node.log.contains(entry)
    case .committedIndex(let index): index > 0 && index <= node.committed
    case .lost(let entry):
      entry.index <= node.committed && !node.log.contains(entry)
    case .committedCommand(let command, let term):
      node.isLeader && (term.map { $0 == node.term } ?? true)
        && node.committed > 0 && (1...node.committed).contains { node.log[$0].command == command }
    case .violation, .cannotWin, .twoLeaders, .severalLeaders: false
    }
  }

  private func isHopeless(_ server: ServerID, in state: State) -> Bool {
    let own = state[server].log.last
    let refusing = state.nodes.filter { !own.isAtLeastAsUpToDate(as: $0.log.last) }
    return state.nodes.count - refusing.count < state.nodes.count / 2 + 1
  }

  /// Checks that it can be asked of a start.
  ///
  /// - Precondition: the model is one of more than a step.
  func check(_ model: Model, _ start: State) throws(ModelError) {
    precondition(model.depth == .far, "what can happen next is listed, and not searched")
    switch self {
    case .leads(let server, _), .cannotWin(let server):
      guard model.configuration.members.contains(server) else { throw .noSuchServer(server) }
    case .lost(let entry):
      guard start.holds(entry) else { throw .noSuchEntry(entry) }
    case .violation, .twoLeaders, .severalLeaders, .committed, .committedIndex,
      .committedCommand:
      break
    }
  }
}

extension State {
  /// Whether an entry is in a log, on a disk, or on its way.
  package func holds(_ entry: LogPosition) -> Bool {
    guard entry.index > 0 else { return false }
    return nodes.contains { $0.log.contains(entry) || $0.disk.log.contains(entry) }
      || messages.contains { $0.carries(entry) }
  }
}

extension Message {
  fileprivate func carries(_ entry: LogPosition) -> Bool {
    guard case .appendEntries(let previous, _) = head.content else { return false }
    let place = entry.index - previous.index - 1
    return entries.indices.contains(place) && entries[place].term == entry.term
  }
}
