import RaftCore
import Simulation

extension English {
  package func crashes(_ server: ServerID, kept: Int, records: Int) -> Phrase {
    let writes: Phrase = kept == 1 ? "one write" : "\(count: kept) writes"
    // What reached the disk of a write that was under way, beyond all that was there before.
    let more: Phrase =
      switch (kept, records) {
      case (0, 0): ""
      case (_, 0): "; \(writes) under way still got there"
      case (0, 1): "; a write was torn after its first record"
      case (0, _): "; a write was torn after \(count: records) records"
      case (_, 1): "; \(writes) and a record of the next got there"
      case (_, _): "; \(writes) and \(count: records) records of the next got there"
      }
    return """
      \(server) \(strong: "crashes"): role, commitIndex and state machine are gone; what has \
      reached its disk of term, vote and log stays\(more).
      """
  }

  package func isStopped(_ server: ServerID, handsOver: Bool) -> Phrase {
    handsOver
      ? """
      \(server) is \(strong: "told to stop"): it leads, so it hands over first, and goes down when \
      that is done or given up.
      """
      : """
      \(server) is \(strong: "stopped"), in an orderly way: what its disk was writing is done, and \
      its role, commitIndex and state machine are gone.
      """
  }

  package func isStarted(_ server: ServerID) -> Phrase {
    "\(server) is \(strong: "started again")."
  }

  package func losesDisk(_ server: ServerID) -> Phrase {
    """
    \(server) \(strong: "loses its disk"), and with it term, vote and log. Raft does not allow for \
    that: promises may be broken now.
    """
  }

  package func pauses(_ server: ServerID) -> Phrase {
    "\(server) \(strong: "stands still"): its timers and its messages wait."
  }

  package func resumes(_ server: ServerID) -> Phrase {
    "\(server) \(strong: "goes on"): what waited for it happens now, all at once."
  }

  package func isMadeToTimeOut(_ server: ServerID) -> Phrase {
    "\(server)'s election timer is \(strong: "made to run out") now."
  }

  package func isMadeToBeat(_ server: ServerID) -> Phrase {
    "\(server)'s heartbeat timer is \(strong: "made to run out") now."
  }

  package func isMadeToSync(_ server: ServerID) -> Phrase {
    "\(server)'s oldest write is \(strong: "made to reach the disk") now."
  }

  package func goesOnByHand() -> Phrase {
    """
    From now on the run goes on \(strong: "by hand"): no timer runs out, no message arrives and no \
    write is done unless somebody makes it.
    """
  }

  package func isReseeded(with seed: UInt64) -> Phrase {
    """
    What is random from now on is \(strong: "drawn as by seed \(seed)"): timeouts, latencies, losses \
    and clients' choices.
    """
  }

  package func isMadeToRetry(_ client: ClientID, at server: ServerID?) -> Phrase {
    guard let server else { return "\(client) is \(strong: "made to ask again") now." }
    return "\(client) is \(strong: "made to ask again") now, and asks \(server)."
  }

  package func isMadeToGiveUp(_ client: ClientID) -> Phrase {
    """
    \(client) is \(strong: "made to give up"): it will never know whether its request was done.
    """
  }

  package func splits(_ sides: [ServerSet], majority: ServerSet?) -> Phrase {
    let names = Phrase.list(sides.map(braced), separator: ", ", last: " and ")
    let outlook: Phrase =
      if let majority {
        "only \(braced(majority)) has a majority"
      } else {
        "no side has a majority"
      }
    return "The network \(strong: "splits") into \(names): \(outlook)."
  }

  /// `{S1 S2}`.
  func braced(_ side: ServerSet) -> Phrase {
    "{\(Phrase.list(side.map { "\($0)" }, separator: " "))}"
  }

  package func isIsolated(_ server: ServerID) -> Phrase {
    "\(server) is \(strong: "cut off") from all other servers."
  }

  package func isCut(from: ServerID, to: ServerID) -> Phrase {
    "The link from \(from) to \(to) is \(strong: "cut"), in this direction."
  }

  package func isMended(from: ServerID, to: ServerID) -> Phrase {
    "The link from \(from) to \(to) is \(strong: "mended")."
  }

  package func heals() -> Phrase {
    "The network is \(strong: "whole again"): every server reaches every other."
  }

  package func jumps(_ server: ServerID, by span: TimeSpan) -> Phrase {
    let time = Phrase.thousandths(abs(span))
    return span < 0
      ? "\(server)'s clock \(strong: "jumps back") by \(time) ms: its timers run out that much later."
      : """
      \(server)'s clock \(strong: "jumps ahead") by \(time) ms: its timers run out that much sooner.
      """
  }

  package func writes(_ server: ServerID, within span: TimeSpan) -> Phrase {
    "A write to \(server)'s disk \(strong: "takes \(Phrase.thousandths(span).text) ms") from now on."
  }

