import Formats
import Screen
import Teaching

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Prints what a command has to say on standard output.
///
/// All of raftlab prints through this and not through Swift's own function of the name, which does
/// not tell when the text is lost, as on a full disk. Characters that could do harm on a
/// terminal are replaced, wherever they come from.
///
/// - Throws: `FileError` about standard output.
func print(_ text: String, terminator: String = "\n") throws(FileError) {
  try Output.printColored(Output.harmless(text) + terminator)
}

/// Where a command's result goes.
enum Output {
  /// A text with U+FFFD for each character that could do something to a terminal, or make a text read
  /// as another; lines and tabs stay.
  ///
  /// All that reaches standard output or error goes through this: names of files, titles, values and
  /// errors may hold anything.
  static func harmless(_ text: String) -> String {
    // Bytes of plain English and machine text, which is most of it.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x09 }) {
      return text
    }
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isKept = scalar == "\n" || scalar == "\t" || !scalar.isHarmful
      view.append(isKept ? scalar : "\u{FFFD}")
    }
    return String(view)
  }

  /// The same for a text whose lines end as its format asks; CR stays only there.
  static func harmless(_ text: String, lineEnd: Character) -> String {
    guard lineEnd != "\n" else { return harmless(text) }
    return text.split(separator: lineEnd, omittingEmptySubsequences: false)
      .map { harmless(String($0)) }.joined(separator: String(lineEnd))
  }

  /// Prints text whose escape sequences are ours; all else in it was made harmless before.
  static func printColored(_ text: String) throws(FileError) {
    if let code = Descriptor.write(text, to: STDOUT_FILENO) { throw .output(code) }
  }

  /// Writes a text to a file, whole or not at all; `-` is standard output.
  ///
  /// What may reach a terminal, under whichever name, is made harmless on the way.
  ///
  /// - Parameter lineEnd: what the text's lines end with.
  /// - Throws: `FileError`.
  static func write(
    _ text: String, to path: String, force: Bool, lineEnd: Character = "\n"
  ) throws {
    guard path != "-" else { return try printColored(harmless(text, lineEnd: lineEnd)) }
    let isShown = AtomicFile.isOpenDescriptor(path)
    try AtomicFile.save(
      isShown ? harmless(text, lineEnd: lineEnd) : text, to: path, isReplacing: force)
  }

  /// Says what went wrong, in lines of which none can do harm on a terminal.
  static func complain(_ text: String) {
    remark(text.split(separator: "\n").map { harmless(String($0)) + "\n" }.joined())
  }

  /// Whether somebody sees what is remarked, at a terminal.
  static var isRemarkSeen: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes text of ours to standard error. If nobody takes it, that is no reason to stop.
  static func remark(_ text: String) { _ = Descriptor.write(text, to: STDERR_FILENO) }

  /// Refuses a path early that would be refused at the end.
  static func check(_ path: String, force: Bool) throws {
    guard path != "-", !force, AtomicFile.isRegular(path) else { return }
    throw FileError(path, AtomicFile.occupied)
  }
}

/// How far something has come, on standard error, if that is a terminal and it takes long enough to
/// wonder.
struct ProgressBar {
  private let title: String
  private let total: Int
  private let isShown = isatty(STDERR_FILENO) == 1
  private let clock = ContinuousClock()
  private let start = ContinuousClock().now
  private var drawn: ContinuousClock.Instant?

  private static let columns = 40
  /// Before that there is nothing to see.
  private static let patience = Duration.milliseconds(400)
  private static let interval = Duration.milliseconds(80)

  init(_ title: String, total: Int) {
    self.title = title
    self.total = max(1, total)
  }

  /// So much is done.
  ///
  /// - Parameter note: more to say about it, made only when it is shown.
  /// - Returns: whether it was drawn.
  @discardableResult
  mutating func move(to done: Int, saying note: @autoclosure () -> String = "") -> Bool {
    guard isShown else { return false }
    let now = clock.now
    guard now - start > Self.patience, drawn.map({ now - $0 > Self.interval }) ?? true else {
      return false
    }
    drawn = now
    let filled = min(Self.columns, done * Self.columns / total)
    let bar =
      String(repeating: "#", count: filled)
      + String(repeating: ".", count: Self.columns - filled)
    let percent = min(100, done * 100 / total)
    put("\r\(title) [\(bar)] \(percent)% \(note())\u{1B}[K")
    return true
  }

  /// Takes it away.
  mutating func end() {
    if drawn.take() != nil { put("\r\u{1B}[K") }
  }

  private func put(_ text: String) { Output.remark(text) }
}
