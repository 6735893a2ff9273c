import ClientPrograms
import KeyValue
import RaftCore
import Simulation

/// Something of a cluster that has a value: what scripts expect, wait for, and ask about.
package enum Quantity: Hashable, Sendable {
  /// The leader of the highest term; none when no server leads.
  case leader
  /// How many servers are of a manner: leaders at the same time, candidates, servers that are down.
  case count(ServerDescription.Manner)
  /// The highest term of any server that is not down.
  case term
  /// The highest entry that any server knows to be committed.
  case committed
  /// The highest entry that every server that is not down knows to be committed.
  case committedEverywhere
  /// How many operations were acknowledged.
  case acknowledged
  /// `whole`, or `split` when a server does not reach another.
  case network
  /// `agree` when all servers that are not down have the same log.
  case logs
  /// The property that was violated, or none.
  case violation
  /// Whether nothing goes on but heartbeats.
  case quiet
  /// Something of the programs outside, or of etcd as they see it.
  case outside(Outside)
  /// Something of one server.
  case of(ServerDescription, Field)
  /// What became of the latest write of a value: waiting, acknowledged, unknown; none without one.
  case write(key: ShortText, value: ShortText)
  /// What the latest read of a key gave: its value, `nothing`, or what it waits for.
  case read(key: ShortText)

  package enum Field: Hashable, Sendable {
    /// follower, pre-candidate, candidate, leader, down or paused.
    case state
    case term, vote
    /// The votes of a candidate, and the straw votes of a pre-candidate.
    case votes, preVotes
    case commit, applied, length
    /// The terms of its entries.
    case log
    case entry(LogIndex)
    case value(Text)
    /// The revision of its store, the one to which that was compacted, and the term of the entry that
    /// it applied last, which is what its answers carry.
    case revision, compacted, appliedTerm
    /// What it knows, as a leader, of a follower (Figure 2).
    case next(ServerDescription)
    case match(ServerDescription)
    /// The term and the vote that are on its disk.
    case diskTerm, diskVote
    /// To whom it is handing over; none when it is not.
    case transfer
    /// Whether the lease of a leader lasts, by its own clock: lasts, over or none.
    case lease
    /// How many reads it has not answered yet, and how many commands it has handed on for clients.
    case reads, forwarded
    /// What it goes by: `S1 S2 S3`; of a joint configuration both, and learners if there are some.
    case configuration
    /// What it is by the leader's configuration, or the latest: voter, leaving (of C-old alone), learner
    /// or none.
    case member
    /// The last entry that its snapshot includes; 0 where its log begins at index 1.
    case snapshot
    /// How many sessions of clients its state machine knows.
    case sessions
  }

  /// What a value of it is.
  package enum Shape: Hashable, Sendable {
    case server, program, number, span, terms, entry, text
    case oneOf([String])
    case fact
  }

  package var shape: Shape {
    switch self {
    case .leader: .server
    case .count, .term, .committed, .committedEverywhere, .acknowledged: .number
    case .network: .oneOf(["whole", "split"])
    case .logs: .oneOf(["agree", "differ"])
    case .violation: .oneOf(["none"] + Property.allCases.map(\.id))
    case .quiet: .fact
    case .write: .oneOf(["acknowledged", "waiting", "unknown", "refused", "expired", "none"])
    case .read: .text
    case .outside(let quantity): quantity.shape
    case .of(_, let field): field.shape
    }
  }
}

extension Quantity.Field {
  fileprivate var shape: Quantity.Shape {
    switch self {
    case .state: .oneOf(["leader", "follower", "pre-candidate", "candidate", "down", "paused"])
    case .vote, .diskVote, .transfer: .server
    case .term, .votes, .preVotes, .commit, .applied, .length, .next, .match, .diskTerm, .reads,
      .forwarded, .revision, .compacted, .appliedTerm:
      .number
    case .snapshot, .sessions: .number
    case .lease: .oneOf(["lasts", "over", "none"])
    case .member: .oneOf(["voter", "leaving", "learner", "none"])
    case .log: .terms
    case .entry, .value, .configuration: .text
    }
  }
}

/// The value of a quantity at a moment.
package enum QuantityValue: Hashable, Sendable {
  case server(ServerID?)
  case program(ProgramID?)
  case number(Int)
  case span(TimeSpan)
  case terms([Term])
  case text(String)
  case fact(Bool)
  /// Nobody can say: it equals nothing, and differs from nothing.
  case unknown

  package var text: String {
    switch self {
    case .server(let server): server?.description ?? "none"
    case .program(let program): program?.description ?? "none"
    case .number(let number): "\(number)"
    case .span(let span): (span < 0 ? "-" : "") + ActNumber.text(of: abs(span))
    case .terms(let terms): "[\(terms.map(String.init).joined(separator: ", "))]"
    case .text(let text): text
    case .fact(let holds): holds ? "so" : "not so"
    case .unknown: "unknown"
    }
  }
}
