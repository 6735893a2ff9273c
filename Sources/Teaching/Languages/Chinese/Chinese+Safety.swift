import ClientPrograms
import KeyValue
import RaftCore
import Simulation

extension Chinese {
  package func text(of property: Property) -> PropertyText {
    switch property {
    case .electionSafety:
      PropertyText("选举安全性 Election Safety", "一个任期最多选出一个领导者。")
    case .leaderAppendOnly:
      PropertyText("领导者只追加 Leader Append-Only", "领导者只向自己的日志追加，从不修改或删除。")
    case .logMatching:
      PropertyText(
        "日志匹配 Log Matching", "两份日志如果有索引和任期都相同的条目，那么到这一条为止都完全相同。")
    case .leaderCompleteness:
      PropertyText(
        "领导者完整性 Leader Completeness", "条目一旦提交，就在之后所有任期的领导者的日志中。")
    case .stateMachineSafety:
      PropertyText(
        "状态机安全性 State Machine Safety", "任何两台服务器都不会在同一索引应用不同的条目。")
    case .termNeverFalls:
      PropertyText("任期从不后退", "服务器的 currentTerm 只增不减。")
    case .oneVotePerTerm:
      PropertyText("一个任期一票", "服务器在一个任期里最多投票给一个候选人。")
    case .commitNeverFalls:
      PropertyText("commitIndex 从不后退", "服务器运行期间，它的 commitIndex 只增不减。")
    case .linearizability:
      PropertyText(
        "线性一致性 Linearizability", "在客户端看来，每个操作都在请求与响应之间的某一时刻完成。")
    case .readsSeeWrites:
      PropertyText("读取看得到已确认的写入", "线性一致读的结果，不会比读取开始之前已确认的写入更旧。")
    case .leaseReadsSeeWrites:
      PropertyText("Lease Read 看得到已确认的写入", "只要时钟速率之比不超过上限，Lease Read 的结果也不会更旧。")
    case .oneQuorum:
      PropertyText("只有一个领导者有多数派", "按领导者自己的时钟，租约有效期间不会选出其他领导者。")
    case .promisesOnDisk:
      PropertyText("承诺都已落盘", "发出的任期、计入的选票、确认存下的条目，都在作出承诺的服务器的磁盘上。")
    case .fencingTokens:
      PropertyText("fencing token 从不变小", "检查 token 的资源接受了后任领导者的工作之后，不再接受前任的工作。")
    case .leaseNotEarly:
      PropertyText("租约不会提前结束", "按一直在任的领导者的时钟，租约在期满之前不会被撤销。")
    case .watchInOrder:
      PropertyText("Watch 不漏不重", "Watch 按顺序看到所 watch 的键的每一次修改，不遗漏，也不重复。")
    case .etcdLinearizable:
      PropertyText("etcd 线性一致", "每个响应都等于把日志执行到请求与响应之间某一处的结果。")
    case .exactlyOnce:
      PropertyText("会话中恰好执行一次", "会话中的一个请求只在一个条目处执行，会话过期之后也是如此。")
    case .snapshotsKeepState:
      PropertyText("快照不改变已应用的内容", "用快照重置的状态机与执行日志的结果相同，并且从不倒退。")
    case .configurationsOverlap:
      PropertyText("配置必有交集", "领导者所用配置的每个多数派，与最后提交的配置的每个多数派必有交集。")
    }
  }

  package func isViolated(_ property: String, _ detail: Phrase) -> Phrase {
    "\(strong: property)：\(detail)"
  }

  package func breaks(_ property: String, _ happening: Phrase) -> Phrase {
    // A name that ends in Latin letters stands apart from what follows.
    let gap: Phrase = property.last?.isASCII == true ? " " : ""
    return "\(strong: property)\(gap)被违反：\(happening)"
  }

