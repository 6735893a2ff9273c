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
  /// A line of a list is chosen.
  case choosing(Choice)
  /// A write is typed by hand.
  case writing(String)
  /// An act is typed by hand, as scripts write it.
  case acting(String)
  /// A filter of the history is typed.
  case filtering(String)
  /// The number of the event to go to is typed.
  case goingToEvent(String)
  /// The palette is open: what is typed, and which of the commands found is chosen.
  case searching(String, chosen: Int)
  /// The title is typed that a session is saved with.
  case titling(String)
  /// The name is typed that it is saved under; whether a file of that name may be replaced.
  case naming(String, title: String, isReplacing: Bool)
  /// The share code is shown, scrolled by so many rows.
  case sharing(SharedCode, scrolled: Int)
  /// The path of an experiment's file is typed.
  case namingExperiment(String)
  /// A dial of the timing is turned, by its number.
  case turning(Int)
  /// The lesson hurries on, and keys only end that.
  case hurrying
  /// What is to be searched for is typed.
  case seeking(String)
  /// It is read why something has not happened, scrolled by so many rows.
  case asking(Int)
  /// The help is open, scrolled by so many rows.
  case reading(Int)

  var context: Keymap.Context {
    switch self {
    case .normal: .normal
    case .splitting: .splitting
    case .linking: .linking
    case .choosingMessage: .choosingMessage
    case .choosing(let choice): choice.sought == nil ? choice.list.context : .finding
    case .writing: .writing
    case .acting: .acting
    case .filtering: .filtering
    case .goingToEvent: .goingToEvent
    case .searching: .searching
    case .titling, .naming: .saving
    case .sharing: .sharing
    case .namingExperiment: .namingExperiment
    case .turning: .turning
    case .hurrying: .hurrying
    case .reading: .reading
    case .seeking: .seeking
    case .asking: .asking
    }
  }

  /// The list that is open, if one is.
  var list: Choice.List? {
    if case .choosing(let choice) = self { choice.list } else { nil }
  }
}
