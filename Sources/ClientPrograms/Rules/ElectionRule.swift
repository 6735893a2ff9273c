/// One sentence of the algorithms by which clients of etcd elect a leader among themselves.
///
/// Everything that a program does is the firing of one of these. Some can be switched, because the
/// best way to see what a step is for is to leave it out; see `ElectionOptions`. What is known of a
/// rule besides stands in its row; see `ElectionRuleFacts`.
package enum ElectionRule: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  // Whoever elects by a lease of its own.
  case grantLease
  case leaseGranted
  case keepLeaseAlive
  case extendDeadline
  case lookAtDeadline
  case leaseNotFound
  case deadlinePassed
  case stopWhenLeaseEnds
  case watchLost
  case tryAgainLater

  // All electors.
  case beginLeading
  case lockDelay
  case doWork
  case sendToken
  case workAnswered
  case stopLeading
  case finishWorkFirst
  case releaseEarly
  case beginAnew

  // The notes' way.
  case createIfAbsent
  case lookThenPut
  case putPlainly
  case keyIsOwn
  case watchKey
  case keyDeleted
  case deleteOwnKey

  // etcd's Session and Election.
  case joinLine
  case stillInLine
  case lookForOneBefore
  case waitForOneBefore
  case oneBeforeIsGone
  case lookAgainAfterWaiting
  case askLeader
  case leaderTold
  case proclaim
  case noLongerLeader
  case resign
  case closeSession

  // Kubernetes: client-go's leader election.
  case getRecord
  case createRecord
  case observeChange
  case leaseStillValid
  case takeOver
  case recordLost
  case acquired
  case beginRenewing
  case renewOptimistically
  case renewAfterReading
  case renewed
  case retryRenewal
  case renewDeadlinePassed
  case cancelContext
  case stoppedLeading
  case releaseOnCancel
  case releaseNothing
  case tokenByRevision

  // Kubernetes: the API server.
  case serveGet
  case serveCreate
  case serveUpdate
  case answerFromStore

  // The resource outside.
  case acceptWork
  case fencing

  // A member of etcd, beside Raft.
  case beginCounting
  case serveKeepAlive
  case handOnKeepAlive
  case findExpired
  case makeSureBeforeRevoking
  case checkpointLeases
  case openWatch
  case waitForLeader
  case giveUpRequest

  // Whoever is at the keyboard.
  case askByHand
  case toldByHand
  case watchByHand
}

extension ElectionRule {
  /// The rule with the given `id`.
  package init?(id: String) {
    guard let rule = Self.allCases.first(where: { $0.id == id }) else { return nil }
    self = rule
  }

  /// The name on the command line and in scripts: lower case, words joined by hyphens.
  package var id: String { facts.id.description }

  /// The Go call that it stands for; nil where it is no part of a library.
  package var call: String? { facts.call.utf8CodeUnitCount == 0 ? nil : facts.call.description }

  /// All that may be switched, in their order.
  package static let switchable = allCases.filter(\.isSwitchable)

  /// Whether it may be switched.
  package var isSwitchable: Bool { facts.weight != .essential }

  /// Whose rule it is.
  package enum Group: CaseIterable, Hashable, Sendable, BitwiseCopyable {
    case leases, electors, notes, session, kubernetes, apiServer, resource, member, console

    /// Its rules, in order.
    package var rules: [ElectionRule] { ElectionRule.allCases.filter { $0.facts.group == self } }
  }

  /// What is at risk without it.
  package enum Weight: Hashable, Sendable, BitwiseCopyable {
    /// It cannot be switched off: without it there is no such algorithm to look at.
    case essential
    /// Without it an election takes longer, or tells less.
    case optional
    /// Without it two can lead at once where with it they could not.
    case safety
    /// With it two can lead at once where without it they could not.
    case risk
  }
}
