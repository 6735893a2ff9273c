import KeyValue

/// The record of a Lease object: who leads, and since when by that one's clock.
///
/// Its times are of the clock of whoever wrote them; nobody compares them with a clock of its own.
package struct LeaseRecord: Hashable, Sendable {
  /// holderIdentity; empty when it was given back.
  package var holder: String
  /// leaseDurationSeconds.
  package var durationSeconds: Int
  /// acquireTime, in microseconds.
  package var acquireTime: Int
  /// renewTime, in microseconds.
  package var renewTime: Int
  /// leaseTransitions: how often the holder has changed.
  package var transitions: Int

  package init(
    holder: String, durationSeconds: Int, acquireTime: Int, renewTime: Int, transitions: Int
  ) {
    self.holder = holder
    self.durationSeconds = durationSeconds
    self.acquireTime = acquireTime
    self.renewTime = renewTime
    self.transitions = transitions
  }

  private static var counts: ClosedRange<Int> { 0...Int(Int32.max) }

  /// Whether a record can have this for its holder: one word, which may be empty.
  package static func isName(_ text: String) -> Bool {
    text.utf8.count <= 63
      && text.utf8.allSatisfy { (33...126).contains($0) && $0 != UInt8(ascii: "=") }
  }

  var fields: [ElectionField] {
    [
      ElectionField("holder", .text(holder)), ElectionField("duration", .count(durationSeconds)),
      ElectionField("acquired", .moment(acquireTime)), ElectionField("renewed", .moment(renewTime)),
      ElectionField("transitions", .count(transitions)),
    ]
  }
}

// As a value in etcd.
extension LeaseRecord {
  /// `holder=pod-a duration=15 acquired=0 renewed=4000000 transitions=0`.
  package var text: Text {
    Text(
      "holder=\(holder) duration=\(durationSeconds) acquired=\(acquireTime) renewed=\(renewTime)"
        + " transitions=\(transitions)")!
  }

  /// The record that a value holds; nil when it holds none. Somebody may have edited it by hand,
  /// and the counts are counted on: Kubernetes has 32 bits for each.
  package init?(_ text: Text) {
    let words = text.description.split(separator: " ", omittingEmptySubsequences: false)
    let names = ["holder=", "duration=", "acquired=", "renewed=", "transitions="]
    guard words.count == names.count else { return nil }
    var values: [String] = []
    for (word, name) in zip(words, names) {
      guard word.hasPrefix(name) else { return nil }
      values.append(String(word.dropFirst(name.count)))
    }
    guard Self.isName(values[0]), let duration = Int(values[1]), let acquired = Int(values[2]),
      let renewed = Int(values[3]), let transitions = Int(values[4]),
      Self.counts.contains(duration), Self.counts.contains(transitions)
    else { return nil }
    self.init(
      holder: values[0], durationSeconds: duration, acquireTime: acquired, renewTime: renewed,
      transitions: transitions)
  }
}
