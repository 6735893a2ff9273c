// What every server obeys, and how a leader is elected (§5.1, §5.2, §5.4.1).
extension Chinese {
  package var startAsFollower: RuleText {
    RuleText(
      "服务器以跟随者身份启动",
      """
      服务器（server）启动时是跟随者（Follower），任期（term）为 0，日志（log）为空；只要还能收到\
      领导者（Leader）或候选者（Candidate）的消息，就一直是跟随者。
      """)
  }

  package var recoverFromDisk: RuleText {
    RuleText(
      "恢复磁盘上保留的状态",
      """
      崩溃之后，服务器从磁盘读回 currentTerm、votedFor 和日志（log）；其余的一切，包括 \
      commitIndex，都要重新得知。
      """)
  }

  package var stepDownOnHigherTerm: RuleText {
    RuleText(
      "见到更高任期就成为跟随者",
      """
      服务器在任何请求或答复中见到比自己更高的任期（term），就改用那个任期，并成为跟随者（Follower）。
      """,
      without: "已被取代的领导者把职位带进新的任期：一个任期里有两个领导者，各自提交自己的条目。")
  }

  package var ignoreStaleReply: RuleText {
    RuleText(
      "忽略来得太迟的答复",
      "对旧任期（term）请求的答复，或者事情已有定论之后才来的答复，都不起作用。")
  }

  package var persistBeforeAnswering: RuleText {
    RuleText(
      "先持久化，再答复",
      """
      服务器对 currentTerm、votedFor 和 log[] 的修改，必须先写入稳定存储（stable storage），\
      然后才能答复 RPC。
      """,
      without: """
        崩溃会让服务器忘掉自己担保过的选票或条目：它可能在同一任期投两次票，已提交的条目也可能丢失。
        """)
  }

  package var applyCommitted: RuleText {
    RuleText(
      "应用已提交的条目",
      """
      只要 commitIndex > lastApplied，服务器就按日志（log）的顺序把下一个条目应用（apply）到\
      状态机（State Machine）。
      """)
  }

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
      "久无消息就发起选举",
      """
      跟随者（Follower）在一个选举超时（election timeout）内既没收到领导者的消息、也没投过票，就成为\
      候选者（Candidate）；候选者超时则开始新一轮选举。
      """)
  }

  package var startElection: RuleText {
    RuleText(
      "发起选举",
      """
      新的候选者（Candidate）把 currentTerm 加一，投票给自己，让选举定时器重新计时，并向所有其他服务器\
      发送 RequestVote。
      """)
  }

  package var refuseStaleCandidate: RuleText {
    RuleText(
      "拒绝旧任期的候选者",
      """
      如果 RequestVote 的任期（term）小于接收者的 currentTerm，就拒绝这个候选者（Candidate）。
      """)
  }

  package var oneVotePerTerm: RuleText {
    RuleText(
      "一个任期一票",
      """
      在一个任期（term）里，服务器最多投票给一个候选者（Candidate）：第一个来请求、日志又足够新的那个。
      """,
      without: "两个候选者可能在同一任期都得到多数票，于是同时成为领导者。")
  }

  package var upToDateCheck: RuleText {
    RuleText(
      "只投给日志足够新的候选者",
      """
      候选者（Candidate）的日志（log）至少要和投票者的一样新（up-to-date）：最后一条的任期更大，\
      或者任期相同而索引不小于对方。
      """,
      without: "缺少已提交条目的服务器也能当选，然后把其他服务器上的这些条目覆盖掉。")
  }

  package var grantVote: RuleText {
    RuleText(
      "同意投票",
      """
      服务器在本任期（term）没有投给别人，而且候选者（Candidate）的日志足够新，就把票投给它，\
      并让选举定时器重新计时。
      """)
  }

  package var countVote: RuleText {
    RuleText(
      "计票",
      """
      候选者（Candidate）清点本任期（term）的选票，自己的一票也算在内，每台服务器只计一次。
      """)
  }

  package var becomeLeader: RuleText {
    RuleText(
      "得到多数票就成为领导者",
      """
      候选者（Candidate）得到整个集群的多数票，就成为领导者（Leader）。任意两个多数派必有交集，\
      所以一个任期最多只有一个领导者。
      """)
  }

  package var candidateFindsLeader: RuleText {
    RuleText(
      "候选者承认领导者",
      """
      候选者（Candidate）收到任期不小于自己的 AppendEntries，就承认发送者是领导者（Leader），\
      自己回到跟随者（Follower）。
      """)
  }
}
