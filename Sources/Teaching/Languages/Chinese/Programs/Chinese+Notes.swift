import ClientPrograms
import KeyValue

// How /leader is won in the notes' way.

// The rules.
extension Chinese {
  package var createIfAbsent: RuleText {
    RuleText(
      "键不存在才创建",
      """
      一个事务（Txn）：键的 create_revision 为 0 就用自己的租约（Lease）写入，否则读取。\
      同时尝试的程序中只有一个成功。
      """,
      without: "用普通的写入，键归最后写入的程序，而之前写入的也已得知自己当选：同时有两个领导者。")
  }

  package var lookThenPut: RuleText {
    RuleText(
      "先读取，再写入",
      "没有这个比较，程序就先读取键，不存在再写入。两步之间，其他程序也可能这样做。")
  }

  package var putPlainly: RuleText {
    RuleText(
      "不经比较就写入键",
      "读取时键不存在，于是直接写入，不管现在是否已有。这样做的程序都得知自己当选，而键归最后写入的。")
  }

  package var keyIsOwn: RuleText {
    RuleText(
      "键已属于自己",
      "键若属于自己的租约（Lease），就是之前的事务（Txn）创建的，只是当时的响应丢失了：程序已当选。")
  }

  package var watchKey: RuleText {
    RuleText(
      "监听键",
      """
      其他程序从下一个 revision 起用 watch（监听）等待键的变化。租约（Lease）本身不能监听：\
      它的结束表现为键被删除。
      """)
  }

  package var keyDeleted: RuleText {
    RuleText(
      "键被删除，全部唤醒",
      "所有得知键被删除的程序都立即尝试创建键。只有一个成功，其余的被唤醒却没有结果。")
  }

  package var deleteOwnKey: RuleText {
    RuleText(
      "撤销租约，键一同删除",
      "正常结束的程序撤销（Revoke）自己的租约（Lease），键随之删除，其他程序不必等到租约过期。")
  }
}

// What is said when one fires.
extension Chinese {
  package func createsIfAbsent(_ program: ProgramID, _ lease: LeaseID) -> Phrase {
    """
    \(program) 用租约 \(lease: lease) \(strong: "尝试创建键")：在一个事务中，\
    只有 create_revision 为 0 才写入。
    """
  }

  package func looksThenPuts(_ program: ProgramID, _ lease: LeaseID) -> Phrase {
    """
    \(program) \(strong: "先读取键是否存在")，不存在再用租约 \(lease: lease) 写入：\
    这是两步，其他 Pod 可能在两步之间写入。
    """
  }

  package func putsPlainly(_ program: ProgramID, _ key: Text, revision: Revision) -> Phrase {
    """
    \(program) \(strong: "不经比较就写入") \(self.key(key))：revision \(revision: revision) 时\
    键不存在，现在是否存在并不知道。
    """
  }

  package func findsOwnKey(_ program: ProgramID, _ key: Text, created: Revision) -> Phrase {
    """
    \(program) 发现 \(self.key(key)) \(strong: "属于自己的租约")，创建于 revision \
    \(revision: created)：之前的尝试已成功，只是响应丢失了。
    """
  }

  package func watches(_ program: ProgramID, _ key: Text, created: Revision) -> Phrase {
    """
    \(program) \(strong: "监听") \(self.key(key))，等待键被删除：键创建于 revision \
    \(revision: created)。
    """
  }

  package func seesDeletion(_ program: ProgramID, _ key: Text, revision: Revision) -> Phrase {
    """
    \(program) \(strong: "得知") \(self.key(key)) \(strong: "已被删除")，revision 为 \
    \(revision: revision)：立即尝试创建，所有监听者都是如此。
    """
  }

  package func revokesOwnLease(
    _ program: ProgramID, _ lease: LeaseID, deadline: Int
  ) -> Phrase {
    """
    \(program) \(strong: "撤销自己的租约") \(lease: lease)：属于它的键一同删除；按自己的时钟，\
    原本可以算到 \(s(deadline))。
    """
  }
}
