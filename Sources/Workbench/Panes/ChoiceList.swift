import RaftCore
import Screen
import Simulation
import Teaching

/// A list to choose from, in words: the built-in lessons, the chapters of one, sessions, branches,
/// themes, features. Lists that fill the screen are drawn by it too.
struct ChoiceList: Pane {
  let glance: Glance
  let choice: Choice
  /// Whether it is said in words, without signs.
  let isSpoken: Bool

  init(_ glance: Glance, _ choice: Choice, isSpoken: Bool = false) {
    self.glance = glance
    self.choice = choice
    self.isSpoken = isSpoken
  }

  var id: PaneID { .list }

  var title: String {
    switch choice.list {
    case .lessons: glance.language.lessonLabels.lessons
    case .chapters: glance.language.lessonLabels.chapters
    case .sessions: glance.language.sessionLabels.sessions
    case .branches: glance.labels.branches
    case .themes: glance.labels.themesTitle
    case .features: glance.labels.featuresTitle
    case .members: glance.labels.membersTitle
    case .rules: glance.labels.name(of: .rules)
    }
  }

  /// The lines to choose from, without numbers.
  var lines: [String] {
    let language = glance.language
    return switch choice.list {
    case .lessons:
      zip(Library.lessons, Self.scripts).map { lesson, script in
        let isBegun = glance.lessonPlaces[lesson.name] != nil
        let mark = isSpoken ? glance.labels.begun : " …"
        return script.title[language] + (isBegun ? mark : "")
      }
    case .chapters: glance.lesson?.script.chapters.map { $0.title[language] } ?? []
    case .sessions: glance.views.sessions.map { $0.line(in: language, isSpoken: isSpoken) }
    case .branches:
      glance.branches.map {
        glance.labels.branchFactsInList($0).joined(separator: isSpoken ? ", " : "  ")
      }
    case .themes: glance.views.themes?.schemes.map(\.slug) ?? []
    case .features: FeatureList(glance: glance, choice: choice).lines
    case .members: MemberList(glance: glance, choice: choice).lines
    case .rules: RulesModel.order.map(line(of:))
    }
  }

  private func line(of rule: Rule) -> String {
    glance.labels.ruleLine(
      glance.narrator.words.text(of: rule).title, id: rule.id,
      count: glance.state.tally?.count(of: rule) ?? 0, isOn: glance.state.rules[rule])
  }

  /// What is said of the chosen one.
  private var about: String? {
    switch choice.list {
    case .lessons: Self.scripts[choice.place].about?[glance.language]
    case .sessions: glance.views.sessions[choice.place].about(in: glance.language)
    case .features: FeatureList(glance: glance, choice: choice).about
    case .members: MemberList(glance: glance, choice: choice).about
    case .rules: glance.narrator.words.text(of: RulesModel.order[choice.place]).sentence
    case .chapters, .branches, .themes: nil
    }
  }

  /// The chosen line with its number, and how many there are.
  var spoken: [String] {
    let lines = lines
    guard lines.indices.contains(choice.place) else { return [] }
    let line = "\(choice.place + 1)/\(lines.count)  \(lines[choice.place])"
    return [line] + (about.map { [$0] } ?? [])
  }

  /// Every line with the number by which it is chosen, or the first of many.
  var spokenLines: [String] {
    let lines = lines
    let numbers =
      choice.list == .lessons
      ? Library.lessons.map(\.number.text) : lines.indices.map { "\($0 + 1)" }
    return Self.spoken(lines, by: numbers, glance.labels)
  }

  /// Lines with the numbers by which they are chosen, and of many how many more there are.
  static func spoken(
    _ lines: [String], by numbers: [String], _ labels: any SpokenLabels
  ) -> [String] {
    let said = zip(numbers, lines).prefix(mostSpoken).map { labels.numbered($0, $1) }
    let rest = lines.count - said.count
    return said + (rest > 0 ? [labels.moreChoices(rest)] : [])
  }

  /// The most lines of a list that are said at once.
  private static let mostSpoken = 40

  /// The built-in lessons, read when they are first listed, and not for each frame.
  private static let scripts = Library.lessons.map(\.script)

  /// A row of the list: a line that can be chosen, by its place, or a heading between such lines.
  struct Row: Equatable {
    let text: String
    let place: Int?
  }

