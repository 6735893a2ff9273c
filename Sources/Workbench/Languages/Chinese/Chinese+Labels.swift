import ClientPrograms
import RaftCore
import Simulation
import Teaching

extension Chinese: Labels {
  package func servers(_ count: Int) -> String { "\(count) 台服务器" }
  package var seed: String { "种子" }
  package var time: String { "t" }
  package var paused: String { "已暂停" }
  package var running: String { "运行" }
  package var networkWhole: String { "网络完好" }
  package var networkSplit: String { "分区" }
  package func linkCut(from: ServerID, to: ServerID) -> String { "\(from)→\(to) 已切断" }
  package func linksCut(_ count: Int) -> String { "\(count) 条链路已切断" }
  package func safety(_ count: Int) -> String { "安全性 ✓ \(count)/\(count)" }
  package var violated: String { "被违反" }
  package func violated(_ property: String, event: Int, time: String) -> String {
    "✗ \(property) 在事件 \(event)（\(time) 秒）被违反"
  }
  package func inPast(event: Int, of count: Int) -> String { "事件 \(event) / \(count)" }
  package func branch(_ number: Int) -> String { "分支 \(number)" }
  package func rulesOff(count: Int) -> String { "已关闭 \(count) 条规则" }
  package func rulesOff(_ rules: [String]) -> String {
    "已关闭：" + rules.joined(separator: ", ")
  }

  package var role: String { "角色" }
  package var term: String { "任期" }
  package var vote: String { "投票" }
  package var timer: String { "定时器" }
  package var down: String { "宕机" }
  package var pausedServer: String { "暂停" }
  package var wiped: String { "磁盘已丢失：超出 Raft 的假设，安全性不再有保证" }
  package func committed(_ index: String, applied: String) -> String {
    "提交 \(index)  应用 \(applied)"
  }
  package func shortCommitted(_ index: String, applied: String) -> String {
    "c\(index) a\(applied)"
  }
  package func progress(next: LogIndex, match: LogIndex, by leader: ServerID) -> String {
    "\(leader)：next \(next)  match \(match)"
  }
  package func votes(_ count: Int, of needed: Int) -> String { "\(count) 票，需 \(needed) 票" }
  package func unanswered(_ count: Int) -> String { "\(count) 个客户端待响应" }
  package func partedShort(from index: LogIndex) -> String { "自 \(index) 起状态机 ≠ 日志" }
  package func parted(from index: LogIndex) -> String {
    "从条目 \(index) 起，状态机应用过的条目与日志现有的条目不同。"
  }
  package func waiting(_ count: Int) -> String { "积压 \(count) 个事件" }
  package func writing(_ count: Int) -> String { "正在写入磁盘" }
  package var emptyLog: String { "(空)" }

  package var inFlight: String { "传输中" }
  package var why: String { "为什么" }
  package var clients: String { "客户端" }
  package func olderOperations(_ count: Int) -> String { "更早的 \(count) 次请求只计数" }
  package var nothingInFlight: String { "没有传输中的消息" }
  package var all: String { "全体" }
  package var writes: String { "落盘" }
  package func moreLines(_ count: Int) -> String { "… 还有 \(count) 行" }
  package func routine(_ count: Int) -> String { "♥ 心跳及其响应共 \(count) 条" }
  package var held: String { "被暂扣" }
  package var then: String { "然后" }
  package func writesToDisk(_ write: Write, changing disk: DiskState) -> String {
    var parts: [String] = []
    if write.term != disk.currentTerm { parts.append("任期 \(write.term)") }
    if let vote = write.votedFor, write.term != disk.currentTerm || vote != disk.votedFor {
      parts.append("投给 \(vote)")
    }
    if write.snapshot > 0 { parts.append("到 \(write.snapshot) 的快照") }
    if write.keeping < disk.log.lastIndex { parts.append("日志截断到 \(write.keeping)") }
    switch write.through - write.keeping {
    case 0: break
    case 1: parts.append("条目 \(write.through)")
    default: parts.append("条目 \(write.keeping + 1)–\(write.through)")
    }
    return "写入磁盘：" + parts.joined(separator: ", ")
  }
  package var clientRequest: String { "客户端请求" }
  package var clientReply: String { "响应" }
  package func done(index: LogIndex) -> String { "完成，索引 \(index)" }
  package func redirect(_ server: ServerID?) -> String {
    server.map { "不是领导者，请改向 \($0) 请求" } ?? "不是领导者，也不知道谁是"
  }
  package func doomed(_ loss: Loss) -> String {
    switch loss {
    case .chance: "将会丢失"
    case .cut: "链路已切断"
    case .receiverDown: "接收者已宕机"
    case .dropped: "被丢弃"
    }
  }
  package var noClients: String { "还没有客户端提出请求：按 w 写入" }
  package var clientWaiting: String { "等待" }
  package var clientRefused: String { "被拒绝，没有执行" }
  package var clientUnknown: String { "未知" }
  package var clientExpired: String { "会话已过期，这次没有执行" }
  package var clientOpensSession: String { "请求会话" }
  package func session(_ session: LogIndex, serial: Int) -> String { "会话\(session)#\(serial)" }
  package func spokenSession(_ session: LogIndex, serial: Int) -> String {
    "会话 \(session) 的请求 \(serial)"
  }
  package var sessionsKnown: String { "会话" }
  package func session(lastRequest serial: Int, usedAt index: LogIndex) -> String {
    serial == 0 ? "还没有请求，最近一次使用是条目 \(index)" : "请求 \(serial)，最近一次使用是条目 \(index)"
  }
  package func acknowledged(index: LogIndex) -> String { "条目 \(index)" }
  package func value(_ text: String?) -> String { text ?? "(无值)" }

