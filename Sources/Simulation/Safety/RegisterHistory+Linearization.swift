import KeyValue
import RaftCore

// Moving on from state to state.
extension RegisterHistory {
  /// What must have taken effect.
  enum Goal {
    case written(PendingWrite)
    case read(PendingRead, saw: ValueTable.Number)

    /// Whether it is the answer to this read.
    fileprivate func isAnswer(to other: PendingRead) -> Bool {
      if case .read(let read, _) = self { read.slot == other.slot } else { false }
    }

    /// Whether it is reached when this write takes effect.
    fileprivate func isReached(by other: PendingWrite) -> Bool {
      switch self {
      case .written(let write): write.slot == other.slot
      case .read(_, let value): value == other.value
      }
    }
  }

  /// Moves all states on until the goal is reached; those that cannot reach it are dropped.
  mutating func advance(to goal: Goal) {
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
  mutating func thinOut() {
    guard states.count > 1 else { return }
    var kept: [State] = []
    for state in states { add(state, to: &kept) }
    states = kept
  }
}
