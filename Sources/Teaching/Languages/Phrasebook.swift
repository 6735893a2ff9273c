import ClientPrograms
import RaftCore
import Simulation

/// Everything that can be said about a cluster, in one language.
///
/// Each requirement is one fact, and its arguments are the numbers that the sentence must contain.
/// Which fact a firing is, the `Narrator` decides, the same for all languages. A phrasebook only
/// words it: at most 160 columns, the comparison and its outcome, in the paper's terms.
package protocol Phrasebook: Sendable, ServerPhrases, ElectionPhrases, LeaderPhrases,
  FollowerPhrases, ClientPhrases, PreVotePhrases, QuorumPhrases, TransferPhrases, ReadPhrases,
  SnapshotPhrases, ClientSessionPhrases, MembershipPhrases,
  ForwardingPhrases, EtcdPhrases, FeaturePhrases, MessagePhrases, EventPhrases, ScriptPhrases,
  ReadingPhrases, SessionPhrases, ProgramPhrases, OutsidePhrases, ExperimentPhrases, SightPhrases,
  FatePhrases, TimingPhrases
{
  /// The name of a role.
  func name(of role: RoleState) -> String
  /// Where a rule stands, such as `§5.4.1 · RequestVote RPC, receiver 2`.
  func text(of source: Source) -> String
  /// What the blank entry of a new leader is called where a command would stand (§8).
  var noOp: Phrase { get }
  /// Said of a rule that may be switched off.
  var canBeSwitchedOff: String { get }
  /// The same of a rule that is off unless it is switched on.
  var canBeSwitchedOn: String { get }
  /// Before what goes wrong when it is.
  var without: String { get }
  /// Before what goes wrong when a rule is switched on that is a risk (`ElectionRule.Weight.risk`).
  var with: String { get }
  /// One sentence for a firing that has none of its own.
  func otherwise(_ server: ServerID, follows rule: RuleText) -> Phrase
  func otherwise(_ program: ProgramID, follows rule: RuleText) -> Phrase
}

/// The extensions of plain Raft, beyond Figure 2.
package protocol FeaturePhrases {
  /// What a feature is called: at most 40 columns.
  func name(of feature: Feature) -> String
  /// What it does, in one sentence.
  func explanation(of feature: Feature) -> String
}

/// Messages on their way: their fields, in one line (Figure 2).
package protocol MessagePhrases {
  /// What the RPC is called, without the direction: `RequestVote`.
  func name(of body: Message.Body) -> String
  /// The fields: `term 4  prev (4, term 4)  entries [5]  commit 3`.
  func fields(of message: Message) -> Phrase
}
