import RaftCore
import Simulation

/// What a leader does (§5.2, §5.3, §5.4.2): the rules, and what is said when one fires.
package protocol LeaderPhrases {
  var announceLeadership: RuleText { get }
  var appendNoOp: RuleText { get }
  var heartbeat: RuleText { get }
  var postponeHeartbeat: RuleText { get }
  var appendCommand: RuleText { get }
  var sendEntries: RuleText { get }
  var pipelining: RuleText { get }
  var entriesStored: RuleText { get }
  var backUpNextIndex: RuleText { get }
  var backUpByTerm: RuleText { get }
  var advanceCommit: RuleText { get }
  var commitOnlyCurrentTerm: RuleText { get }
  var answerClient: RuleText { get }

  func announces(_ server: ServerID, term: Term) -> Phrase
  /// `announces` in a cluster of one.
  func leadsNobody(_ server: ServerID, term: Term) -> Phrase
  func appendsNoOp(_ server: ServerID, index: LogIndex, term: Term?) -> Phrase
  func heartbeat(_ server: ServerID, term: Term) -> Phrase
  /// `reached` are all the others.
  func postponesHeartbeat(_ server: ServerID, reached: ServerSet) -> Phrase
  func takesCommand(_ server: ServerID, _ command: Phrase?, index: LogIndex, term: Term?) -> Phrase
  /// `next` is the follower's nextIndex afterwards, if the leader moved it on without waiting.
  func sends(
    _ server: ServerID, entries: ClosedRange<LogIndex>, to follower: ServerID, next: LogIndex?
  ) -> Phrase
  /// `isNews` when matchIndex has grown.
  func notesMatch(
    _ server: ServerID, follower: ServerID, matchIndex: LogIndex, nextIndex: LogIndex, isNews: Bool
  ) -> Phrase
  /// matchIndex is still 0.
  func notesNoMatch(_ server: ServerID, follower: ServerID, nextIndex: LogIndex) -> Phrase
  func backsUp(_ server: ServerID, follower: ServerID, from: LogIndex, to: LogIndex) -> Phrase
  /// By terms; `conflictTerm` is nil when the follower's log was too short.
  func backsUpByTerm(
    _ server: ServerID, follower: ServerID, from: LogIndex, to: LogIndex, conflictTerm: Term?
  ) -> Phrase
  /// A refusal after which nextIndex cannot go back.
  func triesAgain(_ server: ServerID, follower: ServerID, nextIndex: LogIndex) -> Phrase
  func commits(_ server: ServerID, index: LogIndex, term: Term, on holders: ServerSet) -> Phrase
  func mayNotCommit(
    _ server: ServerID, index: LogIndex, term: Term, currentTerm: Term, on holders: ServerSet
  ) -> Phrase
  /// With `commitOnlyCurrentTerm` switched off.
  func commitsOldTerm(
    _ server: ServerID, index: LogIndex, term: Term, currentTerm: Term, on holders: ServerSet
  ) -> Phrase
  func answersClient(_ server: ServerID, index: LogIndex, command: Phrase?) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func announceLeadership(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .leader(_, let term) = firing.evidence else { return nil }
    return hasPeers(firing, scene)
      ? words.announces(scene.server, term: term) : words.leadsNobody(scene.server, term: term)
  }

  func heartbeat(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .leader(_, let term) = firing.evidence else { return nil }
    return hasPeers(firing, scene)
      ? words.heartbeat(scene.server, term: term) : words.leadsNobody(scene.server, term: term)
  }

  /// Whether there is anybody to send to. Without the server at hand, its effects show it: a
  /// heartbeat in a cluster of one only starts its timer again.
  private func hasPeers(_ firing: Firing, _ scene: Scene) -> Bool {
    if let members = (scene.after ?? scene.before)?.configuration?.members {
      return members.count > 1
    }
    return firing.effects.count > (firing.rule == .heartbeat ? 1 : 0)
  }

  func postponeHeartbeat(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .sent(let followers) = firing.evidence else { return nil }
    return words.postponesHeartbeat(scene.server, reached: followers)
  }

  func appendNoOp(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .entries(_, let through, _) = firing.evidence else { return nil }
    return words.appendsNoOp(scene.server, index: through, term: scene.term)
  }

  func appendCommand(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .request(_, let index) = firing.evidence else { return nil }
    return words.takesCommand(
      scene.server, name(at: index, scene), index: index, term: scene.term)
  }

  func sendEntries(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .entries(let after, let through, let peer?) = firing.evidence else { return nil }
    let progress = scene.after?.role?.leadership?[peer]
    let next = progress.flatMap { $0.isStreaming ? through + 1 : nil }
    return words.sends(scene.server, entries: (after + 1)...through, to: peer, next: next)
  }

  func entriesStored(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .match(let peer, let matchIndex, let nextIndex, let before) = firing.evidence else {
      return nil
    }
    return matchIndex == 0
      ? words.notesNoMatch(scene.server, follower: peer, nextIndex: nextIndex)
      : words.notesMatch(
        scene.server, follower: peer, matchIndex: matchIndex, nextIndex: nextIndex,
        isNews: matchIndex > before)
  }

  func backUpNextIndex(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .backUp(let peer, let from, let to, _) = firing.evidence else { return nil }
    return to < from
      ? words.backsUp(scene.server, follower: peer, from: from, to: to)
      : words.triesAgain(scene.server, follower: peer, nextIndex: to)
  }

  func backUpByTerm(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .backUp(let peer, let from, let to, let conflictTerm) = firing.evidence else {
      return nil
    }
    return to < from
      ? words.backsUpByTerm(
        scene.server, follower: peer, from: from, to: to, conflictTerm: conflictTerm)
      : words.triesAgain(scene.server, follower: peer, nextIndex: to)
  }

  func answerClient(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .request(_, let index) = firing.evidence else { return nil }
    return words.answersClient(scene.server, index: index, command: name(at: index, scene))
  }

  func advanceCommit(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .stored(let index, let term, let currentTerm, let holders, _) = firing.evidence
    else { return nil }
    return term == currentTerm
      ? words.commits(scene.server, index: index, term: term, on: holders)
      : words.commitsOldTerm(
        scene.server, index: index, term: term, currentTerm: currentTerm, on: holders)
  }

  func commitOnlyCurrentTerm(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .stored(let index, let term, let currentTerm, let holders, _) = firing.evidence
    else { return nil }
    return words.mayNotCommit(
      scene.server, index: index, term: term, currentTerm: currentTerm, on: holders)
  }

  private func name(at index: LogIndex, _ scene: Scene) -> Phrase? {
    names(of: index...index, in: scene.after?.log).first
  }
}
