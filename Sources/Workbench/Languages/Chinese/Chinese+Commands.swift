import RaftCore
import Simulation
import Teaching

extension Chinese {
  package func title(of command: KeyCommand, in context: Keymap.Context) -> String {
    switch command {
    case .step: "单步：执行下一个事件"
    case .skip: "跳过心跳及其响应"
    case .nextMilestone: "运行到下一个里程碑：选出领导者、提交条目、任期改变"
    case .runOrPause: "运行，或暂停"
    case .back: "退回一个事件"
    case .forward: "前进一个事件"
    case .previousMilestone: "退回上一个里程碑"
    case .followingMilestone: "前进到下一个里程碑"
    case .beginning: "到开头"
    case .latest: context != .normal ? "到末尾" : "到最新的事件"
    case .goToEvent: "按编号跳转到一个事件"
    case .faster: "加快"
    case .slower: "放慢"
    case .branches: "列出历史的分支，并跳转"
    case .manual: "从此全靠手动：不再自动发生任何事件"
    case .reseed: "更换随机种子：从这里开始另一种未来"
    case .fateView: "可能的未来：从运行的各个时刻抽取一千个未来，看各种结局的比例"
    case .timing: "时间参数：延迟、丢失、选举超时、心跳做成旋钮，并说明能否稳定"
    case .followFuture: "进入一个出现选中结局的未来"
    case .followOther: "进入一个不出现选中结局的未来"
    case .openFile: "打开文件里的实验"
    case .saveResults: "保存结果：图和表"
    case .turnDown: "调小"
    case .turnUp: "调大"
    case .selectServer: "选择服务器"
    case .selectPrevious: "选择上面的服务器；服务器之后是 Pod 和 API 服务器"
    case .selectNext: "选择下面的服务器；服务器之后是 Pod 和 API 服务器"
    case .killOrRestart: "让选中的服务器或 Pod 宕机或重启"
    case .stop: "让其正常停止：领导者若能转移领导权，先转移再停止；Pod 则结束"
    case .pauseOrResume: "暂停或恢复选中的服务器或 Pod"
    case .timeOut: "让其选举定时器（或 Pod 的定时器）立即到期"
    case .wipe: "让其宕机并丢失磁盘 (超出 Raft 的假设)"
    case .transfer: "让选中的服务器成为领导者（领导权转移）"
    case .snapshot: "让选中的服务器立即生成快照，并丢弃到此为止的日志"
    case .features: "图 2 之外的功能：逐个打开或关闭"
    case .members: "成员：加入、移除、提升服务器，或一起变更多台"
    case .addLearner: "作为 Learner 加入"
    case .removeMember: "移除"
    case .markMember: "标记，与其他服务器一起加入或离开"
    case .heartbeat: "让选中领导者的心跳定时器立即到期"
    case .sync: "让其最早的一次写入立即落盘"
    case .clockSlower: "让其时钟变慢"
    case .clockFaster: "让其时钟变快"
    case .clockJump: "让其时钟向前跳 100 毫秒：定时器提前到期；Pod 的时钟跳 2 秒"
    case .slowDisk: "让其磁盘变慢（每次写入 100 毫秒；有 Pod 时 5 秒），或恢复"
    case .release: "让 Pod 立即放弃领导权，工作仍在继续"
    case .actByHand: "手动：输入一个操作，如 delete /leader、revoke 13、put /leader x"
    case .write: "客户端经选中的服务器写入下一个值"
    case .writeByHand: "客户端写入你输入的内容 (键=值)"
    case .read: "客户端读取上一次用到的键"
    case .readIndex: "在选中的服务器上线性一致读（ReadIndex）上一次用到的键"
    case .readByLease: "Lease Read：读取上一次用到的键，以领导者的时钟为准"
    case .readSerializable: "在选中的服务器上直接读上一次用到的键（可串行化读）"
    case .retry: "等待最久的客户端重试，改向选中的服务器"
    case .giveUp: "等待最久的客户端放弃"
    case .split: "网络分区：数字键把服务器换到另一侧，Enter 生效"
    case .isolate: "隔离选中的服务器或 Pod"
    case .cutLink: "单向切断或恢复一条链路；选中 Pod 时切断它与所请求对象的链路（双向）"
    case .heal: "恢复网络：取消分区，接通所有链路"
    case .messages: "选择一条传输中的消息并操作"
    case .nextView: "下一个视图"
    case .clusterView: "集群（按 v 或 Tab 也能到）"
    case .inspectorView: "详情：选中服务器的全部状态"
    case .scrollLogBack: "日志向左滚动（较旧）"
    case .scrollLogForward: "日志向右滚动（较新）"
    case .record: "开始或停止录制屏幕（asciicast）"
    case .savePicture: "保存屏幕图片（SVG 和文本）"
    case .themes: "主题：逐个查看并选择"
    case .language: "语言"
    case .spaceTimeView: "时空图：服务器是竖线，消息是斜线"
    case .rulesView: "规则：论文图 2 与触发情况"
    case .historyView: "历史：每个事件一行，以及分支"
    case .chartsView: "图表：整次运行一览"
    case .podsView: "Pod 与键：自认与事实、租约、资源"
    case .explorerView: "接下来可能发生什么，以及从这里搜索到目标的路径"
    case .explore:
      switch context {
      case .explorer: "继续或停止搜索"
      case .rules: "对于关闭的规则：缺了它会违反安全性质的最短运行"
      default: "探索：接下来可能发生什么，顺序不限；从这里搜索到目标的路径"
      }
    case .widenBound: "放宽选中的界限"
    case .narrowBound: "收窄选中的界限"
    case .previousEntry: "查看前一个条目"
    case .nextEntry: "查看后一个条目"
    case .whyNot: "为什么没有：没有领导者、选中的服务器不能当选、条目没有提交、客户端在等待"
    case .filter where context == .explorer: "输入要搜索的目标：violation、S2 leads、entry 1 lost"
    case .experimentsView: "实验：对一组设置做许多次试验，例如论文图 16"
    case .filter:
      context == .normal ? "输入历史的筛选条件" : "按文字或编号查找列表中的一行"
    case .mouse: "鼠标：交给终端或由 raftlab 处理"
    case .largePrint: "大字模式：适合投影，再按一次恢复"
    case .palette: "命令面板：按关键词查找命令"
    case .zoomIn: context == .explorer ? "选择搜索的下一项界限" : "放大"
    case .zoomOut: context == .explorer ? "选择前一项界限" : "缩小"
    case .pageUp: context == .normal ? "向上滚动：原因、详情" : "向上一页"
    case .pageDown: context == .normal ? "向下滚动：原因、详情" : "向下一页"
    case .switchRule: "关闭或打开选中的规则"
    case .nextSieve: "切换级别：全部 / 不含心跳 / 只看里程碑"
    case .clearFilter: "清除筛选"
    case .redraw: "重画屏幕"
    case .help: "帮助"
    case .quit: "退出"
    case .lessons: "课程：选择一课"
    case .lessonNext: "课程继续"
    case .lessonBack: "退回课程的上一步"
    case .lessonReturn: "回到课程的当前位置"
    case .chapters: "列出章节，转到其中一章"
    case .leaveLesson: "退出课程"
    case .saveSession: "把本次运行存为脚本（可加注解）"
    case .openSession: "打开会话"
    case .share: "显示这次运行的分享码"
    case .confirm: confirmTitle(in: context)
    case .cancel: context == .explorer ? "停止搜索，或返回" : "返回"
    case .chooseDigit:
      switch context {
      case .linking: "指定服务器"
      case .splitting: "把服务器换到另一侧"
      case .choosingFeature: "按编号打开或关闭"
      default: "按编号选择"
      }
    case .chooseUp: context == .reading || context == .sharing ? "向上滚动" : "上一个"
    case .chooseDown: context == .reading || context == .sharing ? "向下滚动" : "下一个"
    case .dropMessage: "丢弃"
    case .duplicateMessage: "重复一份"
    case .holdMessage: "暂扣"
    case .deliverMessage: "立即送达"
    }
  }

