import KeyValue
import RaftCore

// What members have due for programs, brought by hand.
extension Cluster {
  /// What of this a member has due now; nil when it has not.
  func found(_ due: ProgramDue, at server: ServerID) -> ProgramDue? {
    due.found(in: moments(of: server))
  }

  /// What a member has due for programs, each with when time would bring it.
  private func moments(of server: ServerID) -> [(due: ProgramDue, time: Time)] {
    let host = self[server]
    var moments: [(due: ProgramDue, time: Time)] = []
    if host.service.putOff != nil { moments.append((.proposal, now)) }
    if host.member.leases.isPrimary {
      let since = host.clock(at: now) - host.lookedAt
      moments.append(
        (.leases, now + host.localClock.duration(of: max(0, LeaseClock.lookInterval - since))))
    }
    if let oldest = host.service.calls.first {
      moments.append((.giveUp, oldest.since + serviceLimit))
    }
    return moments
  }

  /// What is due at a member comes now, whenever time would have brought it.
  mutating func bring(_ due: ProgramDue, to server: ServerID, in event: inout Event) {
    event.server = server
    switch due {
    case .leases:
      // The look for which there is a notice already is this one.
      hosts[server.number - 1].service.count += 1
      look(at: server, asAct: true, in: &event)
    case .proposal:
      guard let number = self[server].service.putOff else { return }
      doWhatWasPutOff(number, at: server, asAct: true, in: &event)
    case .giveUp:
      guard let oldest = self[server].service.calls.first else { return }
      giveUp(oldest, at: server, asAct: true, in: &event)
    case .next, .timer, .answer, .watch: break
    }
  }
}

extension Service {
  /// The number of what it put off and can do now: of a question, or 0 of leases that ran out; nil
  /// when there is none.
  fileprivate var putOff: Int32? {
    if !doomed.isEmpty, proof == nil { return 0 }
    return calls.first { $0.state == .submitting }?.number
  }
}
