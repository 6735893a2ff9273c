import RaftCore
import Simulation
import Teaching

/// What the pane of reasons tells: the latest event in full, and what came before in a line each.
///
/// Told once for each event, not for each frame.
struct ReasonsModel: Sendable {
  /// What the story is of: the latest event; of a cluster that goes on by itself the latest that
  /// is more than a heartbeat, which would push it away before it can be read.
  private(set) var event: Happening?
  /// That event, each rule that fired with its reason.
  private(set) var story: [Sentence] = []
  /// What came before, the latest first.
  private(set) var lines: [Line] = []
  private var key: Key?
  /// Of a cluster that goes on by itself: what was seen but heartbeats, the latest last.
  private var kept: [Happening] = []
  /// The number of the latest event that was looked at for them.
  private var lookedAt = 0
  /// Lines that were told, by the number of their event.
  private var told: [Int: String] = [:]

  /// An event without its reasons, or heartbeats and answers to them with nothing between.
  struct Line: Hashable, Sendable {
    /// The number of the event, of several the last.
    let event: Int
    let time: Time
    let text: String
  }

  private struct Key: Equatable {
    var branch: Int
    var position: Int
    var language: Language
    var limit: Int
    var isLive: Bool
  }

  /// Brings it up to date.
  ///
  /// - Parameters:
  ///   - state: the cluster at the cursor.
  ///   - limit: the most lines that are asked for.
  mutating func prepare(
    _ history: some History, _ state: ClusterState, limit: Int, narrator: Narrator
  ) {
    let isLive = history.capabilities.contains(.live) && !history.isInPast
    if isLive { keep(history.recent) }
    event = isLive ? kept.last ?? history.latest : history.latest
    let key = Key(
      branch: history.branchNumber, position: event?.number ?? 0, language: narrator.language,
      limit: limit, isLive: isLive)
    guard key != self.key else { return }
    if key.branch != self.key?.branch || key.language != self.key?.language { told = [:] }
    self.key = key
    story = event.map { narrator.story(of: $0, in: state) } ?? []
    lines =
      isLive
      ? kept.dropLast().suffix(limit).reversed().map {
        Line(event: $0.number, time: $0.time, text: line(of: $0, $0.number, narrator))
      }
      : folding(
        history.recent.dropLast(), history, isWatched: state.watched != nil, limit: limit,
        narrator: narrator)
    // What is out of sight is let go of.
    if told.count > 2 * limit {
      let shown = Set(lines.map(\.event))
      told = told.filter { shown.contains($0.key) }
    }
  }

  /// How many events of a cluster that goes on by itself are kept.
  private static let keptLimit = 100

  private mutating func keep(_ recent: [Happening]) {
    for happening in recent where happening.number > lookedAt {
      lookedAt = happening.number
      if !happening.isHeartbeat { kept.append(happening) }
    }
    if kept.count > 2 * Self.keptLimit { kept.removeFirst(kept.count - Self.keptLimit) }
  }

  /// In a cluster at rest, heartbeats would leave no room for anything else; each has its sentence
  /// when one steps to it.
  private mutating func folding(
    _ events: ArraySlice<Happening>, _ history: some History, isWatched: Bool, limit: Int,
    narrator: Narrator
  ) -> [Line] {
    // Looked up in the records: to look at an event is to copy it.
    let records = history.branch.records
    let first = history.position - events.count
    var lines: [Line] = []
    var count = 0
    for place in events.indices.reversed() where lines.count < limit {
      let number = first + place - events.startIndex
      let isRoutine = records[number - 1].isHeartbeat(watched: isWatched)
      if isRoutine { count += 1 }
      if isRoutine, place > events.startIndex, records[number - 2].isHeartbeat(watched: isWatched) {
        continue
      }
      let last = number + max(0, count - 1)
      let text =
        count > 1
        ? routine(count, isWatched, narrator) : line(of: events[place], number, narrator)
      lines.append(Line(event: last, time: records[last - 1].time, text: text))
      count = 0
    }
    return lines
  }

  private func routine(_ count: Int, _ isWatched: Bool, _ narrator: Narrator) -> String {
    let labels = narrator.language.labels
    return isWatched ? labels.routineSeen(count) : labels.routine(count)
  }

  /// One event without its reasons.
  private mutating func line(of event: Happening, _ number: Int, _ narrator: Narrator) -> String {
    if let text = told[number] { return text }
    let text = narrator.headline(of: event)?.phrase.withoutReasons.text ?? ""
    told[number] = text
    return text
  }
}

extension EventRecord {
  /// Whether it is routine, and about no vote: a late one changes nothing either.
  ///
  /// - Parameter isWatched: whether the cluster is only watched; heartbeats to who is not reached
  ///   are lost there as regularly as others arrive.
  fileprivate func isHeartbeat(watched isWatched: Bool) -> Bool {
    if isWatched, kind == .loss, parcel == .heartbeat { return true }
    return isRoutine && parcel != .requestVote && parcel != .requestVoteReply
  }
}
