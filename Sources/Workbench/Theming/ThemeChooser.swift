import Screen

/// The themes to choose from, and the one to return to.
struct ThemeChooser: Sendable {
  let schemes: [Scheme]
  let before: Theme
}

// Choosing a theme on the running screen.
extension Laboratory {
  mutating func startChoosingTheme() {
    let schemes = findSchemes()
    guard !schemes.isEmpty else { return }
    shelf = ThemeChooser(schemes: schemes, before: theme)
    mode = .choosingTheme(
      schemes.firstIndex(of: theme.scheme) ?? schemes.firstIndex { $0.slug == theme.name } ?? 0)
  }

  mutating func performOnTheme(_ command: KeyCommand, place: Int) {
    switch command {
    case .chooseUp: show(theme: place - 1)
    case .chooseDown: show(theme: place + 1)
    case .confirm:
      mode = .normal
      shelf = nil
    default: break
    }
  }

  /// Shows a theme of the shelf, which goes round.
  mutating func show(theme place: Int) {
    guard let shelf else { return }
    let count = shelf.schemes.count
    let place = (place + count) % count
    mode = .choosingTheme(place)
    theme = theme.with(shelf.schemes[place])
  }

  /// Takes back what was tried.
  mutating func returnToTheme() {
    if let shelf { theme = shelf.before }
    shelf = nil
  }
}
