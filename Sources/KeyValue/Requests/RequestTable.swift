/// The requests of a run that are too long for a log entry, in the order in which they were made.
///
/// An entry names a request by its place here, so that entries stay small plain values whatever a
/// client asks for. Nothing is ever taken out: a log may hold the entry for as long as it likes.
/// A copy shares what both have.
package struct RequestTable: Hashable, Sendable {
  private var requests = Chunks<Request>()

  /// The table of a run in which nothing was asked yet.
  package init() {}

  /// The number of requests.
  package var count: Int { requests.count }

  /// The request at a place, counted from 0.
  package subscript(place: Int) -> Request { requests[place] }

  /// Adds a request.
  ///
  /// - Precondition: a member would propose it (`Request.refusal`).
  /// - Returns: its place.
  package mutating func add(_ request: Request) -> Int {
    precondition(request.refusal == nil, "a member refuses this: \(request)")
    requests.append(request)
    return requests.count - 1
  }
}

/// A request of the table as the command of a log entry: who asks, and where the request stands.
package struct TableReference: Hashable, Sendable, BitwiseCopyable {
  /// The number of the client, 1 … 65,535.
  package var client: Int
  /// The client's serial number for the request, counted from 1.
  package var serial: Int
  /// Where the request stands in the table.
  package var place: Int

  /// - Precondition: client and serial number are positive and fit; so does `place`.
  package init(client: Int, serial: Int, place: Int) {
    precondition((1...0xFFFF).contains(client) && (1...0xFFFF_FFFF).contains(serial))
    precondition(place >= 0)
    self.client = client
    self.serial = serial
    self.place = place
  }

  /// The kind of its words, beside those of `Operation`.
  private static let kind: UInt64 = 3

  /// It as the four words of a command, the first two laid out as an operation's.
  package var words: (UInt64, UInt64, UInt64, UInt64) {
    (Self.kind | UInt64(client) << 16 | UInt64(serial) << 32, UInt64(place), 0, 0)
  }

  /// What `words` encodes; nil when that is something else.
  package init?(words: (UInt64, UInt64, UInt64, UInt64)) {
    guard words.0 & 0xFFFF == Self.kind else { return nil }
    client = Int(words.0 >> 16 & 0xFFFF)
    serial = Int(words.0 >> 32)
    place = Int(words.1)
  }
}
