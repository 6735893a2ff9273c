import ArgumentParser

/// `raftlab [open]`: the laboratory on the screen.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open the laboratory on this terminal (the default).")

  func run() throws {}
}
