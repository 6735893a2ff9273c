import KeyValue
import RaftCore
import Simulation

// The acts of its share codes.
extension SessionVersion1 {
  /// What a stimulus is, ten times this number and the number of a server in one byte.
  private enum Kind: UInt8 {
    case crash, crashKeeping, restart, wipe, pause, resume, timeOut, split, isolate, cut, mend
    case heal, write, read, drop, duplicate, hold, deliver, setClock, setLink, ruleOn, ruleOff
  }

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
