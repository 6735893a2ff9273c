/// The name of one server: a number from 1 to 9, written `S1` … `S9`.
@usableFromInline
package struct ServerID: Hashable, Comparable, Sendable, BitwiseCopyable, CustomStringConvertible {
  /// The largest number a server may have, and so the largest cluster.
  @inlinable package static var maximum: Int { 9 }

  /// One byte, because names stand in every message, firing and due thing.
  @usableFromInline let byte: UInt8

  /// The number in the name, 1 … `maximum`.
  @inlinable package var number: Int { Int(byte) }

  /// The server with the given number.
  ///
  /// - Precondition: `number` is in 1 … `maximum`.
  @inlinable package init(_ number: Int) {
    precondition(number >= 1 && number <= Self.maximum, "a server's number is 1 to 9")
    byte = UInt8(truncatingIfNeeded: number)
  }

  /// The server whose number is `byte`, of which that is known.
  @inlinable init(byte: UInt8) { self.byte = byte }

  @inlinable package static func < (left: ServerID, right: ServerID) -> Bool {
    left.byte < right.byte
  }

  @usableFromInline package var description: String { "S" + String(number) }
}

/// A set of servers: a value of two bytes whose order of iteration is always ascending.
@usableFromInline
package struct ServerSet: Hashable, Sendable, BitwiseCopyable, Sequence,
  ExpressibleByArrayLiteral, CustomStringConvertible
{
  /// One bit a server; bit `number` stands for `S<number>`.
  @usableFromInline package var bits: UInt16

  /// The set with the given bits.
  @inlinable package init(bits: UInt16 = 0) { self.bits = bits }

  @inlinable package init(arrayLiteral servers: ServerID...) {
    self.init(servers)
  }

  /// The set of the given servers.
  @inlinable package init(_ servers: some Sequence<ServerID>) {
    bits = 0
    for server in servers { insert(server) }
  }

  /// The servers `S1` … `S<count>`.
  @inlinable package static func first(_ count: Int) -> ServerSet {
    ServerSet(bits: UInt16((1 << (count + 1)) - 2))
  }

  @inlinable package var count: Int { bits.nonzeroBitCount }
  @inlinable package var isEmpty: Bool { bits == 0 }
  @inlinable package var first: ServerID? { isEmpty ? nil : ServerID(bits.trailingZeroBitCount) }

  /// How many servers make a majority of this set: more than half (§2, §5.2).
  @inlinable package var majority: Int { count / 2 + 1 }

  @inlinable package func contains(_ server: ServerID) -> Bool { bits & (1 &<< server.byte) != 0 }
  @inlinable package mutating func insert(_ server: ServerID) { bits |= 1 &<< server.byte }
  @inlinable package mutating func remove(_ server: ServerID) { bits &= ~(1 &<< server.byte) }
  @inlinable package func union(_ other: ServerSet) -> ServerSet {
    ServerSet(bits: bits | other.bits)
  }
  @inlinable package func intersection(_ other: ServerSet) -> ServerSet {
    ServerSet(bits: bits & other.bits)
  }
  @inlinable package func subtracting(_ other: ServerSet) -> ServerSet {
    ServerSet(bits: bits & ~other.bits)
  }

  /// This set without one server.
  @inlinable package func removing(_ server: ServerID) -> ServerSet {
    ServerSet(bits: bits & ~(1 &<< server.byte))
  }

  @usableFromInline package struct Iterator: IteratorProtocol {
    @usableFromInline var rest: UInt16

    @inlinable init(rest: UInt16) { self.rest = rest }

    @inlinable package mutating func next() -> ServerID? {
      guard rest != 0 else { return nil }
      let number = rest.trailingZeroBitCount
      rest &= rest - 1
      return ServerID(number)
    }
  }

  @inlinable package func makeIterator() -> Iterator { Iterator(rest: bits) }

  @usableFromInline package var description: String {
    "{" + map(\.description).joined(separator: " ") + "}"
  }
}
