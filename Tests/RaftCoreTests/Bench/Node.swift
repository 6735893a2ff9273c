import RaftCore

/// One server of a bench: its process, its disk, and what waits for the disk.
struct Node {
  let number: Int
  /// The process; nil while it is down.
  var server: Server?
  var disk = PersistentState()
  /// What its clock shows, in microseconds; it goes on while the process is down.
  var clock = 0
  /// Writes under way, and the messages that wait for them. Begins with a write, or is empty.
  var outbox: [Waiting] = []
  var timers: Set<Timer> = []
  /// What this process has applied to its state machine.
  var applied: [Entry] = []
  enum Waiting: Equatable {
    case write(Write, [Entry], SnapshotID?)
    case message(Message)
  }

  init(number: Int) { self.number = number }

  /// How many writes are under way.
  var writeCount: Int {
    outbox.count { if case .write = $0 { true } else { false } }
  }

  /// Carries out the oldest write under way.
  mutating func storeNextWrite() -> Write? {
    guard case .write(let write, let entries, let snapshot) = outbox.first else { return nil }
    outbox.removeFirst()
    disk.currentTerm = write.term
    disk.votedFor = write.votedFor
    if let snapshot {
      disk.snapshot = snapshot
      disk.log.begin(after: snapshot.last)
    }
    disk.log.truncate(to: write.keeping)
    for entry in entries { disk.log.append(entry) }
    return write
  }

  /// The next message that no longer waits for a write.
  mutating func nextReleased() -> Message? {
    guard case .message(let message) = outbox.first else { return nil }
    outbox.removeFirst()
    return message
  }

  mutating func dropReleased() {
    while nextReleased() != nil {}
  }

  /// The process ends: all that is not on disk is gone.
  mutating func stop() {
    server = nil
    outbox = []
    timers = []
    applied = []
  }
}

/// One thing that a bench went through.
enum Happening {
  case step(Turn)
  /// A message that waited for the disk is on its way.
  case left(Message)
  case delivered(Message)
  case lost(Message)
}

/// One step of one server.
struct Turn {
  var before: Server
  var after: Server
  var step: Step
  /// Whether earlier writes were under way, so that sends have to wait for them.
  var isDiskBusy: Bool
}
