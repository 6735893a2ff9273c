import Testing

@testable import ObservedEtcd
@testable import RealEtcd

@Suite("Streams of messages between members")
struct StreamTests {
  private func word(_ number: Int) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
  }

  private func append(index: Int, _ entries: [WireEntry], commit: Int) -> WireMessage {
    var message = WireMessage(.append)
    (message.from, message.to, message.term, message.logTerm) = (1, 2, 5, 5)
    (message.index, message.entries, message.commit) = (index, entries, commit)
    message.snapshot = []
    return message
  }

  private func entry(_ index: Int) -> WireEntry { WireEntry(term: 5, index: index, data: [7]) }

  /// A full frame, a short one with two entries, a link heartbeat, a short one with none.
  private var stream: [UInt8] {
    let first = append(index: 12, [entry(13)], commit: 12)
    let short: [UInt8] =
      [1] + word(2) + word(entry(14).bytes.count) + entry(14).bytes
      + word(entry(15).bytes.count) + entry(15).bytes + word(13)
    return StreamDecoder.frame(first, .append) + short + [0] + [1] + word(0) + word(15)
  }

  private func read(_ pieces: [[UInt8]], _ kind: StreamDecoder.Kind) throws -> [StreamDecoder.Frame]
  {
    var decoder = StreamDecoder(kind, from: 1, to: 2)
    var frames: [StreamDecoder.Frame] = []
    for piece in pieces {
      decoder.feed(piece)
      while let frame = try decoder.next() { frames.append(frame) }
    }
    return frames
  }

  @Test("Short frames are told in full, and every frame stands for itself", arguments: 1..<40)
  func shortFrames(piece: Int) throws {
    let bytes = stream
    let pieces = stride(from: 0, to: bytes.count, by: piece).map {
      Array(bytes[$0..<min($0 + piece, bytes.count)])
    }
    let frames = try read(pieces, .append)
    try #require(frames.count == 4)
    let expected = [
      append(index: 13, [entry(14), entry(15)], commit: 13), append(index: 15, [], commit: 15),
    ]
    #expect(frames[2] == .linkHeartbeat([0]))
    for (frame, message) in zip([frames[1], frames[3]], expected) {
      guard case .message(let read, let sentOn) = frame else {
        Issue.record("\(frame)")
        continue
      }
      #expect(read == message)
      // Alone, without the frames before it, what is sent on says the same.
      guard case .message(let again, _)? = try self.read([sentOn], .append).first else {
        Issue.record("nothing")
        continue
      }
      #expect(again.entries == message.entries && again.index == message.index)
      #expect(again.term == 5 && again.logTerm == 5 && again.commit == message.commit)
    }
  }

  @Test("In the other stream a heartbeat of nobody to nobody belongs to the connection")
  func messageStream() throws {
    var link = WireMessage(.heartbeat)
    link.term = 0
    var vote = WireMessage(.vote)
    (vote.from, vote.to, vote.term) = (1, 2, 6)
    let bytes = StreamDecoder.frame(link, .message) + StreamDecoder.frame(vote, .message)
    let frames = try read([bytes], .message)
    #expect(frames.first == .linkHeartbeat(StreamDecoder.frame(link, .message)))
    guard case .message(let message, let sentOn)? = frames.last else {
      Issue.record("nothing")
      return
    }
    #expect(message.kind == .vote && message.term == 6)
    #expect(sentOn == StreamDecoder.frame(vote, .message))
  }

  @Test("What is no frame is an error that says where in the stream")
  func errors() {
    #expect(throws: WireError(.nothingBefore, at: 0)) {
      try self.read([[1] + word(0) + word(1)], .append)
    }
    #expect(throws: WireError(.unknownForm(9), at: 1)) { try self.read([[0, 9]], .append) }
    #expect(throws: WireError(.tooLong(1 << 40), at: 0)) {
      try self.read([self.word(1 << 40)], .message)
    }
  }

  @Test("Damaged streams are an error, never a crash", arguments: 0..<20)
  func damage(seed: UInt64) {
    var random = SplitRandom(seed)
    var refused = 0
    for _ in 0..<300 {
      var bytes = stream
      bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      if (try? read([bytes], .append)) == nil { refused += 1 }
      _ = try? read([bytes], .message)
    }
    #expect(refused > 0)
  }
}
