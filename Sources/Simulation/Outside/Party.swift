import ClientPrograms
import RaftCore

/// Whoever can send letters and get them: a member of the cluster, or a program outside.
package enum Party: Hashable, Sendable, BitwiseCopyable, CustomStringConvertible {
  case server(ServerID)
  case program(ProgramID)

  /// The name as it stands in acts: `S1`, `pod-a`.
  package var description: String {
    switch self {
    case .server(let server): server.description
    case .program(let program): program.description
    }
  }

  /// The server; nil of a program.
  package var server: ServerID? { if case .server(let server) = self { server } else { nil } }

  /// The program; nil of a server.
  package var program: ProgramID? { if case .program(let program) = self { program } else { nil } }

  /// A number by which it is packed, 1 or more: servers first.
  package var number: Int {
    switch self {
    case .server(let server): server.number
    case .program(let program): ServerID.maximum + program.number
    }
  }

  /// The party with a number; nil when there can be none.
  init?(number: Int) {
    if (1...ServerID.maximum).contains(number) {
      self = .server(ServerID(number))
    } else if let program = ProgramID(number: number - ServerID.maximum) {
      self = .program(program)
    } else {
      return nil
    }
  }
}
