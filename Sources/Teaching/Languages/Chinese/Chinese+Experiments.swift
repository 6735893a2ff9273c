import Simulation

extension Chinese: ExperimentPhrases {
  package func place(line: String, trial: Int?) -> String {
    line.harmless + (trial.map { "，第 \($0 + 1) 次试验" } ?? "，准备阶段")
  }

  package func text(of error: MergeError) -> String {
    switch error {
    case .unreadable:
      "这不是本版本的 raftlab experiment、check 或 explore --goals 用 --json 写出的结果"
    case .unlike: "与第一个结果相比，内容、选项或份数不同"
    case .twice(let part): "第 \(part) 份出现了两次"
    case .missing(let parts, let count):
      "\(count) 份中缺少 \(parts.count) 份："
        + parts.prefix(10).map(String.init).joined(separator: "、") + (parts.count > 10 ? "……" : "")
    }
  }

  package func text(of error: ShardError) -> String {
    switch error {
    case .unreadable(let text):
      "--shard \(text.harmless)：应写成 2/8 这样的一份，最多 \(Shard.limit) 份；或 auto/8，由 "
        + "JOB_COMPLETION_INDEX 或 SLURM_ARRAY_TASK_ID 指明是第几份；在 Slurm 的任务数组里也可只写 auto。"
    case .noNumber:
      "--shard auto：环境变量 JOB_COMPLETION_INDEX 和 SLURM_ARRAY_TASK_ID 都没有设置；请写明是哪一份，如 2/8。"
    case .noCount: "--shard auto：环境变量没有说明一共几份；请写明，如 auto/8。"
    case .variable(let name, let value, let count):
      "--shard auto：\(name) 是 \(value.harmless)，不在\(count.map { " \($0) 份" } ?? "这些份")之中。"
    }
  }

  package func sentence(for measure: Experiment.Measure) -> String {
    switch measure {
    case .time(let until, let within):
      "测量：到 \(chain(until)) 为止的时间，最多 \(ActNumber.text(of: within))。"
    case .share(let condition): "测量：\(condition.text) 的试验所占的比例。"
    }
  }

  private func chain(_ conditions: [Condition]) -> String {
    conditions.counted.map { $0.count == 1 ? $0.text : "\($0.text)（\($0.count) 次）" }
      .joined(separator: "，再到 ")
  }

  package func extent(trials: Int, lines: Int, of shard: Shard) -> String {
    let all = "\(lines) 条线，共 \(trials) 次试验"
    return shard.isWhole ? "\(all)。" : "\(shard.count) 份中的第 \(shard.number) 份：\(all)。"
  }

  package func title(of statistic: Experiment.Statistic) -> String {
    switch statistic {
    case .min: "最短"
    case .max: "最长"
    case .median: "中位数"
    case .mean: "平均"
    case .share: "比例"
    case .p10, .p25, .p75, .p90, .p99: statistic.rawValue
    }
  }

  package var trialsTitle: String { "次数" }
  package var intervalTitle: String { "95%" }
  package func overTitle(_ span: TimeSpan) -> String { "超过 \(ActNumber.text(of: span))" }
  package func beside(_ source: String?) -> String { "对照：\(source ?? "给出的数值")" }
  package func agrees(_ isInside: Bool) -> String { isInside ? "区间内" : "区间外" }
  package var timesNote: String { "时间为虚拟时间，单位毫秒；“95%”是中位数的 95% 置信区间。" }
  package var sharesNote: String { "“95%”是比例的 95% 置信区间（Wilson）。" }
  package var shareMarks: String { "● 比例   ├─┤ 95%   ◇ 对照" }

  package func noSuchExperiment(_ name: String, suggestion: String?) -> String {
    "找不到名为 `\(name.harmless)` 的文件或实验；"
      + (suggestion.map { "是不是 `\($0)`？" } ?? "`raftlab experiment` 列出全部内置实验")
  }
}
