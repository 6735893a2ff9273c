import RaftCore
import Simulation
import Teaching

/// A script that is being played: where it stands, and what was guessed on the way.
package struct LessonPlayer: Sendable {
  /// What it is remembered by: a built-in lesson's name, or a file's path.
  package let id: String
  /// Whether a class guesses: by a show of hands, whose counts are typed in.
  package let isClass: Bool
  package internal(set) var runner: ScriptRunner
  package internal(set) var phase = Phase.waiting
  /// What was chosen, by the step that asked.
  package internal(set) var guesses: [Int: Int] = [:]
  /// How many hands were shown for each choice, by the step that asked.
  package internal(set) var hands: [Int: [Int]] = [:]
  /// Whether it is being filmed: nobody is there to press keys.
  var isFilmed = false
  /// The run that comes back when the lesson is left: the one that this lesson, or the first of
  /// those opened one over the other, was opened over. Nil when nothing had been done in it: there
  /// was nothing worth keeping.
  var setAside: Aside?

  /// Where it hurries to, without waiting for anybody; a frame has no time for all of it.
  var hurry: Hurry?

  /// Where a lesson hurries to.
  enum Hurry: Hashable, Sendable {
    /// Past the run that it is at, and on to where it waits next.
    case pastRun(Int)
    /// To just before a step, and on from there if so wished.
    case step(Int, goesOn: Bool)
    /// To its end, where its run stays without it.
    case end
  }

  /// The speed from before it, in thousandths of real time; it comes back too.
  var speedAside = Playback.standard

  /// A run, and what it is called. Behind a reference: it is large, and a player is copied with each
  /// frame.
  indirect enum Aside: Sendable {
    case run(any History, title: String?)
  }

  /// What the lesson waits for.
  package enum Phase: Hashable, Sendable {
    /// For its reader.
    case waiting
    /// For a guess.
    case asking
    /// For the counts of hands: those known, and what is typed of the next.
    case counting([Int], typed: String)
    /// For a run to end.
    case performing
    /// For so much real time to pass.
    case pausing(Duration)
    /// For nothing more.
    case over
  }

  package init(_ script: Script, id: String, isClass: Bool = false, on history: some History) {
    self.id = id
    self.isClass = isClass
    runner = ScriptRunner(script, on: history)
  }

  package var script: Script { runner.script }

  /// Whether it goes on by itself, with time.
  package var isMoving: Bool {
    switch phase {
    case .performing, .pausing: true
    default: hurry != nil
    }
  }

  /// Whether somebody has left its line: the run is not where the lesson brought it.
  func isLeft(by run: Run) -> Bool {
    !isMoving && (run.playback.isRunning || run.history.moment != runner.moment)
  }

  // MARK: Where it stands

  /// The steps at which the lesson waits, by their places.
  private var stops: [Int] { script.steps.indices.filter { script.steps[$0].isStop } }

  /// How many stops there are.
  package var stopCount: Int { stops.count }

  /// How many stops were reached.
  package var stopNumber: Int { stops.count { $0 < runner.next } }

  /// The last stop reached; nil before the first.
  var stop: Int? { stops.last { $0 < runner.next } }

  /// The chapter that it is in, counted from 0; nil before the first. A run belongs to the chapter
  /// whose words still stand there.
  package var chapter: Int? {
    let place = isMoving ? caption?.place ?? runner.next : runner.next
    return script.chapters.lastIndex { $0.step < place }
  }

  /// The last step that said something; nil before the first.
  package var caption: (step: ScriptStep, place: Int)? {
    script.steps.indices.last { $0 < runner.next && script.steps[$0].speaks }
      .map { (script.steps[$0], $0) }
  }

  /// What is to be looked at now.
  package var highlights: [Highlight] {
    guard phase != .over else { return [] }
    var result: [Highlight] = []
    // A run under way has begun, though the runner still stands before it.
    let end = phase == .performing ? runner.next + 1 : runner.next
    for step in script.steps.prefix(end) {
      if step.speaks { result = [] }
      if case .highlight(let highlights) = step.kind { result = highlights }
      if let highlights = step.highlights { result = highlights }
    }
    return result
  }

  /// The question of the stop that it is at, if that asks.
  package var question: (question: Question, place: Int)? {
    guard let stop, case .ask(let question) = script.steps[stop].kind else { return nil }
    return (question, stop)
  }

  /// The question that a step explains: the last before it.
  package func asked(before place: Int) -> (question: Question, place: Int)? {
    for place in (0..<place).reversed() {
      if case .ask(let question) = script.steps[place].kind { return (question, place) }
    }
    return nil
  }

  // MARK: Predictions

  /// Which choice was right, for the questions explained so far, by the step that asked.
  package internal(set) var answers: [Int: Int] = [:]

  /// How many guesses were right, and of how many.
  package var tally: (right: Int, of: Int) {
    let known = guesses.filter { answers[$0.key] != nil }
    return (known.count { answers[$0.key] == $0.value }, known.count)
  }

  /// How many hands of a class were right, and of how many, over all questions explained so far.
  package var handTally: (right: Int, of: Int) {
    var tally = (right: 0, of: 0)
    for (place, counts) in hands {
      guard let answer = answers[place], counts.indices.contains(answer) else { continue }
      tally.right += counts[answer]
      tally.of += counts.reduce(0, +)
    }
    return tally
  }

  /// Forgets what was guessed and answered from a step on.
  mutating func forget(from place: Int) {
    guesses = guesses.filter { $0.key < place }
    hands = hands.filter { $0.key < place }
    let explained = script.steps.indices.filter { index in
      if case .explain = script.steps[index].kind { return index < place }
      return false
    }
    let known = explained.compactMap { asked(before: $0)?.place }
    answers = answers.filter { known.contains($0.key) }
  }
}
