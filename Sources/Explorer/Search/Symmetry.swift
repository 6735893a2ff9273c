import RaftCore

/// Servers that nothing tells apart: whatever can happen to one can happen to another, with the
/// names exchanged everywhere. Of states that are renamings of each other one is enough.
///
/// That is sound for a set of renamings when three things hold, and all are looked at here: no
/// server of the protocol prefers another for its number (a test goes through renamed states), the
/// goal names none of the servers, and the start is the same after each renaming. The renamings
/// form a group, so "is a renaming of" divides all states into classes.
enum Symmetry {
  /// More would cost more than they save: five servers have 120 renamings.
  static var mostServers: Int { 4 }

  /// The servers that are interchangeable for a goal, from a start: none or at least two.
  static func interchangeable(
    _ start: State, for goal: Goal, by canon: CanonicalForm, _ logs: inout LogTable
  ) -> [ServerID] {
    let candidates = canon.members.filter { !goal.servers.contains($0) }
    let plain = sum(of: start, under: .identity(canon.members), canon, &logs)
    var classes: [[ServerID]] = []
    for server in candidates {
      let place = classes.firstIndex { group in
        let exchange = Renaming.exchange(group[0], server, of: canon.members)
        return sum(of: start, under: exchange, canon, &logs) == plain
      }
      if let place { classes[place].append(server) } else { classes.append([server]) }
    }
    let largest = classes.max { $0.count < $1.count } ?? []
    return largest.count < 2 ? [] : Array(largest.prefix(mostServers))
  }

  /// All renamings among some servers, the identity first.
  static func renamings(of servers: [ServerID], in members: [ServerID]) -> [Renaming] {
    guard servers.count > 1 else { return [.identity(members)] }
    return permutations(of: servers).map { names in
      var all = members
      for (server, name) in zip(servers, names) {
        all[members.firstIndex(of: server)!] = name
      }
      return Renaming(members, to: all)
    }
  }

  /// All orders of some servers, the given one first.
  private static func permutations(of servers: [ServerID]) -> [[ServerID]] {
    guard servers.count > 1 else { return [servers] }
    return servers.indices.flatMap { place in
      var rest = servers
      let first = rest.remove(at: place)
      return permutations(of: rest).map { [first] + $0 }
    }
  }

  private static func sum(
    of state: State, under renaming: Renaming, _ canon: CanonicalForm, _ logs: inout LogTable
  ) -> UInt64 {
    var sum: UInt64 = 0
    for node in state.nodes {
      let numbers = canon.logNumbers(of: node, in: &logs)
      sum &+= canon.hash(of: node, logs: numbers, logs, under: renaming)
    }
    for message in state.messages { sum &+= canon.hash(of: message, under: renaming) }
    return sum
  }
}
