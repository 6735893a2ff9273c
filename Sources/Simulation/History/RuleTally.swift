import RaftCore

/// How often each rule fired at each server so far, and when last.
///
/// Part of the cluster, so that it goes back in time with it.
package struct RuleTally: Hashable, Sendable {
  private static let servers = ServerID.maximum + 1

  private struct Cell: Hashable, Sendable {
    var count: UInt32 = 0
    var latest: Int32 = -1
  }

  /// A row for each rule, by raw value; in it a cell for each server, by number.
  private var cells = [Cell](repeating: Cell(), count: Rule.allCases.count * servers)

  package init() {}

  /// How often a rule fired at a server.
  package func count(of rule: Rule, at server: ServerID) -> Int {
    Int(cells[Int(rule.rawValue) * Self.servers + server.number].count)
  }

  /// How often a rule fired at all servers together.
  package func count(of rule: Rule) -> Int {
    let start = Int(rule.rawValue) * Self.servers
    return cells[start..<start + Self.servers].reduce(0) { $0 + Int($1.count) }
  }

  /// The number of the event at which a rule fired last; 0 when it was the start of the servers, nil
  /// when it never fired.
  package func latest(of rule: Rule) -> Int? {
    let start = Int(rule.rawValue) * Self.servers
    let number = cells[start..<start + Self.servers].map(\.latest).max() ?? -1
    return number < 0 ? nil : Int(number)
  }

  /// The number of the event at which a rule fired last at a server; 0 when it was its start, nil
  /// when it never fired there.
  package func latest(of rule: Rule, at server: ServerID) -> Int? {
    let number = cells[Int(rule.rawValue) * Self.servers + server.number].latest
    return number < 0 ? nil : Int(number)
  }

  mutating func add(_ firings: TrivialScratchArray<Firing>, at server: ServerID, event: Int) {
    var cells = self.cells.mutableSpan
    firings.withElements { firings in
      for position in firings.indices {
        let place = Int(firings[position].rule.rawValue) * Self.servers + server.number
        cells[place].count &+= 1
        cells[place].latest = Int32(truncatingIfNeeded: event)
      }
    }
  }

  package mutating func add(_ rule: Rule, at server: ServerID, event: Int) {
    let place = Int(rule.rawValue) * Self.servers + server.number
    cells[place].count &+= 1
    cells[place].latest = Int32(truncatingIfNeeded: event)
  }
}
