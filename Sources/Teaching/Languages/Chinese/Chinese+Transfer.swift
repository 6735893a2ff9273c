import RaftCore
import Simulation

// Handing over on purpose (Ongaro's dissertation, §3.10).

// The rules.
extension Chinese {
  package var beginTransfer: RuleText {
    RuleText(
      "主动转移领导权",
      """
      领导权转移（Leadership Transfer）：领导者（Leader）不再接收新命令，让目标的日志追上自己；\
      过了一个选举超时还没有完成就放弃。
      """)
  }

  package var refuseDuringTransfer: RuleText {
    RuleText(
      "转移期间不接收命令",
      """
      领导者（Leader）在转移期间拒绝客户端的命令：要发送的条目不断增加，目标可能永远追不上。
      """,
      without: "负载较高时目标可能永远追不上：领导者不断追加条目，最后只好放弃转移。")
  }

  package var sendTimeoutNow: RuleText {
    RuleText(
      "让目标立即发起选举",
      """
      目标保存了领导者（Leader）的全部条目，领导者就向它发送 TimeoutNow：\
      此时没有服务器的日志比目标的更新。
      """)
  }

  package var obeyTimeoutNow: RuleText {
    RuleText(
      "收到 TimeoutNow 立即竞选",
      """
      服务器收到领导者（Leader）的 TimeoutNow，不等定时器，也不先预投票，立即发起选举；\
      它的投票请求注明这是领导者要求的。
      """)
  }

  package var giveUpTransfer: RuleText {
    RuleText(
      "放弃转移",
      """
      过了一个选举超时仍是领导者（Leader），就放弃转移，重新接收命令。传输中的 TimeoutNow \
      仍可能到达。
      """)
  }

  package var stopAfterTransfer: RuleText {
    RuleText(
      "转移之后再停止",
      """
      领导者（Leader）收到停止要求，先转移领导权；不再是领导者，或者放弃转移之后，\
      等承诺过的内容都已落盘，再停止。
      """)
  }
}

// What is said when one fires.
extension Chinese {
  package func beginsTransfer(
    _ server: ServerID, to target: ServerID, matchIndex: LogIndex, lastIndex: LogIndex,
    takesCommands: Bool
  ) -> Phrase {
    let commands: Phrase = takesCommands ? "仍接收命令" : "在此期间不接收命令"
    return """
      \(server) \(strong: "开始把领导权转移给") \(target)：\(commands)；\
      \(stores(target, matchIndex, of: lastIndex))。
      """
  }

  /// How far the target of a transfer has come.
  private func stores(
    _ target: ServerID, _ matchIndex: LogIndex, of lastIndex: LogIndex
  ) -> Phrase {
    if matchIndex == lastIndex {
      "\(target) 已保存全部条目，直到 \(index: lastIndex)"
    } else if matchIndex == 0 {
      "条目共到 \(index: lastIndex)，\(target) 保存了哪些还不知道"
    } else {
      "条目共到 \(index: lastIndex)，\(target) 已知保存到 \(index: matchIndex)"
    }
  }

  package func turnsAway(
    _ server: ServerID, _ client: ClientID, handingOverTo target: ServerID
  ) -> Phrase {
    "\(server) \(strong: "拒绝") \(client) \(strong: "的命令")：领导权正在转移给 \(target)，期间不接收命令。"
  }

  package func sendsTimeoutNow(
    _ server: ServerID, to target: ServerID, lastIndex: LogIndex
  ) -> Phrase {
    """
    \(server) 用 TimeoutNow \(strong: "让") \(target) \(strong: "立即发起选举")：\
    \(target) 已保存全部条目，直到 \(index: lastIndex)。
    """
  }

  package func obeysTimeoutNow(
    _ server: ServerID, _ leader: ServerID, term: Term, asksFirst: Bool
  ) -> Phrase {
    """
    \(server) \(strong: "立即发起选举")：任期 \(term: term) 的领导者 \(leader) 如此要求，\
    \(server) 不等定时器\(asksFirst ? "，也不先预投票" : "")。
    """
  }

  package func ignoresOldTimeoutNow(
    _ server: ServerID, of leader: ServerID, theirs: Term, own: Term
  ) -> Phrase {
    """
    \(server) \(strong: "忽略") \(leader) 的 TimeoutNow：该消息属于任期 \(term: theirs)，\
    而 \(server) 已在任期 \(term: own)。
    """
  }

  package func ignoresTimeoutNow(_ server: ServerID, of leader: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "忽略") \(leader) 的 TimeoutNow：\(server) 自己就是任期 \(term: term) 的领导者。
    """
  }

  package func givesUpTransfer(
    _ server: ServerID, to target: ServerID, matchIndex: LogIndex, lastIndex: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "放弃把领导权转移给") \(target)，继续担任领导者：时限已到；\
    \(stores(target, matchIndex, of: lastIndex))。
    """
  }

  package func stops(_ server: ServerID, target: ServerID, leads: Bool) -> Phrase {
    leads
      ? "\(server) \(strong: "按要求停止")：等 \(target) 接任的时限已到，只能由其他服务器选举新的领导者。"
      : "\(server) \(strong: "按要求停止")：\(server) 已不是领导者，承诺过的内容都已落盘。"
  }
}
