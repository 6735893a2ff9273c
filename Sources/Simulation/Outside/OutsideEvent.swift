import ClientPrograms
import KeyValue
import RaftCore

/// What an event was for the programs outside: where, which letter, which of their rules fired.
package struct OutsideEvent: Hashable, Sendable {
  package var what: What
  /// The program that it happened at, if it is one.
  package var program: ProgramID?
  /// What was asked, where it is about a question that no letter of the event says.
  package var call: ProgramCall?
  /// For how long that had waited.
  package var waited: TimeSpan?
  /// The rules of the algorithms that fired, in order.
  package var firings: [ProgramFiring] = []
  package var effects: [ProgramEffect] = []
  /// Who believes that it leads just after it, and who did just before, where that changed.
  package var believers: Change?
  /// Who holds a contest by etcd just after it, where that changed.
  package var holder: Holder?

  /// What kind of thing happened.
  package enum What: Hashable, Sendable {
    /// Something came from outside, by hand.
    case act
    /// A member applied an entry, and that changed who leads.
    case applied
    /// A process begins.
    case started
    /// A timer of a program ran out.
    case timedOut(ProgramTimer)
    /// A program has waited for an answer in vain.
    case unanswered(CallNumber)
    /// A letter arrived.
    case delivered
    /// A letter will not arrive.
    case lost(Loss)
    /// A leader looked at its leases, and some had run out.
    case leasesRanOut([LeaseID])
    /// A leader writes down how long its leases still last.
    case leasesWrittenDown([LeaseID])
    /// A member that was sure to lead proposes to revoke leases.
    case revokes([LeaseID])
    /// A member that waited for a leader proposes what it was asked.
    case proposesAtLast(CallNumber, of: ProgramID)
    /// A member gives up what it was asked.
    case gaveUp(CallNumber, of: ProgramID)
  }

  /// Work that was taken of one whom etcd had deposed already, where it was.
  package var lateWork: LateWork?

  /// Work of one who was deposed, by so much time before.
  package struct LateWork: Hashable, Sendable {
    package let work: Work
    package let late: TimeSpan
    package let holder: String?
  }

  /// Believers of a contest, before and after.
  package struct Change: Hashable, Sendable {
    package let contest: String
    package let before: [ProgramID]
    package let after: [ProgramID]
    /// For how long more than one had believed, when that ended with this event.
    package let lasted: TimeSpan?
  }

  /// The holder of a contest by what members have applied, before and after.
  package struct Holder: Hashable, Sendable {
    package let contest: String
    package let before: String?
    package let after: String?
  }

  package init(_ what: What, at program: ProgramID? = nil) {
    self.what = what
    self.program = program
  }

  /// Which turning points it is.
  package var milestones: Milestones { believers == nil ? [] : .beliefChanged }

  /// Whether nothing of note happened: a look at a clock, a question on its way.
  package var isRoutine: Bool {
    guard believers == nil, holder == nil else { return false }
    switch what {
    case .lost, .act, .applied, .started, .unanswered, .leasesRanOut, .revokes, .gaveUp,
      .proposesAtLast:
      return false
    case .timedOut, .delivered, .leasesWrittenDown:
      return firings.allSatisfy { $0.rule.facts.tells <= 5 }
    }
  }

  /// The firing that tells most about it; of several the first.
  package var telling: ProgramFiring? {
    var best: ProgramFiring?
    for firing in firings where firing.rule.facts.tells > best?.rule.facts.tells ?? 0 {
      best = firing
    }
    return best
  }
}

extension OutsideEvent.What {
  /// All kinds in a word.
  package static let names = [
    act, applied, started, timedOut(.look), unanswered(0), delivered, lost(.cut), leasesRanOut([]),
    leasesWrittenDown([]), revokes([]), proposesAtLast(0, of: .console), gaveUp(0, of: .console),
  ].map(\.name)

  /// The kind in a word.
  package var name: String {
    switch self {
    case .act: "act"
    case .applied: "applied"
    case .started: "started"
    case .timedOut: "timed-out"
    case .unanswered: "unanswered"
    case .delivered: "delivered"
    case .lost: "lost"
    case .leasesRanOut: "leases-ran-out"
    case .leasesWrittenDown: "leases-written-down"
    case .revokes: "revokes"
    case .proposesAtLast: "proposes-at-last"
    case .gaveUp: "gave-up"
    }
  }
}
