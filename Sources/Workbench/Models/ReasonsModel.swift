import RaftCore
import Simulation
import Teaching

/// What the pane of reasons tells: the latest event in full, and what came before in a line each.
///
/// Told once for each event, not for each frame.
struct ReasonsModel: Sendable {
  /// The latest event, each rule that fired with its reason.
  private(set) var story: [Sentence] = []
  /// What came before, the latest first.
  private(set) var lines: [Line] = []
  private var key: Key?
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
  }

  /// Brings it up to date.
  ///
  /// - Parameter limit: the most lines that are asked for.
  mutating func prepare(_ history: some History, limit: Int, narrator: Narrator) {
    let key = Key(
      branch: history.branchNumber, position: history.position, language: narrator.language,
      limit: limit)
    guard key != self.key else { return }
    if key.branch != self.key?.branch || key.language != self.key?.language { told = [:] }
    self.key = key
    story = history.latest.map { narrator.story(of: $0, in: history.state) } ?? []
    lines = folding(history.recent.dropLast(), history, limit: limit, narrator: narrator)
    // What is out of sight is let go of.
    if told.count > 2 * limit {
      let shown = Set(lines.map(\.event))
      told = told.filter { shown.contains($0.key) }
    }
  }

  /// In a cluster at rest, heartbeats would leave no room for anything else; each has its sentence
  /// when one steps to it.
  private mutating func folding(
    _ events: ArraySlice<Happening>, _ history: some History, limit: Int, narrator: Narrator
  ) -> [Line] {
    // Looked up in the records: to look at an event is to copy it.
    let records = history.branch.records
    let first = history.position - events.count
    var lines: [Line] = []
    var count = 0
    for place in events.indices.reversed() where lines.count < limit {
      let number = first + place - events.startIndex
      let isRoutine = records[number - 1].isHeartbeat
      if isRoutine { count += 1 }
      if isRoutine, place > events.startIndex, records[number - 2].isHeartbeat { continue }
      let last = number + max(0, count - 1)
      let text =
        count > 1
        ? narrator.language.labels.routine(count) : line(of: events[place], number, narrator)
      lines.append(Line(event: last, time: records[last - 1].time, text: text))
      count = 0
    }
    return lines
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
  fileprivate var isHeartbeat: Bool {
    isRoutine && parcel != .requestVote && parcel != .requestVoteReply
  }
}
