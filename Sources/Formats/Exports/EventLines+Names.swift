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
    case .quiet, .delivered, .answered, .gaveUp, .asked: .null
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

extension Flight {
  var json: JSON {
    .members([
      "id": .number(id), "sentBy": .number(sentBy), "sentAt": .number(sentAt),
      "arrivesAt": .number(arrivesAt), "from": .described(packet.sender),
      "to": .described(packet.receiver), "content": .of(packet),
    ])
  }
}
