import RaftCore
import Simulation
import Teaching

extension Chinese: SpokenLabels {
  package var plainWelcome: String { "raftlab 逐行模式：不绘制界面，每次按键执行一个操作，结果逐行输出。" }
  package var plainStanding: String { "整体状态" }
  package var plainDetails: String { "选中服务器的全部状态" }
  package var plainLatest: String { "最近的事件及其编号" }
  package var plainRules: String { "规则列表" }
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
        let entries =
          host.lastEntry(self).map { "日志有 \(log.lastIndex) 个条目，最后一条属于任期 \($0)" } ?? "日志为空"
        return log.snapshotSign == nil ? entries : "\(snapshot(through: log.start))，其后\(entries)"
      } ?? "日志未知"
    let term = server.currentTerm.map { "\($0)" } ?? "未知"
    let commit = server.commitIndex.map { "\($0)" } ?? "未知"
    let standing = "\(host.id)：\(role)，任期 \(term)，\(vote)，\(log)，commitIndex \(commit)。"
    return host.partedAt.map { "\(standing)\(parted(from: $0))" } ?? standing
  }
  package func flight(from: String, to: String, says text: String, status: String) -> String {
    "\(from) 发给 \(to)：\(text)，\(status)"
  }
  package func operation(_ operation: String, outcome: String) -> String {
    "\(operation)：\(outcome)"
  }
  package func spokenSplit(_ first: ServerSet, _ second: ServerSet) -> String {
    return "分区：一侧是 \(names(first))，另一侧是 \(names(second))。"
  }
  package func spokenSafety(_ count: Int) -> String { "\(count) 条安全性质全部成立。" }
  package func flights(_ count: Int) -> String { "传输中的消息 \(count) 条。" }
  package func spokenSides(_ sides: [ServerSet]) -> String {
    "网络分区：" + sides.map(names).joined(separator: "；") + "。"
  }
  private func names(_ side: ServerSet) -> String {
    side.isEmpty ? "无" : side.map(\.description).joined(separator: " ")
  }
  package func spokenLinkCut(from: ServerID, to: ServerID) -> String {
    "\(from) 到 \(to) 的链路已切断"
  }
  package func spokenSpeed(permille: Int) -> String {
    permille >= 1000
      ? "速度：实际时间的 \(permille / 1000) 倍" : "速度：实际时间的 1/\(1000 / permille)"
  }
  package var blankEntry: String { "空操作" }
  package var probing: String { "，探测已发出" }
  package var toBeProbed: String { "，待探测" }
  package func spokenWaiting(for server: ServerID?, tries: Int) -> String {
    let target = server.map { " \($0) 的响应" } ?? "响应"
    return "等待\(target)" + (tries > 1 ? "，已请求 \(tries) 次" : "")
  }
  package var begun: String { "，已开始" }
  package var unreadableSession: String { "无法读取" }
  package func numbered(_ number: String, _ line: String) -> String { "\(number)：\(line)" }
  package func moreChoices(_ count: Int) -> String { "另有 \(count) 项，同样按编号选择。" }
  package func ruleLine(_ title: String, id: String, count: Int, isOn: Bool) -> String {
    let fired = count == 0 ? "尚未触发" : "触发 \(count) 次"
    return "\(title)，\(id)：\(fired)\(isOn ? "" : "，已关闭")"
  }
  package func spokenHands(_ count: Int, for choice: String, isRight: Bool) -> String {
    "\(choice)：\(count) 人\(isRight ? "，正确" : "")"
  }
}
