import KeyValue
import RaftCore
import Simulation

extension English {
  package func passes(_ packet: Packet, says: Phrase) -> Phrase {
    "\(name(of: packet)) is \(strong: "seen on its way"), and passed on: \(says)"
  }

  package func waits(_ packet: Packet, for span: TimeSpan?) -> Phrase {
    guard let span else {
      return "\(name(of: packet)) sets out, and is \(strong: "held") at the receiver's proxy."
    }
    return """
      \(name(of: packet)) sets out, and is \(strong: "kept back") for \(count: (span + 500) / 1000) \
      ms: the latency of its link.
      """
  }

  package func heartbeatFields(of message: Message) -> Phrase {
    switch message.body {
    case .appendEntries(let request):
      "\(strong: "heartbeat")  term \(term: message.term)  commit \(index: request.leaderCommit)"
    case .appendEntriesReply, .requestVote, .requestVoteReply, .preVote, .preVoteReply,
      .timeoutNow, .readIndex, .readIndexReply, .propose, .installSnapshot:
      "to a heartbeat  term \(term: message.term)"
    }
  }

  package func readFields(index: LogIndex?) -> Phrase {
    index.map { "read as of index \(index: $0)" } ?? "as of which index may I read?"
  }

  package func hasOnDisk(_ server: ServerID, term: Term, vote: ServerID?) -> Phrase {
    if let vote {
      "\(server)'s \(strong: "disk has") term \(term: term), and its vote for \(vote)."
    } else {
      "\(server)'s \(strong: "disk has") term \(term: term), and no vote in it."
    }
  }

  package func hasOnDisk(
    _ server: ServerID, _ entries: ClosedRange<LogIndex>, _ names: [Phrase]
  ) -> Phrase {
    let what: Phrase =
      entries.count == 1
      ? "entry \(index: entries.lowerBound)"
      : "entries \(index: entries.lowerBound)–\(index: entries.upperBound)"
    return names.isEmpty
      ? "\(server)'s \(strong: "disk has") \(what)."
      : "\(server)'s \(strong: "disk has") \(what): \(Phrase.list(names, separator: ", "))."
  }

  package func hasSnapshotOnDisk(_ server: ServerID, through position: LogPosition) -> Phrase {
    """
    \(server)'s \(strong: "disk has a snapshot") of all through entry \(index: position.index) of \
    term \(term: position.term).
    """
  }

  package func beginsEmpty(_ server: ServerID) -> Phrase {
    "\(server) \(strong: "begins") with an empty disk."
  }

  package func isSeen(_ server: ServerID, _ life: Life) -> Phrase {
    switch life {
    case .running: "\(server)'s process \(strong: "runs")."
    case .paused: "\(server)'s process \(strong: "stands still")."
    case .crashed: "\(server)'s process \(strong: "has ended"); its disk is as it was."
    }
  }

  package func answersAtAll(_ server: ServerID, _ answers: Bool) -> Phrase {
    answers
      ? "\(server) \(strong: "answers")."
      : """
      \(server) \(strong: "does not answer"): whether it is down, stands still or is cut off, nobody here \
      can say.
      """
  }

  package func says(_ server: ServerID, _ state: RaftState) -> Phrase {
    let role: Phrase =
      state.role.map { Phrase(stringLiteral: name(of: $0)) } ?? "server of unknown role"
    let term: Phrase = state.currentTerm.map { "term \(term: $0)" } ?? "an unknown term"
    let leader: Phrase =
      if state.role?.isLeader == true {
        ""
      } else if let leader = state.leader {
        ", following \(leader)"
      } else {
        ", knows of no leader"
      }
    let commit: Phrase = state.commitIndex.map { ", commit \(index: $0)" } ?? ""
    let applied: Phrase = state.lastApplied.map { ", applied \(index: $0)" } ?? ""
    return """
      \(server) \(strong: "says when asked") that it is a \(role) in \(term)\(leader)\(commit)\
      \(applied).
      """
  }

  package func says(_ server: ServerID, _ text: String) -> Phrase {
    "\(server) \(strong: "writes in its own log") \(command: text)"
  }

  package func sendsSnapshot(
    _ from: ServerID, to: ServerID, through position: LogPosition
  ) -> Phrase {
    """
    \(from) sends \(to) a \(strong: "snapshot") of all through entry \(index: position.index) of \
    term \(term: position.term).
    """
  }

  package func isUnreadable(from: ServerID, to: ServerID) -> Phrase {
    "A message from \(from) to \(to) was passed on that raftlab \(strong: "cannot read")."
  }

  package func hears(
    _ client: ClientID, _ answer: ClientAnswer, from server: ServerID
  ) -> Phrase {
    switch answer {
    case .written(let revision):
      """
      \(client) hears from \(server) that its write \(strong: "is done"), as revision \
      \(revision: revision).
      """
    case .read(let value?, let revision):
      """
      \(client) hears from \(server) that the value \(strong: "is") \(command: value.description), \
      as of revision \(revision: revision).
      """
    case .read(nil, let revision):
      """
      \(client) hears from \(server) that the key \(strong: "has no value"), as of revision \
      \(revision: revision).
      """
    case .unknown(let why):
      """
      \(client) \(strong: "cannot know") what became of its request to \(server) \
      (\(Phrase(stringLiteral: why))): it may have been done, may still be, or never.
      """
    case .refused(let why):
      """
      \(client)'s request to \(server) is \(strong: "refused"), and was not done: \
      \(Phrase(stringLiteral: why)).
      """
    }
  }

  package func isReplaced(_ server: ServerID) -> Phrase {
    """
    \(server) \(strong: "loses its disk") as etcd allows it: killed, removed from the cluster, \
    deleted, added as a new member.
    """
  }

  package func isSwallowed(_ packet: Packet) -> Phrase {
    "\(name(of: packet)) is \(strong: "not passed on"): its link is cut."
  }

  package func hasOnDisk(_ server: ServerID, commit index: LogIndex) -> Phrase {
    "\(server)'s \(strong: "disk has commit index") \(index: index), term and vote as before."
  }

  package func isKnown(by witness: Witness) -> Phrase? {
    switch witness {
    case .simulation, .act: nil
    case .message: "Known from messages that were seen."
    case .disk: "Known from its disk."
    case .status: "Known because it says so when asked."
    case .log: "Known from its own log."
    }
  }
}
