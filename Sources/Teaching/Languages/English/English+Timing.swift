import Simulation

extension English: TimingPhrases {
  package func inequality(of advice: TimingAdvice) -> String {
    let timeout = ActNumber.text(of: advice.electionTimeout)
    let mean = advice.meanTime.map { ActNumber.text(of: $0) } ?? "no crash so far"
    return "broadcastTime \(ActNumber.text(of: advice.broadcastTime)) ≪ electionTimeout \(timeout) "
      + "≪ MTBF (\(mean))"
  }

  package func text(of warning: TimingAdvice.Warning) -> String {
    func text(_ span: TimeSpan) -> String { ActNumber.text(of: span) }
    switch warning {
    case .lateHeartbeats(let after, let timeout):
      return
        "A heartbeat may come \(text(after)) after the one before, and the shortest election timeout "
        + "is \(text(timeout)): followers stand for election although the leader lives."
    case .slowVotes(let broadcast, let timeout):
      return
        "To ask for votes and hear takes up to \(text(broadcast)), and no candidate waits longer than "
        + "\(text(timeout)): the next election begins before the votes are there."
    case .tightVotes(let broadcast, let timeout):
      return
        "To ask for votes and hear takes up to \(text(broadcast)), and a candidate may wait only "
        + "\(text(timeout)): some elections end before the votes are there."
    case .splitVotes(let spread, let latency, let percent):
      return
        "Timeouts lie within \(text(spread)), and a message with its write takes \(text(latency)): "
        + "about \(percent) % of votes are split (§9.2 of the dissertation)."
    case .lostHeartbeats(let count, let every):
      return
        "It takes \(self.count(count, "lost heartbeat")) in a row to run the shortest timeout out: at "
        + "this loss some follower misses that many about every \(rounded(every))."
    case .allLost: return "No message arrives: nobody can be elected."
    case .frequentCrashes(let mean, let timeout):
      return "A server goes down every \(rounded(mean)) on average, counted for each, "
        + "and an election takes up to \(text(timeout)) only to begin: the MTBF should be far longer (§5.6)."
    case .longOutage(let timeout):
      return
        "After a crash no server leads for up to \(text(timeout)), and clients wait for as long."
    }
  }

  /// A span of which only the size is of interest.
  private func rounded(_ span: TimeSpan) -> String {
    span < 1_000_000
      ? "\((span + 500) / 1000) ms"
      : "\((span + 50_000) / 1_000_000).\((span + 50_000) / 100_000 % 10) s"
  }

  package func stable(_ advice: TimingAdvice) -> String {
    let percent = Int((advice.splitChance * 100).rounded())
    return
      "Can be stable: about \(percent) % of votes are split after a crash (§9.2 of the dissertation)."
  }

  package var latencyDial: String { "latency, one way" }
  package var lossDial: String { "messages lost" }
  package var timeoutDial: String { "election timeout, from" }
  package var spreadDial: String { "... and up to so much more" }
  package var heartbeatDial: String { "heartbeat interval" }
}
