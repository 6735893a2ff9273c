import RaftCore
import Simulation
import Teaching
import Workbench

extension English {
  func text(of report: FileReport) -> String {
    switch report {
    case .saved(_, let files): "Saved: \(files.joined(separator: ", "))"
    case .failed(_, let file, let reason): "Not saved: \(file): \(reason)"
    case .sessions, .experiment: ""
    }
  }

  var recordingProgress: String { "recording" }
  var scriptProgress: String { "running" }
  var checkingProgress: String { "checking" }
  var drawingProgress: String { "drawing futures" }
  var measuringProgress: String { "measuring" }

  func text(of line: CheckLine) -> String {
    switch line {
    case .found(.violation(let violation), let sentence):
      "violated: \(sentence.text)\nproperty: \(violation.property.id)"
    case .found(.livenessFailure(let failure), let sentence):
      "not live: \(sentence.text)\nliveness: \(failure.kind.id)"
    case .found(.believers, let sentence): "two believe: \(sentence.text)"
    case .seed(let seed): "seed: \(seed)"
    case .servers(let servers):
      "servers: \(servers.map(\.description).joined(separator: ", "))"
    case .cluster(let settings):
      "cluster: servers \(settings.servers)\(settings.spare > 0 ? " and \(settings.spare) spare" : ""), batches of \(settings.batchLimit), "
        + "window \(settings.windowLimit), disk write \(settings.timing.diskWrite) us, clients "
        + "ask \(settings.timing.clientTries) times, every \(settings.timing.clientTimeout) us"
        + beyond(settings)
    case .acts(let count, let all): "acts, \(count) of \(all), at microseconds:"
    case .moment(.violation(let violation)):
      "broken at: \(violation.time) us, event \(violation.event)"
    case .moment(.livenessFailure(let failure)):
      "healed at: \(failure.healedAt) us; given up at: \(failure.time) us, event \(failure.event)"
    case .moment(.believers(let believers)):
      "since: \(believers.time) us, event \(believers.event)"
    case .again(let command): "repeat: \(command)"
    case .summary(let report): summary(of: report)
    case .believers(let counts, let runs):
      "two or more believed that they lead: in \(counts.runs) of \(runs) runs, \(counts.times) "
        + "times, for \(counts.longest / 1000) ms at most, \(counts.total / 1000) ms in all; work "
        + "taken from one who was deposed: \(counts.lateWork) times, \(counts.latest / 1000) ms late "
        + "at most"
    case .saved(let path): "saved: \(path)"
    case .progress(let rate): pace(rate)
    }
  }

  /// What is on beyond Figure 2, where something is.
  private func beyond(_ settings: Settings) -> String {
    guard !settings.features.isEmpty else { return "" }
    let names = settings.features.switchedOn.map(\.id).joined(separator: " ")
    let bound = ActNumber.decimal(settings.clockBound, of: 1000)
    let election = settings.election.map { ", election \($0.text)" } ?? ""
    return ", features \(names), clock bound \(bound)" + election
  }

  private func summary(of report: Campaign.Report) -> String {
    let violations = report.violation == nil ? "0 violations" : "1 violation"
    let failures = report.livenessFailure == nil ? "0 liveness failures" : "1 liveness failure"
    let seeds = report.seeds == 1 ? "seed" : "seeds"
    var line =
      "checked \(report.seeds) \(seeds), \(report.events) events: \(violations), \(failures)"
    if report.outcome == nil, report.undecidedKeys > 0 {
      let keys = report.undecidedKeys == 1 ? "key" : "keys"
      line += ", \(report.undecidedKeys) \(keys) not decided"
    }
    return line
  }

  private func pace(_ rate: Double) -> String { "\(Campaign.text(of: rate)) events/s" }

  func lines(of report: BenchReport) -> [String] {
    let history = report.history
    let memory = history.bytesPerEvent.map { "\($0) bytes an event" } ?? "memory not known here"
    return [
      "cpu                 \(report.cpu)",
      "core                \(line(for: report.core))",
      "checks and history  \(line(for: report.checked))",
    ] + snapshots(report) + [
      "long history        \(history.events) events: \(memory); seek "
        + "median \(history.medianSeekMilliseconds) ms, p99 \(history.p99SeekMilliseconds) ms, "
        + "longest \(history.longestSeekMilliseconds) ms of \(history.seeks)"
    ] + exploring(report) + [
      "figure 16           \(line(for: report.experiment, "trials"))",
      "fate                \(line(for: report.fate, "futures"))",
    ]
  }

  private func snapshots(_ report: BenchReport) -> [String] {
    guard let pace = report.snapshots else { return [] }
    return [
      "with snapshots      \(pace.factor) times as fast as the core without "
        + "(one every \(pace.interval) entries; medians of \(pace.tries) runs each, by turns)"
    ]
  }

  private func exploring(_ report: BenchReport) -> [String] {
    func line(_ name: String, _ pace: BenchReport.ExploringPace?) -> String? {
      pace.map {
        "\(name)\($0.millionStates) M states and \($0.millionSteps) M steps a CPU second "
          + "(\($0.states) states, \($0.bytesPerState) bytes each; fastest of \($0.tries) runs)"
      }
    }
    var lines = [
      line("exploring           ", report.exploring), line("with faults         ", report.faults),
    ]
    if let one = report.exploring, let two = report.twoCores {
      lines.append("on two cores        \(two.factor(over: one)) times as fast as on one")
    }
    return lines.compactMap(\.self)
  }

  private func line(for batch: BenchReport.Batch, _ noun: String) -> String {
    "\(batch.runs) \(noun), \(batch.events) events: \(batch.seconds) s on \(count(batch.cores, "core")), "
      + "\(batch.millions) M events/s"
  }

  private func line(for pace: BenchReport.Pace) -> String {
    "\(Int(pace.simulatedSecondsPerCPUSecond)) simulated seconds and \(pace.millions) M messages "
      + "a CPU second (\(pace.simulatedSeconds) s, \(pace.events) events; fastest of \(pace.tries) "
      + "runs, median \(pace.medianPace))"
  }

  func text(of line: ConfigLine) -> String {
    switch line {
    case .settings(let path, let state):
      "# settings: \(path ?? "nowhere: HOME is no absolute path")"
        + (state == .missing ? " (there is no such file)" : state == .leftOut ? " (left out)" : "")
    case .themes(let folder, let count):
      "# themes: \(folder) (\(count == 1 ? "1 scheme" : "\(count) schemes"))"
    }
  }

  func tone(isLight: Bool) -> String { isLight ? "light" : "dark" }
}
