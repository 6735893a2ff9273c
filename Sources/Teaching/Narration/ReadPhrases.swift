import RaftCore
import Simulation

/// Reads that write nothing to the log (Ongaro's dissertation, §6.4, §6.4.1): the rules, and what is
/// said when one fires. Each sentence names the client that reads.
package protocol ReadPhrases {
  var askForReadIndex: RuleText { get }
  var readAfterOwnTerm: RuleText { get }
  var beginRead: RuleText { get }
  var roundAfterRead: RuleText { get }
  var confirmLeadership: RuleText { get }
  var applyBeforeRead: RuleText { get }
  var answerRead: RuleText { get }
  var serializableRead: RuleText { get }
  var readByLease: RuleText { get }
  var leaseExpired: RuleText { get }
  var leaseClockBound: RuleText { get }
  var leasePresentClock: RuleText { get }
  var noLeaseAfterTimeoutNow: RuleText { get }

  /// What a member reads to make sure that it leads, before it revokes leases: `the read of …`.
  var ownCheck: String { get }
  func asksForReadIndex(_ server: ServerID, of leader: ServerID, for client: ClientID) -> Phrase
  func ignoresReadIndex(_ server: ServerID, of leader: ServerID) -> Phrase
  /// `index` and `term` are 0 while nothing is known to be committed.
  func waitsForOwnTerm(
    _ server: ServerID, _ client: ClientID, committed: LogPosition, currentTerm: Term
  ) -> Phrase
  /// `asker` is the follower that the client asked, if it was one.
  func beginsRound(
    _ server: ServerID, _ round: Int, for client: ClientID, at asker: ServerID?, index: LogIndex
  ) -> Phrase
  /// In a cluster of one.
  func readsAlone(_ server: ServerID, _ client: ClientID, index: LogIndex) -> Phrase
  /// With `confirmLeadership` switched off.
  func readsUnconfirmed(
    _ server: ServerID, _ client: ClientID, at asker: ServerID?, index: LogIndex
  ) -> Phrase
  /// With `roundAfterRead` switched off.
  func takesOlderRound(
    _ server: ServerID, _ round: Int, for client: ClientID, at asker: ServerID?, index: LogIndex
  ) -> Phrase
  /// `others` answered the round or a later one.
  func isConfirmed(
    _ server: ServerID, for client: ClientID, round: Int, by others: ServerSet, needed: Int
  ) -> Phrase
  /// What the leader tells a follower; follows the sentence of the confirmation.
  func tellsReadIndex(_ index: LogIndex, to asker: ServerID) -> Phrase
  func waitsForApply(
    _ server: ServerID, _ client: ClientID, index: LogIndex, lastApplied: LogIndex
  ) -> Phrase
  func answersRead(
    _ server: ServerID, _ client: ClientID, index: LogIndex, lastApplied: LogIndex
  ) -> Phrase
  /// With `applyBeforeRead` switched off.
  func answersReadTooEarly(
    _ server: ServerID, _ client: ClientID, index: LogIndex, lastApplied: LogIndex
  ) -> Phrase
  /// The leader names the index without a round.
  func tellsReadIndex(
    _ server: ServerID, _ index: LogIndex, for client: ClientID, to asker: ServerID
  ) -> Phrase
  func answersFromWhatItHas(_ server: ServerID, _ client: ClientID, lastApplied: LogIndex) -> Phrase
  /// Spans in microseconds of the leader's own clock. `isOldTime` with `leasePresentClock` switched
  /// off: the age is told from the time at which a timer last ran out.
  func readsByLease(
    _ server: ServerID, _ client: ClientID, age: TimeSpan, length: TimeSpan, isOldTime: Bool
  ) -> Phrase
  /// As etcd does it: by no clock.
  func readsAsLeader(_ server: ServerID, _ client: ClientID) -> Phrase
  func leaseIsOver(_ server: ServerID, _ client: ClientID, age: TimeSpan, length: TimeSpan)
    -> Phrase
  /// It knows of no round that a majority has answered.
  func hasNoLease(_ server: ServerID, _ client: ClientID) -> Phrase
  func hasNoLeaseAfterTimeoutNow(_ server: ServerID, _ client: ClientID) -> Phrase
}

