import KeyValue
import RaftCore
import Simulation
import Teaching

extension Chinese: WatchedLabels {
  package var sinceHeard: String { "心跳 ms前" }
  package var seenMessages: String { "最近一秒观察到的消息" }
  package var nothingSeen: String { "最近一秒没有观察到消息" }
  package var messagesNotSeen: String { "观察不到：已在运行的集群，其成员之间的消息" }
  package var clientsNotSeen: String { "观察不到：已在运行的集群，其客户端的请求" }
  package var noClientsThen: String { "还没有客户端提出请求" }
  package func ago(_ milliseconds: Int) -> String { "\(milliseconds) ms前" }
  package func heard(_ answer: ClientAnswer) -> String {
    switch answer {
    case .written(let revision): "✓ revision \(revision)"
    case .read(let value, let revision):
      "= \(value?.description ?? "(无值)") ✓ revision \(revision)"
    case .unknown(let why): "? 未知：\(why)"
    case .refused(let why): "✗ 被拒绝：\(why)"
    }
  }
  package func routineSeen(_ count: Int) -> String { "♥ 心跳、响应等共 \(count) 条" }
  package var neverSeen: String { "没有观察到触发。" }
  package func welcome(_ way: WatchedWay) -> [String] {
    switch way {
    case .started:
      [
        "成员正在启动，还没有观察到任何内容。",
        "",
        "成员是真实的 etcd 进程，各有一个代理，所有 Raft 消息都经过代理。屏幕上只显示观察到的内容：消息、磁盘、"
          + "成员的回答。一到两个选举超时之内会选出第一个领导者。",
        "",
        "w 写入，k 强行结束成员，z 暂停，p 网络分区，← 回看，? 打开帮助。",
      ]
    case .attached:
      [
        "正在询问成员的状态，还没有成员回答。",
        "",
        "这个集群在 raftlab 查看之前就已运行。屏幕上是成员自己的回答，每秒十次：角色、任期、投票、索引。"
          + "消息、日志和客户端观察不到，也不对集群做任何事。",
        "",
        "← 回看，? 打开帮助。",
      ]
    case .recorded:
      [
        "这里是开头，还没有观察到任何内容。",
        "",
        "这是从一个已经结束的集群观察到的记录。r 按当时的速度回放，→ 前进一条观察记录，End 到最后一条，? 打开帮助。",
      ]
    }
  }
  package var atPresent: String { "这里是当前时刻，集群自行运转。" }
  package var noWaitingMessages: String {
    "消息都是立即转发的。要让消息停留：按 H，输入 link S1 > S2 latency 2s，再按 m。"
  }
  package var heldToChoose: String { "消息不会等待按键，所以先暂扣：Enter 放行，d 丢弃。" }
  package var newMember: String { "新成员" }
  package var watchedPurpose: String {
    "真实的 etcd 成员，以及从它们观察到的内容：磁盘上的日志、经过的消息、客户端得到的响应，以及最近一个事件的原因。"
  }
  package var watchedLegend: [LegendLine] {
    [
      LegendLine("▶", "选中的成员：k、z、j、i、w、l、X 作用于它"),
      LegendLine("●", "最近一个事件在这台服务器观察到"),
      LegendLine("★ ◆ ◇ ○", "领导者、候选人、预候选人、跟随者"),
      LegendLine("✖ ‖", "进程已结束 (磁盘仍在)，进程已暂停"),
      LegendLine("♥▓▓░ 84", "领导者的消息转发给它已有多少毫秒，与最长选举超时之比"),
      LegendLine("?", "无法得知，或尚未观察到"),
      LegendLine("1–12 …", "集群建立时 etcd 自己写入的条目：按 < 展开"),
      LegendLine("[4 put x 3]", "已提交的条目，带方括号：任期与内容"),
      LegendLine(" 4 put x 3 ", "该成员尚未表明已提交的条目"),
      LegendLine("≠", "与领导者在同一索引处的条目不同"),
      LegendLine("✗4 put x 3", "刚被删除的条目"),
      LegendLine("4 ∅", "领导者上任时追加的空操作 (§8)"),
      LegendLine("→S1  –", "在这个任期投给了 S1；还没有投票"),
      LegendLine("c2 a1", "commitIndex 为 2，lastApplied 为 1，最多晚 50 毫秒"),
      LegendLine("S1：next 3", "领导者 S1 说明的该成员的 nextIndex，其后是 matchIndex"),
      LegendLine("●●○", "观察到的选票 / 当选所需票数"),
      LegendLine("S1 ━━▶ S2", "已转发的消息，以及多久以前"),
      LegendLine("S1 ━━▶── S2", "停留中的消息：因链路延迟，或被暂扣"),
      LegendLine("A B", "网络分区的各侧"),
      LegendLine("✓ = ? ✗", "客户端得到的结果：完成、读到、未知、被拒绝"),
      LegendLine("‹ ›", "该方向还有日志"),
      LegendLine("↓", "下方还有内容：滚轮或 PgDn"),
    ]
  }
  package func title(watching command: KeyCommand) -> String? {
    switch command {
    case .runOrPause: "暂停全部进程，或让其继续；租约和请求期限照常计时"
    case .killOrRestart: "强行结束成员的进程（SIGKILL），或重启"
    case .stop: "正常停止（SIGTERM）：领导者先转移领导权"
    case .pauseOrResume: "暂停进程（SIGSTOP），或让其继续"
    case .wipe: "丢失磁盘：移除成员，删除数据，作为新成员加入"
    case .transfer: "让它成为领导者：请现任领导者转移领导权"
    case .read: "客户端读取最近用过的键（线性一致读）"
    case .messages: "暂扣一条因链路延迟而停留的消息，再丢弃或放行"
    case .saveSession: "保存全部观察记录，以后不需要 etcd 也能打开"
    case .faster, .slower: "回放历史的速度"
    default: nil
    }
  }
  package var onlyInPast: String { "回看时" }
  package var notHere: String { "不适用于真实成员" }
  package var timerTitle: String { "选举定时器" }
  package func timer(heard milliseconds: Int?, of timeout: ClosedRange<TimeSpan>?) -> String {
    let heard = milliseconds.map { "已计时 \($0) ms" } ?? "何时开始计时未知"
    guard let timeout else { return heard }
    return "\(heard)；何时到期无法得知：取自 "
      + "\(timeout.lowerBound / 1000)–\(timeout.upperBound / 1000) ms"
  }
  package var timerOfLeader: String { "领导者没有选举定时器；何时发送心跳只能观察" }
  package var processTitle: String { "进程" }
  package func founding(through index: LogIndex) -> String {
    "\(index == 1 ? "1" : "1–\(index)") 集群建立时写入的条目"
  }
  package func contentsUnknown(_ access: Watched.Access) -> String {
    switch access {
    case .started: "未知：由快照得来，或有 raftlab 不认识的请求"
    case .attached: "未知：不读取已在运行的集群的日志"
    }
  }
  package var recordedRun: String { "记录" }
  package var attachedRun: String { "只读" }
  package var silent: String { "无应答" }
  package var attachedPurpose: String {
    "一个已在运行的集群，内容来自对成员的询问：角色、任期、投票、提交和应用的索引，以及领导者所知的各成员进度。"
      + "看不到的：消息、日志及其条目、客户端、两次回答之间发生的事，以及无应答的成员是否在运行。"
  }
}
