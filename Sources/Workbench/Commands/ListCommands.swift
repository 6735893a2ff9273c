import RaftCore
import Screen
import Simulation
import Teaching

extension CommandRow {
  static let lessonLists = listRows(
    in: .choosingLesson, next: ["L", "C"], confirm: [.init(.enter), "space"])
  static let sessionList = listRows(in: .choosingSession, next: ["F"], confirm: [.init(.enter)])
  static let branchList = listRows(in: .choosingBranch, next: ["b"], confirm: [.init(.enter)])
  static let ruleList =
    listRows(in: .choosingRule, next: [], confirm: [.init(.enter)])
    // Digits choose at once, so that x is no letter that is looked for.
    .filter { $0.command != .chooseDigit }
    + rows(
      of: .modes, in: .choosingRule,
      [
        CommandRow(.chooseDigit, .digits + ["0"], label: "1-9") { lab, key in
          if let place = lab.place(typedBy: key, of: RulesModel.order.count) {
            lab.choose(at: place)
          }
        },
        CommandRow(.switchRule, ["x"], offer: Offer(4), needs: .rules) { lab, _ in
          guard let rule = lab.chosenRule else { return }
          lab.perform(.setRule(rule, isOn: !lab.state.rules[rule]))
        },
      ])
  static let themeList = listRows(in: .choosingTheme, next: ["T"], confirm: [.init(.enter)])

  /// Each is switched where it stands, by its number too, and the list stays open.
  static let featureList = listRows(
    in: .choosingFeature, next: ["B"], confirm: [.init(.enter), "space", "x"]
  ) { lab, key in
    guard let number = key?.digit, number <= Feature.allCases.count else { return }
    lab.choose(at: number - 1)
    lab.confirmChoice()
  }

  /// Enter makes the change that suggests itself, or changes all that are marked together.
  static let memberList =
    rows(
      of: .modes, in: .choosingMember,
      [
        CommandRow(.addLearner, ["l"], offer: Offer(3)) { lab, _ in lab.addChosenLearner() },
        CommandRow(.removeMember, ["x"]) { lab, _ in lab.removeChosenMember() },
        CommandRow(.markMember, ["space"], offer: Offer(3)) { lab, _ in lab.markChosenMember() },
      ])
    + listRows(in: .choosingMember, next: ["A"], confirm: [.init(.enter)]) { lab, key in
      guard let number = key?.digit, number <= lab.state.servers.count else { return }
      lab.choose(at: number - 1)
    }

  /// The keys of a list, the same for each; with the one that opened it a list is walked down too.
  private static func listRows(
    in context: Keymap.Context, next: [Key], confirm: [Key],
    byNumber: @escaping Act = { lab, key in lab.find(key?.digit.map { "\($0)" } ?? "") }
  ) -> [CommandRow] {
    rows(
      of: .modes, in: context,
      [
        CommandRow(.chooseUp, .up, offer: Offer(1)) { lab, _ in lab.choose(by: -1) },
        CommandRow(.chooseDown, .down + next, offer: Offer(2)) { lab, _ in lab.choose(by: 1) },
        CommandRow(.pageUp, .pageUp) { lab, _ in lab.choosePage(by: -1) },
        CommandRow(.pageDown, .pageDown) { lab, _ in lab.choosePage(by: 1) },
        CommandRow(.beginning, .home) { lab, _ in lab.choose(at: 0) },
        CommandRow(.latest, .end) { lab, _ in lab.choose(at: .max) },
        CommandRow(.filter, ["/"], offer: Offer(3, word: { $0.labels.find })) { lab, _ in
          lab.find("")
        },
        CommandRow(.chooseDigit, .digits, label: "1-9", byNumber),
        CommandRow(
          .confirm, confirm,
          offer: Offer(
            0,
            word: {
              switch $0.mode.context {
              case .choosingFeature: $0.labels.hint(of: .switchRule)
              case .choosingMember: $0.labels.changeHint
              default: $0.labels.hint(of: .confirm)
              }
            })
        ) { lab, _ in lab.confirmChoice() },
        CommandRow(.cancel, .leave, offer: .last) { lab, _ in lab.cancelChoice() },
      ])
  }

  /// While a line of a list is looked for: letters are text there.
  static let finding = rows(
    of: .modes, in: .finding,
    [
      CommandRow(.chooseUp, [.init(.up), .control("p")], offer: Offer(1)) { lab, _ in
        lab.findNext(-1)
      },
      CommandRow(.chooseDown, [.init(.down), .control("n"), .init(.tab)], offer: Offer(2)) {
        lab, _ in lab.findNext(1)
      },
      CommandRow(.confirm, [.init(.enter)], offer: Offer(0)) { lab, _ in lab.confirmChoice() },
      CommandRow(.cancel, .leaveText, offer: .last) { lab, _ in lab.cancelChoice() },
    ])
}

