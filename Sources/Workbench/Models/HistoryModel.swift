import RaftCore
import Simulation
import Teaching

/// The event log as a list: which events pass the filter, which one is chosen, and the sentences of
/// those in view.
///
/// A million events stay a million records: filters go over records, once, and then only over what
/// is new. Sentences are told for what is in view; to look for text, for a stretch around the
/// cursor.
struct HistoryModel: Sendable {
  /// What is typed into the filter.
  var typed = ""
  private(set) var sieve = HistorySieve.everything
  /// The event that is chosen in the list, by number; nil follows the cursor.
  private(set) var chosen: Int?
  private(set) var filter = HistoryFilter("")
  /// The sentences that are at hand, by event.
  private(set) var sentences: [Int: Sentence] = [:]
  /// Where text was looked for, when the filter has text.
  private(set) var stretch: ClosedRange<Int>?
  private(set) var isUnfinished = false

  /// Numbers of the events that pass, ascending, when the filter lets not all pass.
  private var passing: [Int32] = []
  /// How many records have gone through the filter.
  private var sifted = 0
  private var total = 0
  /// The sentences in small letters, of those that text was looked for in.
  private var lowered: [Int: String] = [:]
  private var key: Key?
  private var position = 0

  private struct Key: Hashable {
    var branch: Int
    var language: Language
    var filter: HistoryFilter
  }

  /// How far around the cursor text is looked for, in events.
  static let reach = 1000
  /// How many records may go through the filter for one frame.
  static let siftBudget = 50_000
  /// How many events may be repeated for one frame.
  static let budget = 1500

  // MARK: The list

  /// How many events pass.
  var count: Int { filter.isEmpty ? total : passing.count }

  /// The number of the event at a place in the list.
  func event(at place: Int) -> Int { filter.isEmpty ? place + 1 : Int(passing[place]) }

  /// The place of the last event in the list up to one; -1 when all are later.
  func place(of event: Int) -> Int {
    guard !filter.isEmpty else { return min(event, total) - 1 }
    var low = 0
    var high = passing.count
    while low < high {
      let middle = (low + high) / 2
      if Int(passing[middle]) <= event { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  /// The place in the list that is chosen; -1 when the list is empty.
  var chosenPlace: Int { count == 0 ? -1 : max(0, place(of: chosen ?? position)) }

  /// The first place in view, when so many are.
  func top(showing rows: Int) -> Int { max(0, min(chosenPlace - rows * 2 / 3, count - rows)) }

  mutating func choose(by steps: Int) {
    guard count > 0 else { return }
    chosen = event(at: max(0, min(count - 1, chosenPlace + steps)))
  }

  mutating func choose(event: Int) { chosen = event }

  mutating func nextSieve() {
    let all = HistorySieve.allCases
    sieve = all[(all.firstIndex(of: sieve)! + 1) % all.count]
  }

  mutating func clear() {
    typed = ""
    sieve = .everything
  }

  mutating func close() {
    guard isUnfinished || !sentences.isEmpty else { return }
    sentences = [:]
    lowered = [:]
    isUnfinished = false
  }

  // MARK: Preparing a frame

  /// Brings the list up to date, and tells what is in view.
  mutating func prepare(_ history: some History, rows: Int, narrator: Narrator) {
    if history.position != position { chosen = nil }
    position = history.position
    total = history.branch.records.count
    filter = HistoryFilter(typed, sieve: sieve)
    let key = Key(branch: history.branchNumber, language: narrator.language, filter: filter)
    if key != self.key {
      if key.branch != self.key?.branch || key.language != self.key?.language {
        sentences.removeAll(keepingCapacity: true)
        lowered.removeAll(keepingCapacity: true)
        chosen = nil
      }
      self.key = key
      passing.removeAll(keepingCapacity: true)
      sifted = 0
      stretch = nil
    }
    isUnfinished = false
    if filter.needsSentences {
      search(history, narrator)
    } else {
      if stretch != nil { stretch = nil }
      sift(history.branch)
    }
    tellVisible(history, rows: rows, narrator)
  }

  private mutating func sift(_ branch: Branch) {
    guard !filter.isEmpty else { return }
    let filter = filter
    let records = branch.records
    let end = min(total, sifted + Self.siftBudget)
    for place in sifted..<max(sifted, end) where filter.fits(records[place]) {
      passing.append(Int32(place + 1))
    }
    sifted = end
    isUnfinished = sifted < total
  }

  /// Tells the events in a stretch around the cursor, as many as one frame has time for, and
  /// filters by what is told.
  private mutating func search(_ history: some History, _ narrator: Narrator) {
    let middle = history.position
    // Only a move of more than half the reach looks elsewhere, so that the list stays in place.
    let isNear = stretch.map { abs(($0.lowerBound + $0.upperBound) / 2 - middle) < Self.reach / 2 }
    if isNear != true {
      stretch = max(1, middle - Self.reach)...max(1, middle + Self.reach)
    }
    guard let stretch, total > 0 else { return passing.removeAll() }
    let range = stretch.lowerBound...max(stretch.lowerBound, min(stretch.upperBound, total))
    let records = history.branch.records
    let wanted = range.filter { $0 <= total && filter.fits(records[$0 - 1]) }
    tell(wanted.filter { sentences[$0] == nil }, history, narrator)
    for number in wanted where lowered[number] == nil {
      if let sentence = sentences[number] { lowered[number] = sentence.text.lowercased() }
    }
    passing = wanted.filter { number in
      lowered[number].map { filter.fits(sentence: $0) } ?? false
    }.map(Int32.init)
  }

  private mutating func tellVisible(_ history: some History, rows: Int, _ narrator: Narrator) {
    // What scrolled away is told again when it comes back; searching keeps all that it looked at.
    if sentences.count > 8 * Self.reach {
      sentences.removeAll(keepingCapacity: true)
      lowered.removeAll(keepingCapacity: true)
    }
    let top = top(showing: rows)
    let numbers = (top..<max(top, min(count, top + rows))).map { event(at: $0) }
    tell(numbers.filter { sentences[$0] == nil }, history, narrator)
  }

  private mutating func tell(_ numbers: [Int], _ history: some History, _ narrator: Narrator) {
    guard let first = numbers.first else { return }
    var look = history.look(after: first)
    // To get there from the nearest copy of the cluster costs what it costs, once.
    let start = look.cost
    for number in numbers {
      look.seek(to: number)
      sentences[number] =
        look.happening.flatMap { narrator.headline(of: $0, in: look.state) } ?? Sentence("")
      if look.cost - start > Self.budget {
        isUnfinished = isUnfinished || number != numbers.last
        return
      }
    }
  }
}
