import RaftCore
import Screen
import Simulation
import Teaching

/// Draws a frame: title and footer, what broke, the lesson, and between them the panes of the view,
/// or what is open over it.
struct FramePainter {
  private let glance: Glance

  init(_ glance: Glance) { self.glance = glance }

  func frame(remembering memory: inout PaneMemory) -> Surface {
    let size = glance.size
    var surface = Surface(size: size, style: glance.theme[.text])
    guard size.columns >= minimumSize.columns, size.rows >= minimumSize.rows else {
      drawTooSmall(into: &surface)
      return surface
    }
    var area = surface.bounds
    var part: Rect
    (part, area) = area.split(top: 1)
    let scene = memory.scenes.number(of: PaneMemory.Scene(glance))
    memory.draw(.title, edition: scene, into: &surface, in: part) {
      TitleBar(glance: glance).draw(into: &$0, in: part)
    }
    (part, area) = area.split(bottom: 1)
    let footer = Footer(glance: glance)
    let footing = memory.footers.number(of: footer.content)
    memory.draw(.footer, edition: footing, into: &surface, in: part) {
      footer.draw(into: &$0, in: part)
    }
    area = drawViolations(into: &surface, above: area)
    area = drawCaption(into: &surface, above: area, of: scene, remembering: &memory)
    drawBody(into: &surface, in: area, of: scene, remembering: &memory)
    drawNotice(into: &surface, in: area)
    glance.look.keyEcho?.draw(into: &surface, theme: glance.theme)
    return surface
  }

  /// The view, or what is open instead of it, and what is open over it.
  private func drawBody(
    into surface: inout Surface, in area: Rect, of scene: Int,
    remembering memory: inout PaneMemory
  ) {
    if let instead {
      instead.draw(into: &surface, in: area, of: scene, remembering: &memory)
    } else {
      for (pane, area) in PaneLayout.of(glance).areas(in: area) {
        var inner = area
        if area.left > 0 {
          // What stands beside the others is parted from them by a line.
          surface.verticalLine(at: area.origin, rows: area.rows, style: glance.theme[.border])
          inner = area.inset(left: 1)
        }
        pane.draw(into: &surface, in: inner, of: scene, remembering: &memory)
      }
      LessonHighlights(glance: glance, highlights: glance.pointed).draw(into: &surface)
    }
    for pane in above {
      let box = pane.area(in: area)
      pane.draw(into: &surface, in: box, of: scene, remembering: &memory)
    }
  }

  /// What is open instead of the view.
  private var instead: (any Pane)? {
    switch glance.mode {
    case .reading(let scrolled): HelpView(glance: glance, scrolled: scrolled)
    case .asking(let scrolled) where glance.isLarge: WhyNotPanel(glance: glance, scrolled: scrolled)
    case .sharing(let code, let scrolled):
      SharePanel(glance: glance, code: code, scrolled: scrolled)
    case .choosing(let choice) where choice.list.fillsScreen:
      ChoiceList(glance, choice)
    default: nil
    }
  }

  /// What is open over the view.
  private var above: [any Pane] {
    switch glance.mode {
    case .searching(let typed, let chosen):
      [PaletteView(glance: glance, typed: typed, chosen: chosen)]
    case .turning(let number):
      TimingDial(rawValue: number).map { [TimingPane(glance: glance, chosen: $0)] } ?? []
    case .choosing(let choice) where choice.list == .themes:
      glance.views.themes.map { [ThemesView(glance: glance, themes: $0, choice: choice)] } ?? []
    default: []
    }
  }

  /// The least size at which every server has its row, and an event its explanation.
  var minimumSize: Size {
    let servers = glance.state.servers.count
    return glance.isLarge
      ? LargePrint.minimumSize(servers: servers) : Size(columns: 60, rows: servers + 9)
  }

  private func drawTooSmall(into surface: inout Surface) {
    let text = glance.labels.tooSmall(columns: minimumSize.columns, rows: minimumSize.rows)
    let lines = surface.width.wrap(text, columns: max(1, surface.size.columns))
    for (row, line) in lines.prefix(surface.size.rows).enumerated() {
      surface.draw(line, at: Point(column: 0, row: row), style: glance.theme[.warning])
    }
  }

  /// What the last key led to, over the last rows: so that nothing above them moves.
  private func drawNotice(into surface: inout Surface, in area: Rect) {
    guard let notice = glance.views.notice else { return }
    let (text, style) = glance.said(notice)
    let lines = surface.width.wrap(text, columns: area.columns - 2).prefix(4)
    let part = area.split(bottom: lines.count).0
    surface.fill(part, style: style)
    for (row, line) in lines.enumerated() {
      surface.draw(line, at: part.point(column: 1, row: row), style: style)
    }
  }

  /// What broke, in a line of its own, as long as the cursor is at or after it; returns the area
  /// that is left. Its story is among the reasons of its event.
  private func drawViolations(into surface: inout Surface, above area: Rect) -> Rect {
    let violations = glance.state.violations
    guard !violations.isEmpty else { return area }
    let (part, rest) = area.split(bottom: 1)
    let texts = violations.map { violation in
      glance.labels.violated(
        glance.narrator.words.text(of: violation.property).title, event: violation.event,
        time: violation.time.seconds)
    }
    let style = glance.theme[.violation]
    surface.fill(part, style: style)
    let line = surface.width.truncated(
      texts.joined(separator: "   "), columns: max(0, part.columns - 2))
    surface.draw(line, at: part.point(column: 1), style: style, clip: part)
    return rest
  }

  /// What the lesson says, above the notice; returns the area that is left.
  private func drawCaption(
    into surface: inout Surface, above area: Rect, of scene: Int,
    remembering memory: inout PaneMemory
  ) -> Rect {
    guard let player = glance.lesson, glance.mode.context != .sharing else { return area }
    let caption = LessonCaption(glance: glance, player: player)
    let (part, rest) = area.split(bottom: caption.rows(for: area.size).upperBound)
    caption.draw(into: &surface, in: part, of: scene, remembering: &memory)
    return rest
  }
}

extension Choice.List {
  /// Whether the list takes the place of the view.
  fileprivate var fillsScreen: Bool {
    switch self {
    case .lessons, .chapters, .sessions, .features, .members, .rules: true
    case .branches, .themes: false
    }
  }
}