// Choosing from lists.
extension Laboratory {
  /// Opens a list, with one of it chosen.
  mutating func list(_ list: Choice.List, at place: Int) {
    views.mode = .choosing(Choice(list, at: place))
  }

  private var choice: Choice? {
    if case .choosing(let choice) = mode { choice } else { nil }
  }

  /// How many lines a list has.
  private func count(of list: Choice.List) -> Int {
    switch list {
    case .branches: history.branches.count
    case .themes: views.themes?.schemes.count ?? 0
    case .lessons: Library.lessons.count
    case .chapters: lesson?.script.chapters.count ?? 0
    case .sessions: views.sessions.count
    case .features: Feature.allCases.count
    case .members: state.servers.count
    case .rules: RulesModel.order.count
    }
  }

  /// The rule that is chosen in the list of rules.
  fileprivate var chosenRule: Rule? {
    guard let choice, choice.list == .rules else { return nil }
    return RulesModel.order[choice.place]
  }

  /// Chooses another line. Themes go round; other lists end where they end.
  fileprivate mutating func choose(by steps: Int) {
    guard let choice else { return }
    let place = choice.place + steps
    let count = count(of: choice.list)
    choose(at: choice.list == .themes && count > 0 ? (place + count) % count : place)
  }

  /// Chooses the line at a place, or the nearest that there is.
  mutating func choose(at place: Int) {
    guard var choice else { return }
    choice.place = max(0, min(count(of: choice.list) - 1, place))
    views.mode = .choosing(choice)
    // A theme is seen at once.
    if choice.list == .themes { showTheme(at: choice.place) }
  }

  fileprivate mutating func choosePage(by pages: Int) {
    guard let choice else { return }
    choose(at: choice.place + pages * max(1, lookedAt.area(of: .list).rows - 1))
  }

  /// The place, from 0, that digits pressed one after the other name; nil when there is none such.
  mutating func place(typedBy key: Key?, of count: Int) -> Int? {
    guard case .character(let character)? = key?.code, let digit = character.wholeNumberValue
    else { return nil }
    let longer = views.typedNumber * 10 + digit
    views.typedNumber = longer <= count ? longer : digit
    return (1...max(1, count)).contains(views.typedNumber) ? views.typedNumber - 1 : nil
  }

  // MARK: Finding

  /// Looks for a text, or for a number, from the first line on.
  mutating func find(_ text: String) {
    guard var choice else { return }
    choice.sought = text
    views.mode = .choosing(choice)
    guard !text.isEmpty else { return }
    let list = ChoiceList(glance, choice)
    let place = list.place(ofNumber: text)
    if let place = place ?? Choice.place(of: text, in: list.lines, from: 0, by: 1) {
      choose(at: place)
    }
  }

  /// Goes to the next line that fits, or, when nothing is sought, to the next.
  fileprivate mutating func findNext(_ direction: Int) {
    guard let choice, let sought = choice.sought, !sought.isEmpty,
      ChoiceList(glance, choice).place(ofNumber: sought) == nil
    else { return choose(by: direction) }
    let lines = ChoiceList(glance, choice).lines
    let next = choice.place + direction
    if let place = Choice.place(of: sought, in: lines, from: next, by: direction) {
      choose(at: place)
    }
  }

  // MARK: Done

  mutating func confirmChoice() {
    guard let choice else { return }
    views.mode = choice.list == .features ? .choosing(Choice(.features, at: choice.place)) : .normal
    switch choice.list {
    case .branches: show(branch: choice.place)
    case .themes: views.themes = nil
    case .lessons: openLesson(at: choice.place)
    case .chapters: goToChapter(at: choice.place)
    case .rules:
      views.rules.chosen = RulesModel.order[choice.place]
      goToFiring()
    case .sessions: wishes.files.append(.openSession(views.sessions[choice.place]))
    case .features: switchFeature(Feature.allCases[choice.place])
    case .members: changeMembers(by: choice)
    }
  }

  /// Leaves the list; what was only tried is taken back.
  mutating func cancelChoice() {
    if let themes = views.themes { look.theme = themes.before }
    views.themes = nil
    views.mode = .normal
  }

  // MARK: Branches

  /// Goes to the end of a branch.
  mutating func show(branch number: Int) {
    pause()
    let end = history.branches[number].records.count
    move { $0.show(branch: number, at: end) }
    run.markLatest()
  }

  // MARK: Themes

  mutating func startChoosingTheme() {
    let schemes = wishes.findSchemes()
    guard !schemes.isEmpty else { return }
    views.themes = ThemeChooser(schemes: schemes, before: theme)
    list(
      .themes,
      at: schemes.firstIndex(of: theme.scheme) ?? schemes.firstIndex { $0.slug == theme.name } ?? 0)
  }

  private mutating func showTheme(at place: Int) {
    guard let themes = views.themes else { return }
    look.theme = look.theme.with(themes.schemes[place])
  }
}
