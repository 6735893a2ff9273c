import KeyValue
import RaftCore
import Simulation

extension Chinese {
  package func name(of body: Message.Body) -> String {
    switch body {
    case .requestVote: "RequestVote"
    case .requestVoteReply: "RequestVote 响应"
    case .appendEntries: "AppendEntries"
    case .appendEntriesReply: "AppendEntries 响应"
    case .preVote: "PreVote"
    case .preVoteReply: "PreVote 响应"
    case .timeoutNow: "TimeoutNow"
    case .readIndex: "ReadIndex"
    case .readIndexReply: "ReadIndex 响应"
    case .propose: "Propose"
    case .installSnapshot: "InstallSnapshot"
    }
  }

  package func fields(of message: Message) -> Phrase {
    // A request that is only handed on has no term, and most messages no round.
    let term: Phrase = message.term == 0 ? "" : "任期 \(term: message.term)"
    let round: Phrase =
      message.head.round == 0 ? "" : "第 \(count: Int(message.head.round)) 轮"
    return .list([term, fields(of: message.body), round].filter { $0 != "" }, separator: "  ")
  }

  private func fields(of body: Message.Body) -> Phrase {
    switch body {
    case .requestVote(let lastLog, let isTransfer):
      return "末条 \(short(lastLog))\(isTransfer ? "  领导者要求" : "")"
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
    case .preVote(let nextTerm, let lastLog):
      return "竞选任期 \(term: nextTerm)  末条 \(short(lastLog))"
    case .preVoteReply(let nextTerm, let granted):
      return "竞选任期 \(term: nextTerm)  \(strong: granted ? "同意" : "拒绝")预投票"
    case .timeoutNow: return "立即发起选举"
    case .readIndex(let request): return "\(request.client) 的读取"
    case .readIndexReply(let request, let index):
      return "\(request.client) 的读取  readIndex \(index: index)"
    case .propose(let request, let command):
      if command.reference != nil { return "\(request.client)" }
      let what = command.operation?.description ?? "no-op"
      return "\(request.client) 的命令  \(command: what)"
    case .installSnapshot(let snapshot):
      return "快照末条 \(short(snapshot.last))  由 \(snapshot.takenBy) 生成"
    }
  }

  /// `3/4`: index 3, term 4. A message has one line, and the slash is what a log is often written
  /// with.
  private func short(_ position: LogPosition) -> Phrase {
    "\(index: position.index)/\(term: position.term)"
  }
}
