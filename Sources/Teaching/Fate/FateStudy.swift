import Simulation

/// The moments of a run whose futures were drawn, and how these ended; more of them with each piece
/// of work.
///
/// First some futures from moments that lie evenly over the run, then all of them, then those from
/// moments between two where much has changed: so it is found at which event. What comes out in the
/// end does not depend on how the work was cut into pieces.
package struct FateStudy: Sendable {
  package let fate: Fate
  /// How many moments lie evenly.
  private let spread: Int
  /// By position.
  package private(set) var moments: [Moment]
  /// The clusters at moments of which futures are still to be drawn.
  private(set) var origins: [Int: FateOrigin] = [:]
  private var replay: Replay
  /// How many moments were added between others.
  private var added = 0

  /// A moment from which futures are drawn.
  package struct Moment: Hashable, Sendable {
    /// After which event.
    package let position: Int
    package internal(set) var tally: FateTally
  }

  /// The most moments that lie evenly.
  package static let spreadLimit = 1_000
  /// The most moments that are added between others.
  static let addedLimit = 24
  /// How much a share must change between two moments for others to be added between them.
  static let change = 0.1
  /// How many futures are drawn at each moment in each round; the last draws what is left.
  private static let rounds = [20, 100, 400]

  /// - Parameter spread: how many moments lie evenly, two at least; fewer where there are fewer events.
  package init(_ fate: Fate, moments spread: Int = 40) {
    precondition((2...Self.spreadLimit).contains(spread))
    self.fate = fate
    self.spread = spread
    let (first, length) = (fate.window.lowerBound, fate.window.count - 1)
    let count = min(spread, length + 1)
    let tally = FateTally(questions: fate.questions.count)
    moments = (0..<count).map { place in
      Moment(position: first + place * length / max(1, count - 1), tally: tally)
    }
    replay = Replay(of: fate.branch, after: first)
  }

  // MARK: What is to be done

  /// Some futures of one moment.
  package struct Job: Sendable {
    package let origin: FateOrigin
    package let futures: Range<Int>

    package var outcome: FateTally {
      var tally = FateTally(questions: origin.questionCount)
      origin.draw(futures, into: &tally)
      return tally
    }
  }

  /// Whether all is done.
  package var isFinished: Bool { target == nil }

  /// How much of the work is done, and of how much, as far as that is known: in futures.
  package var progress: (done: Int, total: Int) {
    let done = moments.reduce(0) { $0 + $1.tally.count }
    return (done, moments.count * fate.futures)
  }

  /// How many futures each moment is to have before any has more; nil when all have all.
  private var target: Int? {
    let least = moments.map(\.tally.count).min() ?? fate.futures
    guard least < fate.futures else { return nil }
    return min(fate.futures, Self.rounds.first { $0 > least } ?? fate.futures)
  }

  /// The jobs of the round that comes next, of so many futures each at most, in the order of the run;
  /// none when all is done.
  package mutating func jobs(ofAtMost size: Int) -> [Job] {
    target.map { jobs(upTo: $0, ofAtMost: size) } ?? []
  }

  /// Jobs by which each moment that is there has so many futures.
  package mutating func jobs(upTo target: Int, ofAtMost size: Int) -> [Job] {
    var jobs: [Job] = []
    for place in moments.indices {
      var next = moments[place].tally.count
      while next < target {
        let end = min(target, next + size)
        jobs.append(Job(origin: origin(at: place), futures: next..<end))
        next = end
      }
    }
    return jobs
  }

  /// Takes in what a job came to; those of one moment in their order.
  package mutating func add(_ outcome: FateTally, of job: Job) {
    guard let place = moments.firstIndex(where: { $0.position == job.origin.position }) else {
      return
    }
    moments[place].tally.add(outcome)
    // A cluster is large, and from a moment that has all its futures no more are drawn.
    if moments[place].tally.count >= fate.futures { origins[moments[place].position] = nil }
    if target == nil { lookCloser() }
  }

  /// Does a part of the work: as many futures as have `budget` events together, or a few more.
  ///
  /// - Returns: whether anything was left to do.
  @discardableResult
  package mutating func work(budget: Int) -> Bool {
    var left = budget
    while left > 0, let target {
      let place = moments.indices.first { moments[$0].tally.count < target }!
      let start = moments[place].tally.count
      let job = Job(origin: origin(at: place), futures: start..<min(target, start + 5))
      let outcome = job.outcome
      left -= outcome.events + outcome.count * Self.copyCost
      add(outcome, of: job)
    }
    return left <= 0
  }

  /// What it costs to begin a future, in events: the cluster is copied.
  private static let copyCost = 60

  private mutating func origin(at place: Int) -> FateOrigin {
    let position = moments[place].position
    if let origin = origins[position] { return origin }
    if replay.position > position { replay = Replay(of: fate.branch, after: position) }
    replay.seek(to: position)
    let origin = FateOrigin(fate, at: replay)
    origins[position] = origin
    return origin
  }

  /// Adds a moment: in the middle between two that are not beside each other, where a share changes
  /// most; the first where several change as much.
  private mutating func lookCloser() {
    guard added < Self.addedLimit else { return }
    var most = Self.change
    var found: Int?
    for place in moments.indices.dropLast() {
      guard moments[place + 1].position - moments[place].position > 1 else { continue }
      let change = change(after: place)
      if change > most { (most, found) = (change, place) }
    }
    guard let found else { return }
    added += 1
    include((moments[found].position + moments[found + 1].position) / 2)
  }

  /// Adds a moment, where there is not one already and it lies in the window.
  package mutating func include(_ position: Int) {
    guard fate.window.contains(position),
      let place = moments.firstIndex(where: { $0.position >= position }),
      moments[place].position != position
    else { return }
    let tally = FateTally(questions: fate.questions.count)
    moments.insert(Moment(position: position, tally: tally), at: place)
  }

  // MARK: What came out

  /// By how much the share changes most, of all questions, from a moment to the next.
  private func change(after place: Int) -> Double {
    fate.questions.indices.map { abs(change(of: $0, after: place)) }.max() ?? 0
  }

  private func change(of question: Int, after place: Int) -> Double {
    moments[place + 1].tally.share(of: question) - moments[place].tally.share(of: question)
  }

  /// The latest moment at or before an event; the first where there is none.
  package func moment(at position: Int) -> Moment {
    moments.last { $0.position <= position } ?? moments[0]
  }

  /// The event from which on the answer to a question was certain, and what it is; nil while it is not
  /// certain at the last.
  package func certain(_ question: Int) -> FateTurn? {
    guard let last = moments.last, let answer = last.tally.certainty(of: question) else {
      return nil
    }
    let place = moments.lastIndex { $0.tally.certainty(of: question) != answer }
    let first = place.map { $0 + 1 } ?? 0
    return turn(of: question, at: first, isYes: answer)
  }

  /// Where shares change most from an event to the next, the greatest first: each with the question
  /// that it changes most for.
  package func turns(most limit: Int) -> [FateTurn] {
    let found: [(change: Double, turn: FateTurn)] = moments.indices.dropFirst().compactMap {
      place in
      let changes = fate.questions.indices.map { change(of: $0, after: place - 1) }
      guard let most = changes.map(abs).max(), most > Self.change,
        // Of who comes to lead and who does not, who does is told.
        let question = changes.firstIndex(of: most) ?? changes.firstIndex(of: -most)
      else { return nil }
      return (most, turn(of: question, at: place, isYes: nil))
    }
    return found.enumerated().sorted {
      ($1.element.change, $0.offset) < ($0.element.change, $1.offset)
    }
    .prefix(limit).map(\.element.turn)
  }

  private func turn(of question: Int, at place: Int, isYes: Bool?) -> FateTurn {
    let before = place > 0 ? moments[place - 1] : nil
    return FateTurn(
      event: moments[place].position, after: before?.position, question: question,
      from: before?.tally.share(of: question), to: moments[place].tally.share(of: question),
      isCertain: isYes)
  }
}

/// An event at which it was decided how a run ends.
package struct FateTurn: Hashable, Sendable {
  /// The event, or the last of several of which it is one.
  package let event: Int
  /// Up to which event nothing was decided; nil where nothing is before it.
  package let after: Int?
  /// Which question it decides, by its place.
  package let question: Int
  /// The share before and after it.
  package let from: Double?
  package let to: Double
  /// What is certain from there on, if that is what is told.
  package let isCertain: Bool?

  /// Whether it is known to be this event alone.
  package var isExact: Bool { after.map { event - $0 == 1 } ?? true }
}
