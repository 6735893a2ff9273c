import ClientPrograms
import KeyValue
import RaftCore
import Simulation

// The names of things in exports. They are part of the formats: changing one is a new version.

extension Event.Happening {
  /// What belongs to it; null when nothing does.
  var detail: JSON {
    switch self {
    case .stimulus(let stimulus): .string(stimulus.text)
    case .lost(let loss): .string(loss.name)
    case .timeout(let timer): .string(timer.name)
    case .written(let write): .object(write.fields)
    case .retried(let server): .string(server.description)
    case .quiet, .delivered, .answered, .gaveUp, .asked, .outside, .seen: .null
    }
  }
}

extension LogPosition {
  var json: JSON { .members(["index": .number(index), "term": .number(term)]) }
}

extension ServerSet {
  var json: JSON { .array(map { .string($0.description) }) }
}

extension Entry {
  /// The term, and what the state machine is asked; null for a leader's no-op.
  var json: JSON {
    .members([
      "term": .number(term), "operation": command.operation.map { .object($0.fields) } ?? .null,
    ])
  }
}

extension RequestID {
  /// The client and its serial number.
  var json: JSON {
    .members(["client": .string(client.description), "serial": .number(serial)])
  }
}

extension FlightState {
  var json: JSON {
    let ends: (from: Party?, to: Party?) =
      if case .letter(let letter) = packet {
        (letter.from, letter.to)
      } else {
        (packet.sender.map { .server($0) }, packet.receiver.map { .server($0) })
      }
    return .members([
      "id": .number(id), "sentBy": .number(sentBy), "sentAt": .number(sentAt),
      "arrivesAt": .number(arrivesAt), "from": .described(ends.from),
      "to": .described(ends.to), "content": .of(packet),
    ])
  }
}

extension OutsideEvent {
  /// What it was for the programs outside.
  var json: JSON {
    var members: [JSON.Member] = [JSON.Member(name: "what", value: .string(what.name))]
    func add(_ name: String, _ value: JSON) {
      if value != .null { members.append(JSON.Member(name: name, value: value)) }
    }
    add("program", .described(program))
    add("detail", what.detail)
    add("firings", .array(firings.map(\.json)))
    if let believers {
      add(
        "believers",
        .members([
          "contest": .string(believers.contest), "before": .names(believers.before),
          "after": .names(believers.after), "lasted": .number(believers.lasted),
        ]))
    }
    if let holder {
      add(
        "holder",
        .members([
          "contest": .string(holder.contest), "before": .described(holder.before),
          "after": .described(holder.after),
        ]))
    }
    return .object(members)
  }
}

extension OutsideEvent.What {
  /// What belongs to it; null when nothing does.
  fileprivate var detail: JSON {
    switch self {
    case .act, .applied, .started, .delivered: .null
    case .timedOut(let timer): .string(timer.name)
    case .unanswered(let number): .number(number)
    case .lost(let loss): .string(loss.name)
    case .leasesRanOut(let leases), .leasesWrittenDown(let leases), .revokes(let leases):
      .array(leases.map { .number($0) })
    case .proposesAtLast(let number, let program), .gaveUp(let number, let program):
      .members(["number": .number(number), "of": .described(program)])
    }
  }
}

extension ProgramFiring {
  /// The rule, the Go call that it stands for, and what it went by; null when it needs no comparison.
  fileprivate var json: JSON {
    .members([
      "rule": .string(rule.id), "call": .described(rule.call),
      "evidence": evidence.kind == .none
        ? .null
        : .object(
          [JSON.Member(name: "kind", value: .string(evidence.name))]
            + evidence.fields.map { JSON.Member(name: $0.name, value: $0.value.json) }),
    ])
  }
}

extension ElectionField.Value {
  fileprivate var json: JSON {
    switch self {
    case .none: .null
    case .moment(let number), .span(let number), .revision(let number), .lease(let number),
      .count(let number):
      .number(number)
    case .key(let key): .string(key.description)
    case .flag(let isSet): .bool(isSet)
    case .text(let text): .string(text)
    }
  }
}

extension JSON {
  fileprivate static func names(_ programs: [ProgramID]) -> JSON {
    .array(programs.map { .string($0.description) })
  }
}
