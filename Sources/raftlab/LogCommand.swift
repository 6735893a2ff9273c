import ArgumentParser
import Simulation

/// `raftlab log`: a run as lines of text.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Print a run, one line an event: the same seed and acts give the same bytes.",
    discussion: """
      An act is a moment in microseconds and what happens then, such as "@500000 crash S1", \
      "@700000 write x=3" or "@900000 split S1 S2 | S3 S4 S5". An act that cannot happen at its \
      moment is left out.
      """)

  @OptionGroup var cluster: ClusterOptions

  @Option(help: ArgumentHelp("How far the run goes, in ms of virtual time.", valueName: "ms"))
  var until = 1_000

  @Option(
    help: ArgumentHelp("What comes from outside, and when. May be repeated.", valueName: "act"))
  var act: [String] = []

  @Flag(help: "Print only how many events there were, and a digest of the lines.")
  var digest = false

  mutating func validate() throws {
    guard (1...86_400_000).contains(until) else {
      throw ValidationError("--until \(until): it takes 1 to 86400000 ms, a day.")
    }
    _ = try acts()
  }

  func run() throws {
    var log = EventLog()
    Rerun.run(cluster.settings, acts: try acts(), until: until * 1_000) { event in
      let line = log.add(event)
      if !digest { print(line) }
      return true
    }
    if digest { print("\(log.count) \(log.digestText)") }
  }

  /// The acts by their moments; of two at the same moment, first the one that was named first.
  private func acts() throws -> [Act] {
    let acts = try act.map { text in
      do throws(Misreading) {
        return try Act(text: text)
      } catch {
        throw ValidationError("--act \"\(text)\": \(error).")
      }
    }
    return acts.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
      .map(\.element)
  }
}
