import RaftCore
import Simulation

extension English: WhyNotPhrases {
  package var whyNotTitle: String { "why not?" }
  package var nothingToAsk: String {
    "Nothing is missing here: there is a leader, it is selected, all that it has is committed, and no "
      + "client waits. 1-9 ask about another server, ← about its entries."
  }

  package func text(of question: WhyNot.Question) -> String {
    switch question {
    case .noLeader: "Why is there no leader?"
    case .canWin(let server): "Can \(server) win an election?"
    case .notCommitted(let index, let server): "Why is entry \(index) of \(server) not committed?"
    case .isCommitted(let index, let server): "Is entry \(index) of \(server) committed?"
    case .waits(let client): "Why does \(client) wait?"
    }
  }

  package func text(of reason: WhyNot.Reason) -> Phrase {
    switch reason {
    case .election(let reason): text(of: reason)
    case .entry(let reason): text(of: reason)
    case .client(let reason): text(of: reason)
    }
  }

  // MARK: Elections

  private func text(of reason: WhyNot.Election) -> Phrase {
    switch reason {
    case .tooFewRun(let running, let needed, let members):
      running.isEmpty
        ? "No server runs. A new leader needs the votes of \(count: needed) of \(count: members)."
        : """
        Only \(list(running)) \(running.count == 1 ? "runs" : "run"): a new leader needs the votes of \
        \(count: needed) of \(count: members).
        """
    case .apart(let server, let reached, let needed):
      """
      Links are cut: no server that runs exchanges messages with a majority. \(server) comes \
      nearest, with \(count: reached.count) (\(list(reached))); a new leader needs \(votes(needed)).
      """
    case .standsStill(let server, let term):
      """
      \(server) leads term \(term: term), but is paused: it sends nothing, and commits nothing, \
      until it goes on.
      """
    case .nobodyStands(let first, let left):
      nobodyStands(first, left)
    case .asksFirst(let server, let term):
      """
      \(server) asks first whether it could win term \(term: term) (PreVote), and stands only if a \
      majority would vote for it.
      """
    case .candidacy(let candidacy): text(of: candidacy)
    case .isDown(let server): "No: \(server) is down, and only a server that runs can stand."
    case .isPaused(let server):
      "No: \(server) is paused. It neither stands nor counts votes until it goes on."
    case .new(let election): text(of: election)
    case .hears(let server, let leader, let left):
      if let left {
        """
        \(server) does not stand, because it hears from the leader \(leader): only when its \
        election timer runs out, which is in \(ms(left)) unless a message starts it again.
        """
      } else {
        "\(server) does not stand while its election timer does not run out; \(leader) leads."
      }
    }
  }

  private func nobodyStands(_ first: ServerID?, _ left: TimeSpan?) -> Phrase {
    guard let first, let left else {
      return "No server that runs is a candidate: each waits until its election timer runs out."
    }
    return """
      No server that runs is a candidate: each waits until its election timer runs out. \
      \(first)'s is the first, in \(ms(left)) unless a message starts it again.
      """
  }

  private func text(of candidacy: WhyNot.Candidacy) -> Phrase {
    let server = candidacy.server
    var parts: [Phrase] = [
      """
      \(server) is a candidate of term \(term: candidacy.term) with \(count: candidacy.votes.count) \
      of the \(votes(candidacy.needed)) that it needs\
      \(candidacy.votes.isEmpty ? "" : " (\(list(candidacy.votes)))").
      """
    ]
    if !candidacy.coming.isEmpty {
      parts.append(
        candidacy.coming.count == 1
          ? "The vote of \(list(candidacy.coming)) is on its way, or waits for a disk."
          : "The votes of \(list(candidacy.coming)) are on their way, or wait for a disk.")
    }
    if !candidacy.open.isEmpty {
      parts.append("\(list(candidacy.open)) would vote for it; the request is on its way.")
    }
    parts += candidacy.taken.map { "\($0.voter) voted for \($0.candidate) in this term." }
    if !candidacy.newer.isEmpty {
      parts.append("\(lasts(candidacy.newer)) \(would(candidacy.newer)) not vote for it.")
    }
    if !candidacy.ahead.isEmpty {
      parts.append("\(list(candidacy.ahead)) \(are(candidacy.ahead)) in a later term already.")
    }
    if !candidacy.down.isEmpty {
      parts.append("\(list(candidacy.down)) \(are(candidacy.down)) down.")
    }
    if !candidacy.apart.isEmpty { parts.append(apart(candidacy.apart)) }
    if !candidacy.silent.isEmpty {
      parts.append(
        "Between it and \(list(candidacy.silent)) nothing is on its way any more: what was sent is lost."
      )
    }
    parts.append(
      candidacy.canWin
        ? "It \(strong: "can still win") this term."
        : "It \(strong: "cannot win") this term any more: it can have \(votes(candidacy.most)) at most."
    )
    return .list(parts, separator: " ")
  }

