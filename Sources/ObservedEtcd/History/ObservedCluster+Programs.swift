import ClientPrograms
import KeyValue
import RaftCore
import Simulation

// The programs outside: what happens to them is repeated here, and what they may rely on is worked
// out from the members' logs.
extension ObservedCluster {
  /// Something happens to programs.
  mutating func take(
    _ occurrence: LivePrograms.Occurrence, at moment: Time, _ table: EntryTable,
    into happening: inout Happening
  ) {
    guard programs != nil else { return }
    happening.what = .outside
    if case .act(let stimulus) = occurrence { happening.what = .stimulus(stimulus) }
    var holder: OutsideEvent.Holder?
    // Whoever answers with a revision has applied it.
    if case .comes(let content, let server, _) = occurrence {
      note(content, at: moment)
      if let revision = content.revision {
        apply(at: server, toRevision: revision, table)
        holder = see(server, at: moment)
      }
    }
    let outcome = programs!.take(occurrence, at: moment)
    _ = programs!.takeOutbox()
    happening.outside = outcome.outside
    happening.flight = outcome.flight
    happening.isTooLate = outcome.isTooLate
    happening.server = outcome.flight?.packet.receiver
    if happening.outside == nil, case .outside = happening.what { happening.what = .quiet }
    if let holder { note(holder, into: &happening) }
  }

  private mutating func apply(
    at server: ServerID, toRevision revision: Revision, _ table: EntryTable
  ) {
    let place = server.number - 1
    stores.apply(
      toRevision: revision, at: server, of: logs[place], after: starts[place], table)
  }

  mutating func see(_ server: ServerID, at moment: Time) -> OutsideEvent.Holder? {
    guard let store = stores[server].store else { return nil }
    return programs?.see(store, at: moment)
  }

  func note(_ holder: OutsideEvent.Holder, into happening: inout Happening) {
    if happening.outside == nil { happening.outside = OutsideEvent(.applied) }
    happening.outside?.holder = holder
  }

  // MARK: Leases

  /// A keepalive was answered, or a lease granted: from when it was asked on the lease has its
  /// whole time again.
  private mutating func note(_ content: Letter.Content, at moment: Time) {
    guard case .answer(let number, let answer, _) = content else { return }
    let lease: LeaseID
    switch answer {
    case .keptAlive(let id, .some): lease = id
    case .store(let answer):
      guard case .granted(let id, _) = answer.response else { return }
      lease = id
    case .keptAlive, .timeToLive, .api, .work: return
    }
    let asked = programs?.programs.processes.lazy.flatMap(\.calls)
      .first { $0.number == number && $0.call.isAbout(lease) }
    renewals[lease] = asked?.sentAt ?? moment
  }

  /// A member begins to lead: it gives each lease its whole time again.
  mutating func beginLeases() {
    for lease in renewals.keys { renewals[lease] = now }
  }

  /// What a member has beside Raft, as far as it is known.
  func member(_ server: ServerState) -> MemberState? {
    let known = stores[server.id]
    guard server.life != .crashed, let store = known.store else { return nil }
    var state = MemberState(
      store, appliedTerm: known.term,
      counts: programs != nil && server.raft.role?.isLeader == true
    ) { id in
      guard let since = renewals[id], let lease = store.lease(id) else { return nil }
      return since + lease.ttl * 1_000_000 - now
    }
    state.compacted = known.compacted
    return state
  }
}

extension Letter.Content {
  /// The revision of the store that a member answers with; nil where it says none.
  fileprivate var revision: Revision? {
    switch self {
    case .answer(_, .store(let answer), _): answer.revision > 0 ? answer.revision : nil
    case .notice(_, .changes(_, let revision)): revision
    case .answer, .notice, .question, .failure, .watch, .unwatch, .watchLost, .handedOn,
      .handedBack:
      nil
    }
  }
}

extension ProgramCall {
  /// Whether it asks for a lease, or to keep it alive.
  fileprivate func isAbout(_ lease: LeaseID) -> Bool {
    switch self {
    case .keepAlive(lease), .request(.grant(lease, _), _): true
    case .keepAlive, .request, .timeToLive, .api, .work: false
    }
  }
}
