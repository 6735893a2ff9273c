import ClientPrograms

/// Something that time would bring to a program, or to a member for programs, and that an act
/// brings now.
///
/// Where nothing happens by itself any more (`Stimulus.manual`), this is how timers of programs run
/// out, questions are waited for in vain, leases are looked at, and members propose what they put
/// off and give up what they cannot do.
package enum ProgramDue: Hashable, Sendable {
  /// The one that comes first.
  case next
  /// A timer of a program. Before a program has begun it has one, `restart`, with which it begins.
  case timer(ProgramTimer)
  /// A program has waited long enough for an answer to its oldest question.
  case answer
  /// A program has heard nothing over the broken connection of its watch for long enough.
  case watch
  /// A leader looks at its leases.
  case leases
  /// A member does what it put off: it proposes what waited for a leader, or revokes leases.
  case proposal
  /// A member gives up the oldest question that it has not answered.
  case giveUp

  /// All that a program, and all that a member can have due.
  package static let ofPrograms =
    ProgramTimer.allCases.map { ProgramDue.timer($0) } + [.answer, .watch]
  package static let ofServers: [ProgramDue] = [.leases, .proposal, .giveUp]

  /// What it is called in scripts; empty of the one that comes first.
  package var name: String {
    switch self {
    case .next: ""
    case .timer(let timer): timer.name
    case .answer: "answer"
    case .watch: "watch"
    case .leases: "leases"
    case .proposal: "proposal"
    case .giveUp: "give-up"
    }
  }
}

extension ProgramDue {
  /// It, if it is one of these; of the one that comes first, which that is.
  func found(in moments: [(due: ProgramDue, time: Time)]) -> ProgramDue? {
    if self != .next { return moments.contains { $0.due == self } ? self : nil }
    return moments.min { $0.time < $1.time }?.due
  }
}
