import Screen

/// A report of the mouse as xterm sends it: `[ < button ; column ; row`, counted from 1, and `M`, or
/// `m` for a release.
struct MouseReport {
  /// What was done; nil for what has no meaning here.
  let event: Mouse?

  /// - Parameter sequence: without the escape; nil if it is no report at all.
  init?(_ sequence: String) {
    guard sequence.hasPrefix("[<") else { return nil }
    let numbers = sequence.dropFirst(2).dropLast()
      .split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let isEnded = sequence.hasSuffix("M") || sequence.hasSuffix("m")
    event =
      isEnded && numbers.count == 3
      ? Self.mouse(numbers, isRelease: sequence.hasSuffix("m")) : nil
  }

  /// xterm's button: two bits of button, 4 shift, 8 alt, 16 control, 32 motion, 64 the wheel.
  private static func mouse(_ numbers: [Int], isRelease: Bool) -> Mouse? {
    let buttons: [Mouse.Button] = [.left, .middle, .right]
    let action: Mouse.Action
    switch numbers[0] & ~0b1_1100 {
    case 64 where !isRelease: action = .wheelUp
    case 65 where !isRelease: action = .wheelDown
    case let index where buttons.indices.contains(index):
      action = isRelease ? .release(buttons[index]) : .press(buttons[index])
    default: return nil
    }
    return Mouse(
      action, at: Point(column: numbers[1] - 1, row: numbers[2] - 1),
      modifiers: KeySequences.modifiers(bits: numbers[0] >> 2 & 7))
  }
}
