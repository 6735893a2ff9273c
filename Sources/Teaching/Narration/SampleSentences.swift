import RaftCore
import Simulation

// What is said when a rule fires, as it might stand on the screen: by such a sentence its rule is
// found.
extension Narrator {
  /// Sentences for a rule, one for each way in which its evidence can be told; of a rule that never
  /// fires itself, none.
  package func samples(of rule: Rule) -> [String] {
    var texts: [String] = []
    for kind in Evidence.Kind.allCases {
      for evidence in Evidence.samples(of: kind) {
        let scene = Scene(at: ServerID(2))
        let firing = Firing(rule: rule, evidence: evidence, effects: 0..<0)
        guard let text = fact(firing, scene)?.text, !texts.contains(text) else { continue }
        texts.append(text)
      }
    }
    return texts
  }
}

extension Evidence {
  /// Some of a kind, such that what can be told of it in several ways is there in each.
  fileprivate static func samples(of kind: Kind) -> [Evidence] {
    switch kind {
    case .none, .recovered, .terms, .silence, .candidacy, .votedFor, .lastLogs, .vote, .leader,
      .sent, .written, .refused:
      samples(ofElection: kind)
    case .entries, .previous, .conflict, .match, .backUp, .stored, .commit, .request, .leaderHint:
      samples(ofLog: kind)
    case .preCandidacy, .contact, .quorum, .transfer, .stopping, .read, .round, .commitTerm,
      .applied, .lease, .snapshot, .lagging, .offered, .session,
      .expiry:
      samples(ofFeature: kind)
    case .configuration, .configured, .ownTerm, .caughtUp, .majorities:
      samples(ofMembership: kind)
    }
  }
}

// The samples. S2 is where rules fire, S1 is another, C1 asks.
extension Evidence {
  private static let one = ServerID(1)
  private static let two = ServerID(2)
  private static let request = RequestID(1 << 32 | 1)

  private static func samples(ofElection kind: Kind) -> [Evidence] {
    switch kind {
    case .none: [.none]
    case .recovered:
      [nil, one].map {
        .recovered(term: 4, votedFor: $0, lastLog: LogPosition(index: 3, term: 3))
      }
    case .terms:
      [(6, 4), (4, 4), (3, 4)].map { .terms(from: one, theirs: $0, own: $1) }
    case .silence:
      [
        .silence(wasCandidate: false, term: 4, leader: one),
        .silence(wasCandidate: false, term: 4, leader: nil),
        .silence(wasCandidate: true, term: 4, leader: nil),
      ]
    case .candidacy: [.candidacy(term: 5, needed: 3, of: 5)]
    case .votedFor: [.votedFor(ServerID(3), candidate: one)]
    case .lastLogs:
      [2, 3].map {
        .lastLogs(
          candidate: one, theirs: LogPosition(index: 3, term: $0),
          own: LogPosition(index: 3, term: 5 - $0))
      }
    case .vote:
      [
        .vote(from: two, granted: true, votes: [two], needed: 3),
        .vote(from: one, granted: true, votes: [one, two], needed: 3),
        .vote(from: one, granted: false, votes: [two], needed: 3),
      ]
    case .leader: [.leader(one, term: 4)]
    case .sent: [.sent(to: [one, ServerID(3)])]
    case .written:
      [
        .written(Write(term: 4, votedFor: one, keeping: 3, through: 3)),
        .written(Write(term: 4, votedFor: nil, keeping: 2, through: 3)),
        .written(Write(term: 4, votedFor: one, keeping: 3, through: 3, snapshot: 3)),
      ]
    case .refused: [.refused(by: [one, ServerID(3)], needed: 2, of: 3)]
    case .entries, .previous, .conflict, .match, .backUp, .stored, .commit, .request, .leaderHint,
      .preCandidacy, .contact, .quorum, .transfer, .stopping, .read, .round, .commitTerm, .applied,
      .lease, .snapshot, .lagging, .offered, .session,
      .expiry, .configuration, .configured, .ownTerm, .caughtUp,
      .majorities:
      []
    }
  }

