import KeyValue

/// Short numbers for the values of a register, so that a state of it is a few words.
struct ValueTable: Sendable {
  /// The number of a value, from 1; 0 stands for none.
  typealias Number = UInt8

  private var values: [ShortText?] = []
  /// Numbers to give away before new ones are made, the next one last.
  private var free: [Number] = []

  /// Some of the numbers.
  struct Selection {
    private var bits = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))

    mutating func insert(_ number: Number) {
      let bit = UInt64(1) << UInt64(number & 63)
      switch number >> 6 {
      case 0: bits.0 |= bit
      case 1: bits.1 |= bit
      case 2: bits.2 |= bit
      default: bits.3 |= bit
      }
    }

    func contains(_ number: Number) -> Bool {
      let bit = UInt64(1) << UInt64(number & 63)
      switch number >> 6 {
      case 0: return bits.0 & bit != 0
      case 1: return bits.1 & bit != 0
      case 2: return bits.2 & bit != 0
      default: return bits.3 & bit != 0
      }
    }
  }

  /// The number of a value that has one; `nil` is the value of a key that was never written.
  func known(_ value: ShortText?) -> Number? {
    values.firstIndex(of: value).map { Number($0 + 1) }
  }

  /// The number of a value that has one, which is in use from now on.
  mutating func takeKnown(_ value: ShortText?) -> Number? {
    guard let number = known(value) else { return nil }
    free.removeAll { $0 == number }
    return number
  }

  /// Whether it is time to look for numbers that are not in use any more.
  var isCrowded: Bool { free.isEmpty && values.count >= 8 }

  /// Numbers that are not in `inUse` may be given away again.
  mutating func keep(_ inUse: Selection) {
    free = values.indices.reversed().map { Number($0 + 1) }.filter { !inUse.contains($0) }
  }

  /// Gives a number to a value that has none; nil when all are in use.
  mutating func add(_ value: ShortText?) -> Number? {
    if let number = free.popLast() {
      values[Int(number) - 1] = value
      return number
    }
    guard values.count < Int(Number.max) else { return nil }
    values.append(value)
    return Number(values.count)
  }
}
