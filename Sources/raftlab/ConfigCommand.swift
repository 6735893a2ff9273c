import ArgumentParser
import Workbench

/// `raftlab config`: the settings in use, and where they come from.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print the settings and keys in use, and the paths they come from.",
    discussion: """
      What is printed is a file of settings itself: \
      mkdir -p ~/.config/raftlab && raftlab config > ~/.config/raftlab/config.yaml
      """)

  @OptionGroup var language: LanguageOption

  @Flag(help: "Print the standard settings, whatever yours are.")
  var standard = false

  func run() throws {
    let own = standard ? nil : try UserConfiguration()
    let settings = own?.settings ?? Configuration()
    let path = Environment.settingsFolder
    print(
      "# settings: \(path.map { $0 + "/config.yaml" } ?? "nowhere: HOME is not set")",
      terminator: "")
    print(own.map { $0.exists ? "" : " (there is no such file)" } ?? " (left out)")
    if let path {
      let count = SchemeFolder.user.names.count
      print("# themes: \(path)/themes/ (\(count == 1 ? "1 scheme" : "\(count) schemes"))")
    }
    let text = ConfigurationText(
      configuration: settings, keymap: own?.keymap ?? .standard,
      language: try language.chosen(otherwise: settings.language))
    print(text.text, terminator: "")
  }
}
