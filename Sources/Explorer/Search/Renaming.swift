import RaftCore

/// Other names for the servers of a cluster.
struct Renaming: Sendable {
  /// The new number of each server, by its old one.
  private var numbers: [UInt8]
  /// The members, in the order of their new numbers.
  let order: [ServerID]

  /// - Parameter names: the new names, one for each of `members`.
  init(_ members: [ServerID], to names: [ServerID]) {
    numbers = Array(0...UInt8(ServerID.maximum))
    for (member, name) in zip(members, names) { numbers[member.number] = UInt8(name.number) }
    order = zip(members, names).sorted { $0.1 < $1.1 }.map(\.0)
  }

  /// All servers keep their names.
  static func identity(_ members: [ServerID]) -> Renaming { Renaming(members, to: members) }

  /// Two servers exchange their names.
  static func exchange(_ one: ServerID, _ other: ServerID, of members: [ServerID]) -> Renaming {
    Renaming(members, to: members.map { $0 == one ? other : $0 == other ? one : $0 })
  }

  /// The new number of a server; 0 for none.
  func number(_ server: ServerID?) -> UInt64 { server.map { UInt64(numbers[$0.number]) } ?? 0 }

  /// The new bits of a set of servers.
  func bits(_ servers: ServerSet) -> UInt64 {
    servers.reduce(0) { $0 | 1 << number($1) }
  }
}
