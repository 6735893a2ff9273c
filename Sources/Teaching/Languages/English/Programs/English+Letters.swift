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
      \(server) is sure that it still leads, and \(strong: "proposes the revocation") of \
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

  package func text(of act: ProgramAct, _ ruleText: RuleText?) -> Phrase {
    switch act {
    case .crash(let program):
      "\(program) \(strong: "crashes"): its process is gone, with all that it knew and believed."
    case .restart(let program): "\(program) is \(strong: "started again")."
    case .pause(let program):
      """
      \(program) is \(strong: "paused"): its timers and all that is sent to it wait. What it believes, \
      it still believes.
      """
    case .resume(let program):
      "\(program) \(strong: "goes on"): first its timers run out, then it reads what has come."
    case .isolate(let program):
      "\(program) is \(strong: "isolated"): it reaches nobody, and nobody reaches it."
    case .cut(let from, let to):
      "The link from \(from.name) to \(to.name) is \(strong: "cut"), in this direction only."
    case .mend(let from, let to):
      "The link from \(from.name) to \(to.name) is \(strong: "mended")."
    case .setLink(let from, let to, let quality):
      """
      The link from \(from.name) to \(to.name) \(strong: "changes"): \
      \(.thousandths(quality.latency.lowerBound)) to \
      \(.thousandths(quality.latency.upperBound)) ms; of 1000 letters \(count: quality.loss) are lost.
      """
    case .setClock(let program, let permille):
      permille == 1000
        ? "\(program)'s clock runs at the \(strong: "right speed") again."
        : """
        \(program)'s clock now \(strong: "runs at") \(.thousandths(permille)) times the right speed.
        """
    case .jumpClock(let program, let span):
      """
      \(program)'s clock \(strong: span < 0 ? "jumps back" : "jumps ahead") by \
      \(.thousandths(abs(span))) ms. Its timers do not see that.
      """
    case .release(let program):
      "\(program) is to \(strong: "give up its leadership at once"), although its work goes on."
    case .cancel(let program): "\(program) is to \(strong: "end"), in an orderly way."
    case .proclaim(let program, let value):
      "\(program) is to \(strong: "proclaim") \(command: value.description)."
    case .setRule(_, let isOn):
      """
      The rule “\(Phrase(stringLiteral: ruleText?.title ?? ""))” is \
      \(strong: isOn ? "switched on" : "switched off"), for all programs.
      """
    case .ask, .watch, .unwatch: "etcdctl is asked for something."
    }
  }
}
