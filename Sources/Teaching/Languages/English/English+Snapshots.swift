import RaftCore
import Simulation

// A log that does not grow for ever (§7).

// The rules.
extension English {
  package var takeSnapshot: RuleText {
    RuleText(
      "Take a snapshot",
      """
      Each server by itself writes its state machine to disk as it stands, with index and term of the \
      last entry applied: that snapshot replaces the log up to there.
      """)
  }

  package var discardLog: RuleText {
    RuleText(
      "Discard what the snapshot includes",
      """
      When the snapshot is on its disk, a server discards the log up to the last entry included, and \
      the snapshot before. The log begins after it.
      """)
  }

  package var sendSnapshot: RuleText {
    RuleText(
      "Send a snapshot to a follower behind",
      """
      If a leader has discarded the next entry that a follower needs, it sends its snapshot instead \
      (InstallSnapshot), here in one piece.
      """)
  }

  package var ignoreOlderSnapshot: RuleText {
    RuleText(
      "A snapshot never replaces newer state",
      """
      A follower that has applied all that a snapshot includes does not install it: the message came \
      late, or twice.
      """,
      without: """
        A late snapshot takes back what was applied and deletes the log after it: entries that the \
        follower promised to store are gone.
        """)
  }

  package var keepMatchingSuffix: RuleText {
    RuleText(
      "Keep the log that follows the snapshot",
      """
      If the follower's log has the very entry with which the snapshot ends, same index and term, the \
      entries after it stay.
      """,
      without: """
        A snapshot deletes entries that the follower has told the leader it stores, and that may be \
        committed.
        """)
  }

  package var installSnapshot: RuleText {
    RuleText(
      "Install the leader's snapshot",
      """
      A follower saves the snapshot, discards its log, and resets its state machine to what the \
      snapshot holds. It answers that it stores all up to there.
      """)
  }
}

// What is said when one fires.
extension English {
  package func takesSnapshot(
    _ server: ServerID, _ last: LogPosition, of count: Int, every interval: Int
  ) -> Phrase {
    let applied: Phrase = count == 1 ? "\(count: 1) entry was" : "\(count: count) entries were"
    let since: Phrase = count == last.index ? "so far" : "since the one before"
    let enough: Phrase = interval == 0 ? "" : ", and \(count: interval) are enough"
    let reason: Phrase = "\(applied) applied \(since)\(enough)"
    return """
      \(server) \(strong: "takes a snapshot") of its state machine, which ends with entry \
      \(at(last)): \(reason).
      """
  }

  package func discards(
    _ server: ServerID, entries: ClosedRange<LogIndex>, startsAfter last: LogPosition
  ) -> Phrase {
    let older: Phrase = entries.lowerBound == 1 ? "" : " and the snapshot before"
    return """
      \(server)'s snapshot is on its disk: it \(strong: "discards") \(self.entries(entries))\(older). \
      Its log begins after \(at(last)).
      """
  }

  package func sendsSnapshot(
    _ server: ServerID, to follower: ServerID, nextIndex: LogIndex, first: LogIndex,
    _ last: LogPosition
  ) -> Phrase {
    """
    \(server) \(strong: "sends its snapshot") to \(follower), up to \(at(last)): \(follower) needs \
    entry \(index: nextIndex), and the log begins with \(index: first).
    """
  }

  package func ignoresOlderSnapshot(
    _ server: ServerID, of leader: ServerID, _ last: LogPosition, lastApplied: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "does not install") \(leader)'s snapshot: it ends with entry \
    \(index: last.index), and \(server) has applied entries up to \(index: lastApplied).
    """
  }

  package func keepsSuffix(
    _ server: ServerID, entries: ClosedRange<LogIndex>, after last: LogPosition
  ) -> Phrase {
    """
    \(server)'s log has the entry \(at(last)) with which the snapshot ends, so it \
    \(strong: "keeps") \(self.entries(entries)).
    """
  }

  package func installsSnapshot(
    _ server: ServerID, of leader: ServerID, _ last: LogPosition, lastApplied: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "installs") \(leader)'s snapshot, which ends with entry \(at(last)): \
    its state machine, applied up to \(index: lastApplied), is reset.
    """
  }

  package func isToTakeSnapshot(_ server: ServerID) -> Phrase {
    "\(server) is \(strong: "told to take a snapshot")."
  }

  package func storedSnapshot(_ server: ServerID, through last: LogIndex) -> Phrase {
    """
    The snapshot up to entry \(index: last) is \(strong: "on") \(server)'s \(strong: "disk"): what \
    waited for it may leave now.
    """
  }
}
