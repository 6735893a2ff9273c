import ClientPrograms
import KeyValue

// How components of Kubernetes elect by a Lease object: the rules.
extension Chinese {
  package var getRecord: RuleText {
    RuleText(
      "读取记录",
      "按自己保存的记录，组件若不是未过期记录的持有者，就先读取 Lease 对象，再写入。")
  }

  package var createRecord: RuleText {
    RuleText(
      "创建记录",
      "还没有 Lease 对象时，组件创建一个，持有者为自己。同时创建的组件中只有一个成功，其余的得知它已存在。")
  }

  package var observeChange: RuleText {
    RuleText(
      "记下记录何时改变",
      """
      组件按自己的时钟记下何时看到记录改变，有效期从那时算起。记录中的时间从不与任何时钟比较。
      """)
  }

  package var leaseStillValid: RuleText {
    RuleText(
      "不改有效的记录",
      "从上次看到改变起，有效期还没有过，其他组件持有的记录就不能改：这次尝试到此为止。")
  }

  package var takeOver: RuleText {
    RuleText(
      "接管过期的记录",
      """
      记录在有效期内一直没有改变，或者没有持有者，就可以覆盖：只有 resourceVersion 仍是读到的才写入，\
      leaseTransitions 加 1。
      """)
  }

  package var recordLost: RuleText {
    RuleText(
      "这次尝试失败",
      "没有取得记录的组件，过 RetryPeriod 再加一段随机时间之后重试，避免所有组件同时重试。")
  }

  package var acquired: RuleText {
    RuleText(
      "取得记录",
      "写入成功，组件就成为领导者（Leader）：调用 OnStartedLeading，同时为记录续约。")
  }

  package var beginRenewing: RuleText {
    RuleText(
      "开始续约",
      "领导者（Leader）立即尝试为记录续约，之后每隔 RetryPeriod 一次，直到这一轮开始后过了 RenewDeadline。")
  }

  package var renewOptimistically: RuleText {
    RuleText(
      "不读取，直接续约",
      "自己的记录未过期时，领导者（Leader）不读取就更新，用自己记住的 resourceVersion 比较。")
  }

  package var renewAfterReading: RuleText {
    RuleText(
      "读取之后续约",
      "直接更新失败后，领导者（Leader）读取记录；持有者若仍是自己，就更新读到的记录。")
  }

  package var renewed: RuleText {
    RuleText(
      "续约成功",
      "成功之后，领导者（Leader）等待 RetryPeriod 再开始下一轮。有效期从收到响应时算起，按自己的时钟。")
  }

  package var retryRenewal: RuleText {
    RuleText(
      "再次续约",
      """
      一次尝试失败后，从它开始时算起过 RetryPeriod 再试。RenewDeadline 未到，\
      就仍自认为是领导者（Leader）。
      """)
  }

  package var renewDeadlinePassed: RuleText {
    RuleText(
      "已过 RenewDeadline",
      """
      没能及时续约的领导者（Leader）在其他组件可以接管之前放弃：RenewDeadline 短于 LeaseDuration。\
      暂停的领导者做不到。
      """)
  }

  package var cancelContext: RuleText {
    RuleText(
      "取消 context",
      "选主结束，正在进行的请求也随之结束。但请求的内容仍可能被执行。")
  }

  package var stoppedLeading: RuleText {
    RuleText(
      "调用 OnStoppedLeading",
      "选主结束时，client-go 总会调用 OnStoppedLeading，即使这个组件从未当过领导者（Leader）。")
  }

  package var releaseOnCancel: RuleText {
    RuleText(
      "取消时释放记录",
      """
      被取消的领导者（Leader）读取记录，持有者若仍是自己，就写成没有持有者：\
      其他组件不必等满 LeaseDuration。
      """,
      without: "被取消的领导者的工作还没有结束，另一个就开始工作：两个同时工作。")
  }

  package var releaseNothing: RuleText {
    RuleText(
      "没有可释放的记录",
      "记录已不存在，或者持有者已是其他组件，就保持原样，不再写入。")
  }

  package var tokenByRevision: RuleText {
    RuleText(
      "以 resourceVersion 为 token",
      """
      领导者（Leader）的 token 是取得记录时的 resourceVersion。不论对象怎样变化，\
      etcd 的 revision 只会增大。
      """,
      without: "token 就是 leaseTransitions：对象被删除后又从 0 开始，有 fencing 的资源会拒绝现任领导者。")
  }
}
