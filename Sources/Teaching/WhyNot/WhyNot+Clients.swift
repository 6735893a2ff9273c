import Explorer
import KeyValue
import RaftCore
import Simulation

extension WhyNot {
  func reasons(whyWaits client: ClientID) -> [Reason] {
    guard cluster.clients.isWaiting(client), let request = cluster.clients[client].request else {
      return []
    }
    return standing(of: client, request) + patience(of: client, request).map { .client($0) }
  }

  /// What has become of what the client asked for.
  private func standing(of client: ClientID, _ request: PendingRequest) -> [Reason] {
    if let answer = answer(to: client, request) { return [.client(answer)] }
    let server = request.target
    let onTheirWay = requests(of: client, request)
    switch cluster[server].life {
    case .crashed: return (onTheirWay + [.askedServerIsDown(client, server)]).map { .client($0) }
    case .paused: return (onTheirWay + [.askedServerIsPaused(client, server)]).map { .client($0) }
    case .running where onTheirWay.isEmpty: return atServer(server, client, request)
    case .running: return onTheirWay.map { .client($0) }
    }
  }

  private func answer(to client: ClientID, _ request: PendingRequest) -> Waiting? {
    for flight in cluster.network.flights where flight.loss == nil {
      if case .answer(_, client, let from, request.asked.serial) = flight.packet {
        return .answerOnItsWay(client, from: from, in: arrival(of: flight))
      }
    }
    return nil
  }

  /// The requests on their way, of every time that the client asked. One that waits at a server
  /// that is paused has arrived.
  private func requests(of client: ClientID, _ request: PendingRequest) -> [Waiting] {
    cluster.network.flights.compactMap { flight in
      guard case .request(request.asked, let to, _) = flight.packet, flight.loss == nil,
        cluster[to].life != .paused || flight.isHeld || flight.arrivesAt > cluster.now
      else { return nil }
      return .requestOnItsWay(client, to: to, in: arrival(of: flight))
    }
  }

  /// When something arrives; nil where that is not by itself.
  private func arrival(of flight: Flight) -> TimeSpan? {
    flight.isHeld ? nil : left(until: flight.arrivesAt)
  }

  /// The server runs and has been asked, and nothing is on its way.
  private func atServer(
    _ server: ServerID, _ client: ClientID, _ request: PendingRequest
  ) -> [Reason] {
    let isUnanswered = Reason.client(.unanswered(client, asked: server))
    guard request.asked.way == .log else { return [isUnanswered] }
    // A leader answers what it took in, even if the client has asked others since.
    for node in state.nodes where isRunning(node.id) {
      let pending = node.server?.role.leadership?.unanswered.first {
        $0.request.client == client && $0.request.serial == request.asked.serial
      }
      guard let index = pending?.index else { continue }
      let standing = Reason.client(.inLog(client, node.id, index))
      return [standing] + reasons(whyUncommitted: index, at: node.id)
    }
    let log = state[server].log
    let isThere = (log.firstIndex..<max(log.firstIndex, log.lastIndex + 1)).contains {
      log[$0].command.operation == request.asked
    }
    // A server that does not lead, or was not asked for it, never answers for what is in its log.
    return [isThere ? isUnanswered : .client(.nobodyHasIt(client, asked: server))]
  }

  private func patience(of client: ClientID, _ request: PendingRequest) -> [Waiting] {
    guard let left = left(until: request.retryAt) else { return [] }
    let most = cluster.settings.timing.clientTries
    return cluster.isLastTry(request)
      ? [.givesUp(client, in: left, tries: request.tries, of: most)]
      : [.asksAgain(client, in: left, tries: request.tries, of: most)]
  }
}
