import Simulation

/// How each trial came out, as comma-separated values (RFC 4180): a header, then a record for each
/// trial, each ended by CR LF.
package struct ExperimentTable: Sendable {
  package let text: String

  package init(_ results: ExperimentResults) {
    let experiment = results.experiment
    let rows = SettingRow.all.filter { row in
      Set(experiment.lines.map { row.text(in: $0.settings) }).count > 1
    }
    let measure = experiment.measure.isShare ? "holds" : "time_us"
    let header = ["line"] + rows.map(\.name) + ["trial", "seed", measure]
    var text = Self.record(header)
    for (place, line) in experiment.lines.enumerated() {
      let settings = [line.name] + rows.map { $0.text(in: line.settings) }
      let trials = results.shard.trials(of: line.trials)
      for (trial, outcome) in zip(trials, results.outcomes[place]) {
        let values = [
          "\(trial + 1)", "\(line.seed(ofTrial: trial))", outcome.map { "\($0)" } ?? "",
        ]
        text += Self.record(settings + values)
      }
    }
    self.text = text
  }

  private static func record(_ values: [String]) -> String {
    values.map(CSVField.text).joined(separator: ",") + "\r\n"
  }
}
