import ClientPrograms
import KeyValue

/// What API servers do, and the resource outside: the rules, and what is said when one fires.
package protocol ServicePhrases {
  var serveGet: RuleText { get }
  var serveCreate: RuleText { get }
  var serveUpdate: RuleText { get }
  var answerFromStore: RuleText { get }
  var acceptWork: RuleText { get }
  var fencing: RuleText { get }

  func servesGet(_ server: ProgramID, of object: String) -> Phrase
  func servesCreate(_ server: ProgramID, of object: String) -> Phrase
  func servesUpdate(_ server: ProgramID, of object: String, version: Revision) -> Phrase
  /// `answer` is nil when it is not known; `succeeded` when it has an object.
  func answers(
    _ server: ProgramID, about object: String, _ answer: APIAnswer?, succeeded: Bool,
    revision: Revision
  ) -> Phrase
  func cannotAnswer(_ server: ProgramID, because failure: CallFailure) -> Phrase
  /// `token` is nil when the work has none, `highest` when none was seen so far. A token that is
  /// lower than the highest is taken only where fencing is off.
  func takesWork(
    _ resource: ProgramID, of sender: String, token: Token?, highest: Token?
  ) -> Phrase
  /// `holder` is whose work was taken last.
  func refusesWork(
    _ resource: ProgramID, of sender: String, token: Token?, highest: Token?, holder: String?
  ) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func serveGet(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .object(let name, nil) = firing.evidence else { return nil }
    return words.servesGet(scene.program, of: name)
  }

  func serveCreate(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .object(let name, nil) = firing.evidence else { return nil }
    return words.servesCreate(scene.program, of: name)
  }

  func serveUpdate(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .object(let name, let version?) = firing.evidence else { return nil }
    return words.servesUpdate(scene.program, of: name, version: version)
  }

  func answerFromStore(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    switch firing.evidence {
    case .key(let key, let succeeded, let revision):
      words.answers(
        scene.program, about: Self.object(of: key), scene.answer(of: firing),
        succeeded: succeeded, revision: revision)
    case .failure(let failure, _): words.cannotAnswer(scene.program, because: failure)
    case .none, .lease, .before, .ownKey, .record, .renewal, .belief, .token, .object, .clock: nil
    }
  }

  /// The name of the Lease object that a key holds; the key itself where it holds none.
  static func object(of key: Text) -> String {
    let folder = APIServer.key("").description
    let text = key.description
    return text.hasPrefix(folder) ? String(text.dropFirst(folder.count)) : text
  }

  func acceptWork(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .token(let token, let sender, let highest, _) = firing.evidence else { return nil }
    return words.takesWork(scene.program, of: sender, token: token, highest: highest)
  }

  func fencing(_ firing: ProgramFiring, _ scene: ProgramScene) -> Phrase? {
    guard case .token(let token, let sender, let highest, let holder) = firing.evidence
    else { return nil }
    return words.refusesWork(
      scene.program, of: sender, token: token, highest: highest, holder: holder)
  }
}
