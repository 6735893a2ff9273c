import Exploration
import Explorer
import KeyValue
import RaftCore
import Simulation

extension English: ExploringPhrases {
  package func text(of move: Move) -> String {
    switch move {
    case .deliver(let message): "\(named(message)) arrives"
    case .lose(let message): "\(named(message)) is lost"
    case .duplicate(let message): "\(named(message)) is doubled"
    case .timeout(let server): "\(server)'s election timer runs out"
    case .heartbeat(let server): "\(server)'s heartbeat timer runs out"
    case .write(let server, let command):
      "a client asks \(server) for \(command.operation?.description ?? "a command")"
    case .finishWrite(let server): "\(server)'s oldest write reaches the disk"
    case .crash(let server): "\(server) crashes"
    case .restart(let server): "\(server) starts again"
    }
  }

  package func brief(_ move: Move) -> String {
    switch move {
    case .deliver(let message): "arrives: \(briefly(message))"
    case .lose(let message): "is lost: \(briefly(message))"
    case .duplicate(let message): "is doubled: \(briefly(message))"
    case .timeout: "its election timer runs out"
    case .heartbeat: "its heartbeat timer runs out"
    case .write(_, let command):
      "a client asks for \(command.operation?.description ?? "a command")"
    case .finishWrite: "its oldest write reaches the disk"
    case .crash: "it crashes"
    case .restart: "it starts again"
    }
  }

  private func briefly(_ message: Message) -> String {
    "\(name(of: message.body)) of \(message.from), term \(message.term)"
  }

  private func named(_ message: Message) -> String {
    "\(name(of: message.body)) of term \(message.term) from \(message.from) to \(message.to)"
  }

  package func text(of part: Difference.Part, in difference: Difference) -> String {
    let (before, after) = (difference.before, difference.after)
    return switch part {
    case .life: after.isUp ? "starts" : "goes down"
    case .role:
      "\(before.roleName(self) ?? "down") -> \(after.roleName(self) ?? "down")"
    case .currentTerm: "currentTerm \(before.term) -> \(after.term)"
    case .votedFor:
      "votedFor \(before.votedFor?.description ?? "none") -> "
        + "\(after.votedFor?.description ?? "none")"
    case .log: "log of \(before.log.lastIndex) -> \(after.log.lastIndex) entries"
    case .commitIndex: "commitIndex \(before.committed) -> \(after.committed)"
    case .disk: after.queue.isEmpty ? "on disk" : "disk is writing"
    }
  }

  package func joined(_ parts: [String]) -> String { parts.joined(separator: "; ") }

  package func sends(_ message: String, to servers: [ServerID]) -> String {
    "sends \(message) to \(servers.map(\.description).joined(separator: ", "))"
  }

  package var noDifference: String { "nothing changes" }
  package var isGone: String { "it is in flight no more" }
  package var isThereTwice: String { "it is in flight once more" }

  package func text(of refusal: ExploringStart.Refusal) -> String {
    switch refusal {
    case .programs: "programs outside the cluster cannot be explored; leave the pods out"
    case .features(let features):
      "these features go by clocks or by inputs that are not explored; switch them off: "
        + features.map(\.id).joined(separator: ", ")
    case .paused(let server): "\(server) is paused, which cannot be explored; resume it first"
    case .split: "servers do not reach each other, which cannot be explored; heal the network first"
    case .wiped(let server): "\(server)'s disk was lost, which Raft does not allow for"
    case .request(let flight):
      "a client's request is on its way (#\(flight)), which cannot be explored; let it arrive or "
        + "drop it first"
    }
  }

  package func text(of misfit: ExploringGoal.Misfit) -> String {
    switch misfit {
    case .noEntry(let index):
      "no server has that entry \(index) at the start, so it cannot be lost; start from the end of a "
        + "script in which one has it"
    case .severalEntries(let index, let terms):
      "servers have several entries \(index); say which: "
        + terms.map { "entry \(index) of term \($0) lost" }.joined(separator: ", or ")
    case .noWrite: "no client can write that: all of them wait for answers at the start"
    }
  }

  package func text(of failure: ExploredPath.Failure) -> String {
    switch failure {
    case .refused(let move, let act, _):
      "move \(move) cannot be repeated: the simulation refuses `\(act.text)`"
    case .noSuchMessage(let move): "move \(move) cannot be repeated: its message is not in flight"
    case .otherState(let move, let server):
      "move \(move) cannot be repeated: the simulation brings \(server) into another state"
    case .unseen(let property):
      "the simulation's own checkers do not find \(property.id) violated on this path"
    }
  }

  package func text(of figures: Figures, rate: String?) -> String {
    "depth \(figures.depth), \(figures.states == 1 ? "1 state" : "\(figures.states) states"), "
      + (rate.map { "\($0) states/s, " } ?? "") + "\(figures.bytes >> 20) MiB"
  }

  package func odds(_ odds: Double) -> String {
    "that any two of these states were taken for one: "
      + (Figures.chances(of: odds).map { "1 chance in \($0)" } ?? "no chance worth naming")
  }

  package func cut(_ count: Int) -> String {
    "not followed: \(count) steps beyond the bounds on terms, log lengths or messages"
  }

  package func neverFired(_ rules: [Rule]) -> String {
    "rules that never fired, so that nothing is said of them: "
      + rules.map(\.id).joined(separator: ", ")
  }

  package func text(of error: ModelError) -> String {
    switch error {
    case .servers(let count): "a cluster has 1 to \(ServerID.maximum) servers, not \(count)"
    case .features(let features): text(of: ExploringStart.Refusal.features(features))
    case .bound(let thing, let limit, let most):
      "--\(thing.id) \(limit): it takes 0 to \(most)"
    case .messages(let count, let most): "--messages \(count): it takes 0 to \(most)"
    case .members: "the start has other servers than the cluster"
    case .beyondPlainRaft(let server):
      "\(server) is in the midst of what only a feature does, which cannot be explored"
    case .tooManyMessages(let count, let bound):
      "\(count) messages are in flight at the start already; --messages \(bound) must be raised to "
        + "\(count) at least"
    case .tooFar(let server): "\(server)'s log or term is beyond what can be held"
    case .noSuchEntry(let entry):
      text(of: ExploringGoal.Misfit.noEntry(entry.index))
    case .noSuchServer(let server): "there is no \(server) in this cluster"
    }
  }
}
