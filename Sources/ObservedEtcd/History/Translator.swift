import KeyValue
import RaftCore
import Simulation

/// Puts what was seen of a real cluster into Raft's words: members by their numbers, entries by the
/// place of their content in a table.
struct Translator: Sendable {
  private(set) var table = EntryTable()
  /// Who has which name in messages; names that a member had before are kept, for messages of then.
  private var names: [UInt64: ServerID] = [:]
  /// Where a content stands in the table.
  private var places: [[UInt8]: Int] = [:]
  /// The term that a server last asked straw votes for, which a refusal does not repeat.
  private var wantedTerms: [ServerID: Term] = [:]
  /// How many entries found a cluster by themselves, for the texts of members.
  private static let textLimit = 120

  /// - Parameter facts: may say what members are called from the start.
  init(_ facts: ClusterFacts) {
    for (place, machine) in facts.watched.machines.enumerated() {
      if let name = machine.name { names[name] = ServerID(place + 1) }
    }
  }

  /// The observations that a sighting comes to; none where it tells nothing of Raft.
  mutating func observations(of sighting: Sighting) -> [Observation] {
    contents(of: sighting.content).map { Observation($0, at: sighting.time) }
  }

  private mutating func contents(of content: Sighting.Content) -> [Observation.Content] {
    switch content {
    case .named(let server, let name):
      names[name] = server
      return [.began(server, name: name)]
    case .answers(let server, let answers): return [.answers(server, answers)]
    case .message(let id, let message, let from, let to, let fate):
      if message.kind == .snapshot {
        let position = message.snapshotPosition.map { LogPosition(index: $0.index, term: $0.term) }
        return [.snapshot(from: from, to: to, position ?? .start, fate)]
      }
      return [self.message(message, from: from, to: to)].compactMap { $0 }
        .map { .message(id: id, $0, fate) }
    case .ended(let id, let fate): return [.ended(id: id, fate)]
    case .unreadable(let error, let from, let to): return [.unreadable(error, from: from, to: to)]
    case .wrote(let server, let records): return disk(records, of: server)
    case .status(let server, let status): return [.status(server, standing(status))]
    case .said(let server, let text): return [.said(server, named(text))]
    case .life(let server, let life): return [.life(server, life)]
    case .act(let stimulus, let event): return [.act(stimulus, event)]
    case .client(let event): return [.client(event)]
    case .outside(let occurrence, let moment): return [.outside(occurrence, at: moment)]
    }
  }

  /// A text with the members' names of screens in place of etcd's.
  private func named(_ text: String) -> String {
    var shown = ""
    var word = ""
    for character in text + " " {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else {
        shown += member(word) ?? word
        shown.append(character)
        word = ""
      }
    }
    return String(shown.dropLast())
  }

  /// The member that a word of etcd's names: most are written in hexadecimal digits, some in decimal.
  private func member(_ word: String) -> String? {
    guard word.utf8.count >= 12 else { return nil }
    let numbers = [UInt64(word, radix: 16), UInt64(word)]
    return numbers.lazy.compactMap { $0.flatMap { names[$0] } }.first?.description
  }

  private func standing(_ status: MemberStatus) -> Observation.Standing {
    Observation.Standing(
      term: status.term, vote: names[status.vote], commit: status.commit, applied: status.applied,
      leader: names[status.leader], role: status.role,
      progress: status.progress.compactMap { progress in
        names[progress.member].map {
          Observation.Standing.Progress(server: $0, match: progress.match, next: progress.next)
        }
      })
  }

  // MARK: Disks

  /// What records come to; entries that follow each other come together.
  private mutating func disk(
    _ records: [WALRecord], of server: ServerID
  ) -> [Observation.Content] {
    var contents: [Observation.Content] = []
    var batch: [Entry] = []
    var first = 0
    func flush() {
      if !batch.isEmpty { contents.append(.entries(server, from: first, EntryBatch(batch))) }
      batch = []
    }
    for record in records {
      switch record {
      case .entry(let wire):
        if wire.index != first + batch.count { flush() }
        if batch.isEmpty { first = wire.index }
        batch.append(entry(wire))
      case .state(let state):
        flush()
        contents.append(
          .state(server, term: state.term, vote: names[state.vote], commit: state.commit))
      case .snapshot(let index, let term) where index > 0:
        flush()
        contents.append(.snapshotOnDisk(server, LogPosition(index: index, term: term)))
      case .metadata, .checksum, .snapshot, .other: break
      }
    }
    flush()
    return contents
  }

