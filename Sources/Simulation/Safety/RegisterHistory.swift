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

  private var states: [State]
  private var values = ValueTable()
  private var writes: [PendingWrite] = []
  private var reads: [PendingRead] = []

  /// What the register may be like: its value, and which pending operations took effect.
  private struct State: Sendable {
    var value: ValueTable.Number
    /// Pending writes that took effect; bits by `PendingWrite.slot`.
    var done: UInt64 = 0
    /// Pending writes that were pending already when another one took effect. Each of them may have
    /// taken effect just before that, and nobody would know: so each may count as done at no cost.
    var hideable: UInt64 = 0
    /// What pending reads that took effect saw, by `PendingRead.slot`; 0 for the others.
    var seen = SIMD16<ValueTable.Number>()
  }

  private struct PendingWrite: Sendable {
    var client: Int
    var serial: Int
    var value: ValueTable.Number
    var slot: Int
    var isAbandoned = false

    var bit: UInt64 { 1 << UInt64(slot) }
  }

  private struct PendingRead: Sendable {
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
    case .superseded:
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

  private mutating func giveUp() {
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

// MARK: - Linearization

extension RegisterHistory {
  /// What must have taken effect.
  private enum Goal {
    case written(PendingWrite)
    case read(PendingRead, saw: ValueTable.Number)

    /// Whether it is the answer to this read.
    func isAnswer(to other: PendingRead) -> Bool {
      if case .read(let read, _) = self { read.slot == other.slot } else { false }
    }

    /// Whether it is reached when this write takes effect.
    func isReached(by other: PendingWrite) -> Bool {
      switch self {
      case .written(let write): write.slot == other.slot
      case .read(_, let value): value == other.value
      }
    }
  }

  /// Moves all states on until the goal is reached; those that cannot reach it are dropped.
  private mutating func advance(to goal: Goal) {
    if case .written(let write) = goal, writes.count == 1, reads.isEmpty, states.count == 1,
      (states[0].done | states[0].hideable) & write.bit == 0
    {
      // A lone client: most histories are this all the time.
      states[0] = State(value: write.value, done: write.bit)
      return
    }
    var reached: [State] = []
    var open: [State] = []
    for state in states {
      if case .written(let write) = goal, state.hideable & write.bit != 0 {
        // It may have taken effect before, unseen; or it does so now.
        var hidden = state
        hidden.done |= write.bit
        hidden.hideable &= ~write.bit
        add(hidden, to: &reached)
      }
      sort(state, by: goal, into: &reached, or: &open)
    }
    var next = 0
    while next < open.count {
      // Every pending write may be the next to take effect. One on the way to the goal matters only
      // if a read may see it: else it may as well be hidden, or wait.
      let canBeSeen = reads.contains { open[next].seen[$0.slot] == 0 && !goal.isAnswer(to: $0) }
      for write in writes where open[next].done & write.bit == 0 {
        guard canBeSeen || goal.isReached(by: write) else { continue }
        for state in overwritten(open[next], by: write, towards: goal) {
          sort(state, by: goal, into: &reached, or: &open)
        }
      }
      next += 1
      guard open.count + reached.count <= Self.stateLimit else { return giveUp() }
    }
    states = reached
  }

  private func sort(
    _ state: State, by goal: Goal, into reached: inout [State], or open: inout [State]
  ) {
    let isReached: Bool
    switch goal {
    case .written(let write): isReached = state.done & write.bit != 0
    case .read(let read, let value):
      let seen = state.seen[read.slot]
      if seen != 0, seen != value { return }
      isReached = seen == value || state.value == value
    }
    if isReached {
      add(state, to: &reached)
    } else if !open.contains(where: { covers($0, state) }) {
      open.append(state)
    }
  }

  /// A write takes effect. The value before it was there for any of the pending reads to see: one
  /// state for each choice of them.
  private func overwritten(
    _ state: State, by write: PendingWrite, towards goal: Goal
  ) -> [State] {
    var results = [state]
    for read in reads where state.seen[read.slot] == 0 {
      if goal.isAnswer(to: read) { continue }
      for place in results.indices {
        var choice = results[place]
        choice.seen[read.slot] = state.value
        results.append(choice)
      }
    }
    let pending = writes.reduce(UInt64(0)) { $0 | $1.bit }
    for place in results.indices {
      results[place].value = write.value
      results[place].done |= write.bit
      results[place].hideable = pending & ~results[place].done
    }
    return results
  }

  /// Adds a state unless another one covers it, and drops those that it covers.
  private func add(_ state: State, to list: inout [State]) {
    if list.contains(where: { covers($0, state) }) { return }
    list.removeAll { covers(state, $0) }
    list.append(state)
  }

  /// Whether every future of `narrow` is one of `wide` too.
  ///
  /// A write that was given up need not take effect, and one that may be hidden may count as done:
  /// so a state in which it has not taken effect covers one in which it has. A write that is still
  /// waited for must take effect, and later: there is no order between the two. A read that did not
  /// take effect may still see the present value.
  private func covers(_ wide: State, _ narrow: State) -> Bool {
    guard wide.value == narrow.value, wide.done & ~narrow.done == 0 else { return false }
    let moreDone = narrow.done & ~wide.done & ~wide.hideable
    let moreHideable = narrow.hideable & ~narrow.done & ~wide.hideable
    if moreDone | moreHideable != 0 {
      for write in writes where (moreDone | moreHideable) & write.bit != 0 && !write.isAbandoned {
        return false
      }
    }
    for read in reads {
      let seen = wide.seen[read.slot]
      let other = narrow.seen[read.slot]
      guard seen == other || (seen == 0 && other == wide.value) else { return false }
    }
    return true
  }

  /// Drops states that others cover.
  private mutating func thinOut() {
    guard states.count > 1 else { return }
    var kept: [State] = []
    for state in states { add(state, to: &kept) }
    states = kept
  }
}
