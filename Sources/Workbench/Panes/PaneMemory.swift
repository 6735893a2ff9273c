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
  private var drawn: [Drawn?] = Array(repeating: nil, count: Place.count)

  package init() {}

  private struct Drawn {
    let edition: Int
    let isSelected: Bool
    let fragment: SurfaceFragment
  }

  /// What is remembered by itself.
  enum Place {
    static let count = 3 + ServerID.maximum + PaneID.allCases.count

    case title, footer, serverTitles
    case server(ServerID)
    case pane(PaneID)

    fileprivate var number: Int {
      switch self {
      case .title: 0
      case .footer: 1
      case .serverTitles: 2
      case .server(let server): 2 + server.number
      case .pane(let id): 3 + ServerID.maximum + Int(id.rawValue)
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

  /// Draws a pane, or a part of one, or sets it as it was; nothing where it has no room.
  ///
  /// - Parameters:
  ///   - edition: of what it shows.
  ///   - draw: draws it, within the area.
  mutating func draw(
    _ place: Place, edition: Int, isSelected: Bool = false, into surface: inout Surface,
    in area: Rect, _ draw: (inout Surface) -> Void
  ) {
    guard !area.isEmpty else { return }
    if let known = drawn[place.number], known.edition == edition, known.isSelected == isSelected,
      known.fragment.area == area
    {
      return known.fragment.draw(into: &surface)
    }
    let regions = surface.regions.count
    draw(&surface)
    drawn[place.number] = Drawn(
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

    init(_ glance: Glance) {
      edition = glance.marks.edition
      moment = glance.moment
      language = glance.language
      theme = glance.theme
      playback = glance.playback
      lessonPhase = glance.lesson?.phase
      pointed = glance.pointed
      mode =
        switch glance.mode {
        case .splitting, .choosingMessage: glance.mode
        case .choosing(let choice) where choice.list == .branches:
          .choosing(Choice(.branches, at: 0))
        default: .normal
        }
      scrolls = [
        glance.views.logScroll, glance.views[scroll: .flights], glance.views[scroll: .why],
      ]
      entry = glance.views.entry
      wantsMouse = glance.look.wantsMouse
    }
  }
}
