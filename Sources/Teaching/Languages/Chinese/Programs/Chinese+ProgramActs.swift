import ClientPrograms
import KeyValue
import Simulation

// What somebody does to programs outside.
extension Chinese {
  package func crashes(_ program: ProgramID) -> Phrase {
    let lost: Phrase =
      switch program {
      case .pod: "所认为的和所等待的都已丢失；它在 etcd 中的内容仍保留"
      case .apiServer: "等待中的请求得不到响应，此外没有可丢失的"
      case .resource: "最高的 token 在磁盘上，仍保留"
      case .console: "要显示的内容已丢失"
      }
    return "\(program) \(strong: "宕机")：\(lost)。"
  }

  package func isStarted(_ program: ProgramID) -> Phrase {
    let known: Phrase = program == .resource ? "磁盘上的内容仍在" : "此前的情况已无法得知"
    return "\(program) \(strong: "重启")，\(known)。"
  }

  package func pauses(_ program: ProgramID) -> Phrase {
    "\(program) \(strong: "暂停")：定时器停走，消息积压，而 \(program) 并不知道。"
  }

  package func resumes(_ program: ProgramID) -> Phrase {
    "\(program) 从原处\(strong: "恢复运行")：积压的事件立即处理。"
  }

  package func isIsolated(_ program: ProgramID) -> Phrase {
    "\(program) 与所有成员和程序\(strong: "隔离")。"
  }

  package func isCut(from: Party, to: Party) -> Phrase {
    "从 \(from.name) 到 \(to.name) 的链路\(strong: "单向切断")。"
  }

  package func isMended(from: Party, to: Party) -> Phrase {
    "从 \(from.name) 到 \(to.name) 的链路\(strong: "恢复")。"
  }

  package func runs(_ program: ProgramID, permille: Int) -> Phrase {
    permille == 1000
      ? "\(program) 的时钟\(strong: "恢复正常")。"
      : "\(program) 的时钟\(strong: "速率改变")：现为正常速率的 \(.thousandths(permille)) 倍。"
  }

  package func jumps(_ program: ProgramID, by span: TimeSpan) -> Phrase {
    """
    \(program) 的时钟\(strong: span < 0 ? "回拨" : "跳快") \(.thousandths(abs(span))) 毫秒。
    """
  }

  package func isToRelease(_ program: ProgramID) -> Phrase {
    "要求 \(program) \(strong: "立即放弃领导权")，不论工作是否已结束。"
  }

  package func isToEnd(_ program: ProgramID) -> Phrase {
    "要求 \(program) \(strong: "正常结束")。"
  }

  package func isToProclaim(_ program: ProgramID, _ value: Text) -> Phrase {
    "要求 \(program) \(strong: "把自己的键的值改为") \(command: value.description)。"
  }

  package func isMadeDue(_ party: Party, _ due: ProgramDue, of call: ProgramCall?) -> Phrase {
    let what: Phrase = if let call { "：\(describe(call))" } else { "" }
    return switch due {
    case .timer(.restart): "让 \(party.name) \(strong: "立即开始运行")。"
    case .timer(let timer):
      "让 \(party.name) 的一个定时器\(strong: "立即到期")：\(command: timer.name)。"
    case .answer: "让 \(party.name) \(strong: "不再等待响应")\(what)。"
    case .watch: "让 \(party.name) \(strong: "发现") watch 的连接已中断。"
    case .leases: "让 \(party.name) \(strong: "立即检查")租约。"
    case .proposal: "让 \(party.name) \(strong: "立即处理")此前搁置的事项。"
    case .giveUp: "让 \(party.name) \(strong: "立即放弃")未响应的请求\(what)。"
    case .next: "让 \(party.name) 最先到期的事项\(strong: "立即到期")。"
    }
  }

  package func switches(_ rule: ElectionRule, isOn: Bool) -> Phrase {
    """
    所有\(rule.facts.group == .member ? "成员" : "程序")都\(strong: isOn ? "打开" : "关闭")规则\
    “\(Phrase(stringLiteral: text(of: rule).title))”。
    """
  }
}
