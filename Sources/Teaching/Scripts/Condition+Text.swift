import ClientPrograms
import KeyValue
import RaftCore
import Simulation

extension Condition.Fact {
  package var text: String {
    switch self {
    case .happens(let happening): return happening.text
    case .compares(let quantity, let comparison, let expected):
      if quantity.shape == .fact {
        return comparison == .equal ? quantity.text : "not \(quantity.text)"
      }
      switch (quantity, expected) {
      case (.leader, .value(.server(nil))) where comparison == .equal: return "no leader"
      case (.violation, .value(.text("none"))) where comparison == .equal: return "no violation"
      case (.outside(.believer), .value(.program(nil))) where comparison == .equal,
        (.outside(.key(_, .value)), .value(.text("nothing"))) where comparison == .equal:
        return "no \(quantity.text)"
      default: break
      }
      let sign = comparison == .equal ? "" : "\(comparison.rawValue) "
      return "\(quantity.text) \(sign)\(expected.text)"
    }
  }
}

extension Condition.Expected {
  fileprivate var text: String {
    switch self {
    case .value(.text(let text)): Quantity.quoted(text)
    case .value(let value): value.text
    case .described(let description): description.text
    }
  }
}

extension Condition.Occurrence {
  /// The names of the turning points.
  static let milestones: [(name: [String], value: Milestones)] = [
    (["leader", "elected"], .leaderElected), (["entry", "committed"], .entryCommitted),
    (["term", "changed"], .termChanged), (["safety", "violated"], .violation),
    (["belief", "changed"], .beliefChanged),
  ]

  var text: String {
    switch self {
    case .milestone(let value):
      Self.milestones.first { $0.value == value }?.name.joined(separator: " ") ?? ""
    case .fires(let rule, let server):
      "\(rule.id) fires" + (server.map { " at \($0.text)" } ?? "")
    case .firesOutside(let rule, let party):
      "\(rule.id) fires" + (party.map { " at \($0.text)" } ?? "")
    }
  }
}

extension Quantity {
  package var text: String {
    switch self {
    case .leader: "leader"
    case .count(let manner): Self.counts.first { $0.manner == manner }?.name ?? ""
    case .term: "term"
    case .committed: "committed"
    case .committedEverywhere: "committed everywhere"
    case .acknowledged: "acknowledged"
    case .network: "network"
    case .logs: "logs"
    case .violation: "violation"
    case .quiet: "quiet"
    case .of(let server, let field): "\(server.text) \(field.text)"
    case .write(let key, let value): "write \(Self.quoted(key))=\(Self.quoted(value))"
    case .read(let key): "read \(Self.quoted(key))"
    case .outside(let quantity): quantity.text
    }
  }

  /// What numbers of servers are called.
  static let counts: [(name: String, manner: ServerDescription.Manner)] = [
    ("leaders", .leader), ("followers", .follower), ("pre-candidates", .preCandidate),
    ("candidates", .candidate),
    ("servers-down", .down), ("servers-up", .any),
  ]

  static func quoted(_ text: some CustomStringConvertible) -> String {
    let text = text.description
    let signs = Words.signs.unicodeScalars
    let isBare =
      !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        $0 != "\"" && !$0.properties.isWhitespace && !signs.contains($0)
      }
    // An entry such as x=3 is read as three words and needs no quotes.
    if isBare || text.split(separator: "=").count == 2 && !text.contains(where: \.isWhitespace) {
      return text
    }
    return "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}

extension Quantity.Field {
  fileprivate var text: String {
    switch self {
    case .state: "is"
    case .term: "term"
    case .vote: "vote"
    case .votes: "votes"
    case .preVotes: "pre-votes"
    case .commit: "commit"
    case .applied: "applied"
    case .length: "length"
    case .log: "log"
    case .entry(let index): "entry \(index)"
    case .value(let key): "value \(Quantity.quoted(key))"
    case .revision: "revision"
    case .compacted: "compacted"
    case .appliedTerm: "applied-term"
    case .next(let server): "next \(server.text)"
    case .match(let server): "match \(server.text)"
    case .diskTerm: "disk-term"
    case .diskVote: "disk-vote"
    case .transfer: "transfer"
    case .lease: "lease"
    case .reads: "reads"
    case .forwarded: "forwarded"
    case .snapshot: "snapshot"
    case .sessions: "sessions"
    case .configuration: "configuration"
    case .member: "member"
    }
  }
}
