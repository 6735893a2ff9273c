import RaftCore
import Simulation

extension Chinese: WhyNotPhrases {
  package var whyNotTitle: String { "为什么没有？" }
  package var nothingToAsk: String {
    "这里什么都不缺：有领导者，选中的就是领导者，它的条目都已提交，没有客户端在等待。按 1-9 查看其他服务器，按 ← 查看其条目。"
  }

  package func text(of question: WhyNot.Question) -> String {
    switch question {
    case .noLeader: "为什么没有领导者？"
    case .canWin(let server): "\(server) 能赢得选举吗？"
    case .notCommitted(let index, let server): "\(server) 的条目 \(index) 为什么没有提交？"
    case .isCommitted(let index, let server): "\(server) 的条目 \(index) 提交了吗？"
    case .waits(let client): "\(client) 为什么在等待？"
    }
  }

  package func text(of reason: WhyNot.Reason) -> Phrase {
    switch reason {
    case .election(let reason): text(of: reason)
    case .entry(let reason): text(of: reason)
    case .client(let reason): text(of: reason)
    }
  }

  // MARK: Elections

  private func text(of reason: WhyNot.Election) -> Phrase {
    switch reason {
    case .tooFewRun(let running, let needed, let members):
      running.isEmpty
        ? "没有服务器在运行。新领导者需要 \(count: members) 台中 \(count: needed) 台的选票。"
        : """
        只有 \(list(running)) 在运行：新领导者需要 \(count: members) 台中 \(count: needed) 台的选票。
        """
    case .apart(let server, let reached, let needed):
      """
      链路不通：运行中的服务器都无法与多数派通信。最接近的是 \(server)，能通信的有 \(count: reached.count) 台\
      （\(list(reached))），而新领导者需要 \(count: needed) 票。
      """
    case .standsStill(let server, let term):
      "\(server) 是任期 \(term: term) 的领导者，但已暂停：恢复之前不发送消息，也不提交。"
    case .nobodyStands(let first, let left): nobodyStands(first, left)
    case .asksFirst(let server, let term):
      "\(server) 先询问能否赢得任期 \(term: term)（PreVote），多数派愿意投票时才会发起选举。"
    case .candidacy(let candidacy): text(of: candidacy)
    case .isDown(let server): "不能：\(server) 已宕机，只有运行中的服务器才能发起选举。"
    case .isPaused(let server): "不能：\(server) 已暂停，恢复之前既不发起选举，也不统计选票。"
    case .new(let election): text(of: election)
    case .hears(let server, let leader, let left):
      if let left {
        """
        \(server) 没有发起选举，因为它能收到领导者 \(leader) 的消息：要等选举定时器到期，还有 \
        \(ms(left))，其间收到消息会重新计时。
        """
      } else {
        "选举定时器不到期，\(server) 就不会发起选举；领导者是 \(leader)。"
      }
    }
  }

  private func nobodyStands(_ first: ServerID?, _ left: TimeSpan?) -> Phrase {
    guard let first, let left else {
      return "运行中的服务器都不是候选人：每台都要等选举定时器到期。"
    }
    return """
      运行中的服务器都不是候选人：每台都要等选举定时器到期。最先到期的是 \(first)，还有 \(ms(left))，\
      其间收到消息会重新计时。
      """
  }

