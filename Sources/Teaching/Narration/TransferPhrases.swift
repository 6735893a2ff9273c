import RaftCore
import Simulation

/// Leadership transfer (Ongaro's dissertation, §3.10): the rules, and what is said when one fires.
package protocol TransferPhrases {
  var beginTransfer: RuleText { get }
  var refuseDuringTransfer: RuleText { get }
  var sendTimeoutNow: RuleText { get }
  var obeyTimeoutNow: RuleText { get }
  var giveUpTransfer: RuleText { get }
  var stopAfterTransfer: RuleText { get }

  /// `takesCommands` with `refuseDuringTransfer` switched off.
  func beginsTransfer(
    _ server: ServerID, to target: ServerID, matchIndex: LogIndex, lastIndex: LogIndex,
    takesCommands: Bool
  ) -> Phrase
  func turnsAway(_ server: ServerID, _ client: ClientID, handingOverTo target: ServerID) -> Phrase
  func sendsTimeoutNow(_ server: ServerID, to target: ServerID, lastIndex: LogIndex) -> Phrase
  /// `asksFirst` when it would ask for pre-votes otherwise.
  func obeysTimeoutNow(_ server: ServerID, _ leader: ServerID, term: Term, asksFirst: Bool)
    -> Phrase
  /// A TimeoutNow of an older term.
  func ignoresOldTimeoutNow(_ server: ServerID, of leader: ServerID, theirs: Term, own: Term)
    -> Phrase
  /// A TimeoutNow that comes to a leader.
  func ignoresTimeoutNow(_ server: ServerID, of leader: ServerID, term: Term) -> Phrase
  func givesUpTransfer(
    _ server: ServerID, to target: ServerID, matchIndex: LogIndex, lastIndex: LogIndex
  ) -> Phrase
  /// A server that was told to stop goes down; `leads` when it had to give up handing over.
  func stops(_ server: ServerID, target: ServerID, leads: Bool) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func beginTransfer(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .transfer(let target, let match, let last) = firing.evidence else { return nil }
    return words.beginsTransfer(
      scene.server, to: target, matchIndex: match, lastIndex: last,
      takesCommands: !scene.obeys(.refuseDuringTransfer))
  }

  func refuseDuringTransfer(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .leaderHint(let target?, let request) = firing.evidence else { return nil }
    return words.turnsAway(scene.server, request.client, handingOverTo: target)
  }

  func sendTimeoutNow(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .transfer(let target, _, let last) = firing.evidence else { return nil }
    return words.sendsTimeoutNow(scene.server, to: target, lastIndex: last)
  }

  func obeyTimeoutNow(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .leader(let leader, let term) = firing.evidence else { return nil }
    return words.obeysTimeoutNow(
      scene.server, leader, term: term, asksFirst: scene.has(.preVote))
  }

  func giveUpTransfer(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .transfer(let target, let match, let last) = firing.evidence else { return nil }
    return words.givesUpTransfer(scene.server, to: target, matchIndex: match, lastIndex: last)
  }

  func stopAfterTransfer(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .stopping(let target, let leads) = firing.evidence else { return nil }
    return words.stops(scene.server, target: target, leads: leads)
  }
}
