import Ncurses
import Screen

/// A bar of progress that Esc and `q` end, where it is shown to somebody at a terminal.
struct EndableBar: ~Copyable {
  private var bar: ProgressBar
  /// Keys, from when the bar is shown on; nil before that.
  private var keys: PlainSession?
  private let hint: String

  /// - Parameter hint: which keys end it.
  init(_ title: String, total: Int, hint: String) {
    bar = ProgressBar(title, total: total)
    self.hint = hint
  }

  /// What somebody at the terminal wants.
  enum Wish {
    case goOn, end
    /// A signal asks the program to end.
    case terminate(Signal)
  }

  /// So much is done.
  mutating func move(to done: Int) -> Wish {
    let isOnTerminal = PlainSession.isOnTerminal
    guard bar.move(to: done, saying: isOnTerminal ? hint : ""), isOnTerminal else { return .goOn }
    if keys == nil { keys = PlainSession() }
    while let event = keys?.nextEvent(within: .zero) {
      switch event {
      case .idle: return .goOn
      case .key(let key) where OpeningLine.ends.contains(key): return .end
      case .terminate(let signal): return .terminate(signal)
      case .key, .mouse, .paste, .focus, .resize, .resumed: break
      }
    }
    return .end
  }

  /// Takes it away, and gives the keys back.
  mutating func end() {
    bar.end()
    keys?.close()
    keys = nil
  }
}
