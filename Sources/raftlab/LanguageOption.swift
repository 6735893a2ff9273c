import ArgumentParser
import Teaching

/// The choice of a language, the same for every command.
struct LanguageOption: ParsableArguments {
  @Option(help: "The language: en or zh. Without it, that of the locale.")
  var lang: String?

  /// The language asked for; without one, that of the settings; else that of the locale.
  func chosen(otherwise settled: Language? = nil) throws -> Language {
    guard let lang else { return settled ?? Language.preferred(in: Environment.values) }
    do {
      return try Language(option: lang)
    } catch {
      throw ValidationError(error.description)
    }
  }
}
