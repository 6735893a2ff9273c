import ClientPrograms
import KeyValue
import RaftCore
import Simulation

// What becomes of what programs ask and are answered.
extension Chinese {
  package func arrives(_ call: ProgramCall, of program: ProgramID, at party: Party) -> Phrase {
    "\(program) 的请求\(strong: "到达") \(party.name)：\(describe(call))。"
  }

  package func isLost(
    _ call: ProgramCall, of program: ProgramID, to party: Party, by loss: Loss
  ) -> Phrase {
    """
    \(program) 发给 \(party.name) 的请求\(strong: lost(by: loss))\(reason(loss, to: party))：\
    \(describe(call))。
    """
  }

  package func timesOut(
    _ call: ProgramCall, of program: ProgramID, after milliseconds: Int
  ) -> Phrase {
    """
    \(program) 的请求\(strong: "超时")，按自己的时钟已等 \(count: milliseconds) 毫秒，\
    是否已执行无法得知：\(describe(call))。
    """
  }

  package func arrives(
    _ answer: ProgramAnswer, from party: Party, at program: ProgramID
  ) -> Phrase {
    "\(program) \(strong: "收到") \(party.name) \(strong: "的响应")：\(describe(answer))。"
  }

  package func isLost(
    _ answer: ProgramAnswer, from party: Party, to program: ProgramID, by loss: Loss
  ) -> Phrase {
    """
    \(party.name) 给 \(program) 的响应\(strong: lost(by: loss))\
    \(reason(loss, to: .program(program)))：\(describe(answer))。
    """
  }

  package func arrives(
    _ failure: CallFailure, from party: Party, at program: ProgramID
  ) -> Phrase {
    """
    \(program) \(strong: "没有得到") \(party.name) \(strong: "的响应")：\(describe(failure))。
    """
  }

  package func comesTooLate(
    _ answer: ProgramAnswer, from party: Party, at program: ProgramID
  ) -> Phrase {
    """
    \(party.name) 给 \(program) 的响应\(strong: "迟到")，\(program) 已不再等待：\
    \(describe(answer))。
    """
  }

  package func arrives(
    _ notice: Watcher.Response, from server: ServerID, at program: ProgramID
  ) -> Phrase {
    "\(program) \(strong: "收到 watch 通知")，来自 \(server)：\(describe(notice))。"
  }

  package func isLost(
    _ notice: Watcher.Response, from server: ServerID, to program: ProgramID, by loss: Loss
  ) -> Phrase {
    """
    \(server) 给 \(program) 的 watch 通知\(strong: lost(by: loss))\
    \(reason(loss, to: .program(program)))：\(describe(notice))。
    """
  }

  package func breaksWatch(of program: ProgramID, at server: ServerID) -> Phrase {
    "\(program) 在 \(server) 上的 watch \(strong: "中断")：不会再有通知。"
  }

  private func lost(by loss: Loss) -> String {
    switch loss {
    case .chance, .cut, .receiverDown: "丢失"
    case .dropped: "被丢弃"
    }
  }

  private func reason(_ loss: Loss, to party: Party) -> Phrase {
    switch loss {
    case .chance, .dropped: ""
    case .cut: "，链路已切断"
    case .receiverDown: "，\(party.name) 已宕机"
    }
  }
}

// Belief against truth.
extension Chinese {
  package func believe(_ programs: [ProgramID], afterSeveral span: Int?) -> Phrase {
    let before: Phrase =
      if let span { "；此前有 \(count: span) 毫秒不止一个" } else { "" }
    let names: Phrase = .list(programs.map { "\($0)" }, separator: "、", last: " 和 ")
    return switch programs.count {
    case 0: "现在\(strong: "没有 Pod 自认为是领导者")\(before)。"
    case 1: "现在\(strong: "只有") \(names) \(strong: "自认为是领导者")\(before)。"
    default:
      """
      现在有 \(count: programs.count) 个 Pod \(strong: "都自认为是领导者")，即 \(names)\(before)。
      """
    }
  }

  package func isTakenFromDeposed(
    _ program: ProgramID, token: Token?, since milliseconds: Int, holder: ProgramID?
  ) -> Phrase {
    let now: Phrase = if let holder { "领导者是 \(holder)" } else { "没有领导者" }
    return """
      \(program) 的工作\(withToken(token))，\(strong: "仍被接受")：按 etcd，\(program) \
      失去领导权已有 \(count: milliseconds) 毫秒，现在\(now)。
      """
  }
}

// In a few words.
extension Chinese {
  package func describe(_ call: ProgramCall) -> Phrase {
    switch call {
    case .request(let request, let way): "\(describe(request))\(describe(way))"
    case .keepAlive(let lease): "租约 \(lease: lease) 的续约"
    case .timeToLive(let lease): "查询租约 \(lease: lease) 的剩余时间"
    case .api(.get(let name)): "读取 \(command: name)"
    case .api(.create(let name, _)): "创建 \(command: name)"
    case .api(.update(let name, _, let version)):
      "更新 \(command: name)，版本为 \(revision: version)"
    case .work(let work):
      if let token = work.token { "工作，token \(count: token)" } else { "工作，没有 token" }
    }
  }

  private func describe(_ way: Operation.Way) -> Phrase {
    switch way {
    case .log, .linearizable: ""
    case .lease: "（凭领导者的租约）"
    case .serializable: "（直接读本地）"
    }
  }

