import RaftCore

extension Chinese {
  package func name(of body: Message.Body) -> String {
    switch body {
    case .requestVote: "RequestVote"
    case .requestVoteReply: "RequestVote 响应"
    case .appendEntries: "AppendEntries"
    case .appendEntriesReply: "AppendEntries 响应"
    }
  }

  package func fields(of message: Message) -> Phrase {
    "任期 \(term: message.term)  \(fields(of: message.body))"
  }

  private func fields(of body: Message.Body) -> Phrase {
    switch body {
    case .requestVote(let lastLog):
      return "末条 \(short(lastLog))"
    case .requestVoteReply(let granted):
      return "\(strong: granted ? "同意" : "拒绝")投票"
    case .appendEntries(let request):
      let first = request.previous.index + 1
      let entries: Phrase =
        switch request.entries.count {
        case 0: "无"
        case 1: "[\(index: first)]"
        default: "[\(index: first)–\(index: request.lastNewIndex)]"
        }
      return """
        前一条 \(short(request.previous))  条目 \(entries)  提交到 \(index: request.leaderCommit)
        """
    case .appendEntriesReply(.success(let matchIndex)):
      return "\(strong: "成功")  匹配到 \(index: matchIndex)"
    case .appendEntriesReply(.failure(let previousIndex, let hint)):
      let conflict: Phrase =
        if let term = hint.conflictTerm {
          "任期 \(term: term) 始于 \(index: hint.firstIndex)"
        } else {
          "日志长度不足 \(index: hint.firstIndex)"
        }
      return "\(strong: "拒绝")  前一条 \(index: previousIndex)  \(conflict)"
    }
  }

  /// `3/4`: index 3, term 4. A message has one line, and the slash is what a log is often written
  /// with.
  private func short(_ position: LogPosition) -> Phrase {
    "\(index: position.index)/\(term: position.term)"
  }
}
