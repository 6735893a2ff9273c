import KeyValue
import RaftCore

/// The clients' operations on one key, followed as they happen: could one register, with one
/// operation after the other, have given these answers?
///
/// Just-in-time linearization: it keeps every state that the register may be in, and lets pending
/// operations take effect only when an answer forces it to. A state is the value, the pending writes
/// that took effect already, and what pending reads saw that took effect already. At each answer the
/// states move on until the answered operation has taken effect as answered; if none is left, no
/// order of operations explains the answers.
///
/// An operation that its client gave up stays pending for ever, as nobody will hear of it; a state in
/// which it took effect needlessly is dropped for the one in which it did not. Neither is it followed
/// which writes were overwritten before anybody saw them, only that they may have been. So the
/// states are few: mostly one for each value that the register may have. The past is not kept: the
/// states are all that matters of it.
struct RegisterHistory: Sendable {
  /// The most states; past that the history counts as undecided.
  static let stateLimit = 512
  /// The most writes that are pending or given up.
  static let writeLimit = 64
  /// The most reads that are pending; each client has one at most.
  static let readLimit = 16

  let key: ShortText
  /// Whether the history became too ambiguous to follow. It is not any more then, and never wrong.
  private(set) var isUndecided = false

  /// What the register may be like; none when no order of operations explains the answers.
  var states: [State]
  /// The writes that are pending or given up.
  private(set) var writes: [PendingWrite] = []
  /// The reads that are pending.
  private(set) var reads: [PendingRead] = []
  private var values = ValueTable()

  /// What the register may be like: its value, and which pending operations took effect.
  struct State: Sendable {
    var value: ValueTable.Number
    /// Pending writes that took effect; bits by `PendingWrite.slot`.
    var done: UInt64 = 0
    /// Pending writes that were pending already when another one took effect. Each of them may have
    /// taken effect just before that, and nobody would know: so each may count as done at no cost.
    var hideable: UInt64 = 0
    /// What pending reads that took effect saw, by `PendingRead.slot`; 0 for the others.
    var seen = SIMD16<ValueTable.Number>()
  }

  struct PendingWrite: Sendable {
    var client: Int
    var serial: Int
    var value: ValueTable.Number
    var slot: Int
    var isAbandoned = false

    var bit: UInt64 { 1 << UInt64(slot) }
  }

  struct PendingRead: Sendable {
    var client: Int
    var serial: Int
    var slot: Int
  }

  /// A key that was never written.
  init(key: ShortText) {
    self.key = key
    states = [State(value: values.add(nil)!)]
  }

  // MARK: What happens

  /// A client asks for something.
  mutating func invoked(_ operation: Operation) {
    guard !isUndecided else { return }
    switch operation.kind {
    case .read:
      let slot = (0..<Self.readLimit).first { slot in reads.allSatisfy { $0.slot != slot } }
      guard let slot else { return giveUp() }
      reads.append(PendingRead(client: operation.client, serial: operation.serial, slot: slot))
    case .write(let value):
      let taken = writes.reduce(UInt64(0)) { $0 | $1.bit }
      guard taken != .max, let number = number(of: value) else { return giveUp() }
      writes.append(
        PendingWrite(
          client: operation.client, serial: operation.serial, value: number,
          slot: (~taken).trailingZeroBitCount))
    // It is about no key.
    case .openSession: break
    }
  }

  /// A client was answered. Returns whether the answer can be explained.
  mutating func acknowledged(_ operation: Operation, _ outcome: Store.Outcome) -> Bool {
    guard !isUndecided else { return true }
    switch outcome {
    case .written:
      guard let place = write(of: operation) else { return true }
      advance(to: .written(writes[place]))
      if !isUndecided { remove(at: place) }
    case .value(let value):
      guard let place = read(of: operation) else { return true }
      guard let number = values.known(value) else { return false }
      advance(to: .read(reads[place], saw: number))
      if !isUndecided { forget(at: place) }
    case .superseded, .sessionExpired, .sessionOpened:
      // Nobody can tell whether it took effect.
      abandoned(operation)
    }
    releaseSettled()
    return isUndecided || !states.isEmpty
  }

  /// A client gave up.
  mutating func abandoned(_ operation: Operation) {
    guard !isUndecided else { return }
    if let place = read(of: operation) { forget(at: place) }
    if let place = write(of: operation) { writes[place].isAbandoned = true }
    thinOut()
    releaseSettled()
  }

  private func write(of operation: Operation) -> Int? {
    writes.firstIndex { $0.client == operation.client && $0.serial == operation.serial }
  }

  private func read(of operation: Operation) -> Int? {
    reads.firstIndex { $0.client == operation.client && $0.serial == operation.serial }
  }

  /// There is more to follow than there is room for.
  mutating func giveUp() {
    isUndecided = true
    states = []
    writes = []
    reads = []
  }

  // MARK: Slots

  /// A write is pending no more; in every state it took effect, or may have.
  private mutating func remove(at place: Int) {
    let write = writes.remove(at: place)
    for place in states.indices {
      states[place].done &= ~write.bit
      states[place].hideable &= ~write.bit
    }
  }

  /// A read is pending no more.
  private mutating func forget(at place: Int) {
    let read = reads.remove(at: place)
    for place in states.indices { states[place].seen[read.slot] = 0 }
  }

  /// Writes that were given up and took effect in every state are as good as answered.
  private mutating func releaseSettled() {
    guard writes.contains(where: \.isAbandoned), !states.isEmpty else { return }
    let settled = states.reduce(UInt64.max) { $0 & $1.done }
    for place in writes.indices.reversed()
    where writes[place].isAbandoned && settled & writes[place].bit != 0 {
      remove(at: place)
    }
  }

  /// The number of a value; nil when there are too many values.
  private mutating func number(of value: ShortText?) -> ValueTable.Number? {
    if let known = values.takeKnown(value) { return known }
    if values.isCrowded {
      var inUse = ValueTable.Selection()
      for write in writes { inUse.insert(write.value) }
      for state in states {
        inUse.insert(state.value)
        for read in reads { inUse.insert(state.seen[read.slot]) }
      }
      values.keep(inUse)
    }
    return values.add(value)
  }
}
