import RaftCore
import Simulation

extension Firing {
  var json: JSON {
    .members([
      "rule": .string(rule.id), "section": .string(rule.section), "evidence": evidence.json,
    ])
  }
}

extension Evidence {
  /// The numbers under the names that they have in the code; null when none are needed.
  var json: JSON {
    switch self {
    case .none: .null
    case .recovered, .terms, .silence, .candidacy, .votedFor, .lastLogs, .vote, .leader, .sent:
      ofTerms
    default: ofEntries
    }
  }

  private static func of(_ kind: String, _ members: KeyValuePairs<String, JSON>) -> JSON {
    .object(
      [.init(name: "kind", value: .string(kind))]
        + members.map { .init(name: $0.key, value: $0.value) })
  }

  private var ofTerms: JSON {
    switch self {
    case .recovered(let term, let votedFor, let lastLog):
      Self.of(
        "recovered",
        ["term": .number(term), "votedFor": .described(votedFor), "lastLog": lastLog.json])
    case .terms(let from, let theirs, let own):
      Self.of(
        "terms",
        ["from": .string(from.description), "theirs": .number(theirs), "own": .number(own)])
    case .silence(let wasCandidate, let term, let leader):
      Self.of(
        "silence",
        ["wasCandidate": .bool(wasCandidate), "term": .number(term), "leader": .described(leader)])
    case .candidacy(let term, let needed, let servers):
      Self.of(
        "candidacy",
        ["term": .number(term), "needed": .number(needed), "of": .number(servers)])
    case .votedFor(let server, let candidate):
      Self.of(
        "votedFor",
        ["votedFor": .string(server.description), "candidate": .string(candidate.description)])
    case .lastLogs(let candidate, let theirs, let own):
      Self.of(
        "lastLogs",
        ["candidate": .string(candidate.description), "theirs": theirs.json, "own": own.json])
    case .vote(let from, let granted, let votes, let needed):
      Self.of(
        "vote",
        [
          "from": .string(from.description), "granted": .bool(granted), "votes": votes.json,
          "needed": .number(needed),
        ])
    case .leader(let leader, let term):
      Self.of("leader", ["leader": .string(leader.description), "term": .number(term)])
    case .sent(let servers): Self.of("sent", ["to": servers.json])
    default: .null
    }
  }

  private var ofEntries: JSON {
    switch self {
    case .entries(let after, let through, let peer):
      Self.of(
        "entries",
        ["after": .number(after), "through": .number(through), "peer": .described(peer)])
    case .previous(let position, let ownTerm, let ownLast):
      Self.of(
        "previous",
        ["previous": position.json, "ownTerm": .number(ownTerm), "ownLast": .number(ownLast)])
    case .conflict(let index, let theirs, let own, let last):
      Self.of(
        "conflict",
        [
          "index": .number(index), "theirs": .number(theirs), "own": .number(own),
          "last": .number(last),
        ])
    case .match(let peer, let match, let next, let before):
      Self.of(
        "match",
        [
          "peer": .string(peer.description), "matchIndex": .number(match),
          "nextIndex": .number(next), "before": .number(before),
        ])
    case .backUp(let peer, let from, let to, let conflictTerm):
      Self.of(
        "backUp",
        [
          "peer": .string(peer.description), "from": .number(from), "to": .number(to),
          "conflictTerm": .number(conflictTerm),
        ])
    case .stored(let index, let term, let currentTerm, let servers, let needed):
      Self.of(
        "stored",
        [
          "index": .number(index), "term": .number(term), "currentTerm": .number(currentTerm),
          "on": servers.json, "needed": .number(needed),
        ])
    case .commit(let leaderCommit, let lastNew, let before):
      Self.of(
        "commit",
        [
          "leaderCommit": .number(leaderCommit), "lastNew": .number(lastNew),
          "before": .number(before),
        ])
    case .request(let request, let index):
      Self.of("request", ["request": request.json, "index": .number(index)])
    case .leaderHint(let leader, let request):
      Self.of("leaderHint", ["leader": .described(leader), "request": request.json])
    case .written(let write): Self.of("written", ["write": write.json])
    default: .null
    }
  }
}
