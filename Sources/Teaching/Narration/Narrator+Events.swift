import ClientPrograms
import KeyValue
import RaftCore
import Simulation

// Whole events: what came from outside, and what the servers made of it.
extension Narrator {
  /// An event as a story: what happened, then each rule that fired in order, then the safety
  /// property that broke, if one did. Never empty but for `.quiet`.
  ///
  /// - Parameters:
  ///   - event: what happened.
  ///   - cluster: the cluster just after it; asked for only by those stories that need it. At any
  ///     other moment, or nil, a client's request and the sides of a split are told from the event
  ///     alone.
  package func story(
    of event: Happening, in cluster: @autoclosure () -> ClusterState? = nil
  ) -> [Sentence] {
    var sentences: [Sentence] = []
    if let opening = opening(of: event, in: cluster) { sentences.append(Sentence(opening)) }
    let isToldByRules = sentences.isEmpty
    if var scene = scene(of: event, in: cluster) {
      scene.electionTimer = event.electionTimer
      sentences += self.sentences(for: event.step.firings, in: scene)
    }
    sentences += outsideSentences(of: event)
    if isToldByRules, !sentences.isEmpty, let witness = words.isKnown(by: event.witness) {
      sentences.append(Sentence(witness))
    }
    if let violation = event.violation { sentences.append(sentence(for: violation)) }
    return sentences
  }

  /// The one sentence of an event's story to show when there is room for one; what broke by it is
  /// named before. Nil only for `.quiet`.
  package func headline(
    of event: Happening, in cluster: @autoclosure () -> ClusterState? = nil
  ) -> Sentence? {
    let happening = happening(of: event, in: cluster)
    guard let violation = event.violation else { return happening }
    guard let happening else { return sentence(for: violation) }
    let property = words.text(of: violation.property).title
    return Sentence(
      words.breaks(property, happening.phrase), rule: happening.rule, source: happening.source)
  }

  /// The most telling thing about an event, whether something broke by it or not.
  private func happening(of event: Happening, in cluster: () -> ClusterState?) -> Sentence? {
    if let sentence = outsideHeadline(of: event) { return sentence }
    if let scene = scene(of: event, in: cluster), let telling = event.telling {
      return sentence(for: telling, in: scene)
    }
    return opening(of: event, in: cluster).map { Sentence($0) }
  }

  /// A safety property that does not hold any more: its name, and how it broke.
  package func sentence(for violation: Violation) -> Sentence {
    let name = words.text(of: violation.property).title
    let detail = words.text(of: violation.detail) { self.name(of: $0) }
    return Sentence(words.isViolated(name, detail))
  }

  /// What a cluster did not do although nothing hindered it.
  package func sentence(for failure: LivenessFailure) -> Sentence {
    Sentence(words.text(of: failure))
  }

  /// What happened before any rule fired; nil when the firings say it all.
  private func opening(of event: Happening, in cluster: () -> ClusterState?) -> Phrase? {
    switch event.what {
    case .quiet: return nil
    case .stimulus(let stimulus): return opening(of: stimulus, event, in: cluster)
    case .delivered:
      guard event.step.firings.isEmpty, let flight = event.flight else { return nil }
      return event.witness == .simulation
        ? words.nothingFollows(flight.packet) : passes(flight.packet)
    case .lost(let loss):
      return event.flight.map { flight in
        event.witness != .simulation && loss == .cut
          ? words.isSwallowed(flight.packet) : words.isLost(flight.packet, by: loss)
      }
    case .timeout(let timer):
      guard event.step.firings.isEmpty, let server = event.server else { return nil }
      return words.runsOutForNothing(server, timer)
    case .written(let write): return onDisk(write, event)
    case .answered: return answer(in: event)
    case .retried(let server): return event.client.map { words.retries($0, at: server) }
    case .gaveUp: return event.client.map { words.givesUp($0) }
    case .asked: return request(in: event, cluster)
    case .outside: return outsideOpening(of: event)
    case .seen(let sight): return seen(sight, event)
    }
  }

  private func answer(in event: Happening) -> Phrase? {
    guard case .answer(let reply, let client, let server, _) = event.flight?.packet else {
      return nil
    }
    switch reply {
    case .done(_, let index) where event.isTooLate:
      return words.getsTooLate(client, index: index, from: server)
    case .done(let outcome, let index):
      return words.gets(client, outcome, index: index, from: server)
    case .redirect(let leader):
      return words.isRedirected(
        client, from: server, to: leader, follows: !event.sent.isEmpty)
    }
  }

