import ClientPrograms
import KeyValue
import RaftCore

extension Stimulus {
  /// What can be done, in the order in which it is listed.
  package enum Kind: CaseIterable, Hashable, Sendable {
    case crash, restart, wipe, pause, resume, timeOut, heartbeat, sync, split, isolate, cut, mend
    case heal, write, read, retry, giveUp, drop, duplicate, hold, deliver, setClock, setLink
    case setRule, manual, reseed, jumpClock, setDisk, setFeature, transfer, stop, setTiming
    case snapshot
    case add, promote, remove, change
    // Of programs outside; what is done to servers too is of the same kind there.
    case release, cancel, proclaim, setElectionRule
    case put, get, delete, transaction, grant, revoke, keepAlive, timeToLive, compact, watch
    case unwatch, due
  }

  /// What is done.
  package var kind: Kind {
    switch self {
    case .crash: .crash
    case .restart: .restart
    case .wipe: .wipe
    case .pause: .pause
    case .resume: .resume
    case .timeOut: .timeOut
    case .heartbeat: .heartbeat
    case .sync: .sync
    case .split: .split
    case .isolate: .isolate
    case .cut: .cut
    case .mend: .mend
    case .heal: .heal
    case .write: .write
    case .read: .read
    case .retry: .retry
    case .giveUp: .giveUp
    case .drop: .drop
    case .duplicate: .duplicate
    case .hold: .hold
    case .deliver: .deliver
    case .setClock: .setClock
    case .setLink: .setLink
    case .setRule: .setRule
    case .manual: .manual
    case .reseed: .reseed
    case .jumpClock: .jumpClock
    case .setDisk: .setDisk
    case .setTiming: .setTiming
    case .setFeature: .setFeature
    case .transfer: .transfer
    case .stop: .stop
    case .snapshot: .snapshot
    case .changeMembers(.add), .changeMembers(.addLearner): .add
    case .changeMembers(.promote): .promote
    case .changeMembers(.remove): .remove
    case .changeMembers(.several): .change
    case .outside(let act): act.kind
    }
  }
}

extension ProgramAct {
  /// What is done.
  package var kind: Stimulus.Kind {
    switch self {
    case .crash: .crash
    case .restart: .restart
    case .pause: .pause
    case .resume: .resume
    case .isolate: .isolate
    case .cut: .cut
    case .mend: .mend
    case .setLink: .setLink
    case .setClock: .setClock
    case .jumpClock: .jumpClock
    case .release: .release
    case .cancel: .cancel
    case .proclaim: .proclaim
    case .setRule: .setElectionRule
    case .ask(let call, _): call.kind
    case .watch: .watch
    case .unwatch: .unwatch
    case .due: .due
    }
  }
}

extension ProgramCall {
  /// The act that asks for it; those for which there is none count as reads.
  fileprivate var kind: Stimulus.Kind {
    switch self {
    case .request(.keys(.put), _): .put
    case .request(.keys(.range), _), .api, .work, .request(.checkpoint, _): .get
    case .request(.keys(.delete), _): .delete
    case .request(.transaction, _): .transaction
    case .request(.compact, _): .compact
    case .request(.grant, _): .grant
    case .request(.revoke, _): .revoke
    case .keepAlive: .keepAlive
    case .timeToLive: .timeToLive
    }
  }
}

extension Stimulus.Kind {
  /// The row of the table of acts.
  package var row: ActRow {
    switch self {
    case .crash: .crash
    case .restart: .restart
    case .wipe: .wipe
    case .pause: .pause
    case .resume: .resume
    case .timeOut: .timeOut
    case .heartbeat: .heartbeat
    case .sync: .sync
    case .split: .split
    case .isolate: .isolate
    case .cut: .cut
    case .mend: .mend
    case .heal: .heal
    case .write: .write
    case .read: .read
    case .retry: .retry
    case .giveUp: .giveUp
    case .drop: .drop
    case .duplicate: .duplicate
    case .hold: .hold
    case .deliver: .deliver
    case .setClock: .setClock
    case .setLink: .setLink
    case .setRule: .setRule
    case .manual: .manual
    case .reseed: .reseed
    case .jumpClock: .jumpClock
    case .setDisk: .setDisk
    case .setFeature: .setFeature
    case .transfer: .transfer
    case .stop: .stop
    case .setTiming: .setTiming
    case .snapshot: .snapshot
    case .add: .add
    case .promote: .promote
    case .remove: .remove
    case .change: .change
    case .release: .release
    case .cancel: .cancel
    case .proclaim: .proclaim
    case .setElectionRule: .setElectionRule
    case .put: .put
    case .get: .get
    case .delete: .delete
    case .transaction: .transaction
    case .grant: .grant
    case .revoke: .revoke
    case .keepAlive: .keepAlive
    case .timeToLive: .timeToLive
    case .compact: .compact
    case .watch: .watch
    case .unwatch: .unwatch
    case .due: .due
    }
  }
}
