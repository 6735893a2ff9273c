import KeyValue
import RaftCore
import Simulation

// What was done, in a few bytes: the first says what, and to which server.
extension ShareCode {
  /// What a stimulus is, as it is written; the numbers are part of the format.
  private enum Kind: UInt8 {
    case crash, crashKeeping, restart, wipe, pause, resume, timeOut, split, isolate, cut, mend
    case heal, write, read, drop, duplicate, hold, deliver, setClock, setLink, ruleOn, ruleOff
  }

  // MARK: Writing

  static func write(_ stimulus: Stimulus, to writer: inout ByteWriter) {
    func begin(_ kind: Kind, _ server: ServerID? = nil) {
      writer.byte(kind.rawValue * 10 + UInt8(server?.number ?? 0))
    }
    switch stimulus {
    case .crash(let server, 0): begin(.crash, server)
    case .crash(let server, let kept):
      begin(.crashKeeping, server)
      writer.number(kept)
    case .restart(let server): begin(.restart, server)
    case .wipe(let server): begin(.wipe, server)
    case .pause(let server): begin(.pause, server)
    case .resume(let server): begin(.resume, server)
    case .timeOut(let server): begin(.timeOut, server)
    case .split(let sides):
      begin(.split)
      writer.number(sides.count)
      for side in sides { writer.number(Int(side.bits)) }
    case .isolate(let server): begin(.isolate, server)
    case .cut(let from, let to):
      begin(.cut, from)
      writer.number(to.number)
    case .mend(let from, let to):
      begin(.mend, from)
      writer.number(to.number)
    case .heal: begin(.heal)
    case .write(let key, let value, let server):
      begin(.write, server)
      writer.text(key.description)
      writer.text(value.description)
    case .read(let key, let server):
      begin(.read, server)
      writer.text(key.description)
    case .drop(let flight):
      begin(.drop)
      writer.number(flight)
    case .duplicate(let flight):
      begin(.duplicate)
      writer.number(flight)
    case .hold(let flight):
      begin(.hold)
      writer.number(flight)
    case .deliver(let flight):
      begin(.deliver)
      writer.number(flight)
    case .setClock(let server, let permille):
      begin(.setClock, server)
      writer.number(permille)
    case .setLink(let from, let to, let quality):
      begin(.setLink, from)
      writer.number(to?.number ?? 0)
      write(quality, to: &writer)
    case .setRule(let rule, let isOn):
      begin(isOn ? .ruleOn : .ruleOff)
      writer.text(rule.id)
    }
  }

  // MARK: Reading

  static func stimulus(_ reader: inout ByteReader) throws(ByteReader.FormatError) -> Stimulus {
    let first = try reader.byte()
    guard let kind = Kind(rawValue: first / 10) else { throw ByteReader.FormatError() }
    let server = first % 10 == 0 ? nil : ServerID(Int(first % 10))
    let stimulus =
      if let server {
        try self.stimulus(kind, at: server, &reader)
      } else {
        try self.stimulus(kind, &reader)
      }
    // What cannot be written as a line of text cannot have been done.
    guard let stimulus, (try? Stimulus(text: stimulus.text)) == stimulus else {
      throw ByteReader.FormatError()
    }
    return stimulus
  }

  /// What happens to a server, or begins with one.
  private static func stimulus(
    _ kind: Kind, at server: ServerID, _ reader: inout ByteReader
  ) throws(ByteReader.FormatError) -> Stimulus? {
    switch kind {
    case .crash: .crash(server)
    case .crashKeeping: .crash(server, keepingWrites: try reader.number(upTo: 1 << 20))
    case .restart: .restart(server)
    case .wipe: .wipe(server)
    case .pause: .pause(server)
    case .resume: .resume(server)
    case .timeOut: .timeOut(server)
    case .isolate: .isolate(server)
    case .cut: try self.server(&reader).map { .cut(from: server, to: $0) }
    case .mend: try self.server(&reader).map { .mend(from: server, to: $0) }
    case .write:
      .write(key: try text(&reader), value: try text(&reader), through: server)
    case .read: .read(key: try text(&reader), through: server)
    case .setClock: .setClock(server, permille: try reader.number(upTo: 1 << 20))
    case .setLink: .setLink(from: server, to: try self.server(&reader), try link(&reader))
    default: nil
    }
  }

  /// What happens to no server in particular.
  private static func stimulus(
    _ kind: Kind, _ reader: inout ByteReader
  ) throws(ByteReader.FormatError) -> Stimulus? {
    switch kind {
    case .split:
      var sides: [ServerSet] = []
      for _ in 0..<(try reader.number(upTo: ServerID.maximum)) {
        let bits = try reader.number(upTo: Int(ServerSet.first(ServerID.maximum).bits))
        guard bits & 1 == 0 else { return nil }
        sides.append(ServerSet(bits: UInt16(bits)))
      }
      return .split(Partition(sides))
    case .heal: return .heal
    case .write: return .write(key: try text(&reader), value: try text(&reader), through: nil)
    case .read: return .read(key: try text(&reader), through: nil)
    case .drop: return .drop(flight: try reader.number())
    case .duplicate: return .duplicate(flight: try reader.number())
    case .hold: return .hold(flight: try reader.number())
    case .deliver: return .deliver(flight: try reader.number())
    case .setLink: return .setLink(from: nil, to: try server(&reader), try link(&reader))
    case .ruleOn: return try rule(&reader).map { .setRule($0, isOn: true) }
    case .ruleOff: return try rule(&reader).map { .setRule($0, isOn: false) }
    default: return nil
    }
  }

  private static func server(_ reader: inout ByteReader) throws(ByteReader.FormatError) -> ServerID?
  {
    let number = try reader.number(upTo: ServerID.maximum)
    return number == 0 ? nil : ServerID(number)
  }

  private static func text(_ reader: inout ByteReader) throws(ByteReader.FormatError) -> ShortText {
    guard let text = ShortText(try reader.text(limit: 16)) else { throw ByteReader.FormatError() }
    return text
  }

  private static func rule(_ reader: inout ByteReader) throws(ByteReader.FormatError) -> Rule? {
    Rule(id: try reader.text(limit: 64))
  }
}
