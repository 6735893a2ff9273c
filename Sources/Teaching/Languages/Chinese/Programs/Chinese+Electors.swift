import ClientPrograms
import KeyValue

// What all programs do that elect a leader.

// The rules.
extension Chinese {
  package var beginLeading: RuleText {
    RuleText(
      "开始担任领导者",
      "程序得知自己当选，就开始担任领导者（Leader）。这只是它的认识：此时 etcd 中的情况可能已经不同。")
  }

  package var lockDelay: RuleText {
    RuleText(
      "先等待再工作",
      "当选的程序先等待一段时间再工作，让前任的工作先到达：这就是 Chubby 的锁延迟（lock-delay）。",
      without: "前任停止之前发出的工作，可能在新领导者的第一个工作之后才到达。")
  }

  package var doWork: RuleText {
    RuleText(
      "发出工作",
      "领导者（Leader）向外部的资源发出工作，不带 token。工作本身不看租约（Lease）：暂停之后从原处继续。")
  }

  package var sendToken: RuleText {
    RuleText(
      "工作带上 token",
      """
      每个工作都带上一个 fencing token（隔离令牌）：领导者（Leader）每换一次，这个数就增大，\
      接收方由此知道哪个领导者更新。
      """,
      without: "资源分不出工作来自已失去领导权的领导者还是现任：有 fencing 时两者都会被拒绝。")
  }

  package var workAnswered: RuleText {
    RuleText(
      "资源拒绝工作",
      """
      拒绝只是不接受工作，不会让领导者（Leader）停止：程序继续自认为是领导者，\
      直到自己的租约（Lease）或截止时间结束这一切。
      """)
  }

  package var stopLeading: RuleText {
    RuleText(
      "不再担任领导者",
      "从这里起，程序自认为不再是领导者（Leader）。此前发出的工作可能仍在传输中。")
  }

  package var finishWorkFirst: RuleText {
    RuleText(
      "让工作结束",
      """
      要结束的领导者（Leader）先通知自己的工作结束，这需要时间。凭自己的租约（Lease）\
      当选的程序在此之前保留键；client-go 不等待。
      """)
  }

  package var releaseEarly: RuleText {
    RuleText(
      "工作未结束就放弃领导权",
      "领导者（Leader）的工作还没有结束，就立即放弃领导权：下一个领导者同时开始工作。")
  }

  package var beginAnew: RuleText {
    RuleText(
      "重新参选",
      "已停止而没有被要求结束的程序，过一段时间重新参选。")
  }
}

// What is said when one fires.
extension Chinese {
  package func leadsByPut(_ program: ProgramID, _ key: Text, token: Token) -> Phrase {
    """
    \(program) \(strong: "开始担任领导者")，token 为 \(count: token)，即写入 \(self.key(key)) 时的 \
    revision。
    """
  }

  package func leadsByOwnKey(
    _ program: ProgramID, _ key: Text, token: Token, isThere: Bool
  ) -> Phrase {
    isThere
      ? """
      \(program) \(strong: "开始担任领导者")，token 为 \(count: token)（键的 create_revision）：\
      自己的键 \(self.key(key)) 还在，没有更早的键。
      """
      : """
      \(program) \(strong: "开始担任领导者")，token 为 \(count: token)（键的 create_revision）：\
      没有更早的键；自己的键 \(self.key(key)) 已不在，但并不检查。
      """
  }

  package func leadsByRecord(_ program: ProgramID, _ copy: RecordCopy, token: Token?) -> Phrase {
    """
    \(program) \(strong: "开始担任领导者")\(withToken(token))：自己保存的记录中持有者是自己，\
    resourceVersion 为 \(revision: copy.version)，leaseTransitions 为 \(count: copy.transitions)。
    """
  }

  package func leadsAfterDelay(_ program: ProgramID, token: Token?, clock: Int) -> Phrase {
    """
    \(program) \(strong: "开始担任领导者")\(withToken(token))：\(own(clock))，已等满锁延迟。
    """
  }

  /// `，token 为 41`, or nothing.
  func withToken(_ token: Token?) -> Phrase {
    if let token { "，token 为 \(count: token)" } else { "" }
  }

  package func waitsToLead(_ program: ProgramID, token: Token?) -> Phrase {
    "\(program) \(strong: "已当选，但先等待")\(withToken(token))：前任的工作可能仍在传输中。"
  }

  package func sendsWork(_ program: ProgramID, token: Token?) -> Phrase {
    if let token {
      "\(program) \(strong: "发出工作，token 为") \(count: token)：自认为是领导者。"
    } else {
      "\(program) \(strong: "发出工作，不带 token")：自认为是领导者。"
    }
  }

  package func isRefusedWork(_ program: ProgramID, token: Token?) -> Phrase {
    "\(program) 得知\(strong: "工作被拒绝")：仍自认为是领导者\(withToken(token))。"
  }

  package func stopsLeading(
    _ program: ProgramID, token: Token, since: Int, clock: Int
  ) -> Phrase {
    """
    \(program) 自认为\(strong: "不再是领导者")：按自己的时钟，从 \(s(since))到 \(s(clock))是领导者\
    \(withToken(token))。
    """
  }

  package func tellsWorkToEnd(
    _ program: ProgramID, token: Token, since: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "让自己的工作结束")：\(own(clock))，从 \(s(since))起是领导者\
    \(withToken(token))。
    """
  }

  package func releasesEarly(
    _ program: ProgramID, token: Token, since: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "工作未结束就放弃领导权")：\(own(clock))，从 \(s(since))起是领导者\
    \(withToken(token))。
    """
  }

  package func standsAgain(_ program: ProgramID, clock: Int) -> Phrase {
    "\(program) \(strong: "稍后重新参选")：\(own(clock))，此前的参选已结束。"
  }
}
