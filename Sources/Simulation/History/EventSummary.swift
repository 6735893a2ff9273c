import RaftCore

/// What an event comes to: found in one pass over what fired, as history records it for every event.
struct EventSummary {
  /// The rule that tells most about the event; of several the first.
  var headline: Rule?
  /// Which turning points it is.
  var milestones: Milestones
  /// Whether nothing changed but timers.
  var isRoutine: Bool
}

/// The turning points that one steps to.
package struct Milestones: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let leaderElected = Milestones(rawValue: 1)
  package static let entryCommitted = Milestones(rawValue: 2)
  package static let termChanged = Milestones(rawValue: 4)
  package static let violation = Milestones(rawValue: 8)
  /// A pod begins to believe that it leads, or does so no more.
  package static let beliefChanged = Milestones(rawValue: 16)
  package static let all = Milestones(rawValue: 31)
}

extension Event {
  /// The rule that tells most about the event.
  package var headline: Rule? { summary.headline }

  /// The firing that tells most about the event.
  package var telling: Firing? { step.firings.headline }

  /// Which turning points this event is.
  package var milestones: Milestones { summary.milestones.union(outside?.milestones ?? []) }

  /// Whether nothing changed but timers: a heartbeat, its arrival, its answer, a packet sent
  /// before.
  package var isRoutine: Bool { outline.isRoutine(summary, outside) }

  @inline(__always) var summary: EventSummary {
    step.summary(mayBeRoutine: server != nil && outline.mayBeRoutine, isViolation: isViolation)
  }
}

extension Happening {
  /// The rule that tells most about it.
  package var headline: Rule? { summary.headline }

  /// The firing that tells most about it.
  package var telling: Firing? { step.firings.headline }

  /// Which turning points it is.
  package var milestones: Milestones { summary.milestones.union(outside?.milestones ?? []) }

  /// Whether nothing changed but timers: a heartbeat, its arrival, its answer, a packet sent
  /// before.
  package var isRoutine: Bool { what.outline.isRoutine(summary, outside) }

  private var summary: EventSummary {
    let mayBeRoutine = what.sight?.mayBeRoutine ?? what.outline.mayBeRoutine
    return step.summary(
      mayBeRoutine: server != nil && mayBeRoutine, isViolation: violation != nil)
  }
}

extension Event.Outline {
  /// Whether it is routine if all that fired is.
  @inline(__always) fileprivate var mayBeRoutine: Bool {
    switch self {
    case .delivered, .timeout(.heartbeat), .timeout(.quorum): true
    case .quiet, .act, .lost, .timeout(.election), .timeout(.transfer), .written, .answered,
      .retried, .gaveUp, .asked, .outside:
      false
    }
  }

  /// Whether an event is routine, by what Raft's rules say of it and what those of programs do.
  fileprivate func isRoutine(_ summary: EventSummary, _ outside: OutsideEvent?) -> Bool {
    if case .outside = self { outside?.isRoutine ?? false } else { summary.isRoutine }
  }
}

extension Sight {
  /// Whether it is routine if all that fired is.
  fileprivate var mayBeRoutine: Bool {
    switch self {
    case .waits, .commitOnDisk: true
    case .began, .life, .standing, .said, .snapshot, .snapshotOnDisk, .unreadable, .answers, .told:
      false
    }
  }
}

extension Step {
  @inline(__always) fileprivate func summary(
    mayBeRoutine: Bool, isViolation: Bool
  ) -> EventSummary {
    var summary = EventSummary(
      milestones: isViolation ? .violation : [], isRoutine: mayBeRoutine && !isViolation)
    var weight: UInt8 = 0
    let table = Telling.of
    firings.withElements { firings in
      for position in firings.indices {
        let rule = firings[position].rule
        let telling = table[Int(rule.rawValue)]
        if telling.weight > weight {
          summary.headline = rule
          weight = telling.weight
        }
        if telling.isTurningPoint {
          summary.milestones.formUnion(milestones(of: firings[position]))
        }
        if summary.isRoutine, telling.mayBeNews {
          summary.isRoutine =
            telling.mayBeRoutine && !firings[position].evidence.isNews
        }
      }
    }
    return summary
  }

  /// Which turning points a firing is.
  private func milestones(of firing: Firing) -> Milestones {
    switch firing.rule.facts.turns {
    case nil: []
    case .leaderElected: .leaderElected
    case .entryCommitted: .entryCommitted
    case .termChanged: .termChanged
    case .leaderDeposed: effects[firing.effects].stops(.heartbeat) ? .termChanged : []
    }
  }
}

/// What a firing of a rule tells of its step: those of the rule's facts that are asked for at every
/// event, in a table.
private struct Telling: BitwiseCopyable {
  let weight: UInt8
  let isTurningPoint: Bool
  /// Whether it may change more than timers, and whether it may change no more than them.
  let mayBeNews: Bool
  let mayBeRoutine: Bool

  /// By the rules' raw values.
  static let of = Rule.allCases.map { rule in
    let facts = rule.facts
    return Telling(
      weight: UInt8(facts.tells), isTurningPoint: facts.turns != nil,
      mayBeNews: facts.routine != .always, mayBeRoutine: facts.routine != .never)
  }
}

extension Sequence<Firing> {
  /// The firing that tells most about a step; of several the first.
  package var headline: Firing? {
    var best: Firing?
    for firing in self where firing.rule.facts.tells > best?.rule.facts.tells ?? 0 {
      best = firing
    }
    return best
  }
}

extension Milestones {
  package var names: [String] {
    let all: [(Milestones, String)] = [
      (.leaderElected, "leader-elected"), (.entryCommitted, "entry-committed"),
      (.termChanged, "term-changed"), (.violation, "violation"),
      (.beliefChanged, "belief-changed"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}
