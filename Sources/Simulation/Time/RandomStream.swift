/// A stream of pseudo-random numbers that is the same on every machine (SplitMix64).
///
/// Each server, link and client draws from a stream of its own, so that an act on one does not
/// reshuffle the others.
package struct RandomStream: Hashable, Sendable {
  private var state: UInt64

  /// The stream number `index` of the run with the given seed.
  package init(seed: UInt64, stream index: Int) {
    state = seed
    // Two rounds apart from each other: neighbouring seeds and streams share nothing visible.
    state = next() ^ (UInt64(index) &* 0xD605_BBB5_8C8A_BC03)
    state = next()
  }

  /// The next 64 random bits.
  @inline(__always) package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

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