// What is said of a firing, up to the answer.
extension Narrator {
  func askForReadIndex(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .leaderHint(let leader?, let request) = firing.evidence else { return nil }
    return words.asksForReadIndex(scene.server, of: leader, for: request.client)
  }

  func readAfterOwnTerm(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .commitTerm(let request, let index, let term, let currentTerm) = firing.evidence
    else { return nil }
    return words.waitsForOwnTerm(
      scene.server, request.client, committed: LogPosition(index: index, term: term),
      currentTerm: currentTerm)
  }

  func beginRead(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .read(let request, let asker, let index, let round) = firing.evidence else {
      return nil
    }
    let server = scene.server
    let client = request.client
    if round == 0 {
      return scene.isAlone
        ? words.readsAlone(server, client, index: index)
        : words.readsUnconfirmed(server, client, at: asker, index: index)
    }
    // What begins a round sends it.
    let isOlder = !scene.obeys(.roundAfterRead) && firing.effects.isEmpty
    return isOlder
      ? words.takesOlderRound(server, round, for: client, at: asker, index: index)
      : words.beginsRound(server, round, for: client, at: asker, index: index)
  }

  func confirmLeadership(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .round(let request, let round, let voices, let needed) = firing.evidence else {
      return nil
    }
    let confirmed = words.isConfirmed(
      scene.server, for: request.client, round: round, by: voices.removing(scene.server),
      needed: needed)
    guard let told = readIndexTold(by: firing, scene) else { return confirmed }
    return "\(confirmed)\(words.tellsReadIndex(told.index, to: told.asker))"
  }

  func applyBeforeRead(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .applied(let request, let index, let lastApplied) = firing.evidence else {
      return nil
    }
    return words.waitsForApply(
      scene.server, request.client, index: index, lastApplied: lastApplied)
  }

  func answerRead(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .applied(let request, let index, let lastApplied) = firing.evidence else {
      return nil
    }
    let client = request.client
    if let told = readIndexTold(by: firing, scene) {
      return words.tellsReadIndex(scene.server, told.index, for: client, to: told.asker)
    }
    return index <= lastApplied
      ? words.answersRead(scene.server, client, index: index, lastApplied: lastApplied)
      : words.answersReadTooEarly(scene.server, client, index: index, lastApplied: lastApplied)
  }

  /// The index that a leader names to a follower, if a firing sends that.
  private func readIndexTold(
    by firing: Firing, _ scene: Scene
  ) -> (index: LogIndex, asker: ServerID)? {
    for case .send(let message) in scene.effects(of: firing) {
      if case .readIndexReply(_, let index) = message.body { return (index, message.to) }
    }
    // With `persistBeforeAnswering` switched off nothing waits for the disk.
    for case .sendAtOnce(let message) in scene.effects(of: firing) {
      if case .readIndexReply(_, let index) = message.body { return (index, message.to) }
    }
    return nil
  }

  func serializableRead(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .read(let request, _, let lastApplied, _) = firing.evidence else { return nil }
    return words.answersFromWhatItHas(scene.server, request.client, lastApplied: lastApplied)
  }
}

// By the clock.
extension Narrator {
  func readByLease(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .lease(let request, let age, let length) = firing.evidence else { return nil }
    if scene.has(.etcdVariants) { return words.readsAsLeader(scene.server, request.client) }
    if scene.isAlone, let index = (scene.after ?? scene.before)?.commitIndex {
      return words.readsAlone(scene.server, request.client, index: index)
    }
    return words.readsByLease(
      scene.server, request.client, age: age, length: length,
      isOldTime: !scene.obeys(.leasePresentClock))
  }

  func leaseExpired(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .lease(let request, let age, let length) = firing.evidence else { return nil }
    return age < length
      ? words.hasNoLease(scene.server, request.client)
      : words.leaseIsOver(scene.server, request.client, age: age, length: length)
  }

  func noLeaseAfterTimeoutNow(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .read(let request, _, _, _) = firing.evidence else { return nil }
    return words.hasNoLeaseAfterTimeoutNow(scene.server, request.client)
  }
}
