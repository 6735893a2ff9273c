import KeyValue
import RaftCore

/// A thing that an act says after its verb: how it is written, read, and packed into bytes.
struct ActParameter<Value: Hashable & Sendable>: Sendable {
  /// How it stands in descriptions of the format: `SERVER`, `[through SERVER]`.
  let form: String
  /// What names it can hold, for scripts, which describe servers and packets.
  var names = ActRow.Names.none
  let read: @Sendable (inout LineReader) throws(ActTextError) -> Value
  /// In the only way in which it is ever written; empty where it is left out.
  let text: @Sendable (Value) -> String
  let pack: @Sendable (Value, inout ByteWriter) -> Void
  /// Nil: there is no such value.
  let unpack: @Sendable (inout ByteReader) throws(ByteReader.FormatError) -> Value?
  /// Values of all its kinds, for tests and documents.
  let samples: [Value]
}

// MARK: - Servers

extension ActParameter<ServerID> {
  /// `S3`.
  static let server = ActParameter(
    form: "SERVER", names: .servers,
    read: { line throws(ActTextError) in try line.word(.server, ActNumber.server) },
    text: { $0.description }, pack: { $1.number($0.number) },
    unpack: { bytes throws(ByteReader.FormatError) in
      ActNumber.server(try bytes.number(upTo: ServerID.maximum))
    },
    samples: [ServerID(3)])
}

extension ActParameter<ServerID> {
  /// `to S3`.
  static let receiver = ActParameter(
    form: "to SERVER", names: .servers,
    read: { line throws(ActTextError) in
      try line.expect("to", .word("to"))
      return try line.word(.server, ActNumber.server)
    },
    text: { "to \($0)" }, pack: server.pack, unpack: server.unpack, samples: [ServerID(2)])
}

extension ActParameter<ServerID?> {
  /// `through S1`, or nothing.
  static let through = ActParameter(
    form: "[through SERVER]",
    read: { line throws(ActTextError) in
      line.skip("through") ? try line.word(.server, ActNumber.server) : nil
    },
    text: { $0.map { "through \($0)" } ?? "" }, pack: { $1.number($0?.number ?? 0) },
    unpack: { bytes throws(ByteReader.FormatError) in
      .some(ActNumber.server(try bytes.number(upTo: ServerID.maximum)))
    },
    samples: [nil, ServerID(1)])
}

extension ActParameter<Partition> {
  /// `S1 S2 | S3`.
  static let sides = ActParameter(
    form: "SERVER... | SERVER...", names: .sides,
    read: { line throws(ActTextError) in
      var sides: [ServerSet] = [[try line.word(.server, ActNumber.server)]]
      var named = sides[0]
      while !line.isAtEnd {
        if line.skip("|") { sides.append([]) }
        let server = try line.word(.server, ActNumber.server)
        guard !named.contains(server) else { throw line.misreadingOfLast(.freeServer) }
        named.insert(server)
        sides[sides.count - 1].insert(server)
      }
      return Partition(sides)
    },
    text: { sides in
      sides.map { $0.map(\.description).joined(separator: " ") }.joined(separator: " | ")
    },
    pack: { sides, bytes in
      bytes.number(sides.count)
      for side in sides { bytes.number(Int(side.bits)) }
    },
    unpack: { bytes throws(ByteReader.FormatError) in
      var sides: [ServerSet] = []
      for _ in 0..<(try bytes.number(upTo: ServerID.maximum)) {
        let bits = try bytes.number(upTo: Int(ServerSet.first(ServerID.maximum).bits))
        guard bits & 1 == 0 else { return nil }
        sides.append(ServerSet(bits: UInt16(bits)))
      }
      return Partition(sides)
    },
    samples: [[[ServerID(1), ServerID(2)], [ServerID(3)]]])
}

// MARK: - Clients and packets

extension ActParameter<ClientID> {
  /// `C1`.
  static let client = ActParameter(
    form: "CLIENT",
    read: { line throws(ActTextError) in try line.word(.client, ActNumber.client) },
    text: { $0.description }, pack: { $1.number($0.number) },
    unpack: { bytes throws(ByteReader.FormatError) in
      let number = try bytes.number(upTo: Clients.limit)
      return number > 0 ? ClientID(number) : nil
    },
    samples: [ClientID(2)])
}