  private var rows: [Row] {
    let lines = lines
    switch choice.list {
    case .sessions: return lines.enumerated().map { Row(text: $1, place: $0) }
    case .chapters, .branches, .themes, .features, .members, .rules:
      let numbers = lines.indices.map { "\($0 + 1)" }
      return Self.numbered(lines, numbers).enumerated().map { Row(text: $1, place: $0) }
    case .lessons:
      let phrases = glance.language.scriptPhrases
      return Self.rows(lines, of: Library.lessons.map(\.number)) { phrases.title(of: $0) }
    }
  }

  /// Lessons with their own numbers, and where there are several parts, a heading before each.
  static func rows(
    _ titles: [String], of numbers: [LessonNumber], heading: (LessonNumber.Part) -> String
  ) -> [Row] {
    let lines = numbered(titles, numbers.map(\.text))
    guard Set(numbers.map(\.part)).count > 1 else {
      return lines.enumerated().map { Row(text: $1, place: $0) }
    }
    var rows: [Row] = []
    for (place, line) in lines.enumerated() {
      if place == 0 || numbers[place].part != numbers[place - 1].part {
        rows.append(Row(text: heading(numbers[place].part), place: nil))
      }
      rows.append(Row(text: line, place: place))
    }
    return rows
  }

  /// Titles with their numbers before them, the last digits one under the other.
  private static func numbered(_ titles: [String], _ numbers: [String]) -> [String] {
    let columns = numbers.map(\.count).max() ?? 0
    return zip(numbers, titles).map { number, title in
      String(repeating: " ", count: columns - number.count) + "\(number)  \(title)"
    }
  }

  /// The place of the line with a number: a lesson has one of its own, such as `R2`; nil when none
  /// has it.
  func place(ofNumber text: String) -> Int? {
    switch choice.list {
    case .lessons:
      let number = LessonNumber(text)
      return Library.lessons.firstIndex { $0.number == number }
    case .chapters, .sessions, .branches, .themes, .features, .members, .rules:
      return Int(text).flatMap { lines.indices.contains($0 - 1) ? $0 - 1 : nil }
    }
  }

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    let inner = area.inset(columns: 2, rows: 1)
    surface.draw(title, at: inner.origin, style: theme[.title], clip: inner)
    if choice.list == .features {
      return FeatureList(glance: glance, choice: choice).draw(
        into: &surface, in: inner.inset(top: 2))
    }
    let (below, list) = inner.inset(top: 2).split(bottom: about == nil ? 0 : 4)
    let rows = self.rows
    let chosen = rows.firstIndex { $0.place == choice.place } ?? 0
    let window = ListWindow(count: rows.count, chosen: chosen, rows: list.rows)
    for (row, shown) in rows[window.places].enumerated() {
      let line = list.row(row)
      guard let place = shown.place else {
        surface.draw(shown.text, at: line.origin, style: theme[.title], clip: line)
        continue
      }
      let isChosen = place == choice.place
      surface.draw(
        "\(isChosen ? "▶" : " ") \(shown.text)", at: line.origin,
        style: isChosen ? theme[.key] : theme[.text], clip: line)
      if isChosen { surface.restyle(line) { theme.selected($0) } }
      surface.mark(line, as: .choice(place))
    }
    window.drawArrows(into: &surface, in: list, style: theme[.key])
    if let about {
      _ = surface.drawWrapped([Span(about, theme[.faint])], in: below.inset(top: 1))
    }
  }
}

/// The part of a list that there is room for: the chosen line is always in it.
struct ListWindow {
  /// Which lines are shown, by their places.
  let places: Range<Int>
  private let count: Int

  init(count: Int, chosen: Int, rows: Int) {
    let first = max(0, min(chosen - rows / 2, count - rows))
    places = first..<max(first, min(count, first + rows))
    self.count = count
  }

  /// Signs in the last column that there is more above or below.
  func drawArrows(into surface: inout Surface, in area: Rect, style: Style) {
    guard !area.isEmpty else { return }
    let column = area.right - 1
    if places.lowerBound > 0 {
      surface.draw("↑", at: Point(column: column, row: area.top), style: style)
    }
    if places.upperBound < count {
      surface.draw("↓", at: Point(column: column, row: area.bottom - 1), style: style)
    }
  }
}
