import RaftCore
import Simulation

// Reads by the leader's clock (Ongaro's dissertation, §6.4.1).

// The rules.
extension Chinese {
  package var readByLease: RuleText {
    RuleText(
      "Lease Read：租约有效时直接响应",
      """
      租约有效时，领导者（Leader）不用再发一轮就响应读取：响应了上一轮的多数派，\
      在这段时间里不会选出其他领导者。
      """)
  }

  package var leaseExpired: RuleText {
    RuleText(
      "没有租约就发起一轮",
      """
      租约已过期或还没有租约时，领导者（Leader）像没有租约那样，为读取发起一轮 AppendEntries。
      """)
  }

  package var leaseClockBound: RuleText {
    RuleText(
      "租约要考虑时钟速率不同",
      """
      租约的长度是选举超时除以时钟速率之比的上限：其他服务器的时钟最多比领导者（Leader）的快这么多倍。
      """,
      without: "投票者的时钟稍快，就会帮助选出新的领导者，而旧领导者还凭着租约响应读取。")
  }

  package var leasePresentClock: RuleText {
    RuleText(
      "每次读取都看现在的时钟",
      """
      领导者（Leader）用响应那一刻的时钟判断租约，而不是用此前读到的时间。
      """,
      without: "暂停过的领导者用的是旧时间：租约早已过期，它却以为有效，读取会漏掉写入。")
  }

  package var noLeaseAfterTimeoutNow: RuleText {
    RuleText(
      "发出 TimeoutNow 后没有租约",
      """
      领导者（Leader）发出 TimeoutNow 之后，本任期不再有租约：无论投票者有过什么承诺，\
      目标都会立即得到投票。
      """,
      without: "目标已当选，旧领导者还凭着租约响应，读取会漏掉新领导者确认的写入。")
  }
}

// What is said when one fires.
extension Chinese {
  package func readsByLease(
    _ server: ServerID, _ client: ClientID, age: TimeSpan, length: TimeSpan, isOldTime: Bool
  ) -> Phrase {
    let sent: Phrase =
      age < 0 ? "多数派响应的那一轮尚未发出" : "多数派响应的那一轮发出于 \(ms(age))前"
    let time: Phrase = isOldTime ? "按旧的时间，" : "按自己的时钟，"
    return """
      \(server) \(strong: "的租约有效")，\(client) 的读取不用发消息：\(time)\(sent)，\
      租约长 \(ms(length))。
      """
  }

  package func readsAsLeader(_ server: ServerID, _ client: ClientID) -> Phrase {
    """
    \(server) \(strong: "是领导者，直接响应") \(client) 的读取：像 etcd 的 raft 库那样，不看时钟。
    """
  }

  package func leaseIsOver(
    _ server: ServerID, _ client: ClientID, age: TimeSpan, length: TimeSpan
  ) -> Phrase {
    """
    \(server) \(strong: "的租约已过期")，\(client) 的读取要发起一轮：多数派响应的那一轮发出于 \
    \(ms(age))前，租约长 \(ms(length))。
    """
  }

  package func hasNoLease(_ server: ServerID, _ client: ClientID) -> Phrase {
    """
    \(server) \(strong: "没有租约")，\(client) 的读取要发起一轮：不知道有哪一轮得到了多数派响应。
    """
  }

  package func hasNoLeaseAfterTimeoutNow(_ server: ServerID, _ client: ClientID) -> Phrase {
    """
    \(server) \(strong: "不再有租约")，\(client) 的读取要发起一轮：已发出 TimeoutNow，\
    另一台服务器随时可能当选。
    """
  }
}
