import RaftCore
import Simulation
import Teaching

/// What the laboratory says of itself when it draws nothing, in one language.
package protocol RecitalLabels: Sendable {
  /// What this is, and how to use it.
  var plainWelcome: String { get }
  /// What a key says: how everything stands; all about a server; the latest events.
  var plainStanding: String { get }
  var plainDetails: String { get }
  var plainLatest: String { get }
  /// Something can only be drawn.
  var isPicture: String { get }
  /// What was being chosen or typed is over.
  var leftMode: String { get }
  /// So many events are not told.
  func leftOut(_ count: Int) -> String
  /// The moment that is looked at: virtual seconds, the event's number and how many there are.
  func moment(_ seconds: String, event: Int, of count: Int, isRunning: Bool) -> String
  /// A server in a sentence.
  func standing(of host: Host, role: String) -> String
  func flights(_ count: Int) -> String
}

extension Language {
  var recitalLabels: any RecitalLabels {
    switch self {
    case .english: English()
    case .chinese: Chinese()
    }
  }
}

extension Host {
  /// The entry at the end of the log, as the screen writes it; nil without one.
  fileprivate var lastEntry: String? {
    let log = server.log
    return log.lastIndex > 0 ? LogColumns.text(of: log[log.lastIndex]) : nil
  }
}

extension English: RecitalLabels {
  package var plainWelcome: String {
    "raftlab in plain lines: nothing is drawn. A key is an act, and what happens is said here."
  }
  package var plainStanding: String { "how everything stands" }
  package var plainDetails: String { "everything about the selected server" }
  package var plainLatest: String { "the latest events" }
  package var isPicture: String {
    "That is a picture, and plain mode draws none. Tab says how everything stands."
  }
  package var leftMode: String { "Done." }
  package func leftOut(_ count: Int) -> String { "\(count) more events before these." }
  package func moment(
    _ seconds: String, event: Int, of count: Int, isRunning: Bool
  ) -> String {
    "At \(seconds) seconds, event \(event) of \(count), \(isRunning ? "running" : "paused")."
  }
  package func standing(of host: Host, role: String) -> String {
    let server = host.server
    let vote = server.votedFor.map { "voted for \($0)" } ?? "has not voted"
    let log =
      host.lastEntry.map { "log of \(server.log.lastIndex), last entry term \($0)" }
      ?? "log empty"
    return "\(host.id): \(role), term \(server.currentTerm), \(vote), \(log), "
      + "commitIndex \(server.commitIndex)."
  }
  package func flights(_ count: Int) -> String {
    count == 1 ? "1 message in flight." : "\(count) messages in flight."
  }
}

extension Chinese: RecitalLabels {
  package var plainWelcome: String { "raftlab 逐行模式：不作画。一个键就是一个操作，发生的事在这里说出来。" }
  package var plainStanding: String { "各处的现状" }
  package var plainDetails: String { "选中服务器的全部状态" }
  package var plainLatest: String { "最近的事件" }
  package var isPicture: String { "那是图画，逐行模式不作画。按 Tab 听各处的现状。" }
  package var leftMode: String { "完成。" }
  package func leftOut(_ count: Int) -> String { "在这些之前还有 \(count) 个事件。" }
  package func moment(
    _ seconds: String, event: Int, of count: Int, isRunning: Bool
  ) -> String {
    "\(seconds) 秒，第 \(event) 个事件，共 \(count) 个，\(isRunning ? "运行中" : "已暂停")。"
  }
  package func standing(of host: Host, role: String) -> String {
    let server = host.server
    let vote = server.votedFor.map { "投给 \($0)" } ?? "未投票"
    let log =
      host.lastEntry.map { "日志 \(server.log.lastIndex) 条，最后一条任期 \($0)" } ?? "日志为空"
    return "\(host.id)：\(role)，任期 \(server.currentTerm)，\(vote)，\(log)，"
      + "commitIndex \(server.commitIndex)。"
  }
  package func flights(_ count: Int) -> String { "途中的消息 \(count) 条。" }
}
