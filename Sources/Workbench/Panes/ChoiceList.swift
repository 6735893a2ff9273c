import Screen
import Simulation
import Teaching

/// A list to choose from, in words: the built-in lessons, the chapters of one, sessions, branches,
/// themes, features. Lists that fill the screen are drawn by it too.
struct ChoiceList: Pane {
  let glance: Glance
  let choice: Choice

  init(_ glance: Glance, _ choice: Choice) {
    self.glance = glance
    self.choice = choice
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
    }
  }

  /// The lines to choose from, without numbers.
  var lines: [String] {
    let language = glance.language
    return switch choice.list {
    case .lessons:
      zip(Library.lessons, Self.scripts).map { lesson, script in
        let mark = glance.lessonPlaces[lesson.name].map { _ in " …" } ?? ""
        return script.title[language] + mark
      }
    case .chapters: glance.lesson?.script.chapters.map { $0.title[language] } ?? []
    case .sessions: glance.views.sessions.map { $0.line(in: language) }
    case .branches:
      glance.branches.map {
        glance.labels.branchFactsInList($0).joined(separator: "  ")
      }
    case .themes: glance.views.themes?.schemes.map(\.slug) ?? []
    case .features: FeatureList(glance: glance, choice: choice).lines
    }
  }

  /// What is said of the chosen one.
  private var about: String? {
    switch choice.list {
    case .lessons: Self.scripts[choice.place].about?[glance.language]
    case .sessions: glance.views.sessions[choice.place].about(in: glance.language)
    case .features: FeatureList(glance: glance, choice: choice).about
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

  /// The built-in lessons, read when they are first listed, and not for each frame.
  private static let scripts = Library.lessons.map(\.script)

  /// Titles with their numbers before them, the last digits one under the other. A lesson has a number
  /// of its own.
  private func numbered(_ titles: [String]) -> [String] {
    let numbers =
      choice.list == .lessons
      ? Library.lessons.map(\.number.text) : titles.indices.map { "\($0 + 1)" }
    let columns = numbers.map(\.count).max() ?? 0
    return zip(numbers, titles).map { number, title in
      String(repeating: " ", count: columns - number.count) + "\(number)  \(title)"
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
    let isNumbered = choice.list != .sessions
    let lines = isNumbered ? numbered(self.lines) : self.lines
    let window = ListWindow(count: lines.count, chosen: choice.place, rows: list.rows)
    for (row, place) in window.places.enumerated() {
      let line = list.row(row)
      let isChosen = place == choice.place
      surface.draw(
        "\(isChosen ? "▶" : " ") \(lines[place])", at: line.origin,
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
