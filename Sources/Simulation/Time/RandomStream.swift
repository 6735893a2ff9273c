/// A stream of pseudo-random numbers that is the same on every machine.
///
/// Each server, link and client draws from a stream of its own, so that an act on one does not
/// reshuffle the others.
package struct RandomStream: Hashable, Sendable {
  private var numbers: SplitMix64

  /// The stream number `index` of the run with the given seed.
  package init(seed: UInt64, stream index: Int) {
    // Two rounds apart from each other: neighbouring seeds and streams share nothing visible.
    numbers = SplitMix64(seed)
    numbers = SplitMix64(next() ^ (UInt64(index) &* 0xD605_BBB5_8C8A_BC03))
    numbers = SplitMix64(next())
  }

  /// The next 64 random bits.
  @inline(__always) package mutating func next() -> UInt64 { numbers.next() }

  /// A number from a closed range.
  @inline(__always) package mutating func next(in range: ClosedRange<Int>) -> Int {
    let span = UInt64(range.upperBound - range.lowerBound) + 1
    return range.lowerBound + Int(next().multipliedFullWidth(by: span).high)
  }

  /// Whether an event of the given probability, in thousandths, occurs. Draws nothing when it
  /// cannot.
  @inline(__always) package mutating func occurs(permille: Int) -> Bool {
    permille > 0 && next(in: 0...999) < permille
  }
}
