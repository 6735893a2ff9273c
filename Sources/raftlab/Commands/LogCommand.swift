import ArgumentParser
import Formats
import Simulation

/// `raftlab log`: a run as lines of text.
struct LogCommand: ParsableCommand, ClusterCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.log) }

  @OptionGroup var cluster: ClusterOptions
  @OptionGroup var switchedOff: RuleOptions
  @OptionGroup var beyond: FeatureOptions
  @OptionGroup var programs: ProgramOptions
  @OptionGroup var language: LanguageOption

  @Option(parsing: .unconditional, help: ArgumentHelp(.until, valueName: "ms"))
  var until = 1_000

  @Option(help: ArgumentHelp(.act, valueName: "act"))
  var act: [String] = []

  @Flag(help: ArgumentHelp(.digest))
  var digest = false

  /// How many bytes of lines are printed at once.
  private static let pageSize = 32_768

  /// A day, in milliseconds.
  private static let longest = 86_400_000

  mutating func validate() throws {
    guard (1...Self.longest).contains(until) else {
      throw ValidationError(
        .range(option: "until", value: "\(until)", from: "1", to: "\(Self.longest)"))
    }
    _ = try acts()
  }

  func run() throws {
    var log = EventLog()
    var page = ""
    var trouble: FileError?
    ActReplay.run(clusterSettings, acts: try acts(), until: until * 1_000) { event in
      let line = log.add(event)
      if digest { return true }
      page += line + "\n"
      guard page.utf8.count >= Self.pageSize else { return true }
      // Nobody reads on: the run can stop.
      do throws(FileError) { try print(page, terminator: "") } catch { trouble = error }
      page = ""
      return trouble == nil
    }
    if let trouble { throw trouble }
    try print(digest ? "\(log.count) \(log.digestText)\n" : page, terminator: "")
  }

  /// The acts by their moments; of two at the same moment, first the one that was named first.
  private func acts() throws -> [Act] {
    let settings = clusterSettings
    let start = Cluster(settings)
    let acts = try act.map { text in
      let read: Act
      do throws(ActTextError) {
        read = try Act(text: text)
      } catch {
        throw ValidationError(.act(text, error))
      }
      if case .noSuchServer(let server) = start.refusal(of: read.stimulus) {
        throw ValidationError(.actServer(text, server, servers: settings.hostCount))
      }
      return read
    }
    return acts.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
      .map(\.element)
  }
}
