import RaftCore

/// How often each rule fired at each server so far, and when last.
///
/// Part of the cluster, so that it goes back in time with it.
package struct RuleTally: Hashable, Sendable {
  private static let servers = ServerID.maximum + 1

  private var counts = [UInt32](repeating: 0, count: Rule.allCases.count * servers)
  private var latest = [Int32](repeating: -1, count: Rule.allCases.count * servers)

  /// How often a rule fired at a server.
  package func count(of rule: Rule, at server: ServerID) -> Int {
    Int(counts[Int(rule.rawValue) * Self.servers + server.number])
  }

  /// How often a rule fired at all servers together.
  package func count(of rule: Rule) -> Int {
    let start = Int(rule.rawValue) * Self.servers
    return counts[start..<start + Self.servers].reduce(0) { $0 + Int($1) }
  }

  /// The number of the event at which a rule fired last; 0 when it was the start of the servers, nil
  /// when it never fired.
  package func latest(of rule: Rule) -> Int? {
    let start = Int(rule.rawValue) * Self.servers
    let number = latest[start..<start + Self.servers].max() ?? -1
    return number < 0 ? nil : Int(number)
  }

  /// The number of the event at which a rule fired last at a server; 0 when it was its start, nil
  /// when it never fired there.
  package func latest(of rule: Rule, at server: ServerID) -> Int? {
    let number = latest[Int(rule.rawValue) * Self.servers + server.number]
    return number < 0 ? nil : Int(number)
  }

  mutating func add(_ firings: [Firing], at server: ServerID, event: Int) {
    for firing in firings {
      let place = Int(firing.rule.rawValue) * Self.servers + server.number
      counts[place] &+= 1
      latest[place] = Int32(truncatingIfNeeded: event)
    }
  }
}