  private func confirmTitle(in context: Keymap.Context) -> String {
    switch context {
    case .splitting: "生效"
    case .choosingFeature: "打开或关闭"
    case .choosingMember: "一起变更所有已标记的；没有标记时加入、提升或移除选中的"
    case .choosingTheme: "使用此主题"
    case .choosingBranch, .history, .goingToEvent: "跳转"
    case .rules, .choosingRule: "跳到最近一次触发"
    case .fate: "跳到选中的结局确定的事件"
    case .experiments: "开始，或继续"
    case .namingExperiment: "打开"
    case .acting: "执行"
    case .explorer: "让选中的一步发生，成为分支"
    case .seeking: "开始搜索"
    case .filtering: "保留筛选"
    case .searching: "执行"
    case .writing: "发送写请求"
    case .saving: "继续"
    case .choosingSession: "打开"
    default: "确认"
    }
  }

  package func hint(of command: KeyCommand) -> String {
    switch command {
    case .step: "单步"
    case .skip: "跳过心跳"
    case .nextMilestone: "里程碑"
    case .runOrPause: run
    case .back: "退回"
    case .selectServer: "选择"
    case .killOrRestart: kill
    case .stop: "停止"
    case .pauseOrResume: pauseServer
    case .timeOut: "超时"
    case .write: "写入"
    case .read: "读取"
    case .transfer: "转移"
    case .snapshot: "快照"
    case .features: "功能"
    case .members: "成员"
    case .addLearner: "Learner"
    case .markMember: "标记"
    case .readIndex: "线性一致读"
    case .readByLease: "Lease Read"
    case .readSerializable: "直接读"
    case .split: "分区"
    case .isolate: "隔离"
    case .cutLink: "切断"
    case .heal: "恢复"
    case .messages: "消息"
    case .nextView: "视图"
    case .faster: "加快"
    case .slower: "放慢"
    case .help: "帮助"
    case .quit: "退出"
    case .lessons: "课程"
    case .lessonNext: "继续"
    case .lessonBack: "退回"
    case .lessonReturn: "回到课程"
    case .chapters: "章节"
    case .leaveLesson: "退出课程"
    case .confirm: "跳转"
    case .cancel: "返回"
    case .chooseDigit: "换到另一侧"
    case .chooseUp: "上"
    case .chooseDown: "下"
    case .dropMessage: "丢弃"
    case .duplicateMessage: "重复"
    case .holdMessage: "暂扣"
    case .deliverMessage: "立即送达"
    case .zoomIn: "放大"
    case .zoomOut: "缩小"
    case .switchRule: "开关"
    case .filter: "筛选"
    case .nextSieve: "级别"
    case .palette: "命令"
    case .themes: "主题"
    case .mouse: "鼠标"
    case .largePrint: "大字"
    case .spaceTimeView: "时空图"
    case .rulesView: "规则"
    case .historyView: "历史"
    case .chartsView: "图表"
    case .podsView: "Pod"
    case .explore: "探索"
    case .whyNot: "为什么没有"
    case .previousEntry: "前一条目"
    case .nextEntry: "后一条目"
    case .experimentsView: "实验"
    case .fateView: "未来"
    case .timing: "时间参数"
    case .followFuture: "看一个"
    case .followOther: "看相反的"
    case .openFile: "文件"
    case .saveResults: "保存"
    case .turnDown: "调小"
    case .turnUp: "调大"
    case .release: "释放"
    case .actByHand: "手动"
    case .clearFilter: "清除"
    case .clusterView: "集群"
    case .inspectorView: "详情"
    case .latest: "最新"
    case .saveSession: "保存"
    case .openSession: "会话"
    case .share: "分享"
    default: title(of: command, in: .normal)
    }
  }