  private func describe(_ request: Request) -> Phrase {
    switch request {
    case .keys(let request): describe(request)
    case .transaction(let transaction): describe(transaction)
    case .compact(let revision): "压缩到 revision \(revision: revision)"
    case .grant(let lease, let ttl): "申请租约 \(lease: lease)，TTL \(count: ttl) 秒"
    case .revoke(let lease): "撤销租约 \(lease: lease)"
    case .checkpoint(let lease, let remaining):
      "记下租约 \(lease: lease) 还剩 \(count: remaining) 秒"
    }
  }

  private func describe(_ request: KeyRequest) -> Phrase {
    switch request {
    case .put(let key, let value, let lease): "\(put(key, value))\(with(lease: lease))"
    case .range(.key(let key), _, _): "读取 \(self.key(key))"
    case .range(let keys, _, _): "读取 \(command: keys.description)"
    case .delete(.key(let key)): "删除 \(self.key(key))"
    case .delete(let keys): "删除 \(command: keys.description)"
    }
  }

  private func put(_ key: Text, _ value: Text) -> Phrase {
    if let value = short(value) {
      "写入 \(self.key(key)) 的值 \(value)"
    } else {
      "写入 \(self.key(key))"
    }
  }

  private func with(lease: LeaseID) -> Phrase { lease == 0 ? "" : "，租约 \(lease: lease)" }

  private func describe(_ transaction: Transaction) -> Phrase {
    switch GuardedWrite(transaction) {
    case .putIfCreated(let key, let value, let lease, 0):
      "键不存在就\(put(key, value))\(with(lease: lease))"
    case .putIfCreated(let key, let value, let lease, let revision):
      "create_revision 为 \(revision: revision) 就\(put(key, value))\(with(lease: lease))"
    case .putIfModified(let key, let value, let lease, let revision):
      "mod_revision 为 \(revision: revision) 就\(put(key, value))\(with(lease: lease))"
    case .deleteIfCreated(let key, let revision):
      "create_revision 为 \(revision: revision) 就删除 \(self.key(key))"
    case nil:
      """
      事务，比较 \(count: transaction.comparisons.count) 项，请求 \
      \(count: transaction.then.count + transaction.otherwise.count) 项
      """
    }
  }

  package func describe(_ answer: ProgramAnswer) -> Phrase {
    switch answer {
    case .store(let answer): describe(answer)
    case .keptAlive(let lease, let ttl?): "租约 \(lease: lease) 重新有 \(count: ttl) 秒"
    case .keptAlive(let lease, nil): "没有租约 \(lease: lease)"
    case .timeToLive(let lease, let time) where time.left < 0: "没有租约 \(lease: lease)"
    case .timeToLive(let lease, let time):
      "租约 \(lease: lease) 还剩 \(count: time.left) 秒，共 \(count: time.granted) 秒"
    case .api(let answer): describe(answer)
    case .work(let accepted): accepted ? "工作已被接受" : "工作被拒绝"
    }
  }

  private func describe(_ answer: StoreAnswer) -> Phrase {
    let done: Phrase = "已完成，revision 为 \(revision: answer.revision)"
    return switch answer.response {
    case .put, .compacted, .revoked, .checkpointed, .transaction(true, _): done
    case .range(let records, _): describe(records, at: answer.revision)
    case .deleted(let number): "\(done)，删除了 \(count: number) 个键"
    case .transaction(false, _):
      "没有执行，比较在 revision \(revision: answer.revision) 失败"
    case .granted(let lease, let ttl): "得到租约 \(lease: lease)，TTL \(count: ttl) 秒"
    case .failed(let error): "\(command: error.description)"
    }
  }

  private func describe(_ records: [KeyRecord], at revision: Revision) -> Phrase {
    guard let record = records.first else { return "没有键，revision 为 \(revision: revision)" }
    guard records.count == 1 else {
      return "有 \(count: records.count) 个键，revision 为 \(revision: revision)"
    }
    let value: Phrase = if let value = short(record.value) { " 的值是 \(value)" } else { "" }
    return "\(key(record.key))\(value)，mod_revision 为 \(revision: record.modRevision)"
  }

  private func describe(_ answer: APIAnswer) -> Phrase {
    switch answer {
    case .object(let record, let version) where record.holder.isEmpty:
      "没有持有者，版本为 \(revision: version)"
    case .object(let record, let version):
      "持有者是 \(.name(record.holder))，版本为 \(revision: version)"
    case .notFound: "404，没有这个对象"
    case .alreadyExists: "409，对象已存在"
    case .conflict: "409，对象已改变"
    case .unreadable: "500，etcd 中的内容不是 Lease 对象"
    }
  }

  package func describe(_ notice: Watcher.Response) -> Phrase {
    switch notice {
    case .changes(let changes, let revision):
      changes.count == 1
        ? describe(changes[0])
        : "有 \(count: changes.count) 个变化，直到 revision \(revision: revision)"
    case .cancelled(let compacted): "已取消，revision \(revision: compacted) 之前的历史已被压缩"
    }
  }

  private func describe(_ change: KeyRecord) -> Phrase {
    if change.isDeletion {
      return "\(key(change.key)) 已被删除，revision 为 \(revision: change.modRevision)"
    }
    return "\(put(change.key, change.value))，revision 为 \(revision: change.modRevision)"
  }

  package func describe(_ failure: CallFailure) -> Phrase {
    switch failure {
    case .timedOut: "没有及时收到响应，是否已执行无法得知"
    case .unavailable: "请求被拒绝，什么也没有执行"
    case .connectionLost: "连接在收到响应之前中断，是否已执行无法得知"
    }
  }
}
