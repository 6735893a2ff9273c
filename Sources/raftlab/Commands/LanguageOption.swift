import ArgumentParser
import Teaching

/// The choice of a language, the same for every command.
///
/// What it asks for is chosen before anything is read, by `Spoken`: help and errors speak that
/// language too. Here it only has its place, and is refused when there is no such language.
struct LanguageOption: ParsableArguments {
  @Option(help: ArgumentHelp(.lang))
  var lang: String?

  func validate() throws {
    guard let lang else { return }
    do {
      _ = try Language(option: lang)
    } catch {
      throw ValidationError(.unknownLanguage(error))
    }
  }
}
