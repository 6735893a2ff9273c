import CNcurses
import Screen

/// The terminal, while the program has its screen. One at a time.
///
/// ```swift
/// var terminal = try TerminalSession()
/// while let event = terminal.nextEvent(within: nil) {
///   ...
///   terminal.present(surface)
/// }
/// ```
///
/// The terminal is given back as it was found when the session is closed or goes out of scope,
/// when the process exits, and when it is ended by a signal or a crash. Ctrl-z stops the process
/// with the terminal restored, and everything is drawn again when it continues.
package struct TerminalSession: ~Copyable, Display {
  package private(set) var size: Size
  /// How many colours are shown.
  package let depth: ColorDepth
  /// What the terminal says is behind its text; nil when it was not asked, or did not answer.
  package let ground: Color?
  /// Whether the locale's text is UTF-8. If not, only ASCII is shown.
  package let isUTF8: Bool
  /// The symbols that are shown.
  package let symbols: SymbolSet

  private let filter: SymbolFilter?

  private var modes: TerminalModes
  private var pairs: ColorPairs
  private var reader: InputReader
  /// What is on the screen, if it is known and ncurses draws it.
  private var shown: Surface?
  /// Draws on terminals that understand it; ncurses draws on the others.
  private var encoder: FrameEncoder?
  private var queue: [InputEvent] = []
  /// When the frame is drawn once more after the window's latest change; nil when it need not be.
  private var settlesAt: Int64?
  private var isOpen = true
  private var isOver = false

  /// Opens the screen on standard input and output.
  ///
  /// - Throws: `TerminalError`, in a sentence, if they are no terminal or one that cannot move
  ///   its cursor. Nothing has been written to it then.
  package init(_ options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
    self.init(try Opened(options))
  }

  /// Takes over a screen that is open. Apart from opening it, which may fail, because a release build
  /// of Swift 6.3 destroyed the reader of a session before there was one.
  private init(_ opened: Opened) {
    isUTF8 = opened.isUTF8
    symbols = opened.symbols
    filter = opened.filter
    modes = opened.modes
    pairs = opened.pairs
    depth = opened.depth
    encoder = opened.encoder
    ground = opened.ground
    queue = opened.queue
    reader = opened.reader
    size = opened.size
  }

  /// What there is once the screen is open.
  private struct Opened {
    let isUTF8: Bool
    let symbols: SymbolSet
    let filter: SymbolFilter?
    let modes: TerminalModes
    let pairs: ColorPairs
    let depth: ColorDepth
    let encoder: FrameEncoder?
    let ground: Color?
    let queue: [InputEvent]
    let reader: InputReader
    let size: Size

    init(_ options: TerminalOptions) throws(TerminalError) {
      let isUTF8 = TerminalSession.isLocaleUTF8
      let type = try TerminalSession.terminalType(wanted: options.colors)
      guard cn_guard_begin() else { throw .notATerminal }
      guard cn_open(type) else {
        cn_guard_end()
        throw .failed(type)
      }
      let environment = TerminalSession.environment
      let symbols: SymbolSet = isUTF8 ? options.symbols ?? .suiting(environment) : .ascii
      let hasBraille = options.braille ?? TerminalSession.hasBraille(type)
      var modes = TerminalModes(type: type, mouse: options.mouse)
      let pairs = ColorPairs(wanted: options.colors, environment: environment)
      let chosen = TerminalSession.chosenDepth(wanted: options.colors, within: pairs.depth)
      let dialect = Dialect(ofTerminalShowing: chosen, in: modes)
      let depth = dialect?.depth ?? pairs.depth
      modes.writesFrames = dialect != nil
      cn_prepare_farewell(modes.leave)
      cn_write(modes.enter)
      var question = GroundQuestion()
      let isAsked = options.asksGround || [.ansi8, .ansi16].contains(depth)
      ground = isAsked && modes.areUnderstood ? question.ask() : nil
      queue = question.events
      self.isUTF8 = isUTF8
      self.symbols = symbols
      filter = isUTF8 ? SymbolFilter(symbols, hasBraille: hasBraille) : .asciiAlone
      self.modes = modes
      self.pairs = pairs
      self.depth = depth
      encoder = dialect.map { FrameEncoder($0) }
      reader = InputReader()
      size = TerminalSession.currentSize() ?? Size(columns: 80, rows: 24)
    }
  }

  /// Whether the environment's locale has UTF-8, so that every language can be shown.
  package static var isLocaleUTF8: Bool { cn_set_locale() }

  deinit { if isOpen { Self.restore(modes) } }

  /// Gives the terminal back. Later calls do nothing.
  package mutating func close() {
    guard isOpen else { return }
    isOpen = false
    isOver = true
    Self.restore(modes)
  }

  /// Ends the process as the signal would have, for whoever waits for it. Close the session
  /// first.
  package static func end(by signal: Signal) -> Never { cn_end_by(signal.rawValue) }

  private static func restore(_ modes: TerminalModes) {
    cn_write(modes.leave)
    cn_close()
    cn_guard_end()
  }

  private static func currentSize() -> Size? {
    var rows: Int32 = 0
    var columns: Int32 = 0
    guard cn_size(&rows, &columns) else { return nil }
    return Size(columns: Int(columns), rows: Int(rows))
  }
}

// MARK: Showing

extension TerminalSession {
  package mutating func listen(toMouse isWanted: Bool) {
    guard isOpen, modes.mouse != isWanted else { return }
    modes.mouse = isWanted
    cn_write(modes.mouseChange)
  }

  package mutating func copy(_ text: String) {
    guard isOpen, modes.areUnderstood else { return }
    cn_write(Clipboard.request(for: text))
  }

