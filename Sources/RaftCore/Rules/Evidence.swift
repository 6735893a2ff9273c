/// The numbers that made a rule fire: what was compared with what, before the rule changed
/// anything.
package enum Evidence: Hashable, Sendable, BitwiseCopyable {
  /// The rule needs no comparison.
  case none
  /// What a server finds on its disk when it starts.
  case recovered(term: Term, votedFor: ServerID?, lastLog: LogPosition)
  /// A message's term against the server's own.
  case terms(from: ServerID, theirs: Term, own: Term)
  /// The election timer ran out in this role and term; `leader` is the last one heard of.
  case silence(wasCandidate: Bool, term: Term, leader: ServerID?)
  /// A candidacy begins: the new term, and the majority it needs.
  case candidacy(term: Term, needed: Int, of: Int)
  /// A vote already given in this term stands against a request.
  case votedFor(ServerID, candidate: ServerID)
  /// How the candidate's log ends against how the voter's own does (§5.4.1).
  case lastLogs(candidate: ServerID, theirs: LogPosition, own: LogPosition)
  /// A vote (or its refusal) came in; all votes so far, and how many are needed.
  case vote(from: ServerID, granted: Bool, votes: ServerSet, needed: Int)
  /// A leader of this term is there.
  case leader(ServerID, term: Term)
  /// A leader has just sent AppendEntries to all of these: every follower.
  case sent(to: ServerSet)
  /// Entries (after, through] of the server's own log, and the peer concerned if there is one.
  case entries(after: LogIndex, through: LogIndex, peer: ServerID?)
  /// The previous entry that a leader names, and the term that the follower has there (nil: no
  /// entry).
  case previous(LogPosition, ownTerm: Term?, ownLast: LogIndex)
  /// An entry that conflicts with a new one: same index, other term; the log's last index before.
  case conflict(index: LogIndex, theirs: Term, own: Term, last: LogIndex)
  /// What a follower is now known to store, and what it was known to store before.
  case match(peer: ServerID, matchIndex: LogIndex, nextIndex: LogIndex, before: LogIndex)
  /// nextIndex moves back for a follower that refused; the follower's hint.
  case backUp(peer: ServerID, from: LogIndex, to: LogIndex, conflictTerm: Term?)
  /// Who stores the entry at an index, of which term, against how many are needed.
  case stored(index: LogIndex, term: Term, currentTerm: Term, on: ServerSet, needed: Int)
  /// The leader's commitIndex against the last entry the message vouches for; own commitIndex
  /// before.
  case commit(leaderCommit: LogIndex, lastNew: LogIndex, before: LogIndex)
  /// A client's request, and where its command stands in the log.
  case request(RequestID, index: LogIndex)
  /// The leader that a client is told of, if one is known.
  case leaderHint(ServerID?, request: RequestID)
  /// What reached the disk.
  case written(Write)
  /// A server would become a candidate of this term: the straw votes that it needs, of how many.
  case preCandidacy(nextTerm: Term, needed: Int, of: Int)
  /// A leader was heard of so long ago, in microseconds of the server's own clock, against the
  /// shortest election timeout; and whether who asks is told so.
  case contact(leader: ServerID, ago: Int, timeout: Int, answers: Bool)
  /// The majority that a leader heard from, itself among them, and how long ago the one of them that
  /// is heard from least was, in microseconds of its own clock, against the election timeout.
  case quorum(heard: ServerSet, ago: Int, timeout: Int, needed: Int)
  /// Whom a leader hands over to; what that server is known to store, against the leader's last entry.
  case transfer(to: ServerID, matchIndex: LogIndex, lastIndex: LogIndex)
  /// A server that was told to stop has handed over, or, where it leads still, has given that up.
  case stopping(target: ServerID, leads: Bool)
  /// A read, the server that asks in its name (nil: the client itself), what must be applied before
  /// it is answered, and the round of AppendEntries that must be answered first; 0: none.
  case read(RequestID, asker: ServerID?, index: LogIndex, round: Int)
  /// The round that a majority has answered.
  case round(RequestID, round: Int, by: ServerSet, needed: Int)
  /// What is committed, its term, and the leader's own term.
  case commitTerm(RequestID, index: LogIndex, term: Term, currentTerm: Term)
  /// What must be applied, and what is.
  case applied(RequestID, index: LogIndex, lastApplied: LogIndex)
  /// How long ago the round was sent that a majority has answered, and how long a lease lasts from
  /// then, in microseconds of the leader's own clock.
  case lease(RequestID, age: Int, length: Int)
  /// So many have refused their votes, or straw votes, that the rest is no majority.
  case refused(by: ServerSet, needed: Int, of: Int)
  /// The last entry that a snapshot includes, after which entry the one before it ended, and after how
  /// many applied entries a server takes one by itself; 0: after none.
  case snapshot(LogPosition, before: LogIndex, every: Int)
  /// The next entry that a follower needs, against where the leader's log begins.
  case lagging(peer: ServerID, nextIndex: LogIndex, start: LogPosition)
  /// The last entry that a leader's snapshot includes, against what the follower has applied, and the
  /// last entry of its log.
  case offered(by: ServerID, LogPosition, lastApplied: LogIndex, ownLast: LogIndex)
  /// A client's request, the session that it names by the index of the entry that opened it, where its
  /// own entry stands, and the serial number of the latest request executed in that session before; 0:
  /// none, or there is no such session.
  case session(RequestID, session: LogIndex, index: LogIndex, latest: Int)
  /// The latest request of a session, its number, the last entry that used it, and how many sessions
  /// there may be.
  case expiry(RequestID, session: LogIndex, usedAt: LogIndex, limit: Int)
  /// A configuration, the entry that holds it, and the one before it.
  case configuration(index: LogIndex, Membership, before: Membership)
  /// A configuration, the entry that holds it, and what is committed.
  case configured(index: LogIndex, Membership, commitIndex: LogIndex)
  /// The last committed entry and its term, against the leader's own term.
  case ownTerm(index: LogIndex, term: Term, currentTerm: Term)
  /// What a learner is known to store, against what it must.
  case caughtUp(ServerID, matchIndex: LogIndex, needed: LogIndex)
  /// Servers of whom it is asked whether they are a majority, in which configuration.
  case majorities(of: ServerSet, Membership)
}

