import ClientPrograms
import KeyValue

// How candidates stand in line, in etcd's Session and Election.

// The rules.
extension Chinese {
  package var joinLine: RuleText {
    RuleText(
      "创建自己的键，排队",
      """
      每个 Session 在前缀下创建一个以租约（Lease）命名的键。create_revision 就是排队的位置：\
      最早的键就是领导者（Leader）的。
      """)
  }

  package var stillInLine: RuleText {
    RuleText(
      "保留排队的位置",
      "Session 的键若已存在，就保留原来的位置；只有值变了，才再写入一次。")
  }

  package var lookForOneBefore: RuleText {
    RuleText(
      "查询前一个键",
      "在前缀下所有早于自己的键中，程序找出最晚的一个：它就排在自己前面。")
  }

  package var waitForOneBefore: RuleText {
    RuleText(
      "只等前一个键",
      "程序只用 watch（监听）等待排在自己前面的那一个键。一个键被删除时，只唤醒一个程序，而不是全部。")
  }

  package var oneBeforeIsGone: RuleText {
    RuleText(
      "前一个键已被删除",
      "前一个键被删除后，程序再次查询：前面可能还有其他键。")
  }

  package var lookAgainAfterWaiting: RuleText {
    RuleText(
      "等待之后检查自己的键",
      """
      轮到的程序先检查自己的键是否还在：等待并不会给租约（Lease）续约（KeepAlive）。\
      etcd 的 Mutex 会检查，Election 不会。
      """,
      without: "键早已不在的程序得知自己当选，排在后面的程序也当选：同时有两个领导者。")
  }

  package var askLeader: RuleText {
    RuleText(
      "查询领导者",
      "读取前缀下最早的键，就知道领导者（Leader）是哪个程序。任何程序随时都可以查询。")
  }

  package var leaderTold: RuleText {
    RuleText(
      "最早的键决定领导者",
      "前缀下最早的键说明领导者（Leader）是哪个程序，不管它由谁写入：其他人手工写入的键也算。")
  }

  package var proclaim: RuleText {
    RuleText(
      "修改自己的键的值",
      "新值在一个比较 create_revision 的事务（Txn）中写入：只有键仍是这个 Session 创建的那个才写入。")
  }

  package var noLongerLeader: RuleText {
    RuleText(
      "比较失败，不再是领导者",
      """
      键若已不是当初创建的那个，领导者（Leader）从失败的比较得知自己不再是领导者\
      （ErrElectionNotLeader）。
      """)
  }

  package var resign: RuleText {
    RuleText(
      "退出选主",
      "要结束的 Session 删除自己的键，只要它仍是当初创建的那个。排在后面的程序立即唤醒。")
  }

  package var closeSession: RuleText {
    RuleText(
      "关闭 Session",
      "最后，Session 撤销（Revoke）自己的租约（Lease），etcd 中不再留下任何内容，不必等到过期。")
  }
}

// What is said when one fires.
extension Chinese {
  package func joinsLine(_ program: ProgramID, _ lease: LeaseID) -> Phrase {
    """
    \(program) \(strong: "排队")：用租约 \(lease: lease) 创建自己的键，只有 create_revision 为 0 \
    才写入。
    """
  }

  package func isInLine(_ program: ProgramID, _ key: Text, created: Revision) -> Phrase {
    """
    \(program) \(strong: "已在排队")：自己的键 \(self.key(key)) 创建于 revision \
    \(revision: created)。
    """
  }

  package func looksForOneBefore(_ program: ProgramID, _ own: Text, created: Revision) -> Phrase {
    """
    \(program) \(strong: "查询前一个键")：自己的键 \(key(own)) 创建于 revision \
    \(revision: created)。
    """
  }

  package func waitsForOneBefore(
    _ program: ProgramID, _ key: Text, created: Revision, own: Revision?
  ) -> Phrase {
    let place: Phrase = if let own { "，自己的键创建于 \(revision: own)" } else { "" }
    return """
      \(program) \(strong: "等待") \(self.key(key)) \(strong: "被删除")：那个键创建于 revision \
      \(revision: created)\(place)。
      """
  }

  package func seesOneBeforeGo(_ program: ProgramID, _ key: Text, revision: Revision) -> Phrase {
    """
    \(program) \(strong: "得知")所等的 \(self.key(key)) \(strong: "已被删除")，revision 为 \
    \(revision: revision)：再看前面是否还有其他键。
    """
  }

  package func findsItselfGone(
    _ program: ProgramID, _ key: Text, created: Revision, found: Revision?
  ) -> Phrase {
    let now: Phrase = if let found { "已在 \(revision: found) 重新创建" } else { "已不在" }
    return """
      \(program) 虽已轮到，\(strong: "却不当选")：自己在 revision \(revision: created) 创建的键 \
      \(self.key(key)) \(now)。
      """
  }

  package func asksWhoLeads(_ program: ProgramID) -> Phrase {
    "\(program) \(strong: "查询领导者")：前缀下最早的键是哪一个。"
  }

  package func learnsWhoLeads(
    _ program: ProgramID, _ key: Text, created: Revision, own: Revision?
  ) -> Phrase {
    let place: Phrase =
      switch own {
      case created: "，就是自己的键"
      case let own?: "；自己的键创建于 \(revision: own)"
      case nil: ""
      }
    return """
      \(program) \(strong: "得知领导者")：最早的键是 \(self.key(key))，创建于 revision \
      \(revision: created)\(place)。
      """
  }

  package func proclaims(_ program: ProgramID, _ key: Text, created: Revision) -> Phrase {
    """
    \(program) 向 \(self.key(key)) \(strong: "写入新值")：只有 create_revision 仍为 \
    \(revision: created) 才写入。
    """
  }

  package func learnsThatItLeadsNoMore(
    _ program: ProgramID, _ key: Text, revision: Revision
  ) -> Phrase {
    """
    \(program) \(strong: "得知自己不再是领导者")：revision \(revision: revision) 时，\
    \(self.key(key)) 已不是当初创建的那个键。
    """
  }

  package func resigns(_ program: ProgramID, _ key: Text, created: Revision) -> Phrase {
    """
    \(program) \(strong: "退出选主")，删除 \(self.key(key))：只有 create_revision 仍为 \
    \(revision: created) 才删除。
    """
  }

  package func closesSession(_ program: ProgramID, _ lease: LeaseID, deadline: Int) -> Phrase {
    """
    \(program) \(strong: "关闭 Session")，撤销租约 \(lease: lease)：按自己的时钟，\
    原本可以算到 \(s(deadline))。
    """
  }
}
