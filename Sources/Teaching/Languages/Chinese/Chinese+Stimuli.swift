import RaftCore
import Simulation

extension Chinese {
  package func crashes(_ server: ServerID, kept: Int) -> Phrase {
    let writes: Phrase = kept == 0 ? "" : "；正在进行的写入中有 \(count: kept) 个赶上了"
    return """
      \(server) \(strong: "崩溃")：角色、commitIndex 和状态机都已丢失；磁盘上保留着已写入的任期、选票和日志\(writes)。
      """
  }

  package func isStarted(_ server: ServerID) -> Phrase {
    "\(server) \(strong: "重新启动")。"
  }

  package func losesDisk(_ server: ServerID) -> Phrase {
    """
    \(server) \(strong: "丢失磁盘")，任期、选票和日志全部不见了。Raft 不允许这种情况：\
    从此它的承诺可能落空。
    """
  }

  package func pauses(_ server: ServerID) -> Phrase {
    "\(server) \(strong: "停顿")：它的定时器和消息都等着。"
  }

  package func resumes(_ server: ServerID) -> Phrase {
    "\(server) \(strong: "继续运行")：等着它的一切现在同时发生。"
  }

  package func isMadeToTimeOut(_ server: ServerID) -> Phrase {
    "让 \(server) 的选举定时器\(strong: "现在就到期")。"
  }

  package func splits(_ sides: [ServerSet], majority: ServerSet?) -> Phrase {
    let names = Phrase.list(sides.map(braced), separator: "、", last: " 和 ")
    let outlook: Phrase =
      if let majority { "只有 \(braced(majority)) 占多数" } else { "没有一方占多数" }
    return "网络\(strong: "分成") \(names)：\(outlook)。"
  }

  /// `{S1 S2}`.
  private func braced(_ side: ServerSet) -> Phrase {
    "{\(Phrase.list(side.map { "\($0)" }, separator: " "))}"
  }

  package func isIsolated(_ server: ServerID) -> Phrase {
    "\(server) 与所有其他服务器\(strong: "隔离")。"
  }

  package func isCut(from: ServerID, to: ServerID) -> Phrase {
    "从 \(from) 到 \(to) 的链路\(strong: "切断")，只限这个方向。"
  }

  package func isMended(from: ServerID, to: ServerID) -> Phrase {
    "从 \(from) 到 \(to) 的链路\(strong: "修复")。"
  }

  package func heals() -> Phrase {
    "网络\(strong: "恢复完整")：所有服务器又能互相通信。"
  }

  package func runs(_ server: ServerID, permille: Int) -> Phrase {
    permille == 1000
      ? "\(server) 的时钟\(strong: "恢复正常")。"
      : "\(server) 的时钟\(strong: "改变快慢")：现在是正常速度的 \(.thousandths(permille)) 倍。"
  }

  package func changesLink(from: ServerID?, to: ServerID?, _ quality: LinkQuality) -> Phrase {
    let sender: Phrase = if let from { "从 \(from) " } else { "从每台服务器" }
    let receiver: Phrase = if let to { "到 \(to) " } else { "到其他服务器" }
    return """
      \(sender)\(receiver)的链路\(strong: "改变")：延迟 \
      \(.thousandths(quality.latency.lowerBound)) 至 \
      \(.thousandths(quality.latency.upperBound)) ms；每 1000 个消息丢失 \(count: quality.loss) 个，\
      重复 \(count: quality.duplication) 个，迟到 \(count: quality.reordering) 个。
      """
  }

  package func switches(_ rule: RuleText, isOn: Bool) -> Phrase {
    "所有服务器都\(strong: isOn ? "启用" : "关闭")规则“\(Phrase(stringLiteral: rule.title))”。"
  }

  package func text(of refusal: Refusal) -> Phrase {
    switch refusal {
    case .noSuchServer(let server): "没有服务器 \(server)。"
    case .isDown(let server): "\(server) 已停机：只能重新启动。"
    case .isUp(let server): "\(server) 没有停机，不能启动。"
    case .isPaused(let server): "\(server) 处于停顿中。"
    case .isNotPaused(let server): "\(server) 没有停顿。"
    case .isLeader(let server): "\(server) 是领导者：领导者没有选举定时器。"
    case .noSuchFlight: "那个消息已不在途中。"
    case .isHeld: "那个消息已被扣住。"
    case .isWhole: "网络本来就是完整的。"
    case .clientsBusy: "所有客户端都在等待答复。"
    case .essential(let rule):
      "规则“\(Phrase(stringLiteral: text(of: rule).title))”不能关闭。"
    }
  }
}
