import ClientPrograms
import KeyValue
import RaftCore
import Simulation

/// What must hold, or happen, as a script writes it: facts joined by `and`.
///
///     leader S2          no leader         leaders 2         S3 is candidate    S3 term >= 4
///     S3 vote S1         S3 log [1, 1, 2]  S3 entry 2 x=3    leader commit 3    quiet
///     write x=3 acknowledged               violation election-safety
///     leader elected     entry committed   term changed      grant-vote fires at S2
///     pod-b believes     believers 2       /leader held-by pod-b             key /leader.version 2
///     lease 13 alive     lease-left 13 < 2s                  token 5 accepted  late-work >= 1
package struct Condition: Hashable, Sendable {
  package var facts: [Fact]

  package init(_ facts: [Fact]) { self.facts = facts }

  package enum Fact: Hashable, Sendable {
    case compares(Quantity, Comparison, Expected)
    /// Something that happens rather than holds: only time can run until it does.
    case happens(Occurrence)
  }

  package enum Comparison: String, CaseIterable, Hashable, Sendable {
    case equal = "="
    case unequal = "!="
    case atLeast = ">="
    case atMost = "<="
    case above = ">"
    case below = "<"
  }

  /// The value that a quantity is compared with.
  package enum Expected: Hashable, Sendable {
    case value(QuantityValue)
    /// A server or a program that is found when it is compared.
    case described(PartyDescription)
  }

  package enum Occurrence: Hashable, Sendable {
    case milestone(Milestones)
    /// A rule fires, at any server or at one.
    case fires(Rule, at: ServerDescription?)
    /// A rule of the programs outside does, or of a member beside Raft.
    case firesOutside(ElectionRule, at: PartyDescription?)
  }

  package var text: String { facts.map(\.text).joined(separator: " and ") }

  /// Whether it is only about what holds, not about what happens.
  package var isState: Bool {
    facts.allSatisfy { if case .compares = $0 { true } else { false } }
  }

  /// Whether it holds now.
  ///
  /// - Parameter event: the event that has just happened, if one has.
  package func holds(in cluster: ClusterState, after event: Happening? = nil) -> Bool {
    facts.allSatisfy { $0.finding(in: cluster, after: event) == nil }
  }

  /// What does not hold now; nil when all does.
  package func failure(in cluster: ClusterState, after event: Happening? = nil) -> ScriptRunError
    .Kind?
  {
    facts.lazy.compactMap { $0.finding(in: cluster, after: event) }.first
  }
}

extension Condition {
  /// A write or a read that it is about and that no client has asked for, as a script writes it.
  func neverAsked(in cluster: ClusterState) -> String? {
    for case .compares(let quantity, _, let expected) in facts {
      guard quantity.isOfClient, case .value(let wanted) = expected, wanted != .text("none"),
        (try? quantity.value(in: cluster)) == .text("none")
      else { continue }
      return "\(quantity.text) none"
    }
    return nil
  }
}

extension Quantity {
  /// Whether it is about what became of one client's request.
  fileprivate var isOfClient: Bool {
    switch self {
    case .write, .read: true
    default: false
    }
  }
}

extension Condition.Fact {
  fileprivate func finding(in cluster: ClusterState, after event: Happening?) -> ScriptRunError
    .Kind?
  {
    switch self {
    case .happens(let happening):
      guard let event, happening.is(event, in: cluster) else {
        return .unmet(expected: text, actual: "none")
      }
      return nil
    case .compares(let quantity, let comparison, let expected):
      do throws(ScriptRunError.Kind) {
        let wanted = try expected.value(in: cluster)
        let actual = try quantity.value(in: cluster, askedFor: wanted)
        if comparison.holds(actual, wanted) { return nil }
        return .unmet(expected: text, actual: actual.text)
      } catch {
        return error
      }
    }
  }
}

extension Quantity {
  /// Its value where it may have several: of the properties that were violated, the one that is
  /// asked about counts, since one violation often leads to the next.
  fileprivate func value(
    in cluster: ClusterState, askedFor wanted: QuantityValue
  ) throws(ScriptRunError.Kind) -> QuantityValue {
    if self == .violation, cluster.violations.contains(where: { .text($0.property.id) == wanted }) {
      return wanted
    }
    return try value(in: cluster)
  }
}

extension Condition.Expected {
  package func value(in cluster: ClusterState) throws(ScriptRunError.Kind) -> QuantityValue {
    switch self {
    case .value(let value): return value
    case .described(let description):
      switch description.party(in: cluster) {
      case .server(let server)?: return .server(server)
      case .program(let program)?: return .program(program)
      case nil: throw .nobody(description.text)
      }
    }
  }
}

extension Condition.Comparison {
  fileprivate func holds(_ actual: QuantityValue, _ wanted: QuantityValue) -> Bool {
    let numbers: (left: Int, right: Int)? =
      switch (actual, wanted) {
      case (.number(let left), .number(let right)), (.span(let left), .span(let right)):
        (left, right)
      default: nil
      }
    if let (left, right) = numbers {
      return switch self {
      case .equal: left == right
      case .unequal: left != right
      case .atLeast: left >= right
      case .atMost: left <= right
      case .above: left > right
      case .below: left < right
      }
    }
    guard actual != .unknown, wanted != .unknown else { return false }
    return self == .unequal ? actual != wanted : self == .equal && actual == wanted
  }
}

extension Condition.Occurrence {
  fileprivate func `is`(_ event: Happening, in cluster: ClusterState) -> Bool {
    switch self {
    case .milestone(let milestones): return !event.milestones.isDisjoint(with: milestones)
    case .fires(let rule, let description):
      guard event.step.firings.contains(where: { $0.rule == rule }) else { return false }
      return description.map { $0.server(in: cluster) == event.server } ?? true
    case .firesOutside(let rule, let description):
      guard let outside = event.outside, outside.firings.contains(where: { $0.rule == rule }) else {
        return false
      }
      let place = outside.program.map { .program($0) } ?? event.server.map { Party.server($0) }
      return description.map { $0.party(in: cluster) == place } ?? true
    }
  }
}
