import KeyValue
import RaftCore
import Simulation

/// What is seen of a cluster that is only watched, where no rule is known to have fired: what was
/// seen, and where, never more.
package protocol SightPhrases {
  /// A message was seen, and passed on; `says` are its fields.
  func passes(_ packet: Packet, says: Phrase) -> Phrase
  /// A message set out and waits: for so long, or until it is let go.
  func waits(_ packet: Packet, for span: TimeSpan?) -> Phrase
  /// The fields of one of etcd's heartbeats, or of the answer to one.
  func heartbeatFields(of message: Message) -> Phrase
  /// A read that is asked of the leader, or the index that it gives.
  func readFields(index: LogIndex?) -> Phrase
  /// A disk has a term, and a vote in it.
  func hasOnDisk(_ server: ServerID, term: Term, vote: ServerID?) -> Phrase
  /// A disk has entries; `names` are empty where they are too many.
  func hasOnDisk(_ server: ServerID, _ entries: ClosedRange<LogIndex>, _ names: [Phrase]) -> Phrase
  func hasSnapshotOnDisk(_ server: ServerID, through position: LogPosition) -> Phrase
  func beginsEmpty(_ server: ServerID) -> Phrase
  /// A process was seen to run, to stand still, or to have ended.
  func isSeen(_ server: ServerID, _ life: Life) -> Phrase
  /// A member that somebody else started answers, or does so no more.
  func answersAtAll(_ server: ServerID, _ answers: Bool) -> Phrase
  /// A member says how it stands.
  func says(_ server: ServerID, _ state: RaftState) -> Phrase
  /// A sentence of etcd's own.
  func says(_ server: ServerID, _ text: String) -> Phrase
  func sendsSnapshot(_ from: ServerID, to: ServerID, through position: LogPosition) -> Phrase
  func isUnreadable(from: ServerID, to: ServerID) -> Phrase
  func hears(_ client: ClientID, _ answer: ClientAnswer, from server: ServerID) -> Phrase
  /// A member is taken out of the cluster, its data is deleted, and it comes back as another.
  func isReplaced(_ server: ServerID) -> Phrase
  /// A message was not passed on, because its link is cut.
  func isSwallowed(_ packet: Packet) -> Phrase
  /// A disk has a commit index, which etcd writes late.
  func hasOnDisk(_ server: ServerID, commit index: LogIndex) -> Phrase
  /// How it is known that a rule fired; nil where it was computed, or done by hand.
  func isKnown(by witness: Witness) -> Phrase?
}

// What was seen.
extension Narrator {
  func seen(_ sight: Sight, _ event: Happening) -> Phrase? {
    switch sight {
    case .began: event.server.map { words.beginsEmpty($0) }
    case .life(let life): event.server.map { words.isSeen($0, life) }
    case .standing:
      if event.step.firings.isEmpty, let server = event.server, let after = event.after {
        words.says(server, after)
      } else {
        nil
      }
    case .commitOnDisk(let index): event.server.map { words.hasOnDisk($0, commit: index) }
    case .said(let text): event.server.map { words.says($0, text) }
    case .waits(let span): event.flight.map { words.waits($0.packet, for: span) }
    case .snapshot(let from, let to, let position):
      words.sendsSnapshot(from, to: to, through: position)
    case .snapshotOnDisk(let position):
      event.server.map { words.hasSnapshotOnDisk($0, through: position) }
    case .unreadable(let from, let to): words.isUnreadable(from: from, to: to)
    case .answers(let answers): event.server.map { words.answersAtAll($0, answers) }
    case .told(let answer, let server):
      event.client.map { words.hears($0, answer, from: server) }
    }
  }

  /// A write that was read from a disk, where no rule says what it was for.
  func onDisk(_ write: Write, _ event: Happening) -> Phrase? {
    guard event.witness == .disk, event.step.firings.isEmpty, let server = event.server else {
      return nil
    }
    guard write.through > write.keeping else {
      return words.hasOnDisk(server, term: write.term, vote: write.votedFor)
    }
    let entries = write.keeping + 1...write.through
    return words.hasOnDisk(server, entries, names(of: entries, in: event.after?.log))
  }

  /// A message that was seen, and what it says.
  func passes(_ packet: Packet) -> Phrase {
    guard case .message(let message) = packet else {
      return words.passes(packet, says: words.fields(of: packet))
    }
    return words.passes(packet, says: fields(of: message))
  }

  /// What a message says, with what entries of a real cluster ask for.
  func fields(of message: Message) -> Phrase {
    guard entries != nil else { return words.fields(of: message) }
    if message.isBareHeartbeat { return words.heartbeatFields(of: message) }
    switch message.body {
    case .propose(_, let command): return name(of: Entry(term: 0, command: command))
    case .readIndex: return words.readFields(index: nil)
    case .readIndexReply(_, let index): return words.readFields(index: index)
    case .requestVote, .requestVoteReply, .appendEntries, .appendEntriesReply, .preVote,
      .preVoteReply, .timeoutNow, .installSnapshot:
      return words.fields(of: message)
    }
  }
}
