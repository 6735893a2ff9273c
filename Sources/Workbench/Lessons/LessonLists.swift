import Screen
import Simulation
import Teaching

/// The built-in lessons, the chapters of one, or the sessions, to choose from.
struct LessonList {
  let lab: Laboratory
  let title: String
  let lines: [String]
  let chosen: Int
  /// What is said of the chosen one.
  let about: String?

  /// The list that a mode shows, if it shows one.
  init?(lab: Laboratory) {
    self.lab = lab
    let language = lab.language
    switch lab.mode {
    case .choosingLesson(let number):
      title = language.lessonLabels.lessons
      lines = Self.numbered(
        zip(Library.lessons, Self.scripts).map { lesson, script in
          let mark = lab.lessonPlaces[lesson.name].map { _ in " …" } ?? ""
          return script.title[language] + mark
        })
      about = Self.scripts[number].about?[language]
      chosen = number
    case .choosingChapter(let number):
      title = language.lessonLabels.chapters
      lines = Self.numbered(lab.lesson?.script.chapters.map { $0.title[language] } ?? [])
      about = nil
      chosen = number
    case .choosingSession(let number):
      title = language.sessionLabels.sessions
      lines = lab.sessions.map { $0.line(in: language) }
      about = lab.sessions[number].about(in: language)
      chosen = number
    default: return nil
    }
  }

  /// The built-in lessons, read when they are first listed, and not for each frame.
  private static let scripts = Library.lessons.map(\.script)

  /// Titles with their numbers before them, the last digits one under the other.
  private static func numbered(_ titles: [String]) -> [String] {
    let columns = "\(titles.count)".count
    return titles.enumerated().map { place, title in
      let number = "\(place + 1)"
      return String(repeating: " ", count: columns - number.count) + "\(number)  \(title)"
    }
  }

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = lab.theme
    let inner = area.inset(columns: 2, rows: 1)
    surface.draw(title, at: inner.origin, style: theme[.title], clip: inner)
    let (below, list) = inner.inset(top: 2).split(bottom: about == nil ? 0 : 4)
    let first = max(0, min(chosen - list.rows / 2, lines.count - list.rows))
    for (row, place) in lines.indices.dropFirst(first).prefix(list.rows).enumerated() {
      let line = list.row(row)
      let isChosen = place == chosen
      surface.draw(
        "\(isChosen ? "▶" : " ") \(lines[place])", at: line.origin,
        style: isChosen ? theme[.key] : theme[.text], clip: line)
      if isChosen { surface.restyle(line) { theme.selected($0) } }
      surface.mark(line, as: .choice(place))
    }
    if let about {
      _ = surface.drawWrapped([Span(about, theme[.faint])], in: below.inset(top: 1))
    }
  }
}
