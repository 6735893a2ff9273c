import CNcurses
import Screen

/// Standard input key by key and standard output line by line, on any terminal or none: no screen,
/// no cursor motion, no colours.
///
/// The terminal's modes are given back as `TerminalSession` gives them back. Where the terminal
/// knows bracketed paste it is asked for, so that pasted text presses no keys.
package struct PlainSession: ~Copyable {
  private let isTerminal: Bool
  private let marksPastes: Bool
  private var decoder = KeyDecoder()
  private var queue: [InputEvent] = []
  private var isOpen = true
  private var isOver = false

  /// Whether there is somebody to answer: keys come from a terminal, and lines go to one.
  package static var isOnTerminal: Bool { cn_is_terminal() }

  private static let pasteOn = "\u{1B}[?2004h"
  private static let pasteOff = "\u{1B}[?2004l"

  package init() {
    _ = cn_set_locale()
    isTerminal = cn_is_terminal() && cn_guard_begin()
    let type = TerminalSession.environment("TERM") ?? ""
    marksPastes =
      isTerminal && !type.isEmpty && cn_look_up(type) == cn_terminal_good
      && TerminalModes(type: type, mouse: false).areUnderstood
    if marksPastes {
      cn_guard_set_farewell(Self.pasteOff, Self.pasteOff.utf8.count)
    }
    begin()
  }

  deinit { if isOpen { Self.restore(isTerminal: isTerminal, marksPastes: marksPastes) } }

  /// Gives the terminal back. Later calls do nothing.
  package mutating func close() {
    guard isOpen else { return }
    isOpen = false
    isOver = true
    Self.restore(isTerminal: isTerminal, marksPastes: marksPastes)
  }

  private func begin() {
    guard isTerminal else { return }
    cn_keys_one_by_one(true)
    if marksPastes { cn_write(Self.pasteOn) }
  }

  private static func restore(isTerminal: Bool, marksPastes: Bool) {
    guard isTerminal else { return }
    if marksPastes { cn_write(pasteOff) }
    cn_guard_end()
  }

  /// Says lines, of which none can do anything to the terminal.
  package func say(_ lines: [String]) {
    guard isOpen, !lines.isEmpty else { return }
    cn_write(lines.map { TextWidth.filtered($0) + "\n" }.joined())
  }

  /// The next event, as `Display.nextEvent` gives it; nil at the end of input.
  package mutating func nextEvent(within timeout: Duration?) -> InputEvent? {
    while !isOver {
      takeSignals()
      if !queue.isEmpty { return queue.removeFirst() }
      let ready = cn_wait(Int32(clamping: timeout?.waitMilliseconds ?? -1))
      if ready & Int32(cn_ready_signal.rawValue) != 0 { continue }
      if ready & Int32(cn_ready_input.rawValue) != 0 {
        read()
      } else if ready & Int32(cn_ready_gone.rawValue) != 0 {
        if isTerminal, cn_wait_hangup() { continue }
        isOver = true
      } else if timeout != nil {
        return .idle
      }
    }
    return nil
  }

  private mutating func read() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = bytes.withUnsafeMutableBufferPointer {
      cn_read_bytes($0.baseAddress, $0.count)
    }
    if count <= 0 { isOver = true }
    queue += decoder.events(of: bytes.prefix(max(0, count)))
  }

  private mutating func takeSignals() {
    guard isTerminal else { return }
    let pending = UInt32(cn_signals_take())
    if pending & cn_pending_end.rawValue != 0, let signal = Signal(rawValue: cn_ending_signal()) {
      queue.append(.terminate(signal))
    }
    if pending & cn_pending_suspend.rawValue != 0 {
      if marksPastes { cn_write(Self.pasteOff) }
      cn_keys_one_by_one(false)
      cn_stop()
      begin()
    } else if pending & cn_pending_continue.rawValue != 0 {
      begin()
    }
  }
}
