import Teaching

extension Chinese {
  package func title(of command: KeyCommand, in context: Keymap.Context) -> String {
    switch command {
    case .step: "走一步：下一个事件"
    case .skip: "下一个不只是心跳及其答复的事件"
    case .nextMilestone: "走到下一个里程碑：选出领导者、提交条目、任期改变"
    case .runOrPause: "运行，或暂停"
    case .back: "退回一个事件"
    case .forward: "前进一个事件"
    case .previousMilestone: "退回上一个里程碑"
    case .followingMilestone: "前进到下一个里程碑"
    case .beginning: "到开头"
    case .latest: context != .normal ? "到末尾" : "到最新的事件"
    case .faster: "加快"
    case .slower: "放慢"
    case .branches: "列出历史的分支，去其中一个"
    case .selectServer: "选择服务器"
    case .selectPrevious: "选择上面的服务器"
    case .selectNext: "选择下面的服务器"
    case .killOrRestart: "使选中的服务器宕机，或重启它"
    case .pauseOrResume: "暂停选中的服务器，或恢复它"
    case .timeOut: "让它的选举定时器现在到期"
    case .wipe: "使它宕机并丢失磁盘 (Raft 不允许)"
    case .write: "客户端经选中的服务器写入下一个值"
    case .writeByHand: "客户端写入你输入的内容 (键=值)"
    case .read: "客户端读取最近用过的键"
    case .split: "网络分区：数字键移动服务器，Enter 分开"
    case .isolate: "把选中的服务器与其他服务器隔开"
    case .cutLink: "断开或修复一条单向链路"
    case .heal: "修复网络：没有分区，没有断开的链路"
    case .messages: "选择途中的消息，再对它操作"
    case .nextView: "下一个视图"
    case .clusterView: "集群"
    case .inspectorView: "检视：选中服务器的全部状态"
    case .scrollLogBack: "日志向前滚动"
    case .scrollLogForward: "日志向后滚动"
    case .record: "开始或停止录制屏幕（asciicast）"
    case .savePicture: "保存屏幕图片（SVG 和文本）"
    case .themes: "主题：逐个查看并选择"
    case .language: "语言"
    case .spaceTimeView: "时空图：服务器是竖线，消息是斜线"
    case .rulesView: "规则：图 2，以及触发了什么"
    case .historyView: "历史：每个事件一行，以及分支"
    case .chartsView: "图表：一眼看完整个运行"
    case .filter:
      context == .normal ? "输入历史的筛选" : "按文字或编号查找列表中的一行"
    case .mouse: "把鼠标交给终端，或收回"
    case .largePrint: "大字：给后排看的集群，或恢复完整"
    case .palette: "用词语查找命令"
    case .zoomIn: "放大"
    case .zoomOut: "缩小"
    case .pageUp: context == .normal ? "向上滚动：原因、检视" : "向上一页"
    case .pageDown: context == .normal ? "向下滚动：原因、检视" : "向下一页"
    case .switchRule: "关闭或打开选中的规则"
    case .nextSieve: "全部，不含心跳，只看里程碑"
    case .clearFilter: "清除筛选"
    case .redraw: "重画屏幕"
    case .help: "帮助"
    case .quit: "退出"
    case .lessons: "课程：选择一课"
    case .lessonNext: "课程继续"
    case .lessonBack: "退回课程的上一步"
    case .lessonReturn: "回到课程所在之处"
    case .chapters: "列出章节，转到其中一章"
    case .leaveLesson: "离开课程"
    case .saveSession: "以名字保存这次运行：可加注解的脚本"
    case .openSession: "打开会话"
    case .share: "显示这次运行的分享码"
    case .confirm: confirmTitle(in: context)
    case .cancel: "离开"
    case .chooseDigit:
      switch context {
      case .linking: "指定服务器"
      case .splitting: "把服务器移到另一边"
      default: "按编号选择"
      }
    case .chooseUp: context == .reading || context == .sharing ? "向上滚动" : "上一个"
    case .chooseDown: context == .reading || context == .sharing ? "向下滚动" : "下一个"
    case .dropMessage: "丢弃它"
    case .duplicateMessage: "复制它"
    case .holdMessage: "扣住它"
    case .deliverMessage: "现在送达"
    }
  }

  private func confirmTitle(in context: Keymap.Context) -> String {
    switch context {
    case .splitting: "分开"
    case .choosingTheme: "采用"
    case .choosingBranch, .history: "去那里"
    case .rules: "去它最近一次触发处"
    case .filtering: "保留筛选"
    case .searching: "执行"
    case .writing: "发送写入"
    case .saving: "继续"
    case .choosingSession: "打开它"
    default: "确认"
    }
  }

