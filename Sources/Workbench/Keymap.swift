import Screen

/// Which keys do what: the one table that dispatch, footer, help and the README are made from.
package struct Keymap: Sendable {
  /// All bindings, in the order in which they are shown.
  package let bindings: [Binding]
  /// Where to find them: by key and by command, in each context.
  private var byKey: [Context: [Key: Command]] = [:]
  private var byCommand: [Context: [Command: Binding]] = [:]

  init(bindings: [Binding]) {
    self.bindings = bindings
    // Of two that clash the first holds.
    for binding in bindings.reversed() {
      byCommand[binding.context, default: [:]][binding.command] = binding
      for key in binding.keys {
        byKey[binding.context, default: [:]][key] = binding.command
      }
    }
  }

  /// Keys that do one thing, in one context.
  package struct Binding: Hashable, Sendable {
    package let context: Context
    package let command: Command
    /// The first is the one shown in the footer.
    package let keys: [Key]
    /// Shown for the keys together, where listing them would be long.
    package let label: String?
    package let group: Group

    /// The keys as they are shown.
    package var shownKeys: String { label ?? keys.map(\.shownName).joined(separator: " ") }
  }

  /// Where a binding holds.
  package enum Context: String, CaseIterable, Hashable, Sendable {
    case normal
    case splitting
    case linking
    case choosingMessage
    case choosingBranch
    case choosingTheme
    case writing
    case filtering
    case searching
    case choosingLesson
    case saving
    case choosingSession
    case sharing
    case reading
    // A lesson, on its line and away from it; what they do not bind is as in the view.
    case lesson
    case lessonAway
    // Views, while nothing is being chosen or typed; what they do not bind is as in `normal`.
    case spaceTime
    case rules
    case history
    case charts
  }

  /// Under which heading a binding is shown.
  package enum Group: String, CaseIterable, Hashable, Sendable {
    case time
    case servers
    case clients
    case network
    case screen
    case views
    case lessons
    case sessions
    case modes
  }

  /// What a key does in a context; nil when nothing.
  package func command(for key: Key, in context: Context) -> Command? {
    byKey[context]?[key]
  }

  /// What a key does in the first context that has something for it; nil when nothing.
  package func command(for key: Key, in contexts: [Context]) -> Command? {
    for context in contexts {
      if let command = command(for: key, in: context) { return command }
    }
    return nil
  }

  /// The binding of a command in the first context that has one.
  package func binding(of command: Command, in contexts: [Context]) -> Binding? {
    for context in contexts {
      if let binding = binding(of: command, in: context) { return binding }
    }
    return nil
  }

  /// The binding of a command in a context.
  package func binding(of command: Command, in context: Context = .normal) -> Binding? {
    byCommand[context]?[command]
  }

  /// The keys that raftlab comes with.
  package static let standard = Keymap(
    bindings: time + servers + network + screen + views + lessons + sessions + modes)

  private static let time: [Binding] = [
    bind(.time, .step, "space"),
    bind(.time, .skip, "s"),
    bind(.time, .nextMilestone, "n"),
    bind(.time, .runOrPause, "r"),
    bind(.time, .back, .init(.left), .init(.backspace), .control("b")),
    bind(.time, .forward, .init(.right), .control("f")),
    bind(.time, .previousMilestone, .init(.left, .shift), "["),
    bind(.time, .followingMilestone, .init(.right, .shift), "]"),
    bind(.time, .beginning, .init(.home), "g", .control("a")),
    bind(.time, .latest, .init(.end), "e", .control("e")),
    bind(.time, .faster, "+", "="),
    bind(.time, .slower, "-"),
    bind(.time, .branches, "b"),
  ]

  private static let servers: [Binding] = [
    bind(.servers, .selectServer, label: "1-9", digits),
    bind(.servers, .selectPrevious, .init(.up)),
    bind(.servers, .selectNext, .init(.down)),
    bind(.servers, .killOrRestart, "k"),
    bind(.servers, .pauseOrResume, "z"),
    bind(.servers, .timeOut, "t"),
    bind(.servers, .wipe, "X"),
    bind(.clients, .write, "w"),
    bind(.clients, .writeByHand, "W"),
    bind(.clients, .read, "R"),
  ]

  private static let network: [Binding] = [
    bind(.network, .split, "p"),
    bind(.network, .isolate, "i"),
    bind(.network, .cutLink, "c"),
    bind(.network, .heal, "h"),
    bind(.network, .messages, "m"),
  ]

  private static let screen: [Binding] = [
    bind(.screen, .nextView, "v", .init(.tab)),
    bind(.screen, .clusterView, .init(.function(1))),
    bind(.screen, .spaceTimeView, .init(.function(2))),
    bind(.screen, .rulesView, .init(.function(3))),
    bind(.screen, .inspectorView, .init(.function(4)), .init(.enter)),
    bind(.screen, .historyView, .init(.function(5))),
    bind(.screen, .chartsView, .init(.function(6))),
    bind(.screen, .filter, "/"),
    bind(.screen, .scrollLogBack, ",", "<"),
    bind(.screen, .scrollLogForward, ".", ">"),
    bind(.screen, .palette, ":", .control("p")),
    bind(.screen, .record, "o"),
    bind(.screen, .savePicture, "O"),
    bind(.screen, .themes, "T"),
    bind(.screen, .language, "G"),
    bind(.screen, .mouse, "M"),
    bind(.screen, .largePrint, "P"),
    bind(.screen, .redraw, .control("l")),
    bind(.screen, .help, "?"),
    bind(.screen, .quit, "q", .control("c")),
  ]

  private static let lessons: [Binding] = [
    bind(.lessons, .lessons, "L"),
    bind(.lessons, .lessonNext, in: .lesson, ["space", .init(.enter)]),
    bind(.lessons, .lessonBack, in: .lesson, [.init(.backspace), .init(.left)]),
    bind(.lessons, .chapters, in: .lesson, ["C"]),
    bind(.lessons, .leaveLesson, in: .lesson, [.init(.escape), .control("g")]),
    bind(.lessons, .lessonReturn, in: .lessonAway, [.init(.escape), .control("g")]),
    bind(.lessons, .chapters, in: .lessonAway, ["C"]),
    bind(.modes, .chooseUp, in: .choosingLesson, [.init(.up), "k", .control("p")]),
    bind(.modes, .chooseDown, in: .choosingLesson, [.init(.down), "j", .control("n"), "L", "C"]),
    bind(.modes, .confirm, in: .choosingLesson, [.init(.enter), "space"]),
    bind(
      .modes, .cancel, in: .choosingLesson, [.init(.escape), .control("g"), .control("c"), "q"]),
  ]

  private static let sessions: [Binding] = [
    bind(.sessions, .saveSession, "S"),
    bind(.sessions, .openSession, "F"),
    bind(.sessions, .share, "Y"),
    bind(.modes, .confirm, in: .saving, [.init(.enter)]),
    bind(.modes, .cancel, in: .saving, [.init(.escape), .control("g"), .control("c")]),
    bind(.modes, .chooseUp, in: .choosingSession, [.init(.up), "k", .control("p")]),
    bind(.modes, .chooseDown, in: .choosingSession, [.init(.down), "j", .control("n"), "F"]),
    bind(.modes, .confirm, in: .choosingSession, [.init(.enter)]),
    bind(
      .modes, .cancel, in: .choosingSession, [.init(.escape), .control("g"), .control("c"), "q"]),
    bind(.modes, .chooseUp, in: .sharing, [.init(.up), "k", .control("p")]),
    bind(.modes, .chooseDown, in: .sharing, [.init(.down), "j", .control("n"), "space"]),
    bind(
      .modes, .cancel, in: .sharing,
      [.init(.escape), .control("g"), "q", "Y", .init(.enter), .control("c")]),
  ]

  private static let views: [Binding] = [
    bind(.views, .back, in: .spaceTime, [.init(.up)]),
    bind(.views, .forward, in: .spaceTime, [.init(.down)]),
    bind(.views, .pageUp, in: .spaceTime, pageUp),
    bind(.views, .pageDown, in: .spaceTime, pageDown),
    bind(.views, .zoomOut, in: .spaceTime, [",", "<"]),
    bind(.views, .zoomIn, in: .spaceTime, [".", ">"]),
    bind(.views, .chooseUp, in: .rules, [.init(.up)]),
    bind(.views, .chooseDown, in: .rules, [.init(.down)]),
    bind(.views, .pageUp, in: .rules, pageUp),
    bind(.views, .pageDown, in: .rules, pageDown),
    bind(.views, .confirm, in: .rules, [.init(.enter)]),
    bind(.views, .switchRule, in: .rules, ["x"]),
    bind(.views, .chooseUp, in: .history, [.init(.up)]),
    bind(.views, .chooseDown, in: .history, [.init(.down)]),
    bind(.views, .pageUp, in: .history, pageUp),
    bind(.views, .pageDown, in: .history, pageDown),
    bind(.views, .confirm, in: .history, [.init(.enter)]),
    bind(.views, .nextSieve, in: .history, ["f"]),
    bind(.views, .clearFilter, in: .history, [.init(.escape), .control("g")]),
    bind(.views, .zoomOut, in: .charts, [",", "<"]),
    bind(.views, .zoomIn, in: .charts, [".", ">"]),
    bind(.views, .pageUp, in: .charts, pageUp),
    bind(.views, .pageDown, in: .charts, pageDown),
  ]

  private static let modes: [Binding] = [
    bind(.modes, .chooseDigit, in: .splitting, label: "1-9", digits),
    bind(.modes, .confirm, in: .splitting, [.init(.enter)]),
    bind(.modes, .cancel, in: .splitting, [.init(.escape), .control("g"), .control("c"), "q"]),
    bind(.modes, .chooseDigit, in: .linking, label: "1-9", digits),
    bind(.modes, .cancel, in: .linking, [.init(.escape), .control("g"), .control("c"), "q"]),
    bind(.modes, .chooseUp, in: .choosingMessage, [.init(.up), "k", .control("p")]),
    bind(.modes, .chooseDown, in: .choosingMessage, [.init(.down), "j", .control("n"), "m"]),
    bind(.modes, .deliverMessage, in: .choosingMessage, [.init(.enter)]),
    bind(.modes, .dropMessage, in: .choosingMessage, ["d"]),
    bind(.modes, .duplicateMessage, in: .choosingMessage, ["D"]),
    bind(.modes, .holdMessage, in: .choosingMessage, ["h"]),
    bind(
      .modes, .cancel, in: .choosingMessage, [.init(.escape), .control("g"), .control("c"), "q"]),
    bind(.modes, .chooseUp, in: .choosingBranch, [.init(.up), "k", .control("p")]),
    bind(.modes, .chooseDown, in: .choosingBranch, [.init(.down), "j", .control("n"), "b"]),
    bind(.modes, .confirm, in: .choosingBranch, [.init(.enter)]),
    bind(
      .modes, .cancel, in: .choosingBranch, [.init(.escape), .control("g"), .control("c"), "q"]),
    bind(.modes, .chooseUp, in: .choosingTheme, [.init(.up), "k", .control("p")]),
    bind(.modes, .chooseDown, in: .choosingTheme, [.init(.down), "j", .control("n"), "T"]),
    bind(.modes, .confirm, in: .choosingTheme, [.init(.enter)]),
    bind(.modes, .cancel, in: .choosingTheme, [.init(.escape), .control("g"), .control("c"), "q"]),
    bind(.modes, .confirm, in: .writing, [.init(.enter)]),
    bind(.modes, .cancel, in: .writing, [.init(.escape), .control("g"), .control("c")]),
    bind(.modes, .chooseUp, in: .filtering, [.init(.up), .control("p")]),
    bind(.modes, .chooseDown, in: .filtering, [.init(.down), .control("n")]),
    bind(.modes, .confirm, in: .filtering, [.init(.enter)]),
    bind(.modes, .cancel, in: .filtering, [.init(.escape), .control("g"), .control("c")]),
    bind(.modes, .chooseUp, in: .searching, [.init(.up), .control("p")]),
    bind(.modes, .chooseDown, in: .searching, [.init(.down), .control("n"), .init(.tab)]),
    bind(.modes, .confirm, in: .searching, [.init(.enter)]),
    bind(.modes, .cancel, in: .searching, [.init(.escape), .control("g"), .control("c")]),
    bind(.modes, .chooseUp, in: .reading, [.init(.up), "k", .control("p")]),
    bind(.modes, .chooseDown, in: .reading, [.init(.down), "j", .control("n"), "space"]),
    bind(.modes, .pageUp, in: .reading, pageUp),
    bind(.modes, .pageDown, in: .reading, pageDown),
    bind(.modes, .beginning, in: .reading, [.init(.home), "g"]),
    bind(.modes, .latest, in: .reading, [.init(.end), "G"]),
    bind(
      .modes, .cancel, in: .reading,
      [.init(.escape), .control("g"), "q", "?", .init(.enter), .control("c")]),
  ]

  /// As readers, vi and Emacs have them.
  private static let pageUp: [Key] = [.init(.pageUp), .control("u"), "alt-v"]
  private static let pageDown: [Key] = [.init(.pageDown), .control("d"), .control("v")]

  private static let digits: [Key] = "123456789".map { Key.character($0) }

  private static func bind(_ group: Group, _ command: Command, _ keys: Key...) -> Binding {
    bind(group, command, in: .normal, keys)
  }

  private static func bind(
    _ group: Group, _ command: Command, in context: Context = .normal, label: String? = nil,
    _ keys: [Key]
  ) -> Binding {
    Binding(context: context, command: command, keys: keys, label: label, group: group)
  }
}

extension Key {
  /// The name as it is shown on the screen: arrows as arrows, all else as it is written.
  package var shownName: String {
    let prefix = name.hasSuffix(arrowName ?? " ") ? String(name.dropLast(arrowName!.count)) : ""
    return switch code {
    case .left: prefix + "←"
    case .right: prefix + "→"
    case .up: prefix + "↑"
    case .down: prefix + "↓"
    case .home: prefix + "Home"
    case .end: prefix + "End"
    case .enter: prefix + "Enter"
    case .escape: prefix + "Esc"
    case .backspace: prefix + "Backspace"
    case .pageUp: prefix + "PgUp"
    case .pageDown: prefix + "PgDn"
    case .tab: prefix + "Tab"
    case .function(let number): prefix + "F\(number)"
    default: name
    }
  }

  private var arrowName: String? {
    switch code {
    case .left: "left"
    case .right: "right"
    case .up: "up"
    case .down: "down"
    default: nil
    }
  }
}
