import CPseudoTerminal
import Foundation
import Screen

/// A program of this package, running on a real pseudo-terminal that is read as a person would.
final class PseudoTerminal {
  /// How a program ended.
  enum Ending: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  /// The terminal's modes as the kernel has them.
  struct Modes: Equatable {
    let bytes: [UInt8]
  }

  /// The last whole frame. Half a one is never looked at, as a terminal with synchronized output
  /// never shows it.
  private(set) var screen: VirtualTerminal
  /// What all the output so far makes of the screen.
  private var latest: VirtualTerminal
  /// Everything the program sent.
  private(set) var output: [UInt8] = []
  var text: String { String(decoding: output, as: UTF8.self) }
  let process: pid_t
  private var master: Int32
  private(set) var ending: Ending?

  /// Nothing takes this long; waiting for something ends here and the test fails.
  static let patience: TimeInterval = 60

  enum Failure: Error {
    case couldNotStart(String)
    /// The machine never kept the times that the test is about.
    case tooBusy
  }

  /// - Parameters:
  ///   - program: an executable of this package, or a path.
  ///   - environment: in addition to a small one; nil takes a variable away.
  ///   - isControlling: whether the kernel sends signals for what happens to the terminal.
  init(
    _ program: String, _ arguments: [String] = [], size: Size = Size(columns: 80, rows: 24),
    environment: [String: String?] = [:], isControlling: Bool = true
  ) throws {
    screen = VirtualTerminal(size: size)
    latest = screen
    let path = program.contains("/") ? program : Self.path(of: program)
    var variables: [String: String] = [
      "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin",
      "SWIFT_BACKTRACE": "enable=no", "HOME": Self.home,
    ]
    for (name, value) in environment { variables[name] = value }
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    var pairs: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + pairs).forEach { free($0) } }
    master = -1
    process = pty_spawn(
      path, &words, &pairs, Int32(size.rows), Int32(size.columns), isControlling, &master)
    if process < 0 { throw Failure.couldNotStart(path) }
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
  }

  deinit {
    if ending == nil {
      kill(process, SIGKILL)
      var value: Int32 = 0
      while pty_reap(process, &value) == 0 { usleep(1_000) }
    }
    hangUp()
  }

  /// A home without settings and memories, gone with the tests.
  static let home: String = {
    let path = NSTemporaryDirectory() + "/raftlab-home-\(getpid())"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: PseudoTerminal.home) }
    return path
  }()

  /// An executable that was built beside the tests.
  static func path(of program: String) -> String {
    let tests =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath
      ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent(program)
      .path
  }

  // MARK: Acting

  /// Types text. Stops when nobody takes it any more, as after the program's end.
  func send(_ text: String) {
    let bytes = Array(text.utf8)
    let limit = Date().addingTimeInterval(Self.patience)
    var sent = 0
    while sent < bytes.count, ending == nil, Date() < limit {
      let count = bytes[sent...].withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if count > 0 {
        sent += count
      } else if count < 0, errno != EAGAIN, errno != EINTR {
        return
      } else {
        // The line is full: the program may be waiting for its own output to be read.
        _ = read(milliseconds: 10)
        reap()
      }
    }
  }

  func resize(_ size: Size) {
    screen.resize(size)
    latest.resize(size)
    _ = pty_resize(master, Int32(size.rows), Int32(size.columns))
  }

  /// Tells the program a size that the screen here does not take on.
  func resizeUnseen(columns: Int, rows: Int) { _ = pty_resize(master, Int32(rows), Int32(columns)) }

  func signal(_ number: Int32) { kill(process, number) }

  /// The terminal goes away, as when its window is closed or the line drops.
  func hangUp() {
    if master >= 0 { close(master) }
    master = -1
  }

  // MARK: Watching

  var modes: Modes {
    var bytes = [UInt8](repeating: 0, count: 256)
    let length = pty_modes(master, &bytes, bytes.count)
    return Modes(bytes: Array(bytes[..<length]))
  }

  /// Reads until a condition holds; false if it never did.
  func wait(until condition: (VirtualTerminal) -> Bool) -> Bool {
    let limit = Date().addingTimeInterval(Self.patience)
    while !condition(screen) {
      if Date() > limit { return false }
      if !read(milliseconds: 50), ending != nil { return condition(screen) }
      reap()
    }
    return true
  }

  /// Reads for a while, whatever comes.
  func read(forMilliseconds milliseconds: Int) {
    let limit = Date().addingTimeInterval(Double(milliseconds) / 1000)
    while Date() < limit { _ = read(milliseconds: 20) }
  }

  /// Reads until one of some texts is on the screen; false if none ever was.
  func wait(for texts: String...) -> Bool {
    wait { screen in texts.contains { screen.contains($0) } }
  }

  /// Types text, and reads nothing of what is said to it.
  func sendUnread(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
  }

  /// Reads until the program has ended, and what it still had to say; or only waits.
  func waitForEnd(reading: Bool = true) -> Ending? {
    let limit = Date().addingTimeInterval(Self.patience)
    while ending == nil, Date() < limit {
      if reading { _ = read(milliseconds: 20) } else { usleep(20_000) }
      reap()
    }
    while read(milliseconds: 0) {}
    screen = latest
    return ending
  }

  private func reap() {
    guard ending == nil else { return }
    var value: Int32 = 0
    switch pty_reap(process, &value) {
    case 1: ending = .exit(value)
    case 2: ending = .signal(value)
    default: break
    }
  }

  /// Reads once; false if there was nothing.
  private func read(milliseconds: Int32) -> Bool {
    guard master >= 0 else {
      usleep(UInt32(milliseconds) * 1_000)
      return false
    }
    var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&source, 1, milliseconds) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = Foundation.read(master, &bytes, bytes.count)
    guard count > 0 else {
      usleep(UInt32(milliseconds) * 1_000)
      return false
    }
    output += bytes[..<count]
    show(bytes[..<count])
    return true
  }

  /// Takes output, to the end of its last whole frame at least.
  private func show(_ bytes: ArraySlice<UInt8>) {
    let end = bytes.ranges(of: Self.frameEnd).last?.upperBound ?? bytes.startIndex
    latest.feed(Array(bytes[..<end]))
    if end > bytes.startIndex { screen = latest }
    latest.feed(Array(bytes[end...]))
    if !latest.modes.contains(2026) { screen = latest }
  }

  private static let frameEnd = Array("\u{1B}[?2026l".utf8)
}
