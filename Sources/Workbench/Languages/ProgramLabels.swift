import ClientPrograms
import RaftCore
import Simulation

/// What the screen says of the programs outside, in one language.
package protocol ProgramLabels {
  // Belief against truth.
  var byEtcd: String { get }
  var believe: String { get }
  var both: String { get }
  var nobody: String { get }
  /// The part of the run that bars show.
  func lastSeconds(_ seconds: String) -> String
  func token(_ token: Token) -> String
  func forSeconds(_ seconds: String) -> String
  /// For how long more than one believed, all together, and how often that was.
  func together(_ milliseconds: String, times: Int) -> String
  var neverTwo: String { get }
  func text(of verdict: Verdict) -> String

  // Pods and API servers.
  var pods: String { get }
  func name(of standing: ProgramStanding) -> String
  var clockTitle: String { get }
  var untilTitle: String { get }
  var tokenTitle: String { get }
  var asksTitle: String { get }
  var waitsTitle: String { get }
  func awaits(_ call: String, of party: Party) -> String
  func watches(_ keys: String, at server: ServerID) -> String
  func timer(_ name: String, in seconds: String) -> String

  // Keys.
  var keys: String { get }
  var valueTitle: String { get }
  var leaseTitle: String { get }
  var leftTitle: String { get }
  var noKeys: String { get }
  func counts(_ server: ServerID) -> String
  var notCounted: String { get }
  var watchesTitle: String { get }
  func leaseWithoutKey(_ lease: Int) -> String

  // The resource.
  var resourceTitle: String { get }
  func fencing(isOn: Bool) -> String
  func taken(_ count: Int) -> String
  func refused(_ count: Int) -> String
  func highest(_ token: Token?, of holder: String?) -> String
  var tokens: String { get }
  func lateWork(_ count: Int, by milliseconds: String) -> String

  // In sentences.
  func spoken(_ program: ProgramID, _ standing: ProgramStanding) -> String
  func spokenClock(_ seconds: String, rate: String) -> String
  func spokenDeadline(_ seconds: String, isPast: Bool) -> String
  func spokenContest(_ contest: String, holder: String?, believers: [String]) -> String

  // By hand.
  func actPrompt(_ typed: String) -> String
  func badAct(_ reason: String) -> String

  // The inspector.
  var memberState: String { get }
  var beliefTitle: String { get }
  var isolated: String { get }
  func cut(from: Party, to: Party) -> String
  var openCalls: String { get }
  var timersTitle: String { get }
  var recordTitle: String { get }
  var believersTitle: String { get }
}
