import ClientPrograms
import KeyValue
import RaftCore
import Simulation

// Events of the programs outside: what happened, what of their rules fired, who believes now.
extension Narrator {
  /// What an event was for the programs outside, but for what happened before any rule fired.
  func outsideSentences(of event: Happening) -> [Sentence] {
    guard let outside = event.outside else { return [] }
    var sentences = outside.firings.map { sentence(for: $0, of: event, outside) }
    if let late = outside.lateWork, let sender = ProgramID(late.work.sender) {
      sentences.append(
        Sentence(
          words.isTakenFromDeposed(
            sender, token: late.work.token, since: late.late / 1000,
            holder: late.holder.flatMap { ProgramID($0) })))
    }
    if let change = outside.believers {
      sentences.append(
        Sentence(words.believe(change.after, afterSeveral: change.lasted.map { $0 / 1000 })))
    }
    if let change = outside.holder {
      sentences.append(Sentence(words.leads(change.after, of: change.contest)))
    }
    return sentences
  }

  /// The most telling of them; nil when no rule fired and nobody began or ceased to believe.
  func outsideHeadline(of event: Happening) -> Sentence? {
    guard let outside = event.outside else { return nil }
    if let change = outside.believers, change.after.count > 1 || change.lasted != nil {
      return Sentence(words.believe(change.after, afterSeveral: change.lasted.map { $0 / 1000 }))
    }
    // What Raft did with the entry tells more than what the member did beside.
    guard outside.what != .applied else { return nil }
    return outside.telling.map { sentence(for: $0, of: event, outside) }
  }

  private func sentence(
    for firing: ProgramFiring, of event: Happening, _ outside: OutsideEvent
  ) -> Sentence {
    if let program = outside.program {
      let scene = ProgramScene(at: program, effects: outside.effects)
      return sentence(for: firing, in: scene)
    }
    var scene = MemberScene(at: event.server ?? ServerID(1))
    scene.call = outside.call
    scene.waited = outside.waited.map { $0 / 1000 }
    scene.leader = event.after?.leader
    switch outside.what {
    case .proposesAtLast(_, let program), .gaveUp(_, let program): scene.asker = program
    case .act, .applied, .started, .timedOut, .unanswered, .delivered, .lost, .leasesRanOut,
      .leasesWrittenDown, .revokes:
      break
    }
    if case .letter(let letter)? = event.flight?.packet {
      scene.asker = letter.from.program
      switch letter.content {
      case .question(_, let call): scene.call = call
      case .watch(_, let keys, let start): scene.watch = (keys, start)
      case .handedOn(_, let call, let asker):
        scene.call = call
        scene.asker = asker
      case .answer, .failure, .unwatch, .notice, .watchLost, .handedBack: break
      }
    }
    return sentence(for: firing, in: scene)
  }

  /// What happened before any rule fired; nil when the firings say it all.
  func outsideOpening(of event: Happening) -> Phrase? {
    guard let outside = event.outside else { return nil }
    let isTold = !outside.firings.isEmpty || !event.step.firings.isEmpty
    switch outside.what {
    case .act, .applied, .leasesRanOut, .leasesWrittenDown: return nil
    case .started: return outside.program.map { words.starts($0) }
    case .timedOut(let timer):
      return isTold ? nil : outside.program.map { words.runsOutForNothing($0, timer) }
    case .unanswered:
      guard let program = outside.program, let call = outside.call else { return nil }
      return words.timesOut(call, of: program, after: (outside.waited ?? 0) / 1000)
    case .delivered: return isTold ? nil : arrival(in: event)
    case .lost(let loss): return event.flight.map { words.isLost($0.packet, by: loss) }
    case .revokes(let leases): return event.server.map { words.revokes($0, leases) }
    case .proposesAtLast(_, let program):
      return event.server.map { words.proposesAtLast($0, outside.call, of: program) }
    case .gaveUp: return nil
    }
  }

  /// A letter arrived of which no rule says anything.
  private func arrival(in event: Happening) -> Phrase? {
    guard let flight = event.flight, case .letter(let letter) = flight.packet else { return nil }
    guard let program = letter.to.program else {
      if case .question(_, let call) = letter.content, let asker = letter.from.program {
        return words.arrives(call, of: asker, at: letter.to)
      }
      return words.nothingFollows(flight.packet)
    }
    switch letter.content {
    case .answer(_, let answer, _):
      return event.isTooLate
        ? words.comesTooLate(answer, from: letter.from, at: program)
        : words.arrives(answer, from: letter.from, at: program)
    case .failure(_, let failure):
      return words.arrives(failure, from: letter.from, at: program)
    case .notice(_, let notice):
      return letter.from.server.map { words.arrives(notice, from: $0, at: program) }
    case .watchLost:
      return letter.from.server.map { words.breaksWatch(of: program, at: $0) }
    case .question(_, let call):
      return letter.from.program.map { words.arrives(call, of: $0, at: letter.to) }
    case .watch, .unwatch, .handedOn, .handedBack: return words.nothingFollows(flight.packet)
    }
  }

  /// An act on programs outside.
  func opening(of act: ProgramAct, _ outside: OutsideEvent?) -> Phrase? {
    switch act {
    // The rule that it fires says it all.
    case .ask, .watch, .unwatch: nil
    case .crash(let program): words.crashes(program)
    case .restart(let program): words.isStarted(program)
    case .pause(let program): words.pauses(program)
    case .resume(let program): words.resumes(program)
    case .isolate(let program): words.isIsolated(program)
    case .cut(let from, let to): words.isCut(from: from, to: to)
    case .mend(let from, let to): words.isMended(from: from, to: to)
    case .setLink(let from, let to, let quality):
      words.changesLink(from: from, to: to, quality)
    case .setClock(let program, let permille): words.runs(program, permille: permille)
    case .jumpClock(let program, let span): words.jumps(program, by: span)
    case .release(let program): words.isToRelease(program)
    case .cancel(let program): words.isToEnd(program)
    case .proclaim(let program, let value): words.isToProclaim(program, value)
    case .setRule(let rule, let isOn): words.switches(rule, isOn: isOn)
    case .due(let party, let due):
      words.isMadeDue(party, outside?.what.due ?? due, of: outside?.call)
    }
  }
}

extension OutsideEvent.What {
  /// What an act brought that was due, if it brought something.
  fileprivate var due: ProgramDue? {
    switch self {
    case .started: .timer(.restart)
    case .timedOut(let timer): .timer(timer)
    case .unanswered: .answer
    case .leasesRanOut, .leasesWrittenDown: .leases
    case .revokes, .proposesAtLast: .proposal
    case .gaveUp: .giveUp
    case .act, .applied, .delivered, .lost: nil
    }
  }
}
