import ClientPrograms
import KeyValue
import RaftCore

// What members of etcd do beside Raft, and etcdctl at a keyboard.

// The rules.
extension Chinese {
  package var beginCounting: RuleText {
    RuleText(
      "新领导者重新计时",
      """
      领导者（Leader）应用自己任期的空操作时，每个租约（Lease）都重新有完整的 TTL，\
      再加一个选举超时；旧的领导者不再计时。
      """)
  }

  package var serveKeepAlive: RuleText {
    RuleText(
      "领导者续约",
      """
      领导者（Leader）按自己的计时，让租约（Lease）重新有完整的 TTL，日志里什么也不写。\
      按这个计时已到期的租约不会恢复。
      """)
  }

  package var handOnKeepAlive: RuleText {
    RuleText(
      "把续约转发给领导者",
      "不是领导者（Leader）的成员转发续约（KeepAlive）：只有领导者给租约（Lease）计时。")
  }

  package var findExpired: RuleText {
    RuleText(
      "通过日志撤销到期的租约",
      """
      领导者（Leader）每半秒查找到期的租约（Lease），提议撤销（Revoke）。\
      提议被应用之前，租约的键仍然存在。
      """)
  }

  package var makeSureBeforeRevoking: RuleText {
    RuleText(
      "撤销之前确认仍是领导者",
      """
      最近没有收到多数派消息的领导者（Leader），在续约或撤销租约（Lease）之前，\
      先确认自己仍是领导者。
      """,
      without: "领导者暂停后恢复运行，按自己的计时所有租约都已到期，就全部撤销，而新的领导者正在为它们续约。")
  }

  package var checkpointLeases: RuleText {
    RuleText(
      "记下租约还剩多少时间",
      """
      领导者（Leader）不时提议，记下租约（Lease）还剩多少秒，下一个领导者从那里继续计时。\
      etcd 默认不这样做。
      """,
      without: "每个新领导者都让租约重新有完整的 TTL：选举频繁时，已宕机的持有者的键一直存在。")
  }

  package var openWatch: RuleText {
    RuleText(
      "watch 只通知本成员已应用的",
      """
      watch（监听）由一个成员提供，内容是它已应用的：从某个 revision 起的全部变化，按顺序；\
      成员落后多少，通知就晚多少。
      """)
  }

  package var waitForLeader: RuleText {
    RuleText(
      "等待领导者",
      """
      不知道领导者（Leader）的成员，既不能提议请求，也不能转发。请求在那里等待，\
      直到有领导者，或者等得太久。
      """)
  }

  package var giveUpRequest: RuleText {
    RuleText(
      "放弃请求",
      """
      过 5 秒加两个选举超时，成员就响应请求失败。此前已提议的，以后仍可能提交；\
      没有提议的，永远不会提交。
      """)
  }

  package var askByHand: RuleText {
    RuleText("手工请求 etcd", "有人通过 etcdctl 手工向 etcd 的一个成员请求，只请求一次。")
  }

  package var toldByHand: RuleText {
    RuleText(
      "显示结果",
      "etcdctl 显示响应，或者显示没有响应。写入没有得到响应，可能已执行，也可能以后执行，除非被拒绝。")
  }

  package var watchByHand: RuleText {
    RuleText(
      "手工监听键",
      "etcdctl 连接的成员每应用一个变化，就显示出来，直到有人结束 watch（监听），或 watch 中断。")
  }
}

// What is said of a member.
extension Chinese {
  /// `pod-a 的`, or nothing when it is not known whose.
  private func whose(_ asker: ProgramID?) -> Phrase { if let asker { " \(asker) 的" } else { "" } }

  /// `：读取 /leader`, or nothing.
  private func told(_ call: ProgramCall?) -> Phrase {
    if let call { "：\(describe(call))" } else { "" }
  }

  package func beginsCounting(_ server: ServerID) -> Phrase {
    """
    \(server) \(strong: "开始给租约计时")：作为领导者已应用自己任期的条目，\
    每个租约都重新有完整的 TTL，再加一个选举超时。
    """
  }

  package func servesKeepAlive(
    _ server: ServerID, of lease: LeaseID, ttl: Int?, for asker: ProgramID?
  ) -> Phrase {
    let seconds: Phrase = if let ttl { "，\(count: ttl) 秒" } else { "" }
    return """
      \(server) \(strong: "接受")\(whose(asker))\(strong: "续约")：按 \(server) 自己的计时，\
      租约 \(lease: lease) 重新有完整的 TTL\(seconds)。
      """
  }

