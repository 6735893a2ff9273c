import KeyValue
import RaftCore

// Raft never looks into a command, nor into the name of a request: what they mean is settled here.

extension Command {
  /// The command that asks the state machine for an operation.
  package init(_ operation: Operation) {
    let words = operation.words
    self.init(words.0, words.1, words.2, words.3)
  }

  /// The operation that it asks for; nil for a leader's no-op, and for what stands in the table.
  package var operation: Operation? { Operation(words: (word0, word1, word2, word3)) }

  /// The command that asks the state machine for a request of the table.
  init(_ reference: TableReference) {
    let words = reference.words
    self.init(words.0, words.1, words.2, words.3)
  }

  /// The request of the table that it asks for; nil for anything else.
  package var reference: TableReference? { TableReference(words: (word0, word1, word2, word3)) }
}

extension Input {
  /// A client's request of a server: a command for the log, or a read that does not pass through it.
  init(_ operation: Operation) {
    let request = RequestID(operation)
    let command = Command(operation)
    switch operation.way {
    case .log: self = .request(request, command)
    case .linearizable: self = .query(request, command, .linearizable)
    case .lease: self = .query(request, command, .lease)
    case .serializable: self = .query(request, command, .serializable)
    }
  }
}

extension RequestID {
  /// The name of a client's request: the client in the upper half, its serial number in the lower.
  init(_ operation: Operation) {
    self.init(client: operation.client, serial: operation.serial)
  }

  /// The name of the request that a client gave a serial number.
  init(client: Int, serial: Int) { self.init(UInt64(client) << 32 | UInt64(serial)) }

  /// The name of a request of a program outside, which stands at a place in the table.
  init(place: Int) { self.init(Self.ofPrograms << 32 | UInt64(place + 1)) }

  /// The name of what a member asks in nobody's name, to make sure that it leads.
  init(ofMember server: ServerID, number: Int) {
    self.init(Self.ofMembers << 32 | UInt64(server.number) << 24 | UInt64(number & 0xFF_FFFF))
  }

  /// Whether it is of a program outside, or of a member itself, and not of one of the paper's clients.
  package var isOfProgram: Bool { number >> 32 >= Self.ofMembers }

  /// What stands in the place of the client's number.
  private static var ofPrograms: UInt64 { 0xFFFF }
  private static var ofMembers: UInt64 { 0xFFFE }

  /// The client that it is from.
  package var client: ClientID {
    switch number >> 32 {
    case Self.ofPrograms: ClientID(program: serial)
    case Self.ofMembers: .member
    default: ClientID(Int(number >> 32))
    }
  }
  /// The client's serial number for it.
  package var serial: Int { Int(number & 0xFFFF_FFFF) }
}