  private func request(in event: Happening, _ cluster: () -> ClusterState?) -> Phrase? {
    guard let client = event.client else { return nil }
    if let request = moment(of: event, cluster)?[client]?.request {
      guard request.opening == nil else {
        return words.asksForSession(client, at: request.target, for: request.operation)
      }
      return words.asks(client, for: request.operation, at: request.target)
    }
    switch event.what {
    case .stimulus(.write(let key, let value, let server)):
      let operation = Operation(
        client: client.number, serial: 1, kind: .write(value), key: key)
      return words.asks(client, for: operation, at: server)
    case .stimulus(.read(let key, let server, let way)):
      let operation = Operation(
        client: client.number, serial: 1, kind: .read, key: key, way: way)
      return words.asks(client, for: operation, at: server)
    // No other act asks for anything.
    case .stimulus, .quiet, .delivered, .lost, .timeout, .written, .answered, .retried, .gaveUp,
      .asked, .outside, .seen:
      return words.asks(client, for: nil, at: nil)
    }
  }
}

// What comes from outside.
extension Narrator {
  private func opening(
    of stimulus: Stimulus, _ event: Happening, in cluster: () -> ClusterState?
  ) -> Phrase? {
    switch stimulus {
    case .crash(let server, let kept, let records):
      words.crashes(server, kept: kept, records: records)
    case .stop(let server): words.isStopped(server, handsOver: !event.step.firings.isEmpty)
    case .restart(let server): words.isStarted(server)
    case .wipe(let server):
      entries == nil ? words.losesDisk(server) : words.isReplaced(server)
    case .pause(let server): words.pauses(server)
    case .resume(let server): words.resumes(server)
    case .timeOut(let server): words.isMadeToTimeOut(server)
    case .heartbeat(let server): words.isMadeToBeat(server)
    case .sync(let server): words.isMadeToSync(server)
    case .retry(let client, let server):
      words.isMadeToRetry(
        client, at: server ?? moment(of: event, cluster)?[client]?.request?.target)
    case .giveUp(let client): words.isMadeToGiveUp(client)
    case .manual: words.goesOnByHand()
    case .reseed(let seed): words.isReseeded(with: seed)
    case .split(let sides): split(Array(sides), in: moment(of: event, cluster))
    case .isolate(let server): words.isIsolated(server)
    case .cut(let from, let to): words.isCut(from: from, to: to)
    case .mend(let from, let to): words.isMended(from: from, to: to)
    case .heal: words.heals()
    case .write, .read: request(in: event, cluster)
    case .drop, .duplicate, .hold, .deliver: interference(stimulus, event)
    case .setClock(let server, let permille): words.runs(server, permille: permille)
    case .jumpClock(let server, let span): words.jumps(server, by: span)
    case .setDisk(let server, let span): words.writes(server, within: span)
    case .setTiming(.electionTimeout(let spans)): words.timesOut(within: spans)
    case .setTiming(.heartbeat(let span)): words.beats(every: span)
    case .setLink(let from, let to, let quality):
      words.changesLink(from: from, to: to, quality)
    case .setRule(let rule, let isOn): words.switches(words.text(of: rule), isOn: isOn)
    case .setFeature(let feature, let isOn): words.switches(feature, isOn: isOn)
    case .transfer(let target): words.isToHandOver(event.server, to: target)
    case .snapshot(let server): words.isToTakeSnapshot(server)
    case .changeMembers(let change): words.isToChange(event.server, change)
    case .outside(let act): opening(of: act, event.outside)
    }
  }

  private func split(_ named: [ServerSet], in cluster: ClusterState?) -> Phrase {
    let sides = cluster?.network.groups ?? named
    guard sides.count > 1 else { return words.heals() }
    let membership =
      cluster?.membership ?? Membership(voters: sides.reduce([]) { $0.union($1) })
    return words.splits(sides, majority: sides.first { membership.isQuorum($0) })
  }

  private func interference(_ stimulus: Stimulus, _ event: Happening) -> Phrase? {
    guard let flight = event.flight else { return nil }
    return switch (stimulus, flight.loss) {
    case (.duplicate, _): words.isDuplicated(flight.packet)
    case (.hold, _): words.isHeld(flight.packet)
    case (_, let loss?): words.isLost(flight.packet, by: loss)
    case (_, nil): words.isDelivered(flight.packet)
    }
  }
}

// Where and when.
extension Narrator {
  /// The cluster just after an event; nil when it is not at hand.
  private func moment(of event: Happening, _ cluster: () -> ClusterState?) -> ClusterState? {
    guard let state = cluster(), state.position == event.number else { return nil }
    return state
  }

  /// Where an event's rules fired; nil when it happened at no server.
  private func scene(of event: Happening, in cluster: () -> ClusterState?) -> Scene? {
    guard let server = event.server else { return nil }
    var scene = Scene(
      at: server, receiving: event.message, before: event.before,
      after: event.after ?? moment(of: event, cluster)?[server].raft,
      effects: Array(event.step.effects))
    if case .stimulus(.timeOut) = event.what { scene.isByHand = true }
    return scene
  }
}
