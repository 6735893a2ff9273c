/// How a search ended.
package enum Outcome: Sendable {
  /// The goal is reached, by no fewer moves than these.
  case found(Trace)
  /// No state within the bounds is what is searched for.
  case exhausted
  /// It has taken all the memory that it may take; with more it goes on where it stopped.
  case outOfMemory
  /// There are more different servers or messages than it has numbers for. It cannot go on, and
  /// says nothing about the states that were left out.
  case outOfNumbers
}

extension Outcome: Equatable {
  package static func == (left: Outcome, right: Outcome) -> Bool {
    switch (left, right) {
    case (.found(let one), .found(let other)): one.moves == other.moves
    case (.exhausted, .exhausted), (.outOfMemory, .outOfMemory), (.outOfNumbers, .outOfNumbers):
      true
    case (.found, _), (.exhausted, _), (.outOfMemory, _), (.outOfNumbers, _): false
    }
  }
}

/// How far a search has come.
package struct Figures: Hashable, Sendable {
  /// Different states that were found; of those that are renamings of each other, one.
  package let states: Int
  /// Steps from one to another, or to the same.
  package let successors: Int
  /// Steps that led beyond the bounds on terms, logs or messages.
  package let cut: Int
  /// States that were found and from which it has not gone on yet.
  package let open: Int
  /// How many moves lead to the states that it expands.
  package let depth: Int
  /// Memory, in bytes.
  package let bytes: Int
  /// How likely it is that any two different states were taken for the same.
  package let collisionOdds: Double
  /// Different servers, with their disks.
  package let servers: Int
  /// Different messages.
  package let messages: Int
  /// Steps that the protocol's code has handled; all others were known from them.
  package let handled: Int
}
