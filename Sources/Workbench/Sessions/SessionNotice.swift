import Teaching

/// What is said below the panes about sessions.
package enum SessionNotice: Hashable, Sendable {
  /// A run was repeated, so much of it against digests.
  case repeated(SessionEntry.Extent, proven: Int)
  /// The end of a journal was torn or damaged.
  case recovered(JournalReading.Loss)
  /// This version goes another way.
  case diverged(SessionReplay.Divergence)
  /// There is a file of that name; Enter again replaces it.
  case occupied(String)
  /// A recording that was cut short was put into its place.
  case recordingRecovered([String])
  /// A branch was saved as a script; there are others.
  case savedBranch(Int, of: Int, file: String)
  /// What was seen of a real cluster, so many things; or what could not be read of it.
  case seen(program: String, events: Int)
  case seenInPart(String)
  case untitled
  case unnamed
  case tooLong(Script.LengthError)
  case none
  case unreadable(SessionTrouble)

  /// Whether something went otherwise than was wanted.
  var isWarning: Bool {
    switch self {
    case .repeated, .recordingRecovered, .savedBranch, .seen: false
    default: true
    }
  }

  func text(in language: Language) -> String {
    let phrases = language.sessionPhrases
    let labels = language.sessionLabels
    return switch self {
    case .repeated(let extent, let proven):
      phrases.repeated(
        events: extent.events, acts: extent.acts, branches: extent.branches, proven: proven)
    case .recovered(let loss): phrases.text(of: loss)
    case .diverged(let divergence): phrases.text(of: divergence)
    case .occupied(let name): labels.occupied(name)
    case .recordingRecovered(let files): labels.recordingRecovered(files)
    case .savedBranch(let number, let count, let file):
      "\(language.labels.saved([file])). \(phrases.holdsOneBranch(number, of: count))"
    case .seen(let program, let events): labels.seenOpened(program, events: events)
    case .seenInPart(let text): text
    case .untitled: labels.untitled
    case .unnamed: labels.unnamed
    case .tooLong(let reason): phrases.text(of: reason)
    case .none: phrases.noSession(nil)
    case .unreadable(let trouble): trouble.text(in: language)
    }
  }
}
