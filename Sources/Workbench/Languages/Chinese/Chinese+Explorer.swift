import Explorer
import RaftCore
import Simulation
import Teaching

extension Chinese: ExplorerLabels {
  package var explorerTitle: String { "接下来可能发生什么" }
  package func nextSteps(_ count: Int) -> String { "\(count) 种可能，都可以先发生：不计时间" }
  package var searchTitle: String { "从这里搜索" }
  package var searchGoal: String { "目标" }
  package var searchBounds: String { "界限" }
  package var searchHint: String {
    "按 / 输入目标：violation、S2 leads、two leaders、entry 1 lost、x=1 committed。"
      + "按 , 和 . 选择界限，按 + 和 - 调整。"
  }
  package func goalPrompt(_ typed: String) -> String { "搜索：\(typed)▏" }

  package func searchStart(_ start: ExplorerReport.Start) -> String {
    switch start {
    case .event(let number): "从事件 \(number) 开始"
    case .empty(let servers, let off, let batch):
      "从空集群开始：\(servers) 台服务器，每条消息最多 \(batch) 个条目"
        + without(off)
    case .prepared(let start, let off):
      "从课程 \(start.lesson.text) 结束处开始（从空集群开始要看 \(tenThousands(start.statesFromEmpty))个状态）"
        + without(off)
    }
  }

  private func tenThousands(_ count: Int) -> String { "\((count + 5_000) / 10_000) 万" }

  private func without(_ off: [Rule]) -> String {
    off.isEmpty ? "" : "，关闭 \(off.map(\.id).joined(separator: "、"))"
  }

  package func standing(of report: ExplorerReport) -> String {
    switch report.state {
    case .searching: "正在搜索…按 Esc 停止"
    case .stopped: "已停止；按 E 继续"
    case .found(let moves): "找到了：\(moves) 步，界限内没有更短的路径"
    case .exhausted: "界限内没有：\(report.figures.states) 个状态都不是"
    case .memory(let bytes):
      "尚不知道：\(bytes >> 20) MiB 内存已用完；按 E 用 \(bytes >> 19) MiB 继续"
    case .numbers: "无法得知：不同的服务器状态或消息太多，编号已用完"
    }
  }

  package func depth(_ depth: Int) -> String { "深度 \(depth)" }

  package func name(of dial: ExplorerDial) -> String {
    switch dial {
    case .counted(.timeouts): "选举超时"
    case .counted(.heartbeats): "心跳"
    case .counted(.writes): "写入"
    case .counted(.crashes): "宕机"
    case .counted(.losses): "丢失"
    case .counted(.duplicates): "重复"
    case .terms: "最大任期"
    case .entries: "最长日志"
    case .messages: "传输中"
    case .disk: "磁盘"
    }
  }

  package func name(of disk: DiskTiming) -> String {
    switch disk {
    case .atomic: "立即"
    case .stepwise: "分步"
    }
  }

  package var unbounded: String { "不限" }

  package func text(of notice: ExplorerNotice) -> String {
    switch notice {
    case .landed(let moves, let branch):
      "分支 \(branch) 就是这条路径，共 \(moves) 步：按 → 逐步查看，End 跳到末尾，F8 列出各步，S 保存。"
    case .landedApart(let moves):
      "这次运行就是这条路径，共 \(moves) 步，使用单独的集群：按 → 逐步查看，End 跳到末尾，F8 列出各步，S 保存。"
    case .landedAfter(let start, let moves):
      "从空集群搜索要看 \(tenThousands(start.statesFromEmpty))个状态，所以从课程 \(start.lesson.text) 结束处开始："
        + "共 \(moves) 步。按 → 逐步查看，End 跳到末尾，F8 列出各步，S 保存。"
    case .alreadySo: "现在已经如此，不用搜索。"
    case .badGoal(let error): phrase(of: error)
    case .misfit(let misfit): text(of: misfit)
    case .cannotStart(let refusal): text(of: refusal)
    case .cannotModel(let error): text(of: error)
    case .cannotRepeat(let failure): text(of: failure)
    case .nothingShows(let rule): "无法通过探索看出 \(rule.id) 的作用：状态机不在探索界限内。"
    case .nothingToGoOn: "没有可以继续的搜索：按 / 开始。"
    }
  }

  package var search: String { "搜索" }
  package var makeStep: String { "执行" }
  package var goOnSearching: String { "继续搜索" }
  package var stopSearching: String { "停止" }
  package var back: String { "集群" }
  package var shortestRun: String { "最短运行" }

  private func phrase(of error: ActTextError) -> String { (self as any Phrasebook).text(of: error) }
}
