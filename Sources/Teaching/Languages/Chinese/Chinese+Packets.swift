import KeyValue
import RaftCore
import Simulation

extension Chinese {
  package func name(of packet: Packet) -> Phrase {
    switch packet {
    case .message(let message):
      """
      \(message.from) 发给 \(message.to) 的 \(Phrase(stringLiteral: name(of: message.body)))\
      \(message.isReply ? "" : " 请求")
      """
    case .request(let operation, let server, _):
      "\(ClientID(operation.client)) 发给 \(server) 的请求"
    case .answer(_, let client, let server, _): "\(server) 给 \(client) 的响应"
    case .letter(let letter): name(of: letter)
    }
  }

  package func nothingFollows(_ packet: Packet) -> Phrase {
    "\(name(of: packet))\(strong: "被忽略")：对接收者已没有意义。"
  }

  package func isLost(_ packet: Packet, by loss: Loss) -> Phrase {
    switch loss {
    case .chance: return "\(name(of: packet))在传输中\(strong: "丢失")。"
    case .dropped: return "\(name(of: packet))\(strong: "被丢弃")。"
    case .cut: return "\(name(of: packet))\(strong: "丢失")：传输途中链路被切断。"
    case .receiverDown:
      guard let receiver = packet.receiver else {
        return "\(name(of: packet))\(strong: "丢失")：没有接收者。"
      }
      return "\(name(of: packet))\(strong: "丢失")：\(receiver) 已宕机。"
    }
  }

  package func isDuplicated(_ packet: Packet) -> Phrase {
    "\(name(of: packet))\(strong: "被重复")：多出的一份单独传输。"
  }

  package func isHeld(_ packet: Packet) -> Phrase {
    "\(name(of: packet))\(strong: "被暂扣")，等待放行。"
  }

  package func isDelivered(_ packet: Packet) -> Phrase {
    "\(name(of: packet))\(strong: "提前送达")。"
  }

  package func fields(of packet: Packet) -> Phrase {
    switch packet {
    case .message(let message): return fields(of: message)
    case .request(let operation, _, _):
      let session: Phrase =
        operation.session > 0 ? "  会话 \(index: LogIndex(operation.session))" : ""
      return "\(command: operation.description)  序列号 \(count: operation.serial)\(session)"
    case .answer(.done(let outcome, let index), _, _, let serial):
      return "\(result(outcome))  索引 \(index: index)  序列号 \(count: serial)"
    case .answer(.redirect(let leader), _, _, let serial):
      let hint: Phrase = if let leader { "改向 \(leader) 请求" } else { "领导者未知" }
      return "\(strong: "不是领导者")  \(hint)  序列号 \(count: serial)"
    case .letter(let letter): return describe(letter)
    }
  }

  func result(_ outcome: Store.Outcome) -> Phrase {
    switch outcome {
    case .written: "已写入"
    case .value(let value?): "值为 \(command: value.description)"
    case .value(nil): "没有值"
    case .superseded: "已被取代"
    case .sessionOpened: "会话已打开"
    case .sessionExpired: "会话已过期"
    }
  }
}

// What clients do.
extension Chinese {
  package func asks(_ client: ClientID, for operation: Operation?, at server: ServerID?) -> Phrase {
    let whom: Phrase = if let server { "向 \(server) " } else { "" }
    guard let operation else { return "\(client) \(whom)\(strong: "发出请求")。" }
    return switch operation.kind {
    case .openSession: "\(client) \(whom)\(strong: "请求会话")。"
    case .write: "\(client) \(whom)\(strong: "请求写入") \(command: operation.description)。"
    case .read:
      """
      \(client) \(whom)\(strong: "请求读取") \(command: operation.key.description) 的值\
      \(way(of: operation))。
      """
    }
  }

  /// How a read is to be answered, where not through the log.
  private func way(of operation: Operation) -> Phrase {
    switch operation.way {
    case .log: ""
    case .linearizable: "（线性一致读，不经过日志）"
    case .lease: "（凭领导者的租约）"
    case .serializable: "（直接读本地）"
    }
  }

  package func gets(
    _ client: ClientID, _ outcome: Store.Outcome, index: LogIndex, from server: ServerID
  ) -> Phrase {
    let start: Phrase = "\(client) 从 \(server) \(strong: "收到响应")"
    return switch outcome {
    case .written: "\(start)：写入已完成，即条目 \(index: index)。"
    case .value(let value?):
      "\(start)：读到的值是 \(command: value.description)，出自条目 \(index: index)。"
    case .value(nil): "\(start)：这个键没有值，出自条目 \(index: index)。"
    case .superseded: "\(start)，但客户端早已不再等待该请求。"
    case .sessionOpened: "\(start)：得到会话 \(index: index)。"
    case .sessionExpired: "\(start)：\(strong: "会话已过期")，无法得知之前的请求是否执行过。"
    }
  }

  package func getsTooLate(
    _ client: ClientID, index: LogIndex, from server: ServerID
  ) -> Phrase {
    """
    \(server) 关于条目 \(index: index) 的响应\(strong: "迟到")：\(client) 已放弃该请求，\
    或已收到过响应。
    """
  }

  package func isRedirected(
    _ client: ClientID, from server: ServerID, to leader: ServerID?, follows: Bool
  ) -> Phrase {
    switch (leader, follows) {
    case (let leader?, true):
      "\(client) 从 \(server) 得知领导者是 \(leader)，\(strong: "立即改向") \(leader) 请求。"
    case (let leader?, false):
      "\(client) 从 \(server) \(strong: "得知")领导者是 \(leader)，但已不需要。"
    case (nil, _):
      "\(client) \(strong: "得知") \(server) 不知道谁是领导者，于是稍后重试。"
    }
  }

  package func retries(_ client: ClientID, at server: ServerID) -> Phrase {
    "\(client) 等待超时，\(strong: "改向") \(server) \(strong: "重试")：请求不变，序列号不变。"
  }

  package func givesUp(_ client: ClientID) -> Phrase {
    "\(client) \(strong: "放弃")：请求是否已执行、以后是否会执行，客户端无法得知。"
  }
}
