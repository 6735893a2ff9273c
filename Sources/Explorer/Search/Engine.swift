import RaftCore

/// A breadth-first search, round by round, with sums for one width of lanes.
final class Engine<L: Lanes>: @unchecked Sendable {
  let catalogue: Catalogue<L>
  private let workers: Apart<Worker<L>>
  private let cores: Int
  private let crew: Crew
  private let barrier: Barrier
  /// How many steps lead to the states that are expanded.
  private(set) var depth = 0
  private var hasBegun = false

  // Set between rounds, when one thread runs; read by all.
  private var left = 0
  private var memory = 0
  private var expandedBefore = 0
  private var goesOn = false
  private var ending: Ending?

  init(_ catalogue: Catalogue<L>, cores: Int, drops: Bool, memory: Int) {
    self.catalogue = catalogue
    self.cores = cores
    crew = Crew(cores)
    barrier = Barrier(cores)
    workers = Apart(count: cores)
    for number in 0..<cores {
      workers[number].initialize(
        to: Worker(number, of: cores, catalogue, drops: drops, memory: memory / cores))
    }
  }

  deinit {
    for number in 0..<cores { workers[number].deinitialize(count: 1) }
    workers.free()
  }

  /// Puts the start down.
  ///
  /// - Parameter start: without the messages that are dropped.
  func begin(with start: State) {
    var sums = L.zero
    var words = [0, 16, 32].map { UInt16(truncatingIfNeeded: start.counts.word >> $0) }
    for (slot, node) in start.nodes.enumerated() {
      guard let number = catalogue.number(of: node, at: slot) else { fatalError("no room") }
      sums = sums + catalogue.tables.nodeLanes[Int(number)]
      words.append(UInt16(truncatingIfNeeded: number))
      words.append(UInt16(truncatingIfNeeded: number >> 16))
    }
    var flight: [UInt16] = []
    for message in start.messages {
      guard let number = catalogue.number(of: message) else { fatalError("no room") }
      sums = sums + catalogue.tables.messageLanes[Int(number)]
      flight.append(number)
    }
    words.append(UInt16(flight.count))
    let fingerprint = Fingerprint.make(sum: sums.least, counts: start.counts.word)
    let owner = Worker<L>.owner(of: fingerprint, among: cores)
    workers[owner].pointee.begin(with: words + flight.sorted(), fingerprint: fingerprint)
  }

  // MARK: Rounds

  /// Goes on until so many states are expanded.
  ///
  /// - Returns: how it ended, if it did.
  func advance(_ states: Int, memory: Int) -> Ending? {
    left = states
    self.memory = memory
    prepareRound()
    guard goesOn else { return ending }
    crew.run { number in
      while true {
        workers[number].pointee.expand(roundSize)
        barrier.wait()
        insert(at: number)
        barrier.wait(prepareRound)
        if !goesOn { return }
      }
    }
    return ending
  }

  /// States that a worker expands before all look up what they found. What these lead to fits into
  /// the nearest cache; on several cores into the second, since each round costs two meetings at
  /// which some wait for others.
  private var roundSize: Int { cores == 1 ? 64 : 1 << 11 }

  /// Takes in what all workers found for one.
  private func insert(at number: Int) {
    for other in 0..<cores where workers[number].pointee.found < 0 {
      let outbox = workers[other].pointee.outboxes + number
      workers[number].pointee.insert(outbox.pointee.base, outbox.pointee.count)
      outbox.pointee.clear()
    }
  }

  /// Looks, on one thread, at what a round has brought, and whether there is another.
  private func prepareRound() {
    for number in 0..<cores {
      workers[number].pointee.frontier.recycle(to: &workers[number].pointee.pool)
    }
    let expanded = total { $0.expanding }
    left -= expanded - expandedBefore
    expandedBefore = expanded
    ending = nextEnding()
    goesOn = ending == nil && left > 0
  }

  private func nextEnding() -> Ending? {
    if let path = foundPath { return .found(path) }
    if catalogue.isFull { return .outOfNumbers }
    if frontier == 0 {
      guard waiting > 0 else { return .exhausted }
      for number in 0..<cores { workers[number].pointee.turnToNextLevel() }
      if hasBegun { depth += 1 }
      hasBegun = true
    }
    return hasRoom(within: memory) ? nil : .outOfMemory
  }

  /// Whether the next round takes no more memory than there is.
  private func hasRoom(within memory: Int) -> Bool {
    // The blocks that it may begin, and for each new state its line and itself.
    var bytes = bytes + cores * (3 << 18 + 16 * 48 * roundSize)
    for number in 0..<cores where workers[number].pointee.seen.isNearlyFull(adding: 16 * roundSize)
    {
      bytes += workers[number].pointee.seen.bytesWhenGrown - workers[number].pointee.seen.bytes
    }
    return bytes <= memory
  }

  // MARK: Figures

  private func total(_ value: (borrowing Worker<L>) -> Int) -> Int {
    (0..<cores).reduce(0) { $0 + value(workers[$1].pointee) }
  }

  private var frontier: Int { total { $0.frontier.count } }
  private var waiting: Int { total { $0.next.count } }

  private var bytes: Int { total { $0.bytes } + catalogue.bytes }

  var figures: Figures {
    let states = total { $0.ledger.count }
    let sizes = catalogue.sizes
    return Figures(
      states: states, successors: total { $0.successors }, cut: total { $0.cut },
      open: frontier + waiting, depth: depth, bytes: bytes,
      collisionOdds: Fingerprint.collisionOdds(
        states: states, renamings: catalogue.renamings.count),
      servers: sizes.nodes, messages: sizes.messages, handled: sizes.outcomes)
  }

  // MARK: Paths

  private var foundPath: [Move]? {
    guard let worker = (0..<cores).first(where: { workers[$0].pointee.found >= 0 }) else {
      return nil
    }
    return path(to: workers[worker].pointee.found, at: worker)
  }

  /// The moves from the start to a state.
  private func path(to state: Int, at worker: Int) -> [Move] {
    var moves: [Move] = []
    var (state, worker) = (state, worker)
    while true {
      let line = workers[worker].pointee.ledger[state]
      let parent = (state: Int(line.parent) / cores, worker: Int(line.parent) % cores)
      if parent == (state, worker) { return moves.reversed() }
      moves.append(move(line.move))
      (state, worker) = (parent.state, parent.worker)
    }
  }

  private func move(_ packed: PackedMove) -> Move {
    let server = catalogue.model.members[packed.slot]
    if let number = InputCode.message(packed.input) {
      let message = catalogue.message(number)
      switch packed.kind {
      case .take: return .deliver(message)
      case .lose: return .lose(message)
      case .duplicate: return .duplicate(message)
      }
    }
    switch packed.input {
    case InputCode.electionTimeout: return .timeout(server)
    case InputCode.heartbeat: return .heartbeat(server)
    case InputCode.crash: return .crash(server)
    case InputCode.restart: return .restart(server)
    case InputCode.written: return .finishWrite(server)
    default:
      let command = catalogue.model.commands[Int(packed.input - InputCode.firstRequest)]
      return .write(server, command)
    }
  }
}

/// The search ends where it is now.
enum Ending {
  /// What was searched for was found: the moves that lead to it.
  case found([Move])
  /// There are no more states.
  case exhausted
  /// There is no room for more. It can go on with a larger budget.
  case outOfMemory
  /// A table is full, and states were left out. It cannot go on.
  case outOfNumbers
}
