import ClientPrograms
import RaftCore
import Simulation

/// The texts in English; the folder holds the rest of them.
package struct English: Phrasebook {
  package var canBeSwitchedOff: String { "can be switched off" }
  package var canBeSwitchedOn: String { "can be switched on" }
  package var without: String { "Without it: " }
  package var with: String { "With it: " }
  package init() {}

  package func name(of role: RoleState) -> String {
    switch role {
    case .follower: "follower"
    case .preCandidate: "pre-candidate"
    case .candidate: "candidate"
    case .leader: "leader"
    }
  }

  package var noOp: Phrase { "no-op" }

  package func otherwise(_ server: ServerID, follows rule: RuleText) -> Phrase {
    "\(server): \(Phrase(stringLiteral: rule.title.lowercasedFirst))."
  }

  package func otherwise(_ program: ProgramID, follows rule: RuleText) -> Phrase {
    "\(program): \(Phrase(stringLiteral: rule.title.lowercasedFirst))."
  }

  package func text(of source: Source) -> String {
    [source.sectionText, source.place.map(text) ?? ""].filter { !$0.isEmpty }
      .joined(separator: " · ")
  }

  private func text(of place: Source.Place) -> String {
    switch place {
    case .requestVoteReceiver(let step): "RequestVote RPC, receiver \(step)"
    case .appendEntriesReceiver(let step): "AppendEntries RPC, receiver \(step)"
    case .appendEntriesResults: "AppendEntries RPC, results"
    case .allServers: "rules for all servers"
    case .followers: "rules for followers"
    case .candidates: "rules for candidates"
    case .leaders: "rules for leaders"
    case .persistentState: "Figure 2, persistent state"
    case .figure(let number): "Figure \(number)"
    case .end: "at the section's end"
    case .dissertation(let section): "diss. §\(section)"
    }
  }
}

// Words that sentences are made of.
extension English {
  /// `S1, S2 and S3`.
  func list(_ servers: ServerSet) -> Phrase {
    .list(servers.map { "\($0)" }, separator: ", ", last: " and ")
  }

  /// `entry 5`, or `entries 5 to 7`.
  func entries(_ range: ClosedRange<LogIndex>) -> Phrase {
    range.count == 1
      ? "entry \(index: range.lowerBound)"
      : "entries \(index: range.lowerBound) to \(index: range.upperBound)"
  }

  /// `Entry 5 is`, or `Entries 5 to 7 are`.
  func entriesAre(_ range: ClosedRange<LogIndex>) -> Phrase {
    range.count == 1
      ? "Entry \(index: range.lowerBound) is"
      : "Entries \(index: range.lowerBound) to \(index: range.upperBound) are"
  }

  /// `(index 3, term 4)`.
  func at(_ position: LogPosition) -> Phrase {
    "(index \(index: position.index), term \(term: position.term))"
  }

  /// `136.3 ms`, of so many microseconds.
  func ms(_ span: TimeSpan) -> Phrase { "\(.milliseconds(span)) ms" }

  /// `12.345 s`, a moment of a program's clock.
  func s(_ moment: Int) -> Phrase { "\(.seconds(moment)) s" }

  /// `1 vote`, `3 votes`.
  func votes(_ count: Int) -> Phrase {
    count == 1 ? "\(count: 1) vote" : "\(count: count) votes"
  }

  /// ` in term 4`, or ` in this term` when it is not known.
  func inTerm(_ term: Term?) -> Phrase {
    if let term { "in term \(term: term)" } else { "in this term" }
  }

  /// ` (x=3, y=4)`, or nothing.
  func bracketed(_ commands: [Phrase]) -> Phrase {
    commands.isEmpty ? "" : " (\(Phrase.list(commands, separator: ", ")))"
  }
}

extension String {
  /// The text with its first letter in lower case.
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
