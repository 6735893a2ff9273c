import ClientPrograms
import RaftCore
import Screen
import Simulation
import Teaching

/// All that a pane is given to draw and to speak from: how everything stands at the moment of a
/// frame. Panes know this and never the application.
///
/// Made once for a frame and shared by its panes, hence a class: it holds a hundred words, and each
/// pane would copy them.
final class Glance: Sendable {
  /// The cluster at the cursor, as far as it is known.
  let state: ClusterState
  /// What the screen marks changes against.
  let marks: Run.Marks
  let playback: Playback
  /// Where the cursor is, and on which of which branches.
  let moment: Moment
  let branches: [Branch]
  let capabilities: Capabilities
  /// The latest happenings up to the cursor, oldest first.
  let recent: [Happening]
  /// The happening just before the cursor; nil at the beginning.
  let latest: Happening?
  /// The happening that the pane of reasons tells of.
  let told: Happening?
  let look: Look
  let views: ViewStates
  let lesson: LessonPlayer?
  let lessonPlaces: LessonPlaces
  /// Whether the user has left the lesson's line.
  let isAway: Bool

  /// - Parameter state: the cluster, if it is to be another than the one at the cursor.
  init(_ lab: Laboratory, state: ClusterState? = nil) {
    self.state = state ?? lab.run.state
    marks = lab.run.marks
    playback = lab.run.playback
    moment = lab.run.history.moment
    branches = lab.run.history.branches
    capabilities = lab.run.history.capabilities
    recent = lab.run.history.recent
    latest = recent.last
    let isPresent = lab.run.isLive && !lab.run.history.isInPast
    told = isPresent ? lab.views.reasons.event ?? latest : latest
    look = lab.look
    views = lab.views
    lesson = lab.lesson
    lessonPlaces = lab.lessonPlaces
    isAway = lab.isAway
  }

  // MARK: What runs

  /// How many happenings lie before the cursor.
  var position: Int { moment.position }
  var now: Time { moment.time }
  var branchNumber: Int { moment.branch }
  var branch: Branch { branches[moment.branch] }
  /// Whether the cursor is in the past of its branch.
  var isInPast: Bool { position < branches[moment.branch].records.count }
  /// Whether it goes on by itself, in real time.
  var isLive: Bool { capabilities.contains(.live) }
  /// Whether what is shown is the present of what goes on by itself: a lesson goes through that at its
  /// own pace.
  var showsPresent: Bool { isLive && !isInPast && lesson?.script.isReal != true }
  /// Whether what is shown goes on now: time runs, or real members do.
  var isRunning: Bool {
    showsPresent ? state.servers.contains { $0.life == .running } : playback.isRunning
  }
  /// The number of the event against which changes are marked.
  var markedSince: Int { marks.since }
  /// The servers as they were before the last move.
  var before: [ServerState] { marks.before }

  /// A server's log as it was before the last move.
  func earlierLog(of server: ServerID) -> LogState? { before[server.number - 1].raft.log }

  /// Whether the last move changed something of a server.
  func changed<Value: Equatable>(_ server: ServerID, _ value: (ServerState) -> Value) -> Bool {
    // By place in both: what gives a server gives a copy of all that is known of it.
    let place = server.number - 1
    return markedSince != position && value(before[place]) != value(state.servers[place])
  }

  /// Which side of a split network a server is on: 0, 1, …; nil when it is not split.
  func side(of server: ServerID) -> Int? {
    if case .splitting(let second) = mode { return second.contains(server) ? 1 : 0 }
    return state.network.groups.firstIndex { $0.contains(server) }
  }

  // MARK: What is shown

  var mode: Mode { views.mode }
  var view: ViewKind { views.open }
  var selected: ServerID { views.selected }
  /// The program that is selected instead of a server; nil while a server is.
  var program: ProgramID? { views.program }
  /// The process of that program.
  var process: Process? { views.program.flatMap { state.outside?[$0] } }
  /// The server or the program that is selected.
  var party: Party { views.program.map { .program($0) } ?? .server(views.selected) }
  /// Whether a server is selected, and no program is instead.
  func isSelected(_ server: ServerID) -> Bool { views.program == nil && server == selected }
  /// Whether the selected server or program runs.
  var life: Life { process?.life ?? state[selected].life }
  /// What the lesson points at; nothing while the user is away from it.
  var pointed: [Highlight] { isAway ? [] : lesson?.highlights ?? [] }

