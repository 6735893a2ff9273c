import ClientPrograms
import KeyValue
import RaftCore
import Simulation

/// A run as a sequence diagram in Mermaid's language: an arrow for each packet that arrived, one
/// that ends in a cross for each that did not, a note for each turning point and each act.
package struct SequenceDiagram: Sendable {
  /// What can be shown.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// RequestVote, PreVote and TimeoutNow, and their replies.
    case votes
    /// AppendEntries with entries, and the replies that acknowledge or refuse them.
    case entries
    /// AppendEntries without entries, and the replies that say nothing new.
    case heartbeats
    /// What clients ask and are told, and what servers hand on for them.
    case clients
    /// What comes from outside.
    case acts
    /// Leaders elected, entries committed, terms begun.
    case milestones
  }

  /// The diagram, each line ended by a newline.
  package let text: String

  /// - Parameters:
  ///   - chronicle: the run.
  ///   - kinds: what to show.
  ///   - tell: an event in a sentence.
  package init(
    _ chronicle: Chronicle, showing kinds: Set<Kind>, tell: (Happening, ClusterState) -> String
  ) {
    let servers = chronicle.state.members.map(\.description)
    let programs = chronicle.settings?.election?.programs.map(\.description) ?? []
    var clients: [String] = []
    var lines: [String] = []
    chronicle.forEach { event, _, state in
      if let client = event.client?.description, kinds.contains(.clients),
        !clients.contains(client)
      {
        clients.append(client)
      }
      if let arrow = Self.arrow(for: event, showing: kinds)
        ?? Self.arrow(ofClientAt: event, in: state, showing: kinds)
      {
        lines.append(arrow)
      }
      if let place = Self.note(for: event, showing: kinds) {
        let range =
          switch place {
          case .server(let server): server.description
          case .everybody: servers.count > 1 ? "\(servers[0]),\(servers.last!)" : servers[0]
          }
        lines.append("Note over \(range): \(Self.escaped(tell(event, state)))")
      }
    }
    let actors = servers.map { "participant \($0)" } + (programs + clients).map { "actor \($0)" }
    text = "sequenceDiagram\n" + (actors + lines).map { "  \($0)\n" }.joined()
  }

  /// The arrow of a packet at its end; nil when it had none here, or is not to be shown.
  private static func arrow(for event: Happening, showing kinds: Set<Kind>) -> String? {
    guard let flight = event.flight, let kind = kind(of: event), kinds.contains(kind) else {
      return nil
    }
    let act: Stimulus.Showing? =
      if case .stimulus(let stimulus) = event.what { stimulus.showing } else { nil }
    if act == .delay { return nil }
    if case .seen = event.what { return nil }
    let client = event.client?.description ?? flight.packet.client
    guard let from = flight.packet.senderName ?? client,
      let to = flight.packet.receiverName ?? client
    else { return nil }
    let isLost = flight.loss != nil || act == .loss
    let line = isLost ? "-x" : flight.packet.isReply ? "-->>" : "->>"
    return "\(from)\(line)\(to): \(escaped(flight.packet.label))"
  }

  /// The arrow of a request to a member of a real cluster, or of what came of it: no packet of it was seen.
  private static func arrow(
    ofClientAt event: Happening, in state: ClusterState, showing kinds: Set<Kind>
  ) -> String? {
    guard state.watched != nil, kinds.contains(.clients), let client = event.client else {
      return nil
    }
    switch event.what {
    case .stimulus(.write), .stimulus(.read):
      guard let request = state[client]?.request else { return nil }
      return "\(client)->>\(request.target): \(escaped(request.operation.description))"
    case .seen(.told(let answer, let server)):
      let isLost = if case .unknown = answer { true } else { false }
      return "\(server)\(isLost ? "--x" : "-->>")\(client): \(escaped(answer.line))"
    case .quiet, .stimulus, .delivered, .lost, .timeout, .written, .answered, .retried, .gaveUp,
      .asked, .outside, .seen:
      return nil
    }
  }

  /// What a note stands over.
  private enum NotePlace {
    case server(ServerID)
    case everybody
  }

  /// Where a note of an event stands; nil when there is none.
  private static func note(for event: Happening, showing kinds: Set<Kind>) -> NotePlace? {
    if case .stimulus(let stimulus) = event.what, kinds.contains(.acts) {
      switch stimulus.showing {
      case .request, .arrival: break
      case .loss, .delay, .act: return event.server.map { .server($0) } ?? .everybody
      }
    }
    guard kinds.contains(.milestones), !event.milestones.isEmpty, let server = event.server else {
      return nil
    }
    return .server(server)
  }

  private static func kind(of event: Happening) -> Kind? {
    guard let packet = event.flight?.packet else { return nil }
    guard case .message(let message) = packet else { return .clients }
    switch message.body {
    case .requestVote, .requestVoteReply, .preVote, .preVoteReply, .timeoutNow: return .votes
    case .readIndex, .readIndexReply, .propose: return .clients
    case .appendEntries(let request): return request.entries.isEmpty ? .heartbeats : .entries
    case .appendEntriesReply(.failure), .installSnapshot: return .entries
    case .appendEntriesReply(.success): return event.isRoutine ? .heartbeats : .entries
    }
  }

  /// A text as Mermaid takes it: `;` would end the statement, `#` begins an entity, `%%` a comment
  /// or a directive, `$$` a formula, and `wrap:` at the start says how to break lines.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "#": result += "#35;"
      case ";": result += "#59;"
      case "<": result += "#lt;"
      case ">": result += "#gt;"
      case "$" where result.last == "$": result += "#36;"
      case "%" where result.last == "%": result += "#37;"
      case ":" where beginsWrapping(result): result += "#58;"
      case _ where character.isNewline: result += " "
      default: result.append(character)
      }
    }
    return result
  }

  /// Whether a colon after this beginning of a text would be an order to wrap it, or not to.
  private static func beginsWrapping(_ beginning: String) -> Bool {
    let word = beginning.drop { $0.isWhitespace || $0 == ":" }
    return word == "wrap" || word == "nowrap"
  }

  /// The most characters that Mermaid draws; it refuses what is longer.
  package static let limit = 50_000

  /// Whether Mermaid would refuse the diagram as it is set by default.
  package var isTooLong: Bool { text.count > Self.limit }

  /// The diagram as a block of Markdown, as GitHub and others draw it.
  package var markdown: String { "```mermaid\n\(text)```\n" }
}

