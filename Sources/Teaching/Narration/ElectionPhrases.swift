import RaftCore
import Simulation

/// Elections (§5.2, §5.4.1): the rules, and what is said when one fires. A `term` of nil is not
/// known to the narrator.
package protocol ElectionPhrases {
  var randomizedTimeouts: RuleText { get }
  var electionTimeout: RuleText { get }
  var startElection: RuleText { get }
  var refuseStaleCandidate: RuleText { get }
  var oneVotePerTerm: RuleText { get }
  var upToDateCheck: RuleText { get }
  var grantVote: RuleText { get }
  var countVote: RuleText { get }
  var becomeLeader: RuleText { get }
  var candidateFindsLeader: RuleText { get }

  /// `isByHand` when the timer was made to run out: then nobody was silent for so long.
  func hearsNothing(_ server: ServerID, from leader: ServerID?, term: Term, isByHand: Bool)
    -> Phrase
  func electionFails(_ server: ServerID, term: Term) -> Phrase
  func startsElection(_ server: ServerID, term: Term, needed: Int, of members: Int) -> Phrase
  func refusesOldCandidate(_ server: ServerID, _ candidate: ServerID, theirs: Term, own: Term)
    -> Phrase
  func refusesSecondVote(_ server: ServerID, _ candidate: ServerID, votedFor: ServerID, term: Term?)
    -> Phrase
  func refusesOldLog(
    _ server: ServerID, _ candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase
  func votes(
    _ server: ServerID, for candidate: ServerID, term: Term?, theirs: LogPosition, own: LogPosition
  ) -> Phrase
  /// What giving a vote means for the voter's timer (§5.2); follows the sentence of the vote.
  /// Added to what a server did: its election timer runs from the beginning.
  func restartsElectionTimer(_ restart: ElectionRestart?) -> Phrase
  /// The same candidate asked twice.
  func votesAgain(_ server: ServerID, for candidate: ServerID, term: Term?) -> Phrase
  /// With `oneVotePerTerm` switched off; `after` is nil when no earlier vote is known.
  func votesTwice(_ server: ServerID, for candidate: ServerID, after: ServerID?, term: Term?)
    -> Phrase
  /// With `upToDateCheck` switched off.
  func votesForOldLog(
    _ server: ServerID, for candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase
  func countsOwnVote(_ server: ServerID, votes: Int, needed: Int) -> Phrase
  func countsVote(_ server: ServerID, of voter: ServerID, votes: ServerSet, needed: Int) -> Phrase
  func countsRefusal(_ server: ServerID, of voter: ServerID, votes: Int, needed: Int) -> Phrase
  func becomesLeader(_ server: ServerID, term: Term?, votes: ServerSet, needed: Int) -> Phrase
  func findsLeader(_ server: ServerID, _ leader: ServerID, term: Term) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func electionTimeout(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .silence(let wasCandidate, let term, let leader) = firing.evidence else {
      return nil
    }
    if scene.before?.role?.isPreCandidate == true {
      return words.preVotesFail(scene.server, nextTerm: term + 1)
    }
    return wasCandidate
      ? words.electionFails(scene.server, term: term)
      : words.hearsNothing(scene.server, from: leader, term: term, isByHand: scene.isByHand)
  }

  func startElection(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .candidacy(let term, let needed, let members) = firing.evidence else { return nil }
    return words.startsElection(scene.server, term: term, needed: needed, of: members)
  }

  func refuseStaleCandidate(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .terms(let candidate, let theirs, let own) = firing.evidence else { return nil }
    return words.refusesOldCandidate(scene.server, candidate, theirs: theirs, own: own)
  }

  func oneVotePerTerm(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .votedFor(let votedFor, let candidate) = firing.evidence else { return nil }
    return words.refusesSecondVote(
      scene.server, candidate, votedFor: votedFor, term: scene.term)
  }

  func upToDateCheck(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .lastLogs(let candidate, let theirs, let own) = firing.evidence else { return nil }
    return words.refusesOldLog(scene.server, candidate, theirs: theirs, own: own)
  }

  func grantVote(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .lastLogs(let candidate, let theirs, let own) = firing.evidence else { return nil }
    let server = scene.server
    // A vote of an earlier term is no vote any more.
    let earlier = scene.before.flatMap { $0.currentTerm == scene.term ? $0.votedFor : nil }
    if earlier == candidate || isRepeated(firing, scene) {
      return words.votesAgain(server, for: candidate, term: scene.term)
    }
    if earlier != nil || (scene.before == nil && !scene.obeys(.oneVotePerTerm)) {
      return words.votesTwice(server, for: candidate, after: earlier, term: scene.term)
    }
    guard theirs.isAtLeastAsUpToDate(as: own) else {
      return words.votesForOldLog(server, for: candidate, theirs: theirs, own: own)
    }
    let given = words.votes(server, for: candidate, term: scene.term, theirs: theirs, own: own)
    guard scene.effects(of: firing).starts(.election) else { return given }
    return "\(given)\(words.restartsElectionTimer(scene.electionRestart))"
  }

  /// A vote that is given for the first time is written to the disk.
  private func isRepeated(_ firing: Firing, _ scene: Scene) -> Bool {
    let effects = scene.effects(of: firing)
    let isWritten = effects.contains { if case .persist = $0 { true } else { false } }
    return !effects.isEmpty && !isWritten
  }

  func countVote(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .vote(let voter, let granted, let votes, let needed) = firing.evidence else {
      return nil
    }
    let server = scene.server
    return if !granted {
      words.countsRefusal(server, of: voter, votes: votes.count, needed: needed)
    } else if voter == server {
      words.countsOwnVote(server, votes: votes.count, needed: needed)
    } else {
      words.countsVote(server, of: voter, votes: votes, needed: needed)
    }
  }

  func becomeLeader(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .vote(_, _, let votes, let needed) = firing.evidence else { return nil }
    return words.becomesLeader(scene.server, term: scene.term, votes: votes, needed: needed)
  }

  func candidateFindsLeader(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .leader(let leader, let term) = firing.evidence else { return nil }
    return words.findsLeader(scene.server, leader, term: term)
  }
}

/// An election timer that began to run anew.
package struct ElectionRestart: Hashable, Sendable {
  /// How long it now runs.
  package var span: TimeSpan
  /// What was left of it before; nil when it stood still.
  package var left: TimeSpan?
  /// Whether its length was drawn at random.
  package var isDrawn: Bool

  package init(span: TimeSpan, left: TimeSpan?, isDrawn: Bool = true) {
    self.span = span
    self.left = left
    self.isDrawn = isDrawn
  }

  /// Both in whole milliseconds, as gauges show them.
  var spanText: Phrase { Self.text(span) }
  var leftText: Phrase? { left.map(Self.text) }

  private static func text(_ span: TimeSpan) -> Phrase { .thousandths((span + 500) / 1000 * 1000) }
}
