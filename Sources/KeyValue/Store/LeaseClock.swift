/// One member's count of how long leases last. Only the leader counts; all others only know that
/// they are there.
///
/// No lease ends before its time by the clock of a leader that led all that time. It may well last
/// longer: the next leader begins anew, and what has run out is looked for at intervals and revoked
/// through the log. Times are microseconds of the member's own clock.
package struct LeaseClock: Hashable, Sendable {
  /// At which intervals a leader looks for leases that ran out.
  package static let lookInterval = 500_000
  /// After which time one that ran out is reported again, should it still be there.
  package static let retryInterval = 3_000_000
  /// The most that are reported at once.
  package static let reportLimit = 500

  /// Whether this member counts.
  package private(set) var isPrimary = false
  private var counts: [Count] = []

  /// The clock of a member that does not lead.
  package init() {}

  private struct Count: Hashable, Sendable {
    let lease: LeaseID
    /// When it runs out.
    var end: Int
    /// When it is to be looked at next.
    var lookAt: Int
  }

  /// The member leads from now on: every lease gets its whole time again, or what is written down
  /// as left of it, and an election timeout on top.
  package mutating func promote(_ leases: [Lease], at now: Int, extension extra: Int) {
    isPrimary = true
    counts = []
    for lease in leases {
      count(
        lease.id,
        until: now + extra + (lease.remaining > 0 ? lease.remaining : lease.ttl) * 1_000_000)
    }
  }

  /// The member leads no more, and stops counting.
  package mutating func demote() {
    isPrimary = false
    counts = []
  }

  /// A lease was granted: its time begins when the leader applies that.
  package mutating func granted(_ lease: Lease, at now: Int) {
    if isPrimary { count(lease.id, until: now + lease.ttl * 1_000_000) }
  }

  /// A lease was revoked.
  package mutating func revoked(_ lease: LeaseID) { counts.removeAll { $0.lease == lease } }

  /// Somebody keeps a lease alive: it has its whole time again.
  ///
  /// - Returns: whether that is so. What has run out is not revived, though it may still be there.
  package mutating func renew(_ lease: Lease, at now: Int) -> Bool {
    guard let place = counts.firstIndex(where: { $0.lease == lease.id }), now < counts[place].end
    else { return false }
    counts.remove(at: place)
    count(lease.id, until: now + lease.ttl * 1_000_000)
    return true
  }

  /// Which leases ran out and are to be revoked, the earliest first. Each is reported once until
  /// the retry interval has passed.
  package mutating func expired(at now: Int) -> [LeaseID] {
    var found: [LeaseID] = []
    while let first = counts.first, first.lookAt <= now, found.count < Self.reportLimit {
      found.append(first.lease)
      counts.removeFirst()
      count(first.lease, until: first.end, lookAt: now + Self.retryInterval)
    }
    return found
  }

  /// How long a lease still lasts, in microseconds, negative once it has run out; nil when this
  /// member does not count it.
  package func remaining(of lease: LeaseID, at now: Int) -> Int? {
    counts.first { $0.lease == lease }.map { $0.end - now }
  }

  /// How long a lease still lasts in whole seconds, as clients are told; nil when this member does
  /// not count it. Rounded towards 0: it is 0 for a second while the lease is still there.
  package func timeToLive(of lease: LeaseID, at now: Int) -> Int? {
    remaining(of: lease, at: now).map { $0 / 1_000_000 }
  }

  /// Kept in the order in which they are to be looked at, the same ones in that of their numbers.
  private mutating func count(_ lease: LeaseID, until end: Int, lookAt: Int? = nil) {
    let count = Count(lease: lease, end: end, lookAt: lookAt ?? end)
    let place = counts.firstIndex { ($0.lookAt, $0.lease) > (count.lookAt, lease) }
    counts.insert(count, at: place ?? counts.count)
  }
}
