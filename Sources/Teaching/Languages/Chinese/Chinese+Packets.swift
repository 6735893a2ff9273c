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
    case .answer(_, let client, let server, _): "\(server) 给 \(client) 的答复"
    }
  }

  package func nothingFollows(_ packet: Packet) -> Phrase {
    "\(name(of: packet))\(strong: "不起作用")：它与接收者已经无关。"
  }

  package func isLost(_ packet: Packet, by loss: Loss) -> Phrase {
    switch loss {
    case .chance: return "\(name(of: packet))在途中\(strong: "丢失")。"
    case .dropped: return "\(name(of: packet))\(strong: "被丢弃")。"
    case .cut: return "\(name(of: packet))\(strong: "丢失")：它在途中时链路是断的。"
    case .receiverDown:
      guard let receiver = packet.receiver else {
        return "\(name(of: packet))\(strong: "丢失")：那里没有人。"
      }
      return "\(name(of: packet))\(strong: "丢失")：\(receiver) 已停机。"
    }
  }

  package func isDuplicated(_ packet: Packet) -> Phrase {
    "\(name(of: packet))\(strong: "被复制")：副本自行上路。"
  }

  package func isHeld(_ packet: Packet) -> Phrase {
    "\(name(of: packet))\(strong: "被扣住")，直到有人放行。"
  }

  package func isDelivered(_ packet: Packet) -> Phrase {
    "\(name(of: packet))提前\(strong: "立即送达")。"
  }

  package func fields(of packet: Packet) -> Phrase {
    switch packet {
    case .message(let message): return fields(of: message)
    case .request(let operation, _, _):
      return "\(command: operation.description)  序列号 \(count: operation.serial)"
    case .answer(.done(let outcome, let index), _, _, let serial):
      return "\(result(outcome))  索引 \(index: index)  序列号 \(count: serial)"
    case .answer(.redirect(let leader), _, _, let serial):
      let hint: Phrase = if let leader { "去问 \(leader)" } else { "领导者未知" }
      return "\(strong: "不是领导者")  \(hint)  序列号 \(count: serial)"
    }
  }

  func result(_ outcome: Store.Outcome) -> Phrase {
    switch outcome {
    case .written: "已写入"
    case .value(let value?): "值为 \(command: value.description)"
    case .value(nil): "没有值"
    case .superseded: "已被取代"
    }
  }
}

// What clients do.
extension Chinese {
  package func asks(_ client: ClientID, for operation: Operation?, at server: ServerID?) -> Phrase {
    let whom: Phrase = if let server { "向 \(server) " } else { "" }
    guard let operation else { return "\(client) \(whom)\(strong: "发出请求")。" }
    return switch operation.kind {
    case .write: "\(client) \(whom)\(strong: "请求写入") \(command: operation.description)。"
    case .read: "\(client) \(whom)\(strong: "请求读取") \(command: operation.key.description) 的值。"
    }
  }

  package func gets(
    _ client: ClientID, _ outcome: Store.Outcome, index: LogIndex, from server: ServerID
  ) -> Phrase {
    let start: Phrase = "\(client) 从 \(server) \(strong: "得到答复")"
    return switch outcome {
    case .written: "\(start)：写入已完成，即条目 \(index: index)。"
    case .value(let value?):
      "\(start)：读到的值是 \(command: value.description)，出自条目 \(index: index)。"
    case .value(nil): "\(start)：这个键没有值，出自条目 \(index: index)。"
    case .superseded: "\(start)，但那个请求它早已不再等待。"
    }
  }

  package func getsTooLate(
    _ client: ClientID, index: LogIndex, from server: ServerID
  ) -> Phrase {
    """
    \(server) 关于条目 \(index: index) 的答复 \(strong: "来得太迟")：\(client) 已放弃那个请求，\
    或早已得到答复。
    """
  }

  package func isRedirected(
    _ client: ClientID, from server: ServerID, to leader: ServerID?, follows: Bool
  ) -> Phrase {
    switch (leader, follows) {
    case (let leader?, true):
      "\(client) 从 \(server) 得知领导者是 \(leader)，\(strong: "立即去问") \(leader)。"
    case (let leader?, false):
      "\(client) 从 \(server) \(strong: "听说")领导者是 \(leader)，但已经用不着了。"
    case (nil, _):
      "\(client) 从 \(server) \(strong: "听说")它不知道谁是领导者，于是先等一等。"
    }
  }

  package func retries(_ client: ClientID, at server: ServerID) -> Phrase {
    "\(client) 没有等到答复，\(strong: "改向") \(server) \(strong: "重试")：请求不变，序列号不变。"
  }

  package func givesUp(_ client: ClientID) -> Phrase {
    "\(client) \(strong: "放弃")：请求是否已经执行、以后会不会执行，它无从知道。"
  }
}
