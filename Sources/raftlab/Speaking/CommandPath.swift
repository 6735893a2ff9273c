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

  /// The command of this name; the root for its own.
  init(_ name: CommandName) {
    self = Self.all.first { $0.names.last == name.rawValue } ?? Self.all[0]
  }

  /// The command whose help is a text of the parser's; nil if it is another text.
  init?(ofHelp text: String) {
    let found = Self.all.first { command in
      text.contains(command.names.joined(separator: " "))
        && text == Raftlab.helpMessage(for: command.type)
    }
    guard let found else { return nil }
    self = found
  }

  /// The command whose usage stands in a text of the parser's.
  init?(ofUsageIn text: String) {
    let found = Self.all.filter { text.contains($0.usage) }
    guard let longest = found.max(by: { $0.usage.count < $1.usage.count }) else { return nil }
    self = longest
  }

  /// How it is called, in one line.
  var usage: String { Raftlab.usageString(for: type) }
}
