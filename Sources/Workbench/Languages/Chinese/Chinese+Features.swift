import RaftCore
import Simulation
import Teaching

extension Chinese: FeatureLabels {
  package var featuresTitle: String { "功能：图 2 之外" }
  package var featurePrompt: String { "功能：" }
  package func needs(_ feature: String) -> String { "需要 \(feature)。" }
  package func switchedOnToo(_ needed: String, for feature: String) -> String {
    "已打开 \(feature)，并一同打开它所依赖的 \(needed)。"
  }
  package var featureOn: String { "打开" }
  package var featureOff: String { "关闭" }
  package func isOff(_ feature: String) -> String { "\(feature) 没有打开；按 B 打开。" }

  package func featuresOn(_ names: [String]) -> String {
    names.map { "+\($0)" }.joined(separator: " ")
  }
  package func featuresOn(count: Int) -> String { "+\(count) 项功能" }
  package var likeEtcd: String { "同 etcd" }
  package func spoken(_ note: String, of server: ServerID) -> String { "\(server)：\(note)。" }
  package func spokenFeatures(_ names: [String]) -> String {
    "已打开的功能：\(names.joined(separator: "、"))。"
  }

  package func strawVotes(_ count: Int, of needed: Int) -> String {
    "\(count) 票愿投，需 \(needed) 票"
  }
  package func hears(_ count: Int, of needed: Int, stepsDownIn milliseconds: Int) -> String {
    "收到 \(count) 台的消息（需 \(needed) 台），收不到则 \(milliseconds) 毫秒后退位"
  }
  package func hears(_ dots: String, stepsDownIn milliseconds: Int) -> String {
    "多数派 \(dots)，收不到则 \(milliseconds) ms 后退位"
  }
  package func quorum(_ dots: String, _ milliseconds: Int) -> String {
    "多数派 \(dots) \(milliseconds) ms"
  }
  package func lease(_ gauge: String, _ milliseconds: Int, clockOf server: ServerID) -> String {
    "租约 \(gauge)\(gauge.isEmpty ? "" : " ")\(milliseconds) ms（\(server) 的时钟）"
  }
  package func lease(_ milliseconds: Int) -> String { "租约 \(milliseconds) ms" }
  package var noLease: String { "没有租约" }
  package var leaseWithoutClock: String { "租约：在任期间一直有效" }
  package func handsOver(
    to server: ServerID, isBidden: Bool, givesUpIn milliseconds: Int, stops: Bool
  ) -> String {
    (isBidden ? "已让 \(server) 发起选举" : "正在把领导权转移给 \(server)")
      + (stops ? "，随后停止，最迟 \(milliseconds) ms 后" : "，\(milliseconds) ms 后放弃")
  }
  package func awaited(_ wait: PendingRead.Wait, index: LogIndex?) -> String {
    switch wait {
    case .ownTerm: "本任期的条目提交"
    case .round(let round): "第 \(round) 轮的响应"
    case .leader: "领导者给出索引"
    case .apply: "条目 \(index ?? 0) 应用到状态机"
    }
  }
  package func readWaits(for awaited: String) -> String { "读取在等\(awaited)" }
  package func clientWaits(for awaited: String) -> String { "，等\(awaited)" }
  package func moreReads(_ count: Int) -> String { "+\(count)" }

  package var contacts: String { "最近收到的消息（以自己的时钟计）" }
  package func heard(_ milliseconds: Int) -> String { "\(milliseconds) ms 前" }
  package func answeredRound(_ round: Int) -> String { "已响应第 \(round) 轮" }
  package func rounds(_ latest: Int, confirmed: Int) -> String {
    "\(latest)，多数派已响应 \(confirmed)"
  }
  package var readsWaiting: String { "等待中的读取" }
  package func read(for follower: ServerID) -> String { "替 \(follower) 的客户端" }
  package var handedOn: String { "已转发给领导者" }
  package var lease: String { "租约" }
  package var transfer: String { "领导权转移" }
  package var lastHeard: String { "最近的领导者" }
  package func leaseInFull(
    _ milliseconds: Int, of length: Int, timeout: Int, bound: String?, clockOf server: ServerID
  ) -> String {
    let sum = bound.map { "（\(timeout) / \($0)）" } ?? ""
    return "剩 \(milliseconds) ms，共 \(length) ms\(sum)，以 \(server) 的时钟计"
  }
  package func leaderHeard(_ leader: ServerID, _ milliseconds: Int) -> String {
    "\(leader)，\(milliseconds) ms 前"
  }
  package var strawVoteState: String { "作为预候选人：愿投的票" }
}