/// A key and the value that it gets.
struct ActAssignment: Hashable, Sendable {
  var key: ShortText
  var value: ShortText
}

extension ActParameter<ShortText> {
  /// `x`.
  static let key = ActParameter(
    form: "KEY", read: { line throws(ActTextError) in try line.text(.key, ActNumber.key) },
    text: { LineReader.word($0.description) }, pack: { $1.text($0.description) },
    unpack: { bytes throws(ByteReader.FormatError) in
      ActNumber.key(try bytes.text(limit: Operation.keyLimit))
    },
    samples: [ShortText("x")!, ShortText("a b")!])
}

/// By which way a read goes, and whom its client asks first.
struct ActReading: Hashable, Sendable {
  var way: Operation.Way
  var through: ServerID?
}

extension ActParameter<ActReading> {
  private static var ways: [Operation.Way] { [.linearizable, .lease, .serializable] }

  /// `linearizable through S1`; nothing for a read through the log at whom the client likes.
  static let reading = ActParameter(
    form: "[linearizable|lease|serializable] [through SERVER]",
    read: { line throws(ActTextError) in
      let way = ways.first { line.skip($0.name) } ?? .log
      return ActReading(way: way, through: try ActParameter<ServerID?>.through.read(&line))
    },
    text: { reading in
      let way = reading.way == .log ? "" : reading.way.name
      return [way, ActParameter<ServerID?>.through.text(reading.through)]
        .filter { !$0.isEmpty }.joined(separator: " ")
    },
    // The way stands above the server, so that reads without one are as they always were.
    pack: { $1.number(Int($0.way.rawValue) << 4 | ($0.through?.number ?? 0)) },
    unpack: { bytes throws(ByteReader.FormatError) in
      let number = try bytes.number(upTo: 3 << 4 | ServerID.maximum)
      guard let way = Operation.Way(rawValue: UInt8(number >> 4)),
        number & 15 <= ServerID.maximum
      else { return nil }
      return ActReading(way: way, through: ActNumber.server(number & 15))
    },
    samples: [
      ActReading(way: .log, through: nil), ActReading(way: .log, through: ServerID(1)),
      ActReading(way: .linearizable, through: ServerID(2)), ActReading(way: .lease, through: nil),
      ActReading(way: .serializable, through: ServerID(9)),
    ])
}

extension ActParameter<ActAssignment> {
  /// `x=3`.
  static let assignment = ActParameter(
    form: "KEY=VALUE",
    read: { line throws(ActTextError) in
      let key = try line.text(.key, ActNumber.key)
      try line.expect("=", .assignment)
      let value = try line.text(.value) { ShortText($0, limit: Operation.valueLimit) }
      return ActAssignment(key: key, value: value)
    },
    text: { "\(LineReader.word($0.key.description))=\(LineReader.word($0.value.description))" },
    pack: { assignment, bytes in
      bytes.text(assignment.key.description)
      bytes.text(assignment.value.description)
    },
    unpack: { bytes throws(ByteReader.FormatError) in
      let key = ActNumber.key(try bytes.text(limit: Operation.keyLimit))
      let value = ShortText(try bytes.text(limit: Operation.valueLimit))
      return if let key, let value { ActAssignment(key: key, value: value) } else { nil }
    },
    samples: [
      ActAssignment(key: ShortText("x")!, value: ShortText("3")!),
      ActAssignment(key: ShortText("a b")!, value: ShortText("")!),
    ])
}

extension ActParameter<Int> {
  /// `#12`.
  static let flight = ActParameter(
    form: "MESSAGE", names: .flights,
    read: { line throws(ActTextError) in
      try line.word(.flight) { text in
        text.first == "#" ? ActNumber.whole(text.dropFirst(), in: ActNumber.flights) : nil
      }
    },
    text: { "#\($0)" }, pack: { $1.number($0) },
    unpack: { bytes throws(ByteReader.FormatError) in
      let flight = try bytes.number(upTo: ActNumber.flights.upperBound)
      return flight > 0 ? flight : nil
    },
    samples: [12])

