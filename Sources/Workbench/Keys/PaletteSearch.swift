import RaftCore
import Screen
import Simulation
import Teaching

/// Finds commands by words: in either language, by their names, and by their keys.
///
/// What is looked through is told once, when the palette opens; letters come one by one.
struct PaletteSearch: Sendable {
  let scope: Scope
  /// All that can be run at once, in the order of the table, then what is found elsewhere.
  private var candidates: [Candidate] = []
  private var hereCount = 0

  /// What is looked through.
  struct Scope: Equatable {
    /// In which contexts commands are looked for, the nearest first.
    let contexts: [Keymap.Context]
    let language: Language
    /// How many servers there are to select.
    let servers: Int
  }

  /// A command with the texts that it is found by.
  private struct Candidate {
    let entry: Entry
    let texts: Set<SearchedText>
  }

  init(_ scope: Scope, keymap: Keymap) {
    self.scope = scope
    let here = here(keymap)
    let near = Set(here.map(\.found))
    hereCount = here.count
    candidates = (here + elsewhere(keymap).filter { !near.contains($0.found) }).map {
      Candidate(entry: $0, texts: texts(of: $0))
    }
  }

  /// A command that can be run from the palette, or the way to where it can be.
  struct Entry: Hashable, Sendable {
    /// What is run.
    var command: KeyCommand
    /// What is found: what is run, or what can be done where that leads to.
    var found: KeyCommand
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
    let words = typed.lowercased().split(whereSeparator: \.isWhitespace).map { Array($0.utf8) }
    guard !words.isEmpty else { return candidates.prefix(hereCount).map(\.entry) }
    let found = candidates.compactMap { candidate in
      score(candidate, for: words).map { (entry: candidate.entry, score: $0) }
    }
    // Stable: equal ones stay in the order of the table.
    return found.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }.map(\.element.entry)
  }

  /// What can be run at once, in the order of the table; a command with digits once for each of
  /// them.
  private func here(_ keymap: Keymap) -> [Entry] {
    var seen: Set<KeyCommand> = [.palette]
    var entries: [Entry] = []
    for binding in scope.contexts.flatMap({ context in
      keymap.bindings.filter { $0.context == context }
    }) where seen.insert(binding.command).inserted {
      let title = scope.language.labels.title(of: binding.command, in: binding.context)
      guard binding.command == .selectServer else {
        // A key that something nearer has is not shown for what it does elsewhere.
        let keys = binding.keys.filter {
          keymap.row(for: $0, in: scope.contexts)?.command == binding.command
        }
        entries.append(
          Entry(
            command: binding.command, found: binding.command, context: binding.context, key: nil,
            title: title, keys: keys.isEmpty ? "" : binding.names(of: keys)))
        continue
      }
      for number in 1...scope.servers {
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
  private func elsewhere(_ keymap: Keymap) -> [Entry] {
    keymap.bindings.compactMap { binding in
      guard !scope.contexts.contains(binding.context), binding.row.isFoundElsewhere,
        let way = binding.context.way, let first = keymap.hint(for: way, in: scope.contexts),
        let then = keymap.hint(for: binding.command, in: [binding.context])
      else { return nil }
      let labels = scope.language.labels
      let title = labels.title(of: binding.command, in: binding.context)
      return Entry(
        command: way, found: binding.command, context: binding.context, key: nil,
        title: "\(title)  (\(labels.title(of: binding.context)))", keys: "\(first) \(then)")
    }
  }

  /// How well a command fits; nil when a word stands in none of its texts.
  private func score(_ candidate: Candidate, for words: [[UInt8]]) -> Int? {
    var total = 0
    for word in words {
      let best = candidate.texts.reduce(0) { max($0, $1.fit(of: word)) }
      guard best > 0 else { return nil }
      total += best
    }
    return total
  }

  private func texts(of entry: Entry) -> Set<SearchedText> {
    // Its name also as one word: the paper writes timeout.
    let name = entry.found.rawValue
    var texts = [name, name.filter { $0 != "-" }, entry.title, entry.keys]
    for language in Language.allCases {
      texts.append(language.labels.hint(of: entry.found))
      // What is looked for is a feature by its name; they are switched in their list.
      if entry.found == .features {
        texts += Feature.allCases.map { language.phrasebook.name(of: $0) }
      }
      for context in scope.contexts + [entry.context] {
        texts.append(language.labels.title(of: entry.found, in: context))
      }
      texts.append(language.labels.title(of: entry.context))
    }
    return Set(texts.map(SearchedText.init))
  }
}

/// A text in which words are looked for, in small letters.
private struct SearchedText: Hashable {
  /// In UTF-8.
  private let bytes: [UInt8]
  /// Where words begin.
  private let starts: [Int]

  init(_ text: String) {
    let lowered = text.lowercased()
    bytes = Array(lowered.utf8)
    starts = lowered.indices.filter { place in
      place > lowered.startIndex && " -:,(：，、（".contains(lowered[lowered.index(before: place)])
    }.map { lowered.utf8.distance(from: lowered.startIndex, to: $0) }
  }

  /// How well a word fits: 4 when it is the whole text, then its beginning, that of a word, a part;
  /// 0 when it does not stand there.
  func fit(of word: [UInt8]) -> Int {
    guard bytes.count >= word.count else { return 0 }
    if stands(word, at: 0) { return bytes.count == word.count ? 4 : 3 }
    if starts.contains(where: { stands(word, at: $0) }) { return 2 }
    return (0...bytes.count - word.count).contains { stands(word, at: $0) } ? 1 : 0
  }

  private func stands(_ word: [UInt8], at place: Int) -> Bool {
    bytes[place...].starts(with: word)
  }
}

extension Keymap.Context {
  /// The command that leads to where it holds, if one does.
  fileprivate var way: KeyCommand? {
    switch self {
    case .spaceTime: .spaceTimeView
    case .rules: .rulesView
    case .history: .historyView
    case .charts: .chartsView
    case .explorer: .explore
    case .asking: .whyNot
    case .experiments: .experimentsView
    case .fate: .fateView
    case .choosingMessage: .messages
    case .acting: .actByHand
    case .normal, .splitting, .linking, .choosingBranch, .choosingTheme, .choosingFeature,
      .choosingMember,
      .writing,
      .filtering, .searching, .choosingLesson, .saving, .choosingSession, .choosingRule,
      .goingToEvent, .finding, .sharing, .reading, .hurrying, .seeking, .namingExperiment, .turning,
      .lesson,
      .lessonAway:
      nil
    }
  }
}
