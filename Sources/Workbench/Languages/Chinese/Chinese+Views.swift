import ClientPrograms
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
    case .cut(let from, let to): "\(from) → \(to) 切断"
    case .mend(let from, let to): "\(from) → \(to) 恢复"
    case .heal: "网络恢复"
    case .setRule(let rule, let isOn): "\(rule.id) \(isOn ? "打开" : "关闭")"
    case .setFeature(let feature, let isOn): "\(feature.id) \(isOn ? "打开" : "关闭")"
    case .transfer(let server): "→ \(server)"
    case .snapshot(let server): "▤ \(server)"
    case .changeMembers: stimulus.text
    case .setLink: "链路改变"
    case .setTiming(.electionTimeout(let spans)): "选举超时 \(ActNumber.text(of: spans))"
    case .setTiming(.heartbeat(let span)): "心跳 \(ActNumber.text(of: span))"
    case .manual: "手动"
    case .reseed(let seed): "种子 \(seed)"
    case .outside(let act): banner(of: act)
    case .crash, .stop, .restart, .wipe, .pause, .resume, .timeOut, .heartbeat, .sync, .isolate,
      .write, .read, .retry, .giveUp, .drop, .duplicate, .hold, .deliver, .setClock, .jumpClock,
      .setDisk:
      ""
    }
  }

  package func title(of group: Rule.Group) -> String {
    switch group {
    case .allServers: "所有服务器"
    case .followers: "跟随者"
    case .candidates: "候选人"
    case .leaders: "领导者"
    case .requestVote: "RequestVote RPC：接收者"
    case .appendEntries: "AppendEntries RPC：接收者"
    case .clients: "客户端"
    case .preVote: "图 2 之外：PreVote"
    case .checkQuorum: "图 2 之外：CheckQuorum"
    case .transfer: "图 2 之外：领导权转移"
    case .reads: "图 2 之外：不经过日志的读"
    case .leases: "图 2 之外：Lease Read"
    case .forwarding: "图 2 之外：转发请求"
    case .etcd: "图 2 之外：按 etcd 的做法"
    case .snapshots: "图 2 之外：快照"
    case .sessions: "图 2 之外：客户端会话"
    case .membership: "图 2 之外：成员变更"
    case .joint: "图 2 之外：联合共识"
    }
  }
  package var switchedOff: String { "已关闭" }
  package var withoutRule: String { "没有它：" }
  package var essentialRule: String { "不能关闭：没有这条规则就不是 Raft。" }
  package var ruleIsOn: String { "生效中；按 x 关闭。" }
  package var ruleIsOff: String { "已关闭；按 x 重新打开。" }
  package var neverFired: String { "还没有触发过。" }
  package func firedLast(event: Int) -> String {
    event == 0 ? "服务器启动时触发。" : "最近一次触发：事件 \(event)；按 Enter 跳转。"
  }

  package var filter: String { "筛选" }
  package var noFilter: String { "无；按 / 输入" }
  package var filterHint: String {
    "可用：S2  操作 消息 丢失 定时器 磁盘 客户端  里程碑  规则:投票  任意文字"
  }
  package var filterPrompt: String { "只显示包含全部关键词的事件。" }
  package func title(of sieve: HistorySieve) -> String {
    switch sieve {
    case .everything: "全部"
    case .telling: "不含心跳"
    case .milestones: "只看里程碑"
    }
  }
  package func title(of kind: EventRecord.Kind) -> String {
    switch kind {
    case .stimulus: "操作"
    case .message: "消息到达"
    case .loss: "丢失"
    case .timer: "定时器到期"
    case .disk: "写入完成"
    case .client: "客户端"
    case .outside: "Pod 与 etcd 成员"
    }
  }
  package func passing(_ count: Int, of total: Int) -> String {
    count == total ? "\(total) 个事件" : "\(total) 个事件中的 \(count) 个"
  }
  package func searched(from first: Int, to last: Int) -> String {
    "只在光标附近的事件 \(first)–\(last) 中匹配文字"
  }
  package var noEvents: String { "还没有任何事件，按空格键开始。" }
  package var noneFits: String { "没有符合的事件；Esc 清除筛选。" }
  package var branchesTitle: String { "分支" }
  package func branchFacts(_ branch: Branch) -> [String] {
    (branch.parent == nil ? [] : ["从事件 \(branch.forkedAt) 分出"]) + extent(of: branch)
  }

  package var chartsTitle: String { "图表" }
  package func span(_ length: TimeSpan?) -> String {
    guard let length else { return "整个运行" }
    return length < 1_000_000 ? "\(length / 1000) 毫秒" : "\(length / 1_000_000) 秒"
  }
  package func title(of parcel: EventRecord.Parcel) -> String {
    switch parcel {
    case .requestVote: "RequestVote"
    case .requestVoteReply: "…响应"
    case .heartbeat: "心跳"
    case .appendEntries: "AppendEntries"
    case .appendEntriesReply: "…响应"
    case .request: "请求"
    case .answer: "响应"
    case .preVote: "PreVote"
    case .preVoteReply, .readIndexReply: "…响应"
    case .timeoutNow: "TimeoutNow"
    case .readIndex: "ReadIndex"
    case .propose: "Propose"
    case .installSnapshot: "InstallSnapshot"
    case .question: "Pod 请求"
    case .reply: "…响应"
    case .notice: "watch"
    }
  }

  package var paletteTitle: String { "命令面板" }
  package var themesTitle: String { "主题" }
  package func themePrompt(_ name: String, by author: String) -> String {
    author.isEmpty ? "主题：\(name)" : "主题：\(name)，作者 \(author)"
  }
  package var palettePrompt: String { "输入关键词查找命令。" }
  package var noCommand: String { "没有匹配的命令。" }
  package func mouse(isOn: Bool) -> String {
    isOn
      ? "鼠标由 raftlab 处理：单击选择，滚轮滚动。按 M 交给终端。"
      : "鼠标由终端处理：可选取文字。按 M 切回。"
  }
  package var clickGoes: String { "单击：跳转" }
  package var clickChooses: String { "单击：选择" }
  package var clickChoosesTwiceGoes: String { "单击选择，再次单击跳转" }
  package func entryTitle(_ index: LogIndex) -> String { "条目 \(index)" }
  package var storedOn: String { "保存在" }
  package var entryCommitted: String { "在这台服务器看来已提交" }
  package var entryNotCommitted: String { "在这台服务器看来尚未提交" }
  package func name(of view: ViewKind) -> String {
    switch view {
    case .cluster: "集群"
    case .spaceTime: "时空图"
    case .rules: "规则"
    case .inspector: "详情"
    case .history: "历史"
    case .charts: "图表"
    case .pods: "Pod 与键"
    case .explorer: "可能发生什么"
    case .experiments: "实验"
    case .fate: "可能的未来"
    }
  }
  package func purpose(of view: ViewKind) -> String {
    switch view {
    case .cluster: "所有服务器及对齐的日志、传输中的消息、客户端的等待状态，以及最近一个事件的原因。"
    case .spaceTime:
      "谁在何时向谁发送了什么：每台服务器一条竖线，每条消息一条斜线，时间向下。光标以下尚未发生。"
    case .rules: "论文图 2 各条规则的说明和触发次数。高亮的由最近一个事件触发。多数安全规则可以关闭，看看缺了它会怎样。"
    case .inspector: "选中服务器在论文图 2 中的全部状态：磁盘上的和内存里的。"
    case .history: "每个事件一行。光标所在的时刻，就是其他视图显示的时刻。"
    case .charts: "整次运行一览：各任期的领导者、各服务器的提交进度、各类消息的数量。"
    case .explorer:
      "不计时间，接下来可能发生的每一步，以及会带来的变化：按 Enter 让它发生，成为分支。按 / 在界限内搜索到目标的最短路径。"
    case .pods:
      "按 etcd 的领导者与自认为的领导者：同一段时间的条形上下对照。下面是各 Pod 的时钟与期限、键与租约，以及领导者所用的资源。"
    case .experiments:
      "对几组设置各做许多次试验，每组一条线：某件事需要多久，或多常发生。按 f 打开文件里的实验，按 S 保存图和表。"
    case .fate:
      "从运行中的许多事件各抽取许多个未来，操作相同，随机数不同：在多大比例的未来里，最后由哪台服务器领导，写入是否提交，"
        + "性质是否违反。比例突变之处，就是决定结局的事件；按 Enter 跳到选中的结局确定的事件。"
    }
  }
  package var helpForView: String { "这个屏幕：" }
  package var helpForAll: String { "通用按键" }

  package func legend(of view: ViewKind) -> [LegendLine] {
    switch view {
    case .cluster: clusterLegend
    case .spaceTime: spaceTimeLegend
    case .rules:
      [
        LegendLine("▶", "选中的规则，全文在下方"), LegendLine("↑ ↓", "上方、下方还有规则"),
        LegendLine("●", "在光标处的事件中触发"),
        LegendLine("◦ S2", "上次移动之后在 S2 触发"),
        LegendLine("✗", "已关闭"), LegendLine("12  –", "在所有服务器上触发的次数；从未触发"),
        LegendLine("· 关闭", "这些规则所属的功能没有打开：按 B 打开"),
      ]
    case .inspector:
      [
        LegendLine("4: 2 ∅  2 x=3", "共四个条目，列出最后几个：任期与命令"),
        LegendLine("2 ∅", "领导者上任时追加的空操作 (§8)"),
        LegendLine("▤9/2", "之前的快照：到条目 9（任期 2）为止"),
        LegendLine("… ?", "尚未确定日志从何处一致：探测已发出 / 待发出"),
        LegendLine("↑ ↓", "上方、下方还有内容"),
        LegendLine("S1→S3", "已切断：S1 发给 S3 的消息会丢失，反方向可能仍然连通"),
      ]
    case .history:
      [
        LegendLine("▶", "光标：其他视图显示的时刻"), LegendLine("★ ◆ ◇ ✓", "选出领导者，开始选举，询问选票，提交条目"),
        LegendLine("○ ⇒", "收不到多数派消息的领导者退位；领导权转移"),
        LegendLine("● •", "消息到达；到达但只影响定时器"), LegendLine("♥ ◷", "心跳定时器到期；选举定时器到期"),
        LegendLine("▤ ✗ ! C", "写入磁盘完成，消息丢失，操作，客户端"),
        LegendLine("└─ 2", "分支，列在来源分支的下方"),
        LegendLine("S2 pod-a", "筛选：这些服务器、这些 Pod 上的事件"),
        LegendLine("P", "Pod 的事件，或成员为 Pod 做的事"),
        LegendLine("丢失 定时器", "筛选：这些种类 (操作 消息 丢失 定时器 磁盘 客户端)"),
        LegendLine("规则:投票", "筛选：名称含有该词的规则；或规则的全名"),
        LegendLine("任意文字", "筛选：光标附近事件的句子含有该文字"),
      ]
    case .charts:
      [
        LegendLine("▶ ★ ◆ ◇ ○ ✖", "选中；服务器在光标处的角色"),
        LegendLine("█ ▒ ░ ─", "领导者，候选人，预候选人，跟随者；颜色表示任期"), LegendLine("2", "服务器的新任期"),
        LegendLine("· ‖", "宕机，暂停"),
        LegendLine("★ █ !", "一个 Pod 自认为领导者；不止一个"),
        LegendLine("▂▅█", "该时段的消息数；每行最高的一格是该行的最大值"),
        LegendLine("⠤⠊", "各服务器的 commitIndex，各有一色"),
        LegendLine("│ ▲", "光标；单击跳转"),
      ]
    case .pods: podsLegend
    case .explorer:
      [
        LegendLine("▶", "选中的一步；路径中的下一步"),
        LegendLine("★ ◆ ◇ ○", "领导者，候选人，预候选人，跟随者"),
        LegendLine("✖ ‖", "宕机，暂停"), LegendLine("↑ ↓", "上方、下方还有内容"),
        LegendLine("→S1  2 ∅", "列表旁：投票给谁；领导者上任时追加的空操作 (§8)"),
        LegendLine("S2 …", "下面是 S2 上的各步：消息到达、丢失、重复，S2 自己的操作"),
        LegendLine("‹写入 1›", "选中的界限：按 , 和 . 选择，按 + 和 - 调整"),
        LegendLine("violation", "目标：违反安全性质；也可以写 violation election-safety"),
        LegendLine("S2 leads", "目标；也可以写 S2 leads in term 3、S2 cannot win、two leaders in one term"),
        LegendLine("entry 1 lost", "目标：同一索引提交了别的条目；也可以写 entry 5 committed"),
        LegendLine("x=1 committed", "目标；也可以写 x=1 committed in term 3"),
      ]
    case .experiments:
      [
        LegendLine("▶", "选中的实验"), LegendLine("a b", "一条线的字母，标在曲线上和表中"),
        LegendLine("⠤⠊", "用时不超过横轴所示的试验所占的比例（向上）"),
        LegendLine("├─●─┤", "比例及其 95% 置信区间"), LegendLine("= ◇", "别人得到的数值"),
        LegendLine("↓", "下方还有内容：PgDn 或滚轮"),
      ]
    case .fate:
      [
        LegendLine("▶", "选中的问题"),
        LegendLine("1 2 3", "最后由 S1、S2、S3 领导的未来所占的比例"),
        LegendLine("·", "没有领导者；下方各行：没有这样的未来"),
        LegendLine("▁▄█", "左边的问题答案为“是”的未来所占的比例"),
        LegendLine("34.1 % (31–37)", "光标处的比例及其 95% 置信区间"),
        LegendLine("▲", "光标，横轴是事件；单击跳转"), LegendLine("●", "比例变化最大之处，以及那里发生的事"),
        LegendLine(", .", "看更长或更短的一段运行"),
      ]
    }
  }

  private var spaceTimeLegend: [LegendLine] {
    [
      LegendLine("S1 ○", "服务器，及其在光标处的角色：★ ◆ ◇ ○ ✖ ‖"),
      LegendLine("┃ ╏ ╎ │", "领导者，候选人，预候选人，跟随者；颜色表示任期"), LegendLine("· ┊", "宕机，暂停"),
      LegendLine("a b A1 R E", "有 Pod 时：Pod、API 服务器、资源、etcdctl"),
      LegendLine("┃ ╏ ╎", "自认为领导者的 Pod；同上但已暂停；未启动"),
      LegendLine("★ ◆ ◇ ✓", "成为领导者，开始选举，询问选票，提交"),
      LegendLine("○ ⇒", "收不到多数派消息的领导者退位；领导权转移"), LegendLine("✖ ▲ ‖", "宕机，重新运行，暂停"),
      LegendLine("▤ ≠", "写入磁盘完成；删除冲突的条目"), LegendLine("● •", "消息到达；到达但只影响定时器"),
      LegendLine("♥ ◷", "心跳定时器到期；选举定时器到期"), LegendLine("5", "符号旁的数字：服务器的新任期"),
      LegendLine("⠑⢄▶", "请求是实线；响应与心跳是虚线"), LegendLine("▷ ✗", "仍在传输中；丢失"),
      LegendLine("↑ ↓", "上方、下方还有内容"),
      LegendLine("V? V✓ V✗", "RequestVote，同意投票，拒绝投票"),
      LegendLine("P? P✓ P✗", "PreVote，愿意投票，不愿投票"),
      LegendLine("R? R5  T!", "ReadIndex 询问，给出索引 5；TimeoutNow"),
      LegendLine("+2  x=3", "带 2 个条目的 AppendEntries；客户端的请求"),
      LegendLine("▤9/2", "InstallSnapshot：到条目 9（任期 2）为止的快照"),
      LegendLine("✓  →S3", "给客户端的响应：完成；不是领导者，改向 S3 请求"),
      LegendLine("╌╌ ╌╌", "网络分区，切断或恢复"), LegendLine("…120ms", "无事件的时段，已压缩"),
    ]
  }
}