  // MARK: Entries

  private mutating func entry(_ wire: WireEntry) -> Entry {
    Entry(term: wire.term, command: command(wire))
  }

  private mutating func command(_ wire: WireEntry) -> Command {
    if wire.kind == .normal, wire.data.isEmpty { return .noOp }
    // Long contents are known by their hash: they are not kept twice.
    let content = [UInt8(wire.kind.rawValue)] + wire.data
    let key = content.count <= 64 ? content : SHA1.hash(content)
    if let place = places[key] { return Command(row: place) }
    let place = table.add(row(EntryContent(wire), term: wire.term))
    places[key] = place
    return Command(row: place)
  }

  private func row(_ content: EntryContent, term: Term) -> EntryTable.Row {
    let text = content.text { names[$0]?.description }
    return EntryTable.Row(
      text: text.count > Self.textLimit ? text.prefix(Self.textLimit - 1) + "…" : text,
      request: content.request, isBootstrap: content.isBootstrap(term: term),
      isOpaque: content.isOpaque)
  }

  // MARK: Messages

  /// A message in the paper's words; nil of a kind that never travels.
  private mutating func message(
    _ wire: WireMessage, from: ServerID, to: ServerID
  ) -> Message? {
    guard let body = body(wire, from: from, to: to) else { return nil }
    // A straw vote speaks of the term after the sender's own; a granted one does not say its own.
    let term =
      switch wire.kind {
      case .preVote: max(0, wire.term - 1)
      case .preVoteReply: wire.reject ? wire.term : 0
      case .hup, .beat, .propose, .append, .appendReply, .vote, .voteReply, .snapshot, .heartbeat,
        .heartbeatReply, .unreachable, .snapshotStatus, .checkQuorum, .transferLeader, .timeoutNow,
        .readIndex, .readIndexReply:
        wire.term
      }
    return Message(from: from, to: to, term: term, body: body)
  }

  private mutating func body(
    _ wire: WireMessage, from: ServerID, to: ServerID
  ) -> Message.Body? {
    let position = LogPosition(index: wire.index, term: wire.logTerm)
    switch wire.kind {
    case .append:
      let entries = EntryBatch(wire.entries.map { entry($0) })
      return .appendEntries(
        AppendEntries(previous: position, entries: entries, leaderCommit: wire.commit))
    case .appendReply:
      guard wire.reject else { return .appendEntriesReply(.success(matchIndex: wire.index)) }
      let hint = BackUpHint(conflictTerm: nil, firstIndex: wire.rejectHint + 1)
      return .appendEntriesReply(.failure(previousIndex: wire.index, hint: hint))
    case .heartbeat:
      // It names no entry before: "before the first" is what every log agrees with.
      return .appendEntries(
        AppendEntries(previous: .start, entries: [], leaderCommit: wire.commit))
    case .heartbeatReply: return .appendEntriesReply(.success(matchIndex: 0))
    case .vote:
      let isTransfer = wire.context == WireMessage.transferContext
      return .requestVote(lastLog: position, isTransfer: isTransfer)
    case .voteReply: return .requestVoteReply(voteGranted: !wire.reject)
    case .preVote:
      wantedTerms[from] = wire.term
      return .preVote(nextTerm: wire.term, lastLog: position)
    case .preVoteReply:
      let next = wire.reject ? wantedTerms[to] ?? wire.term : wire.term
      return .preVoteReply(nextTerm: next, voteGranted: !wire.reject)
    case .timeoutNow: return .timeoutNow
    case .readIndex: return .readIndex(request(wire))
    case .readIndexReply: return .readIndexReply(request(wire), index: wire.index)
    case .propose:
      guard let first = wire.entries.first else { return nil }
      let command = command(first)
      return .propose(RequestID(table: command.row ?? 0), command)
    case .hup, .beat, .snapshot, .unreachable, .snapshotStatus, .checkQuorum, .transferLeader:
      return nil
    }
  }

  /// The number of a read, which etcd carries as an entry's data.
  private func request(_ wire: WireMessage) -> RequestID {
    let number = (wire.entries.first?.data ?? []).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return RequestID(table: Int(number & 0xFF_FFFF))
  }
}

extension RequestID {
  /// The name of a request that has no client of the paper's: as of a program's.
  init(table place: Int) { self.init(0xFFFF << 32 | UInt64(place + 1)) }
}
