import RaftCore
import Screen
import Simulation
import Teaching

/// Panes as they were drawn in the frame before: one that shows the same in the same place is set
/// again, not drawn again. Most keys change one of them.
package struct PaneMemory: Sendable {
  /// What panes around the cluster show.
  var scenes = Editions<Scene>()
  var footers = Editions<Footer.Content>()
  private var drawn: [Drawn?] = Array(repeating: nil, count: Pane.server(ServerID(9)).place + 1)

  package init() {}

  private struct Drawn {
    let edition: Int
    let isSelected: Bool
    let fragment: SurfaceFragment
  }

  /// What is remembered by itself.
  enum Pane {
    case title, footer, serverTitles, flights, clients, why
    case server(ServerID)

    fileprivate var place: Int {
      switch self {
      case .title: 0
      case .footer: 1
      case .serverTitles: 2
      case .flights: 3
      case .clients: 4
      case .why: 5
      case .server(let server): 5 + server.number
      }
    }
  }

  /// Numbers what is shown: another number for what differs from what was shown before it.
  struct Editions<Content: Equatable & Sendable>: Sendable {
    private var latest: Content?
    private var number = 0

    mutating func number(of content: Content) -> Int {
      if content != latest {
        latest = content
        number += 1
      }
      return number
    }
  }

  /// Draws a pane, or sets it as it was; nothing where it has no room.
  ///
  /// - Parameters:
  ///   - edition: of what the pane shows.
  ///   - draw: draws it, within the area.
  mutating func draw(
    _ pane: Pane, edition: Int, isSelected: Bool = false, into surface: inout Surface,
    in area: Rect, _ draw: (inout Surface) -> Void
  ) {
    guard !area.isEmpty else { return }
    if let known = drawn[pane.place], known.edition == edition, known.isSelected == isSelected,
      known.fragment.area == area
    {
      return known.fragment.draw(into: &surface)
    }
    let regions = surface.regions.count
    draw(&surface)
    drawn[pane.place] = Drawn(
      edition: edition, isSelected: isSelected,
      fragment: SurfaceFragment(of: area, in: surface, regionsFrom: regions))
  }
}

extension PaneMemory {
  /// What the look of the panes around the cluster follows from, but for what is selected in them.
  struct Scene: Equatable, Sendable {
    /// Of the run, and of what is marked in it.
    private let edition: Int
    private let moment: Moment
    private let language: Language
    private let theme: Theme
    private let playback: Playback
    private let lessonPhase: LessonPlayer.Phase?
    private let pointed: [Highlight]
    /// The mode, where it is seen beside the footer.
    private let mode: Mode
    private let scrolls: [Int]
    private let entry: LogIndex?
    private let wantsMouse: Bool

    init(_ lab: Laboratory) {
      edition = lab.edition
      moment = lab.timeline.moment
      language = lab.language
      theme = lab.theme
      playback = lab.playback
      lessonPhase = lab.lesson?.phase
      pointed = lab.pointed
      mode =
        switch lab.mode {
        case .splitting, .choosingMessage: lab.mode
        default: .normal
        }
      scrolls = [lab.logScroll, lab.views[scroll: .flights], lab.views[scroll: .why]]
      entry = lab.views.entry
      wantsMouse = lab.wantsMouse
    }
  }
}
