import RaftCore

/// What tells two servers apart for all that they can still do: the fields that some rule reads.
///
/// Servers with the same canonical form behave alike, which a test shows for all servers of bounded
/// cases. What is left out, and why:
/// - `leader`: read to send clients on, and by features.
/// - `lastApplied`: follows commitIndex within the same step, and nothing is applied here.
/// - the votes that a candidate was refused: only etcd's variants count them.
/// - the requests that a leader has not answered: no client waits here.
/// - a leader's own nextIndex: it sends nothing to itself.
/// - `probedThrough` while it streams: any success goes on streaming, a refusal makes the next
///   probe set it. (That is so only while terms rise with a step down; else it is kept.)
/// - from where on a write changes the log on disk: what the disk holds afterwards says all.
/// - the disk of a server that is up and has nothing to write: it holds what the server has.
struct CanonicalForm: Sendable {
  let members: [ServerID]
  private let keepsProbes: Bool

  init(_ configuration: Configuration) {
    members = Array(configuration.members)
    keepsProbes = !configuration.rules[.stepDownOnHigherTerm]
  }

  /// Words that are equal for two nodes just when their canonical forms are.
  func key(of node: Node, logs: [UInt32], under renaming: Renaming) -> [UInt64] {
    var words = KeyWords()
    write(node, logs: logs, under: renaming, to: &words)
    return words.words
  }

  /// Words that are equal just for equal messages.
  func key(of message: Message, under renaming: Renaming) -> [UInt64] {
    var words = KeyWords()
    write(message, under: renaming, to: &words)
    return words.words
  }

  /// A hash of a node under other names.
  func hash(
    of node: Node, logs: [UInt32], _ table: LogTable, under renaming: Renaming
  ) -> UInt64 {
    var words = HashWords(table: table)
    write(node, logs: logs, under: renaming, to: &words)
    return words.hash.value
  }

  /// A hash of a message under other names.
  func hash(of message: Message, under renaming: Renaming) -> UInt64 {
    var words = HashWords(table: nil)
    write(message, under: renaming, to: &words)
    // Apart from the hashes of servers.
    return Fingerprint.mix(words.hash.value ^ 0x1d8e_4e27_c47d_124f)
  }

  /// The numbers of all logs of a node: its own, that of its disk, those of its writes.
  func logNumbers(of node: Node, in table: inout LogTable) -> [UInt32] {
    var numbers = [table.number(of: node.log), table.number(of: node.disk.log)]
    for case .write(_, let log) in node.queue { numbers.append(table.number(of: log)) }
    return numbers
  }

  // MARK: Words

  private func write(
    _ node: Node, logs: [UInt32], under renaming: Renaming, to words: inout some Words
  ) {
    let role = node.server?.role ?? .follower
    let vote = node.server?.votedFor
    words.add(
      renaming.number(node.id) | (node.isUp ? 1 << 4 : 0) | role.word << 5
        | renaming.number(vote) << 8 | UInt64(node.queue.count) << 16)
    if let server = node.server {
      words.add(UInt64(server.currentTerm) | UInt64(server.commitIndex) << 32)
      words.addLog(logs[0])
      write(server, under: renaming, to: &words)
      if node.queue.isEmpty { return }
    }
    words.add(UInt64(node.disk.currentTerm) | renaming.number(node.disk.votedFor) << 32)
    words.addLog(logs[1])
    var place = 2
    for queued in node.queue {
      switch queued {
      case .write(let write, _):
        words.add(UInt64(write.term) << 1 | renaming.number(write.votedFor) << 32)
        words.addLog(logs[place])
        place += 1
      case .send(let message):
        words.add(1)
        self.write(message, under: renaming, to: &words)
      }
    }
  }

  private func write(_ server: Server, under renaming: Renaming, to words: inout some Words) {
    switch server.role {
    case .follower: break
    case .candidate(let candidacy), .preCandidate(let candidacy):
      words.add(renaming.bits(candidacy.granted))
    case .leader(let leadership):
      for member in renaming.order {
        words.add(word(leadership[member], isOwn: member == server.id))
      }
    }
  }

  private func word(_ progress: Progress, isOwn: Bool) -> UInt64 {
    let match = UInt64(progress.matchIndex)
    if isOwn { return match }
    let probed = keepsProbes || !progress.isStreaming ? UInt64(progress.probedThrough) : 0
    return match | UInt64(progress.nextIndex) << 16 | (progress.isStreaming ? 1 << 32 : 0)
      | (progress.isAwaitingReply ? 1 << 33 : 0) | probed << 34
  }

  private func write(_ message: Message, under renaming: Renaming, to words: inout some Words) {
    let head = message.head
    let route = renaming.number(head.from) | renaming.number(head.to) << 4
    let kind: UInt64
    switch head.content {
    case .requestVote(let last, let isTransfer):
      kind = isTransfer.isTrue ? 1 : 0
      words.add(last)
    case .requestVoteReply(let granted): kind = granted.isTrue ? 3 : 2
    case .appendEntries(let previous, let commit):
      kind = 4
      words.add(previous)
      words.add(UInt64(commit) | UInt64(message.entries.count) << 32)
      for entry in message.entries { words.add(entry) }
    case .appendEntriesReply(.success(let match)):
      kind = 5
      words.add(UInt64(match))
    case .appendEntriesReply(.failure(let previous, let hint)):
      kind = 6
      words.add(UInt64(previous) | UInt64(hint.firstIndex) << 32)
      words.add(hint.conflictTerm.map { UInt64($0) + 1 } ?? 0)
    case .preVote, .preVoteReply, .timeoutNow, .readIndex, .readIndexReply, .propose,
      .installSnapshot:
      preconditionFailure("a model has no features; see Model.supports")
    }
    words.add(route | kind << 8 | UInt64(head.term) << 16)
  }
}

extension Role {
  fileprivate var word: UInt64 {
    switch self {
    case .follower: 0
    case .preCandidate: 1
    case .candidate: 2
    case .leader: 3
    }
  }
}

/// Takes in the words of a canonical form.
private protocol Words {
  mutating func add(_ word: UInt64)
  mutating func addLog(_ number: UInt32)
}

extension Words {
  mutating func add(_ position: LogPosition) {
    add(UInt64(position.index) | UInt64(position.term) << 32)
  }

  mutating func add(_ entry: Entry) {
    add(UInt64(entry.term))
    let command = entry.command
    for word in [command.word0, command.word1, command.word2, command.word3] { add(word) }
  }
}

/// Keeps the words: a log by its number, which is exact.
private struct KeyWords: Words {
  var words: [UInt64] = []

  mutating func add(_ word: UInt64) { words.append(word) }
  mutating func addLog(_ number: UInt32) { words.append(UInt64(number)) }
}

/// Hashes the words: a log by its hash, which is the same however logs are numbered.
private struct HashWords: Words {
  let table: LogTable?
  var hash = WordHash()

  init(table: LogTable?) { self.table = table }

  mutating func add(_ word: UInt64) { hash.add(word) }
  mutating func addLog(_ number: UInt32) {
    guard let table else { return }
    hash.add(table.rows[Int(number)].hash)
  }
}
