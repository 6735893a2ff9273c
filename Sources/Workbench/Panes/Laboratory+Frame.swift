import KeyValue
import RaftCore
import Screen
import Simulation
import Teaching

// What the screen shows.
extension Laboratory {
  /// The whole screen, at the size last told.
  package func frame() -> Surface {
    var memory = PaneMemory()
    return frame(remembering: &memory)
  }

  /// The same, where what the frame before showed as well is not drawn again.
  ///
  /// - Parameter memory: of the frames of this laboratory alone.
  package func frame(remembering memory: inout PaneMemory) -> Surface {
    var surface = Surface(size: size, style: theme[.text])
    guard size.columns >= minimumSize.columns, size.rows >= minimumSize.rows else {
      drawTooSmall(into: &surface)
      return surface
    }
    var area = surface.bounds
    var part: Rect
    (part, area) = area.split(top: 1)
    let scene = memory.scenes.number(of: PaneMemory.Scene(self))
    memory.draw(.title, edition: scene, into: &surface, in: part) {
      TitleBar(lab: self).draw(into: &$0, in: part)
    }
    (part, area) = area.split(bottom: 1)
    let footer = Footer(lab: self)
    let footing = memory.footers.number(of: footer.content)
    memory.draw(.footer, edition: footing, into: &surface, in: part) {
      footer.draw(into: &$0, in: part)
    }
    area = drawViolation(into: &surface, above: area)
    area = drawCaption(into: &surface, above: area)
    if case .reading(let scrolled) = mode {
      HelpView(lab: self, scrolled: scrolled).draw(into: &surface, in: area)
    } else if case .sharing(let code, let scrolled) = mode {
      SharePanel(lab: self, code: code, scrolled: scrolled).draw(into: &surface, in: area)
    } else if let list = LessonList(lab: self) {
      list.draw(into: &surface, in: area)
    } else {
      drawView(into: &surface, in: area, of: scene, remembering: &memory)
      LessonHighlights(lab: self, highlights: pointed).draw(into: &surface)
    }
    if case .searching(let typed, let chosen) = mode {
      PaletteView(lab: self, typed: typed, chosen: chosen).draw(into: &surface, in: area)
    }
    if case .choosingTheme(let place) = mode, let shelf {
      ThemesView(lab: self, shelf: shelf, chosen: place).draw(into: &surface, in: area)
    }
    drawNotice(into: &surface, in: area)
    keyEcho?.draw(into: &surface, theme: theme)
    return surface
  }

  private func drawView(
    into surface: inout Surface, in area: Rect, of scene: Int,
    remembering memory: inout PaneMemory
  ) {
    // Branches are chosen beside what they lead to.
    switch mode.context == .choosingBranch ? .cluster : view {
    case .cluster where isLarge: LargePrint(lab: self).draw(into: &surface, in: area)
    case .cluster:
      ClusterView(lab: self, scene: scene).draw(
        into: &surface, in: area, remembering: &memory)
    case .spaceTime: SpaceTimeView(lab: self).draw(into: &surface, in: area)
    case .rules: RulesView(lab: self).draw(into: &surface, in: area)
    case .inspector: Inspector(lab: self).draw(into: &surface, in: area)
    case .history: HistoryView(lab: self).draw(into: &surface, in: area)
    case .charts: ChartsView(lab: self).draw(into: &surface, in: area)
    }
  }

  /// The least size at which every server has its row, and an event its explanation.
  package var minimumSize: Size {
    isLarge
      ? LargePrint.minimumSize(servers: cluster.hosts.count)
      : Size(columns: 60, rows: cluster.hosts.count + 9)
  }

  /// Whether the cluster is shown in large print now. What has to be chosen from lists is not.
  var isLarge: Bool {
    let lists: [Keymap.Context] = [.choosingBranch, .choosingMessage]
    return isLargePrint && view == .cluster && !lists.contains(mode.context)
  }

  private func drawTooSmall(into surface: inout Surface) {
    let text = labels.tooSmall(columns: minimumSize.columns, rows: minimumSize.rows)
    let lines = surface.width.wrap(text, columns: max(1, size.columns))
    for (row, line) in lines.prefix(size.rows).enumerated() {
      surface.draw(line, at: Point(column: 0, row: row), style: theme[.warning])
    }
  }

  /// What the last key led to, over the last rows: so that nothing above them moves.
  private func drawNotice(into surface: inout Surface, in area: Rect) {
    guard let notice else { return }
    let (text, style) = said(notice)
    let lines = surface.width.wrap(text, columns: area.columns - 2).prefix(4)
    let part = area.split(bottom: lines.count).0
    surface.fill(part, style: style)
    for (row, line) in lines.enumerated() {
      surface.draw(line, at: part.point(column: 1, row: row), style: style)
    }
  }

