import NIOCore
import RaftCore
import Simulation

// What is done to a cluster by hand. Whether it can be done is asked before
// (`EtcdHistory.refusal`); what comes of it is seen, like everything else.
extension EtcdCluster {
  /// Does something, now: it stands among what is seen before anything that comes of it. Reads and
  /// writes go through `ask`.
  package func perform(_ stimulus: Stimulus) {
    _ = try? onLoop { () throws(EtcdError) in
      if let driver = self.driver, stimulus.isOfPrograms { return driver.perform(stimulus) }
      self.report(.act(stimulus, nil))
      self.carryOut(stimulus)
    }
  }

  private func carryOut(_ stimulus: Stimulus) {
    switch stimulus {
    case .crash(let server, _, _): kill(server)
    case .stop(let server): stop(server)
    case .restart(let server): restart(server, joins: false)
    case .wipe(let server): replace(server)
    case .pause(let server): processes[server.number - 1].pause()
    case .resume(let server): processes[server.number - 1].resume()
    case .split(let sides): network.topology.split(into: sides)
    case .isolate(let server): network.topology.isolate(server)
    case .cut(let from, let to): network.topology.setCut(true, from: from, to: to)
    case .mend(let from, let to): network.topology.setCut(false, from: from, to: to)
    case .heal:
      network.topology.heal()
      driver?.heal()
    case .setLink(let from, let to, let quality):
      network.topology.setQuality(quality, from: from, to: to)
    case .drop(let id): network.drop(id)
    case .hold(let id): network.hold(id)
    case .deliver(let id): network.deliverNow(id)
    case .transfer(let target): transfer(to: target)
    case .write, .read, .timeOut, .duplicate, .heartbeat, .sync, .retry, .giveUp, .setClock,
      .jumpClock, .setDisk, .setTiming, .setRule, .setFeature, .snapshot, .changeMembers, .manual,
      .reseed,
      .outside:
      break
    }
  }

  private func kill(_ server: ServerID) {
    guard processes[server.number - 1].isRunning else { return }
    processes[server.number - 1].kill()
    wentDown(server.number - 1)
  }

  private func stop(_ server: ServerID) {
    ending.insert(server)
    processes[server.number - 1].askToEnd()
  }

  private func restart(_ server: ServerID, joins: Bool) {
    guard !processes[server.number - 1].isRunning else { return }
    do throws(EtcdError) {
      try startMember(server.number - 1, joins: joins)
    } catch {
      report(.said(server, error.reason))
    }
  }

  /// The leader of the highest term among those that run, by what they said last.
  private var leader: ServerID? {
    statuses.filter { $0.value.role == .leader }.max { $0.value.term < $1.value.term }?.key
  }

  private func transfer(to target: ServerID) {
    guard let leader, let name = network.name(of: target) else { return }
    gateways[leader.number - 1].send(.transferLeadership(to: name), timeout: .seconds(5)) { reply in
      if case .refused(let why) = reply { self.report(.said(leader, why)) }
    }
  }

  // MARK: Clients

  /// How long a client waits for an answer, in milliseconds. Members wait longer: five seconds and
  /// two election timeouts.
  package var patience: Int { max(1000, 2 * plan.pace.election) }

  /// Asks a member in a client's name; what comes of it is seen.
  package func ask(_ event: ClientEvent, _ call: EtcdCall, by stimulus: Stimulus) {
    _ = try? onLoop { () throws(EtcdError) in
      self.report(.act(stimulus, event))
      let gateway = self.gateways[event.member.number - 1]
      gateway.send(call, timeout: .milliseconds(Int64(self.patience))) { reply in
        var ended = event
        ended.stage = .ended(Self.outcome(reply))
        self.report(.client(ended))
      }
    }
  }

  private static func outcome(_ reply: EtcdReply) -> CallOutcome {
    switch reply {
    case .unknown, .foreign: .unknown(reply.why)
    case .refused(let why): .refused(why)
    case .done(let json):
      .done(
        revision: reply.revision ?? 0,
        value: json["kvs"]?.elements.first?["value"]?.text.flatMap { Base64.decode($0) })
    }
  }

  /// Asks a member anything, and waits for the answer.
  package func call(
    _ call: EtcdCall, at member: ServerID, milliseconds: Int = 5000
  ) -> EtcdReply {
    let promise = loop.makePromise(of: EtcdReply.self)
    loop.execute {
      self.gateways[member.number - 1].send(
        call, timeout: .milliseconds(Int64(milliseconds))
      ) { promise.succeed($0) }
    }
    return (try? promise.futureResult.wait()) ?? .unknown("the cluster was stopped")
  }

  // MARK: A lost disk

  /// A member loses its disk, and another takes its place: etcd lets no member come back that has
  /// forgotten what it promised.
  private func replace(_ server: ServerID) {
    kill(server)
    guard let helper = helper(for: server), let name = network.name(of: server) else {
      report(.said(server, "no other member runs that could take it out of the cluster"))
      return
    }
    insist(.removeMember(name), for: server, by: helper) { _ in
      System.removeAll(self.plan.dataFolder(of: self.plan.members[server.number - 1]))
      self.add(server, by: helper)
    }
  }

  /// A member that runs and is on the leader's side, so far as is known.
  private func helper(for server: ServerID) -> ServerID? {
    leader.flatMap { $0 == server ? nil : $0 }
      ?? network.running.first { $0 != server && !processes[$0.number - 1].isPaused }
  }

  /// Adds the member to the cluster again, under the name that the cluster gives it, and starts it.
  private func add(_ server: ServerID, by helper: ServerID) {
    let member = plan.members[server.number - 1]
    insist(.addMember(peerURL: member.peerURL), for: server, by: helper) { json in
      guard let name = json["member"]?["ID"]?.text.flatMap({ UInt64($0) }) else { return }
      self.network.name(server, name)
      self.observers[server.number - 1].beginAgain(member, self.plan)
      self.report(.named(server, name))
      self.restart(server, joins: true)
    }
  }

  /// Asks for a change of members, again and again: etcd refuses it for some seconds after any
  /// member came back.
  private func insist(
    _ call: EtcdCall, for server: ServerID, by helper: ServerID, tries: Int = 10,
    completion: @escaping @Sendable (JSON) -> Void
  ) {
    gateways[helper.number - 1].send(call, timeout: .seconds(10)) { reply in
      switch reply {
      case .done(let json): completion(json)
      case .refused where tries > 1:
        self.loop.scheduleTask(in: .seconds(1)) {
          self.insist(call, for: server, by: helper, tries: tries - 1, completion: completion)
        }
      case .refused, .unknown, .foreign:
        self.report(.said(server, "its place in the cluster cannot be changed: \(reply.why)"))
      }
    }
  }
}

extension EtcdReply {
  /// Why it is not done.
  package var why: String {
    switch self {
    case .done: ""
    case .unknown(let why), .refused(let why): why
    case .foreign(let status): "an answer of status \(status) that is no JSON"
    }
  }
}

extension Stimulus {
  /// Whether it is done to a program, or to a letter of one.
  var isOfPrograms: Bool {
    switch self {
    case .outside: true
    case .drop(let id), .hold(let id), .deliver(let id): id >= LivePrograms.firstLetter
    case .crash, .stop, .restart, .wipe, .pause, .resume, .timeOut, .split, .isolate, .cut, .mend,
      .heal, .duplicate, .heartbeat, .sync, .retry, .giveUp, .setClock, .jumpClock, .setDisk,
      .setLink, .setRule, .setFeature, .setTiming, .transfer, .snapshot, .changeMembers, .manual,
      .reseed, .write,
      .read:
      false
    }
  }
}
