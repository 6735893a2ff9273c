import ClientPrograms
import KeyValue
import RaftCore
import Simulation

// Letters, and what programs outside are made to do.
extension Chinese {
  package func name(of letter: Letter) -> Phrase {
    switch letter.content {
    case .question: "\(letter.from.name) 发给 \(letter.to.name) 的请求"
    case .answer, .failure: "\(letter.from.name) 给 \(letter.to.name) 的响应"
    case .watch: "\(letter.from.name) 向 \(letter.to.name) 发起的 watch"
    case .unwatch: "\(letter.from.name) 取消 \(letter.to.name) 上 watch 的请求"
    case .notice, .watchLost: "\(letter.from.name) 上的 watch 发给 \(letter.to.name) 的通知"
    case .handedOn: "\(letter.from.name) 转发给 \(letter.to.name) 的请求"
    case .handedBack: "\(letter.from.name) 给 \(letter.to.name) 的响应"
    }
  }

  package func describe(_ letter: Letter) -> Phrase {
    switch letter.content {
    case .question(_, let call): describe(call)
    case .handedOn(_, let call, let asker): "\(describe(call))，来自 \(asker)"
    case .answer(_, let answer, let term) where term > 0:
      "\(describe(answer))；已应用的任期 \(term: term)"
    case .answer(_, let answer, _): describe(answer)
    case .handedBack(_, let answer, _): if let answer { describe(answer) } else { "不是领导者" }
    case .failure(_, let failure): describe(failure)
    case .watch(_, let keys, 0): "watch \(command: keys.description)"
    case .watch(_, let keys, let start):
      "从 revision \(revision: start) 起 watch \(command: keys.description)"
    case .unwatch: "watch 结束"
    case .notice(_, let notice): describe(notice)
    case .watchLost: "连接中断"
    }
  }

  package func starts(_ program: ProgramID) -> Phrase { "\(program) \(strong: "启动")。" }

  package func runsOutForNothing(_ program: ProgramID, _ timer: ProgramTimer) -> Phrase {
    "\(program) 的定时器（\(command: timer.name)）到期，\(strong: "无事可做")。"
  }

  package func proposesAtLast(
    _ server: ServerID, _ call: ProgramCall?, of asker: ProgramID
  ) -> Phrase {
    let what: Phrase = if let call { "：\(describe(call))" } else { "" }
    return "\(server) 又有了领导者，\(strong: "继续处理") \(asker) 的请求\(what)。"
  }

  package func revokes(_ server: ServerID, _ leases: [LeaseID]) -> Phrase {
    let names = Phrase.list(leases.map { "\(lease: $0)" }, separator: "、", last: " 和 ")
    return "\(server) 接着\(strong: "提议撤销")租约 \(names)。"
  }

  package func leads(_ holder: String?, of contest: String) -> Phrase {
    if let holder {
      "按 etcd，现在 \(command: contest) 由 \(.name(holder)) \(strong: "持有")。"
    } else {
      "按 etcd，现在 \(command: contest) \(strong: "无人持有")。"
    }
  }

  package func changesLink(from: Party, to: Party, _ quality: LinkQuality) -> Phrase {
    """
    从 \(from.name) 到 \(to.name) 的链路\(strong: "改变")：延迟 \
    \(.thousandths(quality.latency.lowerBound)) 至 \
    \(.thousandths(quality.latency.upperBound)) ms；每 1000 条丢失 \(count: quality.loss) 条。
    """
  }
}