  private static func samples(ofLog kind: Kind) -> [Evidence] {
    switch kind {
    case .entries: [one, nil].map { .entries(after: 2, through: 3, peer: $0) }
    case .previous:
      [nil, 2].map {
        .previous(LogPosition(index: 3, term: 3), ownTerm: $0, ownLast: $0 == nil ? 2 : 3)
      }
    case .conflict: [.conflict(index: 3, theirs: 4, own: 3, last: 5)]
    case .match:
      [0, 3].map { .match(peer: one, matchIndex: 3, nextIndex: 4, before: $0) }
        + [.match(peer: one, matchIndex: 0, nextIndex: 1, before: 0)]
    case .backUp:
      [nil, 3].map { .backUp(peer: one, from: 6, to: 2, conflictTerm: $0) }
        + [.backUp(peer: one, from: 1, to: 1, conflictTerm: nil)]
    case .stored:
      [2, 4].map {
        .stored(index: 3, term: $0, currentTerm: 4, on: [one, two, ServerID(3)], needed: 3)
      }
    case .commit:
      [(3, 4), (5, 4)].map { .commit(leaderCommit: $0, lastNew: $1, before: 2) }
    case .request: [.request(request, index: 3)]
    case .leaderHint: [one, nil].map { .leaderHint($0, request: request) }
    case .none, .recovered, .terms, .silence, .candidacy, .votedFor, .lastLogs, .vote, .leader,
      .sent, .written, .refused, .preCandidacy, .contact, .quorum, .transfer, .stopping, .read,
      .round, .commitTerm, .applied, .lease, .snapshot, .lagging, .offered, .session,
      .expiry, .configuration,
      .configured, .ownTerm, .caughtUp, .majorities:
      []
    }
  }

  private static func samples(ofFeature kind: Kind) -> [Evidence] {
    switch kind {
    case .preCandidacy: [.preCandidacy(nextTerm: 5, needed: 3, of: 5)]
    case .contact:
      [true, false].map {
        .contact(leader: one, ago: 12_000, timeout: 150_000, answers: $0)
      }
    case .quorum:
      [.quorum(heard: [one, two], ago: 40_000, timeout: 150_000, needed: 3)]
    case .transfer: [0, 3, 5].map { .transfer(to: one, matchIndex: $0, lastIndex: 5) }
    case .stopping: [true, false].map { .stopping(target: one, leads: $0) }
    case .read:
      [nil, one].flatMap { asker in
        [0, 12].map { .read(request, asker: asker, index: 3, round: $0) }
      }
    case .round: [.round(request, round: 12, by: [one, two], needed: 2)]
    case .commitTerm: [.commitTerm(request, index: 3, term: 2, currentTerm: 4)]
    case .applied:
      [3, 5].map { .applied(request, index: 5, lastApplied: $0) }
    case .lease:
      [40_000, 200_000].map { .lease(request, age: $0, length: 136_363) }
    case .snapshot:
      [0, 10].map { .snapshot(LogPosition(index: 12, term: 3), before: 2, every: $0) }
    case .session:
      [(9, 4), (9, 2), (4, 0)].map {
        .session(request, session: 4, index: $0, latest: $1)
      }
    case .expiry: [.expiry(request, session: 4, usedAt: 9, limit: 2)]
    case .lagging:
      [.lagging(peer: one, nextIndex: 3, start: LogPosition(index: 12, term: 3))]
    case .offered:
      [(2, 3), (2, 15), (14, 15)].map {
        .offered(by: one, LogPosition(index: 12, term: 3), lastApplied: $0, ownLast: $1)
      }
    case .none, .recovered, .terms, .silence, .candidacy, .votedFor, .lastLogs, .vote, .leader,
      .sent, .written, .refused, .entries, .previous, .conflict, .match, .backUp, .stored, .commit,
      .request, .leaderHint, .configuration, .configured, .ownTerm, .caughtUp, .majorities:
      []
    }
  }

  private static func samples(ofMembership kind: Kind) -> [Evidence] {
    let (three, four) = (ServerID(3), ServerID(4))
    let plain = Membership(voters: [one, two, three])
    let learning = Membership(voters: plain.voters, learners: [four])
    let wider = Membership(voters: [one, two, three, four])
    let joint = Membership(voters: [two, three, four], outgoing: plain.voters)
    return switch kind {
    case .configuration:
      [(wider, plain), (learning, plain), (wider, learning), (plain, wider), (joint, plain)].map {
        .configuration(index: 5, $0, before: $1)
      } + [.configuration(index: 0, wider, before: plain)]
    case .configured:
      [
        .configured(index: 5, wider, commitIndex: 4), .configured(index: 5, joint, commitIndex: 5),
        .configured(index: 5, Membership(voters: [one, three]), commitIndex: 5),
      ]
    case .ownTerm: [0, 3].map { .ownTerm(index: $0, term: $0 / 2, currentTerm: 4) }
    case .caughtUp: [.caughtUp(four, matchIndex: 3, needed: 9)]
    case .majorities:
      [
        .majorities(of: [two, three], joint), .majorities(of: [one, two], joint),
        .majorities(of: [two, four], learning),
      ]
    case .none, .recovered, .terms, .silence, .candidacy, .votedFor, .lastLogs, .vote, .leader,
      .sent, .written, .refused, .entries, .previous, .conflict, .match, .backUp, .stored, .commit,
      .request, .leaderHint, .preCandidacy, .contact, .quorum, .transfer, .stopping, .read, .round,
      .commitTerm, .applied, .lease, .snapshot, .lagging, .offered, .session, .expiry:
      []
    }
  }
}
