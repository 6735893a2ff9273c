import KeyValue
import RaftCore
import Simulation

extension English {
  package func name(of body: Message.Body) -> String {
    switch body {
    case .requestVote: "RequestVote"
    case .requestVoteReply: "RequestVote reply"
    case .appendEntries: "AppendEntries"
    case .appendEntriesReply: "AppendEntries reply"
    case .preVote: "PreVote"
    case .preVoteReply: "PreVote reply"
    case .timeoutNow: "TimeoutNow"
    case .readIndex: "ReadIndex"
    case .readIndexReply: "ReadIndex reply"
    case .propose: "Propose"
    case .installSnapshot: "InstallSnapshot"
    }
  }

  package func fields(of message: Message) -> Phrase {
    // A request that is only handed on has no term, and most messages no round.
    let term: Phrase = message.term == 0 ? "" : "term \(term: message.term)"
    let round: Phrase =
      message.head.round == 0 ? "" : "round \(count: Int(message.head.round))"
    return .list([term, fields(of: message.body), round].filter { $0 != "" }, separator: "  ")
  }

  private func fields(of body: Message.Body) -> Phrase {
    switch body {
    case .requestVote(let lastLog, let isTransfer):
      return "last \(short(lastLog))\(isTransfer ? "  bidden by the leader" : "")"
    case .requestVoteReply(let granted):
      return "vote \(strong: granted ? "granted" : "refused")"
    case .appendEntries(let request):
      let first = request.previous.index + 1
      let entries: Phrase =
        switch request.entries.count {
        case 0: "none"
        case 1: "[\(index: first)]"
        default: "[\(index: first)–\(index: request.lastNewIndex)]"
        }
      return """
        prev \(short(request.previous))  entries \(entries)  commit \(index: request.leaderCommit)
        """
    case .appendEntriesReply(.success(let matchIndex)):
      return "\(strong: "success")  match \(index: matchIndex)"
    case .appendEntriesReply(.failure(let previousIndex, let hint)):
      let conflict: Phrase =
        if let term = hint.conflictTerm {
          "term \(term: term) from \(index: hint.firstIndex)"
        } else {
          "log ends before \(index: hint.firstIndex)"
        }
      return "\(strong: "refused")  prev \(index: previousIndex)  \(conflict)"
    case .preVote(let nextTerm, let lastLog):
      return "for term \(term: nextTerm)  last \(short(lastLog))"
    case .preVoteReply(let nextTerm, let granted):
      return "for term \(term: nextTerm)  \(strong: granted ? "would vote" : "would not vote")"
    case .timeoutNow: return "start an election"
    case .readIndex(let request): return "read of \(request.client)"
    case .readIndexReply(let request, let index):
      return "read of \(request.client)  readIndex \(index: index)"
    case .propose(let request, let command):
      if command.reference != nil { return "\(request.client)" }
      let what = command.operation?.description ?? "no-op"
      return "\(command: what)  of \(request.client)"
    case .installSnapshot(let snapshot):
      return "last included \(short(snapshot.last))  taken by \(snapshot.takenBy)"
    }
  }

  /// `3/4`: index 3, term 4. A message has one line, and the slash is what a log is often written
  /// with.
  private func short(_ position: LogPosition) -> Phrase {
    "\(index: position.index)/\(term: position.term)"
  }
}
