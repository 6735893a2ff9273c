import RaftCore
import Simulation

@testable import Teaching

/// What a sentence must name: the servers, terms, indices and counts of its reason, and no others.
struct Said: Hashable {
  var servers: Set<ServerID> = []
  var terms: Set<Term> = []
  var indices: Set<LogIndex> = []
  var counts: Set<Int> = []
  var client: ClientID?
  /// How long something takes, in microseconds.
  var left: TimeSpan?

  /// What a phrase names.
  init(_ phrase: Phrase) {
    for part in phrase.parts {
      switch part.kind {
      case .server(let server): servers.insert(server)
      case .client(let client): self.client = client
      case .term(let term): terms.insert(term)
      case .index(let index): indices.insert(index)
      case .count(let count): counts.insert(count)
      case .plain, .program, .revision, .lease, .command, .strong: break
      }
    }
  }

  init(_ reason: WhyNot.Reason) {
    switch reason {
    case .election(let reason): add(reason)
    case .entry(let reason): add(reason)
    case .client(let reason): add(reason)
    }
  }

  private mutating func add(_ entry: LogPosition) {
    indices.insert(entry.index)
    terms.insert(entry.term)
  }

  private mutating func add(_ reason: WhyNot.Election) {
    switch reason {
    case .tooFewRun(let running, let needed, let count):
      servers = Set(running)
      counts = [needed, count]
    case .apart(let server, let reached, let needed):
      servers = Set(reached).union([server])
      counts = [reached.count, needed]
    case .standsStill(let server, let term): (servers, terms) = ([server], [term])
    case .nobodyStands(let first, let left):
      self.left = left
      if left != nil, let first { servers = [first] }
    case .asksFirst(let server, let term): (servers, terms) = ([server], [term])
    case .candidacy(let candidacy): add(candidacy)
    case .isDown(let server), .isPaused(let server): servers = [server]
    case .new(let election): add(election)
    case .hears(let server, let leader, let left):
      servers = [server, leader]
      self.left = left
    }
  }

  private mutating func add(_ candidacy: WhyNot.Candidacy) {
    servers = Set(candidacy.taken.flatMap { [$0.voter, $0.candidate] })
    for group in [
      [candidacy.server], candidacy.votes, candidacy.coming, candidacy.open, candidacy.ahead,
      candidacy.down, candidacy.apart, candidacy.silent,
    ] {
      servers.formUnion(group)
    }
    for last in candidacy.newer {
      servers.insert(last.server)
      add(last.position)
    }
    terms.insert(candidacy.term)
    counts = [candidacy.votes.count, candidacy.needed]
    if !candidacy.canWin { counts.insert(candidacy.most) }
  }

  private mutating func add(_ election: WhyNot.NewElection) {
    servers = Set(election.down).union(election.apart).union([election.server])
    add(election.own)
    for last in election.refusing {
      servers.insert(last.server)
      add(last.position)
    }
    if election.canWin { servers.formUnion(election.willing) }
    counts = election.canWin ? [election.needed] : [election.willing.count, election.needed]
  }

  private mutating func add(_ reason: WhyNot.Entry) {
    switch reason {
    case .alreadyCommitted(let entry, let knowing):
      add(entry)
      servers = Set(knowing)
    case .nobodyCommits(let entry): add(entry)
    case .announced(let index, let receivers):
      indices = [index]
      servers = Set(receivers)
    case .leaderLacks(let leader, let term, let entry, let other):
      add(entry)
      servers = [leader]
      terms.formUnion([term, other ?? term])
    case .ofOldTerm(let entry, let leader, let term, let index):
      servers = [leader]
      terms = [entry.term, term]
      if let index { indices = [index] }
    case .copies(let copies):
      servers = Set(copies.holders).union(copies.others.map(\.server)).union([copies.leader])
      indices = [copies.counted]
      counts = copies.holders.isEmpty ? [copies.needed] : [copies.holders.count, copies.needed]
    }
  }

  private mutating func add(_ reason: WhyNot.Waiting) {
    switch reason {
    case .requestOnItsWay(let client, let server, let left),
      .answerOnItsWay(let client, let server, let left):
      self.client = client
      servers = [server]
      self.left = left
    case .askedServerIsDown(let client, let server), .askedServerIsPaused(let client, let server),
      .nobodyHasIt(let client, let server), .unanswered(let client, let server):
      self.client = client
      servers = [server]
    case .inLog(let client, let server, let index):
      self.client = client
      servers = [server]
      indices = [index]
    case .asksAgain(let client, let left, let tries, let most),
      .givesUp(let client, let left, let tries, let most):
      self.client = client
      self.left = left
      counts = [tries, most]
    }
  }
}
