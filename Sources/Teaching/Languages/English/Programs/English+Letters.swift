import ClientPrograms
import KeyValue
import RaftCore
import Simulation

// Letters, and what programs outside are made to do.
extension English {
  package func name(of letter: Letter) -> Phrase {
    switch letter.content {
    case .question: "\(letter.from.name)'s request to \(letter.to.name)"
    case .answer, .failure: "\(letter.from.name)'s answer to \(letter.to.name)"
    case .watch: "\(letter.from.name)'s request for a watch at \(letter.to.name)"
    case .unwatch: "the end of \(letter.from.name)'s watch at \(letter.to.name)"
    case .notice, .watchLost: "what a watch at \(letter.from.name) tells \(letter.to.name)"
    case .handedOn: "what \(letter.from.name) hands on to \(letter.to.name)"
    case .handedBack: "\(letter.from.name)'s answer to \(letter.to.name)"
    }
  }

  package func describe(_ letter: Letter) -> Phrase {
    switch letter.content {
    case .question(_, let call): describe(call)
    case .handedOn(_, let call, let asker): "\(describe(call)), for \(asker)"
    case .answer(_, let answer, let term) where term > 0:
      "\(describe(answer)); applied term \(term: term)"
    case .answer(_, let answer, _): describe(answer)
    case .handedBack(_, let answer, _): if let answer { describe(answer) } else { "does not lead" }
    case .failure(_, let failure): describe(failure)
    case .watch(_, let keys, 0): "watch \(command: keys.description)"
    case .watch(_, let keys, let start):
      "watch \(command: keys.description) from revision \(revision: start)"
    case .unwatch: "the watch is over"
    case .notice(_, let notice): describe(notice)
    case .watchLost: "the connection broke"
    }
  }

  package func starts(_ program: ProgramID) -> Phrase { "\(program) \(strong: "starts")." }

  package func runsOutForNothing(_ program: ProgramID, _ timer: ProgramTimer) -> Phrase {
    "A timer of \(program) runs out (\(command: timer.name)); \(strong: "nothing follows")."
  }

  package func proposesAtLast(
    _ server: ServerID, _ call: ProgramCall?, of asker: ProgramID
  ) -> Phrase {
    let what: Phrase = if let call { describe(call) } else { "its request" }
    return """
      \(server) knows of a leader again, and \(strong: "goes on") with what \(asker) asked: \(what).
      """
  }

  package func revokes(_ server: ServerID, _ leases: [LeaseID]) -> Phrase {
    let names = Phrase.list(leases.map { "\(lease: $0)" }, separator: ", ", last: " and ")
    return """
      \(server) goes on, and \(strong: "proposes the revocation") of \
      \(leases.count == 1 ? "lease" : "leases") \(names).
      """
  }

  package func leads(_ holder: String?, of contest: String) -> Phrase {
    if let holder {
      "By etcd \(.name(holder)) \(strong: "holds") \(command: contest) now."
    } else {
      "By etcd \(strong: "nobody holds") \(command: contest) now."
    }
  }

  package func changesLink(from: Party, to: Party, _ quality: LinkQuality) -> Phrase {
    """
    The link from \(from.name) to \(to.name) \(strong: "changes"): \
    \(.thousandths(quality.latency.lowerBound)) to \
    \(.thousandths(quality.latency.upperBound)) ms; of 1000 messages \(count: quality.loss) are lost.
    """
  }
}
