import RaftCore
import Screen
import Simulation
import Teaching

// What those who play the application ask of it.
extension Laboratory {
  /// What runs, or ran: all of it, with the cursor that the screen shows.
  package var history: any History { run.history }
  /// The same, where a simulation runs it: what can be kept, shared and repeated. Nil for real
  /// processes.
  package var timeline: Timeline? { run.history as? Timeline }
  /// The cluster at the cursor, as far as it is known.
  package var state: ClusterState { run.state }
  package var playback: Playback { run.playback }
  package var title: String? { run.title }
  package var selected: ServerID { views.selected }
  /// The server or the program that is selected.
  var party: Party { views.program.map { .program($0) } ?? .server(views.selected) }
  /// The process that is selected; nil while a server is.
  var process: Process? { views.program.flatMap { state.outside?[$0] } }
  package var mode: Mode { views.mode }
  package var view: ViewKind { views.open }
  /// What the last key led to, when it needs saying.
  package var notice: Notice? { views.notice }
  package var language: Language { look.language }
  package var theme: Theme { look.theme }
  package var size: Size { look.size }
  package var keymap: Keymap { look.keymap }
  package var motion: Motion { look.motion }
  package var isDone: Bool { wishes.end }

  /// Whether the program takes the mouse now. A share code is there to be selected with it.
  package var listensToMouse: Bool {
    if case .sharing = mode { false } else { look.wantsMouse }
  }

  /// Whether the next frame must be drawn from nothing, whatever is on the screen; said once.
  package mutating func takeRedraw() -> Bool {
    defer { wishes.redraw = false }
    return wishes.redraw
  }

  /// What the terminal is to be asked to copy; said once.
  package mutating func takeClipboard() -> String? { wishes.clipboard.take() }

  /// Whether the user has left the lesson's line: the run is not where the lesson brought it.
  package var isAway: Bool { lesson?.isLeft(by: run) ?? false }

  /// A notice in words.
  func said(_ notice: Notice) -> String {
    notice.text(in: look.language, isPaused: state.servers.contains { $0.life == .paused })
  }

  var labels: any Labels { look.language.labels }
  var narrator: Narrator {
    Narrator(in: look.language, naming: state.post?.requests, state.entries)
  }
}
