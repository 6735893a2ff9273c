import ClientPrograms

// Every rule of programs, with its text and with what is said when it fires.

extension Phrasebook {
  /// What is written about a rule of programs.
  package func text(of rule: ElectionRule) -> RuleText {
    switch rule {
    case .grantLease: grantLease
    case .leaseGranted: leaseGranted
    case .keepLeaseAlive: keepLeaseAlive
    case .extendDeadline: extendDeadline
    case .lookAtDeadline: lookAtDeadline
    case .leaseNotFound: leaseNotFound
    case .deadlinePassed: deadlinePassed
    case .stopWhenLeaseEnds: stopWhenLeaseEnds
    case .watchLost: watchLost
    case .tryAgainLater: tryAgainLater
    case .beginLeading: beginLeading
    case .lockDelay: lockDelay
    case .doWork: doWork
    case .sendToken: sendToken
    case .workAnswered: workAnswered
    case .stopLeading: stopLeading
    case .finishWorkFirst: finishWorkFirst
    case .releaseEarly: releaseEarly
    case .beginAnew: beginAnew
    case .createIfAbsent: createIfAbsent
    case .lookThenPut: lookThenPut
    case .putPlainly: putPlainly
    case .keyIsOwn: keyIsOwn
    case .watchKey: watchKey
    case .keyDeleted: keyDeleted
    case .deleteOwnKey: deleteOwnKey
    case .joinLine: joinLine
    case .stillInLine: stillInLine
    case .lookForOneBefore: lookForOneBefore
    case .waitForOneBefore: waitForOneBefore
    case .oneBeforeIsGone: oneBeforeIsGone
    case .lookAgainAfterWaiting: lookAgainAfterWaiting
    case .askLeader: askLeader
    case .leaderTold: leaderTold
    case .proclaim: proclaim
    case .noLongerLeader: noLongerLeader
    case .resign: resign
    case .closeSession: closeSession
    case .getRecord: getRecord
    case .createRecord: createRecord
    case .observeChange: observeChange
    case .leaseStillValid: leaseStillValid
    case .takeOver: takeOver
    case .recordLost: recordLost
    case .acquired: acquired
    case .beginRenewing: beginRenewing
    case .renewOptimistically: renewOptimistically
    case .renewAfterReading: renewAfterReading
    case .renewed: renewed
    case .retryRenewal: retryRenewal
    case .renewDeadlinePassed: renewDeadlinePassed
    case .cancelContext: cancelContext
    case .stoppedLeading: stoppedLeading
    case .releaseOnCancel: releaseOnCancel
    case .releaseNothing: releaseNothing
    case .tokenByRevision: tokenByRevision
    case .serveGet: serveGet
    case .serveCreate: serveCreate
    case .serveUpdate: serveUpdate
    case .answerFromStore: answerFromStore
    case .acceptWork: acceptWork
    case .fencing: fencing
    case .beginCounting: beginCounting
    case .serveKeepAlive: serveKeepAlive
    case .handOnKeepAlive: handOnKeepAlive
    case .findExpired: findExpired
    case .makeSureBeforeRevoking: makeSureBeforeRevoking
    case .checkpointLeases: checkpointLeases
    case .openWatch: openWatch
    case .waitForLeader: waitForLeader
    case .giveUpRequest: giveUpRequest
    case .askByHand: askByHand
    case .toldByHand: toldByHand
    case .watchByHand: watchByHand
    }
  }
}

extension Narrator {
  /// What fired in one step of a program, as a story in the order of the firings.
  package func sentences(for step: ProgramStep, of program: ProgramID) -> [Sentence] {
    let scene = ProgramScene(at: program, effects: step.effects)
    return step.firings.map { sentence(for: $0, in: scene) }
  }

  /// One firing of a program in one sentence.
  package func sentence(for firing: ProgramFiring, in scene: ProgramScene) -> Sentence {
    let phrase =
      fact(firing, scene)
      ?? words.otherwise(scene.program, follows: words.text(of: firing.rule))
    return Sentence(phrase, electionRule: firing.rule)
  }

