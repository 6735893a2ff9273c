import RaftCore
import Screen
import Simulation
import Teaching

/// The last line: what can be done now. In a mode, what it waits for.
struct Footer {
  let lab: Laboratory
  /// Where keys are looked up.
  private let contexts: [Keymap.Context]

  init(lab: Laboratory) {
    self.lab = lab
    contexts = lab.contexts
  }

  /// All that it shows follows from.
  struct Content: Equatable {
    fileprivate let prompt: [Span]
    fileprivate let commands: [KeyCommand]
    fileprivate let contexts: [Keymap.Context]
    fileprivate let selected: ServerID
    fileprivate let life: Host.Life
    fileprivate let isRunning: Bool
    fileprivate let language: Language
    fileprivate let theme: Theme
  }

  var content: Content {
    Content(
      prompt: prompt, commands: shown + ending, contexts: contexts, selected: lab.selected,
      life: lab.cluster[lab.selected].life, isRunning: lab.playback.isRunning,
      language: lab.language, theme: lab.theme)
  }

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = lab.theme
    surface.fill(area, style: theme[.selected])
    var spans = prompt
    if spans.isEmpty { spans = [Span(" ", theme[.text])] }
    let ending = self.ending.map { (command: $0, hint: hint(for: $0)) }
    let always = ending.flatMap(\.hint)
    let room = area.columns - surface.width.of(always) - 1
    var used = surface.width.of(spans)
    for command in shown {
      guard used + Self.leastHint <= room else { break }
      let hint = hint(for: command)
      let columns = surface.width.of(hint)
      guard used + columns <= room else { continue }
      let place = Rect(column: area.left + used, row: area.top, columns: columns - 1, rows: 1)
      surface.mark(place, as: .command(command))
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
  private func hint(for command: KeyCommand) -> [Span] {
    guard let key = lab.keymap.hint(for: command, in: contexts) else { return [] }
    return [
      Span("\(key) ", lab.theme[.key]), Span("\(text(of: command))  ", lab.theme[.text]),
    ]
  }

  /// What is said before the keys, in a mode.
  private var prompt: [Span] {
    let labels = lab.labels
    let text: String
    switch lab.mode {
    case .normal, .reading: return []
    case .filtering: text = labels.filterPrompt
    case .searching: text = labels.palettePrompt
    case .splitting(let second):
      text = labels.splitPrompt(lab.cluster.members.subtracting(second), second)
    case .linking(let from): text = labels.linkPrompt(from: from)
    case .choosingMessage: text = labels.messagePrompt
    case .choosingBranch:
      text = labels.branchPrompt
    case .choosingTheme: text = themePrompt
    case .choosingLesson: text = lab.language.lessonLabels.lessonPrompt
    case .choosingChapter: text = lab.language.lessonLabels.chapterPrompt
    case .titling(let typed): text = lab.language.sessionLabels.titlePrompt(typed)
    case .naming(let typed, _, _): text = lab.language.sessionLabels.namePrompt(typed)
    case .choosingSession: text = lab.language.sessionLabels.sessionPrompt
    case .sharing: text = lab.language.sessionLabels.sharePrompt
    case .writing(let typed): text = labels.writePrompt(typed, through: lab.selected)
    }
    return [Span(" \(text)  ", lab.theme[.strong])]
  }

  /// The theme that is shown; who made it where that leaves room for the keys.
  private var themePrompt: String {
    let scheme = lab.theme.scheme
    let width = TextWidth.standard
    let room = lab.size.columns - Self.roomForKeys
    let whole = lab.labels.themePrompt(scheme.name, by: scheme.author)
    return width.of(whole) <= room
      ? whole : width.truncated(lab.labels.themePrompt(scheme.name, by: ""), columns: room)
  }

  /// What the keys of a list need, and how to leave it.
  private static let roomForKeys = 36

  /// What is said before the keys, and the keys of the mode, as text.
  var promptText: String {
    prompt.map(\.text).joined().split(separator: " ").joined(separator: " ")
  }
  var keysText: String {
    (offered + ending).flatMap(hint).map(\.text).joined().split(separator: " ").joined(
      separator: " ")
  }

  /// What always stands at the end.
  private var ending: [KeyCommand] { lab.mode == .normal ? [.help, .quit] : [.cancel] }

  /// What is shown of it, as far as there is room: little in large print.
  private var shown: [KeyCommand] { lab.isLarge ? Array(offered.prefix(5)) : offered }

  /// What is possible now, the most useful first.
  private var offered: [KeyCommand] {
    switch lab.mode {
    case .normal: return normal
    case .splitting: return [.chooseDigit, .confirm]
    case .linking, .writing: return []
    case .titling, .naming: return [.confirm]
    case .filtering, .searching: return [.confirm, .chooseUp, .chooseDown]
    case .choosingMessage:
      return [.deliverMessage, .dropMessage, .duplicateMessage, .holdMessage, .chooseDown]
    case .choosingBranch, .choosingTheme, .choosingLesson, .choosingChapter, .choosingSession:
      return [.confirm, .chooseUp, .chooseDown]
    case .reading, .sharing: return [.chooseUp, .chooseDown]
    }
  }

  /// What the view has of its own.
  private var ofView: [KeyCommand] {
    switch lab.view {
    case .cluster: []
    case .inspector: [.clusterView]
    case .spaceTime: [.zoomIn, .zoomOut]
    case .rules:
      [.confirm] + (lab.views.rules.chosen.isSwitchable ? [.switchRule] : []) + [.chooseDown]
    case .history: [.confirm, .filter, .nextSieve]
    case .charts: [.zoomIn, .zoomOut]
    }
  }

  /// What the lesson has of its own.
  private var ofLesson: [KeyCommand] {
    guard let lesson = lab.lesson else { return [] }
    if lab.isAway { return [.lessonReturn, .chapters] }
    return lesson.phase == .over
      ? [.lessons, .lessonBack, .leaveLesson] : [.lessonNext, .lessonBack, .chapters]
  }

  private var normal: [KeyCommand] {
    if case .counting? = lab.lesson?.phase, !lab.isAway { return [.lessonNext, .leaveLesson] }
    let cluster = lab.cluster
    let host = cluster[lab.selected]
    var commands: [KeyCommand] = ofLesson + ofView + [.step, .nextMilestone, .runOrPause]
    if lab.timeline.isInPast { commands.append(.latest) }
    if lab.timeline.position > 0 && lab.lesson == nil { commands.append(.back) }
    commands += [.write, .killOrRestart]
    if host.life == .running && !host.server.role.isLeader { commands.append(.timeOut) }
    if !cluster.network.isWhole { commands.append(.heal) }
    commands.append(.split)
    if !cluster.network.flights.isEmpty { commands.append(.messages) }
    commands += [.selectServer, .isolate, .skip]
    if host.life != .crashed { commands.append(.pauseOrResume) }
    commands += [.nextView, .palette, .inspectorView, .faster, .slower, .cutLink, .read]
    return commands
  }

  /// The command in a word, for what it would do now.
  private func text(of command: KeyCommand) -> String {
    let labels = lab.labels
    let life = lab.cluster[lab.selected].life
    return switch command {
    case .runOrPause: lab.playback.isRunning ? labels.pause : labels.run
    case .killOrRestart:
      "\(life == .crashed ? labels.restart : labels.kill) \(lab.selected)"
    case .pauseOrResume:
      "\(life == .paused ? labels.resumeServer : labels.pauseServer) \(lab.selected)"
    case .confirm where lab.mode.context == .splitting: labels.hint(of: .split)
    default: labels.hint(of: command)
    }
  }
}
