import RaftCore
import Simulation

// Asking before standing for election (Ongaro's dissertation, §9.6).

// The rules.
extension Chinese {
  package var askForPreVotes: RuleText {
    RuleText(
      "竞选之前先预投票",
      """
      服务器在增大任期（term）之前，先用预投票（PreVote）询问：下一个任期会不会有多数票？\
      会，才成为候选人（Candidate）。
      """)
  }

  package var refuseStalePreVote: RuleText {
    RuleText(
      "旧任期的预投票也要响应",
      """
      预投票（PreVote）所问的任期（term）如果已经开始，就拒绝；响应带着更新的任期，\
      让请求者得知。
      """,
      without: "一台日志更新，另一台任期更高，两台可能永远互相等待：谁也选不出来。")
  }

  package var preVoteLeaderHeard: RuleText {
    RuleText(
      "有领导者时拒绝预投票",
      """
      服务器在最短的选举超时之内收到过领导者（Leader）的消息，就拒绝预投票（PreVote）：\
      刚恢复的服务器不会让领导者退位。
      """,
      without: """
        一台收不到领导者消息、日志却足够新的服务器，会得到多数票，让大家都能联系上的领导者退位。
        """)
  }

  package var preVoteUpToDate: RuleText {
    RuleText(
      "预投票也只给日志足够新的",
      """
      请求者的日志（log）不如自己的新，就拒绝预投票（PreVote）：比较的方法和正式投票相同（§5.4.1）。
      """)
  }

  package var grantPreVote: RuleText {
    RuleText(
      "同意预投票",
      """
      没有收到领导者（Leader）的消息，请求者的日志又足够新，就同意预投票（PreVote）。这不是承诺：\
      任期、选票和定时器都不变。
      """)
  }

  package var countPreVote: RuleText {
    RuleText(
      "清点预投票",
      """
      预候选人（Pre-Candidate）清点同意的票，自己的一票也算在内；达到多数票，就增大任期（term），\
      成为候选人（Candidate）。
      """)
  }

  package var preCandidateFindsLeader: RuleText {
    RuleText(
      "有了领导者就停止预投票",
      """
      预候选人收到本任期领导者（Leader）的消息，就转回跟随者（Follower）。预投票没有改变任何状态，\
      也就没有什么要撤销。
      """)
  }
}

// What is said when one fires.
extension Chinese {
  package func asksForPreVotes(
    _ server: ServerID, nextTerm: Term, needed: Int, of members: Int
  ) -> Phrase {
    members == 1
      ? """
      \(server) \(strong: "不需要其他服务器的预投票")就可以竞选任期 \(term: nextTerm)：\
      集群只有一台服务器，只要自己的 \(count: needed) 票。
      """
      : """
      \(server) \(strong: "发起预投票")：询问在任期 \(term: nextTerm) 会不会投票给 \(server)，\
      共 \(count: members) 票，需要 \(count: needed) 票，自己的任期仍是 \(term: nextTerm - 1)。
      """
  }

  package func preVotesFail(_ server: ServerID, nextTerm: Term) -> Phrase {
    """
    \(server) 的\(strong: "选举定时器再次到期")：任期 \(term: nextTerm) 的预投票还没有达到多数票。
    """
  }

  package func refusesOldPreVote(
    _ server: ServerID, of candidate: ServerID, nextTerm: Term, own: Term
  ) -> Phrase {
    """
    \(server) \(strong: "拒绝预投票")给 \(candidate)：\(candidate) 请求的是任期 \(term: nextTerm)，\
    而 \(server) 已在任期 \(term: own)，响应会告知这一点。
    """
  }

  package func ignoresOldPreVote(
    _ server: ServerID, of candidate: ServerID, nextTerm: Term, own: Term
  ) -> Phrase {
    """
    \(server) \(strong: "丢弃") \(candidate) \(strong: "的预投票请求")：请求的是任期 \
    \(term: nextTerm)，\(server) 已在任期 \(term: own)，而应当告知的规则已关闭。
    """
  }

