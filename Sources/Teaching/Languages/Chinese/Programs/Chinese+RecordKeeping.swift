import ClientPrograms
import KeyValue

// How components of Kubernetes elect by a Lease object: what is said when a rule fires.
extension Chinese {
  /// `持有者是 pod-a` or `没有持有者`, by the component's copy.
  private func holds(_ copy: RecordCopy) -> Phrase {
    if copy.holder.isEmpty { return "没有持有者" }
    return copy.isOwn ? "持有者是自己" : "持有者是 \(.name(copy.holder))"
  }

  /// `，有效到 15.3 秒`, where there is a holder.
  private func expiry(_ copy: RecordCopy) -> Phrase {
    copy.holder.isEmpty ? "" : "，有效到 \(s(copy.expires))"
  }

  /// `自己的时钟为 12.3 秒，所存记录（版本 41）的持有者是 pod-a，有效到 15.3 秒`.
  private func told(_ known: RecordKnowledge) -> Phrase {
    switch known {
    case .copy(let copy):
      """
      \(own(copy.clock))，自己保存的记录（版本 \(revision: copy.version)）\
      \(holds(copy))\(expiry(copy))
      """
    case .nothing(let clock): "\(own(clock))，还没有保存过记录"
    case .failure(let failure, let clock): "\(own(clock))，\(describe(failure))"
    }
  }

  package func readsRecord(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase {
    "\(program) \(strong: "读取记录")：\(told(known))。"
  }

  package func createsRecord(_ program: ProgramID, clock: Int) -> Phrase {
    """
    \(program) \(strong: "创建记录")，持有者为自己：\(own(clock))，已得知还没有 Lease 对象。
    """
  }

  package func seesRecordFirst(_ program: ProgramID, clock: Int) -> Phrase {
    """
    \(program) \(strong: "首次看到记录")：有效期从现在算起，\(own(clock))，不看记录中的时间。
    """
  }

  package func seesRecordChange(_ program: ProgramID, _ old: RecordCopy) -> Phrase {
    """
    \(program) \(strong: "发现记录已改变")，上次看到改变是在 \(s(old.observed))：\
    有效期从现在重新算起，\(own(old.clock))。
    """
  }

  package func leavesRecord(_ program: ProgramID, _ copy: RecordCopy) -> Phrase {
    """
    \(program) \(strong: "不改有效的记录")：\(holds(copy))。\(own(copy.clock))，\
    上次看到改变是在 \(s(copy.observed))，有效到 \(s(copy.expires))。
    """
  }

  package func takesRecordOver(_ program: ProgramID, _ copy: RecordCopy) -> Phrase {
    copy.holder.isEmpty
      ? """
      \(program) \(strong: "尝试接管记录")，resourceVersion 为 \(revision: copy.version)：\
      \(own(copy.clock))，\(holds(copy))。
      """
      : """
      \(program) \(strong: "尝试接管记录")，resourceVersion 为 \(revision: copy.version)：\
      \(holds(copy))，按自己的时钟，从 \(s(copy.observed))到 \(s(copy.expires))没有看到改变。
      """
  }

  package func missesRecord(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase {
    "\(program) 这次\(strong: "没有成为领导者")：\(told(known))。"
  }

  package func acquiresRecord(_ program: ProgramID, _ copy: RecordCopy) -> Phrase {
    """
    \(program) \(strong: "取得记录")：写入完成于 resourceVersion \(revision: copy.version)，\
    得知时\(own(copy.clock))。
    """
  }

  package func beginsRenewing(_ program: ProgramID, deadline: Int, clock: Int) -> Phrase {
    "\(program) \(strong: "开始续约")：\(own(clock))，到 \(s(deadline))还没有成功就放弃。"
  }

  package func renewsWithoutReading(_ program: ProgramID, _ copy: RecordCopy) -> Phrase {
    """
    \(program) \(strong: "不读取，直接续约")，resourceVersion 为 \(revision: copy.version)：\
    \(own(copy.clock))，自己的记录有效到 \(s(copy.expires))。
    """
  }

  package func renewsAfterReading(_ program: ProgramID, _ copy: RecordCopy) -> Phrase {
    """
    \(program) \(strong: "为读到的记录续约")，resourceVersion 为 \(revision: copy.version)：\
    \(own(copy.clock))，其中的持有者仍是自己。
    """
  }

  package func hasRenewed(_ program: ProgramID, began: Int, clock: Int) -> Phrase {
    "\(program) \(strong: "续约成功")：得知时\(own(clock))，这次尝试始于 \(s(began))。"
  }

  package func triesToRenewAgain(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase {
    "\(program) \(strong: "稍后再次续约")，仍自认为是领导者：\(told(known))。"
  }

  package func passesRenewDeadline(
    _ program: ProgramID, began: Int, deadline: Int, clock: Int
  ) -> Phrase {
    """
    \(program) \(strong: "放弃领导权")：\(own(clock))，从 \(s(began))起尝试续约，\
    截止时间为 \(s(deadline))。
    """
  }

  package func cancelsContext(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase {
    "\(program) \(strong: "取消 context")，结束选主：\(told(known))。"
  }

  package func callsOnStoppedLeading(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase {
    "\(program) \(strong: "调用 OnStoppedLeading")，结束时总会调用：\(told(known))。"
  }

  package func readsToRelease(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase {
    "\(program) \(strong: "读取记录，准备释放")：\(told(known))。"
  }

  package func releasesRecord(_ program: ProgramID, version: Revision, clock: Int) -> Phrase {
    """
    \(program) \(strong: "释放记录")：\(own(clock))，写成没有持有者，只有版本仍为 \
    \(revision: version) 才写入。
    """
  }

  package func releasesNothing(_ program: ProgramID, _ known: RecordKnowledge) -> Phrase {
    """
    \(program) \(strong: "没有可释放的记录")：\(own(known.clock))，读到的已不是自己的记录。
    """
  }
}
