import ArgumentParser
import Formats
import KeyValue
import Simulation
import Teaching
import Workbench

/// `raftlab export`: a run in a form that other programs read.
struct ExportCommand: RunReadingCommand, ClusterCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.export) }

  @OptionGroup var source: RunSource
  @OptionGroup var cluster: ClusterOptions
  @OptionGroup var switchedOff: RuleOptions
  @OptionGroup var beyond: FeatureOptions
  @OptionGroup var programs: ProgramOptions
  @OptionGroup var limit: RunLimitOption
  @OptionGroup var language: LanguageOption

  @Option(name: .customLong("as"), help: ArgumentHelp(.exportForm))
  var kind: ExportKind = .jsonl

  @Option(name: .shortAndLong, help: ArgumentHelp(.exportFile))
  var output = "-"

  @Option(parsing: .upToNextOption, help: ArgumentHelp(.exportShow, valueName: "kind"))
  var show: [SequenceDiagram.Kind] = []

  @Option(help: ArgumentHelp(.exportKey))
  var key: String?

  @Option(
    name: .customLong("cluster"), parsing: .unconditional,
    help: ArgumentHelp(.exportCluster, valueName: "number"))
  var number: Int?

  @Flag(help: ArgumentHelp(.force))
  var force = false

  @Flag(help: ArgumentHelp(.schema))
  var schema = false

  func validate() throws {
    if key != nil, kind != .history {
      throw ValidationError(.optionOfForm(option: "key", form: ExportKind.history.rawValue))
    }
    if !show.isEmpty, kind != .mermaid {
      throw ValidationError(.optionOfForm(option: "show", form: ExportKind.mermaid.rawValue))
    }
  }

  func run() throws {
    if schema { return try print(EventLines.schema) }
    let language = try Spoken.written(self.language)
    let choice = try source.chosen(of: self, in: language)
    let laboratory = Laboratory(on: choice.history, language: language)
    let (runs, failures) = try choice.runs(at: laboratory)
    let count = runs.count
    let place = number ?? count
    guard (1...count).contains(place) else {
      throw ValidationError(
        .range(option: "cluster", value: "\(place)", from: "1", to: "\(count)"))
    }
    let chronicle = Chronicle(runs[place - 1])
    var isTooLong = false
    let text = try text(of: chronicle, in: language, isTooLong: &isTooLong)
    try Output.write(text, to: output, force: force, lineEnd: kind.lineEnd)
    if isTooLong {
      Exit.say(Spoken.texts.text(of: .diagramTooLong(limit: SequenceDiagram.limit)))
    }
    if number == nil, count > 1 { Exit.say(Spoken.texts.text(of: .lastOfClusters(count: count))) }
    for failure in failures { Exit.say(language.scriptPhrases.text(of: failure.kind)) }
    if !failures.isEmpty { throw Exit.failed }
  }

  private func text(
    of chronicle: Chronicle, in language: Language, isTooLong: inout Bool
  ) throws -> String {
    func tell(_ event: Happening, _ state: ClusterState) -> String {
      let narrator = Narrator(in: language, naming: state.post?.requests, state.entries)
      return narrator.headline(of: event, in: state)?.text ?? event.what.name
    }
    switch kind {
    case .jsonl: return EventLines(chronicle).text
    case .shiviz: return ClockLog(chronicle, tell: tell).text
    case .mermaid:
      let all = Set(SequenceDiagram.Kind.allCases).subtracting([.heartbeats])
      let kinds = show.isEmpty ? all : Set(show)
      let diagram = SequenceDiagram(chronicle, showing: kinds, tell: tell)
      isTooLong = diagram.isTooLong
      return output.lowercased().hasSuffix(".md") ? diagram.markdown : diagram.text
    case .history:
      guard let key else { return OperationHistory(chronicle).text }
      guard let key = ShortText(key, limit: Operation.keyLimit), !key.isEmpty else {
        throw ValidationError(.exportKey(key))
      }
      let history = OperationHistory(chronicle, key: key)
      if history.text.isEmpty { throw ValidationError(.unusedKey(key.description)) }
      return history.text
    case .csv: return StateTable(chronicle).text
    }
  }
}

extension ExportKind: ExpressibleByArgument {}
extension SequenceDiagram.Kind: ExpressibleByArgument {}
