/// What the model can do and a real cluster cannot; what comes closest is said with it.
package enum Counterpart: UInt8, CaseIterable, Hashable, Sendable {
  /// Going on by one event, and stopping there.
  case stepping
  /// Letting a timer run out by hand.
  case timers
  /// Losing some of what a disk was writing.
  case partialWrites
  /// Setting clocks.
  case clocks
  /// How long a disk takes.
  case disks
  /// Doubling a packet.
  case duplicates
  /// Switching rules and features while members run.
  case rules
  /// Letting nothing happen by itself, and drawing by another seed.
  case repeating
  /// A client that loses patience by hand.
  case patience
  /// Programs outside.
  case programs
  /// Acting in the past.
  case past
  /// Reading by a leader's lease, or through the log.
  case readingWays
  /// Changing timeouts and heartbeats while members run.
  case timing
  /// Having a member take a snapshot by hand.
  case snapshots
  /// Adding and removing members.
  case membership
  /// Doing anything in what was seen of a cluster that is gone.
  case recorded
  /// Doing anything to a cluster that somebody else started.
  case attached

  /// What a backend cannot do that lacks some of its capabilities; nil when it lacks none that has
  /// words of its own.
  ///
  /// - Parameter own: those that it has.
  package init?(lacking capabilities: Capabilities, of own: Capabilities) {
    if !own.contains(.acting) {
      self = own.contains(.live) ? .attached : .recorded
      return
    }
    let words: [(Capabilities, Counterpart)] = [
      (.timers, .timers), (.clocks, .clocks), (.rules, .rules), (.branching, .past),
      (.repeating, .repeating), (.snapshots, .snapshots), (.membership, .membership),
      (.stepping, .stepping),
    ]
    guard let found = words.first(where: { capabilities.contains($0.0) }) else { return nil }
    self = found.1
  }
}
