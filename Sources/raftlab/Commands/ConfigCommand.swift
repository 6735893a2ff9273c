import ArgumentParser
import Teaching
import Workbench

/// `raftlab config`: the settings in use, and where they come from.
struct ConfigCommand: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.config) }

  @OptionGroup var language: LanguageOption

  @Flag(help: ArgumentHelp(.standardSettings))
  var standard = false

  func run() throws {
    let own = standard ? nil : try UserPreferences()
    _ = try own?.scheme()
    let settings = own?.settings ?? Preferences()
    let path = Environment.settingsFolder
    let texts = Spoken.texts
    try print(
      texts.text(
        of: .settings(
          path: path.map { $0.harmless + "/config.yaml" },
          state: own.map { $0.exists ? .read : .missing } ?? .leftOut)))
    if let path {
      let count = SchemeFolder.user.names.count
      try print(texts.text(of: .themes(folder: "\(path.harmless)/themes/", count: count)))
    }
    let text = PreferencesText(
      configuration: settings, keymap: own?.keymap ?? .standard,
      language: Spoken.language)
    try print(text.text, terminator: "")
  }
}
