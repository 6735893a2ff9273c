import RaftCore
import Simulation

/// Which servers votes and copies are counted of (§6): the rules, and what is said when one fires.
package protocol MembershipPhrases {
  var appendConfiguration: RuleText { get }
  var configurationInForce: RuleText { get }
  var configurationRolledBack: RuleText { get }
  var configurationApplied: RuleText { get }
  var oneChangeAtATime: RuleText { get }
  var changeAfterOwnTerm: RuleText { get }
  var oneServerPerChange: RuleText { get }
  var onlyVotersCampaign: RuleText { get }
  var stepDownWhenRemoved: RuleText { get }
  var learnersDoNotCount: RuleText { get }
  var promoteWhenCaughtUp: RuleText { get }
  var noCampaignUnapplied: RuleText { get }
  var bothMajorities: RuleText { get }
  var leaveJoint: RuleText { get }
  var leaveJointAfterCommit: RuleText { get }

  /// `{S1 S2 S3}`; of a joint one both, then learners if there are some.
  func configuration(_ membership: Membership) -> Phrase
  func appendsConfiguration(
    _ server: ServerID, _ membership: Membership, before: Membership, at index: LogIndex
  ) -> Phrase
  /// `index` is nil where it comes from no entry of the log any more.
  func goesBy(_ server: ServerID, _ membership: Membership, at index: LogIndex?) -> Phrase
  func fallsBack(_ server: ServerID, to membership: Membership, from before: Membership) -> Phrase
  func hasApplied(_ server: ServerID, _ membership: Membership, at index: LogIndex?) -> Phrase
  /// `isJoint`: the last change is committed, and its joint configuration is not left yet.
  func refusesSecondChange(
    _ server: ServerID, _ membership: Membership, at index: LogIndex, isJoint: Bool
  ) -> Phrase
  func refusesEarlyChange(
    _ server: ServerID, committed index: LogIndex, of term: Term, currentTerm: Term
  ) -> Phrase
  func refusesSeveral(_ server: ServerID, from before: Membership, to wanted: Membership) -> Phrase
  func standsForNothing(_ server: ServerID, in membership: Membership) -> Phrase
  func leavesOffice(_ server: ServerID, _ membership: Membership, at index: LogIndex) -> Phrase
  func countsNoLearners(_ server: ServerID, _ learners: ServerSet, in membership: Membership)
    -> Phrase
  func refusesPromotion(
    _ server: ServerID, of learner: ServerID, matchIndex: LogIndex, needed: LogIndex
  ) -> Phrase
  func appliesFirst(_ server: ServerID, entries: ClosedRange<LogIndex>) -> Phrase
  /// Of these there is a majority in the first configuration and none in the second.
  func needsBoth(_ server: ServerID, has: ServerSet, lacks: ServerSet) -> Phrase
  func leavesJoint(_ server: ServerID, _ membership: Membership, at index: LogIndex) -> Phrase
  /// Somebody wants another configuration; the leader, if one is known.
  func isToChange(_ leader: ServerID?, _ change: MembershipChange) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func appendConfiguration(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .configuration(let index, let membership, let before) = firing.evidence else {
      return nil
    }
    return words.appendsConfiguration(scene.server, membership, before: before, at: index)
  }

  func configurationInForce(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .configuration(let index, let membership, _) = firing.evidence else { return nil }
    return words.goesBy(scene.server, membership, at: index > 0 ? index : nil)
  }

  func configurationRolledBack(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .configuration(_, let membership, let before) = firing.evidence else { return nil }
    return words.fallsBack(scene.server, to: membership, from: before)
  }

  func configurationApplied(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .configuration(let index, let membership, _) = firing.evidence else { return nil }
    return words.hasApplied(scene.server, membership, at: index > 0 ? index : nil)
  }

  func oneChangeAtATime(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .configured(let index, let membership, let commit) = firing.evidence else {
      return nil
    }
    return words.refusesSecondChange(
      scene.server, membership, at: index, isJoint: membership.isJoint && index <= commit)
  }

  func changeAfterOwnTerm(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .ownTerm(let index, let term, let current) = firing.evidence else { return nil }
    return words.refusesEarlyChange(
      scene.server, committed: index, of: term, currentTerm: current)
  }

  func oneServerPerChange(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .configuration(_, let wanted, let before) = firing.evidence else { return nil }
    return words.refusesSeveral(scene.server, from: before, to: wanted)
  }

  func onlyVotersCampaign(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .configured(_, let membership, _) = firing.evidence else { return nil }
    return words.standsForNothing(scene.server, in: membership)
  }

  func stepDownWhenRemoved(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .configured(let index, let membership, _) = firing.evidence else { return nil }
    return words.leavesOffice(scene.server, membership, at: index)
  }

  func learnersDoNotCount(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .majorities(let servers, let membership) = firing.evidence else { return nil }
    let learners = servers.intersection(membership.learners)
    return learners.isEmpty ? nil : words.countsNoLearners(scene.server, learners, in: membership)
  }

  func promoteWhenCaughtUp(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .caughtUp(let learner, let match, let needed) = firing.evidence else { return nil }
    return words.refusesPromotion(
      scene.server, of: learner, matchIndex: match, needed: needed)
  }

  func noCampaignUnapplied(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .entries(let after, let through, _) = firing.evidence, after < through else {
      return nil
    }
    return words.appliesFirst(scene.server, entries: after + 1...through)
  }

  func bothMajorities(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .majorities(let servers, let membership) = firing.evidence, membership.isJoint else {
      return nil
    }
    let isNew = membership.afterJoint.isQuorum(servers)
    return words.needsBoth(
      scene.server, has: isNew ? membership.voters : membership.outgoing,
      lacks: isNew ? membership.outgoing : membership.voters)
  }

  func leaveJoint(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .configuration(let index, let membership, _) = firing.evidence else { return nil }
    return words.leavesJoint(scene.server, membership, at: index)
  }
}
