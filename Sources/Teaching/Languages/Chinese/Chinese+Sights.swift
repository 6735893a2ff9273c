import KeyValue
import RaftCore
import Simulation

extension Chinese {
  package func passes(_ packet: Packet, says: Phrase) -> Phrase {
    "\(strong: "观察到")\(name(of: packet))，已转发：\(says)"
  }

  package func waits(_ packet: Packet, for span: TimeSpan?) -> Phrase {
    guard let span else { return "\(name(of: packet))已发出，\(strong: "暂扣")在接收者的代理处。" }
    return "\(name(of: packet))已发出，因链路延迟\(strong: "推迟") \(count: (span + 500) / 1000) 毫秒。"
  }

  package func heartbeatFields(of message: Message) -> Phrase {
    switch message.body {
    case .appendEntries(let request):
      "\(strong: "心跳")  任期 \(term: message.term)  提交到 \(index: request.leaderCommit)"
    case .appendEntriesReply, .requestVote, .requestVoteReply, .preVote, .preVoteReply,
      .timeoutNow, .readIndex, .readIndexReply, .propose, .installSnapshot:
      "响应心跳  任期 \(term: message.term)"
    }
  }

  package func readFields(index: LogIndex?) -> Phrase {
    index.map { "可读到索引 \(index: $0)" } ?? "询问可以读到哪个索引"
  }

  package func hasOnDisk(_ server: ServerID, term: Term, vote: ServerID?) -> Phrase {
    if let vote {
      "\(server) 的\(strong: "磁盘上")是任期 \(term: term)，投票给 \(vote)。"
    } else {
      "\(server) 的\(strong: "磁盘上")是任期 \(term: term)，尚未投票。"
    }
  }

  package func hasOnDisk(
    _ server: ServerID, _ entries: ClosedRange<LogIndex>, _ names: [Phrase]
  ) -> Phrase {
    let what: Phrase =
      entries.count == 1
      ? "条目 \(index: entries.lowerBound)"
      : "条目 \(index: entries.lowerBound)–\(index: entries.upperBound)"
    return names.isEmpty
      ? "\(server) 的\(strong: "磁盘上")已有\(what)。"
      : "\(server) 的\(strong: "磁盘上")已有\(what)：\(Phrase.list(names, separator: "、"))。"
  }

  package func hasSnapshotOnDisk(_ server: ServerID, through position: LogPosition) -> Phrase {
    """
    \(server) 的\(strong: "磁盘上")已有快照，包含到条目 \(index: position.index)（任期 \
    \(term: position.term)）为止的内容。
    """
  }

  package func beginsEmpty(_ server: ServerID) -> Phrase {
    "\(server) 以空磁盘\(strong: "启动")。"
  }

  package func isSeen(_ server: ServerID, _ life: Life) -> Phrase {
    switch life {
    case .running: "\(server) 的进程\(strong: "正在运行")。"
    case .paused: "\(server) 的进程\(strong: "已暂停")。"
    case .crashed: "\(server) 的进程\(strong: "已结束")；磁盘内容不变。"
    }
  }

  package func answersAtAll(_ server: ServerID, _ answers: Bool) -> Phrase {
    answers
      ? "\(server) \(strong: "有应答")。"
      : "\(server) \(strong: "没有应答")：是宕机、暂停还是被隔离，这里无法得知。"
  }

  package func says(_ server: ServerID, _ state: RaftState) -> Phrase {
    let role: Phrase = state.role.map { Phrase(stringLiteral: name(of: $0)) } ?? "角色未知"
    let term: Phrase = state.currentTerm.map { "任期 \(term: $0)" } ?? "任期未知"
    let leader: Phrase =
      if state.role?.isLeader == true {
        ""
      } else if let leader = state.leader {
        "，领导者是 \(leader)"
      } else {
        "，不知道领导者"
      }
    let commit: Phrase = state.commitIndex.map { "，提交到 \(index: $0)" } ?? ""
    let applied: Phrase = state.lastApplied.map { "，应用到 \(index: $0)" } ?? ""
    return "\(server) \(strong: "回答询问")时是\(role)，\(term)\(leader)\(commit)\(applied)。"
  }

  package func says(_ server: ServerID, _ text: String) -> Phrase {
    "\(server) 的\(strong: "运行日志")写道 \(command: text)"
  }

  package func sendsSnapshot(
    _ from: ServerID, to: ServerID, through position: LogPosition
  ) -> Phrase {
    """
    \(from) 向 \(to) 发送\(strong: "快照")，包含到条目 \(index: position.index)（任期 \
    \(term: position.term)）为止的内容。
    """
  }

  package func isUnreadable(from: ServerID, to: ServerID) -> Phrase {
    "\(from) 发给 \(to) 的一条消息已转发，但 raftlab \(strong: "无法解读")。"
  }

  package func hears(
    _ client: ClientID, _ answer: ClientAnswer, from server: ServerID
  ) -> Phrase {
    switch answer {
    case .written(let revision):
      "\(client) 收到 \(server) 的响应，\(strong: "写入完成")，revision \(revision: revision)。"
    case .read(let value?, let revision):
      """
      \(client) 收到 \(server) 的响应，\(strong: "读到的值是") \(command: value.description)，revision \(revision: revision)。
      """
    case .read(nil, let revision):
      "\(client) 收到 \(server) 的响应，\(strong: "该键没有值")，revision \(revision: revision)。"
    case .unknown(let why):
      """
      \(client) 向 \(server) 发出的请求\(strong: "结果未知")（\(Phrase(stringLiteral: why))）：\
      可能已执行，可能稍后执行，也可能不会执行。
      """
    case .refused(let why):
      "\(client) 向 \(server) 发出的请求\(strong: "被拒绝")，没有执行：\(Phrase(stringLiteral: why))。"
    }
  }

  package func isReplaced(_ server: ServerID) -> Phrase {
    "\(server) 按 etcd 允许的方式\(strong: "丢失磁盘")：强行结束进程，从集群移除，删除数据，再作为新成员加入。"
  }

  package func isSwallowed(_ packet: Packet) -> Phrase {
    "\(name(of: packet))\(strong: "没有转发")：链路已切断。"
  }

  package func hasOnDisk(_ server: ServerID, commit index: LogIndex) -> Phrase {
    "\(server) 的\(strong: "磁盘上")提交索引是 \(index: index)，任期和投票不变。"
  }

  package func isKnown(by witness: Witness) -> Phrase? {
    switch witness {
    case .simulation, .act: nil
    case .message: "依据：观察到的消息。"
    case .disk: "依据：磁盘内容。"
    case .status: "依据：询问成员得到的回答。"
    case .log: "依据：成员的运行日志。"
    }
  }
}
