import RaftCore
import Simulation

/// PreVote (Ongaro's dissertation, §9.6): the rules, and what is said when one fires. A candidate of
/// nil is not known to the narrator.
package protocol PreVotePhrases {
  var askForPreVotes: RuleText { get }
  var refuseStalePreVote: RuleText { get }
  var preVoteLeaderHeard: RuleText { get }
  var preVoteUpToDate: RuleText { get }
  var grantPreVote: RuleText { get }
  var countPreVote: RuleText { get }
  var preCandidateFindsLeader: RuleText { get }

  func asksForPreVotes(_ server: ServerID, nextTerm: Term, needed: Int, of members: Int) -> Phrase
  /// The election timer of a server that asks runs out: a majority has not said yes.
  func preVotesFail(_ server: ServerID, nextTerm: Term) -> Phrase
  func refusesOldPreVote(_ server: ServerID, of candidate: ServerID, nextTerm: Term, own: Term)
    -> Phrase
  /// With `refuseStalePreVote` switched off.
  func ignoresOldPreVote(_ server: ServerID, of candidate: ServerID, nextTerm: Term, own: Term)
    -> Phrase
  /// Spans in microseconds of the server's own clock. `answers` is false where etcd stays silent.
  func refusesPreVote(
    _ server: ServerID, of candidate: ServerID?, heard leader: ServerID, ago: TimeSpan,
    timeout: TimeSpan, answers: Bool
  ) -> Phrase
  /// The server that is asked leads.
  func refusesPreVoteAsLeader(_ server: ServerID, of candidate: ServerID?, answers: Bool) -> Phrase
  func refusesPreVoteOfOldLog(
    _ server: ServerID, _ candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase
  func wouldVote(
    _ server: ServerID, for candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase
  /// With `upToDateCheck` switched off.
  func wouldVoteForOldLog(
    _ server: ServerID, for candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase
  func countsPreVote(_ server: ServerID, of voter: ServerID, votes: ServerSet, needed: Int)
    -> Phrase
  func countsPreVoteRefusal(_ server: ServerID, of voter: ServerID, votes: Int, needed: Int)
    -> Phrase
  /// An answer to a question that the server does not ask any more.
  func ignoresPreVote(_ server: ServerID, of voter: ServerID, nextTerm: Term) -> Phrase
  func stopsAsking(_ server: ServerID, _ leader: ServerID, term: Term) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func askForPreVotes(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .preCandidacy(let nextTerm, let needed, let members) = firing.evidence else {
      return nil
    }
    return words.asksForPreVotes(scene.server, nextTerm: nextTerm, needed: needed, of: members)
  }

  func refuseStalePreVote(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .terms(let candidate, let nextTerm, let own) = firing.evidence else { return nil }
    return words.refusesOldPreVote(scene.server, of: candidate, nextTerm: nextTerm, own: own)
  }

  func preVoteLeaderHeard(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .contact(let leader, let ago, let timeout, let answers) = firing.evidence else {
      return nil
    }
    let candidate = scene.message?.from
    return leader == scene.server
      ? words.refusesPreVoteAsLeader(scene.server, of: candidate, answers: answers)
      : words.refusesPreVote(
        scene.server, of: candidate, heard: leader, ago: ago, timeout: timeout, answers: answers)
  }

  func preVoteUpToDate(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .lastLogs(let candidate, let theirs, let own) = firing.evidence else { return nil }
    return words.refusesPreVoteOfOldLog(scene.server, candidate, theirs: theirs, own: own)
  }

  func grantPreVote(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .lastLogs(let candidate, let theirs, let own) = firing.evidence else { return nil }
    return theirs.isAtLeastAsUpToDate(as: own)
      ? words.wouldVote(scene.server, for: candidate, theirs: theirs, own: own)
      : words.wouldVoteForOldLog(scene.server, for: candidate, theirs: theirs, own: own)
  }

  func countPreVote(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .vote(let voter, let granted, let votes, let needed) = firing.evidence else {
      return nil
    }
    return granted
      ? words.countsPreVote(scene.server, of: voter, votes: votes, needed: needed)
      : words.countsPreVoteRefusal(scene.server, of: voter, votes: votes.count, needed: needed)
  }

  func preCandidateFindsLeader(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .leader(let leader, let term) = firing.evidence else { return nil }
    return words.stopsAsking(scene.server, leader, term: term)
  }
}
