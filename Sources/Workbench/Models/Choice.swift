import RaftCore

/// A line chosen in a list that is open.
package struct Choice: Hashable, Sendable {
  package let list: List
  /// Which line, counted from 0.
  package internal(set) var place: Int
  /// What is typed to find a line by; nil while nothing is.
  package internal(set) var sought: String?
  /// Servers that are to join or leave together; in the list of members alone.
  package internal(set) var marked: ServerSet = []

  /// What there is to choose from.
  package enum List: CaseIterable, Hashable, Sendable {
    case branches
    /// The screen shows the chosen one already.
    case themes
    case lessons
    /// The chapters of the lesson that is open.
    case chapters
    case sessions
    /// What goes beyond Figure 2, each on or off.
    case features
    /// The servers, to be added and removed.
    case members
    /// The rules, where no page of them is drawn.
    case rules
  }

  package init(_ list: List, at place: Int) {
    self.list = list
    self.place = place
  }

  /// The first line from a place on that a text stands in; goes round.
  static func place(
    of text: String, in lines: [String], from start: Int, by direction: Int
  ) -> Int? {
    let sought = text.lowercased()
    let count = lines.count
    return (0..<count).lazy.map { ((start + direction * $0) % count + count) % count }
      .first { lines[$0].lowercased().contains(sought) }
  }
}

extension Choice.List {
  var context: Keymap.Context {
    switch self {
    case .branches: .choosingBranch
    case .themes: .choosingTheme
    case .lessons, .chapters: .choosingLesson
    case .sessions: .choosingSession
    case .features: .choosingFeature
    case .members: .choosingMember
    case .rules: .choosingRule
    }
  }
}