  private func text(of election: WhyNot.NewElection) -> Phrase {
    let server = election.server
    let own: Phrase = "\(server)'s last entry is \(at(election.own))"
    var parts: [Phrase] = []
    if election.refusing.isEmpty {
      parts.append("\(own), and no log is more up-to-date.")
    } else {
      parts.append(
        "\(own); \(lasts(election.refusing)) \(would(election.refusing)) not vote for it.")
    }
    if !election.down.isEmpty {
      parts.append("\(list(election.down)) \(are(election.down)) down.")
    }
    if !election.apart.isEmpty { parts.append(apart(election.apart)) }
    parts.append(
      election.canWin
        ? """
        In a new election it \(strong: "can win"): \(list(election.willing)) may vote for it, and it \
        needs \(votes(election.needed)).
        """
        : """
        In a new election it \(strong: "cannot win") as logs are now: it can have \
        \(count: election.willing.count) of the \(votes(election.needed)) that it needs.
        """)
    return .list(parts, separator: " ")
  }

  /// `S1 (index 5, term 2) and S2 (index 5, term 2)`.
  private func lasts(_ lasts: [WhyNot.Last]) -> Phrase {
    .list(lasts.map { "\($0.server) \(at($0.position))" }, separator: ", ", last: " and ")
  }

  private func would(_ lasts: [WhyNot.Last]) -> Phrase {
    lasts.count == 1 ? "is more up-to-date and would" : "are more up-to-date and would"
  }

  private func apart(_ servers: ServerSet) -> Phrase {
    "\(list(servers)) \(are(servers)) paused, or cut off from it."
  }

  private func are(_ servers: ServerSet) -> Phrase { servers.count == 1 ? "is" : "are" }

  // MARK: Entries

  private func text(of reason: WhyNot.Entry) -> Phrase {
    switch reason {
    case .alreadyCommitted(let entry, let knowing):
      """
      Entry \(at(entry)) is committed: \(list(knowing)) \(knowing.count == 1 ? "knows" : "know") it. \
      Others learn it from a leader's AppendEntries.
      """
    case .nobodyCommits(let entry):
      "Only a leader commits, and none runs; so entry \(at(entry)) waits for one."
    case .announced(let index, let servers):
      """
      No leader runs, but AppendEntries are on their way to \(list(servers)): they say that \
      entries up to \(index: index) are committed.
      """
    case .leaderLacks(let leader, let term, let entry, let other):
      leaderLacks(leader, term, entry, other)
    case .ofOldTerm(let entry, let leader, let term, let index):
      ofOldTerm(entry, leader, term, index)
    case .copies(let copies): text(of: copies)
    }
  }

  private func ofOldTerm(
    _ entry: LogPosition, _ leader: ServerID, _ term: Term, _ index: LogIndex?
  ) -> Phrase {
    let rest: Phrase =
      if let index {
        "It is committed together with entry \(index: index), the first of term \(term: term)."
      } else {
        "\(leader) has no entry of term \(term: term) yet: the next write brings one."
      }
    return """
      It is of term \(term: entry.term), and \(leader) leads term \(term: term): copies are counted \
      only of entries of the leader's own term. \(rest)
      """
  }

