import ClientPrograms
import RaftCore
import Simulation
import Teaching

// What the screen calls the programs outside.
extension Chinese {
  func banner(of act: ProgramAct) -> String {
    switch act {
    case .cut(let from, let to): "\(from) → \(to) 切断"
    case .mend(let from, let to): "\(from) → \(to) 恢复"
    case .isolate(let program): "\(program) 隔离"
    case .setLink: "链路改变"
    case .setRule(let rule, let isOn): "\(rule.id) \(isOn ? "打开" : "关闭")"
    case .crash, .restart, .pause, .resume, .setClock, .jumpClock, .release, .cancel, .proclaim,
      .ask, .watch, .unwatch, .due:
      ""
    }
  }
}

extension Chinese: ProgramLabels {
  package var byEtcd: String { "按 etcd" }
  package var believe: String { "自认为" }
  package var both: String { "同时" }
  package var nobody: String { "无" }
  package func lastSeconds(_ seconds: String) -> String { "最近 \(seconds) 秒" }
  package func token(_ token: Token) -> String { "令牌 \(token)" }
  package func forSeconds(_ seconds: String) -> String { "已 \(seconds) 秒" }
  package func together(_ milliseconds: String, times: Int) -> String {
    "共 \(milliseconds) 毫秒" + (times > 1 ? " ×\(times)" : "")
  }
  package var neverTwo: String { "从未同时" }
  package func text(of verdict: Verdict) -> String {
    switch verdict {
    case .nobody: "没有领导者"
    case .agrees: "自认与事实一致"
    case .unaware: "键的持有者并未以领导者行事"
    case .deposed: "自认为领导者的已被取代"
    case .several(let count): "\(count) 个同时自认为领导者"
    }
  }

  package var pods: String { "Pod" }
  package func name(of standing: ProgramStanding) -> String {
    switch standing {
    case .down: "宕机"
    case .notStarted: "未启动"
    case .ended: "已结束"
    case .paused: "已暂停"
    case .pausedLeader: "领导者"
    case .leads: "领导者"
    case .elected: "已当选"
    case .asks: "准备中"
    case .inLine: "排队"
    case .waits: "等待"
    case .serves: "服务中"
    }
  }
  package var clockTitle: String { "时钟" }
  package var untilTitle: String { "期限" }
  package var tokenTitle: String { "令牌" }
  package var asksTitle: String { "请求" }
  package var waitsTitle: String { "在等待" }
  package func awaits(_ call: String, of party: Party) -> String { "\(party)：\(call)" }
  package func watches(_ keys: String, at server: ServerID) -> String {
    "watch \(keys)，经 \(server)"
  }
  package func timer(_ name: String, in seconds: String) -> String { "\(name)：\(seconds) 秒后" }

  package var keys: String { "键" }
  package var valueTitle: String { "值" }
  package var leaseTitle: String { "租约" }
  package var leftTitle: String { "剩余" }
  package var noKeys: String { "没有键" }
  package func counts(_ server: ServerID) -> String { "租约由 \(server) 计时" }
  package var notCounted: String { "不计时" }
  package var watchesTitle: String { "watch" }
  package func leaseWithoutKey(_ lease: Int) -> String { "租约 \(lease)，没有键" }

  package var resourceTitle: String { "资源" }
  package func fencing(isOn: Bool) -> String { isOn ? "检查令牌" : "不检查令牌" }
  package func taken(_ count: Int) -> String { "接受 \(count)" }
  package func refused(_ count: Int) -> String { "拒绝 \(count)" }
  package func highest(_ token: Token?, of holder: String?) -> String {
    "最大令牌 \(token.map { "\($0)" } ?? "–")" + (holder.map { "，最近 \($0)" } ?? "")
  }
  package var tokens: String { "令牌" }
  package func lateWork(_ count: Int, by milliseconds: String) -> String {
    "接受了被取代者的 \(count) 次工作，最晚 \(milliseconds) 毫秒"
  }

  package func spoken(_ program: ProgramID, _ standing: ProgramStanding) -> String {
    switch standing {
    case .down: "\(program) 已宕机"
    case .notStarted: "\(program) 尚未启动"
    case .ended: "\(program) 已结束"
    case .paused: "\(program) 已暂停"
    case .pausedLeader: "\(program) 已暂停，仍自认为领导者"
    case .leads: "\(program) 自认为领导者"
    case .elected: "\(program) 已当选，等待后才行事"
    case .asks: "\(program) 准备参加选主"
    case .inLine: "\(program) 在排队"
    case .waits: "\(program) 等待成为领导者"
    case .serves: "\(program) 服务中"
    }
  }
  package func spokenClock(_ seconds: String, rate: String) -> String {
    "时钟显示 \(seconds) 秒" + (rate.isEmpty ? "" : "，速率为正常的 \(rate) 倍")
  }
  package func spokenDeadline(_ seconds: String, isPast: Bool) -> String {
    isPast ? "期限已过" : "按其时钟还剩 \(seconds) 秒"
  }
  package func spokenContest(_ contest: String, holder: String?, believers: [String]) -> String {
    let believing =
      believers.isEmpty ? "没有程序自认为领导者" : "自认为领导者的有 \(believers.joined(separator: "、"))"
    return "\(contest)：按 etcd，领导者是 \(holder ?? "无")；\(believing)。"
  }

  package func actPrompt(_ typed: String) -> String { "手动操作：\(typed)▏" }
  package func badAct(_ reason: String) -> String { "不是有效的操作：\(reason)。" }

  package var memberState: String { "etcd 成员" }
  package var beliefTitle: String { "自认为" }
  package var isolated: String { "已隔离" }
  package func cut(from: Party, to: Party) -> String { "\(from)→\(to) 切断" }
  package var openCalls: String { "未得到响应的请求" }
  package var timersTitle: String { "定时器" }
  package var recordTitle: String { "最近看到的记录" }
  package var believersTitle: String { "自认为领导者" }

  var podsLegend: [LegendLine] {
    [
      LegendLine("━━", "按 etcd，谁是领导者，从何时起"),
      LegendLine("██", "自认为领导者的 Pod，与 etcd 一致"),
      LegendLine("▒▒ ≠", "自认为领导者，但按 etcd 领导者另有其人，或没有"),
      LegendLine("!!", "不止一个自认为领导者的时间"),
      LegendLine("╌╌", "按 etcd 没有领导者"),
      LegendLine("✓", "自认与事实一致"),
      LegendLine("▶ ●", "选中：k z i c u { } J 作用于它；最近一个事件发生处"),
      LegendLine("★ ★‖", "自认为领导者；已暂停但仍自认为领导者"),
      LegendLine("◆ ○ …", "已当选、等待行事；等待；准备中"),
      LegendLine("✖ ‖ –", "宕机，暂停，已结束"),
      LegendLine("┃", "与请求的对象之间已切断"),
      LegendLine("×2", "时钟速率为正常的两倍"),
      LegendLine("▓▓░ 6.10", "按自己的时钟，租约或记录还剩多少秒"),
      LegendLine("!", "正在续约的领导者到时放弃"),
      LegendLine("pod-a →2", "Lease 对象：持有者与 leaseTransitions"),
      LegendLine("S1○t2 r8", "成员：角色、任期、已应用的 revision"),
      LegendLine("不计时", "集群没有领导者：没有成员为租约计时"),
      LegendLine("· →", "分隔符；watch，从提供它的成员发出"),
      LegendLine("▏ ↓", "下一个字的位置；下方还有内容"),
    ]
  }
}
