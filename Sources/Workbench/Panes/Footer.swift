import RaftCore
import Screen
import Simulation
import Teaching

/// The last line: what can be done now. In a mode, what it waits for.
struct Footer {
  let glance: Glance
  /// Where keys are looked up.
  private let contexts: [Keymap.Context]
  /// What is possible now, the most useful first, and what always stands at the end.
  private let offered: ArraySlice<Int>
  private let ending: ArraySlice<Int>

  init(glance: Glance) {
    self.glance = glance
    contexts = glance.contexts
    let rows = Self.offered(glance, in: contexts)
    let end = rows.firstIndex { CommandRow.all[$0].offer?.isLast == true } ?? rows.endIndex
    offered = rows[..<end]
    ending = rows[end...]
  }

  /// What is shown of it, as far as there is room: little in large print.
  private var shown: ArraySlice<Int> { offered.prefix(glance.isLarge ? 5 : .max) }

  /// All that it shows follows from.
  struct Content: Equatable {
    fileprivate let prompt: [Span]
    /// The places of their rows.
    fileprivate let rows: ArraySlice<Int>
    fileprivate let contexts: [Keymap.Context]
    fileprivate let selected: Party
    fileprivate let life: Life
    fileprivate let isRunning: Bool
    fileprivate let language: Language
    fileprivate let theme: Theme
  }

