/// Reads the frames of a stream of Raft messages between two members, whole ones only.
///
/// Streams are the bodies of answers that never end; they may be cut into pieces anywhere.
struct StreamDecoder {
  /// Which of the two streams that members keep to each other.
  package enum Kind: Hashable, Sendable {
    /// `/raft/stream/msgapp/`: what a leader sends to a follower that keeps pace.
    case append
    /// `/raft/stream/message/`: all else.
    case message
  }

  /// The longest frame that is believed in, in bytes: etcd's own limit.
  static let lengthLimit: UInt64 = 512 << 20
  /// The most entries in one frame.
  static let entryLimit: UInt64 = 1 << 20

  let kind: Kind
  private let from: UInt64
  private let to: UInt64
  private var buffer: [UInt8] = []
  /// How many bytes of the stream lie before the buffer.
  private var passed = 0
  /// What short frames leave out because it follows from the frame before.
  private var before: (term: Int, index: Int)?

  enum Frame: Hashable, Sendable {
    /// Shows that the connection lives: these bytes go on as they are.
    case linkHeartbeat([UInt8])
    /// A message, and the frame that it is sent on in: never a short one, so that any may be left
    /// out.
    case message(WireMessage, [UInt8])
  }

  init(_ kind: Kind, from: UInt64, to: UInt64) {
    self.kind = kind
    self.from = from
    self.to = to
  }

  mutating func feed(_ bytes: some Sequence<UInt8>) { buffer += bytes }

  /// The next whole frame; nil until more bytes come.
  mutating func next() throws(WireError) -> Frame? {
    guard !buffer.isEmpty else { return nil }
    do throws(WireError) {
      switch kind {
      case .message: return try nextMessage(at: 0)
      case .append:
        switch buffer[0] {
        case 0: return .linkHeartbeat(take(1))
        case 1: return try nextShort()
        case 2: return try nextMessage(at: 1)
        case let form: throw WireError(.unknownForm(form), at: 0)
        }
      }
    } catch {
      throw WireError(error.fault, at: passed + error.offset)
    }
  }

  private mutating func take(_ count: Int) -> [UInt8] {
    let bytes = Array(buffer.prefix(count))
    buffer.removeFirst(count)
    passed += count
    return bytes
  }

  /// The big-endian word at an offset; nil when it is not there yet.
  private func word(at offset: Int) -> UInt64? {
    guard buffer.count >= offset + 8 else { return nil }
    return buffer[offset..<offset + 8].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The length at an offset; nil when it is not there yet.
  private func length(at offset: Int) throws(WireError) -> Int? {
    guard let length = word(at: offset) else { return nil }
    guard length <= Self.lengthLimit else { throw WireError(.tooLong(length), at: offset) }
    return Int(length)
  }

  private mutating func nextMessage(at start: Int) throws(WireError) -> Frame? {
    guard let length = try length(at: start), buffer.count >= start + 8 + length else { return nil }
    let message = try WireMessage(buffer[(start + 8)..<(start + 8 + length)])
    let frame = take(start + 8 + length)
    if message.isLinkHeartbeat { return .linkHeartbeat(frame) }
    if kind == .append {
      before = (message.term, message.entries.last?.index ?? message.index)
    }
    return .message(message, frame)
  }

  /// Form 01: entries and a commit index; all else follows from the frame before.
  private mutating func nextShort() throws(WireError) -> Frame? {
    guard let count = word(at: 1) else { return nil }
    guard count <= Self.entryLimit else { throw WireError(.tooLong(count), at: 1) }
    guard let before else { throw WireError(.nothingBefore, at: 0) }
    var offset = 9
    var entries: [WireEntry] = []
    for _ in 0..<count {
      guard let length = try length(at: offset), buffer.count >= offset + 8 + length else {
        return nil
      }
      entries.append(try WireEntry(buffer[(offset + 8)..<(offset + 8 + length)]))
      offset += 8 + length
    }
    guard let commit = word(at: offset) else { return nil }
    guard let commitIndex = Int(exactly: commit) else {
      throw WireError(.badNumber(commit), at: offset)
    }
    _ = take(offset + 8)
    var message = WireMessage(.append)
    (message.from, message.to) = (from, to)
    (message.term, message.logTerm, message.index) = (before.term, before.term, before.index)
    message.entries = entries
    message.commit = commitIndex
    self.before = (before.term, entries.last?.index ?? before.index)
    return .message(message, Self.frame(message, kind))
  }

  /// A message as a frame of a stream: in the append stream always of form 02, which says all.
  static func frame(_ message: WireMessage, _ kind: Kind) -> [UInt8] {
    let bytes = message.bytes
    let length = (0..<8).map { UInt8(truncatingIfNeeded: UInt64(bytes.count) >> (56 - 8 * $0)) }
    return (kind == .append ? [2] : []) + length + bytes
  }
}
