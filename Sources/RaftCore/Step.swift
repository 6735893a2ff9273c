/// All that one input made a server do: which rules fired, why, and what they ask of the
/// surroundings.
///
/// The caller owns it and uses it again for the next input, so that handling a message allocates
/// nothing once the arrays have grown to their size.
package struct Step: Sendable {
  /// The rules that fired, in order.
  package private(set) var firings: [Firing] = []
  private var list = EffectList()

  package init() {
    firings.reserveCapacity(16)
  }

  /// The effects of all firings, in order.
  package var effects: [Effect] { list.effects }

  /// Forgets everything, and keeps the memory.
  package mutating func reset() {
    // One by one: there are only a few, and `removeAll(keepingCapacity:)` costs more than all else
    // that a heartbeat does.
    while !firings.isEmpty { firings.removeLast() }
    while !list.effects.isEmpty { list.effects.removeLast() }
  }

  /// Records that a rule fired, and collects what it asks for.
  ///
  /// This is the only way to add an effect: nothing that a server does is without a rule.
  mutating func fire(
    _ rule: Rule, because evidence: Evidence, asking: (inout EffectList) -> Void = { _ in }
  ) {
    let start = list.effects.count
    asking(&list)
    firings.append(Firing(rule: rule, evidence: evidence, effects: start..<list.effects.count))
  }
}

/// The effects of a step while a rule adds to them.
package struct EffectList: Sendable {
  package fileprivate(set) var effects: [Effect] = []

  fileprivate init() {
    effects.reserveCapacity(32)
  }

  mutating func ask(_ effect: Effect) { effects.append(effect) }
}