  package func text(
    of violation: Violation.Detail, describing describe: (Entry) -> Phrase
  ) -> Phrase {
    switch violation {
    case .leaders(let term, let one, let other):
      return "\(one) 和 \(other) \(strong: "同时是")任期 \(term: term) 的\(strong: "领导者")。"
    case .overwritten(let leader, let term, let index):
      return """
        任期 \(term: term) 的领导者 \(leader) \(strong: "改动了自己的条目") \(index: index)。
        """
    case .logs(let one, let other, let agreeAt, let differsAt):
      return """
        \(one) 和 \(other) 的日志都有条目\(at(agreeAt))，却在索引 \(index: differsAt) 处\
        \(strong: "不同")。
        """
    case .missing(let leader, let term, let committed, let committedIn):
      return """
        \(leader) 是任期 \(term: term) 的领导者，却\(strong: "没有")在任期 \(term: committedIn) 提\
        交的\(strong: "条目")\(at(committed))。
        """
    case .applied(let index, let one, let entry, let other, let otherEntry):
      return """
        在索引 \(index: index) 处，\(one) 应用的是“\(describe(entry))”（任期 \(term: entry.term)），\
        \(other) 应用的却是\(strong: "另一个条目")“\(describe(otherEntry))”（任期 \
        \(term: otherEntry.term)）。
        """
    case .termFell(let server, let from, let to):
      return "\(server) 的\(strong: "任期后退")：从 \(term: from) 到 \(term: to)。"
    case .votedTwice(let server, let term, let first, let second?):
      return """
        \(server) 在任期 \(term: term) \(strong: "投了两次票")：先给 \(first)，后给 \(second)。
        """
    case .votedTwice(let server, let term, let first, nil):
      return "\(server) \(strong: "忘记了")在任期 \(term: term) 投给 \(first) 的票。"
    case .commitFell(let server, let from, let to):
      return "\(server) 的 \(strong: "commitIndex 后退")：从 \(index: from) 到 \(index: to)。"
    case .termNotOnDisk(let server, let term, let disk):
      return """
        \(server) 已对外使用任期 \(term: term)，\(strong: "磁盘上却只有")任期 \(term: disk)。
        """
    case .voteNotOnDisk(let voter, let term, let candidate):
      return """
        \(candidate) 计入了 \(voter) 在任期 \(term: term) 的选票，而这一票\
        \(strong: "不在") \(voter) 的\(strong: "磁盘上")。
        """
    case .entryNotOnDisk(let holder, let position, let leader):
      return """
        \(leader) 认定 \(holder) 已存下条目\(at(position))，而 \(holder) 的\
        \(strong: "磁盘上没有")这一条。
        """
    case .history(_, let client, let operation, let outcome):
      return """
        对于 \(command: operation.description)，\(client) 收到的响应是：\(result(outcome))。\
        \(strong: "不存在能得出该结果的操作顺序")。
        """
    case .staleRead(let client, let operation, let applied, let acknowledged):
      return """
        \(client) 读 \(command: operation.key.description) 得到的是\(strong: "旧数据")：\
        只反映日志到 \(index: applied)，而读取开始之前，条目 \(index: acknowledged) 已向客户端确认。
        """
    case .twoQuorums(let old, let term, let new, let newTerm, let left):
      return """
        \(new) 成为任期 \(term: newTerm) 的领导者时，任期 \(term: term) 的领导者 \(old) \
        \(strong: "租约还有效")：按 \(old) 的时钟，还剩 \(ms(left))。
        """
    case .stateWentBack(let server, let from, let to):
      return """
        快照让 \(server) 的状态机从条目 \(index: from) \(strong: "倒退")到 \(index: to)。
        """
    case .executedTwice(let server, let request, let session, let first, let again):
      return """
        \(server) 把 \(request.client) 在会话 \(index: session) 中的请求 \(count: request.serial) \
        \(strong: "执行了两次")：条目 \(index: first)，以及条目 \(index: again)。
        """
    case .stateChanged(let server, let last, let taker):
      return """
        \(server) 用 \(taker) 的快照（末条索引 \(index: last.index)，任期 \(term: last.term)）\
        重置之后，状态机的内容与执行日志的结果\(strong: "不同")。
        """
    case .disjoint(let leader, let term, let membership, let committed):
      return """
        任期 \(term: term) 的领导者 \(leader) 以配置 \(configuration(membership)) 为准：它的多数派\
        \(strong: "可以不经")已提交的 \(configuration(committed)) \(strong: "作出决定")。
        """
    case .tokenDecreased, .leaseRevokedEarly, .watchParted, .answerUnexplained, .answerTooOld:
      return text(ofPrograms: violation)
    }
  }

