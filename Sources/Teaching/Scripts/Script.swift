import KeyValue
import RaftCore
import Simulation

/// A cluster and a list of steps: a lesson, a demo, a saved session and a test are all scripts.
///
/// Written in YAML; see `script.schema.json` beside this file for the whole format. A script
/// touches nothing but the cluster that it describes: it names no files, and its texts hold no
/// control characters.
package struct Script: Hashable, Sendable {
  /// The version of the format that this program reads and writes.
  package static let version = 1
  /// The largest source, in bytes of UTF-8.
  package static let sizeLimit = 256 * 1024
  /// The most steps.
  package static let stepLimit = 2000
  /// The longest title of a script or chapter, in characters.
  package static let titleLimit = 100
  /// The longest text of a step, in characters.
  package static let textLimit = 2000
  /// The most choices of a question: one digit each.
  package static let choiceLimit = 9
  /// The most conditions, acts or highlights in one step.
  package static let listLimit = 32
  /// The longest span of virtual time that a step may take, in microseconds: ten minutes.
  package static let durationLimit: TimeSpan = 600_000_000
  /// The most events that a step may take.
  package static let eventLimit = 1_000_000
  /// How long a run waits for its condition, unless it says how long.
  package static let patience: TimeSpan = 10_000_000
  /// The most problems of a file that are reported.
  package static let problemLimit = 100

  /// The number of a lesson of the course; nil when it is none.
  package var number: LessonNumber?
  package var title: ScriptText
  /// What it is about, in a sentence or two.
  package var about: ScriptText?
  /// The cluster that it begins with.
  package var settings: Settings
  package var steps: [ScriptStep]

  /// Whether it is about real members of etcd: what a lesson of that part of the course is played on,
  /// with as many members and pods as its cluster says. Nothing else there tells of its seed.
  package var isReal: Bool { number?.part == .real }

  package init(
    number: LessonNumber? = nil, title: ScriptText, about: ScriptText? = nil,
    settings: Settings = Settings(), steps: [ScriptStep] = []
  ) {
    self.number = number
    self.title = title
    self.about = about
    self.settings = settings
    self.steps = steps
  }

  /// The titles of its chapters, each with the step that begins it.
  package var chapters: [(title: ScriptText, step: Int)] {
    steps.enumerated().compactMap { place, step in
      if case .mark(let title) = step.kind { (title, place) } else { nil }
    }
  }
}

/// A text of a script: one for every language, or one for each.
package struct ScriptText: Hashable, Sendable {
  private var plain: String?
  private var texts: [Language: String] = [:]

  /// The same text in every language.
  package init(_ plain: String) { self.plain = plain }

  /// A text for each of some languages.
  ///
  /// - Precondition: there is one at least.
  package init(_ texts: [Language: String]) {
    precondition(!texts.isEmpty, "a text has a language")
    self.texts = texts
  }

  /// The text in a language; in another one when it was not written in this.
  package subscript(language: Language) -> String {
    plain ?? texts[language] ?? Language.allCases.lazy.compactMap { texts[$0] }.first ?? ""
  }

  /// The text without a language, if that is how it was written.
  package var withoutLanguage: String? { plain }

  /// The languages that it was written in; none when it was written without.
  package var languages: [Language] { Language.allCases.filter { texts[$0] != nil } }
}

/// One step of a script, and where it was written.
package struct ScriptStep: Hashable, Sendable {
  package var kind: Kind
  /// What is to be looked at meanwhile; nil leaves it as it is.
  package var highlights: [Highlight]?
  /// The line of its source, counted from 1; 0 when it has none.
  package var line: Int
  /// The lines of its acts or facts, where they stand in a list of their own.
  package var itemLines: [Int]

  package init(
    _ kind: Kind, highlights: [Highlight]? = nil, line: Int = 0, itemLines: [Int] = []
  ) {
    self.kind = kind
    self.highlights = highlights
    self.line = line
    self.itemLines = itemLines
  }

  /// The line of its source on which one of its acts or facts stands.
  package func line(ofItem place: Int) -> Int {
    itemLines.indices.contains(place) ? itemLines[place] : line
  }

  package enum Kind: Hashable, Sendable {
    /// Something is said; the lesson waits until it is read.
    case say(ScriptText)
    /// Something comes from outside.
    case act([ScriptAct])
    /// Time goes on.
    case run(ScriptRun)
    /// What must hold now.
    case expect([Condition])
    /// A prediction is asked for; the lesson waits for it.
    case ask(Question)
    /// What the last question's answer turned out to be, and why; the lesson waits.
    case explain(ScriptText)
    /// A chapter begins.
    case mark(ScriptText)
    /// The lesson waits: for the reader, or for so many microseconds of real time.
    case pause(Duration?)
    /// A new cluster begins, at its own time 0, in place of the one before.
    case cluster(Settings)
    /// How fast time runs from here on, in thousandths of real time.
    case speed(Int)
    case view(ScriptView)
    /// What is to be looked at from here on.
    case highlight([Highlight])
  }

  /// The key that names the kind in a script.
  package var key: Key {
    switch kind {
    case .say: .say
    case .act: .act
    case .run: .run
    case .expect: .expect
    case .ask: .ask
    case .explain: .explain
    case .mark: .mark
    case .pause: .pause
    case .cluster: .cluster
    case .speed: .speed
    case .view: .view
    case .highlight: .highlight
    }
  }

  package enum Key: String, CaseIterable, Sendable {
    case say, act, run, expect, ask, explain, mark, pause, cluster, speed, view, highlight
  }

  /// Whether the lesson waits for its reader after this step.
  package var isStop: Bool {
    switch kind {
    case .say, .ask, .explain, .pause(nil): true
    default: false
    }
  }

  /// Whether it says something new, after which older highlights are out of date.
  package var speaks: Bool {
    switch kind {
    case .say, .ask, .explain: true
    default: false
    }
  }
}

/// How time goes on.
package enum ScriptRun: Hashable, Sendable {
  /// For a span of virtual time.
  case span(TimeSpan)
  /// To a moment of virtual time.
  case moment(Time)
  /// For so many events.
  case events(Int)
  /// Until something holds or happens; it must within a span of virtual time.
  case until(Condition, within: TimeSpan?)
}

/// What can fill the screen.
package enum ScriptView: String, CaseIterable, Hashable, Sendable {
  case cluster
  case spaceTime = "space-time"
  case rules
  case inspector
  case history
  case charts
  case pods
  case explorer
  case experiments
  case fate
}
