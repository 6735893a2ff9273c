/// Sums of hashes, one for each renaming of servers that are interchangeable, side by side.
protocol Lanes: BitwiseCopyable, Sendable {
  /// For the most renamings that it holds.
  static var width: Int { get }
  static var zero: Self { get }
  /// - Precondition: there are `width` at most. Where there are fewer, the first stands for the
  ///   rest.
  init(_ sums: [UInt64])
  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  /// The least of all: the same for states that are renamings of each other.
  var least: UInt64 { get }
}

/// No two servers are interchangeable.
struct OneLane: Lanes {
  private var sum: UInt64

  static var width: Int { 1 }
  static var zero: Self { Self([0]) }
  init(_ sums: [UInt64]) { sum = sums[0] }
  private init(sum: UInt64) { self.sum = sum }
  @inline(__always) static func + (left: Self, right: Self) -> Self {
    Self(sum: left.sum &+ right.sum)
  }
  @inline(__always) static func - (left: Self, right: Self) -> Self {
    Self(sum: left.sum &- right.sum)
  }
  @inline(__always) var least: UInt64 { sum }
}

/// Two or three servers are interchangeable: 2 or 6 renamings.
struct EightLanes: Lanes {
  private var sums: SIMD8<UInt64>

  static var width: Int { 8 }
  static var zero: Self { Self(sums: SIMD8(repeating: 0)) }
  init(_ sums: [UInt64]) {
    self.sums = SIMD8(repeating: sums[0])
    for place in sums.indices { self.sums[place] = sums[place] }
  }
  private init(sums: SIMD8<UInt64>) { self.sums = sums }
  @inline(__always) static func + (left: Self, right: Self) -> Self {
    Self(sums: left.sums &+ right.sums)
  }
  @inline(__always) static func - (left: Self, right: Self) -> Self {
    Self(sums: left.sums &- right.sums)
  }
  @inline(__always) var least: UInt64 {
    // The last two repeat the first.
    min(min(min(sums[0], sums[1]), min(sums[2], sums[3])), min(sums[4], sums[5]))
  }
}

/// Four servers are interchangeable: 24 renamings.
struct TwentyFourLanes: Lanes {
  private var first: SIMD8<UInt64>
  private var second: SIMD8<UInt64>
  private var third: SIMD8<UInt64>

  static var width: Int { 24 }
  static var zero: Self {
    let zero = SIMD8<UInt64>(repeating: 0)
    return Self(zero, zero, zero)
  }
  init(_ sums: [UInt64]) {
    self = .zero
    for place in 0..<24 {
      let sum = place < sums.count ? sums[place] : sums[0]
      switch place / 8 {
      case 0: first[place % 8] = sum
      case 1: second[place % 8] = sum
      default: third[place % 8] = sum
      }
    }
  }
  private init(_ first: SIMD8<UInt64>, _ second: SIMD8<UInt64>, _ third: SIMD8<UInt64>) {
    (self.first, self.second, self.third) = (first, second, third)
  }
  @inline(__always) static func + (left: Self, right: Self) -> Self {
    Self(left.first &+ right.first, left.second &+ right.second, left.third &+ right.third)
  }
  @inline(__always) static func - (left: Self, right: Self) -> Self {
    Self(left.first &- right.first, left.second &- right.second, left.third &- right.third)
  }
  @inline(__always) var least: UInt64 {
    min(min(Self.least(first), Self.least(second)), Self.least(third))
  }
  @inline(__always) private static func least(_ sums: SIMD8<UInt64>) -> UInt64 {
    min(
      min(min(sums[0], sums[1]), min(sums[2], sums[3])),
      min(min(sums[4], sums[5]), min(sums[6], sums[7])))
  }
}
