/// Finds all states of a cluster within bounds, by a set of values: the second opinion on what the
/// explorer counts.
struct PaperExplorer {
  struct State: Hashable {
    var servers: [PaperServer]
    /// Each message in flight, and how often it is.
    var flight: [PaperMessage: Int] = [:]
    /// Timeouts, heartbeats, writes, crashes, losses, duplicates.
    var counts = [0, 0, 0, 0, 0, 0]

    var messages: Int { flight.values.reduce(0, +) }
  }

  var cluster: PaperCluster
  /// How often each may happen, in the order of `State.counts`.
  var limits: [Int]
  var most = 12
  var crashesApart = false
  /// Steps within the bounds, and those beyond.
  private(set) var successors = 0
  private(set) var cut = 0

  init(_ cluster: PaperCluster, _ limits: [Int], most: Int, crashesApart: Bool) {
    self.cluster = cluster
    self.limits = limits
    self.most = most
    self.crashesApart = crashesApart
  }

  /// How many states there are.
  mutating func count() -> Int {
    let start = State(servers: (1...cluster.servers).map { PaperServer($0, cluster) })
    var seen: Set<State> = [start]
    var frontier = [start]
    while let state = frontier.popLast() {
      visitSuccessors(of: state) { next, explorer in
        guard next.messages <= explorer.most else {
          explorer.cut += 1
          return
        }
        explorer.successors += 1
        if seen.insert(next).inserted { frontier.append(next) }
      }
    }
    return seen.count
  }

  private mutating func visitSuccessors(
    of state: State, _ visit: (State, inout PaperExplorer) -> Void
  ) {
    for (message, _) in state.flight {
      if state.servers[message.to - 1].isUp {
        var next = state.without(message)
        step(message.to, &next) { $0.receive(message, &$1) }
        visit(next, &self)
      }
      if let next = counted(4, state) { visit(next.without(message), &self) }
      if let next = counted(5, state) { visit(next.with([message]), &self) }
    }
    for server in state.servers { visitOwn(of: server, state, visit) }
  }

  private mutating func visitOwn(
    of server: PaperServer, _ state: State, _ visit: (State, inout PaperExplorer) -> Void
  ) {
    func take(
      _ next: State?, _ body: (inout PaperServer, inout [PaperMessage]) -> Void,
      _ explorer: inout PaperExplorer
    ) {
      guard var next else { return }
      explorer.step(server.id, &next, body)
      visit(next, &explorer)
    }
    guard server.isUp else { return take(state, { server, _ in server.restart() }, &self) }
    if server.isLeader {
      take(counted(2, state), { $0.write(state.counts[2] + 1, &$1) }, &self)
      take(counted(1, state), { $0.heartbeat(&$1) }, &self)
    } else {
      take(counted(0, state), { $0.timeOut(&$1) }, &self)
    }
    if !server.queue.isEmpty { take(state, { $0.finishWrite(&$1) }, &self) }
    let isApart = crashesApart
    take(
      counted(3, state),
      { server, _ in
        server.crash()
        if !isApart { server.restart() }
      }, &self)
  }

  private func step(
    _ server: Int, _ state: inout State,
    _ body: (inout PaperServer, inout [PaperMessage]) -> Void
  ) {
    var sent: [PaperMessage] = []
    body(&state.servers[server - 1], &sent)
    while !cluster.hasDiskSteps, !state.servers[server - 1].queue.isEmpty {
      state.servers[server - 1].finishWrite(&sent)
    }
    state = state.with(sent)
  }

  private func counted(_ thing: Int, _ state: State) -> State? {
    guard state.counts[thing] < limits[thing] else { return nil }
    var next = state
    next.counts[thing] += 1
    return next
  }
}

extension PaperExplorer.State {
  func with(_ messages: [PaperMessage]) -> Self {
    var next = self
    for message in messages { next.flight[message, default: 0] += 1 }
    return next
  }

  func without(_ message: PaperMessage) -> Self {
    var next = self
    let rest = next.flight[message]! - 1
    next.flight[message] = rest == 0 ? nil : rest
    return next
  }
}
