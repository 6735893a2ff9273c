import RaftCore
import Simulation

/// A script played as text: for pipes, logs and screen readers. Every question is stated, then its
/// answer.
package struct Transcript {
  /// A line, not yet wrapped.
  package struct Line: Hashable, Sendable {
    package var kind: Kind
    package var text: String
  }

  package enum Kind: Hashable, Sendable {
    case title, about, chapter, said, question, choice, answer, failure, end
    /// What happened at a moment of virtual time.
    case event(Time)
    /// Where else the same happened; how many more events there were.
    case again, more
  }

  /// The most events of one step that are told.
  package static let eventsPerStep = 100

  package private(set) var lines: [Line] = []
  /// What went otherwise than the script expected.
  package private(set) var failures: [ScriptRunError] = []
  private let language: Language
  private var narrator: Narrator {
    Narrator(in: language, naming: history.state.post?.requests, history.state.entries)
  }
  private var history: any History
  private var runner: ScriptRunner
  private var chapters = 0
  /// What happened in the step at hand.
  private var told = Telling()
  private var untold = 0

  /// Plays a script to its end.
  package init(of script: Script, in language: Language) {
    self.init(of: script, in: language) { _ in }
  }

  /// The same, if nobody ends it.
  ///
  /// - Parameter progress: as for `ScriptRunner.perform`.
  package init<Stop: Error>(
    of script: Script, in language: Language, progress: (Int) throws(Stop) -> Void
  ) throws(Stop) {
    self.init(script, on: Timeline(script.settings), in: language)
    while let step = runner.step { try perform(step, progress: progress) }
    end()
  }

  /// Plays a script on what goes on by itself to its end.
  ///
  /// - Parameter wait: waits for something new, and tells for how long it did, in microseconds.
  package init(
    of script: Script, on history: some History, in language: Language, wait: () -> TimeSpan
  ) {
    self.init(script, on: history, in: language)
    while let step = runner.step {
      perform(step) { transcript in transcript.run(wait: wait) }
    }
    end()
  }

  private init(_ script: Script, on history: some History, in language: Language) {
    self.language = language
    self.history = history
    runner = ScriptRunner(script, on: history)
    add(.title, script.title[language])
    if let about = script.about { add(.about, about[language]) }
  }

  private mutating func end() {
    failures = runner.failures
    add(.end, language.scriptPhrases.theEnd)
  }

  private mutating func add(_ kind: Kind, _ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
      lines.append(Line(kind: kind, text: String(line)))
    }
  }

  private mutating func perform<Stop: Error>(
    _ step: ScriptStep, progress: (Int) throws(Stop) -> Void
  ) throws(Stop) {
    try perform(step) { transcript throws(Stop) in try transcript.run(progress: progress) }
  }

  /// - Parameter run: performs a step that lets time pass.
  private mutating func perform<Stop: Error>(
    _ step: ScriptStep, run: (inout Transcript) throws(Stop) -> Void
  ) throws(Stop) {
    told = Telling()
    untold = 0
    let failureCount = runner.failures.count
    switch step.kind {
    case .say(let text): add(.said, text[language])
    case .mark(let title):
      chapters += 1
      add(.chapter, language.scriptPhrases.chapter(chapters, title[language]))
    case .ask(let question): ask(question)
    case .explain(let text): explain(text)
    case .cluster(let settings):
      add(.said, language.scriptPhrases.newCluster(servers: settings.servers))
    default: break
    }
    if case .run = step.kind {
      try run(&self)
    } else {
      let position = history.position
      runner.perform(on: &history)
      tellActs(since: min(position, history.position))
    }
    for item in told.items {
      add(.event(item.time), item.phrase.text)
      if !item.others.isEmpty {
        add(.again, language.scriptPhrases.again(at: item.others, until: item.until))
      }
    }
    if untold > 0 { add(.more, language.scriptPhrases.moreEvents(untold)) }
    for failure in runner.failures.dropFirst(failureCount) {
      add(.failure, language.scriptPhrases.text(of: failure.kind))
    }
  }

  private mutating func ask(_ question: Question) {
    add(.question, language.scriptPhrases.question(question.text[language]))
    let names = question.choices(in: language, servers: history.state.servers.count)
    if case .list = question.choices {
      for name in names { add(.choice, "- \(name)") }
    } else {
      add(.choice, language.scriptPhrases.choices(names))
    }
  }

  private mutating func explain(_ text: ScriptText) {
    if let question = runner.question(before: runner.next),
      let place = try? question.answer(in: history.state)
    {
      let choices = question.choices(in: language, servers: history.state.servers.count)
      add(.answer, language.scriptPhrases.answer(choices[place]))
    }
    add(.said, text[language])
  }

  // MARK: Events

  private mutating func run<Stop: Error>(
    progress: (Int) throws(Stop) -> Void
  ) throws(Stop) {
    runner.begin(on: history)
    var isOver = false
    while !isOver {
      let position = history.position
      if position.isMultiple(of: ScriptRunner.slice) { try progress(runner.done(on: history)) }
      isOver = runner.advance(on: &history, maximum: 1)
      if history.position > position { tellLatest { $0.isRoutine } }
    }
  }

  /// The same of what goes on by itself: where nothing is new, it is waited for.
  private mutating func run(wait: () -> TimeSpan) {
    runner.begin(on: history)
    var limit = history.now
    var isOver = false
    while !isOver {
      let position = history.position
      isOver = runner.advance(on: &history, until: limit, maximum: 1)
      if history.position > position {
        tellLatest { $0.isHeartbeat }
      } else if !isOver {
        limit = max(limit, history.now) + wait()
      }
    }
  }

  /// What happened last, unless it is what happens all the time.
  private mutating func tellLatest(_ isRoutine: (Happening) -> Bool) {
    guard let event = history.latest, !isRoutine(event) else { return }
    tell(event, narrator.headline(of: event, in: history.state))
    if let violation = event.violation { tell(event, narrator.sentence(for: violation)) }
  }

  /// What came from outside, and what it led to at once.
  private mutating func tellActs(since position: Int) {
    for event in history.recent where event.number > position {
      let story = narrator.story(of: event, in: history.state)
      tell(event, story.first)
      let headline = narrator.headline(of: event, in: history.state)
      if headline != story.first { tell(event, headline) }
    }
  }

  private mutating func tell(_ event: Happening, _ sentence: Sentence?) {
    guard let sentence else { return }
    guard told.items.count < Self.eventsPerStep || event.violation != nil else {
      untold += 1
      return
    }
    told.add(sentence.phrase, at: event.time, isTurningPoint: !event.milestones.isEmpty)
  }
}
