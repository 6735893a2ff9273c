import Screen

/// Numbers that are read from the back row: digits of three by five squares.
struct BigDigits {
  /// How many rows of the screen a digit takes.
  enum Height: Int {
    /// Two squares in a cell, one above the other.
    case three = 3
    /// Two cells for a square.
    case five = 5
  }

  let number: Int
  let height: Height

  /// Rows of a digit, from the top; the highest of three bits is on the left.
  private static let shapes: [[UInt8]] = [
    [7, 5, 5, 5, 7], [2, 6, 2, 2, 7], [7, 1, 7, 4, 7], [7, 1, 7, 1, 7], [5, 5, 7, 1, 1],
    [7, 4, 7, 1, 7], [7, 4, 7, 5, 7], [7, 1, 1, 1, 1], [7, 5, 7, 5, 7], [7, 5, 7, 1, 7],
  ]

  private var digits: [Int] { String(number).compactMap(\.wholeNumberValue) }

  /// The columns of a digit, and of the gap after it.
  private var stride: Int { height == .five ? 8 : 4 }

  var columns: Int { digits.count * stride - (height == .five ? 2 : 1) }

  /// The number as lines of text.
  var lines: [String] {
    (0..<height.rawValue).map { row in
      digits.map { line(row, of: Self.shapes[$0]) }.joined(separator: height == .five ? "  " : " ")
    }
  }

  private func line(_ row: Int, of shape: [UInt8]) -> String {
    switch height {
    case .five: Self.bits(shape[row]).map { $0 ? "██" : "  " }.joined()
    case .three:
      zip(Self.bits(shape[2 * row]), Self.bits(2 * row + 1 < 5 ? shape[2 * row + 1] : 0))
        .map { $0 ? $1 ? "█" : "▀" : $1 ? "▄" : " " }.joined()
    }
  }

  private static func bits(_ value: UInt8) -> [Bool] {
    [value & 4 != 0, value & 2 != 0, value & 1 != 0]
  }
}
