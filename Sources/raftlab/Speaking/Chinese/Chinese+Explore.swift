import Exploration
import Explorer
import RaftCore
import Teaching

extension Chinese {
  var exploringProgress: String { "探索中" }
  var exploringEnded: String { "已停止：尚无结论。" }

  func text(of line: ExploreLine) -> String {
    switch line {
    case .goal(let words): "目标：\(words)"
    case .cluster(let model, let source): cluster(model) + (source.map { "，起点 \($0)" } ?? "")
    case .bounds(let bounds): text(of: bounds)
    case .progress(let figures, let rate):
      text(of: figures, rate: Campaign.text(of: rate))
    case .ending(let report): ending(of: report)
    case .searched(let report): searched(report)
    case .odds(let odds): self.odds(odds)
    case .cut(let count): cut(count)
    case .neverFired(let rules): neverFired(rules)
    case .known(let known):
      "已知可以这样找到：raftlab explore " + known.words.joined(separator: " ")
    case .options(let words): "选项：\(words.joined(separator: " "))"
    case .answer(let goal, let answer): "\(goal)：\(text(of: answer))"
    case .answered(let answers):
      "\(answers.count) 个目标：到达 \(answers.count { $0.outcome == .found }) 个，界限内不存在 "
        + "\(answers.count { $0.outcome == .exhausted }) 个，未知 "
        + "\(answers.count { ![.found, .exhausted].contains($0.outcome) }) 个"
    case .moves(let count): "接下来可能发生 \(count) 件事；用 --goal 搜索路径"
    }
  }

  private func text(of answer: ExploreResults.Answer) -> String {
    switch answer.outcome {
    case .found:
      "\(answer.moves ?? 0) 步到达：\(answer.acts.joined(separator: "; "))"
    case .exhausted: "界限内不存在：\(answer.states ?? 0) 个状态都不是"
    case .memory, .numbers, .states, .stopped: "未知：提前结束（\(answer.outcome.rawValue)）"
    }
  }

  private func cluster(_ model: Model) -> String {
    let off = model.configuration.rules.switchedOff.map { "，关闭 \($0.id)" }.joined()
    let disk = model.disk == .atomic ? "写入立即落盘" : "写入单独成为一步"
    return "集群：\(model.members.count) 台服务器，每批至多 \(model.configuration.batchLimit) 条，"
      + disk + off
  }

  private func text(of bounds: Bounds) -> String {
    let counts = Bounds.Countable.allCases.map { thing in
      "\(name(of: thing)) \(bounds[thing].map(String.init) ?? "不限")"
    }
    return "界限：" + counts.joined(separator: "，") + "，传输中的消息 \(bounds.messages)"
      + (bounds.terms.map { "，任期 \($0)" } ?? "")
      + (bounds.entries.map { "，条目 \($0)" } ?? "")
  }

  private func name(of thing: Bounds.Countable) -> String {
    switch thing {
    case .timeouts: "选举超时"
    case .heartbeats: "心跳"
    case .writes: "写入"
    case .crashes: "宕机"
    case .losses: "丢失"
    case .duplicates: "重复"
    }
  }

  private func ending(of report: ExploreReport) -> String {
    switch report.ended.ending {
    case .found: reached(report)
    case .exhausted: "界限之内没有：\(report.figures.states) 个状态都不是这样"
    case .memory: "尚无结论：已达到内存上限；--memory 可以放宽"
    case .numbers: "尚无结论：不同的服务器状态或消息太多，编号用尽"
    case .states: "尚无结论：已达到状态数的上限；--states 可以放宽"
    case .stopped: "尚无结论：已被停止"
    }
  }

  private func reached(_ report: ExploreReport) -> String {
    let count = report.path?.steps.count ?? 0
    let property = report.path?.trace.violation.map { "，违反 \($0.property.id)" } ?? ""
    return count == 0
      ? "已达到：起点就是这样" + property
      : "\(count) 步达到\(property)；界限之内没有更短的路径："
  }

  private func searched(_ report: ExploreReport) -> String {
    let figures = report.figures
    let names = report.interchangeable.map(\.description).joined(separator: "、")
    return "已搜索：\(figures.states) 个状态，\(figures.successors) 步，深度 \(figures.depth)，每秒 "
      + "\(Campaign.text(of: report.ended.rate)) 个状态，\(figures.bytes >> 20) MiB"
      + (names.isEmpty ? "" : "；可互换：\(names)")
  }
}
