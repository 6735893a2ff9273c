import KeyValue

// Standing in line, and what whoever is at its head can do (`concurrency.Election`).
extension SessionElector {
  /// The key of this session is created, once; whoever stands already stays where it is.
  package mutating func campaign(at clock: Int, into step: inout ProgramStep) {
    guard let held = lease.held else { return }
    let key = Text("\(prefix)\(String(held.id, radix: 16))")!
    let transaction = Transaction(
      if: [Comparison(key, .createRevision(0))],
      then: [.put(key, Text(elector.name)!, lease: held.id)], else: [.range(.key(key))])
    let (number, effect) = call(
      .request(.transaction(transaction), .linearizable), timeout: times.requestTimeout)
    asked = .join(number, key)
    step.fire(.joinLine, because: evidence(held, at: clock), effect)
  }

  mutating func joined(
    _ key: Text, _ answer: StoreAnswer, at clock: Int, into step: inout ProgramStep
  ) {
    guard let held = lease.held else { return retry(at: clock, into: &step) }
    switch answer.response {
    case .transaction(true, _):
      candidacy = Candidacy(key: key, lease: held.id, created: answer.revision)
    case .transaction(false, let answers):
      guard case .range(let records, _)? = answers.first?.response, let own = records.first
      else { return }
      candidacy = Candidacy(key: key, lease: held.id, created: own.createRevision)
      step.fire(
        .stillInLine,
        because: .ownKey(key, created: own.createRevision, expected: own.createRevision))
      if own.value != Text(elector.name)! { put(Text(elector.name)!, into: &step) }
    case .failed(.leaseNotFound):
      leaseEnded(.leaseNotFound, at: clock, into: &step)
      return beginAnew(at: clock, into: &step)
    case .put, .range, .deleted, .compacted, .granted, .revoked, .checkpointed, .failed:
      return tryAgainLater(.unavailable, at: clock, into: &step)
    }
    askLeader(into: &step)
    lookForOneBefore(into: &step)
  }

  /// The youngest of the keys that are older than its own: etcd picks it; here the client does.
  private mutating func lookForOneBefore(into step: inout ProgramStep) {
    guard let candidacy else { return }
    let (number, effect) = call(
      .request(.keys(.range(.prefix(prefix))), .linearizable), timeout: times.requestTimeout)
    asked = .look(number)
    step.fire(
      .lookForOneBefore,
      because: .ownKey(candidacy.key, created: nil, expected: candidacy.created), effect)
  }

  mutating func lookedForOneBefore(
    _ answer: StoreAnswer, at clock: Int, into step: inout ProgramStep
  ) {
    guard let candidacy, case .range(let records, _) = answer.response else {
      return tryAgainLater(.unavailable, at: clock, into: &step)
    }
    let before = records.filter { $0.createRevision < candidacy.created }
      .max { $0.createRevision < $1.createRevision }
    if let before {
      asked = .deletion(before.key)
      return step.fire(
        .waitForOneBefore,
        because: .before(before.key, created: before.createRevision, own: candidacy.created),
        .watch(.key(before.key), from: answer.revision))
    }
    let own = records.first { $0.key == candidacy.key }
    let evidence = ElectionEvidence.ownKey(
      candidacy.key, created: own?.createRevision, expected: candidacy.created)
    if options[.lookAgainAfterWaiting], own?.createRevision != candidacy.created {
      step.fire(.lookAgainAfterWaiting, because: evidence)
      leaseEnded(.leaseNotFound, at: clock, into: &step)
      return beginAnew(at: clock, into: &step)
    }
    becomeElected(by: candidacy.created, because: evidence, at: clock, into: &step)
    // Only now does whoever called Campaign look whether the session is still there.
    if lease.held == nil { stopBecauseLeaseEnded(at: clock, into: &step) }
  }

  mutating func watched(
    _ response: Watcher.Response, at clock: Int, into step: inout ProgramStep
  ) {
    guard case .deletion(let key)? = asked else { return }
    switch response {
    case .changes(let changes, _):
      guard let deletion = changes.first(where: { $0.isDeletion && $0.key == key }) else { return }
      asked = nil
      step.fire(
        .oneBeforeIsGone, because: .key(key, succeeded: true, revision: deletion.modRevision),
        .cancelWatch)
      lookForOneBefore(into: &step)
    case .cancelled: watchLost(at: clock, into: &step)
    }
  }

  /// Deviation: the library takes a broken watch up again by itself, and gives the candidacy up when
  /// what the watch should say next is forgotten. Looking again comes to the same.
  mutating func watchLost(at clock: Int, into step: inout ProgramStep) {
    guard case .deletion? = asked else { return }
    asked = nil
    step.fire(.watchLost, because: .clock(clock), .cancelWatch)
    lookForOneBefore(into: &step)
  }

  // MARK: Leader, Proclaim

  private mutating func askLeader(into step: inout ProgramStep) {
    let (number, effect) = call(
      .request(.keys(.range(.prefix(prefix))), .linearizable), timeout: times.requestTimeout)
    leaderAsked = number
    step.fire(.askLeader, because: .none, effect)
  }

  /// The oldest key under the prefix leads, whoever wrote it.
  mutating func leaderAnswered(_ answer: StoreAnswer, into step: inout ProgramStep) {
    leaderAsked = nil
    guard case .range(let records, _) = answer.response,
      let oldest = records.min(by: { $0.createRevision < $1.createRevision })
    else { return }
    leader = oldest.value
    step.fire(
      .leaderTold,
      because: .before(oldest.key, created: oldest.createRevision, own: candidacy?.created))
  }

  /// The leader tells others a new value, provided that its key is the one that it created.
  mutating func proclaim(_ value: Text, into step: inout ProgramStep) {
    guard elector.belief != nil, asked == nil, let number = put(value, into: &step) else { return }
    asked = .proclaim(number)
  }

  /// - Returns: the number of the question; nil when there is no key.
  @discardableResult
  private mutating func put(_ value: Text, into step: inout ProgramStep) -> CallNumber? {
    guard let candidacy else { return nil }
    let transaction = Transaction(
      if: [Comparison(candidacy.key, .createRevision(candidacy.created))],
      then: [.put(candidacy.key, value, lease: candidacy.lease)])
    let (number, effect) = call(
      .request(.transaction(transaction), .linearizable), timeout: times.requestTimeout)
    step.fire(
      .proclaim,
      because: .ownKey(candidacy.key, created: candidacy.created, expected: candidacy.created),
      effect)
    return number
  }

  /// Whoever learns that its key is not its own any more leads no more.
  mutating func proclaimed(
    _ answer: StoreAnswer, at clock: Int, into step: inout ProgramStep
  ) {
    guard let candidacy, case .transaction(false, _) = answer.response else { return }
    step.fire(
      .noLongerLeader,
      because: .key(candidacy.key, succeeded: false, revision: answer.revision))
    endLeading(at: clock, into: &step)
  }
}
