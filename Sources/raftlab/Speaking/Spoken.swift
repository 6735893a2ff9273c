import Ncurses
import Simulation
import Teaching
import Workbench

/// The language of the command line: of its help, its errors, and what commands print.
///
/// It is chosen once, before anything is read: the help of options and commands is made for
/// every process, in this language.
enum Spoken {
  @TaskLocal static var language = Language.english

  /// What the command line says, in this language.
  static var texts: any CommandTexts { language.commandTexts }

  /// The language that is asked for: by `--lang`, by the user's settings, else by the locale.
  ///
  /// Mistakes in either are reported when the command itself reads it.
  ///
  /// - Returns: the language, and the locale's own where its text cannot be written in it: then
  ///   English is spoken, for what comes would be garbled.
  static func chosen(by arguments: [String]) -> (language: Language, unwritten: Language?) {
    if let value = value(of: "--lang", in: arguments), let language = try? Language(option: value) {
      return (language, nil)
    }
    if let language = try? UserPreferences().settings.language { return (language, nil) }
    let language = Language.preferred(in: Environment.values)
    if language.isASCII || TerminalSession.isLocaleUTF8 { return (language, nil) }
    return (.english, language)
  }

  /// The language of what is written into files: that of `--lang` or the settings, else English. The
  /// locale has no say in it: the same script and options give the same bytes everywhere.
  static func written(_ option: LanguageOption) throws -> Language {
    if option.lang != nil { return language }
    return try UserPreferences().settings.language ?? .english
  }

  /// The part of the arguments that is parsed when they ask for help: all but `--lang`, which has been
  /// obeyed by then.
  /// The parser knows no such option of `help`, and where no command is named it would take it for
  /// one of the standard command.
  static func parsed(_ arguments: [String]) -> [String] {
    var rest: [String] = []
    var isValue = false
    for argument in arguments {
      if !isValue, argument != "--lang", !argument.hasPrefix("--lang=") { rest.append(argument) }
      isValue = !isValue && argument == "--lang"
    }
    let asksForHelp = rest.first == "help" || rest == ["--help"] || rest == ["-h"]
    guard asksForHelp, let value = value(of: "--lang", in: arguments),
      (try? Language(option: value)) != nil
    else { return arguments }
    return rest
  }

  /// The last value that an option has; none after `--`.
  private static func value(of option: String, in arguments: [String]) -> String? {
    var value: String?
    let read = arguments.prefix { $0 != "--" }
    for (place, argument) in read.enumerated() {
      if argument.hasPrefix(option + "=") { value = String(argument.dropFirst(option.count + 1)) }
      if argument == option, place + 1 < read.count { value = read[place + 1] }
    }
    return value
  }
}
