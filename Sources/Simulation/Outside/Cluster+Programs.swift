import ClientPrograms
import KeyValue
import RaftCore

// What the simulation is to programs outside.
extension Cluster: ProgramHost {
  var letters: Post {
    _read { yield network.post }
    _modify { yield &network.post }
  }

  var serverCount: Int { hosts.count }
  var acknowledged: LogIndex { safety?.programs?.acknowledged ?? 0 }

  mutating func nextLetter() -> Int { network.nextNumber() }

  func isUp(_ server: ServerID) -> Bool { self[server].life != .crashed }

  mutating func putsOff(_ due: Due.What, for server: ServerID) -> Bool {
    guard self[server].life == .paused else { return false }
    self[server].backlog.append(due)
    return true
  }

  /// Sends a letter in the name of a program.
  mutating func post(
    _ content: Letter.Content, from: Party, to: Party, of program: ProgramID,
    index: LogIndex
  ) {
    network.post(
      content, from: from, to: to, of: program, index: index, on: &agenda, at: occasion)
  }

  // MARK: What watches over safety

  mutating func note(
    _ answer: ProgramAnswer, to call: Process.OpenCall, of program: ProgramID, by server: ServerID,
    at index: LogIndex
  ) {
    safety?.programs?.answered(call, of: program, answer, by: server, at: index)
  }

  mutating func note(_ response: Watcher.Response, to program: ProgramID, by watch: Int) {
    safety?.programs?.told(response, to: program, by: watch)
  }

  mutating func noteAccepted(_ work: Work) {
    safety?.programs?.accepted(work, isFenced: outside!.options[.fencing])
  }

  // MARK: After each event

  /// A member may have applied something that changes who leads, and one that knows of a leader again
  /// goes on with what waited for one.
  mutating func settlePrograms(in event: inout Event) {
    if let server = event.server, hosts[server.number - 1].life == .running {
      settle(server, in: &event)
    }
    guard settings.checksSafety else { return }
    event.violation = safety!.observePrograms(on: occasion)
  }

  private mutating func settle(_ server: ServerID, in event: inout Event) {
    let place = server.number - 1
    safety?.programs?.observe(place, of: hosts, network.post.requests, at: now)
    if hosts[place].member.store.revision > outside!.revision {
      let before = outside!.contests
      outside!.see(hosts[place].member.store, at: now)
      for (old, new) in zip(before, outside!.contests) where old.holder != new.holder {
        if event.outside == nil { event.outside = OutsideEvent(.applied) }
        event.outside?.holder = OutsideEvent.Holder(
          contest: new.name, before: old.holder, after: new.holder)
      }
    }
    if hosts[place].service.hasBegunToCount {
      hosts[place].service.hasBegunToCount = false
      if event.outside == nil { event.outside = OutsideEvent(.applied) }
      event.outside?.firings.append(
        ProgramFiring(
          rule: .beginCounting, evidence: .clock(hosts[place].clock(at: now)), effects: 0..<0))
    }
    proposeAtLast(at: server)
  }
}
