import ClientPrograms
import RaftCore
import Simulation

/// The texts in Chinese; the folder holds the rest of them.
///
/// Names of the paper's variables and RPCs stay as they are. A rule's text gives the English term
/// beside the Chinese one where it first stands; the sentences on the screen have no room for that.
package struct Chinese: Phrasebook {
  package var canBeSwitchedOff: String { "可以关闭" }
  package var canBeSwitchedOn: String { "可以打开" }
  package var without: String { "没有它：" }
  package var with: String { "有了它：" }
  package init() {}

  package func name(of role: RoleState) -> String {
    switch role {
    case .follower: "跟随者"
    case .preCandidate: "预候选人"
    case .candidate: "候选人"
    case .leader: "领导者"
    }
  }

  package var noOp: Phrase { "空操作" }

  package func otherwise(_ server: ServerID, follows rule: RuleText) -> Phrase {
    "\(server)：\(Phrase(stringLiteral: rule.title))。"
  }

  package func otherwise(_ program: ProgramID, follows rule: RuleText) -> Phrase {
    "\(program)：\(Phrase(stringLiteral: rule.title))。"
  }

  package func text(of source: Source) -> String {
    [source.sectionText, source.place.map(text) ?? ""].filter { !$0.isEmpty }
      .joined(separator: " · ")
  }

  private func text(of place: Source.Place) -> String {
    switch place {
    case .requestVoteReceiver(let step): "RequestVote RPC，接收者第 \(step) 条"
    case .appendEntriesReceiver(let step): "AppendEntries RPC，接收者第 \(step) 条"
    case .appendEntriesResults: "AppendEntries RPC，返回值"
    case .allServers: "所有服务器的规则"
    case .followers: "跟随者的规则"
    case .candidates: "候选人的规则"
    case .leaders: "领导者的规则"
    case .persistentState: "图 2，持久化状态"
    case .figure(let number): "图 \(number)"
    case .end: "该节末尾"
    case .dissertation(let section): "博士论文 §\(section)"
    }
  }
}

// Words that sentences are made of.
extension Chinese {
  /// `S1、S2 和 S3`.
  func list(_ servers: ServerSet) -> Phrase {
    .list(servers.map { "\($0)" }, separator: "、", last: " 和 ")
  }

  /// `136.3 毫秒`, of so many microseconds.
  func ms(_ span: TimeSpan) -> Phrase { "\(.milliseconds(span)) 毫秒" }

  /// `12.345 秒`, a moment of a program's clock.
  func s(_ moment: Int) -> Phrase { "\(.seconds(moment)) 秒" }

  /// `条目 5`, or `条目 5 至 7`.
  func entries(_ range: ClosedRange<LogIndex>) -> Phrase {
    range.count == 1
      ? "条目 \(index: range.lowerBound)"
      : "条目 \(index: range.lowerBound) 至 \(index: range.upperBound)"
  }

  /// `（索引 3，任期 4）`.
  func at(_ position: LogPosition) -> Phrase {
    "（索引 \(index: position.index)，任期 \(term: position.term)）"
  }

  /// `任期 4 中`, or `本任期中` when it is not known.
  func inTerm(_ term: Term?) -> Phrase {
    if let term { "任期 \(term: term) 中" } else { "本任期中" }
  }

  /// `（x=3，y=4）`, or nothing.
  func bracketed(_ commands: [Phrase]) -> Phrase {
    commands.isEmpty ? "" : "（\(Phrase.list(commands, separator: "，"))）"
  }
}
