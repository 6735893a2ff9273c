import KeyValue
import RaftCore
import Simulation

/// A line of a history file: something that was seen, in etcd's words, as a text.
///
///     raftlab-history 1 members=5 heartbeat=200ms election-timeout=2s … ~5e0c
///     n 412 S1 8e9e05c52164694d ~0f3a                            the name of a member
///     m 91204 #12 S1>S2 passed append term=2 … ~77b1             a message, and what became of it
///     w 92011 S2 entry=normal/2/13/CgQ… state=2/8e9e…/3 ~a0d2    what a member's disk has
///
/// docs/formats.md has the grammar. What is written here is read by `HistoryReading`.
enum HistoryLine {
  /// The version of the format.
  static let version = 1
  static let start = "raftlab-history"

  /// A line with its check and its end.
  static func text(_ words: String) -> String { "\(words) ~\(check(of: words.utf8))\n" }

  /// Four digits that follow from the bytes.
  static func check(of bytes: some Sequence<UInt8>) -> String {
    var sum = CRC32C()
    sum.add(bytes)
    let digits = String((sum.value ^ sum.value >> 16) & 0xFFFF, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// What was seen, as a line's words.
  static func words(_ sighting: Sighting) -> String {
    let time = sighting.time
    switch sighting.content {
    case .named(let server, let name): return "n \(time) \(server) \(hex(name))"
    case .answers(let server, let answers): return "q \(time) \(server) \(answers ? "yes" : "no")"
    case .message(let id, let message, let from, let to, let fate):
      return "m \(time) #\(id) \(from)>\(to) \(word(fate)) \(words(message))"
    case .ended(let id, let fate): return "e \(time) #\(id) \(word(fate))"
    case .unreadable(let error, let from, let to):
      return "u \(time) \(from)>\(to) \(error.offset) \(words(error.fault))"
    case .wrote(let server, let records):
      return "w \(time) \(server)" + records.map { " \(word($0))" }.joined()
    case .status(let server, let status): return "s \(time) \(server) \(words(status))"
    case .said(let server, let text): return "l \(time) \(server) \(JSON.quoted(text))"
    case .life(let server, let life): return "p \(time) \(server) \(life.word)"
    case .act(let stimulus, let event):
      let call = event.map { "\($0.call)/\($0.client)/\($0.operation.serial)/\($0.member)" }
      return "a \(time) \(call ?? "-") \(stimulus.text)"
    case .client(let event): return "c \(time) \(event.call) \(words(event.stage))"
    case .outside(let occurrence, let moment): return "o \(time) \(moment) \(words(occurrence))"
    }
  }

  static func hex(_ number: UInt64) -> String { String(number, radix: 16) }

  // MARK: Messages

  private static func word(_ fate: Sighting.Fate) -> String {
    switch fate {
    case .passed: "passed"
    case .waits(let span): "waits=\(span)"
    case .lost(let loss): "lost=\(loss.name)"
    }
  }

  /// Numbers that are 0, as most are, and what is empty are left out.
  private static func words(_ message: WireMessage) -> String {
    var text = message.kind.word
    func add(_ name: String, _ number: Int) {
      if number != 0 { text += " \(name)=\(number)" }
    }
    add("term", message.term)
    add("log-term", message.logTerm)
    add("index", message.index)
    add("commit", message.commit)
    if message.reject { text += " reject=\(message.rejectHint)" }
    if !message.context.isEmpty { text += " context=\(Base64.encode(message.context))" }
    // Of a snapshot it is kept where it ends: what it holds is long.
    if let end = message.snapshotPosition { text += " snapshot=\(end.term)/\(end.index)" }
    for entry in message.entries { text += " \(word(entry))" }
    return text
  }

  private static func word(_ entry: WireEntry) -> String {
    "entry=\(entry.kind.word)/\(entry.term)/\(entry.index)/\(Base64.encode(entry.data))"
  }

  private static func words(_ fault: WireError.Fault) -> String {
    switch fault {
    case .endsEarly: "ends-early"
    case .numberTooLong: "number-too-long"
    case .badField: "bad-field"
    case .wrongKind(let field): "wrong-kind \(field)"
    case .tooLong(let length): "too-long \(length)"
    case .unknownForm(let form): "unknown-form \(form)"
    case .nothingBefore: "nothing-before"
    case .unknownType(let type): "unknown-type \(type)"
    case .badNumber(let number): "bad-number \(number)"
    }
  }

  // MARK: Members

  private static func word(_ record: WALRecord) -> String {
    switch record {
    case .metadata(let member, let cluster): "metadata=\(hex(member))/\(hex(cluster))"
    case .entry(let entry): word(entry)
    case .state(let state): "state=\(state.term)/\(hex(state.vote))/\(state.commit)"
    case .checksum: "checksum"
    case .snapshot(let index, let term): "snapshot=\(term)/\(index)"
    case .other(let type): "other=\(type)"
    }
  }

  private static func words(_ status: MemberStatus) -> String {
    var text =
      "\(status.role.word) name=\(hex(status.name)) term=\(status.term) vote=\(hex(status.vote)) "
      + "commit=\(status.commit) applied=\(status.applied) leader=\(hex(status.leader))"
    for progress in status.progress {
      text += " progress=\(hex(progress.member))/\(progress.match)/\(progress.next)"
    }
    return text
  }

  // MARK: Clients

  private static func words(_ stage: ClientEvent.Stage) -> String {
    switch stage {
    case .asked: "asked"
    case .ended(.done(let revision, let value?)): "done \(revision) value=\(Base64.encode(value))"
    case .ended(.done(let revision, nil)): "done \(revision)"
    case .ended(.unknown(let why)): "unknown \(JSON.quoted(why))"
    case .ended(.refused(let why)): "refused \(JSON.quoted(why))"
    }
  }
}

extension WireMessage.Kind {
  /// As history files name it.
  var word: String {
    switch self {
    case .hup: "hup"
    case .beat: "beat"
    case .propose: "propose"
    case .append: "append"
    case .appendReply: "append-reply"
    case .vote: "vote"
    case .voteReply: "vote-reply"
    case .snapshot: "snapshot"
    case .heartbeat: "heartbeat"
    case .heartbeatReply: "heartbeat-reply"
    case .unreachable: "unreachable"
    case .snapshotStatus: "snapshot-status"
    case .checkQuorum: "check-quorum"
    case .transferLeader: "transfer-leader"
    case .timeoutNow: "timeout-now"
    case .readIndex: "read-index"
    case .readIndexReply: "read-index-reply"
    case .preVote: "pre-vote"
    case .preVoteReply: "pre-vote-reply"
    }
  }
}

extension Life {
  /// As history files name it.
  var word: String {
    switch self {
    case .running: "runs"
    case .paused: "stands-still"
    case .crashed: "ended"
    }
  }
}

extension WireEntry.Kind {
  /// As history files name it.
  var word: String {
    switch self {
    case .normal: "normal"
    case .confChange: "change"
    case .confChangeV2: "change-v2"
    }
  }
}

extension MemberStatus.Role {
  /// As history files name it.
  var word: String {
    switch self {
    case .follower: "follower"
    case .candidate: "candidate"
    case .preCandidate: "pre-candidate"
    case .leader: "leader"
    }
  }
}
