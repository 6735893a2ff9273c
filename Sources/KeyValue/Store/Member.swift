/// What one member of a cluster keeps in memory beside Raft: the store as far as it has applied the
/// log, its count of leases, and the watches that it serves.
///
/// Nothing of it is on disk: after a restart it is rebuilt by applying the log, no lease was counted
/// meanwhile, and the watches are gone. Times are microseconds of the member's own clock.
package struct Member: Hashable, Sendable {
  package private(set) var store: Store
  package private(set) var leases = LeaseClock()
  /// The watches that it serves, the oldest first.
  package private(set) var watches: [Watch] = []
  private var watchCount = 0

  /// A watch, with the number by which its client knows it.
  package struct Watch: Hashable, Sendable {
    package let id: Int
    package fileprivate(set) var watcher: Watcher
  }

  /// What a watch is told.
  package struct Notice: Hashable, Sendable {
    package let watch: Int
    package let response: Watcher.Response

    package init(watch: Int, _ response: Watcher.Response) {
      self.watch = watch
      self.response = response
    }
  }

  /// What a client is told who asks how long a lease lasts.
  package struct TimeToLive: Hashable, Sendable {
    /// In seconds; -1 when there is no such lease.
    package let left: Int
    /// For how long it was granted, in seconds.
    package let granted: Int
    package let keys: [Text]

    package init(left: Int, granted: Int = 0, keys: [Text] = []) {
      self.left = left
      self.granted = granted
      self.keys = keys
    }
  }

  /// A member that has applied nothing yet.
  package init(minimumTTL: Int = 1) { store = Store(minimumTTL: minimumTTL) }

  /// A member with this store, which counts no lease.
  package init(_ store: Store) { self.store = store }

  // MARK: The log

  /// The store is replaced by another one, which a leader had as a snapshot. Watches go on in it.
  package mutating func restore(_ store: Store) {
    self.store = store
    leases.demote()
  }

  /// Applies an operation of one of the paper's clients (`Store.apply`).
  @inline(__always)
  package mutating func apply(_ operation: Operation, deduplicating: Bool) -> Store.Outcome {
    store.apply(operation, deduplicating: deduplicating)
  }

  /// Applies an operation of a session (`Store.apply`).
  package mutating func apply(
    _ operation: Operation, at index: Int, _ rules: Store.SessionRules
  ) -> Store.SessionUse {
    store.apply(operation, at: index, rules)
  }

  /// Applies a request of the log. A leader begins to count a lease when it applies its grant.
  package mutating func apply(_ request: Request, at now: Int) -> StoreAnswer {
    let answer = store.apply(request)
    switch answer.response {
    case .granted(let id, let ttl): leases.granted(Lease(id: id, ttl: ttl), at: now)
    case .revoked:
      if case .revoke(let id) = request { leases.revoked(id) }
    case .put, .range, .deleted, .transaction, .compacted, .checkpointed, .failed: break
    }
    return answer
  }

  // MARK: Leases

  /// The member has applied the blank entry of its own term as leader: from now on it counts.
  package mutating func lead(at now: Int, extension extra: Int) {
    leases.promote(store.leases, at: now, extension: extra)
  }

  /// The member leads no more.
  package mutating func follow() { leases.demote() }

  /// A client keeps a lease alive. Only a leader can do that; others hand it on.
  ///
  /// - Returns: the seconds that it has again; 0 when there is no such lease, or it has run out.
  package mutating func renew(_ id: LeaseID, at now: Int) -> Int {
    guard let lease = store.lease(id), leases.renew(lease, at: now) else { return 0 }
    return lease.ttl
  }

  /// How long a lease lasts; nil when this member does not count, and another has to be asked.
  package func timeToLive(of id: LeaseID, at now: Int) -> TimeToLive? {
    guard leases.isPrimary else { return nil }
    guard let lease = store.lease(id), let left = leases.timeToLive(of: id, at: now) else {
      return TimeToLive(left: -1)
    }
    return TimeToLive(left: left, granted: lease.ttl, keys: store.keys(of: id))
  }

  /// The requests that a leader proposes when it looks for leases that ran out.
  package mutating func revocations(at now: Int) -> [Request] {
    leases.expired(at: now).map { .revoke($0) }
  }

  // MARK: Watches

  /// Opens a watch.
  ///
  /// - Returns: its number.
  package mutating func watch(_ keys: KeyRange, from start: Revision = 0) -> Int {
    watchCount += 1
    watches.append(Watch(id: watchCount, watcher: Watcher(keys, from: start, in: store)))
    return watchCount
  }

  /// Ends a watch; nothing happens when it is over already.
  package mutating func unwatch(_ id: Int) { watches.removeAll { $0.id == id } }

  /// What there is to tell now, the oldest watch first. A watch whose beginning is compacted is told
  /// so, and is over.
  package mutating func takeNotices() -> [Notice] {
    var notices: [Notice] = []
    watches = watches.compactMap { watch in
      var watch = watch
      guard let response = watch.watcher.take(from: store) else { return watch }
      notices.append(Notice(watch: watch.id, response))
      if case .cancelled = response { return nil }
      return watch
    }
    return notices
  }
}
