import ArgumentParser

/// The command line.
@main
struct Raftlab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "raftlab",
    abstract: "A terminal laboratory for the Raft consensus algorithm.",
    version: "0.1.0",
    subcommands: [
      OpenCommand.self, PlayCommand.self, TestCommand.self, LessonsCommand.self, CheckCommand.self,
      BenchCommand.self,
      LogCommand.self, RulesCommand.self, KeysCommand.self, PictureCommand.self,
      RecordCommand.self, ExportCommand.self,
      ThemesCommand.self, ConfigCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)
}
