import KeyValue

/// The notes' way: each pod has a lease of its own; `/leader` is created with that lease if it is
/// absent; the losers watch the key, and all wake when it is deleted.
///
/// A lease itself cannot be watched. That one has ended is seen as the deletion of its keys.
package struct NotesElector: LeasedElector {
  package var elector: ElectorState
  package var lease = LeaseState()
  /// The key that all want.
  package let key: Text
  /// What it waits for.
  private var asked: Asked?

  private enum Asked: Hashable, Sendable {
    /// The answer to the transaction.
    case create(CallNumber)
    /// Whether there is a key, and then that it is put: the way of those who forget the comparison.
    case look(CallNumber)
    case put(CallNumber)
    /// The deletion of the key.
    case deletion
  }

  package init(
    pod: Int, name: String, key: Text = Text("/leader")!,
    options: ElectionOptions = ElectionOptions(), times: ElectionTimes = ElectionTimes()
  ) {
    elector = ElectorState(
      pod: pod, name: name, contest: key.description, options: options, times: times)
    self.key = key
  }

  package var ttl: Int { times.notesTTL }

  package mutating func handle(
    _ input: ProgramInput, at clock: Int, into step: inout ProgramStep
  ) {
    switch input {
    case .started: start(at: clock, into: &step)
    case .timeout(let timer): timedOut(timer, at: clock, into: &step)
    case .answered(let call, .store(let answer)):
      answered(call, answer, at: clock, into: &step)
    case .answered(_, .keptAlive(let id, let ttl)):
      keptAlive(id, ttl: ttl, at: clock, into: &step)
    case .answered(_, .work(let accepted)): workAnswered(accepted: accepted, into: &step)
    case .answered(_, .api), .answered(_, .timeToLive): break
    case .failed(let call, let failure):
      guard call == lease.asking || isAsked(call) else { return }
      lease.asking = nil
      asked = nil
      tryAgainLater(failure, at: clock, into: &step)
    case .watched(let response): watched(response, at: clock, into: &step)
    case .watchLost: watchLost(at: clock, into: &step)
    case .release: releaseEarly(at: clock, into: &step)
    case .cancel: cancel(at: clock, into: &step)
    case .proclaim, .asked, .watch, .unwatch: break
    }
  }

  private func isAsked(_ call: CallNumber) -> Bool {
    switch asked {
    case .create(call), .look(call), .put(call): true
    case .create, .look, .put, .deletion, nil: false
    }
  }

  // MARK: The election

  /// The key is created with the pod's lease, in a transaction that compares: of all who try, one
  /// succeeds, and the others are told who.
  package mutating func campaign(at clock: Int, into step: inout ProgramStep) {
    guard let held = lease.held else { return }
    guard options[.createIfAbsent] else {
      let (number, effect) = call(
        .request(.keys(.range(.key(key))), .linearizable), timeout: times.requestTimeout)
      asked = .look(number)
      return step.fire(.lookThenPut, because: evidence(held, at: clock), effect)
    }
    let transaction = Transaction(
      if: [Comparison(key, .createRevision(0))],
      then: [.put(key, Text(elector.name)!, lease: held.id)], else: [.range(.key(key))])
    let (number, effect) = call(
      .request(.transaction(transaction), .linearizable), timeout: times.requestTimeout)
    asked = .create(number)
    step.fire(.createIfAbsent, because: evidence(held, at: clock), effect)
  }

  private mutating func answered(
    _ call: CallNumber, _ answer: StoreAnswer, at clock: Int, into step: inout ProgramStep
  ) {
    if call == lease.asking { return leaseAnswered(answer, at: clock, into: &step) }
    guard isAsked(call) else { return }
    asked = nil
    switch answer.response {
    case .transaction(true, _), .put:
      becomeElected(
        by: answer.revision, because: .key(key, succeeded: true, revision: answer.revision),
        at: clock, into: &step)
    case .transaction(false, let answers):
      guard case .range(let records, _)? = answers.first?.response else { return }
      found(records.first, at: answer.revision, clock: clock, into: &step)
    case .range(let records, _):
      found(records.first, at: answer.revision, clock: clock, into: &step)
    case .failed(.leaseNotFound): leaseEnded(.leaseNotFound, at: clock, into: &step)
    case .deleted, .compacted, .granted, .revoked, .checkpointed, .failed:
      tryAgainLater(.unavailable, at: clock, into: &step)
    }
  }

  /// What was found of the key, at a revision.
  private mutating func found(
    _ record: KeyRecord?, at revision: Revision, clock: Int, into step: inout ProgramStep
  ) {
    guard let held = lease.held else { return retry(at: clock, into: &step) }
    guard let record else { return putPlainly(held, at: revision, into: &step) }
    // An earlier transaction whose answer was lost has created it.
    if record.lease == held.id {
      let evidence = ElectionEvidence.ownKey(
        key, created: record.createRevision, expected: record.createRevision)
      step.fire(.keyIsOwn, because: evidence)
      return becomeElected(
        by: record.createRevision, because: evidence, at: clock, into: &step)
    }
    asked = .deletion
    // From the very next revision on, so that nothing is missed in between.
    step.fire(
      .watchKey, because: .before(key, created: record.createRevision, own: nil),
      .watch(.key(key), from: revision + 1))
  }

  /// The key was absent a moment ago, which says nothing of the present: of several who put it the
  /// last one has it, and the first still believes.
  private mutating func putPlainly(
    _ held: LeaseState.Held, at revision: Revision, into step: inout ProgramStep
  ) {
    let put = KeyRequest.put(key, Text(elector.name)!, lease: held.id)
    let (number, effect) = call(
      .request(.keys(put), .linearizable), timeout: times.requestTimeout)
    asked = .put(number)
    step.fire(.putPlainly, because: .key(key, succeeded: false, revision: revision), effect)
  }

  private mutating func watched(
    _ response: Watcher.Response, at clock: Int, into step: inout ProgramStep
  ) {
    guard asked == .deletion else { return }
    switch response {
    case .changes(let changes, _):
      guard let deletion = changes.first(where: { $0.isDeletion && $0.key == key }) else { return }
      asked = nil
      step.fire(
        .keyDeleted, because: .key(key, succeeded: true, revision: deletion.modRevision),
        .cancelWatch)
      retry(at: clock, into: &step)
    case .cancelled: watchLost(at: clock, into: &step)
    }
  }

  /// What a watch did not say, the transaction will.
  private mutating func watchLost(at clock: Int, into step: inout ProgramStep) {
    guard asked == .deletion else { return }
    asked = nil
    step.fire(.watchLost, because: .clock(clock), .cancelWatch)
    retry(at: clock, into: &step)
  }

  // MARK: The lease

  /// It waits on with another lease.
  package mutating func leaseEndedBeforeElection(at clock: Int, into step: inout ProgramStep) {
    guard !elector.isCancelled else { return }
    forgetCandidacy()
    askForLease(at: clock, into: &step)
  }

  /// With the lease goes the key.
  package mutating func giveUpKey(at clock: Int, into step: inout ProgramStep) {
    revokeLease(.deleteOwnKey, at: clock, into: &step)
  }

  package mutating func forgetCandidacy() { asked = nil }
}
