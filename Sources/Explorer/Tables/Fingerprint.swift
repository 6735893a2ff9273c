/// 64 bits that stand for a state, the same in every process.
///
/// A state's fingerprint is made of the sum of its parts' hashes: servers and messages, each hashed
/// with its place. So a successor's follows from that of its state and what one step changed,
/// before anything is built, and the order of messages in flight does not matter.
enum Fingerprint {
  /// Of a sum of hashes and the counts; never 0, which stands for "none" in tables.
  @inline(__always) static func make(sum: UInt64, counts: UInt64) -> UInt64 {
    let mixed = fold(sum ^ 0x9e37_79b9_7f4a_7c15, (counts &+ 1) &* 0xd6e8_feb8_6659_fd93 | 1)
    let fingerprint = mix(sum &+ mixed)
    return fingerprint == 0 ? 1 : fingerprint
  }

  /// Spreads every bit over all; different words stay different.
  @inline(__always) static func mix(_ word: UInt64) -> UInt64 {
    var word = word
    word ^= word >> 32
    word = word &* 0xd6e8_feb8_6659_fd93
    word ^= word >> 32
    word = word &* 0xd6e8_feb8_6659_fd93
    word ^= word >> 32
    return word
  }

  /// The two halves of a product, on top of each other.
  @inline(__always) static func fold(_ one: UInt64, _ other: UInt64) -> UInt64 {
    let product = one.multipliedFullWidth(by: other)
    return product.high ^ product.low
  }

  /// How likely it is that any two of so many states have the same fingerprint, so that one of them
  /// was taken for seen: all pairs, over 2^64.
  ///
  /// - Parameter renamings: of each state the least fingerprint of so many is taken, which leaves
  ///   fewer to share.
  static func collisionOdds(states: Int, renamings: Int) -> Double {
    let states = Double(states)
    let crowding = Double(renamings * renamings) / Double(2 * renamings - 1)
    return min(1, states * (states - 1) / 2 * crowding / 18_446_744_073_709_551_616)
  }
}

/// A hash that takes in word after word.
struct WordHash {
  private(set) var state: UInt64 = 0x243f_6a88_85a3_08d3

  mutating func add(_ word: UInt64) {
    state = Fingerprint.fold(state ^ word, 0xe703_7ed1_a0b4_28db) &+ Fingerprint.mix(word &+ state)
  }

  var value: UInt64 { Fingerprint.mix(state) }
}