  /// What programs outside have met with.
  private func text(ofPrograms violation: Violation.Detail) -> Phrase {
    switch violation {
    case .tokenDecreased(let contest, let sender, let token, let highest):
      return """
        资源接受了 \(.name(sender)) 为 \(command: contest) 所做的工作，token 为 \(count: token)，\
        \(strong: "小于")此前接受过的 \(count: highest)。
        """
    case .leaseRevokedEarly(let lease, let leader, let lasted, let span):
      return """
        租约 \(lease: lease) \(strong: "被提前撤销")：按在任领导者 \(leader) 的时钟，\
        只计了 \(ms(lasted))，不足 \(ms(span))。
        """
    case .watchParted(let program, let keys, let expected?, let told?):
      return """
        \(program) watch \(command: keys.description)，收到的是 revision \(revision: told)，\
        而\(strong: "接下来应是") revision \(revision: expected)。
        """
    case .watchParted(let program, let keys, let expected?, nil):
      return """
        \(program) watch \(command: keys.description)，\(strong: "却没有收到") revision \
        \(revision: expected)。
        """
    case .watchParted(let program, let keys, nil, let told):
      return """
        \(program) watch \(command: keys.description)，收到了此处\(strong: "不该看到")的 revision \
        \(revision: told ?? 0)。
        """
    case .answerUnexplained(let program, let call, let answer, let index):
      return """
        \(program) 向 etcd 请求：\(describe(call))，收到的响应是：\(describe(answer))。\
        \(strong: "把日志执行到")索引 \(index: index)，得到的并不是这个结果。
        """
    case .answerTooOld(let program, let call, let applied, let acknowledged):
      return """
        \(program) 向 etcd 请求：\(describe(call))。响应是\(strong: "旧数据")：\
        只反映日志到 \(index: applied)，而请求发出之前，条目 \(index: acknowledged) 已得到确认。
        """
    case .leaders, .overwritten, .logs, .missing, .applied, .termFell, .votedTwice, .commitFell,
      .termNotOnDisk, .voteNotOnDisk, .entryNotOnDisk, .history, .staleRead, .twoQuorums,
      .stateWentBack, .stateChanged, .executedTwice, .disjoint:
      preconditionFailure("not of programs")
    }
  }

  package func text(of failure: LivenessFailure) -> Phrase {
    let seconds = Phrase.thousandths(failure.waited / 1_000)
    switch failure.kind {
    case .noLeader:
      return "多数派在运行，也没有其他故障，\(seconds) 秒内却\(strong: "没有选出领导者")。"
    case .leaderLost:
      return """
        故障已全部恢复，各份日志也已一致，\(list(ServerSet(failure.servers))) 却\
        \(strong: "不再是领导者")。
        """
    case .writeUnanswered:
      return "多数派在运行，也没有其他故障，\(seconds) 秒内却\(strong: "没有一次写入得到确认")。"
    case .logsDiffer where failure.servers.isEmpty:
      return "故障已全部恢复，各台服务器的日志或状态机却\(strong: "仍不一致")。"
    case .logsDiffer:
      return """
        故障已全部恢复，\(seconds) 秒后 \(list(ServerSet(failure.servers))) 却\
        \(strong: "仍未追上")领导者。
        """
    case .noPodLeads:
      return """
        故障已全部恢复，\(seconds) 秒内却\(strong: "没有一个 pod 担任领导者")：\
        没有、不止一个，或与 etcd 所示不同。
        """
    case .messageStorm:
      return """
        故障已全部恢复，各台服务器却\(strong: "平静不下来")：\(seconds) 秒内的事件超过 \
        \(count: LivenessFailure.stormLimit) 个。
        """
    }
  }
}
