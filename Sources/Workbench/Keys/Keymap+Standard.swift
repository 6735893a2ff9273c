import Screen

// The table of keys.
extension Keymap {
  /// The keys that raftlab comes with.
  package static let standard = Keymap(
    bindings: time + servers + clients + network + screen + views + lessons + sessions + modes)

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
  ]

  private static let clients: [Binding] = [
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
    bind(.screen, .pageUp, in: .normal, pageUp),
    bind(.screen, .pageDown, in: .normal, pageDown),
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
    bind(.modes, .chooseUp, in: .choosingLesson, up),
    bind(.modes, .chooseDown, in: .choosingLesson, down + ["L", "C"]),
    bind(.modes, .confirm, in: .choosingLesson, [.init(.enter), "space"]),
    bind(.modes, .cancel, in: .choosingLesson, leave),
  ]

  private static let sessions: [Binding] = [
    bind(.sessions, .saveSession, "S"),
    bind(.sessions, .openSession, "F"),
    bind(.sessions, .share, "Y"),
    bind(.modes, .confirm, in: .saving, [.init(.enter)]),
    bind(.modes, .cancel, in: .saving, leaveText),
    bind(.modes, .chooseUp, in: .choosingSession, up),
    bind(.modes, .chooseDown, in: .choosingSession, down + ["F"]),
    bind(.modes, .confirm, in: .choosingSession, [.init(.enter)]),
    bind(.modes, .cancel, in: .choosingSession, leave),
    bind(.modes, .chooseUp, in: .sharing, up),
    bind(.modes, .chooseDown, in: .sharing, down + ["space"]),
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
    bind(.modes, .cancel, in: .splitting, leave),
    bind(.modes, .chooseDigit, in: .linking, label: "1-9", digits),
    bind(.modes, .cancel, in: .linking, leave),
    bind(.modes, .chooseUp, in: .choosingMessage, up),
    bind(.modes, .chooseDown, in: .choosingMessage, down + ["m"]),
    bind(.modes, .deliverMessage, in: .choosingMessage, [.init(.enter)]),
    bind(.modes, .dropMessage, in: .choosingMessage, ["d"]),
    bind(.modes, .duplicateMessage, in: .choosingMessage, ["D"]),
    bind(.modes, .holdMessage, in: .choosingMessage, ["h"]),
    bind(.modes, .cancel, in: .choosingMessage, leave),
    bind(.modes, .chooseUp, in: .choosingBranch, up),
    bind(.modes, .chooseDown, in: .choosingBranch, down + ["b"]),
    bind(.modes, .confirm, in: .choosingBranch, [.init(.enter)]),
    bind(.modes, .cancel, in: .choosingBranch, leave),
    bind(.modes, .chooseUp, in: .choosingTheme, up),
    bind(.modes, .chooseDown, in: .choosingTheme, down + ["T"]),
    bind(.modes, .confirm, in: .choosingTheme, [.init(.enter)]),
    bind(.modes, .cancel, in: .choosingTheme, leave),
    bind(.modes, .confirm, in: .writing, [.init(.enter)]),
    bind(.modes, .cancel, in: .writing, leaveText),
    bind(.modes, .chooseUp, in: .filtering, [.init(.up), .control("p")]),
    bind(.modes, .chooseDown, in: .filtering, [.init(.down), .control("n")]),
    bind(.modes, .confirm, in: .filtering, [.init(.enter)]),
    bind(.modes, .cancel, in: .filtering, leaveText),
    bind(.modes, .chooseUp, in: .searching, [.init(.up), .control("p")]),
    bind(.modes, .chooseDown, in: .searching, [.init(.down), .control("n"), .init(.tab)]),
    bind(.modes, .confirm, in: .searching, [.init(.enter)]),
    bind(.modes, .cancel, in: .searching, leaveText),
    bind(.modes, .chooseUp, in: .reading, up),
    bind(.modes, .chooseDown, in: .reading, down + ["space"]),
    bind(.modes, .pageUp, in: .reading, pageUp),
    bind(.modes, .pageDown, in: .reading, pageDown),
    bind(.modes, .beginning, in: .reading, [.init(.home), "g"]),
    bind(.modes, .latest, in: .reading, [.init(.end), "G"]),
    bind(
      .modes, .cancel, in: .reading,
      [.init(.escape), .control("g"), "q", "?", .init(.enter), .control("c")]),
  ]

  // As readers, vi and Emacs have them.
  private static let up: [Key] = [.init(.up), "k", .control("p")]
  private static let down: [Key] = [.init(.down), "j", .control("n")]
  private static let pageUp: [Key] = [.init(.pageUp), .control("u"), "alt-v"]
  private static let pageDown: [Key] = [.init(.pageDown), .control("d"), .control("v")]
  /// Without letters, where letters are typed.
  private static let leaveText: [Key] = [.init(.escape), .control("g"), .control("c")]
  private static let leave: [Key] = leaveText + ["q"]
  private static let digits: [Key] = "123456789".map { Key.character($0) }

  private static func bind(_ group: Group, _ command: KeyCommand, _ keys: Key...) -> Binding {
    bind(group, command, in: .normal, keys)
  }

  private static func bind(
    _ group: Group, _ command: KeyCommand, in context: Context = .normal, label: String? = nil,
    _ keys: [Key]
  ) -> Binding {
    Binding(context: context, command: command, keys: keys, label: label, group: group)
  }
}
