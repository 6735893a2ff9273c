import ClientPrograms
import RaftCore
import Simulation
import Teaching

/// What is shown: which view is open, what is selected and chosen, what is said of the last key, and
/// what each view keeps for itself and has worked out.
package struct ViewStates: Sendable {
  /// What fills the screen.
  package internal(set) var open = ViewKind.cluster
  /// What the next keys are for.
  package internal(set) var mode = Mode.normal
  package internal(set) var selected = ServerID(1) {
    didSet { program = nil }
  }
  /// The program outside that is selected instead of a server; nil while a server is.
  package internal(set) var program: ProgramID?
  /// What the last key led to, when it needs saying.
  package internal(set) var notice: Notice?
  var reasons = ReasonsModel()
  var spaceTime = SpaceTimeModel()
  var rules = RulesModel()
  var history = HistoryModel()
  var charts = ChartsModel()
  @Boxed var explorer = ExplorerModel()
  /// Why not, while it is read.
  private(set) var answers: [WhyNot.Answer] = []
  @Boxed var fate = FateModel()
  @Boxed var experiments = ExperimentsModel()
  /// While it is open.
  var palette: PaletteSearch?
  /// The themes to choose from, while one is being chosen.
  var themes: ThemeChooser?
  /// The sessions to choose from, while one is being chosen.
  var sessions: [SessionEntry] = []
  /// The share code that is being made.
  @Boxed var code: CodeInTheMaking? = nil
  /// The number that digits pressed one after the other make, while something is chosen by it.
  var typedNumber = 0
  /// How many columns of entries the logs are scrolled back from the end.
  var logScroll = 0
  /// The entry that was pointed at last.
  var entry: LogIndex?
  /// How many rows panes are scrolled from where they stand by themselves.
  private var scrolls = [Int](repeating: 0, count: PaneID.allCases.count)
  /// Which event the reasons are told of, by its branch and its number, and where the lesson is.
  private var told = (branch: 0, position: 0, stop: 0)

  init() {}

  /// How many rows a pane is scrolled.
  subscript(scroll pane: PaneID) -> Int {
    get { scrolls[Int(pane.rawValue)] }
    set { scrolls[Int(pane.rawValue)] = max(0, newValue) }
  }

  /// In which contexts a key is looked up while nothing is being chosen or typed, the nearest first.
  func contexts(ofLesson isLesson: Bool, isAway: Bool) -> [Keymap.Context] {
    let ofLesson: Keymap.Context? = isLesson ? isAway ? .lessonAway : .lesson : nil
    // There Enter and Esc are the view's; a lesson about it goes on with space.
    if open == .explorer { return [.explorer, ofLesson, .normal].compactMap { $0 } }
    return [ofLesson, open.context, .normal].compactMap { $0 }
  }

  // MARK: Working out

  /// How much may be worked out at once of what takes long, in events that are gone through: nothing
  /// with a key, so that keys are quick, and a piece with each frame.
  enum Effort: Int {
    case glimpse = 0
    case frame = 20_000
  }

  /// Whether something is still being worked out, so that another frame will show more.
  var isUnfinished: Bool {
    isWorkingOut || code != nil || isSearching
  }

  /// Whether a search goes on: as long as it is looked at.
  var isSearching: Bool { open == .explorer && explorer.isSearching }

  /// Whether the view that is open works something out, a piece for each frame.
  var isWorkingOut: Bool {
    history.isUnfinished || charts.isUnfinished
      || open == .fate && fate.isUnfinished || open == .experiments && experiments.isUnfinished
  }

  /// Works out what the view that is open shows.
  ///
  /// - Parameters:
  ///   - state: the cluster at the cursor.
  ///   - isRunning: whether time passes by itself.
  ///   - rows: of the screen: the most that any view has room for.
  ///   - stop: where the lesson is.
  ///   - effort: how much may be worked out of what takes long.
  mutating func prepare(
    _ history: some History, _ state: ClusterState, isRunning: Bool, rows: Int, stop: Int,
    narrator: Narrator, effort: Effort
  ) {
    // Heartbeats of a cluster that goes on by itself are not told.
    let isLive = history.capabilities.contains(.live) && !history.isInPast
    let position = isLive ? reasons.event?.number ?? 0 : history.position
    tell(branch: history.branchNumber, position: position, stop: stop)
    guard rows > 2 else { return }
    switch open {
    case .cluster, .pods: tellReasons(history, state, rows: rows, narrator)
    case .inspector, .rules: break
    case .spaceTime:
      tellReasons(history, state, rows: rows, narrator)
      spaceTime.prepare(history, rows: rows, narrator: narrator)
    case .history: self.history.prepare(history, rows: rows, narrator: narrator)
    case .charts: charts.prepare(history)
    case .explorer: explorer.prepare(history, selected: selected)
    case .fate:
      fate.prepare(history, isRunning: isRunning, narrator: narrator, budget: effort.rawValue)
    case .experiments: experiments.prepare(budget: effort.rawValue)
    }
    answer(history, in: narrator.language)
    closeUnseen()
  }

  /// Answers what there is to ask of the moment, while that is read.
  private mutating func answer(_ history: some History, in language: Language) {
    guard case .asking = mode, let timeline = history as? Timeline else {
      answers = []
      return
    }
    answers = WhyNot(timeline.cluster).answers(about: selected, entry: entry, in: language)
  }

  private mutating func tellReasons(
    _ history: some History, _ state: ClusterState, rows: Int, _ narrator: Narrator
  ) {
    reasons.prepare(history, state, limit: rows + self[scroll: .why], narrator: narrator)
  }

  /// What was worked out for views that are not open is let go of, but for what is costly to find
  /// again and small.
  private mutating func closeUnseen() {
    if open != .spaceTime { spaceTime.close() }
    if open != .history { history.close() }
    if open != .charts { charts.close() }
  }

  /// Notes which event the reasons are told of, and where the lesson is: what comes next is told
  /// from its first line.
  private mutating func tell(branch: Int, position: Int, stop: Int) {
    if told.branch != branch || told.position != position { self[scroll: .why] = 0 }
    if told.stop != stop { self[scroll: .lesson] = 0 }
    told = (branch, position, stop)
  }

  /// Another run is shown: nothing that was worked out or chosen for the one before holds.
  mutating func startOver() {
    let kept = (mode, selected, notice, themes, sessions)
    let experiments = experiments
    self = ViewStates()
    (mode, selected, notice, themes, sessions) = kept
    self.experiments = experiments
  }
}
