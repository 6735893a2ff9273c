import RaftCore
import Screen
import Simulation
import Teaching

/// Finds commands by words: in either language, by their names, and by their keys.
struct PaletteSearch {
  let keymap: Keymap
  /// In which contexts commands are looked for, the nearest first.
  let contexts: [Keymap.Context]
  let language: Language
  /// How many servers there are to select.
  let servers: Int

  /// A command that can be run from the palette.
  struct Entry: Hashable {
    var command: Command
    /// What the command is given as if it had been typed.
    var key: Key?
    var title: String
    var keys: String
  }

  /// The commands that fit what was typed, the best first; all, when nothing was.
  func entries(for typed: String) -> [Entry] {
    let words = typed.lowercased().split(separator: " ").map(String.init)
    let found = all.compactMap { entry -> (entry: Entry, score: Int)? in
      score(entry, for: words).map { (entry, $0) }
    }
    // Stable: equal ones stay in the order of the table.
    return found.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }.map(\.element.entry)
  }

  /// All commands, in the order of the table; a command with digits once for each of them.
  private var all: [Entry] {
    var seen: Set<Command> = [.palette]
    var entries: [Entry] = []
    for binding in contexts.flatMap({ context in
      keymap.bindings.filter { $0.context == context }
    }) where seen.insert(binding.command).inserted {
      let title = language.labels.title(of: binding.command, in: binding.context)
      guard binding.command == .selectServer else {
        entries.append(
          Entry(command: binding.command, key: nil, title: title, keys: binding.shownKeys))
        continue
      }
      for number in 1...servers {
        let key = Key.character(Character("\(number)"))
        entries.append(
          Entry(
            command: .selectServer, key: key, title: "\(title) S\(number)", keys: "\(number)"))
      }
    }
    return entries
  }

  /// How well an entry fits; nil when a word stands in none of its texts.
  private func score(_ entry: Entry, for words: [String]) -> Int? {
    guard !words.isEmpty else { return 0 }
    let texts = self.texts(of: entry)
    var total = 0
    for word in words {
      let best = texts.map { Self.fit(of: word, in: $0) }.max() ?? 0
      guard best > 0 else { return nil }
      total += best
    }
    return total
  }

  private static func fit(of word: String, in text: String) -> Int {
    guard text.contains(word) else { return 0 }
    if text == word { return 4 }
    if text.hasPrefix(word) { return 3 }
    return text.split { " -:,(".contains($0) }.contains { $0.hasPrefix(word) } ? 2 : 1
  }

  private func texts(of entry: Entry) -> [String] {
    var texts = [entry.command.rawValue, entry.title]
    for language in Language.allCases {
      texts.append(language.labels.hint(of: entry.command))
      for context in contexts {
        texts.append(language.labels.title(of: entry.command, in: context))
      }
    }
    return texts.map { $0.lowercased() } + [entry.keys.lowercased()]
  }
}

extension Laboratory {
  /// What the palette finds for what is typed.
  func paletteEntries(for typed: String) -> [PaletteSearch.Entry] {
    let contexts = [view.context, .normal].compactMap { $0 }
    return PaletteSearch(
      keymap: keymap, contexts: contexts, language: language, servers: cluster.hosts.count
    ).entries(for: typed)
  }

  mutating func performSearching(_ command: Command, _ typed: String, chosen: Int) {
    let entries = paletteEntries(for: typed)
    switch command {
    case .chooseUp: mode = .searching(typed, chosen: max(0, chosen - 1))
    case .chooseDown:
      mode = .searching(typed, chosen: max(0, min(entries.count - 1, chosen + 1)))
    case .confirm:
      guard entries.indices.contains(chosen) else { return }
      mode = .normal
      perform(entries[chosen].command, by: entries[chosen].key)
    default: break
    }
  }
}
