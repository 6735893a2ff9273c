import RaftCore
import Simulation
import Teaching

/// What can become of the run: which part of it is looked at, what was found out, and which question
/// is chosen.
///
/// It is found out in pieces, one for each frame; a run that goes on waits with it.
struct FateModel: Sendable {
  /// How many events of the run are looked at, at most.
  static let windows = [100, 250, 500, 1_000, 2_000, 4_000, 10_000]
  /// How many futures there are from each moment; fewer where somebody waits for them to be told.
  var futures = 1_000
  static let futuresInPlain = 200
  /// How many turning points are told.
  static let turnLimit = 3

  private(set) var study: FateStudy?
  /// The question that is chosen, by its place.
  private(set) var chosen = 0
  /// Whether somebody has ended it before it was done.
  private(set) var isStopped = false
  /// What happened at turning points, by event.
  private(set) var stories: [Int: String] = [:]
  private var place = 3
  private var key: Key?
  private var toldIn: Language?

  private struct Key: Hashable {
    var branch: Int
    var records: Int
    var acts: Int
    var place: Int
    var futures: Int
  }

  /// Whether something is still to be found out.
  var isUnfinished: Bool { !isStopped && study.map { !$0.isFinished } ?? false }

  var question: FateQuestion? {
    study.flatMap { $0.fate.questions.indices.contains(chosen) ? $0.fate.questions[chosen] : nil }
  }

  /// The turning points that are told, the greatest first.
  var turns: [FateTurn] { study?.turns(most: Self.turnLimit) ?? [] }

  mutating func zoomIn() { place = max(place - 1, 0) }
  mutating func zoomOut() { place = min(place + 1, Self.windows.count - 1) }

  mutating func choose(by steps: Int) { choose(chosen + steps) }

  mutating func choose(_ question: Int) {
    let count = study?.fate.questions.count ?? 1
    chosen = max(0, min(count - 1, question))
  }

  mutating func stop() { isStopped = true }
  mutating func goOn() { isStopped = false }

  /// Brings it up to date, and finds out a piece more.
  ///
  /// - Parameters:
  ///   - isRunning: whether the run goes on by itself: then what is there stays until it stands still.
  mutating func prepare(
    _ history: some History, isRunning: Bool, narrator: Narrator, budget: Int
  ) {
    guard let timeline = history as? Timeline, !isRunning || study == nil else { return }
    let branch = timeline.branch
    let key = Key(
      branch: timeline.branchNumber, records: branch.records.count, acts: branch.acts.count,
      place: place, futures: futures)
    if key != self.key || study?.fate.window.contains(timeline.position) == false {
      self.key = key
      let fate = Fate(of: timeline, events: Self.windows[place], futures: futures)
      study = FateStudy(fate)
      isStopped = false
      stories = [:]
      choose(chosen)
    }
    guard !isStopped else { return }
    if study?.isFinished == true { study?.include(timeline.position) }
    study?.work(budget: budget)
    // The cursor may have moved on while others were drawn.
    if study?.isFinished == true { study?.include(timeline.position) }
    tell(timeline, narrator)
  }

  /// Tells what happened where shares change most, once all is found out.
  private mutating func tell(_ timeline: Timeline, _ narrator: Narrator) {
    guard let study, study.isFinished else { return }
    if toldIn != narrator.language { stories = [:] }
    toldIn = narrator.language
    let certain = study.certain(chosen).map { [$0] } ?? []
    for turn in turns + certain where turn.event > 0 && stories[turn.event] == nil {
      stories[turn.event] = timeline.headline(ofEvent: turn.event, in: narrator.language) ?? ""
    }
  }
}