  package var welcome: [String] {
    [
      "还没有任何事件，按空格键开始。",
      "",
      "服务器刚刚启动，都是任期（Term）0 的跟随者（Follower），没有领导者（Leader）。"
        + "每台服务器都在等领导者的心跳，等不到就会在选举定时器到期时发起选举；时长随机，总有一台最先到期。",
      "",
      "空格键执行下一个事件，这里说明发生了什么、为什么、出自论文何处。r 连续运行，? 打开帮助。",
    ]
  }
  package func tooSmall(columns: Int, rows: Int) -> String {
    "raftlab 需要 \(columns)x\(rows)；q 退出"
  }

  package func text(of refusal: Refusal) -> String {
    switch refusal {
    case .noSuchServer(let server): "没有 \(server)。"
    case .isDown(let server): "\(server) 已宕机：按 k 重启。"
    case .isUp(let server): "\(server) 没有宕机。"
    case .isPaused(let server): "\(server) 已暂停：按 z 恢复。"
    case .isNotPaused(let server): "\(server) 没有暂停。"
    case .isLeader(let server): "\(server) 是领导者：领导者没有选举定时器。"
    case .isNoLeader(let server): "\(server) 不是领导者：只有领导者才有心跳定时器。"
    case .writesNothing(let server): "\(server) 没有正在写入磁盘的内容。"
    case .waitsForNothing(let client): "\(client) 没有在等响应。"
    case .isManual: "已经是完全手动了。"
    case .isOff(let feature): "\(feature.id) 没有打开：按 B 打开。"
    case .needs(let feature, let needed): "\(feature.id) 需要先打开 \(needed.id)。"
    case .isNeeded(let feature, let user): "\(user.id) 依赖 \(feature.id)：请先关闭前者。"
    case .nobodyLeads: "现在没有领导者，无法转移。"
    case .isHandedTo(let server): "领导者已经在把领导权转移给 \(server)。"
    case .leadsAlready(let server): "\(server) 已经是领导者：请选择要接任的另一台。"
    case .isStopping(let server): "\(server) 已经在转移领导权，随后停止。"
    case .noSuchFlight: "这条消息已经到达。"
    case .isHeld: "这条消息已被暂扣。"
    case .isWhole: "网络本来就是完好的。"
    case .clientsBusy: "全部 \(Clients.limit) 个客户端都在等待响应。"
    case .essential(let rule): "规则 \(rule.id) 不能关闭。"
    case .hasSnapshot(let server): "\(server) 生成快照之后还没有应用新的条目。"
    case .isWritingSnapshot(let server): "\(server) 正在写入一份快照。"
    case .isMember(let server): "\(server) 已在配置中。"
    case .isNoMember(let server): "\(server) 不在配置中。"
    case .isNoLearner(let server): "\(server) 不是 Learner。"
    case .leavesNobody: "这样就没有服务器有投票权了。"
    case .changesNothing: "配置已经如此。"
    case .noPrograms: "这里没有 Pod：请用 --pods 启动。"
    case .noSuchProgram(let program): "没有 \(program)。"
    case .programIsDown(let program): "\(program) 已宕机：按 k 重启。"
    case .programIsUp(let program): "\(program) 没有宕机。"
    case .programIsPaused(let program): "\(program) 已暂停：按 z 恢复。"
    case .programIsNotPaused(let program): "\(program) 没有暂停。"
    case .electsNobody(let program): "\(program) 不参加选举。"
    case .leadsNothing(let program): "\(program) 并不认为自己是领导者。"
    case .watchesNothing: "没有正在进行的 watch。"
    case .hasNoCounterpart(let counterpart): counterpart.chinese
    case .nothingDue(let party, .next): "\(party) 没有待到期的事项。"
    case .nothingDue(let party, let due): "\(party) 没有待到期的 \(due.name)。"
    case .essentialElection(let rule): "规则 \(rule.id) 不能改变。"
    }
  }
  package func noMilestone(seconds: Int) -> String {
    "虚拟时间 \(seconds) 秒内没有选举、新提交或领导者退位；按 s 到下一个非心跳事件。"
  }
  package func onlyRoutine(seconds: Int) -> String {
    "虚拟时间 \(seconds) 秒内只有心跳及其响应。"
  }
  package var atBeginning: String { "这里是开头。" }
  package var atEnd: String { "这里是最新的时刻；空格键继续。" }
  package func newBranch(_ number: Int) -> String {
    "你在历史中做了操作，已新建分支 \(number)；原分支仍保留，按 b 查看。"
  }
  package func unshown(_ language: Language) -> String {
    "屏幕只能显示 ASCII 字符，写不出\(language.ownName)"
  }
  package func badWrite(_ text: String) -> String {
    "“\(text)”不是有效的写请求：格式为 键=值，键最多 8 字节，值最多 16 字节。"
  }
  package func alone(_ party: Party) -> String {
    "\(party) 已被隔离；按 h 恢复网络。"
  }
  package func clockLimit(of party: Party) -> String {
    "\(party) 的时钟已到极限；{ 放慢，} 加快。"
  }
  package var incapable: String { "这个集群不支持该操作。" }
  package var standsStill: String { "全部成员已暂停；租约和请求的期限仍在计时。按 r 继续。" }
  package var live: String { "实时" }
  package func otherLetters(_ letter: Character) -> String {
    "按键是半角的英文字母，而键盘输入的是“\(letter)”。请切换输入法。"
  }
  package var noMessages: String { "没有传输中的消息。" }
  package var nothingByItself: String {
    "现在全靠手动：t 让定时器到期，m 送达或丢弃一条消息；; 发心跳，f 落盘，' 重试，\" 放弃（按 : 可按名称查找）。"
  }
  package var byHand: String { "手动" }
  package func nothingDue(isPaused: Bool) -> String {
    "没有运行中的服务器，不会再有事件。\(isPaused ? "按 z 恢复暂停的服务器。" : "按 k 重启一台。")"
  }
  package func saved(_ files: [String]) -> String {
    "已保存：\(files.joined(separator: "，"))"
  }
  package func notSaved(_ file: String, reason: String) -> String {
    "没有保存：\(file)：\(reason)"
  }
  package var recording: String { "录制" }
  package func splitPrompt(_ first: ServerSet, _ second: ServerSet) -> String {
    "分区 \(first.digits) ┃ \(second.digits)"
  }
  package func linkPrompt(from: ServerID?) -> String {
    from.map { "切断或恢复链路：从 \($0) 到哪台服务器？" }
      ?? "切断或恢复链路：从哪台服务器？"
  }
  package var messagePrompt: String { "选择消息：" }
  package var branches: String { "分支" }
  package func findPrompt(_ typed: String) -> String { "查找：\(typed)▏" }
  package var find: String { "查找" }
  package var branchPrompt: String { "选择分支：" }
  package func eventPrompt(_ typed: String, of count: Int) -> String {
    "跳转到事件（0 到 \(count)）：\(typed)▏"
  }
  package func noSuchEvent(_ typed: String, of count: Int) -> String {
    "没有事件“\(typed)”：编号从 1 到 \(count)，0 是开头。"
  }
  package var rulePrompt: String { "选择规则：" }
  package func hurrying(events: Int, time: String) -> String {
    "快进中：事件 \(events)，\(time) 秒。"
  }
  package func stopped(event: Int) -> String { "已停在事件 \(event)。" }
  package func writePrompt(_ typed: String, through server: ServerID) -> String {
    "经 \(server) 写入：\(typed)▏" + (typed.isEmpty ? "键=值" : "")
  }
  package func branchFactsInList(_ branch: Branch) -> [String] {
    let origin = branch.parent.map { "来自分支 \($0)，事件 \(branch.forkedAt)" } ?? "最初的分支"
    return ["分支 \(branch.number)"] + extent(of: branch) + [origin]
  }
  /// How long a branch is.
  func extent(of branch: Branch) -> [String] {
    ["\(branch.records.count) 个事件", "\(branch.acts.count) 次操作"]
  }

  package var persistentState: String { "持久化状态 (响应之前必须落盘)" }
  package var volatileState: String { "易失性状态" }
  package var leaderState: String { "领导者的易失性状态" }
  package var candidateState: String { "作为候选人" }
  package var onDisk: String { "磁盘上的内容" }
  package var stateMachine: String { "状态机 (State Machine)" }
  package var message: String { "消息" }
  package func rulesOfEvent(_ number: Int) -> String { "事件 \(number) 触发的规则" }
  package var none: String { "无" }
  package func clock(permille: Int) -> String { "时钟速率为正常的 \(permille / 10)%" }
}
