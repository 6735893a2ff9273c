import RaftCore
import Simulation

/// CheckQuorum (Ongaro's dissertation, §6.2 and §4.2.3): the rules, and what is said when one fires.
/// Spans are in microseconds of the server's own clock.
package protocol QuorumPhrases {
  var quorumHeard: RuleText { get }
  var stepDownWithoutQuorum: RuleText { get }
  var disregardVote: RuleText { get }

  /// `others` are those that it heard from within `span`; nil: since it last looked, as in etcd.
  func hearsQuorum(_ server: ServerID, from others: ServerSet, within span: TimeSpan?, needed: Int)
    -> Phrase
  /// CheckQuorum was switched on while it leads.
  func beginsToWatchQuorum(_ server: ServerID, timeout: TimeSpan, needed: Int) -> Phrase
  func stepsDownWithoutQuorum(
    _ server: ServerID, heard others: ServerSet, within span: TimeSpan?, needed: Int
  ) -> Phrase
  /// `term` is the higher one that it does not take over; nil where there is none. `answers` is false
  /// where etcd stays silent.
  func disregardsVote(
    _ server: ServerID, for candidate: ServerID?, term: Term?, heard leader: ServerID,
    ago: TimeSpan, timeout: TimeSpan, answers: Bool
  ) -> Phrase
  /// The server that is asked leads.
  func disregardsVoteAsLeader(
    _ server: ServerID, for candidate: ServerID?, term: Term?, answers: Bool
  ) -> Phrase
  /// The server that is asked has only just started.
  func disregardsVoteAfterStart(
    _ server: ServerID, for candidate: ServerID?, term: Term?, ago: TimeSpan, timeout: TimeSpan,
    answers: Bool
  ) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func quorumHeard(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .quorum(let heard, _, let timeout, let needed) = firing.evidence else { return nil }
    if scene.before?.role?.leadership?.isWatchingQuorum == false {
      return words.beginsToWatchQuorum(scene.server, timeout: timeout, needed: needed)
    }
    return words.hearsQuorum(
      scene.server, from: heard.removing(scene.server),
      within: scene.has(.etcdVariants) ? nil : timeout, needed: needed)
  }

  func stepDownWithoutQuorum(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .quorum(let heard, _, let timeout, let needed) = firing.evidence else { return nil }
    return words.stepsDownWithoutQuorum(
      scene.server, heard: heard.removing(scene.server),
      within: scene.has(.etcdVariants) ? nil : timeout, needed: needed)
  }

  func disregardVote(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .contact(let leader, let ago, let timeout, let answers) = firing.evidence else {
      return nil
    }
    let server = scene.server
    let candidate = scene.message?.from
    // Its own term is no news: then only the vote is refused.
    let own = (scene.before ?? scene.after)?.currentTerm
    let term = scene.message.flatMap { $0.term == own ? nil : $0.term }
    if leader != server {
      return words.disregardsVote(
        server, for: candidate, term: term, heard: leader, ago: ago, timeout: timeout,
        answers: answers)
    }
    // Its own name stands for a leader that it may have heard of before it started.
    return (scene.after ?? scene.before)?.role?.isLeader ?? (ago == 0)
      ? words.disregardsVoteAsLeader(server, for: candidate, term: term, answers: answers)
      : words.disregardsVoteAfterStart(
        server, for: candidate, term: term, ago: ago, timeout: timeout, answers: answers)
  }
}
