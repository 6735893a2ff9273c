import RaftCore

// What a leader does.
extension Narrator {
  func leaderFact(_ firing: Firing, _ scene: Scene) -> Phrase? {
    let server = scene.server
    switch (firing.rule, firing.evidence) {
    case (.announceLeadership, .leader(_, let term)):
      return hasPeers(firing, scene)
        ? words.announces(server, term: term) : words.leadsNobody(server, term: term)
    case (.heartbeat, .leader(_, let term)):
      return hasPeers(firing, scene)
        ? words.heartbeat(server, term: term) : words.leadsNobody(server, term: term)
    case (.postponeHeartbeat, .sent(let followers)):
      return words.postponesHeartbeat(server, reached: followers)
    case (.appendNoOp, .entries(_, let through, _)):
      return words.appendsNoOp(server, index: through, term: scene.term)
    case (.appendCommand, .request(_, let index)):
      return words.takesCommand(
        server, name(at: index, scene), index: index, term: scene.term)
    case (.sendEntries, .entries(let after, let through, let peer?)):
      let progress = scene.after?.role.leadership?[peer]
      let next = progress.flatMap { $0.isStreaming ? through + 1 : nil }
      return words.sends(server, entries: (after + 1)...through, to: peer, next: next)
    case (.entriesStored, .match(let peer, let matchIndex, let nextIndex, let before)):
      return matchIndex == 0
        ? words.notesNoMatch(server, follower: peer, nextIndex: nextIndex)
        : words.notesMatch(
          server, follower: peer, matchIndex: matchIndex, nextIndex: nextIndex,
          isNews: matchIndex > before)
    case (.backUpNextIndex, .backUp(let peer, let from, let to, _)):
      return to < from
        ? words.backsUp(server, follower: peer, from: from, to: to)
        : words.triesAgain(server, follower: peer, nextIndex: to)
    case (.backUpByTerm, .backUp(let peer, let from, let to, let conflictTerm)):
      return to < from
        ? words.backsUpByTerm(
          server, follower: peer, from: from, to: to, conflictTerm: conflictTerm)
        : words.triesAgain(server, follower: peer, nextIndex: to)
    case (.answerClient, .request(_, let index)):
      return words.answersClient(server, index: index, command: name(at: index, scene))
    case (.advanceCommit, .stored(let index, let term, let currentTerm, let holders, _)):
      return term == currentTerm
        ? words.commits(server, index: index, term: term, on: holders)
        : words.commitsOldTerm(
          server, index: index, term: term, currentTerm: currentTerm, on: holders)
    case (.commitOnlyCurrentTerm, .stored(let index, let term, let current, let holders, _)):
      return words.mayNotCommit(
        server, index: index, term: term, currentTerm: current, on: holders)
    default: return nil
    }
  }

  /// Whether there is anybody to send to. Without the server at hand, its effects show it: a
  /// heartbeat in a cluster of one only starts its timer again.
  private func hasPeers(_ firing: Firing, _ scene: Scene) -> Bool {
    if let server = scene.after ?? scene.before { return !server.peers.isEmpty }
    return firing.effects.count > (firing.rule == .heartbeat ? 1 : 0)
  }

  private func name(at index: LogIndex, _ scene: Scene) -> Phrase? {
    names(of: index...index, in: scene.after?.log).first
  }
}
