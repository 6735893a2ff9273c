import ClientPrograms
import KeyValue
import RaftCore
import Simulation

/// A run as JSON lines: a header, then every event with its firings, their evidence, and what
/// changed. `schema` describes it.
package struct EventLines: Sendable {
  /// The version of the format.
  package static let version = 1

  /// The lines, each ended by a newline.
  package let text: String

  package init(_ chronicle: Chronicle) {
    var text = Self.header(of: chronicle).text + "\n"
    chronicle.forEach { event, before, state in
      text += Self.json(of: event, before: before, after: state).text + "\n"
    }
    self.text = text
  }

  private static func header(of chronicle: Chronicle) -> JSON {
    let head = [
      JSON.Member(name: "format", value: .string("raftlab-events")),
      JSON.Member(name: "version", value: .number(version)),
      JSON.Member(name: "servers", value: .number(chronicle.state.servers.count)),
    ]
    let extent = [
      JSON.Member(name: "events", value: .number(chronicle.eventCount)),
      JSON.Member(name: "end", value: .number(chronicle.end)),
    ]
    let middle = chronicle.settings.map(members) ?? members(ofWatched: chronicle.state)
    let election = chronicle.settings?.election.map {
      [JSON.Member(name: "election", value: .string($0.text))]
    }
    return .object(head + middle + extent + (election ?? []))
  }

  private static func members(of settings: Settings) -> [JSON.Member] {
    let timing = settings.timing
    let members: KeyValuePairs<String, JSON> = [
      "seed": .string(String(settings.seed)),
      "rulesOff": .array(settings.rules.switchedOff.map { .string($0.id) }),
      "timing": .members([
        "electionTimeout": range(timing.electionTimeout),
        "heartbeat": .number(timing.heartbeat),
        "diskWrite": .number(timing.diskWrite),
        "clientTimeout": .number(timing.clientTimeout),
        "clientTries": .number(timing.clientTries),
      ]),
      "link": .string(settings.link.text),
    ]
    return members.map { JSON.Member(name: $0.key, value: $0.value) }
  }

  /// Of a real cluster: what runs, and from which span election timeouts are drawn, where that is known.
  private static func members(ofWatched state: ClusterState) -> [JSON.Member] {
    [
      JSON.Member(name: "program", value: .described(state.watched?.program)),
      JSON.Member(
        name: "timing",
        value: .members(["electionTimeout": state.electionTimeout.map(range) ?? .null])),
    ]
  }

  private static func range(_ range: ClosedRange<TimeSpan>) -> JSON {
    .array([.number(range.lowerBound), .number(range.upperBound)])
  }

  static func json(
    of event: Happening, before: [ServerState], after state: ClusterState
  ) -> JSON {
    var members: [JSON.Member] = []
    func add(_ name: String, _ value: JSON) {
      if value != .null { members.append(JSON.Member(name: name, value: value)) }
    }
    add("event", .number(event.number))
    add("time", .number(event.time))
    add("happening", .string(event.what.name))
    add("server", .described(event.server))
    add("client", .described(event.client))
    add("detail", event.what.detail)
    if event.witness != .simulation, state.watched != nil {
      add("witness", .string(event.witness.name))
    }
    add("packet", event.flight.map { $0.json(naming: state.entries) } ?? .null)
    add("firings", .array(event.step.firings.map { $0.json(naming: state.entries) }))
    if let outside = event.outside { add("outside", outside.json) }
    add("sent", .array(event.sent.map { .number($0) }))
    add("changes", .array(changes(from: before, to: state.servers, in: state.members)))
    let milestones = event.milestones.names
    add("milestones", milestones.isEmpty ? .null : .array(milestones.map { .string($0) }))
    add("violation", event.violation.map { .string($0.property.id) } ?? .null)
    return .object(members)
  }

  /// Every field of Figure 2 that the event changed, of every server.
  private static func changes(
    from before: [ServerState], to after: [ServerState], in members: ServerSet
  ) -> [JSON] {
    zip(before, after).flatMap { old, new -> [JSON] in
      zip(old.fields(in: members), new.fields(in: members)).compactMap { from, to in
        guard from.value != to.value else { return nil }
        return .members([
          "server": .string(new.id.description), "field": .string(to.name), "from": from.value,
          "to": to.value,
        ])
      }
    }
  }
}

extension ServerState {
  /// What changes of it are told; null where it is not known.
  fileprivate func fields(in members: ServerSet) -> [JSON.Member] {
    var fields: [JSON.Member] = []
    func add(_ name: String, _ value: JSON) {
      fields.append(JSON.Member(name: name, value: value))
    }
    add("life", .string(life.name))
    add("role", .described(raft.role?.name))
    add("currentTerm", .number(raft.currentTerm))
    add("votedFor", .described(raft.votedFor))
    add("lastLog", raft.log?.last.json ?? .null)
    add("commitIndex", .number(raft.commitIndex))
    add("lastApplied", .number(raft.lastApplied))
    add("leader", .described(raft.leader))
    add("votes", raft.role?.candidacy?.granted.json ?? .null)
    let leadership = raft.role?.leadership
    for peer in members.removing(id) {
      add("nextIndex.\(peer)", .number(leadership?[peer].nextIndex))
      add("matchIndex.\(peer)", .number(leadership?[peer].matchIndex))
    }
    add("disk.currentTerm", .number(disk?.currentTerm))
    add("disk.votedFor", .described(disk?.votedFor))
    add("disk.lastLog", disk?.log.last.json ?? .null)
    // What is watched of a real member's log may begin anywhere: that is no snapshot of its.
    add("snapshot", disk == nil ? .null : raft.log?.start.json ?? .null)
    add("disk.snapshot", disk?.log.start.json ?? .null)
    add("configuration", raft.membership.map { JSON.object($0.fields) } ?? .null)
    return fields
  }
}
