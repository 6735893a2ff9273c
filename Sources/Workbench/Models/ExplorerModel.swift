import Exploration
import Explorer
import RaftCore
import Simulation
import Teaching

/// What the view of what can happen keeps: the list of what can happen next, what is searched for and
/// how far, and the way that was found.
struct ExplorerModel: Sendable {
  /// Which row of the list is chosen, counted from 0.
  private(set) var place = 0
  /// What can happen next, or why that cannot be said; nil before the first look.
  private(set) var list: Result<MoveList, MoveList.Refusal>?
  var dials = ExplorerDials()
  /// What was searched for last.
  var goal = ExploringGoal.violation(nil)
  /// What is searched, or can be gone on with.
  private(set) var search: ExplorerSearch?
  private(set) var isSearching = false
  /// How the last search stands, or how it ended.
  private(set) var report: ExplorerReport?
  /// The way that was found last.
  var way: ExplorerWay?
  /// How many states are expanded for a frame: as many as it has time for.
  private var slice = Self.leastSlice
  private var key: Key?

  private struct Key: Hashable {
    /// Which run, which moment of it, and what was done up to then.
    var settings: Settings
    var moment: Moment
    var acts: Int
  }

  private static let leastSlice = 1 << 12
  private static let greatestSlice = 1 << 17
  /// A frame that took less has time for more states, one that took longer for fewer.
  private static let goodFrame: ClosedRange<Duration> = .milliseconds(10)...(.milliseconds(20))

  // MARK: The list

  /// The rows of the list; none where there is no list.
  var rows: [MoveList.Row] { (try? list?.get())?.rows ?? [] }

  /// The row that is chosen.
  var chosen: MoveList.Row? { rows.indices.contains(place) ? rows[place] : nil }

  mutating func choose(at wanted: Int) { place = max(0, min(rows.count - 1, wanted)) }

  /// Brings the list up to date. Another server, or another moment, is looked at from that server's
  /// first row.
  mutating func prepare(_ history: some History, selected: ServerID) {
    guard let timeline = history as? Timeline else { return }
    let key = Key(
      settings: timeline.settings, moment: timeline.moment, acts: timeline.branch.acts.count)
    let isNew = key != self.key
    if isNew {
      self.key = key
      do throws(MoveList.Refusal) {
        list = .success(try MoveList(at: timeline))
      } catch {
        list = .failure(error)
      }
    }
    guard isNew || chosen?.move.server != selected else { return }
    choose(at: rows.firstIndex { $0.move.server == selected } ?? place)
  }

  // MARK: The search

  /// Begins to search.
  mutating func begin(_ search: ExplorerSearch) {
    self.search = search
    goal = search.goal
    way = nil
    goOnSearching()
  }

  /// Goes on with what was stopped, with more memory where there was too little.
  mutating func goOnSearching() {
    guard let search else { return }
    search.makeRoom()
    isSearching = true
    slice = Self.leastSlice
    report = ExplorerReport(search, .searching)
  }

  mutating func stop() {
    isSearching = false
    if let search { report = ExplorerReport(search, .stopped) }
  }

  /// Searches for as long as a frame has time.
  ///
  /// - Parameter elapsed: since the frame before.
  /// - Returns: what was found, once.
  mutating func goOn(_ elapsed: Duration) -> (Trace, ExplorerSearch)? {
    guard isSearching, let search else { return nil }
    if elapsed < Self.goodFrame.lowerBound { slice = min(Self.greatestSlice, slice * 2) }
    if elapsed > Self.goodFrame.upperBound { slice = max(Self.leastSlice, slice / 2) }
    let outcome = search.goOn(states: slice, elapsed: elapsed)
    isSearching = outcome == nil
    switch outcome {
    case nil: report = ExplorerReport(search, .searching)
    case .outOfMemory: report = ExplorerReport(search, .memory(search.memory))
    case .exhausted: end(search, .exhausted)
    case .outOfNumbers: end(search, .numbers)
    case .found(let trace):
      end(search, .found(moves: trace.moves.count))
      return (trace, search)
    }
    return nil
  }

  /// What cannot go on need not be kept: it is large.
  private mutating func end(_ search: ExplorerSearch, _ state: ExplorerReport.State) {
    report = ExplorerReport(search, state)
    self.search = nil
  }
}

/// A way that was found, and where it lies in the run.
struct ExplorerWay: Sendable {
  /// The branch that it is.
  let branch: Int
  let goal: ExploringGoal
  /// Its moves, each with the number of its last event.
  let moves: [(move: Move, lastEvent: Int)]

  init(_ path: ExploredPath, goal: ExploringGoal, branch: Int) {
    self.branch = branch
    self.goal = goal
    moves = path.steps.map { ($0.move, $0.events.upperBound - 1) }
  }

  /// The place of the move that comes next at a moment of the branch; their number after the last.
  func next(after position: Int) -> Int {
    moves.firstIndex { $0.lastEvent > position } ?? moves.count
  }
}
