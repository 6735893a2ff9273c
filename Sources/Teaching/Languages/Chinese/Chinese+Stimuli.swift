import RaftCore
import Simulation

extension Chinese {
  package func crashes(_ server: ServerID, kept: Int, records: Int) -> Phrase {
    let torn: Phrase =
      records == 0 ? "" : "；下一次写入只写到第 \(count: records) 条记录"
    let writes: Phrase = kept == 0 ? "" : "；进行中的写入有 \(count: kept) 个已落盘"
    return """
      \(server) \(strong: "宕机")：角色、commitIndex 和状态机都已丢失；磁盘上保留着已写入的任期、\
      选票和日志\(writes)\(torn)。
      """
  }

  package func isStopped(_ server: ServerID, handsOver: Bool) -> Phrase {
    handsOver
      ? """
      要求 \(server) \(strong: "正常停止")：\(server) 是领导者，先转移领导权，完成或放弃之后再停止。
      """
      : """
      \(server) \(strong: "正常停止")：正在写入磁盘的内容已落盘，角色、commitIndex 和状态机都已丢失。
      """
  }

  package func isStarted(_ server: ServerID) -> Phrase {
    "\(server) \(strong: "重启")。"
  }

  package func losesDisk(_ server: ServerID) -> Phrase {
    """
    \(server) \(strong: "丢失磁盘")：任期、选票和日志全部丢失。这超出 Raft 的假设，\
    它此前的承诺可能失效。
    """
  }

  package func pauses(_ server: ServerID) -> Phrase {
    "\(server) \(strong: "暂停")：定时器停走，消息积压。"
  }

  package func resumes(_ server: ServerID) -> Phrase {
    "\(server) \(strong: "恢复运行")：积压的事件立即处理。"
  }

  package func isMadeToTimeOut(_ server: ServerID) -> Phrase {
    "让 \(server) 的选举定时器\(strong: "立即到期")。"
  }

  package func isMadeToBeat(_ server: ServerID) -> Phrase {
    "让 \(server) 的心跳定时器\(strong: "立即到期")。"
  }

  package func isMadeToSync(_ server: ServerID) -> Phrase {
    "让 \(server) 最早的一次写入\(strong: "立即完成")。"
  }

  package func goesOnByHand() -> Phrase {
    "从现在起\(strong: "完全手动")：没有操作，定时器不会到期，消息不会送达，写入也不会完成。"
  }

  package func isReseeded(with seed: UInt64) -> Phrase {
    "此后的随机数\(strong: "改用种子 \(seed)")：超时、延迟、丢失和客户端的选择都由它决定。"
  }

  package func isMadeToRetry(_ client: ClientID, at server: ServerID?) -> Phrase {
    guard let server else { return "让 \(client) \(strong: "立即重试")。" }
    return "让 \(client) \(strong: "立即重试")，改向 \(server) 请求。"
  }

  package func isMadeToGiveUp(_ client: ClientID) -> Phrase {
    "让 \(client) \(strong: "立即放弃")：客户端永远不会知道请求是否已被执行。"
  }

  package func splits(_ sides: [ServerSet], majority: ServerSet?) -> Phrase {
    let names = Phrase.list(sides.map(braced), separator: "、", last: " 和 ")
    let outlook: Phrase =
      if let majority { "只有 \(braced(majority)) 构成多数派" } else { "没有一侧构成多数派" }
    return "网络\(strong: "分区")为 \(names)：\(outlook)。"
  }

  /// `{S1 S2}`.
  func braced(_ side: ServerSet) -> Phrase {
    "{\(Phrase.list(side.map { "\($0)" }, separator: " "))}"
  }

  package func isIsolated(_ server: ServerID) -> Phrase {
    "\(server) 与所有其他服务器\(strong: "隔离")。"
  }

  package func isCut(from: ServerID, to: ServerID) -> Phrase {
    "从 \(from) 到 \(to) 的链路\(strong: "单向切断")。"
  }

  package func isMended(from: ServerID, to: ServerID) -> Phrase {
    "从 \(from) 到 \(to) 的链路\(strong: "恢复")。"
  }

  package func heals() -> Phrase {
    "网络\(strong: "恢复")：所有服务器可以互相通信。"
  }

  package func jumps(_ server: ServerID, by span: TimeSpan) -> Phrase {
    let time = Phrase.thousandths(abs(span))
    return span < 0
      ? "\(server) 的时钟\(strong: "回拨") \(time) 毫秒：定时器推迟这么久到期。"
      : "\(server) 的时钟\(strong: "跳快") \(time) 毫秒：定时器提前这么久到期。"
  }

  package func writes(_ server: ServerID, within span: TimeSpan) -> Phrase {
    "从现在起，\(server) 每次写入磁盘\(strong: "用时 \(Phrase.thousandths(span).text) 毫秒")。"
  }

  package func timesOut(within spans: ClosedRange<TimeSpan>) -> Phrase {
    "选举超时时间\(strong: "改为 \(ActNumber.text(of: spans))")：各定时器下次启动时起效。"
  }

