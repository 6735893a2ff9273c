import ArgumentParser
import Simulation

/// How much a run that is read in may be.
struct RunLimitOption: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp(.maxEvents, valueName: "count"))
  var maxEvents = RunLimit.standard

  /// The most that can be asked for: more than a journal may speak of.
  private static let limit = 100_000_000

  func validate() throws {
    guard (1...Self.limit).contains(maxEvents) else {
      throw ValidationError(
        .range(option: "max-events", value: "\(maxEvents)", from: "1", to: "\(Self.limit)"))
    }
  }
}

/// A command that reads runs in.
protocol RunReadingCommand: ParsableCommand {
  var limit: RunLimitOption { get }
}