  package func refusesPreVote(
    _ server: ServerID, of candidate: ServerID?, heard leader: ServerID, ago: TimeSpan,
    timeout: TimeSpan, answers: Bool
  ) -> Phrase {
    """
    \(refusal(server, candidate, answers))：\(heard(leader, ago: ago, timeout: timeout))。
    """
  }

  package func refusesPreVoteAsLeader(
    _ server: ServerID, of candidate: ServerID?, answers: Bool
  ) -> Phrase {
    "\(refusal(server, candidate, answers))：\(server) 自己就是领导者。"
  }

  /// Why a server counts on the leader that it heard from.
  func heard(_ leader: ServerID, ago: TimeSpan, timeout: TimeSpan) -> Phrase {
    ago < 0
      ? "收到过领导者 \(leader) 的消息，此后时钟被回拨"
      : "\(ms(ago))前收到过领导者 \(leader) 的消息，还不到一个选举超时（\(ms(timeout))）"
  }

  private func refusal(_ server: ServerID, _ candidate: ServerID?, _ answers: Bool) -> Phrase {
    let whom: Phrase = if let candidate { "给 \(candidate)" } else { "" }
    let whose: Phrase = if let candidate { " \(candidate) " } else { "" }
    return answers
      ? "\(server) \(strong: "拒绝预投票")\(whom)"
      : "\(server) \(strong: "不响应")\(whose)\(strong: candidate == nil ? "预投票请求" : "的预投票请求")"
  }

  package func refusesPreVoteOfOldLog(
    _ server: ServerID, _ candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase {
    let refusal: Phrase = "\(server) \(strong: "拒绝预投票")给 \(candidate)"
    if theirs == .start {
      return "\(refusal)：\(candidate) 的日志为空，而 \(server) 的最后一条是\(at(own))，较新。"
    }
    let reason: Phrase =
      theirs.term == own.term ? "任期相同而索引更大，较新" : "任期更大，较新"
    return "\(refusal)：\(candidate) 的最后一条是\(at(theirs))，而 \(server) 的是\(at(own))，\(reason)。"
  }

  package func wouldVote(
    _ server: ServerID, for candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase {
    let start: Phrase = "\(server) \(strong: "同意预投票")给 \(candidate)"
    let end: Phrase = "这不是承诺，选举定时器照常走。"
    if theirs == own {
      return theirs == .start
        ? "\(start)：双方的日志都为空。\(end)"
        : "\(start)：双方日志的最后一条都是\(at(own))。\(end)"
    }
    let mine: Phrase = own == .start ? "\(server) 的日志为空" : "\(server) 的是\(at(own))"
    return "\(start)：\(candidate) 日志的最后一条是\(at(theirs))，\(mine)。\(end)"
  }

  package func wouldVoteForOldLog(
    _ server: ServerID, for candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase {
    let end: Phrase = theirs == .start ? "为空" : "的最后一条是\(at(theirs))"
    return """
      \(candidate) 的日志\(end)，不如 \(server) 的\(at(own))新，\
      \(server) 仍\(strong: "同意预投票")给 \(candidate)：日志新旧的检查已关闭。
      """
  }

  package func countsPreVote(
    _ server: ServerID, of voter: ServerID, votes: ServerSet, needed: Int
  ) -> Phrase {
    """
    \(server) \(strong: "计入") \(voter) \(strong: "的预投票")：已有 \(count: votes.count) 票\
    （\(list(votes))），需要 \(count: needed) 票。
    """
  }

  package func countsPreVoteRefusal(
    _ server: ServerID, of voter: ServerID, votes: Int, needed: Int
  ) -> Phrase {
    """
    \(voter) \(strong: "拒绝预投票")：\(server) 仍是 \(count: votes) 票，需要 \(count: needed) 票。
    """
  }

  package func ignoresPreVote(_ server: ServerID, of voter: ServerID, nextTerm: Term) -> Phrase {
    """
    \(server) \(strong: "忽略") \(voter) 的响应：\(server) 已不再为任期 \(term: nextTerm) 预投票。
    """
  }

  package func stopsAsking(_ server: ServerID, _ leader: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "停止预投票")：\(leader) 的 AppendEntries 表明任期 \(term: term) 的领导者是 \
    \(leader)。
    """
  }
}