  package func hint(of command: KeyCommand) -> String {
    switch command {
    case .step: "步进"
    case .skip: "跳过心跳"
    case .nextMilestone: "里程碑"
    case .runOrPause: run
    case .back: "退回"
    case .selectServer: "选择"
    case .killOrRestart: kill
    case .pauseOrResume: pauseServer
    case .timeOut: "超时"
    case .write: "写入"
    case .read: "读取"
    case .split: "分区"
    case .isolate: "隔离"
    case .cutLink: "断链"
    case .heal: "修复"
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
    case .leaveLesson: "离开课程"
    case .confirm: "前往"
    case .cancel: "离开"
    case .chooseDigit: "移到另一边"
    case .chooseUp: "上"
    case .chooseDown: "下"
    case .dropMessage: "丢弃"
    case .duplicateMessage: "复制"
    case .holdMessage: "扣住"
    case .deliverMessage: "现在送达"
    case .zoomIn: "放大"
    case .zoomOut: "缩小"
    case .switchRule: "开关"
    case .filter: "筛选"
    case .nextSieve: "粗筛"
    case .palette: "命令"
    case .themes: "主题"
    case .mouse: "鼠标"
    case .largePrint: "大字"
    case .spaceTimeView: "时空图"
    case .rulesView: "规则"
    case .historyView: "历史"
    case .chartsView: "图表"
    case .clearFilter: "清除"
    case .clusterView: "集群"
    case .inspectorView: "检视"
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
    case .linking: "断开链路时"
    case .choosingMessage: "选择消息时"
    case .choosingTheme: "选择主题时"
    case .choosingBranch: "选择分支时"
    case .writing: "输入写入时"
    case .filtering: "输入筛选时"
    case .searching: "命令面板中"
    case .spaceTime: "时空图"
    case .rules: "规则"
    case .history: "历史"
    case .charts: "图表"
    case .lesson: "课程中"
    case .lessonAway: "离开课程主线时"
    case .choosingLesson: "选择课程或章节时"
    case .saving: "保存会话时"
    case .choosingSession: "选择会话时"
    case .sharing: "查看分享码时"
    case .finding: "在列表中查找"
    case .reading: "阅读帮助时"
    }
  }

  package var kill: String { "宕机" }
  package var restart: String { "重启" }
  package var pauseServer: String { "暂停" }
  package var resumeServer: String { "恢复" }
  package var run: String { "运行" }
  package var pause: String { "暂停" }

  var clusterLegend: [LegendLine] {
    [
      LegendLine("▶", "选中的服务器：k、z、t、i、w 作用于它"),
      LegendLine("●", "最近一个事件发生的服务器"),
      LegendLine("★ ◆ ○", "领导者 (Leader)、候选者 (Candidate)、跟随者 (Follower)"),
      LegendLine("✖ ‖", "宕机 (磁盘还在)，暂停 (消息和定时器等着)"),
      LegendLine("♥ ▓▓░ 21", "领导者下一次心跳还有多少毫秒"),
      LegendLine("◷ ▓▓░ 84", "选举定时器还有多少毫秒到期"),
      LegendLine("▏4 x=3▕", "已提交的条目，带框：任期与命令"),
      LegendLine(" 4 x=3 ", "据这台服务器所知尚未提交的条目"),
      LegendLine("≠", "与领导者在同一索引处的条目不同"),
      LegendLine("✗4 x=3", "最近一个事件删除的条目"),
      LegendLine("4 ∅", "领导者任期开始时的空条目 (§8)"),
      LegendLine("→S1  –", "在这个任期投给了 S1；还没有投票"),
      LegendLine("c2 a1", "commitIndex 为 2，lastApplied 为 1"),
      LegendLine("next 3 match 2", "领导者为它记下的 nextIndex 和 matchIndex"),
      LegendLine("●●○", "候选者已得的选票，共需几张"),
      LegendLine("S1 ━━▶── S2", "途中的消息，已走到这里"),
      LegendLine("+", "最近一个事件发出的"),
      LegendLine("前一条 3/2", "索引 3、任期 2 的条目"),
      LegendLine("✗", "消息不会到达；服务器丢了磁盘"),
      LegendLine("▤", "正在写盘，或等待写盘的消息"),
      LegendLine("A B", "网络分区的各边"),
      LegendLine("C1 x=1 ×2", "客户端问了两次"),
      LegendLine("‹ ›", "日志在那边还有"),
      LegendLine("↓", "下面还有：滚轮，或 PgDn"),
      LegendLine("x1/40", "运行的速度：真实时间的四十分之一"),
      LegendLine("安全性 ✓ 9/9", "成立的安全性质，共检查几条"),
    ]
  }
}
