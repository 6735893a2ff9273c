import ClientPrograms
import KeyValue
import Simulation

// What somebody does to programs outside.
extension English {
  package func crashes(_ program: ProgramID) -> Phrase {
    let lost: Phrase =
      switch program {
      case .pod: "what it believed and what it waited for is gone; what it has in etcd stays"
      case .apiServer: "it answers nobody who waits, and had nothing else to lose"
      case .resource: "the highest token is on its disk, and stays"
      case .console: "what it was to show is gone"
      }
    return "\(name(of: program)) \(strong: "crashes"): \(lost)."
  }

  /// The name of a program as the beginning of a sentence.
  private func name(of program: ProgramID) -> Phrase {
    program == .resource ? "The \(program)" : "\(program)"
  }

  package func isStarted(_ program: ProgramID) -> Phrase {
    let known: Phrase =
      program == .resource ? "with what is on its disk" : "and knows nothing of what was before"
    return "\(name(of: program)) is \(strong: "started again"), \(known)."
  }

  package func pauses(_ program: ProgramID) -> Phrase {
    """
    \(name(of: program)) \(strong: "stands still"): its timers and its mail wait, and it does not \
    notice.
    """
  }

  package func resumes(_ program: ProgramID) -> Phrase {
    """
    \(name(of: program)) \(strong: "goes on") where it was: what waited for it happens now, all at \
    once.
    """
  }

  package func isIsolated(_ program: ProgramID) -> Phrase {
    "\(name(of: program)) is \(strong: "cut off") from everybody."
  }

  package func isCut(from: Party, to: Party) -> Phrase {
    "The link from \(name(of: from)) to \(name(of: to)) is \(strong: "cut"), in this direction."
  }

  package func isMended(from: Party, to: Party) -> Phrase {
    "The link from \(name(of: from)) to \(name(of: to)) is \(strong: "mended")."
  }

  package func runs(_ program: ProgramID, permille: Int) -> Phrase {
    permille == 1000
      ? "The clock of \(program) runs at the \(strong: "right speed") again."
      : "The clock of \(program) now \(strong: "runs at") \(.thousandths(permille)) times the right speed."
  }

  package func jumps(_ program: ProgramID, by span: TimeSpan) -> Phrase {
    """
    The clock of \(program) \(strong: span < 0 ? "jumps back" : "jumps ahead") by \
    \(.thousandths(abs(span))) ms.
    """
  }

  package func isToRelease(_ program: ProgramID) -> Phrase {
    """
    \(program) is \(strong: "told to release") its leadership at once, whether its work has ended \
    or not.
    """
  }

  package func isToEnd(_ program: ProgramID) -> Phrase {
    "\(program) is \(strong: "told to end"), in an orderly way."
  }

  package func isToProclaim(_ program: ProgramID, _ value: Text) -> Phrase {
    """
    \(program) is \(strong: "told to change the value") of its key to \(command: value.description).
    """
  }

  package func isMadeDue(_ party: Party, _ due: ProgramDue, of call: ProgramCall?) -> Phrase {
    let what: Phrase = if let call { ": \(describe(call))" } else { "" }
    return switch due {
    case .timer(.restart): "\(party.name) is \(strong: "made to begin") now."
    case .timer(let timer):
      "A timer of \(party.name) is \(strong: "made to run out") now: \(command: timer.name)."
    case .answer: "\(party.name) is \(strong: "made to wait no longer") for an answer\(what)."
    case .watch:
      "\(party.name) is \(strong: "made to notice") that the connection of its watch is broken."
    case .leases: "\(party.name) is \(strong: "made to look") at its leases now."
    case .proposal: "\(party.name) is \(strong: "made to do") now what it put off."
    case .giveUp: "\(party.name) is \(strong: "made to give up") what it was asked\(what)."
    case .next: "For \(party.name) \(strong: "what is due next") comes now."
    }
  }

  package func switches(_ rule: ElectionRule, isOn: Bool) -> Phrase {
    """
    The rule “\(Phrase(stringLiteral: text(of: rule).title))” is \
    \(strong: isOn ? "switched on" : "switched off"), for all \
    \(rule.facts.group == .member ? "members" : "programs").
    """
  }
}
