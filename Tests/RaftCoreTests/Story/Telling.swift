import RaftCore

/// Puts what a bench went through into lines, for people to read and for files to keep.
enum Telling {
  /// The lines for all that happened; messages that left or got lost together share one.
  static func lines(_ happenings: [Happening]) -> [String] {
    var lines: [String] = []
    var left: [Message] = []
    var lost: [Message] = []
    for happening in happenings {
      if case .left(let message) = happening {
        left.append(message)
        continue
      }
      if case .lost(let message) = happening {
        lost.append(message)
        continue
      }
      lines += together(&left, "leaves")
      lines += together(&lost, "lost")
      if case .step(let turn) = happening { lines += Self.lines(turn) }
      if case .delivered(let message) = happening {
        lines.append("\(message.from) ─▶ \(message.to)  \(MessageText.text(message))")
      }
    }
    return lines + together(&left, "leaves") + together(&lost, "lost")
  }

  private static func together(_ messages: inout [Message], _ what: String) -> [String] {
    defer { messages = [] }
    return MessageText.grouped(messages).map { "\(what) \($0)" }
  }

  /// One step: each rule with its evidence and what it asks for, then what changed.
  static func lines(_ turn: Turn) -> [String] {
    var lines: [String] = []
    var waits = turn.isDiskBusy
    for firing in turn.step.firings {
      let reason = EvidenceText.text(firing.evidence)
      lines.append(
        "\(turn.after.id) \(firing.rule.id)" + (reason.isEmpty ? "" : ": \(reason)"))
      let effects = Array(turn.step.effects[firing.effects])
      lines += self.lines(effects, of: turn.after, waits: &waits).map { "     " + $0 }
    }
    let changes = self.changes(turn.before, turn.after)
    if !changes.isEmpty {
      lines.append("   = \(turn.after.id) " + changes.joined(separator: ", "))
    }
    return lines
  }

  private static func lines(
    _ effects: [Effect], of server: Server, waits: inout Bool
  ) -> [String] {
    var lines: [String] = []
    var sent: [Message] = []
    var atOnce: [Message] = []
    for effect in effects {
      switch effect {
      case .persist(let write):
        waits = true
        lines.append("writes " + text(write))
      case .send(let message): sent.append(message)
      case .sendAtOnce(let message): atOnce.append(message)
      case .apply(let after, let through): lines.append("applies \(range(after, through))")
      case .answer(let request, .applied(let index)):
        lines.append("answers request \(request.number): applied at index \(index)")
      case .answer(let request, .notLeader(let hint)):
        let leader = hint.map { "\($0) may be" } ?? "nor is one known"
        lines.append("answers request \(request.number): not the leader, \(leader)")
      case .answer(let request, .query(let query)):
        lines.append(
          "answers request \(request.number): \(query.text), as of index \(server.lastApplied)")
      case .startFor(let timer, let span):
        lines.append("starts its \(timer) timer for \(milliseconds(span))")
      case .startAgain(let timer): lines.append("starts its \(timer) timer as it was")
      case .start(let timer): lines.append("starts its \(timer) timer")
      case .stop(let timer): lines.append("stops its \(timer) timer")
      case .takeSnapshot(let snapshot): lines.append("takes the snapshot through \(snapshot)")
      case .restore(let snapshot): lines.append("restores the snapshot through \(snapshot)")
      }
    }
    let verb = waits ? "sends, once written," : "sends"
    lines += MessageText.grouped(sent).map { "\(verb) \($0)" }
    lines += MessageText.grouped(atOnce).map { "sends at once \($0)" }
    return lines
  }

  private static func changes(_ before: Server, _ after: Server) -> [String] {
    var changes: [String] = []
    func note(_ noun: String, _ old: String, _ new: String) {
      if old != new { changes.append("\(noun) \(old) → \(new)") }
    }
    note("role", role(before), role(after))
    note("term", "\(before.currentTerm)", "\(after.currentTerm)")
    note("vote", name(before.votedFor), name(after.votedFor))
    if before.log != after.log {
      changes.append("log \(log(after, framed: false))")
    }
    note("configuration", before.membership.description, after.membership.description)
    note("commit", "\(before.commitIndex)", "\(after.commitIndex)")
    return changes
  }

  static func text(_ write: Write) -> String {
    var text = "term \(write.term), vote \(name(write.votedFor)), log up to \(write.keeping)"
    if write.snapshot > 0 { text += ", snapshot through \(write.snapshot)" }
    if write.through > write.keeping { text += " then \(range(write.keeping, write.through))" }
    return text
  }

  static func range(_ after: LogIndex, _ through: LogIndex) -> String {
    switch through - after {
    case ...0: "no entries"
    case 1: "entry \(through)"
    default: "entries \(after + 1)-\(through)"
    }
  }

  /// Microseconds, said in milliseconds.
  static func milliseconds(_ span: Int) -> String {
    span % 1000 == 0 ? "\(span / 1000) ms" : "\(span / 1000).\(span % 1000 / 100) ms"
  }

  static func name(_ id: ServerID?) -> String { id?.description ?? "none" }

  static func role(_ server: Server) -> String {
    switch server.role {
    case .follower: "follower"
    case .preCandidate: "pre-candidate"
    case .candidate: "candidate"
    case .leader: "leader"
    }
  }

  static func entry(_ entry: Entry) -> String {
    if let membership = entry.membership { return "\(entry.term):\(membership)" }
    if entry.isNoOp { return "\(entry.term):no-op" }
    let text = entry.command.text
    return text.isEmpty ? "\(entry.term)" : "\(entry.term):\(text)"
  }

  /// The log in one line; a bar stands after the last committed entry.
  static func log(_ server: Server, framed: Bool) -> String {
    var words = server.log.all.map(entry)
    if framed { words.insert("|", at: min(server.commitIndex, words.count)) }
    return "[" + words.joined(separator: " ") + "]"
  }
}
