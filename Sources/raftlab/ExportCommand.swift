import ArgumentParser
import KeyValue
import Simulation
import Teaching
import Workbench

/// `raftlab export`: a run in a form that other programs read.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a run in a form that other programs read.",
    discussion: """
      jsonl    every event as a line of JSON: rules, evidence, changes (--schema describes it)
      shiviz   a log with vector clocks, to be opened at https://bestchai.bitbucket.io/shiviz
      mermaid  a sequence diagram; --show says of what
      history  what clients asked and were told, as Jepsen's EDN, to be judged by a checker of
               linearizability such as Knossos; --key gives one register alone
      csv      the state of every server after each event

      raftlab export election --as mermaid -o election.mmd
      raftlab export --keys 'n n w*3 n 5s' --as history -o history.edn
      """)

  @OptionGroup var source: RunSource
  @OptionGroup var language: LanguageOption

  @Option(name: .customLong("as"), help: "The form: jsonl, shiviz, mermaid, history or csv.")
  var kind: ExportKind = .jsonl

  @Option(name: .shortAndLong, help: "The file; - for standard output.")
  var output = "-"

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "For mermaid: votes, entries, heartbeats, clients, acts, milestones; all but heartbeats "
        + "without it.", valueName: "kind"))
  var show: [SequenceDiagram.Kind] = []

  @Option(help: "For history: this key alone.")
  var key: String?

  @Flag(help: "Replace a file that is there.")
  var force = false

  @Flag(help: "Print the JSON Schema of jsonl's lines, and do nothing else.")
  var schema = false

  func run() throws {
    if schema { return print(EventLines.schema) }
    let language = try language.chosen()
    let choice = try source.chosen(in: language)
    let laboratory = Laboratory(settings: choice.settings, language: language)
    let (timeline, failures) = choice.run(at: laboratory)
    try Output.write(try text(of: Chronicle(timeline), in: language), to: output, force: force)
    for failure in failures { Exit.say(language.scriptPhrases.text(of: failure.kind)) }
    if !failures.isEmpty { throw Exit.failed }
  }

  private func text(of chronicle: Chronicle, in language: Language) throws -> String {
    let narrator = Narrator(in: language)
    func tell(_ event: Event, _ cluster: Cluster) -> String {
      narrator.headline(of: event, in: cluster)?.text ?? event.happening.name
    }
    switch kind {
    case .jsonl: return EventLines(chronicle).text
    case .shiviz: return ClockLog(chronicle, tell: tell).text
    case .mermaid:
      let all = Set(SequenceDiagram.Kind.allCases).subtracting([.heartbeats])
      let kinds = show.isEmpty ? all : Set(show)
      return SequenceDiagram(chronicle, showing: kinds, tell: tell).text
    case .history:
      guard let key else { return OperationHistory(chronicle).text }
      guard let key = ShortText(key, limit: Operation.keyLimit), !key.isEmpty else {
        throw ValidationError("--key \(key): a key has 1 to \(Operation.keyLimit) bytes.")
      }
      return OperationHistory(chronicle, key: key).text
    case .csv: return StateTable(chronicle).text
    }
  }
}

extension ExportKind: ExpressibleByArgument {}
extension SequenceDiagram.Kind: ExpressibleByArgument {}
