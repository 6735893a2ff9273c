import Simulation

extension English: ExperimentPhrases {
  package func place(line: String, trial: Int?) -> String {
    line.harmless + (trial.map { ", trial \($0 + 1)" } ?? ", while it was prepared")
  }

  package func text(of error: MergeError) -> String {
    switch error {
    case .unreadable:
      "these are no results that --json of raftlab experiment, check or explore --goals wrote in this "
        + "version"
    case .unlike:
      "these are results of other work than the first, with other options, or of another number of parts"
    case .twice(let part): "part \(part) is there twice"
    case .missing(let parts, let count):
      "of \(count) parts \(self.count(parts.count, "part")) \(parts.count == 1 ? "is" : "are") "
        + "missing: \(list(parts))"
    }
  }

  private func list(_ parts: [Int]) -> String {
    parts.prefix(10).map(String.init).joined(separator: ", ") + (parts.count > 10 ? ", …" : "")
  }

  package func text(of error: ShardError) -> String {
    switch error {
    case .unreadable(let text):
      "--shard \(text.harmless): it takes a part such as 2/8, at most of \(Shard.limit); or auto/8, "
        + "where JOB_COMPLETION_INDEX or SLURM_ARRAY_TASK_ID says which; or auto in an array of Slurm."
    case .noNumber:
      "--shard auto: neither JOB_COMPLETION_INDEX nor SLURM_ARRAY_TASK_ID is set; name the part, "
        + "such as 2/8."
    case .noCount:
      "--shard auto: the environment does not say how many parts there are; say it, such as auto/8."
    case .variable(let name, let value, let count):
      "--shard auto: \(name) is \(value.harmless), which names none of "
        + (count.map { "\($0) parts" } ?? "the parts") + "."
    }
  }

  package func sentence(for measure: Experiment.Measure) -> String {
    switch measure {
    case .time(let until, let within):
      "Measured: the time until \(chain(until, ", then ")), at most \(ActNumber.text(of: within))."
    case .share(let condition): "Measured: in how many trials \(condition.text)."
    }
  }

  private func chain(_ conditions: [Condition], _ joint: String) -> String {
    conditions.counted.map { $0.count == 1 ? $0.text : "\($0.text) (\($0.count) times)" }
      .joined(separator: joint)
  }

  package func extent(trials: Int, lines: Int, of shard: Shard) -> String {
    let all = "\(count(trials, "trial")) in \(count(lines, "line"))"
    return shard.isWhole ? "\(all)." : "Part \(shard.number) of \(shard.count): \(all)."
  }

  package func title(of statistic: Experiment.Statistic) -> String {
    switch statistic {
    case .min: "least"
    case .max: "longest"
    case .median, .mean, .share, .p10, .p25, .p75, .p90, .p99: statistic.rawValue
    }
  }

  package var trialsTitle: String { "trials" }
  package var intervalTitle: String { "95 %" }
  package func overTitle(_ span: TimeSpan) -> String { "over \(ActNumber.text(of: span))" }
  package func beside(_ source: String?) -> String { "beside: \(source ?? "given numbers")" }
  package func agrees(_ isInside: Bool) -> String { isInside ? "inside" : "outside" }
  package var timesNote: String {
    "Times in ms of virtual time; “95 %”: where the median lies with that confidence (ranks)."
  }
  package var sharesNote: String {
    "“95 %”: where the share lies with that confidence (Wilson)."
  }
  package var shareMarks: String { "● share   ├─┤ 95 %   ◇ beside" }

  package func noSuchExperiment(_ name: String, suggestion: String?) -> String {
    "no file or experiment is called `\(name.harmless)`; "
      + (suggestion.map { "did you mean `\($0)`?" }
        ?? "`raftlab experiment` lists those that are built in")
  }
}