  package func timesOut(within spans: ClosedRange<TimeSpan>) -> Phrase {
    """
    Election timeouts are now \(strong: "drawn from \(ActNumber.text(of: spans))"): each timer as soon \
    as it is started again.
    """
  }

  package func beats(every span: TimeSpan) -> Phrase {
    """
    A leader now \(strong: "sends heartbeats every \(ActNumber.text(of: span))"), from its next one on.
    """
  }

  package func runs(_ server: ServerID, permille: Int) -> Phrase {
    permille == 1000
      ? "\(server)'s clock runs at the \(strong: "right speed") again."
      : """
      \(server)'s clock now \(strong: "runs at") \(.thousandths(permille)) times the right speed.
      """
  }

  package func changesLink(from: ServerID?, to: ServerID?, _ quality: LinkQuality) -> Phrase {
    let sender: Phrase = if let from { "from \(from)" } else { "from every server" }
    let receiver: Phrase = if let to { "to \(to)" } else { "to every other" }
    return """
      The link \(sender) \(receiver) \(strong: "changes"): \
      \(.thousandths(quality.latency.lowerBound)) to \
      \(.thousandths(quality.latency.upperBound)) ms; of 1000 messages \(count: quality.loss) are \
      lost, \(count: quality.duplication) doubled, \(count: quality.reordering) late.
      """
  }

  package func switches(_ rule: RuleText, isOn: Bool) -> Phrase {
    """
    The rule “\(Phrase(stringLiteral: rule.title))” is \
    \(strong: isOn ? "switched on" : "switched off"), for all servers.
    """
  }

  private func quoted(_ feature: Feature) -> Phrase {
    "“\(Phrase(stringLiteral: name(of: feature)))”"
  }

  package func text(of refusal: Refusal) -> Phrase {
    switch refusal {
    case .noSuchServer(let server): "There is no server \(server)."
    case .isDown(let server): "\(server) is down: all it can do is start again."
    case .isUp(let server): "\(server) is not down, so it cannot be started."
    case .isPaused(let server): "\(server) is paused."
    case .isNotPaused(let server): "\(server) is not paused."
    case .isLeader(let server): "\(server) is the leader: a leader has no election timer."
    case .isNoLeader(let server): "\(server) does not lead: only a leader has a heartbeat timer."
    case .writesNothing(let server): "\(server) has nothing to write to its disk."
    case .waitsForNothing(let client): "\(client) waits for no answer."
    case .isManual: "Nothing happens by itself already."
    case .noSuchFlight: "That message is no longer on its way."
    case .isHeld: "That message is held already."
    case .isWhole: "The network is whole already."
    case .clientsBusy: "All clients wait for answers."
    case .essential(let rule):
      "The rule “\(Phrase(stringLiteral: text(of: rule).title))” cannot be switched off."
    case .isOff(let feature): "\(quoted(feature)) is not switched on."
    case .needs(let feature, let needed):
      "\(quoted(feature)) needs \(quoted(needed)), which is not switched on."
    case .isNeeded(let feature, by: let other):
      "\(quoted(feature)) cannot be switched off: \(quoted(other)) needs it."
    case .nobodyLeads: "No server leads."
    case .isHandedTo(let server): "The leader is handing over to \(server) already."
    case .leadsAlready(let server): "\(server) leads already: it hands over to others only."
    case .isStopping(let server): "\(server) was told to stop already, and is handing over."
    case .hasSnapshot(let server):
      "\(server) has applied nothing that its latest snapshot does not include."
    case .isWritingSnapshot(let server): "\(server) is writing a snapshot to its disk already."
    case .isMember(let server): "\(server) is in the configuration already."
    case .isNoMember(let server): "\(server) is not in the configuration."
    case .isNoLearner(let server): "\(server) is no learner, so it cannot be promoted."
    case .leavesNobody: "Nobody would be left who votes."
    case .changesNothing: "The configuration is so already."
    case .noPrograms: "There are no pods in this run: start with --pods."
    case .noSuchProgram(let program): "There is no \(program) in this run."
    case .programIsDown(let program): "\(program) is down: all it can do is start again."
    case .programIsUp(let program): "\(program) is not down, so it cannot be started."
    case .programIsPaused(let program): "\(program) is paused."
    case .programIsNotPaused(let program): "\(program) is not paused."
    case .electsNobody(let program): "\(program) takes no part in an election."
    case .leadsNothing(let program): "\(program) does not believe that it leads."
    case .watchesNothing: "Nothing is watched."
    case .hasNoCounterpart(let counterpart): Phrase(stringLiteral: counterpart.english)
    case .nothingDue(let party, .next): "Nothing is due for \(party.name)."
    case .nothingDue(let party, let due): "\(party.name) has no \(command: due.name) due."
    case .essentialElection(let rule):
      "The rule “\(Phrase(stringLiteral: text(of: rule).title))” cannot be switched."
    }
  }
}
