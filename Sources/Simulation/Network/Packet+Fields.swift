import ClientPrograms
import KeyValue
import RaftCore

extension Packet: Fielded {
  /// All names that there are.
  package static var names: [String] {
    Message.Kind.allCases.map(\.rawValue) + ["request"] + ServerReply.Kind.allCases.map(\.rawValue)
      + Letter.Content.Kind.allCases.map(\.rawValue)
  }

  package var name: String {
    switch self {
    case .message(let message): message.name
    case .request: "request"
    case .answer(let reply, _, _, _): reply.name
    case .letter(let letter): letter.content.kind.rawValue
    }
  }

  package var fields: [Field] {
    switch self {
    case .message(let message): return message.fields
    case .request(let operation, _, let attempt):
      return [
        Field("operation", short: "", .group(nil, operation.fields)),
        Field("attempt", .count(attempt)),
      ]
    case .answer(let reply, let client, _, let serial):
      let request = [
        Field("client", .text(client.description)), Field("serial", .count(serial)),
      ]
      return [Field("request", .group(nil, request))] + reply.fields
    case .letter(let letter):
      return [
        Field("from", .text(letter.from.description)), Field("to", .text(letter.to.description)),
      ] + letter.content.fields
    }
  }
}

extension ServerReply: Fielded {
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case answer, redirect
  }

  package var kind: Kind {
    switch self {
    case .done: .answer
    case .redirect: .redirect
    }
  }

  package var name: String { kind.rawValue }

  package var fields: [Field] {
    switch self {
    case .done(let outcome, let index):
      [Field("index", .index(index)), Field("outcome", .of(outcome))]
    case .redirect(let hint): [Field("leader", .server(hint))]
    }
  }
}

extension Store.Outcome: Fielded {
  package var name: String {
    switch self {
    case .written: "written"
    case .value: "value"
    case .superseded: "superseded"
    case .sessionOpened: "sessionOpened"
    case .sessionExpired: "sessionExpired"
    }
  }

  package var fields: [Field] {
    switch self {
    case .written, .superseded, .sessionOpened, .sessionExpired: []
    case .value(let value): [Field("value", value.map { .text($0.description) } ?? .none)]
    }
  }
}

extension Operation: Fielded {
  /// `write`, `read` or `openSession`.
  package var name: String {
    switch kind {
    case .read: "read"
    case .write: "write"
    case .openSession: "openSession"
    }
  }

  package var fields: [Field] {
    let value: FieldValue =
      switch kind {
      case .read, .openSession: .none
      case .write(let value): .text(value.description)
      }
    let key: FieldValue = key.isEmpty ? .none : .text(key.description)
    return [
      Field("client", .text(ClientID(client).description)), Field("serial", .count(serial)),
      Field("kind", .text(name)), Field("key", key), Field("value", value),
    ] + (way == .log ? [] : [Field("way", .text(way.name))])
      + (session == 0 ? [] : [Field("session", .index(LogIndex(session)))])
  }
}

extension Letter.Content {
  fileprivate var fields: [Field] {
    switch self {
    case .question(let number, let call), .handedOn(let number, let call, _):
      [Field("number", .count(number)), Field("call", short: "", .text(call.description))]
    case .answer(let number, let answer, let term):
      [
        Field("number", .count(number)), Field("answer", short: "", .text(answer.description)),
        Field("term", .term(term)),
      ]
    case .failure(let number, let failure):
      [Field("number", .count(number)), Field("failure", short: "", .text(failure.rawValue))]
    case .watch(let number, let keys, let start):
      [
        Field("number", .count(number)), Field("keys", short: "", .text(keys.description)),
        Field("start", .count(start)),
      ]
    case .unwatch(let number), .watchLost(let number): [Field("number", .count(number))]
    case .notice(let number, let response):
      [Field("number", .count(number)), Field("changes", short: "", .text(response.description))]
    case .handedBack(let number, let answer, _):
      [
        Field("number", .count(number)),
        Field("answer", short: "", answer.map { .text($0.description) } ?? .none),
      ]
    }
  }
}
