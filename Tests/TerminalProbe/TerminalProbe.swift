import Foundation
import Ncurses
import Screen

/// A program that shows every event it is told, and ends in every bad way on request.
///
/// q leaves; t traps; a aborts; n touches address zero; r recurses for ever; h hangs; e exits
/// without closing; x writes to standard error. With `--random SEED FRAMES` it shows random
/// frames first, with `--pairs` more colour pairs than small terminals have, with `--wide` a
/// frame for a terminal where box drawing is two columns wide.
@main
struct TerminalProbe {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      try run(
        arguments,
        TerminalOptions(
          mouse: !arguments.contains("--no-mouse"),
          symbols: arguments.contains("--ascii") ? .ascii : nil))
    } catch {
      print(error)
      exit(1)
    }
  }

  static func run(_ arguments: [String], _ options: TerminalOptions) throws {
    var terminal = try TerminalSession(options)
    var lines: [String] = []
    if arguments.first == "--random", arguments.count == 3, let seed = UInt64(arguments[1]) {
      var frames = RandomFrames(seed: seed, size: terminal.size)
      for _ in 0..<(Int(arguments[2]) ?? 1) {
        frames.advance()
        terminal.present(frames.surface)
      }
    } else if arguments.first == "--pairs" {
      terminal.present(pairs(size: terminal.size))
    } else {
      let width: TextWidth = arguments.first == "--wide" ? .ambiguousIsWide : .standard
      terminal.present(
        frame(of: terminal, lines: lines, width: width))
    }
    while let event = terminal.nextEvent(within: nil) {
      lines.append(describe(event))
      if case .terminate(let signal) = event {
        terminal.close()
        TerminalSession.end(by: signal)
      }
      if event == .key("q") { break }
      terminal.present(frame(of: terminal, lines: lines))
      if case .key(let key) = event { misbehave(key) }
    }
    terminal.close()
    print("left")
  }

  static func misbehave(_ key: Key) {
    switch key {
    case "t": preconditionFailure("trapped on request")
    case "a": abort()
    case "n": UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
    case "r": print(recurse(1))
    case "h": while true { usleep(100_000) }
    case "e": exit(3)
    case "x": FileHandle.standardError.write(Data("said on standard error\n".utf8))
    default: break
    }
  }

  @inline(never)
  static func recurse(_ depth: Int) -> Int { depth == 0 ? 0 : 1 + recurse(depth + 1) + depth }

  static func describe(_ event: InputEvent) -> String {
    switch event {
    case .key(let key): "key \(key.name)"
    case .mouse(let mouse): "mouse \(mouse.action) \(mouse.point.column) \(mouse.point.row)"
    case .paste(let text): "paste \(text.count) \(text.prefix(20))"
    case .resize(let size): "resize \(size.columns) \(size.rows)"
    case .focus(let isIn): "focus \(isIn)"
    case .resumed: "resumed"
    case .terminate(let signal): "terminate \(signal)"
    case .idle: "idle"
    }
  }

  static func frame(
    of terminal: borrowing TerminalSession, lines: [String], width: TextWidth = .standard
  ) -> Surface {
    let size = terminal.size
    var surface = Surface(size: size, width: width)
    let ground = terminal.ground.map { " \($0.summary)" } ?? ""
    let title = "probe \(size.columns)x\(size.rows) \(terminal.depth)\(ground)"
    surface.box(surface.bounds, title: [Span(title)])
    let inside = surface.bounds.inset(by: 1)
    surface.draw(
      [Span("领导者", Style(.rgb(200, 40, 40)).bold), Span(" ★ e\u{301} ", Style(.green).on(.blue))],
      at: inside.origin, clip: inside)
    for (row, line) in lines.suffix(max(0, inside.rows - 1)).enumerated() {
      surface.draw("> " + line, at: inside.point(row: row + 1), clip: inside)
    }
    return surface
  }

  /// Each of eight colours and none on each: 81 pairs.
  static func pairs(size: Size) -> Surface {
    let colors: [Color] = [.standard] + (0..<8).map { .ansi($0) }
    var surface = Surface(size: size)
    for (row, back) in colors.enumerated() {
      for (column, front) in colors.enumerated() {
        surface.draw(
          "\(column)\(row)", at: Point(column: 3 * column, row: row), style: Style(front, on: back))
      }
    }
    return surface
  }
}
