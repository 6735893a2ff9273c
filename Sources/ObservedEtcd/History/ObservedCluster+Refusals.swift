import KeyValue
import RaftCore
import Simulation

// What cannot be done to a real cluster: never, or as it stands now.
extension ObservedCluster {
  func refusal(of stimulus: Stimulus) -> Refusal? {
    if let unknown = stimulus.servers.subtracting(members).first { return .noSuchServer(unknown) }
    switch stimulus {
    case .crash(let server, let keeping, let records):
      if keeping > 0 || records > 0 { return .hasNoCounterpart(.partialWrites) }
      return life(server) == .crashed ? .isDown(server) : nil
    case .stop(let server): return life(server) == .crashed ? .isDown(server) : nil
    case .restart(let server): return life(server) == .crashed ? nil : .isUp(server)
    case .wipe(let server):
      return members.count == 1 || others(than: server).isEmpty ? .nobodyLeads : nil
    case .pause(let server):
      switch life(server) {
      case .crashed: return .isDown(server)
      case .paused: return .isPaused(server)
      case .running: return nil
      }
    case .resume(let server): return life(server) == .paused ? nil : .isNotPaused(server)
    case .heal: return topology.isWhole && programs?.post.isWhole ?? true ? .isWhole : nil
    case .drop(let id), .deliver(let id), .hold(let id), .duplicate(let id):
      if id >= LivePrograms.firstLetter, let programs { return programs.refusal(of: stimulus) }
      return refusal(of: stimulus, onMessage: id)
    case .write: return clientsBusy
    case .read(_, _, let way): return way == .lease ? .hasNoCounterpart(.readingWays) : clientsBusy
    case .transfer(let target): return refusalOfTransfer(to: target)
    case .split, .isolate, .cut, .mend: return nil
    case .setLink(_, _, let quality):
      return quality.duplication > 0 || quality.reordering > 0
        ? .hasNoCounterpart(.duplicates) : nil
    case .timeOut, .heartbeat: return .hasNoCounterpart(.timers)
    case .sync, .setDisk: return .hasNoCounterpart(.disks)
    case .retry, .giveUp: return .hasNoCounterpart(.patience)
    case .setClock, .jumpClock: return .hasNoCounterpart(.clocks)
    case .setRule, .setFeature: return .hasNoCounterpart(.rules)
    case .setTiming: return .hasNoCounterpart(.timing)
    case .snapshot: return .hasNoCounterpart(.snapshots)
    case .changeMembers: return .hasNoCounterpart(.membership)
    case .manual, .reseed: return .hasNoCounterpart(.repeating)
    case .outside:
      guard let programs else { return .hasNoCounterpart(.programs) }
      return programs.refusal(of: stimulus)
    }
  }

  private func refusal(of stimulus: Stimulus, onMessage id: Int) -> Refusal? {
    if case .duplicate = stimulus { return .hasNoCounterpart(.duplicates) }
    guard let flight = flight(id) else { return .noSuchFlight(id) }
    if case .hold = stimulus, flight.isHeld { return .isHeld(id) }
    return nil
  }

  private func life(_ server: ServerID) -> Life { servers[server.number - 1].life }

  private func flight(_ id: Int) -> FlightState? { flights.first { $0.id == id } }

  private func others(than server: ServerID) -> ServerSet {
    ServerSet(members.filter { $0 != server && life($0) == .running })
  }

  private var clientsBusy: Refusal? {
    clients.count { $0.request != nil } >= Clients.limit ? .clientsBusy : nil
  }

  private func refusalOfTransfer(to target: ServerID) -> Refusal? {
    if life(target) == .crashed { return .isDown(target) }
    let leader = servers.filter { $0.life == .running && $0.raft.role?.isLeader == true }
      .max { ($0.raft.currentTerm ?? 0) < ($1.raft.currentTerm ?? 0) }
    guard let leader else { return .nobodyLeads }
    return leader.id == target ? .leadsAlready(target) : nil
  }
}
