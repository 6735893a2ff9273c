import ArgumentParser
import Foundation
import Ncurses

/// The command line.
@main
struct Raftlab: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      .raftlab, version: "0.1.0",
      subcommands: [
        OpenCommand.self, PlayCommand.self, TestCommand.self, LessonsCommand.self,
        CheckCommand.self, BenchCommand.self,
        LogCommand.self, RulesCommand.self, KeysCommand.self, PictureCommand.self,
        ResumeCommand.self, ReplayCommand.self, SessionsCommand.self,
        RecordCommand.self, ExportCommand.self,
        ThemesCommand.self, ConfigCommand.self,
      ],
      standard: OpenCommand.self)
  }

  /// Does what is asked for, in the language that is asked for.
  static func main() {
    Descriptor.holdStandardOnes()
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
        return Self.ending(after: error, isTyped: false)
      }
    }
    Output.complain(ending.errors)
    Foundation.exit(ending.code.rawValue)
  }

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
      command = try parseAsRoot(Spoken.parsed(arguments))
    } catch {
      return ending(after: error, isTyped: true)
    }
    do {
      try command.run()
      return Ending()
    } catch {
      return ending(after: error, isTyped: false)
    }
  }

  /// - Parameter isTyped: whether it is about what was typed, so that a look at the help is of use.
  private static func ending(after error: any Error, isTyped: Bool) -> Ending {
    if let code = error as? ExitCode { return Ending(code: code) }
    let code = exitCode(for: error)
    if let trouble = error as? FileError, trouble.isUnheard { return Ending(code: code) }
    let text = fullMessage(for: error)
    if code == .success { return Ending(output: answer(text), code: code) }
    let lines = [sentence(for: error)] + (isTyped ? help(after: text) : [])
    return Ending(errors: lines.joined(separator: "\n"), code: code)
  }

  /// What was asked for: help in our own layout, all else as it is.
  private static func answer(_ text: String) -> String {
    guard text.hasPrefix("OVERVIEW: ") else { return text + "\n" }
    return HelpPage(of: commandPath(in: text, after: "\nUSAGE: ")).text()
  }

  /// What went wrong.
  private static func sentence(for error: any Error) -> String {
    let texts = Spoken.texts
    let sentence: String
    switch error {
    case let error as TerminalError: sentence = texts.text(of: error)
    case let error as FileError: sentence = texts.text(of: error)
    default:
      let message = message(for: error)
      sentence = Complaint(sentence: message).map { texts.text(of: $0) } ?? message
    }
    return texts.errorPrefix + sentence
  }

  /// The help of the option that is meant, and the way to more.
  private static func help(after text: String) -> [String] {
    let texts = Spoken.texts
    var lines: [String] = []
    if let help = text.split(separator: "\n").first(where: { $0.hasPrefix("Help:  ") }) {
      lines.append("\(texts.helpPrefix)\(help.dropFirst("Help:  ".count))")
    }
    guard let start = text.range(of: "Usage: ", options: .backwards) else { return lines }
    let usage = text[start.upperBound...].split(separator: "\n").first ?? ""
    let path = commandPath(in: text, after: "Usage: ")
    lines += HelpPage.lines(
      texts.title(of: .usage), String(usage), columns: HelpPage.usualColumns)
    lines.append("  \(texts.moreHelp(by: "\(path.joined(separator: " ")) --help"))")
    return lines
  }

  /// The names of commands that stand after a word of the parser's own text.
  private static func commandPath(in text: String, after word: String) -> [String] {
    guard let start = text.range(of: word, options: .backwards) else { return [] }
    let names = Set(CommandName.allCases.map(\.rawValue))
    return text[start.upperBound...].split(whereSeparator: \.isWhitespace).map(String.init)
      .prefix { names.contains($0) }.map { $0 }
  }
}
