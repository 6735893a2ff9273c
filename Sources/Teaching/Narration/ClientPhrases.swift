import RaftCore

/// How clients are served (§8): the rules, and what is said when one fires.
package protocol ClientPhrases {
  var redirectClient: RuleText { get }
  var clientSerialNumbers: RuleText { get }

  func redirects(_ server: ServerID, to leader: ServerID?) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func redirectClient(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .leaderHint(let leader, _) = firing.evidence else { return nil }
    return words.redirects(scene.server, to: leader)
  }
}
