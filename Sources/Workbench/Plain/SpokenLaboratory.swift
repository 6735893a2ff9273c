import RaftCore
import Screen
import Simulation
import Teaching

/// The laboratory told in lines instead of drawn: for screen readers, and for terminals that cannot
/// move their cursor. The keys are the same; each is answered in words, which come from the panes'
/// `spoken`, never from cells.
package struct SpokenLaboratory: Sendable {
  /// The application, on a screen that nobody sees.
  package var lab: Laboratory
  /// What is to be said next, a line each.
  var lines: [String] = []

  /// The most events that one act tells; of more the latest are told.
  static let most = 12

  /// What a command asks that would draw something on a screen.
  enum Question: Sendable {
    /// How everything stands.
    case standing
    /// All about the selected server.
    case details
    /// The latest events.
    case latest
    /// The rules, to choose from.
    case rules
    /// What the view shows that it opens, or that is open.
    case shown
    /// Which keys there are.
    case keys
  }

  /// - Parameter laboratory: of any size.
  package init(_ laboratory: Laboratory) {
    lab = laboratory
    lab.handle(.resize(Size(columns: 120, rows: 48)))
  }

  var labels: any SpokenLabels { lab.labels }

  // MARK: What is said

  /// What is said first: what this is, and the keys to begin with.
  package mutating func opening() -> [String] {
    say(labels.plainWelcome)
    if lab.lesson != nil {
      sayKeys(of: [.lessonNext, .lessonBack, .chapters, .nextView, .leaveLesson, .help, .quit])
      for line in Moment(of: lab).caption { say(line) }
      return taken()
    }
    sayKeys(of: [
      .step, .nextMilestone, .runOrPause, .selectServer, .killOrRestart, .timeOut, .write, .split,
      .back, .nextView, .inspectorView, .historyView, .lessons, .help, .quit,
    ])
    return taken()
  }

  /// Takes an input event; returns what there is to say about it.
  package mutating func take(_ event: InputEvent) -> [String] {
    let before = Moment(of: lab)
    if let row = asked(by: event) {
      // A command that the palette found is answered as it would be without the palette.
      let mode = lab.mode
      lab.views.mode = .normal
      if answer(row) { return taken() }
      lab.views.mode = mode
    }
    lab.handle(event)
    chooseCommandByNumber()
    sayChanges(since: before)
    return taken()
  }

  /// In the palette a number after the words is the place of the command that they find.
  private mutating func chooseCommandByNumber() {
    guard case .searching(let typed, _) = lab.mode, let gap = typed.lastIndex(of: " "),
      let number = Int(typed[typed.index(after: gap)...]), number > 0
    else { return }
    let words = String(typed[..<gap])
    guard !words.trimmed.isEmpty, number <= lab.paletteEntries(for: words).count else { return }
    lab.views.mode = .searching(words, chosen: number - 1)
  }

  /// Lets real time pass; returns what happened meanwhile.
  package mutating func tick(_ elapsed: Duration) -> [String] {
    let before = Moment(of: lab)
    lab.tick(elapsed)
    sayChanges(since: before)
    return taken()
  }

  private mutating func taken() -> [String] {
    defer { lines = [] }
    return lines
  }

  mutating func say(_ line: String) {
    let text = TextWidth.filtered(line)
    if !text.isEmpty { lines.append(text) }
  }

  private mutating func sayKeys(of commands: [KeyCommand]) {
    for command in commands {
      if let binding = lab.keymap.binding(of: command, in: lab.contexts),
        lab.history.capabilities.isSuperset(of: binding.row.needs)
      {
        say(Self.key(binding, lab))
      }
    }
  }

  /// A key by its name, which can be said, unlike an arrow, and what it does here.
  private static func key(_ binding: Keymap.Binding, _ lab: Laboratory) -> String {
    let labels = lab.labels
    let title =
      switch binding.row.spoken {
      case .answered(.standing): labels.plainStanding
      case .answered(.details): labels.plainDetails
      case .answered(.latest): labels.plainLatest
      case .answered(.rules): labels.plainRules
      case .answered(.keys), .answered(.shown), .same, .silent, .picture:
        (lab.glance.isWatching(binding.command) ? labels.title(watching: binding.command) : nil)
          ?? labels.title(of: binding.command, in: binding.context)
      }
    return "\(binding.label ?? binding.keys.map(\.name).joined(separator: ", ")): \(title)"
  }

  // MARK: Questions

  /// What is to be done: by a key of its own, or because it was found in the palette.
  private func asked(by event: InputEvent) -> CommandRow? {
    guard case .key(let key) = event, let row = lab.keymap.row(for: key, in: lab.contexts)
    else { return nil }
    switch lab.mode {
    case .normal: return row
    case .searching where row.command == .confirm:
      guard let entry = lab.chosenCommand else { return nil }
      return lab.contextsOfView.lazy.compactMap { CommandRow.row(of: entry.command, in: $0) }.first
    default: return nil
    }
  }

  /// Answers a command that would draw; false when it is for the laboratory.
  private mutating func answer(_ row: CommandRow) -> Bool {
    switch row.spoken {
    case .same, .silent: return false
    case .picture: say(labels.isPicture)
    case .answered(.standing): sayStanding()
    case .answered(.details): for line in Inspector(glance: lab.glance).spoken { say(line) }
    case .answered(.latest): sayLatest()
    case .answered(.keys): sayEveryKey()
    case .answered(.shown): sayShown(by: row)
    case .answered(.rules):
      let before = lab.mode
      lab.list(.rules, at: RulesModel.order.firstIndex(of: lab.views.rules.chosen) ?? 0)
      sayMode(after: before)
    }
    return true
  }

  /// Does what a key says, and says what the view shows after it.
  private mutating func sayShown(by row: CommandRow) {
    lab.views.fate.futures = FateModel.futuresInPlain
    lab.perform(row.command)
    lab.prepareView()
    lab.finishView()
    let glance = lab.glance
    if let notice = lab.notice { say(lab.said(notice)) }
    switch lab.view {
    case .fate: for line in FateView(glance: glance).spoken { say(line) }
    case .experiments: for line in ExperimentsView(glance: glance).spoken { say(line) }
    case .cluster, .spaceTime, .rules, .inspector, .history, .charts, .pods, .explorer:
      say(labels.leftMode)
    }
  }

  /// Every key that has a meaning here, in the order of the table.
  private mutating func sayEveryKey() {
    for context in lab.contexts {
      for binding in lab.keymap.bindings where binding.context == context {
        switch binding.row.spoken {
        case .picture, .silent: continue
        // `v` answers it too.
        case .answered where binding.command == .clusterView: continue
        case .same, .answered: say(Self.key(binding, lab))
        }
      }
    }
  }

  /// How everything stands: time, network, each server, what is on its way, what clients wait for.
  private mutating func sayStanding() {
    let glance = lab.glance
    let count = lab.history.branch.records.count
    say(
      labels.moment(
        glance.now.seconds, event: glance.position, of: count,
        isRunning: lab.playback.isRunning))
    for line in TitleBar(glance: glance).spokenStatus { say(line) }
    let panes: [any Pane] = [
      ContestsPane(glance: glance), PodsPane(glance: glance), KeysPane(glance: glance),
      ResourcePane(glance: glance), ServerTable(glance: glance), FlightsPane(glance: glance),
      ClientsPane(glance: glance),
    ]
    for pane in panes { for line in pane.spoken { say(line) } }
  }

  /// The latest events, in the order in which they happened.
  private mutating func sayLatest() {
    if lab.history.latest == nil { say(lab.labels.atBeginning) }
    for event in lab.history.recent.suffix(Self.most) {
      guard let sentence = lab.narrator.headline(of: event, in: nil) else { continue }
      say(labels.numbered("\(event.number)", "\(event.time.seconds)  \(sentence.text)"))
    }
  }
}
