import Ncurses
import Screen
import Teaching

/// A bar of progress that Esc and `q` end, where it is shown to somebody at a terminal.
struct EndableBar: ~Copyable {
  /// Does what may take long, unless somebody ends it.
  ///
  /// - Parameters:
  ///   - ended: what is said when somebody ended it.
  ///   - note: what else is to be seen of it, made only when it is shown.
  ///   - work: is given what to tell how much is done.
  /// - Throws: an exit with code 1 when somebody ended it.
  static func during<Result>(
    _ title: String, total: Int, ended: String, saying note: @escaping () -> String = { "" },
    _ work: ((Int) throws(Ending) -> Void) throws(Ending) -> Result
  ) throws -> Result {
    var bar = EndableBar(title, total: total, hint: Spoken.texts.endingKeys)
    defer { bar.end() }
    do throws(Ending) {
      return try work { done throws(Ending) in
        switch bar.move(to: done, saying: note) {
        case .goOn: break
        case .end: throw Ending(signal: nil)
        case .terminate(let signal): throw Ending(signal: signal)
        }
      }
    } catch {
      bar.end()
      if let signal = error.signal { TerminalSession.end(by: signal) }
      Exit.say(ended)
      throw Exit.failed
    }
  }

  /// Runs a script, unless somebody ends it.
  static func duringScript<Result>(
    _ work: ((Int) throws(Ending) -> Void) throws(Ending) -> Result
  ) throws -> Result {
    let texts = Spoken.texts
    return try during(
      texts.scriptProgress, total: ScriptRunner.work, ended: texts.scriptEnded, work)
  }

  /// Somebody has ended what took long.
  struct Ending: Error {
    /// The signal that did.
    fileprivate let signal: Signal?
  }

  private var bar: ProgressBar
  /// Keys, from when the bar is shown on; nil before that.
  private var keys: PlainSession?
  private let hint: String

  /// - Parameter hint: which keys end it.
  private init(_ title: String, total: Int, hint: String) {
    bar = ProgressBar(title, total: total)
    self.hint = hint
  }

  /// What somebody at the terminal wants.
  private enum Wish {
    case goOn, end
    /// A signal asks the program to end.
    case terminate(Signal)
  }

  /// So much is done.
  private mutating func move(to done: Int, saying note: () -> String) -> Wish {
    let isOnTerminal = PlainSession.isOnTerminal
    let hint = hint
    guard bar.move(to: done, saying: Self.joined(note(), isOnTerminal ? hint : "")), isOnTerminal
    else { return .goOn }
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

  private static func joined(_ note: String, _ hint: String) -> String {
    [note, hint].filter { !$0.isEmpty }.joined(separator: "  ")
  }

  /// Takes it away, and gives the keys back.
  private mutating func end() {
    bar.end()
    keys?.close()
    keys = nil
  }
}