  /// The fact that a firing is; nil when its evidence is none that the rule fires with.
  func fact(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    switch firing.rule {
    case .grantLease: grantLease(firing, scene)
    case .leaseGranted: leaseGranted(firing, scene)
    case .keepLeaseAlive: keepLeaseAlive(firing, scene)
    case .extendDeadline: extendDeadline(firing, scene)
    case .lookAtDeadline: lookAtDeadline(firing, scene)
    case .leaseNotFound: leaseNotFound(firing, scene)
    case .deadlinePassed: deadlinePassed(firing, scene)
    case .stopWhenLeaseEnds: stopWhenLeaseEnds(firing, scene)
    case .watchLost: watchLost(firing, scene)
    case .tryAgainLater: tryAgainLater(firing, scene)
    case .beginLeading: beginLeading(firing, scene)
    case .lockDelay: lockDelay(firing, scene)
    case .doWork: doWork(firing, scene)
    case .sendToken: sendToken(firing, scene)
    case .workAnswered: workAnswered(firing, scene)
    case .stopLeading: stopLeading(firing, scene)
    case .finishWorkFirst: finishWorkFirst(firing, scene)
    case .releaseEarly: releaseEarly(firing, scene)
    case .beginAnew: beginAnew(firing, scene)
    case .createIfAbsent: createIfAbsent(firing, scene)
    case .lookThenPut: lookThenPut(firing, scene)
    case .putPlainly: putPlainly(firing, scene)
    case .keyIsOwn: keyIsOwn(firing, scene)
    case .watchKey: watchKey(firing, scene)
    case .keyDeleted: keyDeleted(firing, scene)
    case .deleteOwnKey: deleteOwnKey(firing, scene)
    case .joinLine: joinLine(firing, scene)
    case .stillInLine: stillInLine(firing, scene)
    case .lookForOneBefore: lookForOneBefore(firing, scene)
    case .waitForOneBefore: waitForOneBefore(firing, scene)
    case .oneBeforeIsGone: oneBeforeIsGone(firing, scene)
    case .lookAgainAfterWaiting: lookAgainAfterWaiting(firing, scene)
    case .askLeader: askLeader(firing, scene)
    case .leaderTold: leaderTold(firing, scene)
    case .proclaim: proclaim(firing, scene)
    case .noLongerLeader: noLongerLeader(firing, scene)
    case .resign: resign(firing, scene)
    case .closeSession: closeSession(firing, scene)
    case .getRecord: getRecord(firing, scene)
    case .createRecord: createRecord(firing, scene)
    case .observeChange: observeChange(firing, scene)
    case .leaseStillValid: leaseStillValid(firing, scene)
    case .takeOver: takeOver(firing, scene)
    case .recordLost: recordLost(firing, scene)
    case .acquired: acquired(firing, scene)
    case .beginRenewing: beginRenewing(firing, scene)
    case .renewOptimistically: renewOptimistically(firing, scene)
    case .renewAfterReading: renewAfterReading(firing, scene)
    case .renewed: renewed(firing, scene)
    case .retryRenewal: retryRenewal(firing, scene)
    case .renewDeadlinePassed: renewDeadlinePassed(firing, scene)
    case .cancelContext: cancelContext(firing, scene)
    case .stoppedLeading: stoppedLeading(firing, scene)
    case .releaseOnCancel: releaseOnCancel(firing, scene)
    case .releaseNothing: releaseNothing(firing, scene)
    case .serveGet: serveGet(firing, scene)
    case .serveCreate: serveCreate(firing, scene)
    case .serveUpdate: serveUpdate(firing, scene)
    case .answerFromStore: answerFromStore(firing, scene)
    case .acceptWork: acceptWork(firing, scene)
    case .fencing: fencing(firing, scene)
    case .askByHand: askByHand(firing, scene)
    case .toldByHand: toldByHand(firing, scene)
    case .watchByHand: watchByHand(firing, scene)
    // It says what the token is, and never fires itself.
    case .tokenByRevision: nil
    // They fire at members, and are told of them.
    case .beginCounting, .serveKeepAlive, .handOnKeepAlive, .findExpired, .makeSureBeforeRevoking,
      .checkpointLeases, .openWatch, .waitForLeader, .giveUpRequest:
      nil
    }
  }
}
