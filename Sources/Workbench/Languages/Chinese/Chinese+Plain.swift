import RaftCore
import Simulation
import Teaching

extension Chinese: SpokenLabels {
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
  package func flight(from: String, to: String, says text: String, status: String) -> String {
    "\(from) 发给 \(to)：\(text)，\(status)"
  }
  package func operation(_ operation: String, outcome: String) -> String {
    "\(operation)：\(outcome)"
  }
  package func spokenSplit(_ first: ServerSet, _ second: ServerSet) -> String {
    func names(_ side: ServerSet) -> String {
      side.isEmpty ? "无" : side.map(\.description).joined(separator: " ")
    }
    return "分区：一边是 \(names(first))，另一边是 \(names(second))。"
  }
  package func spokenSafety(_ count: Int) -> String { "\(count) 条安全性质全部成立。" }
  package func flights(_ count: Int) -> String { "途中的消息 \(count) 条。" }
}
