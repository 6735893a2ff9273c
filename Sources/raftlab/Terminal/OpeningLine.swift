import Screen
import Teaching
import Workbench

/// What stands over the last frame while the next one takes long, because a run is being opened: how
/// far that is. `q` and Esc end it.
struct OpeningLine {
  /// The last frame.
  var frame: Surface?
  private let clock = ContinuousClock()
  private var start = ContinuousClock().now
  private var drawn: ContinuousClock.Instant?
  /// What came meanwhile and is not for it.
  private var events: [InputEvent] = []

  /// Before that there is nothing to see.
  private static let patience = Duration.milliseconds(250)
  private static let interval = Duration.milliseconds(100)

  /// Something begins that may take long.
  mutating func begin() {
    start = clock.now
    drawn = nil
  }

  /// An event that came while something took long.
  mutating func takeEvent() -> InputEvent? { events.isEmpty ? nil : events.removeFirst() }

  /// So much is done, in hundredths. Returns whether to go on.
  mutating func goesOn<Screen: Display & ~Copyable>(
    _ percent: Int, on display: inout Screen, in language: Language
  ) -> Bool {
    let now = clock.now
    guard now - start > Self.patience, drawn.map({ now - $0 > Self.interval }) ?? true else {
      return true
    }
    drawn = now
    if var frame {
      let text = " \(language.commandTexts.opening(percent: percent)) "
      let bottom = frame.bounds.split(bottom: 1).bottom
      frame.fill(bottom, style: Style().reversed)
      frame.draw(text, at: bottom.origin, style: Style().reversed, clip: bottom)
      display.present(frame)
    }
    while let event = display.nextEvent(within: .zero) {
      switch event {
      case .idle: return true
      case .key(let key) where Self.ends.contains(key): return false
      case .key, .mouse, .paste, .focus: break
      case .terminate:
        events.append(event)
        return false
      case .resize, .resumed: events.append(event)
      }
    }
    return false
  }

  /// The keys that end what takes long.
  static let ends: Set<Key> = [
    Key(.escape), "q", .control("c"), .control("g"),
  ]
}
