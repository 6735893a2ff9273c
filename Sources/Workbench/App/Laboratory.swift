import KeyValue
import RaftCore
import Screen
import Simulation
import Teaching

/// The application: a run, what is shown of it, and what the next key means.
///
/// A value. Input comes in by `handle`, time by `tick`; `frame` is what the screen shows. It knows
/// no terminal and no clock.
package struct Laboratory: Sendable {
  package internal(set) var timeline: Timeline
  package internal(set) var playback: Playback
  package internal(set) var selected = ServerID(1)
  package internal(set) var mode = Mode.normal
  package internal(set) var view = ViewKind.cluster
  package internal(set) var language: Language
  package internal(set) var theme: Theme
  package internal(set) var size: Size
  package let keymap: Keymap
  package let motion: Motion
  /// What the last key led to, when it needs saying.
  package internal(set) var notice: Notice?
  /// Whether the user has had enough.
  package internal(set) var isDone = false
  /// Whether the whole screen must be drawn anew, whatever was there.
  var needsRedraw = false
  /// The hosts before the last move, so that what changed can be marked.
  var before: [Host] { didSet { edition &+= 1 } }
  /// Another whenever what is marked may be, or which run is at hand.
  private(set) var edition = 0
  /// The number of the event that the marks belong to; 0 while nothing has happened.
  var markedSince = 0
  /// What each view keeps for itself: what is chosen in it, how near it looks.
  var views = ViewStates()
  /// The lesson that is being played, if one is.
  package internal(set) var lesson: LessonPlayer?
  /// The lesson that was left last, by its name or path.
  var lastLesson: String?
  /// How far lessons were followed.
  package var lessonPlaces = LessonPlaces()
  /// Whether clicks and the wheel are for the program; if not, they select text in the terminal.
  package var wantsMouse = true
  /// Whether the cluster is shown for the last row of a hall: less of it, and larger.
  package var isLargePrint = false
  /// Whether the screen has no other characters than those of ASCII, and no language but English.
  package var showsOnlyASCII = false
  /// The themes to choose from, while one is being chosen.
  var shelf: ThemeChooser?
  /// Finds the schemes to choose from, when they are asked for.
  let findSchemes: @Sendable () -> [Scheme]
  /// How many columns of entries the logs are scrolled back from the end.
  var logScroll = 0
  /// What the run is called, if it was given a name.
  package internal(set) var title: String?
  /// The sessions to choose from, while one is being chosen.
  var sessions: [SessionEntry] = []
  /// What is asked of the surroundings and not yet carried out.
  package internal(set) var requests: [FileRequest] = []
  /// What records the screen, while it is being recorded.
  var recorder: Recorder?
  /// The keys pressed last, if they are to be shown.
  package var keyEcho: KeyEcho?
  /// The number of the violation's event that was reported last.
  private var reportedViolation: Int?

  /// A sentence below the panes, and how loud.
  package enum Notice: Hashable, Sendable {
    case refused(Refusal)
    case violated(Violation)
    case noMilestone(seconds: Int)
    case onlyRoutine(seconds: Int)
    case atBeginning
    case atEnd
    case newBranch(Int)
    case badWrite(String)
    /// A language that the screen has no characters for.
    case unshown(Language)
    case noMessages
    case nothingDue
    case neverFired(Rule)
    case mouse(isOn: Bool)
    /// Files were written.
    case saved([String])
    case notSaved(file: String, reason: String)
    case lessonResumed
    case lessonLeft
    /// A server stands by itself already.
    case alone(ServerID)
    case lessonFailed(ScriptRunError.Kind)
    case session(SessionNotice)
  }

  /// What fills the screen.
  package enum ViewKind: String, CaseIterable, Hashable, Sendable {
    case cluster
    case spaceTime
    case rules
    case inspector
    case history
    case charts
  }

  package init(
    settings: Settings, playback: Playback = Playback(), language: Language = .english,
    theme: Theme = .dark, size: Size = Size(columns: 80, rows: 24),
    keymap: Keymap = .standard, motion: Motion = .full,
    schemes: @escaping @Sendable () -> [Scheme] = { BuiltInSchemes.all }
  ) {
    timeline = Timeline(settings)
    before = timeline.cluster.hosts
    self.playback = playback
    self.language = language
    self.theme = theme
    self.size = size
    self.keymap = keymap
    self.motion = motion
    findSchemes = schemes
  }

  package var cluster: Cluster { timeline.cluster }

  /// Whether the program takes the mouse now. A share code is there to be selected with it.
  package var listensToMouse: Bool {
    if case .sharing = mode { false } else { wantsMouse }
  }

  // MARK: Input

  /// Takes an input event.
  package mutating func handle(_ event: InputEvent) {
    defer { prepareView() }
    switch event {
    // Keys that were pressed together with the one that quits come too late.
    case .key(let key): if !isDone { press(key) }
    case .mouse(let mouse): if wantsMouse { point(mouse) }
    case .resize(let size): self.size = size
    case .resumed: needsRedraw = true
    case .terminate: isDone = true
    case .paste(let text):
      // A paste is text, never commands.
      paste(text)
    case .focus, .idle: break
    }
  }

  /// Lets real time pass. Does nothing while paused.
  package mutating func tick(_ elapsed: Duration) {
    defer { prepareView() }
    recorder?.pass(elapsed)
    keyEcho?.pass(elapsed)
    if tickLesson(elapsed) { return }
    guard playback.isRunning else { return }
    let target = timeline.now + playback.virtual(of: elapsed)
    guard target > timeline.now else { return }
    let hosts = timeline.cluster.hosts
    let position = timeline.position
    // At the highest speed a second of a busy cluster is some ten thousand events; a frame takes
    // what it can.
    let count = timeline.run(until: target, maximum: 5000)
    if count > 0 { mark(since: hosts, position: position) }
    reportViolation()
  }

  /// Whether the next frame must be drawn anew, whatever is on the screen; said once.
  package mutating func takeRedraw() -> Bool {
    defer { needsRedraw = false }
    return needsRedraw
  }

  /// Whether time must go on by itself: the screen wants frames.
  package var isAnimated: Bool {
    playback.isRunning || views.isUnfinished || lesson?.isMoving ?? false
  }

  // MARK: Moving

  /// Moves the cursor, and marks what has changed by it.
  mutating func move(_ body: (inout Timeline) -> Void) {
    interruptLesson()
    let hosts = timeline.cluster.hosts
    let position = timeline.position
    body(&timeline)
    mark(since: hosts, position: position)
    reportViolation()
  }

  /// Brings something from outside.
  mutating func perform(_ stimulus: Stimulus) {
    interruptLesson()
    branchOffLesson(for: stimulus)
    let hosts = timeline.cluster.hosts
    let position = timeline.position
    let branch = timeline.branchNumber
    do throws(Refusal) {
      try timeline.perform(stimulus)
    } catch {
      notice = .refused(error)
      return
    }
    if timeline.branchNumber != branch { notice = .newBranch(timeline.branchNumber) }
    mark(since: hosts, position: position)
    reportViolation()
  }

  mutating func mark(since hosts: [Host], position: Int) {
    before = hosts
    markedSince = position
  }

  /// Each violation stops a running cluster, once.
  private mutating func reportViolation() {
    guard let violation = cluster.violations.last, reportedViolation != violation.event else {
      if cluster.violations.isEmpty { reportedViolation = nil }
      return
    }
    reportedViolation = violation.event
    playback.isRunning = false
    notice = .violated(violation)
  }
}