  package func title(of group: Keymap.Group) -> String {
    switch group {
    case .time: "时间"
    case .servers: "服务器"
    case .clients: "客户端"
    case .programs: "Pod"
    case .network: "网络"
    case .screen: "屏幕"
    case .views: "视图中"
    case .lessons: "课程"
    case .sessions: "会话"
    case .modes: "选择时"
    }
  }

  package func title(of context: Keymap.Context) -> String {
    switch context {
    case .normal: ""
    case .splitting: "网络分区时"
    case .linking: "切断链路时"
    case .choosingMessage: "选择消息时"
    case .choosingFeature: "选择功能时"
    case .choosingMember: "选择成员时"
    case .choosingTheme: "选择主题时"
    case .choosingBranch: "选择分支时"
    case .writing: "输入写请求时"
    case .acting: "输入操作时"
    case .filtering: "输入筛选时"
    case .searching: "命令面板中"
    case .spaceTime: "时空图"
    case .rules: "规则"
    case .history: "历史"
    case .charts: "图表"
    case .explorer: "可能发生什么"
    case .seeking: "输入目标时"
    case .asking: "查看为什么时"
    case .experiments: "实验"
    case .fate: "可能的未来"
    case .namingExperiment: "输入实验文件名时"
    case .turning: "调节时间参数时"
    case .lesson: "课程中"
    case .lessonAway: "在自己的分支上时"
    case .choosingLesson: "选择课程或章节时"
    case .saving: "保存会话时"
    case .choosingSession: "选择会话时"
    case .sharing: "查看分享码时"
    case .finding: "在列表中查找"
    case .choosingRule: "逐行模式中选择规则时"
    case .goingToEvent: "按编号跳转时"
    case .hurrying: "课程快进时"
    case .reading: "阅读帮助时"
    }
  }

