import ClientPrograms
import KeyValue
import RaftCore

/// What a member of etcd does beside Raft: the rules, and what is said when one fires.
///
/// `asker` is the program whose request it is, `call` that request, `leader` who leads in the member's
/// eyes; each is nil where it is not known.
package protocol MemberPhrases {
  var beginCounting: RuleText { get }
  var serveKeepAlive: RuleText { get }
  var handOnKeepAlive: RuleText { get }
  var findExpired: RuleText { get }
  var makeSureBeforeRevoking: RuleText { get }
  var checkpointLeases: RuleText { get }
  var openWatch: RuleText { get }
  var waitForLeader: RuleText { get }
  var giveUpRequest: RuleText { get }

  func beginsCounting(_ server: ServerID) -> Phrase
  /// `ttl` is nil where it is not known.
  func servesKeepAlive(_ server: ServerID, of lease: LeaseID, ttl: Int?, for asker: ProgramID?)
    -> Phrase
  func handsOnKeepAlive(
    _ server: ServerID, of lease: LeaseID, from asker: ProgramID?, to leader: ServerID?
  ) -> Phrase
  /// The leader has found by its own count that a lease has run out.
  func proposesRevocation(_ server: ServerID, of lease: LeaseID, ttl: Int?) -> Phrase
  /// A leader asks a majority whether it still leads before it does anything about leases.
  func makesSure(_ server: ServerID, of lease: LeaseID?) -> Phrase
  /// `remaining` is in seconds.
  func checkpoints(_ server: ServerID, _ lease: LeaseID, remaining: Int) -> Phrase
  /// `start` is the first revision that the watch is to tell.
  func opensWatch(
    _ server: ServerID, on keys: KeyRange?, from start: Revision?, for asker: ProgramID?
  )
    -> Phrase
  func waitsForLeader(_ server: ServerID, with call: ProgramCall?, of asker: ProgramID?) -> Phrase
  /// A member refuses what it could not propose.
  func refusesWithoutLeader(_ server: ServerID, _ call: ProgramCall?, of asker: ProgramID?)
    -> Phrase
  /// A member has waited in vain for what it proposed or handed on; the span is nil where it is not
  /// known.
  func givesUpWaiting(
    _ server: ServerID, for call: ProgramCall?, of asker: ProgramID?, after milliseconds: Int?
  ) -> Phrase
}

/// Where a member's rule beside Raft fired, and what is known of the occasion.
package struct MemberScene: Sendable {
  package var server: ServerID
  /// The program whose request it is about, and that request.
  package var asker: ProgramID?
  package var call: ProgramCall?
  /// The keys and the first revision of a watch.
  package var watch: (keys: KeyRange, from: Revision)?
  /// Who leads in the member's eyes.
  package var leader: ServerID?
  /// How long it has waited, in milliseconds.
  package var waited: Int?

  package init(
    at server: ServerID, asker: ProgramID? = nil, call: ProgramCall? = nil,
    watch: (keys: KeyRange, from: Revision)? = nil, leader: ServerID? = nil, waited: Int? = nil
  ) {
    self.server = server
    self.asker = asker
    self.call = call
    self.watch = watch
    self.leader = leader
    self.waited = waited
  }
}

// What is said of a firing.
extension Narrator {
  /// One firing of a member's rule beside Raft in one sentence.
  package func sentence(for firing: ProgramFiring, in scene: MemberScene) -> Sentence {
    let phrase =
      fact(firing, scene)
      ?? words.otherwise(scene.server, follows: words.text(of: firing.rule))
    return Sentence(phrase, electionRule: firing.rule)
  }

  /// The fact that a firing is; nil for rules of programs, and where what is needed is not known.
  func fact(_ firing: ProgramFiring, _ scene: MemberScene) -> Phrase? {
    let server = scene.server
    switch firing.rule {
    case .beginCounting: return words.beginsCounting(server)
    case .serveKeepAlive:
      return lease(of: firing, scene).map {
        words.servesKeepAlive(server, of: $0.id, ttl: $0.seconds, for: scene.asker)
      }
    case .handOnKeepAlive:
      return lease(of: firing, scene).map {
        words.handsOnKeepAlive(server, of: $0.id, from: scene.asker, to: scene.leader)
      }
    case .findExpired:
      return lease(of: firing, scene).map {
        words.proposesRevocation(server, of: $0.id, ttl: $0.seconds)
      }
    case .makeSureBeforeRevoking: return words.makesSure(server, of: lease(of: firing, scene)?.id)
    case .checkpointLeases:
      guard case .lease(let lease, let remaining, _, _) = firing.evidence else { return nil }
      return words.checkpoints(server, lease, remaining: remaining)
    case .openWatch:
      return words.opensWatch(
        server, on: scene.watch?.keys, from: scene.watch?.from, for: scene.asker)
    case .waitForLeader: return words.waitsForLeader(server, with: scene.call, of: scene.asker)
    case .giveUpRequest:
      if case .failure(.unavailable, _) = firing.evidence {
        return words.refusesWithoutLeader(server, scene.call, of: scene.asker)
      }
      return words.givesUpWaiting(
        server, for: scene.call, of: scene.asker, after: scene.waited)
    case .grantLease, .leaseGranted, .keepLeaseAlive, .extendDeadline, .lookAtDeadline,
      .leaseNotFound, .deadlinePassed, .stopWhenLeaseEnds, .watchLost, .tryAgainLater,
      .beginLeading, .lockDelay, .doWork, .sendToken, .workAnswered, .stopLeading,
      .finishWorkFirst, .releaseEarly, .beginAnew, .createIfAbsent, .lookThenPut, .putPlainly,
      .keyIsOwn, .watchKey, .keyDeleted, .deleteOwnKey, .joinLine, .stillInLine,
      .lookForOneBefore, .waitForOneBefore, .oneBeforeIsGone, .lookAgainAfterWaiting, .askLeader,
      .leaderTold, .proclaim, .noLongerLeader, .resign, .closeSession, .getRecord, .createRecord,
      .observeChange, .leaseStillValid, .takeOver, .recordLost, .acquired, .beginRenewing,
      .renewOptimistically, .renewAfterReading, .renewed, .retryRenewal, .renewDeadlinePassed,
      .cancelContext, .stoppedLeading, .releaseOnCancel, .releaseNothing, .tokenByRevision,
      .serveGet, .serveCreate, .serveUpdate, .answerFromStore, .acceptWork, .fencing, .askByHand,
      .toldByHand, .watchByHand:
      return nil
    }
  }

  /// The lease that it is about, with its TTL: that of the evidence, else that of the request.
  private func lease(
    of firing: ProgramFiring, _ scene: MemberScene
  ) -> (id: LeaseID, seconds: Int?)? {
    if case .lease(let id, let ttl, _, _) = firing.evidence { return (id, ttl) }
    if case .keepAlive(let id) = scene.call { return (id, nil) }
    return nil
  }
}
