/// All that one input made a server do: which rules fired, why, and what they ask of the
/// surroundings.
///
/// The caller owns it and uses it again for the next input, so that handling a message allocates
/// nothing once the arrays have grown to their size.
package struct Step: Sendable {
  /// The rules that fired, in order.
  package private(set) var firings = TrivialScratchArray<Firing>()
  /// The effects of all firings, in order.
  package private(set) var effects = EffectList()

  package init() {}

  /// Whether nothing fired, and so nothing is asked for.
  @inline(__always) package var isEmpty: Bool { firings.isEmpty && effects.isEmpty }

  /// Forgets everything, and keeps the memory.
  @inline(__always) package mutating func reset() {
    firings.removeAll()
    effects.removeAll()
  }

  /// Notes that a rule fired outside of Raft: in the state machine, which applied an entry, or at a
  /// server that was only watched. It asks for nothing, as far as anybody can see.
  package mutating func note(_ rule: Rule, because evidence: Evidence) {
    fire(rule, because: evidence)
  }

  /// Records that a rule fired, and collects what it asks for.
  ///
  /// This is the only way to add an effect: nothing that a server does is without a rule.
  @inline(__always)
  mutating func fire(
    _ rule: Rule, because evidence: Evidence, asking: (inout EffectList) -> Void = { _ in }
  ) {
    let start = effects.count
    asking(&effects)
    firings.append(
      Firing(
        rule: rule, evidence: evidence,
        effects: Range(uncheckedBounds: (start, effects.count))))
  }
}

/// The effects of a step, in order; a rule that fires adds to them.
///
/// Held in two parts, because most messages carry no entries: plain bytes for each effect, and the
/// entries of those messages that do.
@usableFromInline package struct EffectList: Sendable {
  @usableFromInline var outlines = TrivialScratchArray<Outline>()
  @usableFromInline var batches = ScratchArray<EntryBatch>(capacity: 8)

  /// An effect with its entries replaced by their place; 0 stands for none.
  @usableFromInline package enum Outline: Sendable, BitwiseCopyable {
    case persist(Write)
    /// What waits for the disk is a vote or a reply, and carries no entries.
    case send(Message.Head)
    case sendAtOnce(Message.Head, entries: Int32)
    case apply(after: LogIndex, through: LogIndex)
    case answer(RequestID, Answer)
    case start(Timer)
    case startFor(Timer, Int)
    case startAgain(Timer)
    case stop(Timer)
    case takeSnapshot(SnapshotID)
    case restore(SnapshotID)
  }

  fileprivate init() {}

  fileprivate mutating func removeAll() {
    outlines.removeAll()
    batches.removeAll()
  }

  /// Asks for an effect, which is no message with entries.
  @inline(__always) mutating func ask(_ effect: Outline) { outlines.append(effect) }

  /// Asks for a message to be sent at once.
  @inline(__always) mutating func askToSendAtOnce(_ message: Message) {
    outlines.append(.sendAtOnce(message.head, entries: keep(message.entries)))
  }

  @inline(__always) private mutating func keep(_ entries: EntryBatch) -> Int32 {
    if entries.isEmpty { return 0 }
    batches.append(entries)
    return Int32(batches.count)
  }

  /// The effect at a position, without its entries: for those who carry out very many.
  @inlinable package func outline(at position: Int) -> Outline { outlines[position] }

  /// The entries that an outline names.
  @inlinable package func entries(_ place: Int32) -> EntryBatch {
    place == 0 ? EntryBatch() : batches[Int(place) - 1]
  }
}

extension EffectList: RandomAccessCollection {
  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { outlines.count }
  @inlinable package var count: Int { outlines.count }

  @usableFromInline package subscript(position: Int) -> Effect {
    switch outlines[position] {
    case .persist(let write): .persist(write)
    case .send(let head): .send(Message(head: head, entries: []))
    case .sendAtOnce(let head, let place): .sendAtOnce(Message(head: head, entries: entries(place)))
    case .apply(let after, let through): .apply(after: after, through: through)
    case .answer(let request, let answer): .answer(request, answer)
    case .start(let timer): .start(timer)
    case .startFor(let timer, let duration): .startFor(timer, duration)
    case .startAgain(let timer): .startAgain(timer)
    case .stop(let timer): .stop(timer)
    case .takeSnapshot(let snapshot): .takeSnapshot(snapshot)
    case .restore(let snapshot): .restore(snapshot)
    }
  }
}

extension EffectList: CustomStringConvertible {
  @usableFromInline package var description: String { Array(self).description }
}
