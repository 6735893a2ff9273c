import RaftCore

/// The numbers that made a rule fire, in words.
enum EvidenceText {
  static func text(_ evidence: Evidence) -> String {
    switch evidence {
    case .none: ""
    case .recovered(let term, let vote, let last):
      "term \(term), vote \(Telling.name(vote)), log ends with \(last)"
    case .terms(let from, let theirs, let own): "\(from)'s term \(theirs), own \(own)"
    case .silence(let wasCandidate, let term, let leader):
      "\(wasCandidate ? "candidate" : "follower") in term \(term), "
        + (leader.map { "nothing more from \($0)" } ?? "no leader heard of")
    case .candidacy(let term, let needed, let of): "term \(term), needs \(needed) of \(of) votes"
    case .votedFor(let vote, let candidate): "voted for \(vote), not for \(candidate)"
    case .lastLogs(let candidate, let theirs, let own):
      "\(candidate)'s log ends with \(theirs), own with \(own)"
    case .vote(let from, let granted, let votes, let needed):
      "\(from) \(granted ? "grants" : "refuses"), votes \(votes), \(needed) needed"
    case .leader(let id, let term): "\(id) leads in term \(term)"
    case .sent(let peers): "sent to \(peers), all its followers"
    case .request(let request, let index): "request \(request.number) at index \(index)"
    case .leaderHint(let leader, let request):
      "request \(request.number), leader known: \(Telling.name(leader))"
    case .written(let write): Telling.text(write)
    case .entries, .previous, .conflict, .match, .backUp, .stored, .commit: logText(evidence)
    case .refused(let refused, let needed, let of):
      "refused by \(refused), \(needed) of \(of) votes needed"
    case .preCandidacy, .contact, .quorum, .transfer, .stopping, .read, .round, .commitTerm,
      .applied, .lease, .snapshot, .lagging, .offered, .session, .expiry, .configuration,
      .configured, .ownTerm,
      .caughtUp, .majorities:
      featureText(evidence)
    }
  }

  private static func logText(_ evidence: Evidence) -> String {
    switch evidence {
    case .entries(let after, let through, let peer):
      Telling.range(after, through) + (peer.map { " with \($0)" } ?? "")
    case .previous(let previous, let term, let last):
      "no \(previous): "
        + (term.map { "own term there \($0)" } ?? "own log ends at \(last)")
    case .conflict(let index, let theirs, let own, let last):
      "index \(index) is of term \(theirs), own of term \(own), own log ends at \(last)"
    case .match(let peer, let match, let next, let before):
      "\(peer) matchIndex \(before) → \(match), nextIndex \(next)"
    case .backUp(let peer, let from, let to, let term):
      "\(peer) nextIndex \(from) → \(to)" + (term.map { ", its term there \($0)" } ?? "")
    case .stored(let index, let term, let current, let on, let needed):
      "index \(index) of term \(term) is on \(on), \(needed) needed, own term \(current)"
    case .commit(let leader, let last, let before):
      "leaderCommit \(leader), last new entry \(last), own commit \(before)"
    default: ""
    }
  }

  private static func featureText(_ evidence: Evidence) -> String {
    switch evidence {
    case .preCandidacy(let nextTerm, let needed, let of):
      "for term \(nextTerm), needs \(needed) of \(of) straw votes"
    case .contact(let leader, let ago, let timeout, let answers):
      "\(leader) heard \(ms(ago)) ago, less than \(ms(timeout))" + (answers ? "" : ", no answer")
    case .quorum(let heard, let ago, let timeout, let needed):
      "heard from \(heard) within \(ms(timeout)), \(needed) needed; from a majority \(ms(ago)) ago"
    case .transfer(let target, let match, let last):
      "to \(target), which stores up to \(match) of \(last)"
    case .stopping(let target, let leads):
      leads ? "\(target) did not take over, and it leads still" : "it leads no more"
    case .read(let request, let asker, let index, let round):
      "request \(request.number)" + (asker.map { " of \($0)" } ?? "") + " at index \(index)"
        + (round > 0 ? ", waits for round \(round)" : "")
    case .round(let request, let round, let voices, let needed):
      "request \(request.number), round \(round) answered by \(voices), \(needed) needed"
    case .commitTerm(let request, let index, let term, let current):
      "request \(request.number), commit \(index) is of term \(term), own term \(current)"
    case .applied(let request, let index, let applied):
      "request \(request.number) needs index \(index), applied \(applied)"
    case .lease(let request, let age, let length):
      "request \(request.number), round sent \(ms(age)) ago, a lease lasts \(ms(length))"
    case .snapshot(let last, let before, let interval):
      "through \(last), the one before ended at \(before)"
        + (interval > 0 ? ", one every \(interval)" : "")
    case .lagging(let peer, let next, let start):
      "\(peer) needs entry \(next), the log begins after \(start)"
    case .offered(let leader, let last, let applied, let ownLast):
      "\(leader)'s ends with \(last), own applied \(applied), own log ends at \(ownLast)"
    case .configuration(let index, let membership, let before):
      "\(membership) at index \(index), before \(before)"
    case .configured(let index, let membership, let commit):
      "\(membership) at index \(index), committed \(commit)"
    case .ownTerm(let index, let term, let current):
      "commit \(index) is of term \(term), own term \(current)"
    case .caughtUp(let learner, let match, let needed):
      "\(learner) stores up to \(match), \(needed) needed"
    case .majorities(let servers, let membership): "\(servers) of \(membership)"
    default: ""
    }
  }

  private static func ms(_ span: Int) -> String { Telling.milliseconds(span) }
}
