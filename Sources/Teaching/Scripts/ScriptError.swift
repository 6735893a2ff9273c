import ClientPrograms
import RaftCore
import Simulation
import YAML

/// Something in a script that cannot be read: where, what was found, and what would be right.
package struct ScriptError: Error, Hashable, Sendable {
  /// Counted from 1; 0 when the problem is the file as a whole.
  package var line: Int
  package var column: Int
  package var kind: Kind

  package init(_ kind: Kind, line: Int = 0, column: Int = 0) {
    self.kind = kind
    self.line = line
    self.column = column
  }

  package enum Kind: Hashable, Sendable {
    /// Not YAML at all.
    case notYAML(YAMLComplaint)
    /// The source is larger than `Script.sizeLimit`.
    case tooLarge
    /// Written for another version of the format.
    case version(String)
    /// A name that is none of those known.
    case unknown(Noun, found: String, known: [String])
    /// Something else would be right; `found` is nil where something is missing.
    case unfit(found: String?, expected: Expectation)
    /// A key that must be there is not.
    case missing(key: String)
    /// A key is there twice.
    case twice(key: String)
    /// A key that does not belong to this kind of step.
    case stray(key: String, step: String)
    /// A step that does two things.
    case twoKinds(String, String)
    case tooMany(Noun, limit: Int)
    case tooLong(limit: Int)
    /// A character that must not reach a terminal.
    case control(UInt32)
    /// A stimulus that is misspelt.
    case stimulus(ActTextError)
    case noSuchServer(ServerID, servers: Int)
    /// A program outside that this cluster does not have; it may have none at all.
    case noSuchProgram(ProgramID, programs: [ProgramID])
    /// An `explain` with no `ask` before it.
    case nothingAsked
    /// An `ask` with no `explain` after it.
    case neverExplained
    case essential(Rule)
    /// Two lines of an experiment that nothing sets apart.
    case sameName(String)
    /// A comment behind a text without quotes: a hint, nothing wrong.
    case comment
  }

  /// The problem on one line: `lesson.yaml:12:10: unknown act …`.
  package func text(in language: Language, file: String) -> String {
    let place = line == 0 ? "" : ":\(line):\(column)"
    return "\(file)\(place): \(language.scriptPhrases.text(of: kind))"
  }
}

/// What sort of thing a name in a script is for.
package enum Noun: String, Hashable, Sendable {
  case key, step, act, quantity, role, happening, language, view, pane, field, rule, feature
  case message
  case side, choices, problem, item, server
}

/// What would have been right.
package enum Expectation: Hashable, Sendable {
  case mapping, list, text, scalar
  case server, serverOrNone, number(ClosedRange<Int>), duration, durationRange, speed
  case word(String), oneOf([String]), end, closingQuote
  case comparison, terms, condition, run, keyValue, rule, nonEmpty, lessonNumber
  /// Words joined by `and` in a condition that time can only run until.
  case stateNotEvent
  case numberQuantity, serverQuantity, numberChoices
  /// A program outside; what such programs elect a leader for.
  case program, programOrNone, contest
  /// A key of etcd, such as `/leader`, and the number of a lease or a token.
  case etcdKey
  /// How long a trial waits, and a part of all trials.
  case wait, share
}

/// What a language says about scripts.
package protocol ScriptPhrases {
  func text(of problem: ScriptError.Kind) -> String
  func text(of failure: ScriptRunError.Kind) -> String
  /// Between a chapter's number and title, as in `Chapter 2: …`.
  func chapter(_ number: Int, _ title: String) -> String
  /// A new cluster begins, of so many servers.
  func newCluster(servers: Int) -> String
  /// A question, said to be one.
  func question(_ text: String) -> String
  /// The choice that was right, said to be the answer.
  func answer(_ text: String) -> String
  var yes: String { get }
  var no: String { get }
  var nobody: String { get }
  /// Neither a file nor a built-in lesson has this name.
  func noSuchScript(_ name: String, suggestion: String?) -> String
  func cannotRead(_ file: String) -> String
  func moreEvents(_ count: Int) -> String
  /// What was just told happened at other servers too, the last time at a moment.
  func again(at servers: [ServerID], until time: Time) -> String
  /// The choices of a question that are short.
  func choices(_ names: [String]) -> String
  /// Said at the end of a script.
  var theEnd: String { get }
  func passed(expectations: Int, questions: Int, events: Int) -> String
  func summary(files: Int, failed: Int) -> String
  func chapters(_ count: Int) -> String
  /// What a part of the course is about.
  func title(of part: LessonNumber.Part) -> String
}

extension Language {
  /// What this language says about scripts.
  package var scriptPhrases: any ScriptPhrases { phrasebook }
}
