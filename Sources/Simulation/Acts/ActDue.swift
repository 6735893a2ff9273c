import ClientPrograms
import RaftCore

/// Whose time comes, and for what.
struct ActDue: Hashable, Sendable {
  var party: Party
  var due: ProgramDue
}

extension ActParameter<ActDue> {
  /// `pod-a`, `pod-a keep-alive`, `S1 leases`.
  static let due = ActParameter(
    form: "SERVER|PROGRAM [WHAT]", names: .servers,
    read: { line throws(ActTextError) in
      let party = try line.word(.party, ActNumber.party)
      guard !line.isAtEnd else { return ActDue(party: party, due: .next) }
      let known = kinds(of: party)
      let due = try line.name(.oneOf(known.map(\.name)), among: known.map(\.name)) { name in
        known.first { $0.name == name }
      }
      return ActDue(party: party, due: due)
    },
    text: { [$0.party.description, $0.due.name].filter { !$0.isEmpty }.joined(separator: " ") },
    pack: { due, bytes in
      ActParameter<Party>.party.pack(due.party, &bytes)
      bytes.text(due.due.name)
    },
    unpack: { bytes throws(ByteReader.FormatError) in
      guard let party = try ActParameter<Party>.party.unpack(&bytes) else { return nil }
      let name = try bytes.text(limit: 32)
      let due = name.isEmpty ? .next : kinds(of: party).first { $0.name == name }
      return due.map { ActDue(party: party, due: $0) }
    },
    samples: ProgramDue.ofPrograms.map { ActDue(party: .program(.pod(1)), due: $0) }
      + ProgramDue.ofServers.map { ActDue(party: .server(ServerID(2)), due: $0) }
      + [
        ActDue(party: .program(.pod(3)), due: .next),
        ActDue(party: .server(ServerID(1)), due: .next),
      ])

  private static func kinds(of party: Party) -> [ProgramDue] {
    switch party {
    case .program: ProgramDue.ofPrograms
    case .server: ProgramDue.ofServers
    }
  }
}
