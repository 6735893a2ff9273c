import RaftCore

/// The sides of a split network: sets of servers, none in two of them and none empty.
///
/// One word, because it stands in every stimulus, and a stimulus in every event.
package struct Partition: Hashable, Sendable, BitwiseCopyable {
  /// For each server, in four bits at its number, the number of its side; 0 when it is in none.
  private var word: UInt64 = 0
  /// How many sides there are.
  package private(set) var count = 0

  /// The given sides. A server named twice is on the first side that names it; sides that nobody is
  /// left on are left out.
  package init(_ sides: some Sequence<ServerSet>) {
    var named: ServerSet = []
    for side in sides {
      let newcomers = side.subtracting(named)
      guard !newcomers.isEmpty else { continue }
      count += 1
      for server in newcomers { word |= UInt64(count) << (4 * UInt64(server.number)) }
      named = named.union(newcomers)
    }
  }
}

extension Partition: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(position: Int) -> ServerSet {
    precondition(indices.contains(position))
    return ServerSet(
      ServerSet.first(ServerID.maximum).filter {
        word >> (4 * UInt64($0.number)) & 0xF == UInt64(position + 1)
      })
  }
}

extension Partition: ExpressibleByArrayLiteral {
  package init(arrayLiteral sides: ServerSet...) { self.init(sides) }
}

extension Partition: CustomStringConvertible {
  package var description: String { Array(self).description }
}
