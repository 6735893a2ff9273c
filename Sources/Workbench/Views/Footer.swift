import RaftCore
import Screen
import Simulation

/// The last line: what can be done now. In a mode, what it waits for.
struct Footer {
  let lab: Laboratory

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = lab.theme
    surface.fill(area, style: theme[.selected])
    let ground = theme[.selected].background
    var spans = prompt
    if spans.isEmpty { spans = [Span(" ", theme[.text])] }
    let always = hints(for: ending)
    let room = area.columns - surface.width.of(always) - 1
    for command in offered {
      let hint = hints(for: [command])
      guard surface.width.of(spans) + surface.width.of(hint) <= room else { continue }
      spans += hint
    }
    let (right, left) = area.split(right: surface.width.of(always) + 1)
    surface.draw(spans.map { Span($0.text, $0.style.on(ground)) }, in: left)
    surface.draw(always.map { Span($0.text, $0.style.on(ground)) }, in: right)
  }

  private func hints(for commands: [Command]) -> [Span] {
    let context = lab.mode.context
    return commands.flatMap { command -> [Span] in
      guard let binding = lab.keymap.binding(of: command, in: context) else { return [] }
      let key = binding.label ?? binding.keys[0].shownName
      return [
        Span("\(key) ", lab.theme[.key]), Span("\(text(of: command))  ", lab.theme[.text]),
      ]
    }
  }

  /// What is said before the keys, in a mode.
  private var prompt: [Span] {
    let labels = lab.labels
    let text: String
    switch lab.mode {
    case .normal, .reading: return []
    case .splitting(let second):
      text = labels.splitPrompt(lab.cluster.members.subtracting(second), second)
    case .linking(let from): text = labels.linkPrompt(from: from)
    case .choosingMessage: text = labels.messagePrompt
    case .choosingBranch(let number):
      text = "\(labels.branchPrompt) " + labels.branchLine(lab.timeline.branches[number])
    case .writing(let typed): text = labels.writePrompt(typed, through: lab.selected)
    }
    return [Span(" \(text)  ", lab.theme[.strong])]
  }

  /// What always stands at the end.
  private var ending: [Command] { lab.mode == .normal ? [.help, .quit] : [.cancel] }

  /// What is possible now, the most useful first.
  private var offered: [Command] {
    switch lab.mode {
    case .normal: return normal
    case .splitting, .linking, .writing: return []
    case .choosingMessage:
      return [.deliverMessage, .dropMessage, .duplicateMessage, .holdMessage, .chooseDown]
    case .choosingBranch: return [.confirm, .chooseUp, .chooseDown]
    case .reading: return [.chooseUp, .chooseDown]
    }
  }

  private var normal: [Command] {
    let cluster = lab.cluster
    let host = cluster[lab.selected]
    var commands: [Command] = [.step, .nextMilestone, .runOrPause]
    if lab.timeline.isInPast { commands.append(.latest) }
    if lab.timeline.position > 0 { commands.append(.back) }
    commands += [.write, .killOrRestart]
    if host.life == .running && !host.server.role.isLeader { commands.append(.timeOut) }
    if !cluster.network.isWhole { commands.append(.heal) }
    commands.append(.split)
    if !cluster.network.flights.isEmpty { commands.append(.messages) }
    commands += [.selectServer, .isolate, .skip]
    if host.life != .crashed { commands.append(.pauseOrResume) }
    commands += [.inspectorView, .faster, .slower, .cutLink, .read]
    return commands
  }

  /// The command in a word, for what it would do now.
  private func text(of command: Command) -> String {
    let labels = lab.labels
    let life = lab.cluster[lab.selected].life
    return switch command {
    case .runOrPause: lab.playback.isRunning ? labels.pause : labels.run
    case .killOrRestart:
      "\(life == .crashed ? labels.restart : labels.kill) \(lab.selected)"
    case .pauseOrResume:
      "\(life == .paused ? labels.resumeServer : labels.pauseServer) \(lab.selected)"
    default: labels.hint(of: command)
    }
  }
}
