import Screen

/// Which keys do what: the rows of `CommandRow` with the user's keys.
package struct Keymap: Sendable {
  /// All bindings, in the order in which they are shown.
  package let bindings: [Binding]
  /// Where to find them: by key and by command, in each context.
  private var byKey: [Context: [Key: Int]] = [:]
  private var byCommand: [Context: [KeyCommand: Named]] = [:]

  /// The keys that raftlab comes with.
  package static let standard = Keymap(bindings: CommandRow.all.map { Binding($0) })

  /// A binding with the names of its keys, which every frame shows a dozen of.
  private struct Named {
    let binding: Binding
    let names: [String]
  }

  init(bindings: [Binding]) {
    self.bindings = bindings
    // Of two that clash the first holds.
    for (place, binding) in bindings.enumerated().reversed() {
      byCommand[binding.context, default: [:]][binding.command] = Named(
        binding: binding,
        names: binding.keys.map { $0.shownName(inASCII: binding.isASCII) })
      for key in binding.keys { byKey[binding.context, default: [:]][key] = place }
    }
  }

  /// A row of the commands, and the keys that it is bound to.
  package struct Binding: Equatable, Sendable {
    package let row: CommandRow
    /// The first is the one shown in the footer.
    package let keys: [Key]
    /// Shown for the keys together, where listing them would be long.
    package let label: String?
    /// Whether its keys are named with ASCII characters only.
    var isASCII = false

    init(_ row: CommandRow) {
      self.row = row
      keys = row.keys
      label = row.label
    }

    /// The row bound to other keys.
    init(_ row: CommandRow, to keys: [Key]) {
      self.row = row
      self.keys = keys
      label = nil
    }

    package static func == (left: Binding, right: Binding) -> Bool {
      left.command == right.command && left.context == right.context && left.keys == right.keys
        && left.label == right.label && left.isASCII == right.isASCII
    }

    package var command: KeyCommand { row.command }
    package var context: Context { row.context }
    package var group: Group { row.group }

    /// The keys as they are shown.
    package var shownKeys: String { names(of: keys) }

    /// Some of its keys as they are shown.
    func names(of keys: [Key]) -> String {
      label ?? keys.map { $0.shownName(inASCII: isASCII) }.joined(separator: " ")
    }
  }

  /// Where a binding holds.
  package enum Context: String, CaseIterable, Hashable, Sendable {
    case normal
    case splitting
    case linking
    case choosingMessage
    case choosingBranch
    case choosingTheme
    case choosingFeature
    case choosingMember
    case writing
    /// An act is typed by hand.
    case acting
    case filtering
    case searching
    case choosingLesson
    case saving
    case choosingSession
    /// A rule, in plain lines.
    case choosingRule
    /// The number of an event is typed.
    case goingToEvent
    /// A line of a list is looked for.
    case finding
    case sharing
    case reading
    /// A lesson hurries on.
    case hurrying
    // A lesson, on its line and away from it; what they do not bind is as in the view.
    case lesson
    case lessonAway
    // Views, while nothing is being chosen or typed; what they do not bind is as in `normal`.
    case spaceTime
    case rules
    case history
    case charts
    case explorer
    /// What is to be searched for is typed.
    case seeking
    /// It is read why something has not happened.
    case asking
    case experiments
    case fate
    /// The file of an experiment is named.
    case namingExperiment
    /// A dial of the timing is turned; what it does not bind is as in the view.
    case turning
  }

  /// Under which heading a binding is shown.
  package enum Group: String, CaseIterable, Hashable, Sendable {
    case time
    case servers
    case programs
    case clients
    case network
    case screen
    case views
    case lessons
    case sessions
    case modes
  }

  /// The same keys, named with ASCII characters only.
  package var inASCII: Keymap {
    Keymap(
      bindings: bindings.map { binding in
        var binding = binding
        binding.isASCII = true
        return binding
      })
  }

  /// What a key does in a context; nil when nothing.
  package func command(for key: Key, in context: Context) -> KeyCommand? {
    byKey[context]?[key].map { bindings[$0].command }
  }

  /// What a key does in the first context that has something for it; nil when nothing.
  func row(for key: Key, in contexts: [Context]) -> CommandRow? {
    for context in contexts {
      if let place = byKey[context]?[key] { return bindings[place].row }
    }
    return nil
  }

  /// The binding of a command in the first context that has one.
  package func binding(of command: KeyCommand, in contexts: [Context]) -> Binding? {
    nearest(command, in: contexts)?.named.binding
  }

  /// The binding of a command in a context.
  package func binding(of command: KeyCommand, in context: Context = .normal) -> Binding? {
    byCommand[context]?[command]?.binding
  }

  /// The key to show in a hint: the first of a command that does it here; nil when none does.
  func hint(for command: KeyCommand, in contexts: [Context]) -> String? {
    guard let (named, nearer) = nearest(command, in: contexts) else { return nil }
    // A nearer context may have something else for a key.
    let first = named.binding.keys.firstIndex { key in
      nearer.allSatisfy { [nil, command].contains(self.command(for: key, in: $0)) }
    }
    return first.map { named.binding.label ?? named.names[$0] }
  }

  /// A command in the first context that has it, and the contexts before that.
  private func nearest(
    _ command: KeyCommand, in contexts: [Context]
  ) -> (named: Named, nearer: ArraySlice<Context>)? {
    for (place, context) in contexts.enumerated() {
      if let named = byCommand[context]?[command] { return (named, contexts[..<place]) }
    }
    return nil
  }
}