  /// What broke, in a line of its own, as long as the cursor is at or after it; returns the area
  /// that is left. Its story is among the reasons of its event.
  private func drawViolation(into surface: inout Surface, above area: Rect) -> Rect {
    let violations = cluster.violations
    guard !violations.isEmpty else { return area }
    let (part, rest) = area.split(bottom: 1)
    let texts = violations.map { violation in
      labels.violated(
        narrator.words.text(of: violation.property).title, event: violation.event,
        time: violation.time.seconds)
    }
    surface.fill(part, style: theme[.violation])
    let line = surface.width.truncated(
      texts.joined(separator: "   "), columns: max(0, part.columns - 2))
    surface.draw(line, at: part.point(column: 1), style: theme[.violation], clip: part)
    return rest
  }

  /// What the lesson says, above the notice; returns the area that is left.
  private func drawCaption(into surface: inout Surface, above area: Rect) -> Rect {
    guard let lesson, mode.context != .sharing else { return area }
    let caption = LessonCaption(lab: self, player: lesson)
    let (part, rest) = area.split(bottom: caption.rows(in: area))
    caption.draw(into: &surface, in: part)
    return rest
  }

  /// A notice in words, and how they are shown.
  func said(_ notice: Notice) -> (String, Style) {
    let warning = theme[.warning].reversed
    let note = theme[.title].reversed
    return switch notice {
    case .refused(let refusal): (labels.text(of: refusal), warning)
    case .violated(let violation):
      (narrator.sentence(for: violation).text, theme[.violation])
    case .noMilestone(let seconds): (labels.noMilestone(seconds: seconds), warning)
    case .onlyRoutine(let seconds): (labels.onlyRoutine(seconds: seconds), warning)
    case .atBeginning: (labels.atBeginning, note)
    case .atEnd: (labels.atEnd, note)
    case .newBranch(let number): (labels.newBranch(number), note)
    case .unshown(let language): (labels.unshown(language), warning)
    case .badWrite(let text): (labels.badWrite(text), warning)
    case .noMessages: (labels.noMessages, warning)
    case .nothingDue:
      (
        labels.nothingDue(isPaused: cluster.hosts.contains { $0.life == .paused }), warning
      )
    case .lessonResumed: (language.lessonLabels.resumed, note)
    case .lessonLeft: (language.lessonLabels.left, note)
    case .lessonFailed(let failure):
      (language.lessonLabels.failed(language.scriptPhrases.text(of: failure)), warning)
    case .alone(let server): (labels.alone(server), warning)
    case .neverFired: (labels.neverFired, warning)
    case .mouse(let isOn): (labels.mouse(isOn: isOn), note)
    case .session(let said): (said.text(in: language), said.isWarning ? warning : note)
    case .saved(let files): (labels.saved(files), note)
    case .notSaved(let file, let reason): (labels.notSaved(file, reason: reason), warning)
    }
  }

  // MARK: What views need

  package var labels: any Labels { language.labels }

  var narrator: Narrator { Narrator(in: language) }

  /// What a click does in a pane, at the right end of its border; nothing while the mouse is the
  /// terminal's, or where there is no room.
  func drawClickHint(_ text: String, into surface: inout Surface, in border: Rect) {
    let columns = surface.width.of(text) + 2
    guard wantsMouse, border.columns >= columns + 24 else { return }
    let place = border.split(right: columns + 1).right
    surface.draw(" \(text) ", at: place.origin, style: theme[.faint], clip: place)
  }

  /// What a server is now: its sign, its name, and how both are shown.
  func appearance(of host: Host) -> (sign: String, name: String, ink: Theme.Ink) {
    switch host.life {
    case .crashed: return ("✖", labels.down, .down)
    case .paused: return ("‖", labels.pausedServer, .paused)
    case .running: break
    }
    let name = narrator.words.name(of: host.server.role)
    return switch host.server.role {
    case .leader: ("★", name, .leader)
    case .candidate: ("◆", name, .candidate)
    case .follower: ("○", name, .follower)
    }
  }

  /// A server's log as it was before the last move.
  func earlierLog(of server: ServerID) -> Log { before[server.number - 1].server.log }

  /// Whether the last move changed something of a server.
  func changed<Value: Equatable>(_ server: ServerID, _ value: (Host) -> Value) -> Bool {
    markedSince != timeline.position
      && value(before[server.number - 1]) != value(timeline.cluster.hosts[server.number - 1])
  }

  /// Which side of a split network a server is on: 0, 1, …; nil when it is not split.
  func side(of server: ServerID) -> Int? {
    if case .splitting(let second) = mode { return second.contains(server) ? 1 : 0 }
    return cluster.network.groups.firstIndex { $0.contains(server) }
  }
}

extension Time {
  /// Seconds with four decimals: `1.2840`.
  var seconds: String {
    let tenths = self / 100
    return String(tenths / 10_000) + "." + String(10_000 + tenths % 10_000).dropFirst()
  }

  /// Milliseconds, with a decimal below ten.
  var milliseconds: String {
    self < 9950 ? "\((self + 50) / 1000).\((self + 50) / 100 % 10)" : "\((self + 500) / 1000)"
  }
}
