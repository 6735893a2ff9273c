import Foundation
import Screen
import Simulation

@testable import Workbench

/// An asciicast as it is read.
struct Cast {
  struct Event: Equatable {
    var time: Double
    var code: String
    var text: String
  }

  let header: [String: Any]
  let events: [Event]

  init(_ text: String) throws {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    struct SyntaxError: Error { var line: String }
    func value(_ line: Substring) throws -> Any {
      try JSONSerialization.jsonObject(with: Data(line.utf8))
    }
    guard lines.last == "", let header = try value(lines[0]) as? [String: Any] else {
      throw SyntaxError(line: String(lines[0]))
    }
    self.header = header
    events = try lines.dropFirst().dropLast().map { line in
      guard let parts = try value(line) as? [Any], parts.count == 3,
        let time = parts[0] as? Double, let code = parts[1] as? String,
        let text = parts[2] as? String
      else { throw SyntaxError(line: String(line)) }
      return Event(time: time, code: code, text: text)
    }
  }
}

/// A sink that keeps everything.
struct MemorySink: RecordingSink {
  var frames: [(surface: Surface, time: Duration)] = []
  var marks: [(title: String, time: Duration)] = []

  mutating func show(_ frame: Surface, at time: Duration) {
    if frames.last?.surface != frame { frames.append((frame, time)) }
  }

  /// Those that are seen for a while: of several at one time, the last.
  var visible: [(surface: Surface, time: Duration)] {
    frames.enumerated().filter { place, frame in
      place + 1 == frames.count || frames[place + 1].time >= frame.time + .milliseconds(2)
    }.map(\.element)
  }

  mutating func mark(_ title: String, at time: Duration) { marks.append((title, time)) }

  mutating func develop(at end: Duration) -> String { "\(end)" }

  /// What `replay.py` expects: every cell of every frame, as pyte names them.
  var expectation: String {
    get throws {
      let frames = self.frames.map { frame -> [[[Any]]] in
        (0..<frame.surface.size.rows).map { row in
          (0..<frame.surface.size.columns).map { column in
            Self.cell(frame.surface[Point(column: column, row: row)]!)
          }
        }
      }
      return String(
        decoding: try JSONSerialization.data(withJSONObject: frames), as: UTF8.self)
    }
  }

  private static func cell(_ cell: Cell) -> [Any] {
    [
      cell.text, color(cell.style.foreground), color(cell.style.background),
      cell.style.attributes.contains(.bold), cell.style.attributes.contains(.reverse),
    ]
  }

  private static func color(_ color: Color) -> String {
    if color == .standard { return "default" }
    let (red, green, blue) = color.components
    return String(
      String(1 << 24 | Int(red) << 16 | Int(green) << 8 | Int(blue), radix: 16).dropFirst())
  }
}
