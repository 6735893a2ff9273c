/// What is known of a rule beside its words: one row a rule. Every table of rules reads it.
package struct ElectionRuleFacts: Sendable, BitwiseCopyable {
  /// The name on the command line and in scripts: lower case, words joined by hyphens.
  package let id: StaticString
  package let group: ElectionRule.Group
  /// The Go call that it stands for; empty where it is no part of a library.
  package let call: StaticString
  /// Whether it may be switched, and what is at risk then.
  package let weight: ElectionRule.Weight
  /// How much a firing tells of a step, against the others of the same step: 1 or more.
  package let tells: Int
  /// Whether it is in force unless switched: what cannot be switched is.
  package let isOn: Bool

  static func row(
    _ id: StaticString, _ group: ElectionRule.Group, _ call: StaticString = "",
    _ weight: ElectionRule.Weight = .essential, tells: Int, isOn: Bool = true
  ) -> ElectionRuleFacts {
    ElectionRuleFacts(
      id: id, group: group, call: call, weight: weight, tells: tells, isOn: isOn)
  }
}

extension ElectionRule {
  /// The rule's row.
  package var facts: ElectionRuleFacts {
    switch self {
    case .grantLease: .row("grant-lease", .leases, "clientv3.Lease.Grant", tells: 5)
    case .leaseGranted: .row("lease-granted", .leases, "clientv3.Lease.Grant", tells: 6)
    case .keepLeaseAlive: .row("keep-lease-alive", .leases, "clientv3.Lease.KeepAlive", tells: 2)
    case .extendDeadline: .row("extend-deadline", .leases, "clientv3.Lease.KeepAlive", tells: 2)
    case .lookAtDeadline: .row("look-at-deadline", .leases, "clientv3.Lease.KeepAlive", tells: 1)
    case .leaseNotFound: .row("lease-not-found", .leases, "clientv3.Lease.KeepAlive", tells: 8)
    case .deadlinePassed: .row("deadline-passed", .leases, "clientv3.Lease.KeepAlive", tells: 8)
    case .stopWhenLeaseEnds:
      .row("stop-when-lease-ends", .leases, "concurrency.Session.Done", .safety, tells: 9)
    case .watchLost: .row("watch-lost", .leases, "clientv3.Watcher.Watch", tells: 5)
    case .tryAgainLater: .row("try-again-later", .leases, tells: 4)

    case .beginLeading: .row("begin-leading", .electors, tells: 10)
    case .lockDelay: .row("lock-delay", .electors, "", .optional, tells: 8, isOn: false)
    case .doWork: .row("do-work", .electors, tells: 3)
    case .sendToken: .row("send-token", .electors, "", .optional, tells: 1)
    case .workAnswered: .row("work-answered", .electors, tells: 2)
    case .stopLeading: .row("stop-leading", .electors, tells: 10)
    case .finishWorkFirst: .row("finish-work-first", .electors, "context.CancelFunc", tells: 7)
    case .releaseEarly: .row("release-early", .electors, tells: 9)
    case .beginAnew: .row("begin-anew", .electors, tells: 4)

    case .createIfAbsent:
      .row("create-if-absent", .notes, "clientv3.KV.Txn", .safety, tells: 7)
    case .lookThenPut: .row("look-then-put", .notes, "clientv3.KV.Get", tells: 5)
    case .putPlainly: .row("put-plainly", .notes, "clientv3.KV.Put", tells: 7)
    case .keyIsOwn: .row("key-is-own", .notes, "clientv3.KV.Txn", tells: 7)
    case .watchKey: .row("watch-key", .notes, "clientv3.Watcher.Watch", tells: 5)
    case .keyDeleted: .row("key-deleted", .notes, "clientv3.Watcher.Watch", tells: 7)
    case .deleteOwnKey: .row("delete-own-key", .notes, "clientv3.Lease.Revoke", tells: 7)

    case .joinLine: .row("join-line", .session, "concurrency.Election.Campaign", tells: 7)
    case .stillInLine: .row("still-in-line", .session, "concurrency.Election.Campaign", tells: 6)
    case .lookForOneBefore:
      .row("look-for-one-before", .session, "concurrency.Election.Campaign", tells: 4)
    case .waitForOneBefore:
      .row("wait-for-one-before", .session, "concurrency.Election.Campaign", tells: 6)
    case .oneBeforeIsGone:
      .row("one-before-is-gone", .session, "concurrency.Election.Campaign", tells: 7)
    case .lookAgainAfterWaiting:
      .row("look-again-after-waiting", .session, "", .safety, tells: 8, isOn: false)
    case .askLeader: .row("ask-leader", .session, "concurrency.Election.Leader", tells: 3)
    case .leaderTold: .row("leader-told", .session, "concurrency.Election.Leader", tells: 3)
    case .proclaim: .row("proclaim", .session, "concurrency.Election.Proclaim", tells: 6)
    case .noLongerLeader:
      .row("no-longer-leader", .session, "concurrency.ErrElectionNotLeader", tells: 8)
    case .resign: .row("resign", .session, "concurrency.Election.Resign", tells: 7)
    case .closeSession: .row("close-session", .session, "concurrency.Session.Close", tells: 4)

    case .getRecord: .row("get-record", .kubernetes, "resourcelock.LeaseLock.Get", tells: 3)
    case .createRecord:
      .row("create-record", .kubernetes, "resourcelock.LeaseLock.Create", tells: 7)
    case .observeChange:
      .row("observe-change", .kubernetes, "leaderelection.LeaderElector.Run", tells: 5)
    case .leaseStillValid:
      .row("lease-still-valid", .kubernetes, "leaderelection.LeaderElector.Run", tells: 4)
    case .takeOver: .row("take-over", .kubernetes, "resourcelock.LeaseLock.Update", tells: 8)
    case .recordLost:
      .row("record-lost", .kubernetes, "leaderelection.LeaderElector.Run", tells: 6)
    case .acquired: .row("acquired", .kubernetes, "leaderelection.LeaderElector.Run", tells: 9)
    case .beginRenewing:
      .row("begin-renewing", .kubernetes, "leaderelection.LeaderElector.Run", tells: 1)
    case .renewOptimistically:
      .row("renew-optimistically", .kubernetes, "resourcelock.LeaseLock.Update", tells: 3)
    case .renewAfterReading:
      .row("renew-after-reading", .kubernetes, "resourcelock.LeaseLock.Get", tells: 6)
    case .renewed: .row("renewed", .kubernetes, "leaderelection.LeaderElector.Run", tells: 3)
    case .retryRenewal:
      .row("retry-renewal", .kubernetes, "leaderelection.LeaderElector.Run", tells: 6)
    case .renewDeadlinePassed:
      .row("renew-deadline-passed", .kubernetes, "leaderelection.LeaderElector.Run", tells: 9)
    case .cancelContext: .row("cancel-context", .kubernetes, "context.CancelFunc", tells: 6)
    case .stoppedLeading:
      .row("stopped-leading", .kubernetes, "LeaderCallbacks.OnStoppedLeading", tells: 9)
    case .releaseOnCancel:
      .row(
        "release-on-cancel", .kubernetes, "LeaderElectionConfig.ReleaseOnCancel", .risk, tells: 8,
        isOn: false)
    case .releaseNothing:
      .row("release-nothing", .kubernetes, "LeaderElectionConfig.ReleaseOnCancel", tells: 5)
    case .tokenByRevision: .row("token-by-revision", .kubernetes, "", .safety, tells: 1)

    case .serveGet: .row("serve-get", .apiServer, "GET leases/NAME", tells: 3)
    case .serveCreate: .row("serve-create", .apiServer, "POST leases", tells: 5)
    case .serveUpdate: .row("serve-update", .apiServer, "PUT leases/NAME", tells: 4)
    case .answerFromStore: .row("answer-from-store", .apiServer, tells: 4)

    case .acceptWork: .row("accept-work", .resource, tells: 5)
    case .fencing: .row("fencing", .resource, "", .safety, tells: 9, isOn: false)

    case .beginCounting: .row("begin-counting", .member, tells: 4)
    case .serveKeepAlive: .row("serve-keep-alive", .member, tells: 3)
    case .handOnKeepAlive: .row("hand-on-keep-alive", .member, tells: 2)
    case .findExpired: .row("find-expired", .member, tells: 8)
    case .makeSureBeforeRevoking:
      .row("make-sure-before-revoking", .member, "", .safety, tells: 7)
    case .checkpointLeases: .row("checkpoint-leases", .member, "", .optional, tells: 5, isOn: false)
    case .openWatch: .row("open-watch", .member, tells: 3)
    case .waitForLeader: .row("wait-for-leader", .member, tells: 5)
    case .giveUpRequest: .row("give-up-request", .member, tells: 7)

    case .askByHand: .row("ask-by-hand", .console, "etcdctl", tells: 6)
    case .toldByHand: .row("told-by-hand", .console, "etcdctl", tells: 6)
    case .watchByHand: .row("watch-by-hand", .console, "etcdctl watch", tells: 6)
    }
  }
}
