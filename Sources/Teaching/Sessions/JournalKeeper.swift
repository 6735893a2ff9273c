import RaftCore
import Simulation

/// Keeps the journal of a run: says what is to be written after each step, so that what is written
/// decides all that was seen.
///
/// Works by comparing the run with what was written of it, so nothing that moves or changes a run
/// needs to know of journals.
package struct JournalKeeper: Sendable {
  /// What is to be written at the end of the file.
  package struct Entry: Hashable, Sendable {
    /// How many of the last bytes it takes the place of; they are never more than those of `text`.
    package var replacing = 0
    package var text = ""
    /// Whether it says that something was done, which must outlive the machine's end.
    package var hasActs = false
  }

  private let settings: Settings
  private var tracks: [Kept] = []
  /// Where the reader of what was written so far believes the cursor to be.
  private var cursor = Moment(branch: 0, position: 0, time: 0)
  /// The last line, if it is one that a next may take the place of.
  private var tail: (length: Int, branch: Int)?
  private var hasBegun = false
  private var title: String?

  /// What was written of a branch.
  private struct Kept: Sendable {
    let parent: Int?
    let forkedAt: Int
    /// Shares its storage with the branch's own list, so that comparing the two costs nothing.
    var acts: [Branch.PlacedAct]
    var events: Int
    var end: Time
    var trail: EventTrail
    /// Up to which event checks were written.
    var checked: Int
  }

  /// A keeper of a run that has just begun.
  package init(of settings: Settings) { self.settings = settings }

  /// A keeper that goes on with a journal.
  ///
  /// - Parameter timeline: the run that it holds, restored.
  package init(continuing session: Session, in timeline: Timeline) {
    settings = session.settings
    title = session.title
    hasBegun = true
    cursor = session.cursor
    for (number, track) in session.tracks.enumerated() where number < timeline.branches.count {
      let branch = timeline.branches[number]
      let checked = session.checks.lazy.filter { $0.track == number }.map(\.event).max() ?? 0
      tracks.append(
        Kept(
          parent: branch.parent, forkedAt: branch.forkedAt, acts: branch.acts,
          events: track.events, end: track.end, trail: EventTrail(),
          checked: max(checked, track.forkedAt)))
    }
  }

  /// How many events are repeated for checks at a time: whoever opens a long run goes on meanwhile.
  private static let checkBudget = 256 * Session.checkInterval
  /// How many events more than that are repeated at the end.
  private static let lastBudget = 16 * checkBudget

  /// Whether checks of a run are still to be written, by keeping it again.
  package func isBehind(_ branches: [Branch]) -> Bool {
    zip(tracks, branches).contains { $0.checked < Self.full(of: $1) }
  }

  /// Up to which event a branch is checked while it goes on.
  private static func full(of branch: Branch) -> Int {
    branch.records.count / Session.checkInterval * Session.checkInterval
  }

  /// How many events were kept, on all branches.
  package var eventCount: Int { tracks.reduce(0) { $0 + $1.events - $1.forkedAt } }

  /// Whether a run is the one that is kept, or would go on with it: settings, branches and acts
  /// decide all else, so no run needs a name to be known by.
  package func fits(_ timeline: Timeline) -> Bool {
    guard timeline.settings == settings, timeline.branches.count >= tracks.count else {
      return false
    }
    return zip(tracks, timeline.branches).allSatisfy { kept, branch in
      kept.parent == branch.parent && kept.forkedAt == branch.forkedAt
        && kept.events <= branch.records.count
        && (kept.acts == branch.acts || branch.acts.starts(with: kept.acts))
    }
  }

  /// What is to be written so that all of the run is; nil when it is.
  ///
  /// - Precondition: the run fits.
  package mutating func keep(_ timeline: Timeline, title: String? = nil) -> Entry? {
    guard hasBegun || timeline.branches.contains(where: { !$0.records.isEmpty }) else {
      return nil
    }
    var entry = Entry()
    if !hasBegun {
      hasBegun = true
      add(.header(settings), to: &entry)
    }
    if let title = title.flatMap({ Session.title(from: $0) }), title != self.title {
      self.title = title
      add(.title(title), to: &entry)
    }
    for branch in timeline.branches { keep(branch, cursor: timeline.moment, in: &entry) }
    if cursor != timeline.moment { move(to: timeline.moment, in: &entry) }
    return entry.text.isEmpty ? nil : entry
  }

  /// What is to be written at the end: checks up to the last event of each branch, unless that takes
  /// long; then the last events are kept without.
  package mutating func finish(_ timeline: Timeline) -> Entry? {
    var entry = keep(timeline) ?? Entry()
    guard hasBegun else { return nil }
    for branch in timeline.branches where tracks[branch.number].checked < branch.records.count {
      writeChecks(of: branch, to: branch.records.count, budget: Self.lastBudget, in: &entry)
    }
    return entry.text.isEmpty ? nil : entry
  }

  // MARK: Lines

  private mutating func add(_ line: JournalLine, to entry: inout Entry) {
    entry.text += line.text()
    tail = nil
  }

  private mutating func keep(_ branch: Branch, cursor place: Moment, in entry: inout Entry) {
    let number = branch.number
    if number == tracks.count { begin(branch, in: &entry) }
    for placed in branch.acts.dropFirst(tracks[number].acts.count) {
      let before = Moment(branch: number, position: placed.event - 1, time: placed.act.time)
      if cursor.branch != number { say(before, in: &entry) }
      add(.act(placed), to: &entry)
      entry.hasActs = true
      reach(Moment(branch: number, position: placed.event, time: placed.act.time))
    }
    tracks[number].acts = branch.acts
    let end = Moment(branch: number, position: branch.records.count, time: branch.end)
    let isNew = end.position > tracks[number].events || end.time > tracks[number].end
    // The end of the branch at hand is said with the cursor, if that is there.
    if isNew, place != end { say(end, in: &entry) }
    let full = Self.full(of: branch)
    if full > tracks[number].checked {
      writeChecks(of: branch, to: full, budget: Self.checkBudget, in: &entry)
    }
  }

  private mutating func begin(_ branch: Branch, in entry: inout Entry) {
    let parent = branch.parent
    if let parent {
      add(
        .branch(branch.number, parent: parent, forkedAt: branch.forkedAt), to: &entry)
      cursor = Moment(branch: branch.number, position: branch.forkedAt, time: 0)
    }
    tracks.append(
      Kept(
        parent: parent, forkedAt: branch.forkedAt,
        acts: Array(branch.acts.prefix { $0.event <= branch.forkedAt }),
        events: branch.forkedAt, end: 0,
        trail: parent.map { tracks[$0].trail.forked(at: branch.forkedAt) } ?? EventTrail(),
        checked: branch.forkedAt))
  }

  /// - Parameter budget: how many events are repeated for it at most.
  private mutating func writeChecks(
    of branch: Branch, to end: Int, budget: Int, in entry: inout Entry
  ) {
    let number = branch.number
    let end = min(end, tracks[number].trail.covered + budget)
    var lines: [JournalLine] = []
    let checked = tracks[number].checked
    tracks[number].trail.extend(along: branch, track: number, to: end) { check in
      if check.event > checked { lines.append(.check(check)) }
    }
    tracks[number].checked = max(checked, end)
    for line in lines { add(line, to: &entry) }
  }

  private mutating func reach(_ moment: Moment) {
    cursor = moment
    tracks[moment.branch].events = max(tracks[moment.branch].events, moment.position)
    tracks[moment.branch].end = max(tracks[moment.branch].end, moment.time)
  }

  private mutating func say(_ moment: Moment, in entry: inout Entry) {
    add(.cursor(moment), to: &entry)
    reach(moment)
  }

  /// Says where the cursor is; in place of the line before, if that says no more than this.
  private mutating func move(to moment: Moment, in entry: inout Entry) {
    let kept = tracks[moment.branch]
    let extends = moment.position >= kept.events && moment.time >= kept.end
    let isMore = moment.position > kept.events || moment.time > kept.end
    var length = 0
    if let tail, entry.text.isEmpty, tail.branch < 0 || (tail.branch == moment.branch && extends) {
      length = tail.length
      entry.replacing = length
    }
    let text = JournalLine.cursor(moment).text(filledTo: length)
    let wasExtent = entry.replacing > 0 && (self.tail?.branch ?? -1) >= 0
    entry.text += text
    reach(moment)
    // A line that says how far a branch goes must stay until another says so.
    tail = (text.utf8.count, isMore || wasExtent ? moment.branch : -1)
  }
}
