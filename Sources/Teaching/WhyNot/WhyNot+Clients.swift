import Explorer
import KeyValue
import RaftCore
import Simulation

extension WhyNot {
  func reasons(whyWaits client: ClientID) -> [Reason] {
    guard cluster.clients.isWaiting(client), let request = cluster.clients[client].request else {
      return []
    }
    return reasons(client, request) + patience(of: client, request).map { .client($0) }
  }

  private func reasons(_ client: ClientID, _ request: PendingRequest) -> [Reason] {
    let server = request.target
    for flight in cluster.network.flights {
      switch flight.packet {
      case .request(let operation, let to, _) where operation == request.operation && to == server:
        return flight.loss == nil
          ? [.client(.requestOnItsWay(client, to: server, in: left(until: flight.arrivesAt)))]
          : [.client(.requestLost(client, to: server))]
      case .answer(_, client, let from, request.operation.serial) where flight.loss == nil:
        return [.client(.answerOnItsWay(client, from: from, in: left(until: flight.arrivesAt)))]
      case .request, .answer, .message, .letter: continue
      }
    }
    switch cluster[server].life {
    case .crashed: return [.client(.askedServerIsDown(client, server))]
    case .paused: return [.client(.askedServerIsPaused(client, server))]
    case .running: return atServer(server, client, request)
    }
  }

  /// The server runs and has been asked.
  private func atServer(
    _ server: ServerID, _ client: ClientID, _ request: PendingRequest
  ) -> [Reason] {
    let isUnanswered = Reason.client(.unanswered(client, asked: server))
    guard request.operation.way == .log else { return [isUnanswered] }
    let node = state[server]
    let index = (1...max(1, node.log.lastIndex)).last {
      $0 <= node.log.lastIndex && node.log[$0].command.operation == request.operation
    }
    guard let index else { return [.client(.nobodyHasIt(client, asked: server))] }
    let isCommitted = node.committed >= index
    // A server that does not lead any more never answers, even when the entry is committed.
    guard node.isLeader, !isCommitted else { return [isUnanswered] }
    return [.client(.inLog(client, server, index))] + reasons(whyUncommitted: index, at: server)
  }

  private func patience(of client: ClientID, _ request: PendingRequest) -> [Waiting] {
    guard let left = left(until: request.retryAt) else { return [] }
    return [
      .asksAgain(
        client, in: left, tries: request.tries, of: cluster.settings.timing.clientTries)
    ]
  }
}
