import ClientPrograms
import KeyValue

// What programs do that elect by a lease of their own.

// The rules.
extension Chinese {
  package var grantLease: RuleText {
    RuleText(
      "申请租约",
      "程序向 etcd 申请一个若干秒的租约（Lease）。以后不再续约（KeepAlive），用它写入的键就会被删除。")
  }

  package var leaseGranted: RuleText {
    RuleText(
      "得到租约",
      """
      对于新的租约（Lease），客户端起初只按自己的时钟算 5 秒，不论 TTL 多长；\
      第一次续约（KeepAlive）的响应会告诉它能算多久。
      """)
  }

  package var keepLeaseAlive: RuleText {
    RuleText(
      "续约",
      """
      收到上次响应后过三分之一个 TTL，客户端再次续约（KeepAlive）；没有响应就每半秒重发。\
      日志里什么也不写。
      """)
  }

  package var extendDeadline: RuleText {
    RuleText(
      "从收到响应时算起",
      """
      收到续约（KeepAlive）的响应时，客户端才开始计算 TTL；etcd 开始得更早，\
      所以客户端认为租约（Lease）有效的时间更长。
      """)
  }

  package var lookAtDeadline: RuleText {
    RuleText(
      "每秒查看一次截止时间",
      "客户端每秒把截止时间与自己的时钟比较一次，所以可能晚一秒才发现租约（Lease）已结束。")
  }

  package var leaseNotFound: RuleText {
    RuleText(
      "没有这个租约",
      """
      etcd 响应没有这个租约（Lease），或者发现自己的键已不在，客户端就立即认为租约已不存在，\
      不论截止时间是否已到。
      """)
  }

  package var deadlinePassed: RuleText {
    RuleText(
      "已过截止时间",
      """
      到截止时间还没有收到续约（KeepAlive）的响应，客户端就认为租约（Lease）已结束。\
      etcd 可能早已撤销，也可能还保留着。
      """)
  }

  package var stopWhenLeaseEnds: RuleText {
    RuleText(
      "租约结束就停止",
      """
      凭租约（Lease）担任领导者（Leader）的程序要留意一个 channel：\
      客户端认为租约已结束时就会关闭它，程序随即不再是领导者。
      """,
      without: "程序不看这个 channel，就一直自认为是领导者，而另一个 Pod 已当选：两个领导者并存多久都可能。")
  }

  package var watchLost: RuleText {
    RuleText(
      "失去 watch",
      "连接中断，或要看的历史已被压缩（compaction），watch（监听）就不再有通知。客户端自己去查询键的情况。")
  }

  package var tryAgainLater: RuleText {
    RuleText(
      "稍后重试",
      "失败之后，客户端等待一段时间再重试：用原来的租约（Lease），或者另外申请。")
  }
}

// What is said when one fires.
extension Chinese {
  /// `自己的时钟为 12.345 秒`.
  func own(_ clock: Int) -> Phrase { "自己的时钟为 \(s(clock))" }

  package func asksForLease(
    _ program: ProgramID, _ lease: LeaseID, ttl: Int, clock: Int
  ) -> Phrase {
    "\(program) \(strong: "申请租约") \(lease: lease)，TTL 为 \(count: ttl) 秒；\(own(clock))。"
  }

  package func hasLease(
    _ program: ProgramID, _ lease: LeaseID, ttl: Int, deadline: Int
  ) -> Phrase {
    """
    \(program) \(strong: "得到租约") \(lease: lease)，TTL 为 \(count: ttl) 秒：在续约得到响应之前，\
    按自己的时钟只算到 \(s(deadline))。
    """
  }

  package func keepsLeaseAlive(
    _ program: ProgramID, _ lease: LeaseID, deadline: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "为租约") \(lease: lease) \(strong: "续约")：\(own(clock))，\
    截止时间为 \(s(deadline))。
    """
  }

  package func extendsDeadline(
    _ program: ProgramID, _ lease: LeaseID, ttl: Int, deadline: Int, clock: Int
  ) -> Phrase {
    """
    \(program) 按自己的时钟，\(strong: "把租约") \(lease: lease) \(strong: "算到") \
    \(s(clock + ttl * 1_000_000))，不再是 \(s(deadline))：响应在 \(s(clock))收到，\
    TTL 为 \(count: ttl) 秒。
    """
  }

  package func looksAtDeadline(
    _ program: ProgramID, _ lease: LeaseID, deadline: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "查看截止时间")，认为租约 \(lease: lease) 仍有效：\(own(clock))，\
    截止时间为 \(s(deadline))。
    """
  }

  package func takesLeaseForGone(
    _ program: ProgramID, _ lease: LeaseID, deadline: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "认为租约") \(lease: lease) \(strong: "已不存在")：\(own(clock))，\
    不论原来的截止时间（\(s(deadline))）是否已到。
    """
  }

  package func takesLeaseForOver(
    _ program: ProgramID, _ lease: LeaseID, deadline: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "认为租约") \(lease: lease) \(strong: "已结束")：\(own(clock))，\
    已过截止时间 \(s(deadline))；etcd 中是否还有，无法得知。
    """
  }

  package func stopsWithoutLease(_ program: ProgramID, clock: Int) -> Phrase {
    "\(program) \(strong: "因租约结束而停止")：\(own(clock))，只凭这个租约才是领导者。"
  }

  package func losesWatch(_ program: ProgramID, clock: Int) -> Phrase {
    "\(program) \(strong: "失去了 watch")：\(own(clock))，可能错过的变化要自己去查询。"
  }

  package func triesAgainLater(
    _ program: ProgramID, _ failure: CallFailure, clock: Int
  ) -> Phrase {
    "\(program) \(strong: "稍后重试")：\(own(clock))，\(describe(failure))。"
  }
}
