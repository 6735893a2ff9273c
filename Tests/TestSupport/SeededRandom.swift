import Simulation

/// The product's random numbers, so that a failing seed fails again.
package struct SeededRandom: RandomNumberGenerator {
  private var numbers: SplitMix64

  package init(_ seed: UInt64) { numbers = SplitMix64(seed) }

  package mutating func next() -> UInt64 { numbers.next() }

  package mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next()) }

  /// A number from 0 up to, but not including, `bound`.
  package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  package mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// One of several; none of them is empty.
  package mutating func one<Element>(of choices: [Element]) -> Element {
    choices[below(choices.count)]
  }

  package mutating func happens(percent: Int) -> Bool { below(100) < percent }
}
