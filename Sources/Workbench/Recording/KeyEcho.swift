import Screen

/// The key pressed last, or the keys that did one thing together, shown for those who watch somebody
/// else work.
package struct KeyEcho: Hashable, Sendable {
  private var keys: [Key] = []
  private var count = 0
  /// How long ago it was.
  private var age = Duration.zero
  /// What comes later is a key of its own.
  private static let patience = Duration.milliseconds(600)

  /// Whether keys are named with ASCII characters only.
  private let isASCII: Bool

  package init(inASCII isASCII: Bool = false) { self.isASCII = isASCII }

  mutating func add(_ key: Key) { add([key]) }

  mutating func add(_ keys: [Key]) {
    count = keys == self.keys && age < Self.patience ? count + 1 : 1
    self.keys = keys
    age = .zero
  }

  /// Real time passes.
  mutating func pass(_ elapsed: Duration) { age += elapsed }

  /// The keys, and how often they were pressed in a row: `space ×3`; nil before the first.
  var text: String? {
    guard !keys.isEmpty else { return nil }
    let names = keys.map { $0.shownName(inASCII: isASCII) }.joined(separator: " ")
    return count > 1 ? "\(names) ×\(count)" : names
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
