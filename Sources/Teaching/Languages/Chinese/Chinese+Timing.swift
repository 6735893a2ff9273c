import Simulation

extension Chinese: TimingPhrases {
  package func inequality(of advice: TimingAdvice) -> String {
    let timeout = ActNumber.text(of: advice.electionTimeout)
    let mean = advice.meanTime.map { ActNumber.text(of: $0) } ?? "尚无宕机"
    return "广播时间 \(ActNumber.text(of: advice.broadcastTime)) ≪ 选举超时 \(timeout) ≪ "
      + "平均故障间隔（\(mean)）"
  }

  package func text(of warning: TimingAdvice.Warning) -> String {
    func text(_ span: TimeSpan) -> String { ActNumber.text(of: span) }
    switch warning {
    case .lateHeartbeats(let after, let timeout):
      return "两次心跳最多相隔 \(text(after))，而最短的选举超时时间是 \(text(timeout))：领导者还在，"
        + "跟随者也会发起选举。"
    case .slowVotes(let broadcast, let timeout):
      return "请求投票并收到响应最多要 \(text(broadcast))，而候选人最多等 \(text(timeout))：选票还没到，"
        + "下一次选举就开始了。"
    case .tightVotes(let broadcast, let timeout):
      return "请求投票并收到响应最多要 \(text(broadcast))，而候选人可能只等 \(text(timeout))：有的选举在"
        + "选票到达之前就结束了。"
    case .splitVotes(let spread, let latency, let percent):
      return "选举超时时间都在 \(text(spread)) 之内，一条消息加写入磁盘要 \(text(latency))：约 \(percent)% "
        + "的选举会瓜分选票（博士论文 §9.2）。"
    case .lostHeartbeats(let count, let every):
      return "连续丢失 \(count) 次心跳，最短的选举定时器就会到期：按这个丢失率，大约每 \(rounded(every)) "
        + "就有跟随者遇到一次。"
    case .allLost: return "所有消息都会丢失：选不出领导者。"
    case .frequentCrashes(let mean, let timeout):
      return "这次运行中每台服务器平均每 \(rounded(mean)) 宕机一次，而单是等到选举开始最多就要 \(text(timeout))："
        + "平均故障间隔应当长得多（§5.6）。"
    case .longOutage(let timeout):
      return "宕机之后，最长 \(text(timeout)) 没有领导者，客户端也要等这么久。"
    }
  }

  private func rounded(_ span: TimeSpan) -> String {
    span < 1_000_000
      ? "\((span + 500) / 1000) 毫秒"
      : "\((span + 50_000) / 1_000_000).\((span + 50_000) / 100_000 % 10) 秒"
  }

  package func stable(_ advice: TimingAdvice) -> String {
    let percent = Int((advice.splitChance * 100).rounded())
    return "可以稳定运行：宕机之后约 \(percent)% 的选举会瓜分选票（博士论文 §9.2）。"
  }

  package var latencyDial: String { "单程延迟" }
  package var lossDial: String { "消息丢失率" }
  package var timeoutDial: String { "选举超时下限" }
  package var spreadDial: String { "选举超时的随机范围" }
  package var heartbeatDial: String { "心跳间隔" }
}
