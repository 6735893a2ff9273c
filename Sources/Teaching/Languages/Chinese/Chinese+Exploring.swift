import Exploration
import Explorer
import KeyValue
import RaftCore
import Simulation

extension Chinese: ExploringPhrases {
  package func text(of move: Move) -> String {
    switch move {
    case .deliver(let message): "\(named(message)) 到达"
    case .lose(let message): "\(named(message)) 丢失"
    case .duplicate(let message): "\(named(message)) 重复"
    case .timeout(let server): "\(server) 的选举定时器到期"
    case .heartbeat(let server): "\(server) 的心跳定时器到期"
    case .write(let server, let command):
      "客户端向 \(server) 请求 \(command.operation?.description ?? "一条命令")"
    case .finishWrite(let server): "\(server) 最早的一次写入落盘"
    case .crash(let server): "\(server) 宕机"
    case .restart(let server): "\(server) 重启"
    }
  }

  package func brief(_ move: Move) -> String {
    switch move {
    case .deliver(let message): "到达：\(briefly(message))"
    case .lose(let message): "丢失：\(briefly(message))"
    case .duplicate(let message): "重复：\(briefly(message))"
    case .timeout: "选举定时器到期"
    case .heartbeat: "心跳定时器到期"
    case .write(_, let command): "客户端请求 \(command.operation?.description ?? "一条命令")"
    case .finishWrite: "最早的一次写入落盘"
    case .crash: "宕机"
    case .restart: "重启"
    }
  }

  private func briefly(_ message: Message) -> String {
    "\(message.from) 的 \(name(of: message.body))，任期 \(message.term)"
  }

  private func named(_ message: Message) -> String {
    "\(message.from) 发给 \(message.to) 的任期 \(message.term) 的 \(name(of: message.body))"
  }

  package func text(of part: Difference.Part, in difference: Difference) -> String {
    let (before, after) = (difference.before, difference.after)
    return switch part {
    case .life: after.isUp ? "启动" : "停止运行"
    case .role: "\(before.roleName(self) ?? "宕机") -> \(after.roleName(self) ?? "宕机")"
    case .currentTerm: "currentTerm \(before.term) -> \(after.term)"
    case .votedFor:
      "votedFor \(before.votedFor?.description ?? "无") -> \(after.votedFor?.description ?? "无")"
    case .log: "日志 \(before.log.lastIndex) -> \(after.log.lastIndex) 个条目"
    case .commitIndex: "commitIndex \(before.committed) -> \(after.committed)"
    case .disk: after.queue.isEmpty ? "已落盘" : "正在写入磁盘"
    }
  }

  package func joined(_ parts: [String]) -> String { parts.joined(separator: "；") }

  package func sends(_ message: String, to servers: [ServerID]) -> String {
    "向 \(servers.map(\.description).joined(separator: "、")) 发送 \(message)"
  }

  package var noDifference: String { "没有变化" }
  package var isGone: String { "不再传输" }
  package var isThereTwice: String { "多出一份在传输中" }

  package func text(of refusal: ExploringStart.Refusal) -> String {
    switch refusal {
    case .programs: "无法探索集群外的程序；请去掉 Pod"
    case .features(let features):
      "这些功能依赖时钟或未建模的输入，无法探索；请先关闭：" + features.map(\.id).joined(separator: "、")
    case .paused(let server): "\(server) 已暂停，无法探索；请先恢复"
    case .split: "有服务器之间不通，无法探索；请先恢复网络"
    case .wiped(let server): "\(server) 的磁盘已丢失，超出 Raft 的假设"
    case .request(let flight): "有客户端请求在传输中（#\(flight)），无法探索；请先让它到达或丢弃"
    }
  }

  package func text(of misfit: ExploringGoal.Misfit) -> String {
    switch misfit {
    case .noEntry(let index):
      "起点上没有服务器有这个条目 \(index)，所以它无法丢失；请从有该条目的脚本的终点开始"
    case .severalEntries(let index, let terms):
      "索引 \(index) 处有多个条目，请指明任期："
        + terms.map { "entry \(index) of term \($0) lost" }.joined(separator: "、")
    case .noWrite: "没有客户端能写入它：起点上全部客户端都在等待响应"
    }
  }

  package func text(of failure: ExploredPath.Failure) -> String {
    switch failure {
    case .refused(let move, let act, _): "第 \(move) 步无法重放：模拟拒绝 `\(act.text)`"
    case .noSuchMessage(let move): "第 \(move) 步无法重放：该消息不在传输中"
    case .otherState(let move, let server):
      "第 \(move) 步无法重放：模拟中 \(server) 的状态不同"
    case .unseen(let property): "模拟的检查器没有发现这条路径违反 \(property.id)"
    }
  }

  package func text(of figures: Figures, rate: String?) -> String {
    "深度 \(figures.depth)，\(figures.states) 个状态，" + (rate.map { "每秒 \($0) 个，" } ?? "")
      + "\(figures.bytes >> 20) MiB"
  }

  package func odds(_ odds: Double) -> String {
    "其中有两个状态被误认为同一个的概率："
      + (Figures.chances(of: odds).map { "\($0) 分之一" } ?? "可以忽略")
  }

  package func cut(_ count: Int) -> String {
    "没有继续：\(count) 步超出任期、日志长度或消息数的上限"
  }

  package func neverFired(_ rules: [Rule]) -> String {
    "从未触发的规则（对它们没有结论）：" + rules.map(\.id).joined(separator: "、")
  }

  package func text(of error: ModelError) -> String {
    switch error {
    case .servers(let count): "集群有 1 到 \(ServerID.maximum) 台服务器，不能是 \(count) 台"
    case .features(let features): text(of: ExploringStart.Refusal.features(features))
    case .bound(let thing, let limit, let most): "--\(thing.id) \(limit)：应在 0 到 \(most) 之间"
    case .messages(let count, let most): "--messages \(count)：应在 0 到 \(most) 之间"
    case .members: "起点的服务器与集群不同"
    case .beyondPlainRaft(let server): "\(server) 正在做只有某项功能才有的事，无法探索"
    case .tooManyMessages(let count, let bound):
      "起点已有 \(count) 条消息在传输中；--messages \(bound) 至少应为 \(count)"
    case .tooFar(let server): "\(server) 的日志或任期超出了可探索的范围"
    case .noSuchEntry(let entry): text(of: ExploringGoal.Misfit.noEntry(entry.index))
    case .noSuchServer(let server): "这个集群没有 \(server)"
    }
  }
}
