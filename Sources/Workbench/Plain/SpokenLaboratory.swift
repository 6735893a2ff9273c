import RaftCore
import Screen
import Simulation
import Teaching

/// The laboratory told in lines instead of drawn: for screen readers, and for terminals that cannot
/// move their cursor. The keys are the same; each is answered in words.
package struct SpokenLaboratory: Sendable {
  /// The application, on a screen that nobody sees.
  package var lab: Laboratory
  /// What is to be said next, a line each.
  var lines: [String] = []

  /// The most events that one act tells; of more the latest are told.
  static let most = 12

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
    if let lesson = lab.lesson {
      sayKeys(of: [.lessonNext, .lessonBack, .chapters, .nextView, .leaveLesson, .help, .quit])
      for line in LessonCaption(lab: lab, player: lesson).spoken { say(line) }
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
    let before = Glance(of: lab)
    if let command = asked(by: event) {
      let mode = lab.mode
      // What the palette found is answered as it would be without the palette.
      lab.mode = .normal
      if answer(command) { return taken() }
      lab.mode = mode
    }
    lab.handle(event)
    sayChanges(since: before)
    return taken()
  }

  /// Lets real time pass; returns what happened meanwhile.
  package mutating func tick(_ elapsed: Duration) -> [String] {
    let before = Glance(of: lab)
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
      guard let binding = lab.keymap.binding(of: command, in: lab.contexts) else { continue }
      say("\(Self.spoken(binding)): \(title(of: command, in: binding.context))")
    }
  }

  private func title(of command: KeyCommand, in context: Keymap.Context) -> String {
    switch command {
    case .nextView, .clusterView: labels.plainStanding
    case .inspectorView: labels.plainDetails
    case .historyView: labels.plainLatest
    default: lab.labels.title(of: command, in: context)
    }
  }

  /// A key by its name, which can be said, unlike an arrow.
  private static func spoken(_ binding: Keymap.Binding) -> String {
    binding.label ?? binding.keys.map(\.name).joined(separator: ", ")
  }

  // MARK: Questions

  /// What is to be done: by a key of its own, or because it was found in the palette.
  private func asked(by event: InputEvent) -> KeyCommand? {
    guard case .key(let key) = event, let command = lab.command(for: key) else { return nil }
    switch lab.mode {
    case .normal: return command
    case .searching(let typed, let chosen) where command == .confirm:
      let entries = lab.paletteEntries(for: typed)
      return entries.indices.contains(chosen) ? entries[chosen].command : nil
    default: return nil
    }
  }

  /// Answers a command that would draw; false when it is for the laboratory.
  private mutating func answer(_ command: KeyCommand) -> Bool {
    switch command {
    case .nextView, .clusterView: sayStanding()
    case .inspectorView: sayDetails(of: lab.selected)
    case .historyView: sayLatest()
    case .help: sayKeys(of: everyCommand)
    case _ where Self.pictures.contains(command): say(labels.isPicture)
    default: return false
    }
    return true
  }

  /// What means something only where there is a picture.
  private static let pictures: Set<KeyCommand> = [
    .spaceTimeView, .rulesView, .chartsView, .themes, .mouse, .redraw, .largePrint, .filter,
    .savePicture, .pageUp, .pageDown,
  ]

  /// What has a meaning here, in the order of the table.
  private var everyCommand: [KeyCommand] {
    let silent = Self.pictures.union([.clusterView, .scrollLogBack, .scrollLogForward])
    return lab.contexts.flatMap { context in
      lab.keymap.bindings.filter { $0.context == context }.map(\.command)
    }.filter { !silent.contains($0) }
  }

  /// How everything stands: time, network, each server, the clients.
  private mutating func sayStanding() {
    let count = lab.timeline.branch.records.count
    say(
      labels.moment(
        lab.timeline.now.seconds, event: lab.timeline.position, of: count,
        isRunning: lab.playback.isRunning))
    let groups = lab.cluster.network.groups
    if !groups.isEmpty {
      say("\(lab.labels.networkSplit): " + groups.map(\.digits).joined(separator: " | "))
    } else if lab.cluster.network.isWhole {
      say(lab.labels.networkWhole)
    }
    for host in lab.cluster.hosts { say(labels.standing(of: host, role: role(of: host))) }
    say(labels.flights(lab.cluster.network.flights.count))
    if let safety = lab.cluster.safety, lab.cluster.violation == nil {
      say(lab.labels.safety(safety.checked.count))
    }
  }

  /// All state of Figure 2 of a server, as the inspector has it.
  private mutating func sayDetails(of server: ServerID) {
    for line in Inspector(lab: lab).spoken { say(line) }
  }

  /// The latest events, in the order in which they happened.
  private mutating func sayLatest() {
    if lab.timeline.latest == nil { say(lab.labels.atBeginning) }
    for event in lab.timeline.recent.suffix(Self.most) { tell(event, inFull: false) }
  }

  private func role(of host: Host) -> String { lab.appearance(of: host).name }
}
