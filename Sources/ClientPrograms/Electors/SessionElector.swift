import KeyValue

/// etcd's Session and Election: each candidate puts a key of its own under a prefix, and the oldest
/// of them leads. Each waits for the *one* before it, so that nobody wakes in vain.
///
/// As in the library nobody looks, after waiting, whether its own key is still there, and a session
/// that ends ends no waiting: a candidate that is long gone for etcd is told that it leads. See
/// `ElectionRule.lookAgainAfterWaiting`.
package struct SessionElector: LeasedElector {
  package var elector: ElectorState
  package var lease = LeaseState()
  /// What all keys of the election begin with.
  package let prefix: Text
  /// The key by which it stands, and by when that was created; its fencing token.
  package internal(set) var candidacy: Candidacy?
  /// Who leads, as it was told last.
  package internal(set) var leader: Text?
  var asked: Asked?
  /// The question who leads.
  var leaderAsked: CallNumber?

  /// A place in line.
  package struct Candidacy: Hashable, Sendable {
    package let key: Text
    package let lease: LeaseID
    /// The revision at which the key was created.
    package let created: Revision
  }

  enum Asked: Hashable, Sendable {
    /// The answer to the transaction by which it stands, with this key.
    case join(CallNumber, Text)
    /// Who is before it.
    case look(CallNumber)
    /// The deletion of the key before its own.
    case deletion(Text)
    /// Whether a new value was taken.
    case proclaim(CallNumber)
  }

  package init(
    pod: Int, name: String, prefix: Text = Text("/election/")!,
    options: ElectionOptions = ElectionOptions(), times: ElectionTimes = ElectionTimes()
  ) {
    elector = ElectorState(
      pod: pod, name: name, contest: prefix.description, options: options, times: times)
    self.prefix = prefix
  }

  package var ttl: Int { times.sessionTTL }

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
    case .failed(let call, let failure): failed(call, failure, at: clock, into: &step)
    case .watched(let response): watched(response, at: clock, into: &step)
    case .watchLost: watchLost(at: clock, into: &step)
    case .release: releaseEarly(at: clock, into: &step)
    case .cancel: cancel(at: clock, into: &step)
    case .proclaim(let value): proclaim(value, into: &step)
    case .asked, .watch, .unwatch: break
    }
  }

  private mutating func answered(
    _ call: CallNumber, _ answer: StoreAnswer, at clock: Int, into step: inout ProgramStep
  ) {
    if call == lease.asking { return leaseAnswered(answer, at: clock, into: &step) }
    if call == leaderAsked { return leaderAnswered(answer, into: &step) }
    switch asked {
    case .join(call, let key):
      asked = nil
      joined(key, answer, at: clock, into: &step)
    case .look(call):
      asked = nil
      lookedForOneBefore(answer, at: clock, into: &step)
    case .proclaim(call):
      asked = nil
      proclaimed(answer, at: clock, into: &step)
    case .join, .look, .proclaim, .deletion, nil: break
    }
  }

  /// Campaign returns an error: whoever called it calls it again.
  private mutating func failed(
    _ call: CallNumber, _ failure: CallFailure, at clock: Int, into step: inout ProgramStep
  ) {
    switch asked {
    case .join(call, _), .look(call): asked = nil
    // It leads whether its value was taken or not.
    case .proclaim(call):
      asked = nil
      return
    case .join, .look, .proclaim, .deletion, nil:
      guard call == lease.asking else { return }
      lease.asking = nil
    }
    tryAgainLater(failure, at: clock, into: &step)
  }

  /// The library does not end a wait when the session ends.
  package mutating func leaseEndedBeforeElection(at clock: Int, into step: inout ProgramStep) {}

  /// Resign, then the session's Close.
  package mutating func giveUpKey(at clock: Int, into step: inout ProgramStep) {
    if let candidacy {
      let transaction = Transaction(
        if: [Comparison(candidacy.key, .createRevision(candidacy.created))],
        then: [.delete(.key(candidacy.key))])
      let (_, effect) = call(
        .request(.transaction(transaction), .linearizable), timeout: times.requestTimeout)
      step.fire(
        .resign,
        because: .ownKey(
          candidacy.key, created: candidacy.created, expected: candidacy.created), effect)
    }
    revokeLease(.closeSession, at: clock, into: &step)
  }

  package mutating func forgetCandidacy() {
    candidacy = nil
    asked = nil
    leaderAsked = nil
  }
}
