import RaftCore
import Simulation
import Teaching

extension Chinese {
  package func scale(_ step: TimeSpan?) -> String {
    guard let step else { return "逐事件" }
    return step < 1000 ? "\(step) 微秒" : "\(step / 1000) 毫秒"
  }
  package var zoomHint: String { ", . 缩放" }
  package func banner(of stimulus: Stimulus) -> String {
    switch stimulus {
    case .split(let sides): sides.map { "\($0)" }.joined(separator: " ┃ ")
    case .cut(let from, let to): "\(from) → \(to) 断开"
    case .mend(let from, let to): "\(from) → \(to) 修复"
    case .heal: "网络恢复"
    case .setRule(let rule, let isOn): "\(rule.id) \(isOn ? "开" : "关")"
    case .setLink: "链路改变"
    default: ""
    }
  }

  package func title(of group: RuleGroup) -> String {
    switch group {
    case .allServers: "所有服务器"
    case .followers: "跟随者"
    case .candidates: "候选者"
    case .leaders: "领导者"
    case .requestVote: "RequestVote RPC: 接收者"
    case .appendEntries: "AppendEntries RPC: 接收者"
    case .clients: "客户端"
    }
  }
  package var switchedOff: String { "已关闭" }
  package var withoutRule: String { "没有它：" }
  package var essentialRule: String { "不能关闭：没有它就不成其为 Raft。" }
  package var ruleIsOn: String { "生效中；x 关闭它。" }
  package var ruleIsOff: String { "已关闭；x 重新打开。" }
  package var neverFired: String { "它还没有触发过。" }
  package func firedLast(event: Int) -> String {
    event == 0 ? "服务器启动时触发。" : "最近一次在事件 \(event)；Enter 去那里。"
  }

  package var filter: String { "筛选" }
  package var noFilter: String { "无；按 / 输入" }
  package var filterHint: String {
    "可用：S2  操作 消息 丢失 定时器 磁盘 客户端  里程碑  规则:投票  任意文字"
  }
  package var filterPrompt: String { "只留下符合所有这些词的事件。" }
  package func title(of sieve: HistorySieve) -> String {
    switch sieve {
    case .everything: "全部"
    case .telling: "不含心跳"
    case .milestones: "只看里程碑"
    }
  }
  package func title(of kind: EventRecord.Kind) -> String {
    switch kind {
    case .stimulus: "外部操作"
    case .message: "消息到达"
    case .loss: "丢失"
    case .timer: "定时器到期"
    case .disk: "写盘完成"
    case .client: "客户端"
    }
  }
  package func passing(_ count: Int, of total: Int) -> String {
    count == total ? "\(total) 个事件" : "\(total) 个事件中的 \(count) 个"
  }
  package func searched(from first: Int, to last: Int) -> String {
    "文字只在光标附近的事件 \(first)–\(last) 中查找"
  }
  package var noEvents: String { "还没有发生任何事：请按空格键。" }
  package var noneFits: String { "没有符合的事件；Esc 清除筛选。" }
  package var branchesTitle: String { "分支" }
  package func branchFacts(_ branch: Branch) -> [String] {
    (branch.parent == nil ? [] : ["自事件 \(branch.forkedAt) 分出"]) + extent(of: branch)
  }

  package var chartsTitle: String { "图表" }
  package func span(_ length: TimeSpan?) -> String {
    guard let length else { return "整个运行" }
    return length < 1_000_000 ? "\(length / 1000) 毫秒" : "\(length / 1_000_000) 秒"
  }
  package func title(of parcel: EventRecord.Parcel) -> String {
    switch parcel {
    case .requestVote: "RequestVote"
    case .requestVoteReply: "…答复"
    case .heartbeat: "心跳"
    case .appendEntries: "AppendEntries"
    case .appendEntriesReply: "…答复"
    case .request: "请求"
    case .answer: "答复"
    }
  }

