import RaftCore

// How a leader is elected (§5.2, §5.4.1).

// The rules.
extension Chinese {
  package var randomizedTimeouts: RuleText {
    RuleText(
      "随机的选举超时",
      """
      每台服务器每次都从固定区间内随机选取选举超时（election timeout），这样多半只有一台先超时，\
      并在其他服务器超时之前胜出。
      """,
      without: "所有跟随者同时超时、瓜分选票，一轮又一轮：可能永远选不出领导者。")
  }

  package var electionTimeout: RuleText {
    RuleText(
      "选举超时就发起选举",
      """
      跟随者（Follower）在一个选举超时（election timeout）内既没收到领导者的消息、也没投过票，\
      就成为候选人（Candidate）；候选人超时则开始新一轮选举。
      """)
  }

  package var startElection: RuleText {
    RuleText(
      "发起选举",
      """
      新的候选人（Candidate）把 currentTerm 加一，投票给自己，让选举定时器重新计时，\
      并向所有其他服务器发送 RequestVote。
      """)
  }

  package var refuseStaleCandidate: RuleText {
    RuleText(
      "拒绝旧任期的候选人",
      """
      如果 RequestVote 的任期（term）小于接收者的 currentTerm，就拒绝这个候选人（Candidate）。
      """)
  }

  package var oneVotePerTerm: RuleText {
    RuleText(
      "一个任期一票",
      """
      在一个任期（term）里，服务器最多投票给一个候选人（Candidate）：第一个来请求、\
      日志又足够新的那个。
      """,
      without: "两个候选人可能在同一任期都得到多数票，于是同时成为领导者。")
  }

  package var upToDateCheck: RuleText {
    RuleText(
      "只投给日志足够新的候选人",
      """
      候选人（Candidate）的日志（log）至少要和投票者的一样新（up-to-date）：最后一条的任期更大，\
      或者任期相同而索引不小于投票者的。
      """,
      without: "缺少已提交条目的服务器也能当选，然后把其他服务器上的这些条目覆盖掉。")
  }

  package var grantVote: RuleText {
    RuleText(
      "同意投票",
      """
      服务器在本任期（term）没有投给其他候选人，而且候选人（Candidate）的日志足够新，就把票投给它，\
      并让选举定时器重新计时。
      """)
  }

  package var countVote: RuleText {
    RuleText(
      "计票",
      """
      候选人（Candidate）清点本任期（term）的选票，自己的一票也算在内，每台服务器只计一次。
      """)
  }

  package var becomeLeader: RuleText {
    RuleText(
      "得到多数票就成为领导者",
      """
      候选人（Candidate）得到整个集群的多数票，就成为领导者（Leader）。任意两个多数派必有交集，\
      所以一个任期最多只有一个领导者。
      """)
  }

  package var candidateFindsLeader: RuleText {
    RuleText(
      "候选人承认领导者",
      """
      候选人（Candidate）收到任期不小于自己的 AppendEntries，就承认发送者是领导者（Leader），\
      自己回到跟随者（Follower）。
      """)
  }
}

// What is said when one fires.
extension Chinese {
  package func hearsNothing(
    _ server: ServerID, from leader: ServerID?, term: Term, isByHand: Bool
  ) -> Phrase {
    if let leader, isByHand {
      """
      \(server) 的\(strong: "选举定时器到期")：就当没有收到任期 \(term: term) 的领导者 \(leader) 的消息。
      """
    } else if let leader {
      """
      \(server) 的\(strong: "选举定时器到期")：在此期间没有收到任期 \(term: term) 的领导者 \
      \(leader) 的消息。
      """
    } else {
      "\(server) 的\(strong: "选举定时器到期")：\(server) 不知道任期 \(term: term) 有领导者。"
    }
  }

  package func electionFails(_ server: ServerID, term: Term) -> Phrase {
    """
    \(server) 的\(strong: "选举定时器再次到期")：\(server) 在任期 \(term: term) 的选举既没有得到多\
    数票，也没有选出其他领导者。
    """
  }

  package func startsElection(
    _ server: ServerID, term: Term, needed: Int, of members: Int
  ) -> Phrase {
    members == 1
      ? """
      \(server) 在任期 \(term: term) \(strong: "成为候选人")并投票给自己：集群只有一台服务器，\
      当选需要 \(count: needed) 票。
      """
      : """
      \(server) 在任期 \(term: term) \(strong: "成为候选人")，投票给自己，并向其他服务器请求投票：\
      共 \(count: members) 票，当选需要 \(count: needed) 票。
      """
  }

  package func refusesOldCandidate(
    _ server: ServerID, _ candidate: ServerID, theirs: Term, own: Term
  ) -> Phrase {
    """
    \(server) \(strong: "拒绝投票")给 \(candidate)：\(candidate) 请求的是任期 \(term: theirs)，\
    而 \(server) 已在任期 \(term: own)。
    """
  }

