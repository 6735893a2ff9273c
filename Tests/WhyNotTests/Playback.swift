import KeyValue
import RaftCore
import Simulation

@testable import Teaching

/// A copy of a cluster that goes on by itself, while some messages are taken off their way.
///
/// What is said of moments in time, and of clients, is held against it: the explorer knows neither.
struct Playback {
  private(set) var cluster: Cluster
  private(set) var event = Event()
  private let now: Time

  init(_ cluster: Cluster) {
    self.cluster = cluster
    now = cluster.now
  }

  /// Lets the next event happen, if it does so by a moment.
  private mutating func next(until limit: Time, without isDropped: (Packet) -> Bool) -> Bool {
    while let flight = cluster.network.flights.first(where: { isDropped($0.packet) }) {
      try? cluster.perform(.drop(flight: flight.id), into: &event)
    }
    return cluster.advance(into: &event, until: limit)
  }

  // MARK: Timers

  /// Whether, as long as no message starts a timer again, this server's election timer is the first
  /// of some to run out, at that moment; nil: none does.
  func isFirstToStand(_ first: ServerID?, in left: TimeSpan?, of servers: ServerSet) -> Bool {
    guard let first, let left else { return first == nil && left == nil || cluster.isManual }
    var copy = self
    while copy.next(
      until: now + left,
      without: { packet in
        guard case .message = packet, let receiver = packet.receiver else { return false }
        return servers.contains(receiver)
      })
    {
      guard copy.event.happening == .timeout(.election), let server = copy.event.server,
        servers.contains(server)
      else { continue }
      return server == first && copy.event.time == now + left
    }
    return false
  }

  /// A server that asks first stands in that term, and not as long as nobody answers.
  func asksFirst(_ server: ServerID, for term: Term) -> Claim {
    let host = cluster[server].server
    guard host.role.isPreCandidate, host.currentTerm + 1 == term else {
      return Claim(.asksFirst, isSo: false)
    }
    var unanswered = self
    while unanswered.next(until: now + 2_000_000, without: { $0.receiver == server }) {
      if unanswered.cluster[server].server.role.isCandidate {
        return Claim(.asksFirst, isSo: false)
      }
    }
    return Claim(.asksFirst, isSo: true)
  }

  // MARK: Clients

  func claim(_ reason: WhyNot.Waiting) -> Claim {
    switch reason {
    case .requestOnItsWay(let client, let server, let left):
      return Claim(
        .requestOnItsWay,
        isSo: arrives(in: left) { packet in
          guard case .request(let operation, server, _) = packet else { return false }
          return operation == request(of: client)?.operation
        })
    case .answerOnItsWay(let client, let server, let left):
      return Claim(
        .answerOnItsWay,
        isSo: arrives(in: left) { packet in
          guard case .answer(_, client, server, let serial) = packet else { return false }
          return serial == request(of: client)?.operation.serial
        })
    case .askedServerIsDown(let client, let server):
      let isStated = isAsked(server, by: client) && cluster[server].life == .crashed
      return Claim(.askedServerIsDown, isSo: isStated && !answers(client, by: server))
    case .askedServerIsPaused(let client, let server):
      let isStated = isAsked(server, by: client) && cluster[server].life == .paused
      return Claim(.askedServerIsPaused, isSo: isStated && !answers(client, by: server))
    case .inLog(let client, let server, let index):
      return Claim(.inLog, isSo: waits(client, for: index, at: server))
    case .nobodyHasIt(let client, let server):
      let log = cluster[server].server.log
      let operation = request(of: client)?.operation
      let isThere =
        log.lastIndex > 0 && (1...log.lastIndex).contains { log[$0].command.operation == operation }
      return Claim(
        .nobodyHasIt, isSo: isAsked(server, by: client) && !isThere && !answers(client))
    case .unanswered(let client, let server):
      return Claim(.unanswered, isSo: isAsked(server, by: client) && !answers(client))
    case .asksAgain(let client, let left, let tries, let most):
      return Claim(.asksAgain, isSo: loses(client, in: left, tries, most) == .asksAgain)
    case .givesUp(let client, let left, let tries, let most):
      return Claim(.givesUp, isSo: loses(client, in: left, tries, most) == .givesUp)
    }
  }

  private func request(of client: ClientID) -> PendingRequest? { cluster.clients[client].request }

  private func isAsked(_ server: ServerID, by client: ClientID) -> Bool {
    request(of: client)?.target == server
  }

  /// Whether something on its way arrives at that moment; nil: not by itself.
  private func arrives(in left: TimeSpan?, _ isMeant: (Packet) -> Bool) -> Bool {
    let flights = cluster.network.flights.filter { isMeant($0.packet) && $0.loss == nil }
    guard let left else { return flights.contains { $0.isHeld || cluster.isManual } }
    // What waited for a server that was paused arrives as soon as that goes on.
    let flight = flights.first { max($0.arrivesAt, now) == now + left && !$0.isHeld }
    guard let flight else { return false }
    // A server that is paused takes it in when it goes on, and one that is down never does.
    if let receiver = flight.packet.receiver, cluster[receiver].life != .running { return true }
    var copy = self
    while copy.next(until: now + left, without: { _ in false }) {
      if copy.event.flight?.id == flight.id { return copy.event.time == now + left }
    }
    return false
  }

  /// Whether a client gets an answer, by a server if one is named, before it asks again.
  private func answers(_ client: ClientID, by server: ServerID? = nil) -> Bool {
    var copy = self
    let patience = request(of: client)?.retryAt ?? now
    let serial = request(of: client)?.operation.serial
    while copy.next(until: min(now + 500_000, patience - 1), without: { _ in false }) {
      guard copy.event.happening == .answered, copy.event.client == client,
        case .answer(_, _, let from, serial)? = copy.event.flight?.packet
      else { continue }
      if server == nil || server == from { return true }
    }
    return false
  }

  /// Whether a server leads and has a client's command at an index, and the answer leaves when that
  /// is applied, and not before.
  private func waits(_ client: ClientID, for index: LogIndex, at server: ServerID) -> Bool {
    let host = cluster[server].server
    let (term, operation) = (host.currentTerm, request(of: client)?.operation)
    guard host.role.isLeader, cluster[server].life == .running,
      (1...max(1, host.log.lastIndex)).contains(index), host.log.lastIndex > 0,
      host.log[index].command.operation == operation, host.lastApplied < index
    else { return false }
    var copy = self
    while copy.next(until: now + 500_000, without: { _ in false }) {
      let server = copy.cluster[server].server
      let isAnswered = copy.cluster.network.flights.contains { flight in
        guard case .answer(.done, client, host.id, operation?.serial) = flight.packet else {
          return false
        }
        return true
      }
      if server.lastApplied >= index, server.role.isLeader, server.currentTerm == term {
        return isAnswered
      }
      if isAnswered { return false }
    }
    return true
  }

  private func loses(
    _ client: ClientID, in left: TimeSpan, _ tries: Int, _ most: Int
  ) -> Claim.Kind? {
    guard tries == request(of: client)?.tries, most == cluster.settings.timing.clientTries else {
      return nil
    }
    var copy = self
    while copy.next(
      until: now + left,
      without: { packet in
        if case .answer(_, client, _, _) = packet { true } else { false }
      })
    {
      guard copy.event.client == client, copy.event.time == now + left else { continue }
      if case .retried = copy.event.happening { return .asksAgain }
      if case .gaveUp = copy.event.happening { return .givesUp }
    }
    return nil
  }
}