  package func handsOnKeepAlive(
    _ server: ServerID, of lease: LeaseID, from asker: ProgramID?, to leader: ServerID?
  ) -> Phrase {
    let whom: Phrase = if let leader { " \(leader)" } else { "领导者" }
    return """
      \(server) 把\(whose(asker))租约 \(lease: lease) 的续约\(strong: "转发")给\(whom)：\
      只有领导者给租约计时，日志里什么也不写。
      """
  }

  package func proposesRevocation(
    _ server: ServerID, of lease: LeaseID, ttl: Int?
  ) -> Phrase {
    let seconds: Phrase = if let ttl { "\(count: ttl) 秒已过" } else { "时间已过" }
    return """
      \(server) \(strong: "提议撤销租约") \(lease: lease)：按 \(server) 自己的计时，\
      \(seconds)；提议被应用之前，键仍然存在。
      """
  }

  package func makesSure(_ server: ServerID, of lease: LeaseID?) -> Phrase {
    let what: Phrase =
      if let lease { "处理租约 \(lease: lease) 之前" } else { "撤销租约之前" }
    return "\(server) \(what)，先\(strong: "确认自己仍是领导者")：要有多数派响应。"
  }

  package func checkpoints(_ server: ServerID, _ lease: LeaseID, remaining: Int) -> Phrase {
    """
    \(server) \(strong: "提议记下")租约 \(lease: lease) 还剩 \(count: remaining) 秒：\
    下一个领导者从那里继续计时。
    """
  }

  package func opensWatch(
    _ server: ServerID, on keys: KeyRange?, from start: Revision?, for asker: ProgramID?
  ) -> Phrase {
    let what: Phrase = if let keys { "，键为 \(command: keys.description)" } else { "" }
    let when: Phrase =
      if let start, start > 0 { "，从 revision \(revision: start) 起" } else { "" }
    let name: Phrase = if let asker { " \(asker) 的 " } else { "一个 " }
    return """
      \(server) \(strong: "打开")\(name)\(strong: "watch")\(what)\(when)：\
      通知的是 \(server) 已应用的变化，应用之后才通知。
      """
  }

  package func waitsForLeader(
    _ server: ServerID, with call: ProgramCall?, of asker: ProgramID?
  ) -> Phrase {
    """
    \(server) \(strong: "让")\(whose(asker))\(strong: "请求等待")，因为不知道有领导者\(told(call))。
    """
  }

  package func refusesWithoutLeader(
    _ server: ServerID, _ call: ProgramCall?, of asker: ProgramID?
  ) -> Phrase {
    """
    \(server) \(strong: "拒绝")\(whose(asker))请求，因为不知道有领导者，请求从未被提议\
    \(told(call))。
    """
  }

  package func givesUpWaiting(
    _ server: ServerID, for call: ProgramCall?, of asker: ProgramID?, after milliseconds: Int?
  ) -> Phrase {
    let span: Phrase =
      if let milliseconds { "已等待 \(count: milliseconds) 毫秒，" } else { "" }
    return """
      \(server) \(strong: "放弃")\(whose(asker))请求，\(span)以后仍可能提交\(told(call))。
      """
  }
}

// What is said of etcdctl.
extension Chinese {
  package func asksByHand(_ program: ProgramID, _ call: ProgramCall?) -> Phrase {
    if let call {
      "有人用 \(program) \(strong: "手工请求")：\(describe(call))。"
    } else {
      "有人用 \(program) \(strong: "手工请求")。"
    }
  }

  package func isToldByHand(_ program: ProgramID, failure: CallFailure?) -> Phrase {
    if let failure {
      "\(program) \(strong: "显示没有响应")：\(describe(failure))。"
    } else {
      "\(program) \(strong: "显示响应")。"
    }
  }

  package func watchesByHand(
    _ program: ProgramID, _ keys: KeyRange, from start: Revision
  ) -> Phrase {
    let when: Phrase = start > 0 ? " revision \(revision: start) " : "现在"
    return "\(program) 从\(when)起\(strong: "监听") \(command: keys.description)。"
  }

  package func endsWatchByHand(_ program: ProgramID) -> Phrase {
    "\(program) \(strong: "不再监听")。"
  }

  package func seesByHand(
    _ program: ProgramID, _ key: Text, isDeletion: Bool, revision: Revision
  ) -> Phrase {
    """
    \(program) \(strong: "看到变化")：\(self.key(key)) \(isDeletion ? "已被删除" : "已写入")，\
    此时 revision 为 \(revision: revision)。
    """
  }

  package func losesWatchByHand(_ program: ProgramID) -> Phrase {
    "\(program) \(strong: "失去了 watch")：连接中断，或要看的历史已被压缩。"
  }
}
