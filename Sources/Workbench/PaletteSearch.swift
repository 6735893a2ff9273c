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

  /// A command that can be run from the palette, or the way to where it can be.
  struct Entry: Hashable {
    /// What is run.
    var command: Command
    /// What is found: what is run, or what can be done where that leads to.
    var found: Command
    var context: Keymap.Context
    /// What the command is given as if it had been typed.
    var key: Key?
    var title: String
    /// Empty where no key does it here.
    var keys: String
  }

  /// The commands that fit what was typed, the best first; when nothing was, all that can be run at
  /// once.
  func entries(for typed: String) -> [Entry] {
    let words = typed.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
    guard !words.isEmpty else { return here }
    let here = self.here
    let near = Set(here.map(\.found))
    let found = (here + elsewhere.filter { !near.contains($0.found) }).compactMap { entry in
      score(entry, for: words).map { (entry: entry, score: $0) }
    }
    // Stable: equal ones stay in the order of the table.
    return found.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }.map(\.element.entry)
  }

  /// What can be run at once, in the order of the table; a command with digits once for each of
  /// them.
  private var here: [Entry] {
    var seen: Set<Command> = [.palette]
    var entries: [Entry] = []
    for binding in contexts.flatMap({ context in
      keymap.bindings.filter { $0.context == context }
    }) where seen.insert(binding.command).inserted {
      let title = language.labels.title(of: binding.command, in: binding.context)
      guard binding.command == .selectServer else {
        // A key that something nearer has is not shown for what it does elsewhere.
        let keys = binding.keys.filter {
          keymap.command(for: $0, in: contexts) == binding.command
        }
        entries.append(
          Entry(
            command: binding.command, found: binding.command, context: binding.context, key: nil,
            title: title, keys: keys.isEmpty ? "" : binding.names(of: keys)))
        continue
      }
      for number in 1...servers {
        entries.append(
          Entry(
            command: .selectServer, found: .selectServer, context: binding.context,
            key: Key.character(Character("\(number)")), title: "\(title) S\(number)",
            keys: "\(number)"))
      }
    }
    return entries
  }

  /// What is done in other views, or to a chosen message: found too, and led to.
  private var elsewhere: [Entry] {
    keymap.bindings.compactMap { binding in
      guard !contexts.contains(binding.context), let way = Self.way(to: binding.context),
        Self.isOwn(binding.command), let first = keymap.hint(for: way, in: contexts),
        let then = keymap.hint(for: binding.command, in: [binding.context])
      else { return nil }
      let labels = language.labels
      let title = labels.title(of: binding.command, in: binding.context)
      return Entry(
        command: way, found: binding.command, context: binding.context, key: nil,
        title: "\(title)  (\(labels.title(of: binding.context)))", keys: "\(first) \(then)")
    }
  }

  /// The command that leads to where a context holds.
  private static func way(to context: Keymap.Context) -> Command? {
    switch context {
    case .spaceTime: .spaceTimeView
    case .rules: .rulesView
    case .history: .historyView
    case .charts: .chartsView
    case .choosingMessage: .messages
    default: nil
    }
  }

  /// Whether a command says by itself what it does, wherever it is found.
  private static func isOwn(_ command: Command) -> Bool {
    switch command {
    case .zoomIn, .zoomOut, .switchRule, .nextSieve, .clearFilter, .dropMessage,
      .duplicateMessage, .holdMessage, .deliverMessage:
      true
    default: false
    }
  }

  /// How well an entry fits; nil when a word stands in none of its texts.
  private func score(_ entry: Entry, for words: [String]) -> Int? {
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
    return text.split { " -:,(：，、（".contains($0) }.contains { $0.hasPrefix(word) } ? 2 : 1
  }

  private func texts(of entry: Entry) -> [String] {
    // Its name also as one word: the paper writes timeout.
    let name = entry.found.rawValue
    var texts = [name, name.filter { $0 != "-" }, entry.title, entry.keys]
    for language in Language.allCases {
      texts.append(language.labels.hint(of: entry.found))
      for context in contexts + [entry.context] {
        texts.append(language.labels.title(of: entry.found, in: context))
      }
      texts.append(language.labels.title(of: entry.context))
    }
    return texts.map { $0.lowercased() }
  }
}

extension Laboratory {
  /// What the palette finds for what is typed.
  func paletteEntries(for typed: String) -> [PaletteSearch.Entry] {
    PaletteSearch(
      keymap: keymap, contexts: contextsOfView, language: language,
      servers: cluster.hosts.count
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
