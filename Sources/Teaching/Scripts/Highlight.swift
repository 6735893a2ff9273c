import ClientPrograms
import KeyValue
import RaftCore
import Simulation

/// Something on the screen that a script points at.
package enum Highlight: Hashable, Sendable {
  /// A server's whole row.
  case server(ServerDescription)
  /// One field of a server's row.
  case field(ServerDescription, Field)
  /// One entry of a server's log.
  case entry(ServerDescription, LogIndex)
  /// One index in all logs.
  case index(LogIndex)
  /// The line of a program outside: `pod-a`.
  case program(ProgramID)
  /// The line of a key of etcd: `key /leader`.
  case key(Text)
  /// Messages on their way.
  case messages(FlightDescription)
  case pane(Pane)

  package enum Field: String, CaseIterable, Hashable, Sendable {
    case role, term, vote, timer, commit, log
  }

  package enum Pane: String, CaseIterable, Hashable, Sendable {
    case servers, messages, clients, why
    // Of the view of pods.
    case contests, pods, keys, resource
  }

  package var text: String {
    switch self {
    case .server(let server): server.text
    case .field(let server, let field): "\(server.text) \(field.rawValue)"
    case .entry(let server, let index): "\(server.text) entry \(index)"
    case .index(let index): "entry \(index)"
    case .program(let program): program.description
    case .key(let key): "key \(Quantity.quoted(key))"
    case .messages(let flight): flight.text
    case .pane(let pane): "pane \(pane.rawValue)"
    }
  }
}

extension Highlight {
  /// - Throws: `WordError` when the words name nothing on the screen.
  init(_ words: inout Words) throws(WordError) {
    if words.skip("pane") {
      self = .pane(try words.choice(of: Pane.self, .pane))
      return
    }
    if words.skip("key") {
      guard let word = words.next, let key = Text(word.text, limit: Request.keyLimit), !key.isEmpty
      else { throw words.misfit(.etcdKey) }
      _ = words.take()
      self = .key(key)
      return
    }
    if words.skip("entry") {
      self = .index(try words.number(in: 1...Script.eventLimit))
      return
    }
    if let kind = FlightDescription.Kind.allCases.first(where: { words.next?.text == $0.rawValue })
    {
      _ = words.skip(kind.rawValue)
      self = .messages(try FlightDescription(kind, &words))
      return
    }
    if let program = words.next.flatMap({ ProgramID($0.text) }) {
      _ = words.skip(program.description)
      self = .program(program)
      return
    }
    let server = try ServerDescription(&words)
    if words.isAtEnd {
      self = .server(server)
    } else if words.skip("entry") {
      self = .entry(server, try words.number(in: 1...Script.eventLimit))
    } else {
      self = .field(server, try words.choice(of: Field.self, .field))
    }
  }
}