  private func text(of candidacy: WhyNot.Candidacy) -> Phrase {
    let server = candidacy.server
    let names: Phrase = candidacy.votes.isEmpty ? "" : "（\(list(candidacy.votes))）"
    var parts: [Phrase] = [
      """
      \(server) 是任期 \(term: candidacy.term) 的候选人，需要 \(count: candidacy.needed) 票，\
      已有 \(count: candidacy.votes.count) 票\(names)。
      """
    ]
    if !candidacy.coming.isEmpty {
      parts.append("\(list(candidacy.coming)) 的选票在传输中，或在等待落盘。")
    }
    if !candidacy.open.isEmpty {
      parts.append("\(list(candidacy.open)) 会投票给 \(server)，请求在传输中。")
    }
    parts += candidacy.taken.map { "\($0.voter) 本任期已投票给 \($0.candidate)。" }
    if !candidacy.newer.isEmpty { parts.append("\(lasts(candidacy.newer)) 的日志更新，会拒绝投票。") }
    if !candidacy.ahead.isEmpty { parts.append("\(list(candidacy.ahead)) 的任期已经更大。") }
    if !candidacy.down.isEmpty { parts.append("\(list(candidacy.down)) 已宕机。") }
    if !candidacy.apart.isEmpty { parts.append(apart(candidacy.apart, from: server)) }
    if !candidacy.silent.isEmpty {
      parts.append("\(server) 与 \(list(candidacy.silent)) 之间没有传输中的请求或选票：发出的已丢失。")
    }
    parts.append(
      candidacy.canWin
        ? "\(server) 在本任期\(strong: "仍能当选")。"
        : "\(server) 在本任期\(strong: "已不能当选")：最多 \(count: candidacy.most) 票。")
    return .list(parts, separator: "")
  }

  private func text(of election: WhyNot.NewElection) -> Phrase {
    let server = election.server
    var parts: [Phrase] = []
    if election.refusing.isEmpty {
      parts.append("\(server) 的最后一个条目是\(at(election.own))，没有更新的日志。")
    } else {
      parts.append(
        """
        \(server) 的最后一个条目是\(at(election.own))；\(lasts(election.refusing)) 的日志更新，会拒绝投票。
        """)
    }
    if !election.down.isEmpty { parts.append("\(list(election.down)) 已宕机。") }
    if !election.apart.isEmpty { parts.append(apart(election.apart, from: server)) }
    parts.append(
      election.canWin
        ? """
        在新的选举中 \(server) \(strong: "能当选")：\(list(election.willing)) 可能投票给它，需要 \
        \(count: election.needed) 票。
        """
        : """
        照现在的日志，\(server) 在新的选举中\(strong: "不能当选")：需要 \(count: election.needed) 票，最多得到 \
        \(count: election.willing.count) 票。
        """)
    return .list(parts, separator: "")
  }

  private func apart(_ servers: ServerSet, from server: ServerID) -> Phrase {
    "\(list(servers)) 已暂停，或与 \(server) 之间的链路不通。"
  }

  /// `S1（索引 5，任期 2）和 S2（索引 5，任期 2）`.
  private func lasts(_ lasts: [WhyNot.Last]) -> Phrase {
    .list(lasts.map { "\($0.server)\(at($0.position))" }, separator: "、", last: "和 ")
  }

  // MARK: Entries

  private func text(of reason: WhyNot.Entry) -> Phrase {
    switch reason {
    case .alreadyCommitted(let entry, let knowing):
      """
      条目\(at(entry))已提交：\(list(knowing)) 已知道。其他服务器从领导者的 AppendEntries 得知。
      """
    case .nobodyCommits(let entry): "只有领导者能提交，而现在没有运行中的领导者；条目\(at(entry))要等领导者当选。"
    case .announced(let index, let servers):
      """
      没有运行中的领导者，但有 AppendEntries 正在发给 \(list(servers))：其中说明索引 \(index: index) \
      及之前的条目已提交。
      """
    case .leaderLacks(let leader, let term, let entry, let other):
      leaderLacks(leader, term, entry, other)
    case .ofOldTerm(let entry, let leader, let term, let index):
      ofOldTerm(entry, leader, term, index)
    case .copies(let copies): text(of: copies)
    }
  }

  private func ofOldTerm(
    _ entry: LogPosition, _ leader: ServerID, _ term: Term, _ index: LogIndex?
  ) -> Phrase {
    let rest: Phrase =
      if let index {
        "它将随任期 \(term: term) 的第一个条目（索引 \(index: index)）一起提交。"
      } else {
        "\(leader) 还没有任期 \(term: term) 的条目：下一次写入会带来一个。"
      }
    return """
      该条目属于任期 \(term: entry.term)，而 \(leader) 是任期 \(term: term) 的领导者：\
      领导者只对自己任期的条目计算副本数。\(rest)
      """
  }

