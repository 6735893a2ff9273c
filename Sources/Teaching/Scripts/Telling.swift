import RaftCore
import Simulation

/// What happened in one step, in the order in which it is told: what happened alike at several
/// servers is told once, so that a listener is not told everything five times.
struct Telling {
  /// Something that happened, and where the same happened later.
  struct Item: Hashable {
    var time: Time
    var phrase: Phrase
    /// The server in the phrase in whose place others may stand, once it is known.
    var server: ServerID?
    var others: [ServerID] = []
    /// When it happened last.
    var until: Time
  }

  private(set) var items: [Item] = []

  /// Adds something that happened.
  ///
  /// - Parameter isTurningPoint: whether it must have a line of its own.
  mutating func add(_ phrase: Phrase, at time: Time, isTurningPoint: Bool) {
    if !isTurningPoint {
      for (place, item) in items.enumerated() {
        guard let (first, other) = Self.difference(between: item.phrase, and: phrase),
          item.server == nil || item.server == first, !item.others.contains(other)
        else { continue }
        items[place].server = first
        items[place].others.append(other)
        items[place].until = time
        return
      }
    }
    items.append(Item(time: time, phrase: phrase, until: time))
  }

  /// The two servers by which two phrases differ, if it is by nothing else.
  static func difference(
    between first: Phrase, and second: Phrase
  ) -> (ServerID, ServerID)? {
    guard first.parts.count == second.parts.count else { return nil }
    var found: (ServerID, ServerID)?
    for (mine, theirs) in zip(first.parts, second.parts) where mine != theirs {
      guard case .server(let one) = mine.kind, case .server(let other) = theirs.kind else {
        return nil
      }
      if let found, found != (one, other) { return nil }
      found = (one, other)
    }
    // The one stands nowhere else in the first, the other nowhere else in the second.
    guard let (one, other) = found else { return nil }
    let isWhole = zip(first.parts, second.parts).allSatisfy { mine, theirs in
      (mine.kind == .server(one)) == (theirs.kind == .server(other))
    }
    return isWhole ? (one, other) : nil
  }
}
