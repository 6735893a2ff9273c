/// What a client asks of the key-value store, with the client's name and its serial number (§8).
///
/// The pair of client and serial number tells the store whether it has executed this very request
/// before, so that a request may be repeated until it is answered.
package struct Operation: Hashable, Sendable, BitwiseCopyable, CustomStringConvertible {
  /// The longest key, in bytes of UTF-8.
  package static let keyLimit = 8
  /// The longest value, in bytes of UTF-8.
  package static let valueLimit = 16

  /// The number of the client, 1 … 65,535.
  package var client: Int
  /// The client's serial number for the request, counted from 1.
  package var serial: Int
  package var kind: Kind
  /// By which way a read is answered. No part of what stands in the log.
  package var way = Way.log
  /// The session that it belongs to, by the index of the entry that opened it; 0: none.
  package var session: UInt32 = 0
  package var key: ShortText

  /// What is asked.
  package enum Kind: Hashable, Sendable, BitwiseCopyable {
    case read
    case write(ShortText)
    /// To be given a session, whose number will be the index of the entry (Ongaro's dissertation, §6.3).
    case openSession
  }

  /// How a read gets its answer, and how fresh that is.
  package enum Way: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
    /// As a command in the log, like a write.
    case log
    /// At a server that has made sure that nothing newer was acknowledged before.
    case linearizable
    /// At the leader, while its lease lasts.
    case lease
    /// At any server, as it stands there.
    case serializable
  }

  /// - Precondition: `key` has at most `keyLimit` bytes; client and serial number are positive and
  ///   fit.
  package init(client: Int, serial: Int, kind: Kind, key: ShortText, way: Way = .log) {
    precondition(
      key.high == 0 && (!key.isEmpty || kind == .openSession),
      "a key has 1 to \(Self.keyLimit) bytes")
    precondition((1...0xFFFF).contains(client) && (1...0xFFFF_FFFF).contains(serial))
    self.client = client
    self.serial = serial
    self.kind = kind
    self.way = way
    self.key = key
  }

  /// A client asks for a session.
  package static func openSession(client: Int, serial: Int) -> Operation {
    Operation(client: client, serial: serial, kind: .openSession, key: ShortText(low: 0))
  }

  package var isWrite: Bool {
    if case .write = kind { true } else { false }
  }

  /// Whether it is about a session, or belongs to one.
  package var isOfSession: Bool {
    if case .openSession = kind { true } else { session > 0 }
  }

  /// The operation as four words: kind, client and serial number; key; value. In a session, which is
  /// part of the first word too, client and numbers have less room.
  package var words: (UInt64, UInt64, UInt64, UInt64) {
    let header = isOfSession ? sessionHeader : UInt64(client) << 16 | UInt64(serial) << 32
    switch kind {
    case .read: return (header | 1, key.low, 0, 0)
    case .write(let value): return (header | 2, key.low, value.low, value.high)
    case .openSession: return (header | 3, 0, 0, 0)
    }
  }

  /// - Precondition: client, serial number and session fit.
  private var sessionHeader: UInt64 {
    precondition(client < 1 << 8 && serial < 1 << 24 && session < 1 << 24)
    return Self.sessionMark | UInt64(client) << 8 | UInt64(serial) << 16 | UInt64(session) << 40
  }

  /// What is added to the kind in the first word of an operation of a session.
  private static let sessionMark: UInt64 = 4

  /// The operation that `words` encodes; nil when they encode none.
  package init?(words: (UInt64, UInt64, UInt64, UInt64)) {
    client = Int(words.0 >> 16 & 0xFFFF)
    serial = Int(words.0 >> 32)
    key = ShortText(low: words.1)
    switch words.0 & 0xFFFF {
    case 1: kind = .read
    case 2: kind = .write(ShortText(low: words.2, high: words.3))
    default:
      guard let operation = Self.ofSession(words) else { return nil }
      self = operation
    }
  }

  /// The operation of a session that `words` encodes; nil when they encode none.
  @inline(never) private static func ofSession(
    _ words: (UInt64, UInt64, UInt64, UInt64)
  ) -> Operation? {
    let client = Int(words.0 >> 8 & 0xFF)
    let serial = Int(words.0 >> 16 & 0xFF_FFFF)
    guard client > 0, serial > 0 else { return nil }
    let kind: Kind
    switch words.0 & 0xFF ^ sessionMark {
    case 1: kind = .read
    case 2: kind = .write(ShortText(low: words.2, high: words.3))
    case 3: kind = .openSession
    default: return nil
    }
    guard kind == .openSession || words.1 > 0 else { return nil }
    var operation = Operation(
      client: client, serial: serial, kind: kind, key: ShortText(low: words.1))
    operation.session = UInt32(words.0 >> 40)
    return operation
  }

  package var description: String {
    switch kind {
    case .read: way == .log ? "\(key)?" : "\(key)? \(way.name)"
    case .write(let value): "\(key)=\(value)"
    case .openSession: "+C\(client)"
    }
  }
}

extension Operation.Way {
  /// The word for it in acts, scripts and exports.
  package var name: String {
    switch self {
    case .log: "log"
    case .linearizable: "linearizable"
    case .lease: "lease"
    case .serializable: "serializable"
    }
  }
}
