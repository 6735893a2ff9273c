import Screen

/// The key pressed last, shown for those who watch somebody else work.
package struct KeyEcho: Hashable, Sendable {
  private var key: Key?
  private var count = 0

  package init() {}

  mutating func add(_ key: Key) {
    count = key == self.key ? count + 1 : 1
    self.key = key
  }

  /// The key, and how often it was pressed in a row: `space ×3`; nil before the first.
  var text: String? {
    key.map { count > 1 ? "\($0.shownName) ×\(count)" : $0.shownName }
  }

  /// Draws it into the right end of the row above the last.
  func draw(into surface: inout Surface, theme: Theme) {
    guard let text, surface.size.rows > 2 else { return }
    let columns = surface.width.of(text) + 4
    guard columns <= surface.size.columns else { return }
    surface.draw(
      "  \(text)  ",
      at: Point(column: surface.size.columns - columns - 1, row: surface.size.rows - 2),
      style: theme[.key].reversed)
  }
}
