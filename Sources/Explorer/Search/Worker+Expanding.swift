// The first half of a round: what can happen next.
extension Worker {
  /// Expands so many states of this level, or what is left of it.
  mutating func expand(_ most: Int) {
    var left = min(most, frontier.count)
    while left > 0 {
      let record = frontier.next()
      let messages = Int(record[head &- 1])
      expand(
        Current(
          record: record, messages: messages, flight: record + head, counts: counts(of: record),
          sums: sums(of: record, messages)))
      frontier.skip(head &+ messages)
      expanding &+= 1
      left &-= 1
    }
  }

  /// A state that is being expanded.
  struct Current {
    let record: UnsafeMutablePointer<UInt16>
    let messages: Int
    /// The numbers of the messages in flight, ascending.
    let flight: UnsafeMutablePointer<UInt16>
    let counts: UInt64
    let sums: L
  }

  @inline(__always) private func sums(of record: UnsafeMutablePointer<UInt16>, _ messages: Int) -> L
  {
    var sums = L.zero
    var slot = 0
    while slot < servers {
      sums = sums + tables.nodeLanes[Int(node(slot, of: record))]
      slot &+= 1
    }
    var place = 0
    while place < messages {
      sums = sums + tables.messageLanes[Int(record[head &+ place])]
      place &+= 1
    }
    return sums
  }

  @inline(__always) private mutating func expand(_ state: Current) {
    var place = 0
    while place < state.messages {
      // Equal messages stand side by side, and it makes no difference which of them it is.
      if place == 0 || state.flight[place &- 1] != state.flight[place] { message(place, state) }
      place &+= 1
    }
    var slot = 0
    while slot < servers {
      server(slot, state)
      slot &+= 1
    }
  }

  @inline(__always) private mutating func message(_ place: Int, _ state: Current) {
    let number = state.flight[place]
    let receiver = Int(tables.messageFacts[Int(number)].receiver)
    let input = InputCode.firstMessage &+ UInt32(number)
    if tables.nodeFacts[Int(node(receiver, of: state.record))].isUp {
      take(receiver, input, removing: place, counting: PackedBounds.nothing, state)
    }
    let lanes = tables.messageLanes[Int(number)]
    if bounds.allow(.losses, state.counts) {
      pass(
        state.sums - lanes, PackedMove(.lose, slot: receiver, input: input), removing: place,
        counting: Bounds.Countable.losses.place, state)
    }
    if bounds.allow(.duplicates, state.counts) {
      if state.messages < bounds.messages {
        pass(
          state.sums + lanes, PackedMove(.duplicate, slot: receiver, input: input),
          removing: -1, counting: Bounds.Countable.duplicates.place, state)
      } else {
        cut &+= 1
      }
    }
  }

  @inline(__always) private mutating func server(_ slot: Int, _ state: Current) {
    let facts = tables.nodeFacts[Int(node(slot, of: state.record))]
    guard facts.isUp else {
      return take(slot, InputCode.restart, counting: PackedBounds.nothing, state)
    }
    if facts.isLeader {
      if bounds.allow(.writes, state.counts) {
        let written = UInt32(state.counts >> UInt64(8 * Bounds.Countable.writes.rawValue) & 0xFF)
        let counted = Bounds.Countable.writes.place
        take(slot, InputCode.firstRequest &+ written, counting: counted, state)
      }
      if bounds.allow(.heartbeats, state.counts) {
        let counted = Bounds.Countable.heartbeats.place
        take(slot, InputCode.heartbeat, counting: counted, state)
      }
    } else if bounds.allow(.timeouts, state.counts) {
      let counted = Bounds.Countable.timeouts.place
      take(slot, InputCode.electionTimeout, counting: counted, state)
    }
    if facts.isWriting {
      take(slot, InputCode.written, counting: PackedBounds.nothing, state)
    }
    if bounds.allow(.crashes, state.counts) {
      take(slot, InputCode.crash, counting: Bounds.Countable.crashes.place, state)
    }
  }

  /// A step of a server.
  @inline(__always) private mutating func take(
    _ slot: Int, _ input: UInt32, removing removed: Int = -1, counting counted: UInt8,
    _ state: Current
  ) {
    let number = outcome(of: node(slot, of: state.record), input, at: slot)
    let outcome = tables.outcomes + number
    if outcome.pointee.flags & Transition<L>.beyond != 0 {
      cut &+= 1
      return
    }
    var messages = state.messages &+ Int(outcome.pointee.sentCount) &- (removed >= 0 ? 1 : 0)
    var sums = state.sums + outcome.pointee.delta
    if drops {
      drop(outcome, at: slot, removing: removed, state) { number in
        messages &-= 1
        sums = sums - tables.messageLanes[number]
      }
    }
    if messages > bounds.messages {
      cut &+= 1
      return
    }
    pass(
      sums, PackedMove(.take, slot: slot, input: input), removing: removed, counting: counted,
      state, outcome: number,
      isOverwriting: outcome.pointee.flags & Transition<L>.overwrites != 0)
  }

  @inline(__always) private mutating func outcome(
    of node: UInt32, _ input: UInt32, at slot: Int
  ) -> Int {
    if let known = memo.find(node: node, input: input) { return known }
    let number = catalogue.outcome(of: node, input, at: slot)
    if number > 0 { memo.note(node: node, input: input, outcome: number) }
    return number
  }

  /// Tells which messages in flight, and which that are sent, can never act again after a step.
  @inline(__always) private func drop(
    _ outcome: UnsafeMutablePointer<Transition<L>>, at slot: Int, removing removed: Int,
    _ state: Current, _ tell: (Int) -> Void
  ) {
    if outcome.pointee.flags & Transition<L>.tellsMessagesApart != 0 {
      let after = tables.nodeFacts[Int(outcome.pointee.node)]
      var place = 0
      while place < state.messages {
        let number = Int(state.flight[place])
        let facts = tables.messageFacts[number]
        if place != removed, Int(facts.receiver) == slot, facts.isSpent(at: after) { tell(number) }
        place &+= 1
      }
    }
    var place = Int(outcome.pointee.firstSent)
    let end = place &+ Int(outcome.pointee.sentCount)
    while place < end {
      let number = Int(tables.sent[place])
      if isSpentWhenSent(number, state.record) { tell(number) }
      place &+= 1
    }
  }

  /// Whether a message can never act at its receiver, which the step that sends it does not change.
  @inline(__always) func isSpentWhenSent(
    _ message: Int, _ record: UnsafeMutablePointer<UInt16>
  ) -> Bool {
    let facts = tables.messageFacts[message]
    return facts.isSpent(at: tables.nodeFacts[Int(node(Int(facts.receiver), of: record))])
  }

  /// Puts a successor on its way.
  @inline(__always) private mutating func pass(
    _ sums: L, _ move: PackedMove, removing removed: Int, counting counted: UInt8,
    _ state: Current, outcome: Int = 0, isOverwriting: Bool = false
  ) {
    successors &+= 1
    let counts = bounds.counts(state.counts, after: counted)
    let fingerprint = Fingerprint.make(sum: sums.least, counts: counts)
    let owner = count == 1 ? 0 : Self.owner(of: fingerprint, among: count)
    if count == 1 { seen.prefetch(fingerprint) }
    outboxes[owner].append(
      Pending(
        fingerprint: fingerprint, record: state.record,
        parent: UInt32(truncatingIfNeeded: expanding &* count &+ number),
        outcome: UInt32(truncatingIfNeeded: outcome), move: move,
        removed: Int16(truncatingIfNeeded: removed), counted: counted,
        isOverwriting: isOverwriting))
  }
}