extension Evidence {
  /// Whether it shows that something was learnt of a log: more entries that match, or that are new.
  package var isNews: Bool {
    switch self {
    case .match(_, let match, _, let before): match != before
    case .entries(let after, let through, _): through != after
    case .none, .recovered, .terms, .silence, .candidacy, .votedFor, .lastLogs, .vote, .leader,
      .sent, .previous, .conflict, .backUp, .stored, .commit, .request, .leaderHint, .written,
      .preCandidacy, .contact, .quorum, .transfer, .stopping, .read, .round, .commitTerm, .applied,
      .lease, .refused, .snapshot, .lagging, .offered, .session, .expiry, .configuration,
      .configured, .ownTerm, .caughtUp, .majorities:
      true
    }
  }
}

extension Evidence: Fielded {
  /// What is compared with what.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case none, recovered, terms, silence, candidacy, votedFor, lastLogs, vote, leader, sent
    case entries, previous, conflict, match, backUp, stored, commit, request, leaderHint, written
    case preCandidacy, contact, quorum, transfer, stopping, read, round, commitTerm, applied, lease
    case refused, snapshot, lagging, offered, session, expiry
    case configuration, configured, ownTerm, caughtUp, majorities
  }

  package var kind: Kind {
    switch self {
    case .none: .none
    case .recovered: .recovered
    case .terms: .terms
    case .silence: .silence
    case .candidacy: .candidacy
    case .votedFor: .votedFor
    case .lastLogs: .lastLogs
    case .vote: .vote
    case .leader: .leader
    case .sent: .sent
    case .entries: .entries
    case .previous: .previous
    case .conflict: .conflict
    case .match: .match
    case .backUp: .backUp
    case .stored: .stored
    case .commit: .commit
    case .request: .request
    case .leaderHint: .leaderHint
    case .written: .written
    case .preCandidacy: .preCandidacy
    case .contact: .contact
    case .quorum: .quorum
    case .transfer: .transfer
    case .stopping: .stopping
    case .read: .read
    case .round: .round
    case .commitTerm: .commitTerm
    case .applied: .applied
    case .lease: .lease
    case .refused: .refused
    case .snapshot: .snapshot
    case .lagging: .lagging
    case .offered: .offered
    case .session: .session
    case .expiry: .expiry
    case .configuration: .configuration
    case .configured: .configured
    case .ownTerm: .ownTerm
    case .caughtUp: .caughtUp
    case .majorities: .majorities
    }
  }

  package var name: String { kind.rawValue }

  /// A table, one row a case.
  package var fields: [Field] {
    switch self {
    case .none: []
    case .recovered(let term, let votedFor, let lastLog):
      [
        Field("term", .term(term)), Field("votedFor", .server(votedFor)),
        Field("lastLog", .position(lastLog)),
      ]
    case .terms(let from, let theirs, let own):
      [Field("from", .server(from)), Field("theirs", .term(theirs)), Field("own", .term(own))]
    case .silence(let wasCandidate, let term, let leader):
      [
        Field("wasCandidate", short: "", .flag(wasCandidate, yes: "candidate", no: "follower")),
        Field("term", .term(term)), Field("leader", .server(leader)),
      ]
    case .candidacy(let term, let needed, let servers):
      [
        Field("term", .term(term)), Field("needed", .count(needed)), Field("of", .count(servers)),
      ]
    case .votedFor(let server, let candidate):
      [Field("votedFor", .server(server)), Field("candidate", .server(candidate))]
    case .lastLogs(let candidate, let theirs, let own):
      [
        Field("candidate", .server(candidate)), Field("theirs", .position(theirs)),
        Field("own", .position(own)),
      ]
    case .vote(let from, let granted, let votes, let needed):
      [
        Field("from", .server(from)), Field("granted", .flag(granted)),
        Field("votes", .servers(votes)), Field("needed", .count(needed)),
      ]
    case .leader(let leader, let term):
      [Field("leader", .server(leader)), Field("term", .term(term))]
    case .sent(let servers): [Field("to", .servers(servers))]
    case .entries(let after, let through, let peer):
      [
        Field("after", .index(after)), Field("through", .index(through)),
        Field("peer", .server(peer)),
      ]
    case .previous(let position, let ownTerm, let ownLast):
      [
        Field("previous", .position(position)), Field("ownTerm", .term(ownTerm)),
        Field("ownLast", .index(ownLast)),
      ]
    case .conflict(let index, let theirs, let own, let last):
      [
        Field("index", .index(index)), Field("theirs", .term(theirs)), Field("own", .term(own)),
        Field("last", .index(last)),
      ]
    case .match(let peer, let match, let next, let before):
      [
        Field("peer", .server(peer)), Field("matchIndex", .index(match)),
        Field("nextIndex", .index(next)), Field("before", .index(before)),
      ]
    case .backUp(let peer, let from, let to, let conflictTerm):
      [
        Field("peer", .server(peer)), Field("from", .index(from)), Field("to", .index(to)),
        Field("conflictTerm", .term(conflictTerm)),
      ]
    case .stored(let index, let term, let currentTerm, let servers, let needed):
      [
        Field("index", .index(index)), Field("term", .term(term)),
        Field("currentTerm", .term(currentTerm)), Field("on", .servers(servers)),
        Field("needed", .count(needed)),
      ]
    case .commit(let leaderCommit, let lastNew, let before):
      [
        Field("leaderCommit", .index(leaderCommit)), Field("lastNew", .index(lastNew)),
        Field("before", .index(before)),
      ]
    case .request(let request, let index):
      [Field("request", .request(request)), Field("index", .index(index))]
    case .leaderHint(let leader, let request):
      [Field("leader", .server(leader)), Field("request", .request(request))]
    case .written(let write): [Field("write", .group(nil, write.fields))]
    case .preCandidacy(let nextTerm, let needed, let servers):
      [
        Field("nextTerm", .term(nextTerm)), Field("needed", .count(needed)),
        Field("of", .count(servers)),
      ]
    case .contact(let leader, let ago, let timeout, let answers):
      [
        Field("leader", .server(leader)), Field("ago", .span(ago)),
        Field("timeout", .span(timeout)), Field("answers", .flag(answers)),
      ]
    case .quorum(let heard, let ago, let timeout, let needed):
      [
        Field("heard", .servers(heard)), Field("ago", .span(ago)),
        Field("timeout", .span(timeout)), Field("needed", .count(needed)),
      ]
    case .transfer(let target, let match, let last):
      [
        Field("to", .server(target)), Field("matchIndex", .index(match)),
        Field("lastIndex", .index(last)),
      ]
    case .stopping(let target, let leads):
      [Field("target", .server(target)), Field("leads", .flag(leads))]
    case .read(let request, let asker, let index, let round):
      [
        Field("request", .request(request)), Field("asker", .server(asker)),
        Field("index", .index(index)), Field("round", .count(round)),
      ]
    case .round(let request, let round, let servers, let needed):
      [
        Field("request", .request(request)), Field("round", .count(round)),
        Field("by", .servers(servers)), Field("needed", .count(needed)),
      ]
    case .commitTerm(let request, let index, let term, let currentTerm):
      [
        Field("request", .request(request)), Field("index", .index(index)),
        Field("term", .term(term)), Field("currentTerm", .term(currentTerm)),
      ]
    case .applied(let request, let index, let lastApplied):
      [
        Field("request", .request(request)), Field("index", .index(index)),
        Field("lastApplied", .index(lastApplied)),
      ]
    case .lease(let request, let age, let length):
      [
        Field("request", .request(request)), Field("age", .span(age)),
        Field("length", .span(length)),
      ]
    case .refused(let servers, let needed, let members):
      [
        Field("by", .servers(servers)), Field("needed", .count(needed)),
        Field("of", .count(members)),
      ]
    case .snapshot(let last, let before, let count):
      [
        Field("lastIncluded", .position(last)), Field("before", .index(before)),
        Field("every", .count(count)),
      ]
    case .lagging(let peer, let next, let start):
      [
        Field("peer", .server(peer)), Field("nextIndex", .index(next)),
        Field("start", .position(start)),
      ]
    case .offered(let leader, let last, let applied, let ownLast):
      [
        Field("by", .server(leader)), Field("lastIncluded", .position(last)),
        Field("lastApplied", .index(applied)), Field("ownLast", .index(ownLast)),
      ]
    case .session(let request, let session, let index, let latest):
      [
        Field("request", .request(request)), Field("session", .index(session)),
        Field("index", .index(index)), Field("latest", .count(latest)),
      ]
    case .expiry(let request, let session, let usedAt, let limit):
      [
        Field("request", .request(request)), Field("session", .index(session)),
        Field("usedAt", .index(usedAt)), Field("limit", .count(limit)),
      ]
    case .configuration(let index, let membership, let before):
      [
        Field("index", .index(index)), Field("configuration", .group(nil, membership.fields)),
        Field("before", .group(nil, before.fields)),
      ]
    case .configured(let index, let membership, let commitIndex):
      [
        Field("index", .index(index)), Field("configuration", .group(nil, membership.fields)),
        Field("commitIndex", .index(commitIndex)),
      ]
    case .ownTerm(let index, let term, let currentTerm):
      [
        Field("index", .index(index)), Field("term", .term(term)),
        Field("currentTerm", .term(currentTerm)),
      ]
    case .caughtUp(let learner, let match, let needed):
      [
        Field("learner", .server(learner)), Field("matchIndex", .index(match)),
        Field("needed", .index(needed)),
      ]
    case .majorities(let servers, let membership):
      [
        Field("servers", .servers(servers)),
        Field("configuration", .group(nil, membership.fields)),
      ]
    }
  }
}
