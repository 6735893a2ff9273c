// How the log is replicated and committed, and how clients are served (§5.3, §5.4.2, §8).
extension Chinese {
  package var announceLeadership: RuleText {
    RuleText(
      "宣告当选",
      """
      新的领导者（Leader）立即向所有其他服务器发送 AppendEntries，以确立自己的地位，\
      防止有人再发起选举。
      """)
  }

  package var appendNoOp: RuleText {
    RuleText(
      "以空操作开始任期",
      """
      新的领导者（Leader）追加一个属于自己任期的空条目（no-op）：它一旦提交，之前的所有条目就都已提交，\
      领导者也由此得知哪些已提交。
      """,
      without: "不会有安全问题，但旧任期的条目要等到碰巧有客户端写入时才能提交。")
  }

  package var heartbeat: RuleText {
    RuleText(
      "心跳",
      """
      空闲时，领导者（Leader）以远小于选举超时的间隔不断发送 AppendEntries，即心跳（heartbeat），\
      使跟随者不会超时。
      """)
  }

  package var postponeHeartbeat: RuleText {
    RuleText(
      "推迟心跳",
      """
      刚给每个跟随者（Follower）都发了条目（entry），心跳定时器就重新计时：心跳（heartbeat）是给空闲时\
      准备的。哪怕漏了一台，它也照常到期，再去试那一台。
      """)
  }

  package var appendCommand: RuleText {
    RuleText(
      "领导者接收命令",
      """
      领导者（Leader）把客户端的命令（command）追加到自己的日志（log），成为属于其任期的新条目（entry）。
      """)
  }

  package var sendEntries: RuleText {
    RuleText(
      "复制条目",
      """
      如果日志的最后索引（index）不小于某个跟随者（Follower）的 nextIndex，领导者就用 AppendEntries \
      把从 nextIndex 开始的条目发给它。
      """)
  }

  package var pipelining: RuleText {
    RuleText(
      "不等答复就继续发送",
      """
      确认与跟随者的日志一致之后，领导者（Leader）在发送时、而不是收到答复时就推进 nextIndex：\
      多个 AppendEntries 可以同时在途（pipelining）。
      """,
      without: "不会有安全问题，但每个跟随者每个往返只能收到一个消息，写入要互相等待。")
  }

  package var entriesStored: RuleText {
    RuleText(
      "记下跟随者存到了哪里",
      """
      AppendEntries 成功后，领导者（Leader）更新那个跟随者（Follower）的 nextIndex 和 matchIndex；\
      迟到或重复的答复不会让它们后退。
      """)
  }

  package var backUpNextIndex: RuleText {
    RuleText(
      "退一个条目再试",
      """
      如果 AppendEntries 因日志不一致而失败，领导者（Leader）把那个跟随者（Follower）的 nextIndex \
      减一，再试一次。
      """)
  }

  package var backUpByTerm: RuleText {
    RuleText(
      "退一个任期再试",
      """
      跟随者（Follower）拒绝时说明冲突条目的任期（term），以及自己存有该任期的第一个索引，\
      这样领导者一次就能退过一整个任期。
      """,
      without: "不会有安全问题，但领导者每个往返只退一个条目，落后很多的跟随者很久才能赶上。")
  }

  package var advanceCommit: RuleText {
    RuleText(
      "多数存有即可提交",
      """
      当多数服务器存有领导者（Leader）当前任期的某个条目，领导者就把 commitIndex 设为它的索引：\
      它和之前的所有条目都已提交（committed）。
      """)
  }

  package var commitOnlyCurrentTerm: RuleText {
    RuleText(
      "只靠计数提交当前任期的条目",
      """
      领导者（Leader）从不靠清点副本来提交旧任期（term）的条目；等自己任期的某个条目提交时，\
      它们才随之提交。
      """,
      without: """
        如图 8 所示，领导者提交了一个多数服务器存有的旧条目，之后合法当选的另一个领导者却把它覆盖掉。
        """)
  }

  package var answerClient: RuleText {
    RuleText(
      "应用之后才答复",
      "领导者（Leader）在命令应用到状态机（State Machine）之后，才答复客户端（client）。")
  }

  package var hearLeader: RuleText {
    RuleText(
      "收到领导者的消息",
      """
      跟随者（Follower）收到现任领导者（Leader）的 AppendEntries，就让选举定时器重新计时。
      """)
  }

  package var refuseStaleLeader: RuleText {
    RuleText(
      "拒绝旧任期的领导者",
      """
      如果 AppendEntries 的任期（term）小于接收者的 currentTerm，就拒绝它；答复中的任期让旧的\
      领导者（Leader）知道自己已被取代。
      """)
  }

  package var consistencyCheck: RuleText {
    RuleText(
      "一致性检查",
      """
      如果跟随者（Follower）的日志（log）在 prevLogIndex 处没有任期为 prevLogTerm 的条目，\
      就拒绝 AppendEntries。
      """,
      without: "某一条相同的日志，之前的部分却可能不同：空缺和错误的条目被提交，各状态机分道扬镳。")
  }

  package var deleteConflicting: RuleText {
    RuleText(
      "删除冲突的条目",
      """
      如果已有的条目（entry）与新条目索引相同而任期不同，跟随者（Follower）就删除它和之后的所有条目。
      """,
      without: "被取代的领导者留下的条目仍在日志里，占着已提交条目的位置被应用到状态机。")
  }

  package var appendEntries: RuleText {
    RuleText(
      "追加新条目",
      "跟随者（Follower）把自己的日志（log）中还没有的条目（entry）追加进去。")
  }

  package var commitBoundedByLastNew: RuleText {
    RuleText(
      "跟上领导者的 commitIndex",
      """
      如果 leaderCommit > commitIndex，跟随者（Follower）就把 commitIndex 设为 leaderCommit 与\
      最后一个新条目的索引之中较小的一个。
      """,
      without: "跟随者会应用日志末尾从未与领导者核对过、可能是错误的条目。")
  }

  package var acknowledgeEntries: RuleText {
    RuleText(
      "确认条目",
      """
      跟随者（Follower）的日志中有前一条和全部新条目，就答复成功（true），领导者（Leader）可以以此为准。
      """)
  }

  package var redirectClient: RuleText {
    RuleText(
      "只有领导者服务客户端",
      """
      不是领导者（Leader）的服务器谢绝客户端（client）的请求，并告知自己最近得知的领导者是谁。
      """)
  }

  package var clientSerialNumbers: RuleText {
    RuleText(
      "请求的序列号",
      """
      客户端（client）为每个命令编号（serial number）；状态机（State Machine）记住每个客户端\
      最近执行到的编号，不会重复执行。
      """,
      without: "如果答复丢失，客户端重试时，同一个命令会被执行第二次。")
  }
}
