import RaftCore

extension English {
  package func name(of body: Message.Body) -> String {
    switch body {
    case .requestVote: "RequestVote"
    case .requestVoteReply: "RequestVote reply"
    case .appendEntries: "AppendEntries"
    case .appendEntriesReply: "AppendEntries reply"
    }
  }

  package func fields(of message: Message) -> Phrase {
    "term \(term: message.term)  \(fields(of: message.body))"
  }

  private func fields(of body: Message.Body) -> Phrase {
    switch body {
    case .requestVote(let lastLog):
      return "last \(short(lastLog))"
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
    }
  }

  /// `3/4`: index 3, term 4. A message has one line, and the slash is what a log is often written
  /// with.
  private func short(_ position: LogPosition) -> Phrase {
    "\(index: position.index)/\(term: position.term)"
  }
}