extension ClientAnswer {
  /// What stands on its arrow.
  fileprivate var line: String {
    switch self {
    case .written(let revision): "ok, revision \(revision)"
    case .read(let value, let revision):
      "ok \(value?.description ?? "nothing"), revision \(revision)"
    case .unknown(let why): "unknown: \(why)"
    case .refused(let why): "refused: \(why)"
    }
  }
}

extension Packet {
  fileprivate var isReply: Bool {
    switch self {
    case .message(let message): message.isReply
    case .request: false
    case .answer: true
    case .letter(let letter): letter.isReply
    }
  }

  /// The client that sends it or gets it, if one does.
  fileprivate var client: String? {
    switch self {
    case .message, .letter: nil
    case .request(let operation, _, _): "C\(operation.client)"
    case .answer(_, let client, _, _): client.description
    }
  }

  /// What stands on its arrow.
  fileprivate var label: String {
    switch self {
    case .message(let message): message.line
    case .request(let operation, _, _): operation.description
    case .answer(.done(.value(let value), _), _, _, _): "ok \(value?.description ?? "nothing")"
    case .answer(.done(.sessionOpened, let index), _, _, _): "session \(index)"
    case .answer(.done(.sessionExpired, _), _, _, _): "session expired"
    case .answer(.done, _, _, _): "ok"
    case .answer(.redirect(let hint), _, _, _): "ask \(hint?.description ?? "another")"
    case .letter(let letter): letter.label
    }
  }
}

extension Packet {
  /// The name of whoever sends it, if that is no client.
  fileprivate var senderName: String? {
    if case .letter(let letter) = self { letter.from.description } else { sender?.description }
  }

  /// The name of whoever it is for, if that is no client.
  fileprivate var receiverName: String? {
    if case .letter(let letter) = self { letter.to.description } else { receiver?.description }
  }
}

extension Letter {
  fileprivate var isReply: Bool {
    switch content {
    case .question, .watch, .unwatch, .handedOn: false
    case .answer, .failure, .notice, .watchLost, .handedBack: true
    }
  }

  /// What stands on its arrow.
  fileprivate var label: String {
    switch content {
    case .question(_, let call), .handedOn(_, let call, _): call.description
    case .answer(_, let answer, _): answer.description
    case .failure(_, let failure): failure.rawValue
    case .watch(_, let keys, let start): "watch \(keys)" + (start == 0 ? "" : " from \(start)")
    case .unwatch: "unwatch"
    case .notice(_, let response): response.description
    case .watchLost: "watch lost"
    case .handedBack(_, let answer, _): answer?.description ?? "does not lead"
    }
  }
}