  package var paletteTitle: String { "要做什么" }
  package var themesTitle: String { "主题" }
  package func themePrompt(_ name: String, by author: String) -> String {
    author.isEmpty ? "主题：\(name)" : "主题：\(name)，作者 \(author)"
  }
  package var palettePrompt: String { "输入词语查找命令。" }
  package var noCommand: String { "没有命令符合所有这些词。" }
  package func mouse(isOn: Bool) -> String {
    isOn
      ? "鼠标归 raftlab：单击选择，滚轮滚动。按 M 交还终端。"
      : "鼠标归终端：可以选取文字。按 M 收回。"
  }
  package var clickGoes: String { "单击：去那里" }
  package var clickChooses: String { "单击：选择" }
  package var clickChoosesTwiceGoes: String { "单击选择，再击前往" }
  package func entryTitle(_ index: LogIndex) -> String { "条目 \(index)" }
  package var storedOn: String { "存于" }
  package var entryCommitted: String { "据这台服务器所知已提交" }
  package var entryNotCommitted: String { "据这台服务器所知尚未提交" }
  package func name(of view: ViewKind) -> String {
    switch view {
    case .cluster: "集群"
    case .spaceTime: "时空图"
    case .rules: "规则"
    case .inspector: "检视"
    case .history: "历史"
    case .charts: "图表"
    }
  }
  package func purpose(of view: ViewKind) -> String {
    switch view {
    case .cluster: "所有服务器及上下对齐的日志，途中的消息，客户端在等什么，以及最近一个事件的原因。"
    case .spaceTime:
      "谁在何时告诉了谁什么：每台服务器一条竖线，每条消息一条斜线，时间向下。光标以下是尚未到来的。"
    case .rules: "用自己的话写的图 2 规则，以及各触发了多少次。亮起的是最近一个事件触发的。多数安全规则可以关闭，看看它为什么存在。"
    case .inspector: "选中服务器在图 2 中的全部状态：磁盘上的和内存里的。"
    case .history: "每个事件一行。光标就是其他视图所在之处。"
    case .charts: "一眼看完整个运行：谁在哪个任期领导，各服务器提交到哪里，各种消息有多少。"
    }
  }
  package var helpForView: String { "这个屏幕：" }
  package var helpForAll: String { "各处通用" }

  package func legend(of view: ViewKind) -> [LegendLine] {
    switch view {
    case .cluster: clusterLegend
    case .spaceTime: spaceTimeLegend
    case .rules:
      [
        LegendLine("▶", "选中的规则，全文在下方"), LegendLine("↓", "下面还有规则"), LegendLine("●", "在光标处的事件中触发"),
        LegendLine("◦ S2", "上一步以来在 S2 触发过"),
        LegendLine("✗", "已关闭"), LegendLine("12  –", "在所有服务器上触发的次数；从未触发"),
      ]
    case .inspector:
      [
        LegendLine("4: 2 ∅  2 x=3", "共四个条目，列出最后几个：任期与命令"),
        LegendLine("2 ∅", "领导者任期开始时的空条目 (§8)"),
        LegendLine("… ?", "日志从哪里起一致还不知道：已询问，将询问"),
      ]
    case .history:
      [
        LegendLine("▶", "光标：其他视图所在之处"), LegendLine("★ ◆ ✓", "选出领导者，开始选举，提交条目"),
        LegendLine("● •", "消息到达；到达但只影响定时器"), LegendLine("♥ ◷", "心跳时间到；选举定时器到期"),
        LegendLine("▤ ✗ ! C", "写盘完成，消息丢失，外部操作，客户端"),
        LegendLine("└─ 2", "一个分支，列在它所离开的分支之下"),
        LegendLine("S2 S3", "筛选：这些服务器上的事件"),
        LegendLine("丢失 定时器", "筛选：这些种类 (操作 消息 丢失 定时器 磁盘 客户端)"),
        LegendLine("规则:投票", "筛选：名称中含有它的规则；或规则的全名"),
        LegendLine("任意文字", "筛选：光标附近事件的句子中含有它"),
      ]
    case .charts:
      [
        LegendLine("▶ ★ ◆ ○ ✖", "选中；光标处的领导者，候选者，跟随者，宕机"),
        LegendLine("█ ▒ ─", "领导，候选，跟随；颜色表示任期"), LegendLine("2", "服务器的新任期"),
        LegendLine("· ‖", "宕机，暂停"),
        LegendLine("▂▅█", "该时段的消息数；每行最高的一格是该行的最大值"),
        LegendLine("⠤⠊", "各服务器的 commitIndex, 各有一色"),
        LegendLine("│ ▲", "光标；单击去那里"),
      ]
    }
  }

  private var spaceTimeLegend: [LegendLine] {
    [
      LegendLine("S1 ○", "服务器，及其在光标处的角色：★ ◆ ○ ✖ ‖"),
      LegendLine("┃ ╏ │", "领导者，候选者，跟随者；颜色表示任期"), LegendLine("· ┊", "宕机，暂停"),
      LegendLine("★ ◆ ✓", "成为领导者，开始选举，提交"), LegendLine("✖ ▲ ‖", "宕机，重新运行，暂停"),
      LegendLine("▤ ≠", "写盘完成；删除冲突的条目"), LegendLine("● •", "消息到达；到达但只影响定时器"),
      LegendLine("♥ ◷", "心跳时间到；选举定时器到期"), LegendLine("5", "符号旁的数字：服务器的新任期"),
      LegendLine("⠑⢄▶", "请求是实线；答复与心跳是虚线"), LegendLine("▷ ✗", "仍在途中；丢失"),
      LegendLine("V? V✓ V✗", "RequestVote，给出投票，拒绝投票"),
      LegendLine("+2  x=3", "带 2 个条目的 AppendEntries; 客户端的请求"),
      LegendLine("✓  →S3", "给客户端的答复：完成；不是领导者，去问 S3"),
      LegendLine("╌╌ ╌╌", "网络被分区，断开或恢复"), LegendLine("…120ms", "一段静默，已缩短"),
    ]
  }
}
