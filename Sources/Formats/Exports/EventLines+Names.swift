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
    case .timeout(let timer): .string(timer == .election ? "election" : "heartbeat")
    case .written(let write): write.json
    case .retried(let server): .string(server.description)
    default: .null
    }
  }
}

extension LogPosition {
  var json: JSON { .members(["index": .number(index), "term": .number(term)]) }
}

extension ServerSet {
  var json: JSON { .array(map { .string($0.description) }) }
}

extension Write {
  var json: JSON {
    .members([
      "term": .number(term), "votedFor": .described(votedFor), "keeping": .number(keeping),
      "through": .number(through),
    ])
  }
}

extension Entry {
  var json: JSON {
    .members(["term": .number(term), "operation": command.operation?.json ?? .null])
  }
}

extension Operation {
  var json: JSON {
    var value = JSON.null
    if case .write(let text) = kind { value = .string(text.description) }
    return .members([
      "client": .string("C\(client)"), "serial": .number(serial),
      "kind": .string(isWrite ? "write" : "read"), "key": .string(key.description),
      "value": value,
    ])
  }
}

extension RequestID {
  /// The client and its serial number.
  var json: JSON {
    .members(["client": .string(client.description), "serial": .number(serial)])
  }
}

extension Flight {
  var json: JSON {
    .members([
      "id": .number(id), "sentBy": .number(sentBy), "sentAt": .number(sentAt),
      "arrivesAt": .number(arrivesAt), "from": .described(packet.sender),
      "to": .described(packet.receiver), "content": packet.json,
    ])
  }
}

extension Packet {
  var json: JSON {
    switch self {
    case .message(let message): return message.json
    case .request(let operation, _, let attempt):
      return .members([
        "kind": .string("request"), "operation": operation.json, "attempt": .number(attempt),
      ])
    case .answer(let reply, let client, _, let serial):
      let request: KeyValuePairs<String, JSON> = [
        "client": .string(client.description), "serial": .number(serial),
      ]
      switch reply {
      case .done(let outcome, let index):
        return .members([
          "kind": .string("answer"), "request": .members(request), "index": .number(index),
          "outcome": outcome.json,
        ])
      case .redirect(let hint):
        return .members([
          "kind": .string("redirect"), "request": .members(request), "leader": .described(hint),
        ])
      }
    }
  }
}

extension Store.Outcome {
  var json: JSON {
    switch self {
    case .written: .members(["kind": .string("written")])
    case .value(let value): .members(["kind": .string("value"), "value": .described(value)])
    case .superseded: .members(["kind": .string("superseded")])
    }
  }
}

extension Message {
  var json: JSON {
    switch body {
    case .requestVote(let lastLog):
      .members(["kind": .string(kind), "term": .number(term), "lastLog": lastLog.json])
    case .requestVoteReply(let granted):
      .members(["kind": .string(kind), "term": .number(term), "voteGranted": .bool(granted)])
    case .appendEntries(let request):
      .members([
        "kind": .string(kind), "term": .number(term), "previous": request.previous.json,
        "entries": .array(request.entries.map(\.json)),
        "leaderCommit": .number(request.leaderCommit),
      ])
    case .appendEntriesReply(.success(let match)):
      .members([
        "kind": .string(kind), "term": .number(term), "success": .bool(true),
        "matchIndex": .number(match),
      ])
    case .appendEntriesReply(.failure(let previous, let hint)):
      .members([
        "kind": .string(kind), "term": .number(term), "success": .bool(false),
        "previousIndex": .number(previous), "conflictTerm": .number(hint.conflictTerm),
        "firstIndex": .number(hint.firstIndex),
      ])
    }
  }
}
