import ClientPrograms
import KeyValue
import RaftCore
import Simulation

// The names of things in exports. They are part of the formats: changing one is a new version.

extension Happening.What {
  /// What belongs to it; null when nothing does.
  var detail: JSON {
    switch self {
    case .stimulus(let stimulus): .string(stimulus.text)
    case .lost(let loss): .string(loss.name)
    case .timeout(let timer): .string(timer.name)
    case .written(let write): .object(write.fields)
    case .retried(let server): .string(server.description)
    case .seen(let sight): sight.json
    case .quiet, .delivered, .answered, .gaveUp, .asked, .outside: .null
    }
  }
}

extension Sight {
  /// Its kind and what belongs to it.
  fileprivate var json: JSON {
    switch self {
    case .began: .members(["kind": .string("began")])
    case .life(let life): .members(["kind": .string("life"), "life": .string(life.name)])
    case .standing: .members(["kind": .string("standing")])
    case .commitOnDisk(let index):
      .members(["kind": .string("commit-on-disk"), "index": .number(index)])
    case .said(let text): .members(["kind": .string("said"), "text": .string(text)])
    case .waits(let span): .members(["kind": .string("waits"), "for": .number(span)])
    case .snapshot(let from, let to, let position):
      .members([
        "kind": .string("snapshot"), "from": .string(from.description),
        "to": .string(to.description), "through": position.json,
      ])
    case .snapshotOnDisk(let position):
      .members(["kind": .string("snapshot-on-disk"), "through": position.json])
    case .unreadable(let from, let to):
      .members([
        "kind": .string("unreadable"), "from": .string(from.description),
        "to": .string(to.description),
      ])
    case .answers(let answers): .members(["kind": .string("answers"), "answers": .bool(answers)])
    case .told(let answer, let server):
      .members([
        "kind": .string("told"), "by": .string(server.description), "answer": answer.json,
      ])
    }
  }
}

extension ClientAnswer {
  fileprivate var json: JSON {
    switch self {
    case .written(let revision):
      .members(["kind": .string("written"), "revision": .number(revision)])
    case .read(let value, let revision):
      .members([
        "kind": .string("read"), "value": .described(value), "revision": .number(revision),
      ])
    case .unknown(let why): .members(["kind": .string("unknown"), "why": .string(why)])
    case .refused(let why): .members(["kind": .string("refused"), "why": .string(why)])
    }
  }
}

extension Witness {
  /// How it is known, in a word.
  var name: String {
    switch self {
    case .simulation: "simulation"
    case .act: "act"
    case .message: "message"
    case .disk: "disk"
    case .status: "status"
    case .log: "log"
    }
  }
}

extension RoleState {
  var name: String {
    switch self {
    case .follower: "follower"
    case .preCandidate: "pre-candidate"
    case .candidate: "candidate"
    case .leader: "leader"
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
  ///
  /// - Parameter table: what the entries of a real cluster ask for.
  func json(naming table: EntryTable?) -> JSON {
    .members(["term": .number(term), "operation": command.json(naming: table)])
  }
}

extension Command {
  /// What it asks for: the fields of an operation of the paper's clients, or the text of what a client of
  /// a real cluster asked for; null for a leader's no-op.
  func json(naming table: EntryTable?) -> JSON {
    if let operation { return .object(operation.fields) }
    return .described(table?[self]?.text)
  }
}

extension RequestID {
  /// The client and its serial number. Etcd's requests carry numbers of its own, which say nothing.
  func json(naming table: EntryTable?) -> JSON {
    table == nil
      ? .members(["client": .string(client.description), "serial": .number(serial)]) : .null
  }
}

extension FlightState {
  func json(naming table: EntryTable?) -> JSON {
    let ends: (from: Party?, to: Party?) =
      if case .letter(let letter) = packet {
        (letter.from, letter.to)
      } else {
        (packet.sender.map { .server($0) }, packet.receiver.map { .server($0) })
      }
    return .members([
      "id": .number(id), "sentBy": .number(sentBy), "sentAt": .number(sentAt),
      "arrivesAt": .number(arrivesAt), "from": .described(ends.from),
      "to": .described(ends.to), "content": .of(packet, naming: table),
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
