import RaftCore

/// How far exploring goes. Within bounds the answer is complete; beyond them nothing is said.
package struct Bounds: Hashable, Sendable {
  /// How often each thing may happen, on the whole way from the start.
  package var limits: [Countable: Int] {
    get {
      Dictionary(
        uniqueKeysWithValues: Countable.allCases.compactMap { thing in
          self[thing].map { (thing, $0) }
        })
    }
    set { for thing in Countable.allCases { self[thing] = newValue[thing] } }
  }

  private var counts: [Int?] = [2, 0, 1, 0, 0, 0]
  /// The highest term that a server may reach; nil: as far as the timeouts bring it.
  package var terms: Int?
  /// The most entries that a log may have; nil: as many as the writes bring it.
  package var entries: Int?
  /// The most messages that may be in flight at a time.
  package var messages: Int

  /// - Parameters: how often each may happen; nil means: as often as it likes.
  package init(
    timeouts: Int? = 2, heartbeats: Int? = 0, writes: Int = 1, crashes: Int? = 0,
    losses: Int? = 0, duplicates: Int? = 0, terms: Int? = nil, entries: Int? = nil,
    messages: Int = 12
  ) {
    counts = [timeouts, heartbeats, writes, crashes, losses, duplicates]
    self.terms = terms
    self.entries = entries
    self.messages = messages
  }

  /// How often a thing may happen; nil: as often as it likes.
  package subscript(thing: Countable) -> Int? {
    get { counts[thing.rawValue] }
    set { counts[thing.rawValue] = newValue }
  }

  /// What is counted on the way. Deliveries, writes to disk and restarts are not: they only finish
  /// what was begun.
  package enum Countable: Int, CaseIterable, Hashable, Sendable {
    /// Election timers that ran out.
    case timeouts
    /// Heartbeat timers that ran out.
    case heartbeats
    /// Commands that clients asked for.
    case writes
    case crashes
    /// Messages that were lost.
    case losses
    /// Messages that were doubled.
    case duplicates
  }

  /// The greatest number that a bound may have.
  package static var greatestCount: Int { 250 }
  /// The most writes: each has an input of its own.
  package static var mostWrites: Int { 40 }
  /// The most messages in flight.
  package static var mostMessages: Int { 200 }
}

/// How often each bounded thing has happened: a byte each.
package struct Counts: Hashable, Sendable {
  package private(set) var word: UInt64 = 0

  package init() {}

  init(word: UInt64) { self.word = word }

  package subscript(thing: Bounds.Countable) -> Int {
    Int(word >> UInt64(8 * thing.rawValue) & 0xFF)
  }

  /// One more of a thing; what is more often than 255 times is not told apart.
  package mutating func count(_ thing: Bounds.Countable) {
    guard self[thing] < 255 else { return }
    word += 1 << UInt64(8 * thing.rawValue)
  }

  /// Whether a thing may happen once more.
  package func allow(_ thing: Bounds.Countable, within bounds: Bounds) -> Bool {
    bounds[thing].map { self[thing] < $0 } ?? true
  }
}