  private func leaderLacks(
    _ leader: ServerID, _ term: Term, _ entry: LogPosition, _ other: Term?
  ) -> Phrase {
    let end: Phrase =
      if let other { "has an entry of term \(term: other) there" } else { "has no entry there" }
    return """
      \(leader), which leads term \(term: term), \(end). It never commits entry \(at(entry)), \
      and followers that have that one will have to delete it once \(leader) sends another.
      """
  }

  private func text(of copies: WhyNot.Copies) -> Phrase {
    let holders: Phrase =
      copies.holders.isEmpty
      ? "no server yet" : "\(list(copies.holders)), \(count: copies.holders.count)"
    var parts: [Phrase] = [
      """
      \(copies.leader), the leader, knows that entry \(index: copies.counted) is stored on \(holders) \
      of the \(count: copies.needed) servers that it needs.
      """
    ]
    for hold in WhyNot.Copy.Hold.allCases {
      let servers = ServerSet(copies.others.filter { $0.hold == hold }.map(\.server))
      if !servers.isEmpty { parts.append(text(of: hold, servers, copies.leader)) }
    }
    parts.append(
      copies.missing == 0
        ? "The next answer that it hears lets it commit."
        : "It waits for \(strong: "\(copies.missing) more").")
    return .list(parts, separator: " ")
  }

  private func text(
    of hold: WhyNot.Copy.Hold, _ servers: ServerSet, _ leader: ServerID
  ) -> Phrase {
    let isOne = servers.count == 1
    return switch hold {
    case .isDown: "\(list(servers)) \(are(servers)) down."
    case .isPaused: "\(list(servers)) \(are(servers)) paused."
    case .isCutOff: "\(list(servers)) \(are(servers)) cut off from it."
    case .isAhead:
      """
      \(list(servers)) \(are(servers)) in a later term, and \(isOne ? "takes" : "take") nothing \
      of it.
      """
    case .answers:
      isOne
        ? "The answer of \(list(servers)) is on its way."
        : "The answers of \(list(servers)) are on their way."
    case .writes: "\(list(servers)) \(isOne ? "has" : "have") it not on disk yet."
    case .isSent: "On its way to \(list(servers))."
    case .saidInVain:
      """
      \(list(servers)) \(isOne ? "has" : "have") it, but no answer is on its way: \(leader) hears of it \
      after its next message.
      """
    case .isMissing: "To \(list(servers)) it is not on its way."
    }
  }

  // MARK: Clients

  private func text(of reason: WhyNot.Waiting) -> Phrase {
    switch reason {
    case .requestOnItsWay(let client, let server, let left):
      "\(client)'s request is on its way to \(server)\(forMore(left))."
    case .answerOnItsWay(let client, let server, let left):
      "The answer of \(server) is on its way to \(client)\(forMore(left))."
    case .askedServerIsDown(let client, let server):
      "\(client) asked \(server), which is down and will not answer."
    case .askedServerIsPaused(let client, let server):
      "\(client) asked \(server), which is paused: it answers nothing until it goes on."
    case .inLog(let client, let server, let index):
      """
      \(server) leads and has \(client)'s command in its log, as entry \(index: index); it answers when \
      that is committed and applied.
      """
    case .nobodyHasIt(let client, let server):
      """
      \(client) asked \(server), which does not have the command in its log; no request and no answer \
      is on its way.
      """
    case .unanswered(let client, let server):
      "\(client) asked \(server) and has heard no answer yet; none is on its way."
    case .asksAgain(let client, let left, let tries, let most):
      """
      \(client) asks another server in \(ms(left)): it has asked \(count: tries) of \
      \(count: most) times.
      """
    case .givesUp(let client, let left, let tries, let most):
      tries < most
        ? "\(client) gives up in \(ms(left)): asked again, a write might be done twice."
        : "\(client) gives up in \(ms(left)): it has asked \(count: tries) of \(count: most) times."
    }
  }

  private func forMore(_ left: TimeSpan?) -> Phrase {
    if let left { ", for \(ms(left)) more" } else { "" }
  }
}