  private func leaderLacks(
    _ leader: ServerID, _ term: Term, _ entry: LogPosition, _ other: Term?
  ) -> Phrase {
    let end: Phrase =
      if let other { "在该索引处的条目属于任期 \(term: other)" } else { "在该索引处没有条目" }
    return """
      \(leader) 是任期 \(term: term) 的领导者，\(end)。\(leader) 在本任期不会提交条目\(at(entry))；\
      收到 \(leader) 的其他条目后，保存该条目的跟随者要将其删除。
      """
  }

  private func text(of copies: WhyNot.Copies) -> Phrase {
    let holders: Phrase =
      copies.holders.isEmpty
      ? "0 台" : "\(count: copies.holders.count) 台（\(list(copies.holders))）"
    var parts: [Phrase] = [
      """
      据领导者 \(copies.leader) 所知，条目 \(index: copies.counted) 保存在 \(holders)上，需要 \
      \(count: copies.needed) 台。
      """
    ]
    for hold in WhyNot.Copy.Hold.allCases {
      let servers = ServerSet(copies.others.filter { $0.hold == hold }.map(\.server))
      if !servers.isEmpty { parts.append(text(of: hold, servers, copies.leader)) }
    }
    parts.append(
      copies.missing == 0
        ? "收到下一个响应就会提交。" : "\(strong: "还缺 \(copies.missing) 台")。")
    return .list(parts, separator: "")
  }

  private func text(
    of hold: WhyNot.Copy.Hold, _ servers: ServerSet, _ leader: ServerID
  ) -> Phrase {
    switch hold {
    case .isDown: "\(list(servers)) 已宕机。"
    case .isPaused: "\(list(servers)) 已暂停。"
    case .isCutOff: "\(list(servers)) 与 \(leader) 之间的链路不通。"
    case .isAhead: "\(list(servers)) 的任期更大，不接受 \(leader) 的消息。"
    case .answers: "\(list(servers)) 的响应在传输中。"
    case .writes: "\(list(servers)) 尚未落盘。"
    case .isSent: "正在发给 \(list(servers))。"
    case .saidInVain: "\(list(servers)) 已保存，但没有传输中的响应：\(leader) 再发消息后才能得知。"
    case .isMissing: "没有正在发给 \(list(servers)) 的。"
    }
  }

  // MARK: Clients

  private func text(of reason: WhyNot.Waiting) -> Phrase {
    switch reason {
    case .requestOnItsWay(let client, let server, let left):
      "\(client) 发给 \(server) 的请求在传输中\(remaining(left))。"
    case .answerOnItsWay(let client, let server, let left):
      "\(server) 给 \(client) 的响应在传输中\(remaining(left))。"
    case .askedServerIsDown(let client, let server):
      "\(client) 请求的 \(server) 已宕机，不会响应。"
    case .askedServerIsPaused(let client, let server):
      "\(client) 请求的 \(server) 已暂停，恢复之前不会响应。"
    case .inLog(let client, let server, let index):
      """
      \(server) 是领导者，\(client) 的命令是其日志中的条目 \(index: index)；提交并应用之后才会响应。
      """
    case .nobodyHasIt(let client, let server):
      "\(client) 请求过 \(server)，但 \(server) 的日志中没有该命令；没有传输中的请求或响应。"
    case .unanswered(let client, let server):
      "\(client) 请求过 \(server)，尚未收到响应；也没有传输中的响应。"
    case .asksAgain(let client, let left, let tries, let most):
      "\(client) 将在 \(ms(left))后改向其他服务器请求：最多 \(count: most) 次，已请求 \(count: tries) 次。"
    case .givesUp(let client, let left, let tries, let most):
      tries < most
        ? "\(client) 将在 \(ms(left))后放弃：再次请求可能使写入执行两次。"
        : "\(client) 将在 \(ms(left))后放弃：最多 \(count: most) 次，已请求 \(count: tries) 次。"
    }
  }

  private func remaining(_ left: TimeSpan?) -> Phrase {
    if let left { "，还有 \(ms(left))" } else { "" }
  }
}
