import RaftCore

/// What the next keys are for, when they are not commands.
package enum Mode: Hashable, Sendable {
  case normal
  /// Servers are being put on the two sides of a split; those in the set are on the second.
  case splitting(ServerSet)
  /// A link is being named: its sender first, then its receiver.
  case linking(from: ServerID?)
  /// A message in flight is chosen, by its number.
  case choosingMessage(Int)
  /// A branch is chosen, by its number.
  case choosingBranch(Int)
  /// A theme is chosen, by its place on the shelf; the screen shows it already.
  case choosingTheme(Int)
  /// A write is typed by hand.
  case writing(String)
  /// A filter of the history is typed.
  case filtering(String)
  /// The palette is open: what is typed, and which of the commands found is chosen.
  case searching(String, chosen: Int)
  /// A built-in lesson is chosen, by its place.
  case choosingLesson(Int)
  /// A chapter of the lesson is chosen, by its place.
  case choosingChapter(Int)
  /// The title is typed that a session is saved with.
  case titling(String)
  /// The name is typed that it is saved under; whether a file of that name may be replaced.
  case naming(String, title: String, isReplacing: Bool)
  /// A session is chosen, by its place in the list.
  case choosingSession(Int)
  /// The share code is shown, scrolled by so many rows.
  case sharing(String, scrolled: Int)
  /// The help is open, scrolled by so many rows.
  case reading(Int)

  var context: Keymap.Context {
    switch self {
    case .normal: .normal
    case .splitting: .splitting
    case .linking: .linking
    case .choosingMessage: .choosingMessage
    case .choosingBranch: .choosingBranch
    case .choosingTheme: .choosingTheme
    case .writing: .writing
    case .filtering: .filtering
    case .searching: .searching
    case .choosingLesson, .choosingChapter: .choosingLesson
    case .titling, .naming: .saving
    case .choosingSession: .choosingSession
    case .sharing: .sharing
    case .reading: .reading
    }
  }
}
