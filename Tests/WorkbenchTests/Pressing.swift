import Screen
import Simulation
import Teaching

@testable import Workbench

/// A laboratory with keys pressed: `n space*12 w`.
struct Pressing {
  var lab: Laboratory

  init(
    _ keys: String = "", servers: Int = 5, columns: Int = 80, rows: Int = 24,
    language: Language = .english
  ) {
    lab = Laboratory(
      settings: Settings(servers: servers, seed: 1), language: language,
      size: Size(columns: columns, rows: rows))
    press(keys)
  }

  mutating func press(_ keys: String) {
    for word in keys.split(separator: " ") {
      let parts = word.split(separator: "*")
      let count = parts.count == 2 ? Int(parts[1])! : 1
      for _ in 0..<count { lab.handle(.key(Key(String(parts[0]))!)) }
    }
  }

  mutating func type(_ text: String) {
    for character in text { lab.handle(.key(.character(character))) }
  }

  mutating func click(_ column: Int, _ row: Int) {
    lab.handle(.mouse(Mouse(.press(.left), at: Point(column: column, row: row))))
  }

  mutating func scroll(_ action: Mouse.Action, _ count: Int, at point: Point) {
    for _ in 0..<count { lab.handle(.mouse(Mouse(action, at: point))) }
  }

  var position: Int { lab.history.position }

  var rows: [String] {
    let frame = lab.frame()
    return (0..<frame.size.rows).map { frame.text(row: $0) }
  }

  /// Where a text stands on the screen first.
  func place(of text: String) -> Point? {
    let frame = lab.frame()
    for (row, line) in rows.enumerated() {
      guard let range = line.range(of: text) else { continue }
      let columns = frame.width.of(line[..<range.lowerBound])
      return Point(column: columns, row: row)
    }
    return nil
  }

  /// An election, a write, a leader's crash, another election and a return.
  static let eventful = "n*3 3 w n space*20 3 k space*140 1 w space*40 3 k space*60"
}

extension String {
  /// Where another text stands in this one first.
  func range(of other: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(other) {
        return start..<index(start, offsetBy: other.count)
      }
      start = index(after: start)
    }
    return nil
  }
}

extension ViewKind {
  /// The key that opens it.
  var key: String { Keymap.standard.binding(of: command)!.keys[0].name }
}
