// Reads by the clock (Ongaro's dissertation, §6.4.1).
extension Server {
  /// When the leader's lease ends, by its own clock; nil when it has none.
  ///
  /// "Once the leader's heartbeats were acknowledged by a majority, the leader would assume that no
  /// other server will become leader for about an election timeout": from when they were *sent*,
  /// since whoever answered may have begun to wait as early as that.
  package var leaseEnd: Int? {
    guard let sentAt = leaseStart else { return nil }
    return sentAt + configuration.leaseLength
  }

  /// When the round was sent that a majority has answered; now, for one who needs nobody's answer.
  private var leaseStart: Int? {
    guard case .leader(let leadership) = role else { return nil }
    // Whoever was bidden to start an election is voted for at once, whatever was promised.
    guard !leadership.hasSentTimeoutNow || !obeys(.noLeaseAfterTimeoutNow) else { return nil }
    if isQuorum([id]) { return clock }
    guard leadership.isWatchingQuorum, let contacts = leadership.contacts else { return nil }
    let confirmed = contacts.confirmedRound(of: counted, leader: id)
    return confirmed >= contacts.firstLeaseRound ? contacts.sentAt(round: confirmed) : nil
  }

  /// Answers a read by the lease, if there is one.
  ///
  /// etcd's library looks at no clock: it answers while it leads, which CheckQuorum ends after one to
  /// two election timeouts.
  ///
  /// - Returns: whether the read is settled; if not, it needs a round like any other.
  mutating func readsByLease(_ read: PendingRead, into step: inout Step) -> Bool {
    let isByClock = !configuration.features[.etcdVariants]
    let start = leaseStart
    if start == nil, isByClock, role.leadership?.hasSentTimeoutNow == true {
      step.fire(
        .noLeaseAfterTimeoutNow,
        because: .read(read.request, asker: nil, index: commitIndex, round: 0))
      return false
    }
    // No majority has answered a round yet: there is no lease that could have expired.
    if start == nil, isByClock { return false }
    // A server that looks at its clock only when its lease is renewed takes that for the present,
    // however long it then stood still or was cut off.
    let renewedAt = role.leadership?.contacts?.heardAt ?? clock
    let now = obeys(.leasePresentClock) ? clock : renewedAt
    let age = now - (start ?? now)
    let evidence = Evidence.lease(read.request, age: age, length: configuration.leaseLength)
    guard !isByClock || age < configuration.leaseLength else {
      step.fire(.leaseExpired, because: evidence)
      return false
    }
    var read = read
    read.index = commitIndex
    read.waitsFor = .apply
    step.fire(.readByLease, because: evidence)
    reads.append(read)
    fireWait(for: read, into: &step)
    return true
  }
}
