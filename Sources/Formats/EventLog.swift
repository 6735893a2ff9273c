import ClientPrograms
import KeyValue
import RaftCore
import Simulation

/// A run as lines of text, one an event, the same bytes on every machine.
///
/// The words and their order are fixed here, letter by letter, and depend on nothing else: two runs
/// are the same if their logs are, or, shorter, their digests.
package struct EventLog: Sendable {
  /// The digest of all lines so far: FNV-1a, 64 bits, over the bytes of each line and a newline.
  package private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325
  /// How many lines there were.
  package private(set) var count = 0

  /// The log of nothing.
  package init() {}

  /// Takes in an event, and returns its line.
  ///
  /// A line names the moment in microseconds, the event's number, what happened, the server, the
  /// packet, each rule that fired with its evidence, the numbers of the packets sent, and the
  /// property that broke.
  @discardableResult
  package mutating func add(_ event: borrowing Event) -> String {
    let line = Self.line(for: event)
    for byte in line.utf8 { mix(byte) }
    mix(10)
    count += 1
    return line
  }

  private mutating func mix(_ byte: UInt8) {
    digest = (digest ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  /// The digest as 16 hexadecimal digits.
  package var digestText: String {
    let digits = String(digest, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func line(for event: borrowing Event) -> String {
    var line = "\(event.time) \(event.number) \(name(of: event.happening))"
    if let server = event.server { line += " at \(server)" }
    if let client = event.client { line += " for \(client)" }
    if let flight = event.carried { line += " | #\(flight.id) \(text(of: flight.packet))" }
    for position in event.step.firings.indices {
      let firing = event.step.firings[position]
      line += " | \(firing.rule.id)\(text(of: firing.evidence))"
    }
    if let outside = event.outside { line += " | \(text(of: outside))" }
    if !event.sent.isEmpty {
      line += " | sent \(event.sent.lowerBound)-\(event.sent.upperBound - 1)"
    }
    if let violation = event.violation { line += " | violates \(violation.property.id)" }
    return line
  }

  private static func text(of event: OutsideEvent) -> String {
    var line = event.what.name
    if let program = event.program { line += " at \(program)" }
    for firing in event.firings { line += " | \(firing.rule.id)(\(firing.evidence.line))" }
    if let believers = event.believers { line += " | believe \(believers.after)" }
    if let holder = event.holder { line += " | holds \(holder.after ?? "-")" }
    return line
  }

  private static func name(of happening: Event.Happening) -> String {
    switch happening {
    case .quiet: "quiet"
    case .stimulus(let stimulus): "! \(stimulus.text)"
    case .delivered: "delivered"
    case .lost(.chance): "lost by chance"
    case .lost(.cut): "lost at a cut"
    case .lost(.receiverDown): "lost at a server that is down"
    case .lost(.dropped): "lost by hand"
    case .timeout(let timer): "\(timer.name) timeout"
    case .written(let write): "written \(text(of: write))"
    case .answered: "answered"
    case .retried(let server): "retried \(server)"
    case .gaveUp: "gave up"
    case .seen: "seen"
    case .asked: "asked"
    case .outside: "outside"
    }
  }
}

// MARK: - Packets

extension EventLog {
  private static func text(of packet: Packet) -> String {
    switch packet {
    case .message(let message):
      "\(message.from)>\(message.to) term \(message.term) \(text(of: message.body))"
        + (message.head.round > 0 ? " round \(message.head.round)" : "")
    case .request(let operation, let server, let attempt):
      "C\(operation.client)>\(server) \(number(of: operation)) \(operation) try \(attempt)"
    case .answer(let reply, let client, let server, let serial):
      "\(server)>\(client) \(serial) \(text(of: reply))"
    case .letter(let letter): "\(letter.from)>\(letter.to) \(packet.line)"
    }
  }

  private static func text(of body: Message.Body) -> String {
    switch body {
    case .requestVote(let last, let isTransfer):
      return "RequestVote last \(text(of: last))\(isTransfer ? " transfer" : "")"
    case .requestVoteReply(let granted): return "RequestVoteReply \(granted ? "yes" : "no")"
    case .appendEntries(let request):
      var text = "AppendEntries previous \(Self.text(of: request.previous))"
      for entry in request.entries { text += " \(Self.text(of: entry))" }
      return text + " commit \(request.leaderCommit)"
    case .appendEntriesReply(.success(let match)): return "AppendEntriesReply match \(match)"
    case .appendEntriesReply(.failure(let previous, let hint)):
      let term = hint.conflictTerm.map(String.init) ?? "-"
      return "AppendEntriesReply refused \(previous) hint \(hint.firstIndex)/\(term)"
    case .preVote(let term, let last): return "PreVote for \(term) last \(text(of: last))"
    case .preVoteReply(let term, let granted):
      return "PreVoteReply for \(term) \(granted ? "yes" : "no")"
    case .timeoutNow: return "TimeoutNow"
    case .readIndex(let request): return "ReadIndex \(name(of: request))"
    case .readIndexReply(let request, let index):
      return "ReadIndexReply \(name(of: request)) at \(index)"
    case .propose(let request, let command):
      return "Propose \(name(of: request)) \(text(of: Entry(term: 0, command: command)))"
    case .installSnapshot(let snapshot):
      return "InstallSnapshot \(text(of: snapshot.last)) by \(snapshot.takenBy)"
    }
  }

  private static func name(of request: RequestID) -> String {
    "\(request.client).\(request.serial)"
  }

  private static func text(of reply: ServerReply) -> String {
    switch reply {
    case .redirect(let leader): "ask \(leader?.description ?? "-")"
    case .done(.written, let index): "written at \(index)"
    case .done(.value(let value), let index): "value \(value?.description ?? "-") at \(index)"
    case .done(.superseded, let index): "superseded at \(index)"
    case .done(.sessionOpened, let index): "session \(index)"
    case .done(.sessionExpired, let index): "session expired at \(index)"
    }
  }

  private static func text(of entry: Entry) -> String {
    let command = entry.command
    if entry.isNoOp { return "[\(entry.term)]" }
    if let membership = entry.membership { return "[\(entry.term) \(membership)]" }
    guard let operation = command.operation else {
      let words = [command.word0, command.word1, command.word2, command.word3]
      let hex = words.map { String($0, radix: 16) }
      return "[\(entry.term) \(hex.joined(separator: "."))]"
    }
    return "[\(entry.term) C\(operation.client).\(number(of: operation)) \(operation)]"
  }

  /// The serial number of a request, and its session if it has one.
  private static func number(of operation: Operation) -> String {
    "\(operation.serial)" + (operation.session > 0 ? "@\(operation.session)" : "")
  }

  private static func text(of position: LogPosition) -> String {
    "\(position.index)/\(position.term)"
  }

  private static func text(of write: Write) -> String {
    "\(write.term) \(write.votedFor?.description ?? "-") \(write.keeping)-\(write.through)"
  }
}

// MARK: - Evidence

extension EventLog {
  /// The numbers of evidence, in the order of its declaration; `-` for none.
  private static func text(of evidence: Evidence) -> String {
    if case .written(let write) = evidence { return "(\(text(of: write)))" }
    let codes = evidence.fields.map { field in
      // As always, since digests depend on it; elsewhere a request is told by its client.
      if case .request(let request) = field.value { "\(request.number)" } else { field.value.text }
    }
    return codes.isEmpty ? "" : "(" + codes.joined(separator: " ") + ")"
  }
}
