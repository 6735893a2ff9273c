import RaftCore

/// A cluster at a moment: its servers, what is in flight, and how often what has happened.
package struct State: Hashable, Sendable {
  /// The servers, by ascending number.
  package var nodes: [Node]
  /// The messages in flight, in no order that means anything; the same one may be there twice.
  package var messages: [Message]
  /// How often bounded things have happened on the way here.
  package var counts = Counts()

  package init(nodes: [Node], messages: [Message] = []) {
    self.nodes = nodes
    self.messages = messages
  }

  /// The node of a server.
  ///
  /// - Precondition: the server is a member.
  package subscript(server: ServerID) -> Node {
    get { nodes[place(of: server)] }
    set { nodes[place(of: server)] = newValue }
  }

  func place(of server: ServerID) -> Int {
    guard let place = nodes.firstIndex(where: { $0.id == server }) else {
      preconditionFailure("\(server) is no member")
    }
    return place
  }
}

extension Model {
  /// All servers have just started for the first time, and nothing is in flight.
  package var emptyCluster: State {
    State(nodes: members.map { Node(starting: $0, in: configuration) })
  }

  /// A state to start from, made fit for this model: the servers go by its rules from now on, and
  /// where disks take no steps, what they were writing is on disk.
  ///
  /// - Throws: `ModelError`, if servers are missing or more is there than can be explored.
  package func start(from state: State) throws(ModelError) -> State {
    var start = State(
      nodes: state.nodes.sorted { $0.id < $1.id }, messages: state.messages)
    let given = ServerSet(start.nodes.map(\.id))
    guard given == configuration.members, given.count == start.nodes.count else {
      throw .members(given, expected: configuration.members)
    }
    try start.messages = start.messages.map { message throws(ModelError) in try plain(message) }
    var workspace = Workspace()
    for place in start.nodes.indices {
      guard depth == .oneStep || start.nodes[place].server?.isPlain ?? true else {
        throw .beyondPlainRaft(start.nodes[place].id)
      }
      start.nodes[place].server?.configuration = configuration
      while disk == .atomic, start.nodes[place].nextWrite != nil {
        start.nodes[place].take(
          .written, disk: .stepwise, configuration: configuration, in: &workspace)
        start.messages += workspace.sent
      }
      let node = start.nodes[place]
      guard node.log.lastIndex <= Self.longestLog, node.term <= Self.highestTerm else {
        throw .tooFar(node.id)
      }
    }
    guard start.messages.count <= bounds.messages else {
      throw .tooManyMessages(start.messages.count, bound: bounds.messages)
    }
    return start
  }

  /// A message in flight; where more than a step is looked at, without the number of its round,
  /// which only features read.
  private func plain(_ message: Message) throws(ModelError) -> Message {
    guard configuration.members.contains(message.from), configuration.members.contains(message.to)
    else { throw .members([message.from, message.to], expected: configuration.members) }
    guard depth == .far else { return message }
    switch message.kind {
    case .requestVote, .requestVoteReply, .appendEntries, .appendEntriesReply: break
    case .preVote, .preVoteReply, .timeoutNow, .readIndex, .readIndexReply, .propose,
      .installSnapshot:
      throw .beyondPlainRaft(message.from)
    }
    let head = message.head
    return Message(
      head: Message.Head(
        from: head.from, to: head.to, term: head.term, content: head.content),
      entries: message.entries)
  }

  /// The longest log that a start may have: tables hold more.
  static var longestLog: Int { 10_000 }
  /// The highest term that a start may have: tables hold more.
  static var highestTerm: Int { 60_000 }
}

extension Server {
  /// Whether it is in the midst of nothing that only features do.
  fileprivate var isPlain: Bool {
    reads.isEmpty && forwarded.isEmpty && stopping == nil && !role.isPreCandidate
      && role.leadership?.transfer == nil && log.start == .start && takenSnapshot == nil
  }
}