  package func refusesSecondVote(
    _ server: ServerID, _ candidate: ServerID, votedFor: ServerID, term: Term?
  ) -> Phrase {
    let other: Phrase = votedFor == server ? "自己" : " \(votedFor)"
    return """
      \(server) \(strong: "拒绝投票")给 \(candidate)：\(server) 在\(inTerm(term))已投给\(other)，\
      一个任期只能投一票。
      """
  }

  package func refusesOldLog(
    _ server: ServerID, _ candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase {
    let refusal: Phrase = "\(server) \(strong: "拒绝投票")给 \(candidate)"
    if theirs == .start {
      return "\(refusal)：\(candidate) 的日志为空，而 \(server) 的最后一条是\(at(own))，较新。"
    }
    let reason: Phrase =
      theirs.term == own.term ? "任期相同而索引更大，较新" : "任期更大，较新"
    return "\(refusal)：\(candidate) 的最后一条是\(at(theirs))，而 \(server) 的是\(at(own))，\(reason)。"
  }

  package func votes(
    _ server: ServerID, for candidate: ServerID, term: Term?, theirs: LogPosition, own: LogPosition
  ) -> Phrase {
    let start: Phrase = "\(server) 在\(inTerm(term))\(strong: "投票给") \(candidate)"
    if theirs == own {
      return theirs == .start
        ? "\(start)：\(server) 本任期尚未投票，双方的日志都为空。"
        : "\(start)：\(server) 本任期尚未投票，双方日志的最后一条都是\(at(own))。"
    }
    let mine: Phrase = own == .start ? "\(server) 的日志为空" : "\(server) 的是\(at(own))"
    return "\(start)：\(candidate) 日志的最后一条是\(at(theirs))，\(mine)，不如 \(candidate) 的新。"
  }

  package func restartsElectionTimer(_ restart: ElectionRestart?) -> Phrase {
    if let restart { "定时器重新计时：\(restart.spanText) 毫秒。" } else { "定时器重新计时。" }
  }

  /// What a timer does that begins to run anew, with the milliseconds that its gauge shows.
  func restarts(_ restart: ElectionRestart?) -> Phrase {
    guard let restart else { return "重新计时" }
    let left: Phrase = restart.leftText.map { "（原来还剩 \($0) 毫秒）" } ?? ""
    return restart.isDrawn
      ? "重新计时，随机时长 \(restart.spanText) 毫秒\(left)"
      : "重新计时，时长 \(restart.spanText) 毫秒\(left)"
  }

  package func votesAgain(
    _ server: ServerID, for candidate: ServerID, term: Term?
  ) -> Phrase {
    "\(server) \(strong: "再次同意") \(candidate)：\(candidate) 在\(inTerm(term))重复请求，仍是同一票。"
  }

  package func votesTwice(
    _ server: ServerID, for candidate: ServerID, after: ServerID?, term: Term?
  ) -> Phrase {
    let earlier: Phrase =
      switch after {
      case nil: "不检查\(inTerm(term))是否已投票，就"
      case server: "在\(inTerm(term))已投给自己，却又"
      case let other?: "在\(inTerm(term))已投给 \(other)，却又"
      }
    return """
      \(server) \(earlier)\(strong: "投票给") \(candidate)：“一个任期一票”的规则已关闭。
      """
  }

  package func votesForOldLog(
    _ server: ServerID, for candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase {
    let end: Phrase = theirs == .start ? "为空" : "的最后一条是\(at(theirs))"
    return """
      \(candidate) 的日志\(end)，不如 \(server) 的\(at(own))新，\
      \(server) 仍\(strong: "投票给") \(candidate)：日志新旧的检查已关闭。
      """
  }

  package func countsOwnVote(_ server: ServerID, votes: Int, needed: Int) -> Phrase {
    "\(server) \(strong: "计入自己的一票")：已有 \(count: votes) 票，需要 \(count: needed) 票。"
  }

  package func countsVote(
    _ server: ServerID, of voter: ServerID, votes: ServerSet, needed: Int
  ) -> Phrase {
    """
    \(server) \(strong: "计入") \(voter) \(strong: "的一票")：已有 \(count: votes.count) 票\
    （\(list(votes))），需要 \(count: needed) 票。
    """
  }

  package func countsRefusal(
    _ server: ServerID, of voter: ServerID, votes: Int, needed: Int
  ) -> Phrase {
    """
    \(voter) \(strong: "拒绝投票")：\(server) 仍是 \(count: votes) 票，需要 \(count: needed) 票。
    """
  }

  package func becomesLeader(
    _ server: ServerID, term: Term?, votes: ServerSet, needed: Int
  ) -> Phrase {
    let office: Phrase = if let term { "任期 \(term: term) 的" } else { "" }
    return """
      \(server) \(strong: "成为")\(office)\(strong: "领导者")：\
      得到 \(count: votes.count) 票（\(list(votes))），达到多数票（需要 \(count: needed) 票）。
      """
  }

  package func findsLeader(_ server: ServerID, _ leader: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "放弃竞选")：\(leader) 的 AppendEntries 表明任期 \(term: term) 的领导者是 \
    \(leader)。
    """
  }
}
