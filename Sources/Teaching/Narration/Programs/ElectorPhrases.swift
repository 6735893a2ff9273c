import ClientPrograms
import KeyValue

/// What all programs do that elect a leader: the rules, and what is said when one fires.
package protocol ElectorPhrases {
  var beginLeading: RuleText { get }
  var lockDelay: RuleText { get }
  var doWork: RuleText { get }
  var sendToken: RuleText { get }
  var workAnswered: RuleText { get }
  var stopLeading: RuleText { get }
  var finishWorkFirst: RuleText { get }
  var releaseEarly: RuleText { get }
  var beginAnew: RuleText { get }

  /// A program was told that its key was put, at a revision that is its token.
  func leadsByPut(_ program: ProgramID, _ key: Text, token: Token) -> Phrase
  /// A program found nobody before its own key; `isThere` when that key is still the one it created.
  func leadsByOwnKey(_ program: ProgramID, _ key: Text, token: Token, isThere: Bool) -> Phrase
  /// A component wrote itself into the record; `token` is nil when it is not known.
  func leadsByRecord(_ program: ProgramID, _ copy: RecordCopy, token: Token?) -> Phrase
  /// A program has waited out the lock-delay.
  func leadsAfterDelay(_ program: ProgramID, token: Token?, clock: Int) -> Phrase
  /// `token` is nil when it is not known.
  func waitsToLead(_ program: ProgramID, token: Token?) -> Phrase
  /// `token` is nil when none is sent.
  func sendsWork(_ program: ProgramID, token: Token?) -> Phrase
  func isRefusedWork(_ program: ProgramID, token: Token?) -> Phrase
  func stopsLeading(_ program: ProgramID, token: Token, since: Int, clock: Int) -> Phrase
  func tellsWorkToEnd(_ program: ProgramID, token: Token, since: Int, clock: Int) -> Phrase
  func releasesEarly(_ program: ProgramID, token: Token, since: Int, clock: Int) -> Phrase
  func standsAgain(_ program: ProgramID, clock: Int) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func beginLeading(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    let program = scene.program
    switch firing.evidence {
    case .key(let key, _, let revision):
      return words.leadsByPut(program, key, token: revision)
    case .ownKey(let key, let created, let expected):
      return words.leadsByOwnKey(program, key, token: expected, isThere: created == expected)
    case .record:
      return RecordCopy(firing.evidence, of: program).map {
        words.leadsByRecord(program, $0, token: scene.token(of: firing))
      }
    case .clock(let clock):
      return words.leadsAfterDelay(program, token: scene.token(of: firing), clock: clock)
    case .none, .lease, .before, .renewal, .failure, .belief, .token, .object: return nil
    }
  }

  func lockDelay(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    switch firing.evidence {
    case .key(_, _, let token), .ownKey(_, _, let token):
      words.waitsToLead(scene.program, token: token)
    case .record: words.waitsToLead(scene.program, token: nil)
    case .none, .lease, .before, .renewal, .failure, .belief, .token, .object, .clock: nil
    }
  }

  func doWork(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .token(nil, _, _, _) = firing.evidence else { return nil }
    return words.sendsWork(scene.program, token: nil)
  }

  func sendToken(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .token(let token?, _, _, _) = firing.evidence else { return nil }
    return words.sendsWork(scene.program, token: token)
  }

  func workAnswered(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .token(let token, _, _, _) = firing.evidence else { return nil }
    return words.isRefusedWork(scene.program, token: token)
  }

  func stopLeading(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .belief(let token, let since, let clock) = firing.evidence else { return nil }
    return words.stopsLeading(scene.program, token: token, since: since, clock: clock)
  }

  func finishWorkFirst(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .belief(let token, let since, let clock) = firing.evidence else { return nil }
    return words.tellsWorkToEnd(scene.program, token: token, since: since, clock: clock)
  }

  func releaseEarly(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .belief(let token, let since, let clock) = firing.evidence else { return nil }
    return words.releasesEarly(scene.program, token: token, since: since, clock: clock)
  }

  func beginAnew(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .clock(let clock) = firing.evidence else { return nil }
    return words.standsAgain(scene.program, clock: clock)
  }
}