  var content: Content {
    Content(
      prompt: prompt, rows: shown + ending, contexts: contexts, selected: glance.party,
      life: glance.life, isRunning: glance.isRunning,
      language: glance.language, theme: glance.theme)
  }

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    surface.fill(area, style: theme[.selected])
    var spans = prompt
    if spans.isEmpty { spans = [Span(" ", theme[.text])] }
    let ending = self.ending.map { row in
      (command: CommandRow.all[row].command, hint: hint(for: CommandRow.all[row]))
    }
    let always = ending.flatMap(\.hint)
    let room = area.columns - surface.width.of(always) - 1
    var used = surface.width.of(spans)
    for row in shown {
      guard used + Self.leastHint <= room else { break }
      let hint = hint(for: CommandRow.all[row])
      let columns = surface.width.of(hint)
      guard used + columns <= room else { continue }
      let place = Rect(column: area.left + used, row: area.top, columns: columns - 1, rows: 1)
      surface.mark(place, as: .command(CommandRow.all[row].command))
      spans += hint
      used += columns
    }
    var column = area.right - surface.width.of(always) - 1
    for (command, hint) in ending {
      let columns = surface.width.of(hint)
      surface.mark(
        Rect(column: column, row: area.top, columns: columns, rows: 1), as: .command(command))
      column += columns
    }
    let (right, left) = area.split(right: surface.width.of(always) + 1)
    surface.draw(spans.map { Span($0.text, theme.selected($0.style)) }, in: left)
    surface.draw(always.map { Span($0.text, theme.selected($0.style)) }, in: right)
  }

  /// No hint is shorter than a key, a word of a letter, and what parts them from others.
  private static let leastHint = 5

  /// A command's key, and the command in a word; nothing where no key is for it.
  private func hint(for row: CommandRow) -> [Span] {
    guard let key = glance.look.keymap.hint(for: row.command, in: contexts) else { return [] }
    let word = row.offer?.word?(glance) ?? glance.labels.hint(of: row.command)
    return [Span("\(key) ", glance.theme[.key]), Span("\(word)  ", glance.theme[.text])]
  }

  /// What is said before the keys, in a mode.
  private var prompt: [Span] {
    let labels = glance.labels
    let text: String
    switch glance.mode {
    case .normal, .reading, .asking: return []
    case .hurrying: text = labels.hurrying(events: glance.position, time: glance.now.seconds)
    case .filtering: text = labels.filterPrompt
    case .goingToEvent(let typed):
      text = labels.eventPrompt(typed, of: glance.branch.records.count)
    case .searching: text = labels.palettePrompt
    case .seeking(let typed): text = labels.goalPrompt(typed)
    case .namingExperiment(let typed): text = labels.experimentPrompt(typed)
    case .turning: text = labels.timingPrompt
    case .splitting(let second):
      text = labels.splitPrompt(glance.state.members.subtracting(second), second)
    case .linking(let from): text = labels.linkPrompt(from: from)
    case .choosingMessage: text = labels.messagePrompt
    case .choosing(let choice):
      text = choice.sought.map(labels.findPrompt) ?? prompt(of: choice.list)
    case .titling(let typed): text = glance.language.sessionLabels.titlePrompt(typed)
    case .naming(let typed, _, _): text = glance.language.sessionLabels.namePrompt(typed)
    case .sharing: text = glance.language.sessionLabels.sharePrompt
    case .writing(let typed): text = labels.writePrompt(typed, through: glance.selected)
    case .acting(let typed): text = actPrompt(typed)
    }
    return [Span(" \(text)  ", glance.theme[.strong])]
  }

  /// An act as far as it is typed, and the verbs that it may begin with.
  private func actPrompt(_ typed: String) -> String {
    let prompt = glance.labels.actPrompt(typed)
    let fitting = Laboratory.verbs.filter { $0.hasPrefix(typed) && $0 != typed }
    return fitting.isEmpty ? prompt : "\(prompt)  \(fitting.prefix(12).joined(separator: " "))"
  }

  private func prompt(of list: Choice.List) -> String {
    switch list {
    case .branches: glance.labels.branchPrompt
    case .themes: themePrompt
    case .lessons: glance.language.lessonLabels.lessonPrompt
    case .chapters: glance.language.lessonLabels.chapterPrompt
    case .sessions: glance.language.sessionLabels.sessionPrompt
    case .features: glance.labels.featurePrompt
    case .members: glance.labels.memberPrompt
    case .rules: glance.labels.rulePrompt
    }
  }

  /// The theme that is shown; who made it where that leaves room for the keys.
  private var themePrompt: String {
    let scheme = glance.theme.scheme
    let width = TextWidth.standard
    let room = glance.size.columns - Self.roomForKeys
    let whole = glance.labels.themePrompt(scheme.name, by: scheme.author)
    return width.of(whole) <= room
      ? whole : width.truncated(glance.labels.themePrompt(scheme.name, by: ""), columns: room)
  }

  /// What the keys of a list need, and how to leave it.
  private static let roomForKeys = 36

  /// What is said before the keys, in words.
  var spokenPrompt: String {
    if case .splitting(let second) = glance.mode {
      return glance.labels.spokenSplit(glance.state.members.subtracting(second), second)
    }
    if case .filtering(let typed) = glance.mode, !typed.isEmpty {
      return "\(glance.labels.filter): \(typed)"
    }
    // The sign for where the next letter comes is none to be heard.
    return prompt.map(\.text).joined().filter { $0 != "▏" }.trimmed
  }

  /// The keys of the mode by their names, each with what it does.
  var spokenKeys: String {
    (offered + ending).compactMap { place in
      let row = CommandRow.all[place]
      guard let binding = glance.look.keymap.binding(of: row.command, in: contexts) else {
        return nil
      }
      let word = row.offer?.word?(glance) ?? glance.labels.hint(of: row.command)
      return "\(binding.label ?? binding.keys[0].name): \(word)"
    }.joined(separator: ", ")
  }

  /// What is possible now, the most useful first: of one command the nearest row.
  private static func offered(_ glance: Glance, in contexts: [Keymap.Context]) -> [Int] {
    let isCounting = glance.isCountingHands
    let answers = glance.answerKeys
    return CommandRow.offered(in: contexts).filter { place in
      guard glance.capabilities.isSuperset(of: CommandRow.all[place].allNeeds),
        let offer = CommandRow.all[place].offer, offer.isOpen(glance)
      else { return false }
      if glance.isLive, glance.isInPast, CommandRow.all[place].actsOnCluster { return false }
      // While a lesson asks, the keys of its choices are answers.
      if let key = CommandRow.all[place].keys.first, answers.contains(key) { return false }
      // While hands are counted, keys are numbers.
      return !isCounting || offer.isLast || CommandRow.all[place].group == .lessons
    }
  }
}
