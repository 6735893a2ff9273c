import ArgumentParser
import Ncurses
import Simulation
import Teaching

#if RealEtcd
  import RealEtcd
#endif

/// The command line.
@main
struct Raftlab: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      .raftlab, version: "0.1.0",
      subcommands: [
        OpenCommand.self, EtcdCommand.self, PlayCommand.self, TestCommand.self, LessonsCommand.self,
        CheckCommand.self, ExploreCommand.self, FateCommand.self, ExperimentCommand.self,
        MergeCommand.self,
        BenchCommand.self,
        LogCommand.self, RulesCommand.self, KeysCommand.self, PictureCommand.self,
        ResumeCommand.self, ReplayCommand.self, SessionsCommand.self,
        RecordCommand.self, ExportCommand.self,
        ThemesCommand.self, ConfigCommand.self,
      ],
      standard: OpenCommand.self)
  }

  /// Does what is asked for, in the language that is asked for.
  static func main() {
    #if RealEtcd
      // Members of a real cluster are started by this program, as itself once more.
      Launcher.becomeIfAsked()
    #endif
    Descriptor.prepare()
    let arguments = Array(CommandLine.arguments.dropFirst())
    let chosen = Spoken.chosen(by: arguments)
    let ending = Spoken.$language.withValue(chosen.language) {
      if let language = chosen.unwritten {
        Output.complain(Spoken.texts.text(of: .unwrittenLanguage(language)))
      }
      let ending = Self.ending(after: arguments)
      do {
        try print(ending.output, terminator: "")
        return ending
      } catch {
        return Self.ending(after: error)
      }
    }
    Output.complain(ending.errors)
    Exit.now(Exit.final(ending.code))
  }

  private static let structureOption = "--experimental-dump-help"

  /// How a run of the program ends.
  struct Ending {
    var output = ""
    var errors = ""
    var code = ExitCode.success
  }

  /// Does what arguments say, in the language that is spoken.
  ///
  /// - Returns: what is still to be printed, and the exit status.
  static func ending(after arguments: [String]) -> Ending {
    var command: any ParsableCommand
    do {
      // The parser's own, for tools; see `NoFoundation`.
      if arguments.contains(structureOption) {
        throw ValidationError(Spoken.texts.text(ofParser: "Unknown option '\(structureOption)'"))
      }
      command = try parseAsRoot(Spoken.parsed(arguments))
    } catch {
      return ending(after: error, typed: arguments)
    }
    do {
      if let reading = command as? any RunReadingCommand {
        try RunLimit.$events.withValue(reading.limit.maxEvents) { try command.run() }
      } else {
        try command.run()
      }
      return Ending()
    } catch {
      return ending(after: error)
    }
  }

  /// - Parameter arguments: what was typed, if the error is about that and the help is of use.
  private static func ending(after error: any Error, typed arguments: [String]? = nil) -> Ending {
    if let code = error as? ExitCode { return Ending(code: code) }
    let code = exitCode(for: error)
    if let trouble = error as? FileError, trouble.isUnheard { return Ending(code: code) }
    let text = fullMessage(for: error)
    if code == .success { return Ending(output: answer(text), code: code) }
    let hints = arguments == nil ? [] : help(after: text)
    let lines = [sentence(for: error, typed: arguments)] + hints
    return Ending(errors: lines.joined(separator: "\n"), code: code)
  }

  /// The answer to a request: help in our own layout, all else as the parser has it.
  private static func answer(_ text: String) -> String {
    guard let command = CommandPath(ofHelp: text), let page = HelpPage(of: command) else {
      return text + "\n"
    }
    return page.text()
  }

  /// What went wrong.
  private static func sentence(for error: any Error, typed arguments: [String]?) -> String {
    let texts = Spoken.texts
    let sentence: String
    switch error {
    case let error as TerminalError: sentence = texts.text(of: error)
    case let error as FileError: sentence = texts.text(of: error)
    case let error as ValidationError: sentence = error.message
    default:
      let message = message(for: error)
      sentence = arguments.map { texts.text(ofParser: shortened(message, typed: $0)) } ?? message
    }
    return texts.errorPrefix + sentence
  }

  /// A sentence of the parser's that repeats no more of what was typed than our own do.
  private static func shortened(_ sentence: String, typed arguments: [String]) -> String {
    var sentence = sentence
    for argument in arguments {
      // Of `--option=value` it may repeat the value alone.
      let value = String(argument.drop { $0 != "=" }.dropFirst())
      for text in [argument, value] where !text.isEmpty {
        sentence = sentence.replacing(text, with: text.harmless)
      }
    }
    return sentence
  }

  /// The help of the option that is meant, and the way to more.
  private static func help(after text: String) -> [String] {
    let texts = Spoken.texts
    var lines: [String] = []
    if let help = text.split(separator: "\n").first(where: { $0.hasPrefix("Help:  ") }) {
      lines.append("\(texts.helpPrefix)\(help.dropFirst("Help:  ".count))")
    }
    guard let (command, usage) = CommandPath.used(in: text) else { return lines }
    lines += HelpPage.lines(texts.title(of: .usage), usage, columns: HelpPage.usualColumns)
    let names = command.names.joined(separator: " ")
    lines.append("  \(texts.moreHelp(by: "\(names) --help"))")
    return lines
  }
}