  package var kill: String { "宕机" }
  package var restart: String { "重启" }
  package var pauseServer: String { "暂停" }
  package var resumeServer: String { "恢复" }
  package func stop(_ party: Party) -> String { "停止 \(party)" }
  package func handOver(to server: ServerID) -> String { "转移给 \(server)" }
  package func takeSnapshot(of server: ServerID) -> String { "\(server) 快照" }
  package func snapshot(through last: LogPosition) -> String {
    "快照到 \(last.index)，任期 \(last.term)"
  }
  package var run: String { "运行" }
  package var pause: String { "暂停" }

  var clusterLegend: [LegendLine] {
    [
      LegendLine("▶", "选中的服务器：k、z、t、i、w、l 作用于它"),
      LegendLine("●", "最近一个事件发生的服务器"),
      LegendLine("★ ◆ ◇ ○", "领导者 (Leader)、候选人 (Candidate)、预候选人、跟随者 (Follower)"),
      LegendLine("△ ·", "Learner；不是成员的服务器"),
      LegendLine("{123}{345}", "所用的配置：C-old 与 C-new；+6 是 Learner"),
      LegendLine("✖ ‖", "宕机 (磁盘仍在)，暂停 (定时器停走，消息积压)"),
      LegendLine("♥ ▓▓░ 21", "领导者下一次心跳还有多少毫秒"),
      LegendLine("◷ ▓▓░ 84", "选举定时器还有多少毫秒到期"),
      LegendLine("[4 x=3]", "已提交的条目，带方括号：任期与命令"),
      LegendLine(" 4 x=3 ", "在这台服务器看来尚未提交的条目"),
      LegendLine("≠", "与领导者在同一索引处的条目不同"),
      LegendLine("░▤9/2", "快照代替了到索引 9（任期 2）为止的日志"),
      LegendLine("a≠", "状态机应用过的条目与日志现有的条目不同"),
      LegendLine("✗4 x=3", "最近一个事件删除的条目"),
      LegendLine("4 ∅", "领导者上任时追加的空操作 (§8)"),
      LegendLine("4 +C1", "C1 请求会话，条目的索引就是会话的编号"),
      LegendLine("→S1  –", "在这个任期投给了 S1；还没有投票"),
      LegendLine("c2 a1", "commitIndex 为 2，lastApplied 为 1"),
      LegendLine("S1：next 3", "领导者 S1 为该服务器维护的 nextIndex，其后是 matchIndex"),
      LegendLine("●●○", "候选人已得票数（预候选人为愿投的票数）/ 当选所需票数"),
      LegendLine("+pre-vote", "已打开的图 2 之外的功能：按 B 打开或关闭"),
      LegendLine("●●○ 96", "领导者最近收到消息的服务器数 / 所需台数；收不到则 96 毫秒后退位"),
      LegendLine("L 96  L ✗", "以领导者的时钟计，租约还剩 96 毫秒；没有租约"),
      LegendLine("⇒S2 96", "正在把领导权转移给 S2，96 毫秒后放弃"),
      LegendLine("…R", "读取在等待：一轮响应、本任期的条目，或应用到状态机"),
      LegendLine("S1 ━━▶── S2", "传输中的消息及其位置"),
      LegendLine("+", "最近一个事件发出的"),
      LegendLine("前一条 3/2", "索引 3、任期 2 的条目"),
      LegendLine("✗", "消息将丢失；服务器的磁盘已丢失"),
      LegendLine("▤", "正在写入磁盘，或等待落盘的消息"),
      LegendLine("A B", "网络分区的各侧"),
      LegendLine("C1 x=1 ×2", "客户端已发送两次"),
      LegendLine("‹ ›", "该方向还有日志"),
      LegendLine("↓", "下方还有内容：滚轮或 PgDn"),
      LegendLine("x1/40", "运行的速度：真实时间的四十分之一"),
      LegendLine("安全性 ✓ 10/10", "成立的安全性质数 / 检查总数"),
    ]
  }
}
