/// The replicated state machine: a key-value store with revisions, as etcd's.
///
/// It is decided by the requests that were applied to it, in their order, and by nothing else:
/// every member that applied the same has the same. It knows leases, but no time (`LeaseClock`).
/// What the paper's clients were last told (§8) stands beside the keys (`Store+Sessions`).
package struct Store: Hashable, Sendable {
  /// Keys that there are, in the order in which they were created.
  private var keys: [Key] = []
  /// The number of the present state.
  package private(set) var revision: Revision = 1
  /// Leases that there are, in the order in which they were granted.
  package private(set) var leases: [Lease] = []
  /// A lease asked for a shorter time is granted for this one, in seconds.
  package let minimumTTL: Int
  /// It compacts itself whenever so many changes are kept, and twice as many as there are keys.
  private let retention: Int
  private var history = History()
  var sessions: [Session] = []
  /// The sessions that clients have opened, the one used least recently first.
  package internal(set) var openSessions: [OpenSession] = []

  /// A key, and where in the history its last change stands.
  private struct Key: Hashable, Sendable {
    let text: Text
    /// The number of its creation in the history.
    let creation: UInt32
    var version: UInt32 = 0
    var last = 0

    /// It is put by the change that will stand at a position.
    @inline(__always) mutating func put(at position: Int) -> (creation: UInt32, version: UInt32) {
      last = position
      version += 1
      return (creation, version)
    }
  }

  /// The empty store of members with this shortest lease, in seconds.
  ///
  /// - Parameter retention: the store compacts itself to the present whenever so many changes are
  ///   kept, and twice as many as there are keys, for those who never ask for what was; nil, as in
  ///   etcd unless it is told otherwise: only a request compacts it.
  package init(minimumTTL: Int = 1, retention: Int? = nil) {
    precondition(minimumTTL > 0 && retention ?? 1 > 0)
    self.minimumTTL = minimumTTL
    self.retention = retention ?? .max
  }

  /// The shortest lease of members with an election timeout in microseconds: one and a half times
  /// that, rounded up to seconds.
  package static func minimumTTL(electionTimeout: Int) -> Int {
    (electionTimeout * 3 / 2 + 999_999) / 1_000_000
  }

  /// The keys as they are, in the order in which they were created.
  package var contents: [KeyRecord] { keys.map { history[$0.last] } }

  /// The key as it is; nil when there is none.
  package func record(_ key: Text) -> KeyRecord? {
    keys.first { $0.text == key }.map { history[$0.last] }
  }

  /// The value of a key; nil when there is none. Of a value longer than that, the first sixteen
  /// bytes.
  package subscript(key: ShortText) -> ShortText? { record(Text(key))?.value.head }

  /// Whether a key ever had a value, as far back as nothing is compacted.
  package func wasPut(_ key: Text, _ value: Text) -> Bool {
    (0..<history.count).contains {
      let record = history[$0]
      return record.version > 0 && record.key == key && record.value == value
    }
  }

  /// The lease; nil when there is none.
  package func lease(_ id: LeaseID) -> Lease? { leases.first { $0.id == id } }

  /// The keys that belong to a lease, in order.
  package func keys(of lease: LeaseID) -> [Text] {
    contents.lazy.filter { $0.lease == lease }.map(\.key).sorted()
  }

  /// The revision to which the store was compacted: what was before it is forgotten. -1 when it
  /// never was.
  package var compacted: Revision { history.compacted }

  /// The changes of a range of keys from a revision on, in order, of at most `limit` revisions.
  func changes(in range: KeyRange, from revision: Revision, limit: Int) -> [KeyRecord] {
    history.changes(in: range, from: revision, limit: limit)
  }

  /// Compacts itself if that is due. Never within a transaction, which may yet ask for what was.
  @inline(__always) mutating func keepFew() {
    if history.count >= retention, history.count >= 2 * keys.count { compact(to: revision) }
  }

  /// Executes a request.
  package mutating func apply(_ request: Request) -> StoreAnswer {
    let result = execute(request)
    keepFew()
    return switch result {
    case .success(let response): StoreAnswer(revision: revision, response)
    case .failure(let error): StoreAnswer(revision: revision, .failed(error))
    }
  }

  private mutating func execute(_ request: Request) -> Result<Response, StoreError> {
    if let refusal = request.refusal { return .failure(refusal) }
    switch request {
    case .keys(let request):
      if let error = error(of: request) { return .failure(error) }
      return .success(execute(request, as: revision + 1))
    case .transaction(let transaction): return execute(transaction)
    case .compact(let target):
      if target <= history.compacted { return .failure(.compacted(history.compacted)) }
      if target > revision { return .failure(.futureRevision) }
      compact(to: target)
      return .success(.compacted)
    case .grant(let id, let ttl): return grant(id, ttl: ttl)
    case .revoke(let id):
      guard lease(id) != nil else { return .failure(.leaseNotFound) }
      let next = revision + 1
      for key in keys(of: id) { remove(key, as: next) }
      leases.removeAll { $0.id == id }
      return .success(.revoked)
    case .checkpoint(let id, let remaining):
      guard let place = leases.firstIndex(where: { $0.id == id }) else {
        return .failure(.leaseNotFound)
      }
      leases[place].remaining = remaining
      return .success(.checkpointed)
    }
  }

  @inline(never) private mutating func compact(to target: Revision) {
    if target == revision {
      // Of the present, the keys know where their last changes stand.
      let order = keys.indices.sorted { keys[$0].last < keys[$1].last }
      history.compact(to: target, keeping: order.map { keys[$0].last })
      for (position, place) in order.enumerated() { keys[place].last = position }
      return
    }
    history.compact(to: target)
    for place in keys.indices {
      keys[place].last = history.lastPosition(of: keys[place].text)!
    }
  }

  private mutating func grant(_ id: LeaseID, ttl: Int) -> Result<Response, StoreError> {
    // 0 stands for "none" everywhere: a member draws a number before it proposes.
    guard id != 0 else { return .failure(.leaseNotFound) }
    guard ttl <= Request.ttlLimit else { return .failure(.ttlTooLarge) }
    guard lease(id) == nil else { return .failure(.leaseExists) }
    let granted = Lease(id: id, ttl: max(ttl, minimumTTL))
    leases.append(granted)
    return .success(.granted(id, ttl: granted.ttl))
  }

  /// All or nothing: what can go wrong is looked for before anything is done.
  private mutating func execute(_ transaction: Transaction) -> Result<Response, StoreError> {
    let succeeded = transaction.comparisons.allSatisfy { $0.holds(of: record($0.key)) }
    let requests = succeeded ? transaction.then : transaction.otherwise
    // etcd looks at the puts first, then at the ranges.
    for isWrite in [true, false] {
      for request in requests where request.isWrite == isWrite {
        if let error = error(of: request) { return .failure(error) }
      }
    }
    // One revision for all of it, which begins with its first change: later parts see it.
    let next = revision + 1
    var answers: [StoreAnswer] = []
    for request in requests {
      let response = execute(request, as: next)
      answers.append(StoreAnswer(revision: revision, response))
    }
    return .success(.transaction(succeeded: succeeded, answers))
  }

  /// What is wrong with a request about keys, as the store is.
  private func error(of request: KeyRequest) -> StoreError? {
    switch request {
    case .put(_, _, let id): id == 0 || lease(id) != nil ? nil : .leaseNotFound
    case .range(_, let asked, _):
      if asked == 0 {
        nil
      } else if asked > revision {
        .futureRevision
      } else {
        asked < history.compacted ? .compacted(history.compacted) : nil
      }
    case .delete: nil
    }
  }

  /// Executes a request in which nothing is wrong; what it changes becomes part of revision `next`.
  private mutating func execute(_ request: KeyRequest, as next: Revision) -> Response {
    switch request {
    case .put(let key, let value, let lease):
      put(key, value, lease: lease, as: next)
      return .put
    case .range(let keys, let asked, let limit):
      let isPresent = asked == 0 || asked == revision
      let records =
        isPresent
        ? contents.filter { keys.contains($0.key) } : history.records(in: keys, at: asked)
      let sorted = records.sorted { $0.key < $1.key }
      let told = limit == 0 ? sorted : Array(sorted.prefix(limit))
      return .range(told, count: sorted.count)
    case .delete(let range):
      let doomed = keys.lazy.map(\.text).filter { range.contains($0) }.sorted()
      for key in doomed { remove(key, as: next) }
      return .deleted(doomed.count)
    }
  }

  // MARK: Changes

  /// Sets a key's value and lease.
  @inline(__always)
  mutating func put(_ key: Text, _ value: Text, lease: LeaseID = 0, as next: Revision) {
    revision = next
    let last = history.count
    let found = keys.firstIndex { $0.text == key }
    if found == nil { keys.append(Key(text: key, creation: history.create(key, by: next))) }
    let (creation, version) = keys[found ?? keys.count - 1].put(at: last)
    history.append(creation, version: version, value: value, lease: lease, by: next)
  }

  private mutating func remove(_ key: Text, as next: Revision) {
    revision = next
    let place = keys.firstIndex { $0.text == key }!
    history.append(
      keys.remove(at: place).creation, version: 0, value: .empty, lease: 0, by: next)
  }
}
