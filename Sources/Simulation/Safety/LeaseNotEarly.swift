import KeyValue
import RaftCore

/// No lease is revoked before its time by the clock of a leader that led all that time, unless by hand
/// or by whoever holds it.
///
/// It counts by itself from what leaders do: a leader begins to count a lease when it begins to lead,
/// when it applies the grant, and whenever it keeps the lease alive. The time is the whole of what was
/// granted, or what was written down as left of it when the leader began.
struct LeaseNotEarly: Sendable {
  /// What each server counts, by its place.
  private var counts = [Count](repeating: Count(), count: ServerID.maximum)

  private struct Count: Sendable {
    /// Which of its times of leading this is.
    var turn: Int32 = -1
    var applied: LogIndex = -1
    var leases: [Counted] = []
  }

  private struct Counted: Sendable {
    let lease: LeaseID
    /// Since when it is counted, by the leader's clock, and how long it is to last.
    var since: Time
    var span: TimeSpan
    /// For how long it was counted when it was found that it had run out: the clock may have jumped
    /// since.
    var counted: TimeSpan = 0
  }

  /// A member may have begun to count, or applied something.
  mutating func observe(_ host: borrowing Host, at now: Time) {
    let place = host.id.number - 1
    guard host.member.leases.isPrimary else { return }
    let turn = host.service.count
    guard counts[place].turn != turn || counts[place].applied != host.applied else { return }
    let begins = counts[place].turn != turn
    counts[place].turn = turn
    counts[place].applied = host.applied
    if begins { counts[place].leases = [] }
    let clock = host.clock(at: now)
    for lease in host.store.leases
    where !counts[place].leases.contains(where: { $0.lease == lease.id }) {
      let seconds = begins && lease.remaining > 0 ? lease.remaining : lease.ttl
      counts[place].leases.append(
        Counted(lease: lease.id, since: clock, span: seconds * 1_000_000))
    }
  }

  /// A leader has kept a lease alive.
  mutating func renewed(_ lease: LeaseID, ttl: Int, by server: ServerID, at clock: Time) {
    let place = server.number - 1
    guard let found = counts[place].leases.firstIndex(where: { $0.lease == lease }) else { return }
    counts[place].leases[found] = Counted(lease: lease, since: clock, span: ttl * 1_000_000)
  }

  /// A leader has found that a lease has run out.
  mutating func ranOut(_ lease: LeaseID, by server: ServerID, at clock: Time) {
    let place = server.number - 1
    guard let found = counts[place].leases.firstIndex(where: { $0.lease == lease }) else { return }
    counts[place].leases[found].counted = clock - counts[place].leases[found].since
  }

  /// A member's revocation of a lease was applied for the first time.
  mutating func revoked(_ lease: LeaseID, of hosts: [Host], at now: Time) -> Finding? {
    defer { for place in counts.indices { counts[place].leases.removeAll { $0.lease == lease } } }
    // Of several who take themselves for the leader, the one of the latest term.
    var leader: Int?
    for place in hosts.indices
    where hosts[place].life != .crashed && hosts[place].member.leases.isPrimary {
      if let leader, hosts[leader].server.currentTerm > hosts[place].server.currentTerm { continue }
      leader = place
    }
    guard let leader, counts[leader].turn == hosts[leader].service.count,
      let counted = counts[leader].leases.first(where: { $0.lease == lease })
    else { return nil }
    let lasted = max(counted.counted, hosts[leader].clock(at: now) - counted.since)
    guard lasted < counted.span else { return nil }
    return Finding(
      property: .leaseNotEarly, servers: [hosts[leader].id],
      detail: .leaseRevokedEarly(
        lease, leader: hosts[leader].id, after: lasted, of: counted.span))
  }
}
