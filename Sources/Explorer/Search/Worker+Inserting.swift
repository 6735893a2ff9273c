// The second half of a round: what of that is new.
extension Worker {
  /// Takes in what other workers, or this one, have put on their way here.
  ///
  /// A fingerprint that does not show at once, because the first of its lines in the table is full,
  /// is put off until the next line has come too. Equal ones are put off together, so each is new
  /// once.
  mutating func insert(_ pendings: UnsafeMutablePointer<Pending>, _ number: Int) {
    seen.grow(adding: number)
    putOff.removeAll(keepingCapacity: true)
    let ahead = count == 1 ? 0 : 16
    var place = 0
    while place < number {
      if ahead > 0, place &+ ahead < number {
        seen.prefetch(pendings[place &+ ahead].fingerprint)
      }
      switch seen.insertAtOnce(pendings[place].fingerprint) {
      case .known: if pendings[place].isOverwriting { noteOverwriting(pendings + place) }
      case .new: accept(pendings + place)
      case .elsewhere:
        seen.prefetchNext(pendings[place].fingerprint)
        putOff.append(Int32(truncatingIfNeeded: place))
      }
      if found >= 0 { return }
      place &+= 1
    }
    for place in putOff {
      let pending = pendings + Int(place)
      if seen.insert(pending.pointee.fingerprint) {
        accept(pending)
      } else if pending.pointee.isOverwriting {
        noteOverwriting(pending)
      }
      if found >= 0 { return }
    }
  }

  /// A state is new.
  private mutating func accept(_ pending: UnsafeMutablePointer<Pending>) {
    build(pending)
    ledger.append(parent: pending.pointee.parent, move: pending.pointee.move)
    if isReached(pending) { found = ledger.count &- 1 }
    if pending.pointee.isOverwriting, checks.looksForOverwriting { found = ledger.count &- 1 }
  }

  /// A leader has overwritten entries on the way to a state that is known from another way.
  private mutating func noteOverwriting(_ pending: UnsafeMutablePointer<Pending>) {
    guard checks.looksForOverwriting else { return }
    ledger.append(parent: pending.pointee.parent, move: pending.pointee.move)
    found = ledger.count &- 1
  }

  /// Whether a new state is what is searched for. The state before it was not; so only what the
  /// step has changed need be looked at.
  @inline(__always) private func isReached(_ pending: UnsafeMutablePointer<Pending>) -> Bool {
    let outcome = tables.outcomes + Int(pending.pointee.outcome)
    guard outcome.pointee.flags & Transition<L>.bearsOnChecks != 0 else { return false }
    let record = pending.pointee.record
    return checks.isReached(
      tables.nodeFacts[Int(outcome.pointee.node)],
      among: Nodes(facts: tables.nodeFacts, record: record, count: servers), tables.logs)
  }

  /// Packs a new state into the next level.
  @inline(__always) private mutating func build(_ pending: UnsafeMutablePointer<Pending>) {
    let record = pending.pointee.record
    let messages = Int(record[head &- 1])
    let outcome = tables.outcomes + Int(pending.pointee.outcome)
    let room = next.room(
      head &+ messages &+ Int(outcome.pointee.sentCount) &+ 1, from: &pool)
    let counts = bounds.counts(counts(of: record), after: pending.pointee.counted)
    RecordQueue.copyHead(head, from: record, to: room)
    room[0] = UInt16(truncatingIfNeeded: counts)
    room[1] = UInt16(truncatingIfNeeded: counts >> 16)
    room[2] = UInt16(truncatingIfNeeded: counts >> 32)
    let flight = room + head
    var size = 0
    switch pending.pointee.move.kind {
    case .take:
      size = copyFlight(pending, messages, outcome, to: flight)
      size = addSent(outcome, record, to: flight, size)
      let slot = pending.pointee.move.slot
      room[3 &+ 2 &* slot] = UInt16(truncatingIfNeeded: outcome.pointee.node)
      room[4 &+ 2 &* slot] = UInt16(truncatingIfNeeded: outcome.pointee.node >> 16)
    case .lose: size = copyFlight(record, messages, without: pending.pointee.removed, to: flight)
    case .duplicate:
      size = copyFlight(record, messages, without: -1, to: flight)
      let number = pending.pointee.move.input &- InputCode.firstMessage
      size = put(UInt16(truncatingIfNeeded: number), into: flight, size)
    }
    room[head &- 1] = UInt16(truncatingIfNeeded: size)
    next.commit(head &+ size)
  }

  /// Copies the messages in flight but one, and those that can never act again.
  @inline(__always) private func copyFlight(
    _ pending: UnsafeMutablePointer<Pending>, _ messages: Int,
    _ outcome: UnsafeMutablePointer<Transition<L>>, to flight: UnsafeMutablePointer<UInt16>
  ) -> Int {
    let (record, removed) = (pending.pointee.record, pending.pointee.removed)
    guard drops, outcome.pointee.flags & Transition<L>.tellsMessagesApart != 0 else {
      return copyFlight(record, messages, without: removed, to: flight)
    }
    let after = tables.nodeFacts[Int(outcome.pointee.node)]
    let slot = pending.pointee.move.slot
    var size = 0
    var place = 0
    while place < messages {
      let number = record[head &+ place]
      let facts = tables.messageFacts[Int(number)]
      let isSpent = Int(facts.receiver) == slot && facts.isSpent(at: after)
      flight[size] = number
      size &+= place == Int(removed) || isSpent ? 0 : 1
      place &+= 1
    }
    return size
  }

  @inline(__always) private func copyFlight(
    _ record: UnsafeMutablePointer<UInt16>, _ messages: Int, without removed: Int16,
    to flight: UnsafeMutablePointer<UInt16>
  ) -> Int {
    RecordQueue.copy(messages, from: record + head, to: flight)
    guard removed >= 0 else { return messages }
    let place = Int(removed)
    RecordQueue.copy(
      messages &- place &- 1, from: record + (head &+ place &+ 1), to: flight + place)
    return messages &- 1
  }

  @inline(__always) private func addSent(
    _ outcome: UnsafeMutablePointer<Transition<L>>, _ record: UnsafeMutablePointer<UInt16>,
    to flight: UnsafeMutablePointer<UInt16>, _ size: Int
  ) -> Int {
    var size = size
    var place = Int(outcome.pointee.firstSent)
    let end = place &+ Int(outcome.pointee.sentCount)
    while place < end {
      let number = tables.sent[place]
      if !drops || !isSpentWhenSent(Int(number), record) { size = put(number, into: flight, size) }
      place &+= 1
    }
    return size
  }

  /// Puts a message where it belongs among those in flight.
  @inline(__always) private func put(
    _ number: UInt16, into flight: UnsafeMutablePointer<UInt16>, _ size: Int
  ) -> Int {
    var place = size
    while place > 0, flight[place &- 1] > number {
      flight[place] = flight[place &- 1]
      place &-= 1
    }
    flight[place] = number
    return size &+ 1
  }
}