  package func beats(every span: TimeSpan) -> Phrase {
    "领导者的心跳间隔\(strong: "改为 \(ActNumber.text(of: span))")：下一次心跳之后起效。"
  }

  package func runs(_ server: ServerID, permille: Int) -> Phrase {
    permille == 1000
      ? "\(server) 的时钟\(strong: "恢复正常")。"
      : "\(server) 的时钟\(strong: "速率改变")：现为正常速率的 \(.thousandths(permille)) 倍。"
  }

  package func changesLink(from: ServerID?, to: ServerID?, _ quality: LinkQuality) -> Phrase {
    let sender: Phrase = if let from { "从 \(from) " } else { "从每台服务器" }
    let receiver: Phrase = if let to { "到 \(to) " } else { "到其他服务器" }
    return """
      \(sender)\(receiver)的链路\(strong: "改变")：延迟 \(.thousandths(quality.latency.lowerBound)) \
      至 \(.thousandths(quality.latency.upperBound)) ms；每 1000 条消息丢失 \(count: quality.loss) \
      条，重复 \(count: quality.duplication) 条，延迟（乱序）\(count: quality.reordering) 条。
      """
  }

  package func switches(_ rule: RuleText, isOn: Bool) -> Phrase {
    "所有服务器都\(strong: isOn ? "打开" : "关闭")规则“\(Phrase(stringLiteral: rule.title))”。"
  }

  private func quoted(_ feature: Feature) -> Phrase {
    "“\(Phrase(stringLiteral: name(of: feature)))”"
  }

  package func text(of refusal: Refusal) -> Phrase {
    switch refusal {
    case .noSuchServer(let server): "没有服务器 \(server)。"
    case .isDown(let server): "\(server) 已宕机：只能重启。"
    case .isUp(let server): "\(server) 没有宕机，不能启动。"
    case .isPaused(let server): "\(server) 已暂停。"
    case .isNotPaused(let server): "\(server) 没有暂停。"
    case .isLeader(let server): "\(server) 是领导者：领导者没有选举定时器。"
    case .isNoLeader(let server): "\(server) 不是领导者：只有领导者才有心跳定时器。"
    case .writesNothing(let server): "\(server) 没有正在写入磁盘的内容。"
    case .waitsForNothing(let client): "\(client) 没有在等待响应。"
    case .isManual: "已经是完全手动了。"
    case .noSuchFlight: "这条消息已到达。"
    case .isHeld: "这条消息已被暂扣。"
    case .isWhole: "网络本来就是完整的。"
    case .clientsBusy: "所有客户端都在等待响应。"
    case .essential(let rule):
      "规则“\(Phrase(stringLiteral: text(of: rule).title))”不能关闭。"
    case .isOff(let feature): "\(quoted(feature))没有打开。"
    case .needs(let feature, let needed): "\(quoted(feature))需要先打开\(quoted(needed))。"
    case .isNeeded(let feature, by: let other):
      "\(quoted(feature))不能关闭：\(quoted(other))需要它。"
    case .nobodyLeads: "现在没有领导者。"
    case .isHandedTo(let server): "领导权已经在转移给 \(server)。"
    case .leadsAlready(let server): "\(server) 已经是领导者，领导权只能转移给其他服务器。"
    case .isStopping(let server): "\(server) 已经在停止：正在转移领导权。"
    case .hasSnapshot(let server): "\(server) 最近的快照已包含它应用过的全部条目。"
    case .isWritingSnapshot(let server): "\(server) 正在把一份快照写入磁盘。"
    case .isMember(let server): "\(server) 已在配置中。"
    case .isNoMember(let server): "\(server) 不在配置中。"
    case .isNoLearner(let server): "\(server) 不是 Learner，不能提升。"
    case .leavesNobody: "这样就没有任何有投票权的服务器了。"
    case .changesNothing: "配置已经如此。"
    case .noPrograms: "这里没有 Pod：请用 --pods 启动。"
    case .noSuchProgram(let program): "这里没有 \(program)。"
    case .programIsDown(let program): "\(program) 已宕机：只能重启。"
    case .programIsUp(let program): "\(program) 没有宕机，不能启动。"
    case .programIsPaused(let program): "\(program) 已暂停。"
    case .programIsNotPaused(let program): "\(program) 没有暂停。"
    case .electsNobody(let program): "\(program) 不参加选举。"
    case .leadsNothing(let program): "\(program) 并不认为自己是领导者。"
    case .watchesNothing: "没有正在进行的 watch。"
    case .hasNoCounterpart(let counterpart): Phrase(stringLiteral: counterpart.chinese)
    case .nothingDue(let party, .next): "\(party.name) 没有待到期的事项。"
    case .nothingDue(let party, let due): "\(party.name) 没有待到期的 \(command: due.name)。"
    case .essentialElection(let rule): "规则“\(Phrase(stringLiteral: text(of: rule).title))”不能改变。"
    }
  }
}
