import ArgumentParser

/// A command, and the names by which it is called.
struct CommandPath {
  let type: any ParsableCommand.Type
  /// From the root to the command.
  let names: [String]

  private init(_ type: any ParsableCommand.Type, _ names: [String]) {
    self.type = type
    self.names = names
  }

  /// Every command, the root first.
  private static var all: [CommandPath] {
    let root = CommandName.raftlab.rawValue
    return [CommandPath(Raftlab.self, [root])]
      + Raftlab.configuration.subcommands.map { type in
        CommandPath(type, [root, type.configuration.commandName ?? ""])
      }
  }

  /// The commands whose names stand in a text. The parser takes its time over help and usage, so it
  /// is asked for those of few.
  private static func named(in text: String) -> [CommandPath] {
    all.filter { text.contains($0.names.joined(separator: " ")) }
  }

  /// The command of this name; the root for its own.
  init(_ name: CommandName) {
    self = Self.all.first { $0.names.last == name.rawValue } ?? Self.all[0]
  }

  /// The command whose help is a text of the parser's; nil if it is another text.
  init?(ofHelp text: String) {
    let found = Self.named(in: text).first { text == Raftlab.helpMessage(for: $0.type) }
    guard let found else { return nil }
    self = found
  }

  /// The command whose usage stands in a text of the parser's, and that usage.
  static func used(in text: String) -> (command: CommandPath, usage: String)? {
    named(in: text).map { (command: $0, usage: $0.usage) }.filter { text.contains($0.usage) }
      .max { $0.usage.count < $1.usage.count }
  }

  /// How it is called, in one line.
  var usage: String { Raftlab.usageString(for: type) }
}
