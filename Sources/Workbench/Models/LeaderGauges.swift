import RaftCore
import Simulation

/// Whom a leader hears, and until when that is enough for it to go on leading (CheckQuorum).
struct QuorumGauge {
  /// Those that it heard from within an election timeout, itself among them.
  let heard: ServerSet
  let needed: Int
  /// Microseconds of virtual time until it steps down, unless it hears from others again.
  let left: Time

  /// Nil where nobody looks, or that is not known.
  init?(_ host: borrowing ServerState, in membership: Membership, at now: Time) {
    guard host.life != .crashed, membership.leastQuorum > 1,
      let configuration = host.raft.configuration,
      configuration.features[.checkQuorum], let clock = host.clock,
      let leadership = host.raft.role?.leadership, let contacts = leadership.contacts,
      leadership.isWatchingQuorum
    else { return nil }
    let timeout = configuration.electionTimeout
    let isByMarks = configuration.features[.etcdVariants]
    heard = contacts.heard(
      of: membership.allVoters, leader: host.id, now: clock, within: isByMarks ? nil : timeout)
    needed = membership.leastQuorum
    // Spans of its clock take longer where that is slow.
    let rate = max(1, host.clockRate ?? 1000)
    let untilLook = host.quorum?.deadline.map { max(0, $0 - now) } ?? 0
    if isByMarks {
      // It looks once an election timeout, and not before.
      left = untilLook + (membership.isQuorum(heard) ? timeout * 1000 / rate : 0)
    } else {
      let heardAt = contacts.quorumHeardAt(of: membership, leader: host.id, now: clock)
      left = max(untilLook, (heardAt + timeout - clock) * 1000 / rate)
    }
  }

  /// A dot for each that is needed, filled where one is heard: `●●○`.
  var dots: String {
    (0..<needed).map { $0 < heard.count ? "●" : "○" }.joined()
  }
}

/// What is left of a leader's lease, by the leader's own clock (lease reads).
enum LeaseGauge {
  case none
  /// As etcd has it: as long as it leads.
  case withoutClock
  /// Microseconds of its clock that are left, and of how many.
  case running(left: Int, length: Int)

  /// Nil where nobody reads by leases, or that is not known.
  init?(_ host: borrowing ServerState) {
    guard host.life != .crashed, let configuration = host.raft.configuration,
      configuration.features[.leaseReads], host.raft.role?.isLeader == true
    else { return nil }
    if configuration.features[.etcdVariants] {
      self = .withoutClock
    } else if let end = host.raft.leaseEnd, let clock = host.clock, end > clock {
      self = .running(left: end - clock, length: configuration.leaseLength)
    } else {
      self = .none
    }
  }

  /// A bar of some columns: `▓▓░`; what is left has at least one.
  static func bar(_ left: Int, of length: Int, columns: Int = 3) -> String {
    let full = min(columns, (left * columns + length - 1) / max(1, length))
    return String(repeating: "▓", count: full) + String(repeating: "░", count: columns - full)
  }
}

/// To whom a leader hands over, and when it gives that up.
struct TransferGauge {
  let target: ServerID
  /// Whether the target was bidden to start its election.
  let isBidden: Bool
  /// Whether it stops then.
  let stops: Bool
  /// Microseconds of virtual time until it gives up.
  let left: Time

  init?(_ host: borrowing ServerState, at now: Time) {
    guard host.life != .crashed, let transfer = host.raft.role?.leadership?.transfer else {
      return nil
    }
    target = transfer.target
    isBidden = transfer.isSent
    stops = host.raft.stopping != nil
    left = max(0, (host.transfer?.deadline ?? now) - now)
  }
}

extension Time {
  /// In milliseconds, rounded.
  var wholeMilliseconds: Int { (self + 500) / 1000 }
}
