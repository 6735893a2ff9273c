import ArgumentParser

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the parser knows of the commands, as it describes them to other programs: it has no other
/// way to ask for the options of a command one by one.
struct ToolInfo: Decodable {
  let command: Command

  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool
    let defaultSubcommand: String?
    let subcommands: [Command]?
    let arguments: [Argument]?
  }

  struct Argument: Decodable {
    let kind: String
    let shouldDisplay: Bool
    let isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let allValues: [String]?
    let abstract: String?
  }

  struct Name: Decodable {
    let kind: String
    let name: String
  }

  /// The root, with all commands below it, in the language that is spoken; nil if the parser
  /// describes them in another way than the one that is known here.
  static var root: Command? {
    try? JSONDecoder().decode(Self.self, from: Data(Raftlab._dumpHelp().utf8)).command
  }
}

extension ToolInfo.Argument {
  /// How it is written: `-o, --output <output>`, or `<script>`.
  var label: String {
    guard kind != "positional" else { return "<\(valueName ?? "")>\(isRepeating ? " ..." : "")" }
    let names = (names ?? []).sorted { $0.kind == "short" && $1.kind != "short" }
      .map { $0.kind == "long" ? "--\($0.name)" : "-\($0.name)" }
    let value = kind == "option" ? " <\(valueName ?? "")>" : ""
    return names.joined(separator: ", ") + value
  }

  /// Its help, with its values.
  func help(_ texts: any CommandTexts) -> String {
    var abstract = self.abstract ?? ""
    for (name, option) in [("help", OptionName.help), ("version", .version)]
    where names?.contains(where: { $0.name == name }) ?? false {
      abstract = texts.help(for: option)
    }
    let values = (allValues ?? []).filter { !$0.isEmpty }
    let standard = defaultValue.flatMap { $0.isEmpty ? nil : $0 }
    guard !values.isEmpty || standard != nil else { return abstract }
    return abstract + texts.values(values, standard: standard)
  }
}
