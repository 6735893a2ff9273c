import KeyValue
import RaftCore
import Simulation

/// Clients' sessions (Ongaro's dissertation, §6.3): the rules, and what is said when one fires. `session`
/// is the index of the entry that opened it.
package protocol ClientSessionPhrases {
  var openSession: RuleText { get }
  var executeInSession: RuleText { get }
  var refuseWithoutSession: RuleText { get }
  var expireSession: RuleText { get }

  /// The client has no session yet, and wants one for this operation.
  func asksForSession(_ client: ClientID, at server: ServerID, for operation: Operation) -> Phrase
  /// `again`: where it is opened by another entry, because the server did not know it.
  func opensSession(
    _ server: ServerID, _ session: LogIndex, of client: ClientID, again index: LogIndex?
  ) -> Phrase
  /// `discarded` is the serial number of the request whose answer is not kept any more; nil: none was.
  func executes(
    _ server: ServerID, _ request: RequestID, in session: LogIndex, at index: LogIndex,
    discarding discarded: Int?
  ) -> Phrase
  /// `latest` is the request executed last in the session.
  func repeats(
    _ server: ServerID, _ request: RequestID, in session: LogIndex, at index: LogIndex, latest: Int
  ) -> Phrase
  func refusesWithoutSession(
    _ server: ServerID, _ request: RequestID, in session: LogIndex, at index: LogIndex
  ) -> Phrase
  func expires(
    _ server: ServerID, _ session: LogIndex, of client: ClientID, usedAt: LogIndex, limit: Int
  ) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func openSession(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .session(let request, let session, let index, _) = firing.evidence else {
      return nil
    }
    return words.opensSession(
      scene.server, session, of: request.client, again: index == session ? nil : index)
  }

  func executeInSession(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .session(let request, let session, let index, let latest) = firing.evidence else {
      return nil
    }
    return words.executes(
      scene.server, request, in: session, at: index, discarding: latest > 0 ? latest : nil)
  }

  func repeatRequest(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .session(let request, let session, let index, let latest) = firing.evidence else {
      return nil
    }
    return words.repeats(scene.server, request, in: session, at: index, latest: latest)
  }

  func refuseWithoutSession(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .session(let request, let session, let index, _) = firing.evidence else {
      return nil
    }
    return words.refusesWithoutSession(scene.server, request, in: session, at: index)
  }

  func expireSession(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .expiry(let request, let session, let usedAt, let limit) = firing.evidence else {
      return nil
    }
    return words.expires(scene.server, session, of: request.client, usedAt: usedAt, limit: limit)
  }
}
