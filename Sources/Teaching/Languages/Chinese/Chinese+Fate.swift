import Simulation

extension Chinese: FatePhrases {
  package func text(of question: FateQuestion) -> String {
    switch question {
    case .leader(let server?): "\(server) 是领导者"
    case .leader(nil): "没有领导者"
    case .committed(let key, let value): "\(key)=\(value) 已提交"
    case .violation: "违反性质"
    case .holds(let condition): condition.text
    }
  }

  package func extent(of study: FateStudy) -> String {
    let fate = study.fate
    let after = fate.shownTail
    return "\(study.moments.count) 个时刻，各抽取 \(fate.futures) 个未来：操作相同，随机数不同；都在"
      + "虚拟时间 \(ActNumber.text(of: fate.shownEnd)) 结束，即事件 \(fate.window.upperBound) 之后 \(ActNumber.text(of: after))。"
  }

  package func certain(_ turn: FateTurn, _ question: FateQuestion) -> String {
    let what = turn.isCertain == false ? "不会出现“\(text(of: question))”" : "“\(text(of: question))”"
    guard turn.event > 0, let after = turn.after else { return "从第一个时刻起就已确定：\(what)。" }
    return turn.isExact
      ? "从事件 \(turn.event) 起确定：\(what)。"
      : "最迟从事件 \(turn.event) 起确定（在事件 \(after) 之后）：\(what)。"
  }

  package func uncertain(_ question: FateQuestion) -> String {
    "尚未确定：“\(text(of: question))”。"
  }

  package func turn(
    _ turn: FateTurn, _ question: FateQuestion, from: String, to: String
  ) -> String {
    let place =
      turn.isExact ? "事件 \(turn.event)" : "事件 \((turn.after ?? 0) + 1)–\(turn.event)"
    return "\(place)：\(text(of: question)) \(from) → \(to)"
  }

  package func fateAt(event: Int, time: String) -> String { "从事件 \(event)（\(time) 秒）起" }

  package func notes(of study: FateStudy) -> [String] {
    let tallies = study.moments.map(\.tally)
    let leftOut = tallies.reduce(0) { $0 + $1.leftOut }
    let cut = tallies.reduce(0) { $0 + $1.cut }
    var notes: [String] = []
    if leftOut > 0 { notes.append("有的操作在某些未来里无法执行，已跳过，共 \(leftOut) 次。") }
    if cut > 0 { notes.append("\(cut) 个未来的事件过多，按中止时的状态计数。") }
    return notes
  }

  package var fateNote: String {
    "括号内是比例的 95% 置信区间（Wilson）。确定：整个区间在 99% 以上或 1% 以下。"
  }

  package var noTurns: String { "相邻时刻之间，没有哪个比例的变化超过一成。" }
}
