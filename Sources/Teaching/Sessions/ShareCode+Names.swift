import Simulation

// Words of a code: those that version 2 was made with have numbers, later ones are written out, so
// that a program that does not know one can say which.
extension ShareCode {
  /// The most verbs that a code speaks of.
  static let verbLimit = 256

  /// The verbs that version 2 was made with, by number from 1. None is ever moved or taken out;
  /// later verbs are not added.
  static let verbs = [
    "crash", "restart", "wipe", "pause", "resume", "time out", "heartbeat", "sync", "split",
    "isolate", "cut", "mend", "heal", "write", "read", "retry", "give up", "drop", "duplicate",
    "hold", "deliver", "clock", "link", "rule", "manual", "reseed", "jump", "disk",
  ]

  /// The settings that version 2 was made with, by number from 1; as with the verbs, none is ever
  /// moved, taken out or added.
  static let settingNames = [
    "servers", "seed", "election-timeout", "heartbeat", "disk-write", "client-timeout",
    "client-tries", "link", "batch", "window", "load", "rules-off", "safety",
  ]

  static func write(_ name: String, numbered names: [String], to writer: inout ByteWriter) {
    if let place = names.firstIndex(of: name) {
      writer.number(place + 1)
    } else {
      writer.number(0)
      writer.text(name)
    }
  }

  static func name(
    numbered names: [String], _ reader: inout ByteReader
  ) throws(ByteReader.FormatError) -> String {
    let number = try reader.number(upTo: names.count)
    return number == 0 ? try reader.text(limit: 64) : names[number - 1]
  }
}