  /// In which contexts a key is looked up, the nearest first.
  var contexts: [Keymap.Context] {
    mode == .normal
      ? views.contexts(ofLesson: lesson != nil, isAway: isAway) : [mode.context]
  }

  /// Whether the cluster is shown in large print now. What has to be chosen from lists is not.
  var isLarge: Bool {
    let lists: [Keymap.Context] = [.choosingBranch, .choosingMessage]
    return look.isLargePrint && view == .cluster && !lists.contains(mode.context)
  }

  // MARK: How it looks

  var theme: Theme { look.theme }
  var language: Language { look.language }
  var size: Size { look.size }
  var labels: any Labels { look.language.labels }
  var narrator: Narrator {
    Narrator(in: look.language, naming: state.post?.requests, state.entries)
  }

  /// What a server is now: its sign, its name, and how both are shown.
  func appearance(of server: ServerState) -> (sign: String, name: String, ink: Theme.Ink) {
    switch server.life {
    case .crashed: return ("✖", labels.down, .down)
    case .paused: return ("‖", labels.pausedServer, .paused)
    case .running: break
    }
    if server.isSilent { return ("?", labels.silent, .down) }
    guard let role = server.raft.role else { return ("?", Unknown.sign, .faint) }
    let name = narrator.words.name(of: role)
    if role.isFollower, let membership = server.raft.membership {
      switch membership.standing(of: server.id) {
      case .learner: return ("△", labels.name(of: .learner), .follower)
      case .none: return ("·", labels.name(of: .none), .faint)
      case .voter, .leaving: break
      }
    }
    return switch role {
    case .leader: ("★", name, .leader)
    case .candidate: ("◆", name, .candidate)
    case .preCandidate: ("◇", name, .candidate)
    case .follower: ("○", name, .follower)
    }
  }

  /// A notice in words, and how they are shown.
  func said(_ notice: Notice) -> (String, Style) {
    let isPaused = state.servers.contains { $0.life == .paused }
    let text = notice.text(in: language, isPaused: isPaused)
    return switch notice.tone {
    case .note: (text, theme[.title].reversed)
    case .warning: (text, theme[.warning].reversed)
    case .violation: (text, theme[.violation])
    }
  }

  /// How the cluster is watched; nil of a simulated one.
  var watchedWay: WatchedWay? {
    state.watched.map { watched in
      guard isLive else { return .recorded }
      return watched.access == .attached ? .attached : .started
    }
  }

  /// What is said before anything has happened.
  var welcome: [String] { watchedWay.map { labels.welcome($0) } ?? labels.welcome }

  /// What is said where no client has asked for anything, as far as anybody knows.
  var nobodyAsked: String {
    if state.watched?.access == .attached { return labels.clientsNotSeen }
    return capabilities.contains(.acting) ? labels.noClients : labels.noClientsThen
  }

  /// Whether it is known which links are cut: of a cluster that ran already, nobody here knows.
  var knowsLinks: Bool { state.watched?.access != .attached }

  /// What is said where no message was seen.
  var nothingSeen: String {
    state.watched?.access == .attached ? labels.messagesNotSeen : labels.nothingSeen
  }

  // MARK: What panes have in common

  /// What a click does in a pane, at the right end of its border; nothing while the mouse is the
  /// terminal's, or where there is no room.
  func drawClickHint(_ text: String, into surface: inout Surface, in border: Rect) {
    let columns = surface.width.of(text) + 2
    guard look.wantsMouse, border.columns >= columns + 24 else { return }
    let place = border.split(right: columns + 1).right
    surface.draw(" \(text) ", at: place.origin, style: theme[.faint], clip: place)
  }

  /// A sign in the last corner of an area that there is more below.
  func drawMore(into surface: inout Surface, in area: Rect) {
    let corner = area.point(column: area.columns - 1, row: area.rows - 1)
    surface.draw("↓", at: corner, style: theme[.key], clip: area)
  }
}

extension Laboratory {
  /// How everything stands now, for a frame or for what is spoken.
  var glance: Glance { Glance(self) }
}

/// What stands for something that nobody knows, as of a real cluster.
enum Unknown {
  static let sign = "?"

  /// A value as it is shown; the sign where there is none.
  static func text(_ value: (some CustomStringConvertible)?) -> String {
    value.map(\.description) ?? sign
  }
}
