import RaftCore

/// Messages in words.
enum MessageText {
  static func text(_ message: Message) -> String {
    let term = message.term > 0 ? " term \(message.term)" : ""
    let round = message.head.round > 0 ? ", round \(message.head.round)" : ""
    let content = content(message.body)
    return name(message.body) + term + (content.isEmpty ? "" : ", \(content)") + round
  }

  /// Messages that say the same to several servers, in one line each.
  static func grouped(_ messages: [Message]) -> [String] {
    var groups: [(text: String, to: [ServerID])] = []
    for message in messages {
      let text = text(message)
      if let place = groups.firstIndex(where: { $0.text == text }) {
        groups[place].to.append(message.to)
      } else {
        groups.append((text, [message.to]))
      }
    }
    return groups.map { group in
      "to " + group.to.map(\.description).joined(separator: " ") + ": " + group.text
    }
  }

  private static func name(_ body: Message.Body) -> String {
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

  private static func content(_ body: Message.Body) -> String {
    switch body {
    case .requestVote(let last, let isTransfer):
      return "log ends with \(last)" + (isTransfer ? ", bidden by the leader" : "")
    case .requestVoteReply(let granted): return granted ? "granted" : "refused"
    case .appendEntries(let request):
      let entries =
        request.entries.isEmpty
        ? "no entries" : "[" + request.entries.map(Telling.entry).joined(separator: " ") + "]"
      return "after \(request.previous) \(entries), commit \(request.leaderCommit)"
    case .preVote(let nextTerm, let last): return "for term \(nextTerm), log ends with \(last)"
    case .preVoteReply(let nextTerm, let granted):
      return "for term \(nextTerm), " + (granted ? "granted" : "refused")
    case .timeoutNow: return ""
    case .readIndex(let request): return "request \(request.number)"
    case .readIndexReply(let request, let index):
      return "request \(request.number) at index \(index)"
    case .propose(let request, let command):
      return "request \(request.number), \(command.text)"
    case .installSnapshot(let snapshot): return "through \(snapshot)"
    case .appendEntriesReply(.success(let match)): return "agree up to \(match)"
    case .appendEntriesReply(.failure(let previous, let hint)):
      let own =
        hint.conflictTerm.map { "term \($0) there, since index \(hint.firstIndex)" }
        ?? "nothing from \(hint.firstIndex) on"
      return "no match at \(previous): \(own)"
    }
  }
}