  /// `2.0`, in thousandths of the right speed.
  static let clockRate = ActParameter(
    form: "FACTOR",
    read: { line throws(ActTextError) in
      try line.word(.clockRate) { ActNumber.parts($0, of: 1000, in: Stimulus.clockRates) }
    },
    text: { ActNumber.decimal($0, of: 1000) }, pack: { $1.number($0) },
    unpack: { bytes throws(ByteReader.FormatError) in
      let rate = try bytes.number(upTo: Stimulus.clockRates.upperBound)
      return Stimulus.clockRates.contains(rate) ? rate : nil
    },
    samples: [2000, 500])

  /// `ahead 200ms` or `back 200ms`: forward, or negative.
  static let jump = ActParameter(
    form: "ahead|back TIME",
    read: { line throws(ActTextError) in
      let range = 1...Stimulus.jumpLimit
      let isAhead = line.skip("ahead")
      guard isAhead || line.skip("back") else { throw line.misreading(.oneOf(["ahead", "back"])) }
      let span = try line.word(.span(range)) { ActNumber.span($0, in: range) }
      return isAhead ? span : -span
    },
    text: { "\($0 < 0 ? "back" : "ahead") \(ActNumber.text(of: abs($0)))" },
    pack: { $1.number(abs($0) << 1 | ($0 < 0 ? 1 : 0)) },
    unpack: { bytes throws(ByteReader.FormatError) in
      let number = try bytes.number(upTo: Stimulus.jumpLimit << 1 | 1)
      guard number > 1 else { return nil }
      return number & 1 == 0 ? number >> 1 : -(number >> 1)
    },
    samples: [200_000, -1_500])

  /// `8ms`: how long a write to disk takes.
  static let diskWrite = ActParameter(
    form: "TIME",
    read: { line throws(ActTextError) in
      let range = 0...Stimulus.diskLimit
      return try line.word(.span(range)) { ActNumber.span($0, in: range) }
    },
    text: { ActNumber.text(of: $0) }, pack: { $1.number($0) },
    unpack: { bytes throws(ByteReader.FormatError) in
      try bytes.number(upTo: Stimulus.diskLimit)
    },
    samples: [8_000, 0])
}

// MARK: - Links, seeds

extension ActParameter<LinkQuality> {
  /// `latency 10-15ms loss 5%`: what is left out is as in `LinkQuality()`.
  static let quality = ActParameter(
    form: "QUALITY...",
    read: { line throws(ActTextError) in try LinkQuality(&line) },
    text: { $0.text },
    pack: { quality, bytes in
      for number in [
        quality.latency.lowerBound, quality.latency.upperBound - quality.latency.lowerBound,
        quality.loss, quality.duplication, quality.reordering,
      ] { bytes.number(number) }
    },
    unpack: { bytes throws(ByteReader.FormatError) in
      let low = try bytes.number(upTo: Stimulus.latencyLimit)
      let width = try bytes.number(upTo: Stimulus.latencyLimit)
      guard low + width <= Stimulus.latencyLimit else { return nil }
      return LinkQuality(
        latency: low...(low + width), loss: try bytes.number(upTo: 1000),
        duplication: try bytes.number(upTo: 1000), reordering: try bytes.number(upTo: 1000))
    },
    samples: [
      LinkQuality(latency: 10_000...15_000), LinkQuality(latency: 250...800, loss: 50),
      LinkQuality(latency: 12_000...12_000, loss: 5, duplication: 1000, reordering: 20),
    ])
}

extension ActParameter<UInt64> {
  /// `42`.
  static let seed = ActParameter(
    form: "SEED", read: { line throws(ActTextError) in try line.word(.seed, ActNumber.seed) },
    text: { "\($0)" }, pack: { $1.number($0) },
    unpack: { bytes throws(ByteReader.FormatError) in try bytes.word() }, samples: [42, .max])
}
