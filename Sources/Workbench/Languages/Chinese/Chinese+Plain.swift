import RaftCore
import Simulation
import Teaching

extension Chinese: SpokenLabels {
  package var plainWelcome: String { "raftlab 逐行模式：不绘制界面，每次按键执行一个操作，结果逐行输出。" }
  package var plainStanding: String { "整体状态" }
  package var plainDetails: String { "选中服务器的全部状态" }
  package var plainLatest: String { "最近的事件" }
  package var isPicture: String { "这是图形视图，逐行模式不显示。按 Tab 输出整体状态。" }
  package var leftMode: String { "完成。" }
  package func leftOut(_ count: Int) -> String { "在这些之前还有 \(count) 个事件。" }
  package func moment(
    _ seconds: String, event: Int, of count: Int, isRunning: Bool
  ) -> String {
    "\(seconds) 秒，第 \(event) 个事件，共 \(count) 个，\(isRunning ? "运行中" : "已暂停")。"
  }
  package func standing(of host: ServerState, role: String) -> String {
    let server = host.raft
    let vote =
      server.vote.map { $0.candidate.map { "投给 \($0)" } ?? "未投票" } ?? "投票未知"
    let log =
      server.log.map { log in
        host.lastEntry.map { "日志有 \(log.lastIndex) 个条目，最后一条属于任期 \($0)" } ?? "日志为空"
      } ?? "日志未知"
    let term = server.currentTerm.map { "\($0)" } ?? "未知"
    let commit = server.commitIndex.map { "\($0)" } ?? "未知"
    return "\(host.id)：\(role)，任期 \(term)，\(vote)，\(log)，commitIndex \(commit)。"
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
    return "分区：一侧是 \(names(first))，另一侧是 \(names(second))。"
  }
  package func spokenSafety(_ count: Int) -> String { "\(count) 条安全性质全部成立。" }
  package func flights(_ count: Int) -> String { "传输中的消息 \(count) 条。" }
}
