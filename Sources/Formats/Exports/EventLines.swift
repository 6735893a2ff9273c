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
    chronicle.forEach { event, before, cluster in
      text += Self.json(of: event, before: before, after: cluster).text + "\n"
    }
    self.text = text
  }

  private static func header(of chronicle: Chronicle) -> JSON {
    let settings = chronicle.settings
    let timing = settings.timing
    let election = settings.election.map {
      [JSON.Member(name: "election", value: .string($0.text))]
    }
    return .object(
      members(of: settings, timing, chronicle) + (election ?? []))
  }

  private static func members(
    of settings: Settings, _ timing: Timing, _ chronicle: Chronicle
  ) -> [JSON.Member] {
    let members: KeyValuePairs<String, JSON> = [
      "format": .string("raftlab-events"),
      "version": .number(version),
      "servers": .number(settings.servers),
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
      "events": .number(chronicle.eventCount),
      "end": .number(chronicle.end),
    ]
    return members.map { JSON.Member(name: $0.key, value: $0.value) }
  }

  private static func range(_ range: ClosedRange<TimeSpan>) -> JSON {
    .array([.number(range.lowerBound), .number(range.upperBound)])
  }

  static func json(of event: Event, before: [Host], after cluster: Cluster) -> JSON {
    var members: [JSON.Member] = []
    func add(_ name: String, _ value: JSON) {
      if value != .null { members.append(JSON.Member(name: name, value: value)) }
    }
    add("event", .number(event.number))
    add("time", .number(event.time))
    add("happening", .string(event.happening.name))
    add("server", .described(event.server))
    add("client", .described(event.client))
    add("detail", event.happening.detail)
    add("packet", event.carried.map(\.json) ?? .null)
    add("firings", .array(event.step.firings.map(\.json)))
    if let outside = event.outside { add("outside", outside.json) }
    add("sent", .array(event.sent.map { .number($0) }))
    add("changes", .array(changes(from: before, to: cluster.hosts)))
    let milestones = event.milestones.names
    add("milestones", milestones.isEmpty ? .null : .array(milestones.map { .string($0) }))
    add("violation", event.violation.map { .string($0.property.id) } ?? .null)
    return .object(members)
  }

  /// Every field of Figure 2 that the event changed, of every server.
  private static func changes(from before: [Host], to after: [Host]) -> [JSON] {
    zip(before, after).flatMap { old, new -> [JSON] in
      zip(old.fields, new.fields).compactMap { from, to in
        guard from.value != to.value else { return nil }
        return .members([
          "server": .string(new.id.description), "field": .string(to.name), "from": from.value,
          "to": to.value,
        ])
      }
    }
  }
}

extension Host {
  /// What changes of it are told.
  fileprivate var fields: [JSON.Member] {
    let leadership = server.role.leadership
    return [
      .init(name: "life", value: .string(life.name)),
      .init(name: "role", value: .string(server.role.name)),
      .init(name: "currentTerm", value: .number(server.currentTerm)),
      .init(name: "votedFor", value: .described(server.votedFor)),
      .init(name: "lastLog", value: server.log.last.json),
      .init(name: "commitIndex", value: .number(server.commitIndex)),
      .init(name: "lastApplied", value: .number(server.lastApplied)),
      .init(name: "leader", value: .described(server.leader)),
      .init(name: "votes", value: server.role.candidacy?.granted.json ?? .null),
    ]
      + server.peers.flatMap { peer -> [JSON.Member] in
        [
          .init(name: "nextIndex.\(peer)", value: .number(leadership?[peer].nextIndex)),
          .init(name: "matchIndex.\(peer)", value: .number(leadership?[peer].matchIndex)),
        ]
      }
      + [
        .init(name: "disk.currentTerm", value: .number(disk.state.currentTerm)),
        .init(name: "disk.votedFor", value: .described(disk.state.votedFor)),
        .init(name: "disk.lastLog", value: disk.state.log.last.json),
      ]
  }
}
