/// A server as Figure 2 of the paper has it, with the deviations that `RaftCore.Server` lists;
/// written from those texts, not from that code, small and slow.
///
/// It shares no type with the core. What the core keeps and no rule reads is not here at all.
struct PaperServer: Hashable {
  struct Entry: Hashable {
    var term: Int
    var command: Int
  }

  /// How a leader sends to a follower: it probes until the logs agree, then streams.
  struct Progress: Hashable {
    var next: Int
    var match = 0
    var isStreaming = false
    var isAwaiting = false
    /// Up to where the latest probe vouches; 0 while it streams.
    var probed = 0
  }

  enum Role: Hashable {
    case follower
    case candidate(votes: Set<Int>)
    case leader([Int: Progress], ownMatch: Int)
  }

  /// What a disk has been asked to hold, and what waits for it.
  enum Queued: Hashable {
    case write(term: Int, vote: Int?, log: [Entry])
    case send(PaperMessage)
  }

  let id: Int
  let cluster: PaperCluster
  var isUp = true
  // Persistent state.
  var term = 0
  var vote: Int?
  var log: [Entry] = []
  // Volatile state.
  var commit = 0
  var role = Role.follower
  // The disk.
  var diskTerm = 0
  var diskVote: Int?
  var diskLog: [Entry] = []
  var queue: [Queued] = []

  init(_ id: Int, _ cluster: PaperCluster) {
    self.id = id
    self.cluster = cluster
  }

  var peers: [Int] { (1...cluster.servers).filter { $0 != id } }
  var majority: Int { cluster.servers / 2 + 1 }
  var isLeader: Bool { if case .leader = role { true } else { false } }

  func term(at index: Int) -> Int? {
    index == 0 ? 0 : index <= log.count ? log[index - 1].term : nil
  }
}

/// What all servers of a cluster agree on.
struct PaperCluster: Hashable {
  var servers = 3
  var batch = 4
  var window = 8
  var appendsNoOp = true
  var pipelines = true
  var backsUpByTerm = true
  var obeysVoteOnce = true
  var comparesLogs = true
  /// Whether writes take steps of their own.
  var hasDiskSteps = false
}

struct PaperMessage: Hashable {
  enum Body: Hashable {
    case requestVote(lastIndex: Int, lastTerm: Int)
    case vote(granted: Bool)
    case append(previous: Int, previousTerm: Int, entries: [PaperServer.Entry], commit: Int)
    case stored(through: Int)
    case refused(previous: Int, conflictTerm: Int?, first: Int)
  }

  var from: Int
  var to: Int
  var term: Int
  var body: Body
}

// MARK: - Persistence

extension PaperServer {
  /// "Updated on stable storage before responding to RPCs."
  mutating func persist() { queue.append(.write(term: term, vote: vote, log: log)) }

  /// Sends when all that was to be persisted is.
  mutating func promise(_ to: Int, _ body: PaperMessage.Body, _ sent: inout [PaperMessage]) {
    let message = PaperMessage(from: id, to: to, term: term, body: body)
    if queue.isEmpty { sent.append(message) } else { queue.append(.send(message)) }
  }

  /// The first write is done.
  mutating func finishWrite(_ sent: inout [PaperMessage]) {
    guard case .write(let term, let vote, let log) = queue.removeFirst() else { fatalError() }
    (diskTerm, diskVote, diskLog) = (term, vote, log)
    while case .send(let message)? = queue.first {
      sent.append(message)
      queue.removeFirst()
    }
    guard term == self.term else { return }
    switch role {
    case .follower: break
    case .candidate: if vote == id { count(voteOf: id, &sent) }
    case .leader(let progress, let match):
      guard log.count > match else { return }
      role = .leader(progress, ownMatch: log.count)
      advanceCommit(log.count)
    }
  }

  mutating func crash() {
    isUp = false
    (term, vote, log, commit, role, queue) = (diskTerm, diskVote, diskLog, 0, .follower, [])
  }

  mutating func restart() { isUp = true }
}

// MARK: - Elections (§5.2, §5.4.1)

extension PaperServer {
  mutating func timeOut(_ sent: inout [PaperMessage]) {
    term += 1
    vote = id
    role = .candidate(votes: [])
    persist()
    for peer in peers {
      promise(peer, .requestVote(lastIndex: log.count, lastTerm: log.last?.term ?? 0), &sent)
    }
  }

  mutating func voteRequested(_ message: PaperMessage, _ last: (Int, Int)) -> (Bool, isNew: Bool) {
    if message.term < term { return (false, false) }
    if let vote, vote != message.from, cluster.obeysVoteOnce { return (false, false) }
    let ownTerm = log.last?.term ?? 0
    let isUpToDate = last.1 > ownTerm || (last.1 == ownTerm && last.0 >= log.count)
    if !isUpToDate, cluster.comparesLogs { return (false, false) }
    let isNew = vote != message.from
    vote = message.from
    return (true, isNew)
  }

  mutating func count(voteOf voter: Int, _ sent: inout [PaperMessage]) {
    guard case .candidate(var votes) = role else { return }
    votes.insert(voter)
    role = .candidate(votes: votes)
    guard votes.count >= majority else { return }
    let progress = peers.map { ($0, Progress(next: log.count + 1)) }
    role = .leader(Dictionary(uniqueKeysWithValues: progress), ownMatch: log.count)
    if cluster.appendsNoOp {
      log.append(Entry(term: term, command: 0))
      persist()
    }
    for peer in peers { send(peer, limit: room(peer), &sent) }
  }
}