  package mutating func present(_ surface: Surface) {
    guard isOpen else { return }
    var surface = surface
    // ncurses counts one column where such a terminal takes two.
    let narrowing = surface.width == .ambiguousIsWide ? SymbolFilter(.ascii) : nil
    if let filter = narrowing ?? filter { surface.replace(with: filter) }
    if encoder != nil { return encode(surface) }
    if !draw(surface, makingRoom: true) {
      // No room for its colour pairs: start their table anew, with this frame alone.
      pairs.removeAll()
      shown = nil
      _ = draw(surface, makingRoom: false)
    }
  }

  package mutating func redraw() {
    shown = nil
    encoder?.forget()
    cn_redraw()
  }

  /// Sends a frame in one piece.
  private mutating func encode(_ surface: Surface) {
    var fitting = surface
    if surface.size != size {
      fitting = Surface(size: size)
      fitting.draw(surface, at: .zero)
    }
    encoder?.encode(fitting)
    encoder?.bytes.withUnsafeBufferPointer { cn_write_bytes($0.baseAddress, $0.count) }
  }

  /// Draws what changed. False if that needs more colour pairs than there are; if no room can
  /// be made for them, the rest is drawn without colour.
  private mutating func draw(_ surface: Surface, makingRoom: Bool) -> Bool {
    let runs = FrameDiff(from: shown, to: surface).runs
    if runs.isEmpty, shown != nil { return true }
    if shown?.size != surface.size { cn_erase() }
    var style: Style?
    for run in runs where run.row < size.rows {
      for column in run.columns {
        guard let cell = surface[Point(column: column, row: run.row)], cell.width > 0,
          column + cell.width <= size.columns
        else { continue }
        if cell.style != style {
          let pair = pairs.pair(for: cell.style)
          if pair == nil, makingRoom { return false }
          cn_style(pairs.attributes(for: cell.style), pair ?? 0)
          style = cell.style
        }
        Self.put(cell, row: run.row, column: column)
      }
    }
    shown = surface
    cn_write(modes.beginFrame)
    cn_update()
    cn_write(modes.endFrame)
    return true
  }

  private static func put(_ cell: Cell, row: Int, column: Int) {
    var scalars: (UInt32, UInt32, UInt32) = (0, 0, 0)
    var count: Int32 = 0
    cell.forEachScalar { scalar in
      switch count {
      case 0: scalars.0 = scalar.value
      case 1: scalars.1 = scalar.value
      default: scalars.2 = scalar.value
      }
      count += 1
    }
    withUnsafeBytes(of: &scalars) { bytes in
      cn_put(
        Int32(row), Int32(column), bytes.assumingMemoryBound(to: UInt32.self).baseAddress,
        count, Int32(cell.width))
    }
  }
}

// MARK: Listening

extension TerminalSession {
  package mutating func nextEvent(within timeout: Duration?) -> InputEvent? {
    let deadline = timeout.map { cn_milliseconds() + Int64(max(0, $0.waitMilliseconds)) }
    while !isOver {
      takeSignals()
      if !queue.isEmpty { return queue.removeFirst() }
      if let event = reader.next() { return event }
      if let event = settled() { return event }
      let moments = [deadline, settlesAt].compactMap { $0 }
      let left = moments.min().map { max(0, $0 - cn_milliseconds()) }
      let wait = [left, reader.patience].compactMap { $0 }.min() ?? -1
      let ready = cn_wait(Int32(clamping: wait))
      if ready & Int32(cn_ready_signal.rawValue) != 0 { continue }
      if ready & Int32(cn_ready_gone.rawValue) != 0 {
        if cn_wait_hangup() { continue }
        isOver = true
      } else if ready == 0, let deadline, cn_milliseconds() >= deadline {
        return .idle
      }
    }
    return nil
  }

  private mutating func takeSignals() {
    let pending = UInt32(cn_signals_take())
    guard pending != 0 else { return }
    if pending & cn_pending_end.rawValue != 0, let signal = Signal(rawValue: cn_ending_signal()) {
      queue.append(.terminate(signal))
    }
    if pending & cn_pending_suspend.rawValue != 0 {
      suspend()
    } else if pending & cn_pending_continue.rawValue != 0 {
      // Stopped in a way that nothing can catch: whoever had the terminal may have changed it.
      cn_leave()
      comeBack()
    }
    if pending & cn_pending_resize.rawValue != 0 {
      takeSize()
      // Terminals cut what they held even if the size is the same again, and some draw late.
      queue.append(.resize(size))
      redraw()
      settlesAt = cn_milliseconds() + Self.settling
    }
  }

  private mutating func suspend() {
    cn_write(modes.leave)
    cn_leave()
    cn_stop()
    comeBack()
  }

  private mutating func comeBack() {
    cn_return()
    cn_write(modes.enter)
    cn_update()
    encoder?.forget()
    queue.append(.resumed)
    if takeSize() { queue.append(.resize(size)) }
  }

  /// Takes on the window's size; false if it is the same as before.
  @discardableResult
  private mutating func takeSize() -> Bool {
    guard let now = Self.currentSize(), now != size else { return false }
    size = now
    redraw()
    cn_resize(Int32(now.rows), Int32(now.columns))
    return true
  }

  /// How long a window must be left alone until its frame is drawn once more, in milliseconds.
  private static let settling: Int64 = 100

  /// The window has come to rest: what was drawn while it changed may have been cut.
  private mutating func settled() -> InputEvent? {
    guard let moment = settlesAt, cn_milliseconds() >= moment else { return nil }
    settlesAt = nil
    takeSize()
    redraw()
    return .resize(size)
  }
}
