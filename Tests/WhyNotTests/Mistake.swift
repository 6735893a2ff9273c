import Explorer
import RaftCore
import Simulation

@testable import Teaching

/// Answers that are wrong by a little, made of right ones: what the checks are held against.
struct Mistake {
  let why: WhyNot

  init(_ why: WhyNot) { self.why = why }

  func reasons(from reason: WhyNot.Reason) -> [WhyNot.Reason] {
    switch reason {
    case .election(let reason): reasons(from: reason).map { .election($0) }
    case .entry(let reason): reasons(from: reason).map { .entry($0) }
    case .client(let reason): reasons(from: reason).map { .client($0) }
    }
  }

  // MARK: Elections

  private func reasons(from reason: WhyNot.Election) -> [WhyNot.Election] {
    switch reason {
    case .tooFewRun(let running, let needed, let count):
      [.tooFewRun(running, needed: needed - 1, of: count)]
    case .apart(let server, let reached, let needed):
      [.apart(server, reaching: reached.subtracting([server]), needed: needed)]
    case .standsStill(let server, let term): [.standsStill(server, term: term + 1)]
    case .nobodyStands(let first?, let left?):
      [.nobodyStands(first: first, in: left + 1), .nobodyStands(first: other(first), in: left)]
    case .nobodyStands: []
    case .asksFirst(let server, let term): [.asksFirst(server, for: term + 1)]
    case .candidacy(let candidacy): [.candidacy(wrong(candidacy))]
    case .isDown(let server): [.isPaused(server)]
    case .isPaused(let server): [.isDown(server)]
    case .new(let election): wrong(election)
    case .hears(let server, let leader, let left?): [.hears(server, from: leader, in: left + 1)]
    case .hears: []
    }
  }

  private func other(_ server: ServerID) -> ServerID {
    why.cluster.members.first { $0 != server } ?? server
  }

  /// Votes that may come are said to be lost, or the other way round.
  private func wrong(_ candidacy: WhyNot.Candidacy) -> WhyNot.Candidacy {
    var other = candidacy
    if candidacy.canWin {
      other.silent = candidacy.silent.union(candidacy.coming).union(candidacy.open)
      (other.coming, other.open) = ([], [])
    } else {
      let taken = ServerSet(candidacy.taken.map(\.voter))
      other.open = candidacy.open.union(taken).union(candidacy.silent).union(candidacy.apart)
      (other.taken, other.silent, other.apart) = ([], [], [])
    }
    return other
  }

  /// Those that are willing are said to refuse, or the other way round; or nobody could be elected.
  private func wrong(_ election: WhyNot.NewElection) -> [WhyNot.Election] {
    var other = election
    guard election.canWin else {
      other.willing = election.willing.union(ServerSet(election.refusing.map(\.server)))
        .union(election.apart).union(election.down)
      (other.refusing, other.apart, other.down) = ([], [], [])
      return [.new(other)]
    }
    other.willing = [election.server]
    other.refusing += election.willing.subtracting([election.server]).map {
      WhyNot.Last(server: $0, position: why.state[$0].log.last)
    }
    let running = ServerSet(why.cluster.hosts.filter { $0.life == .running }.map(\.id))
    let best = why.cluster.members.max { why.reached(from: $0).count < why.reached(from: $1).count }
    return [
      .new(other), .tooFewRun(running, needed: election.needed, of: why.cluster.hosts.count),
      .apart(best!, reaching: why.reached(from: best!), needed: election.needed),
      .isDown(election.server),
    ]
  }

  // MARK: Entries

  private func reasons(from reason: WhyNot.Entry) -> [WhyNot.Entry] {
    switch reason {
    case .alreadyCommitted(let entry, let knowing):
      let all = why.cluster.members
      return knowing == all
        ? [.alreadyCommitted(entry, knownTo: knowing.subtracting([knowing.first!]))]
        : [.alreadyCommitted(entry, knownTo: all)]
    case .nobodyCommits(let entry): return [.announced(entry.index, to: why.cluster.members)]
    case .announced(let through, let servers):
      let holder = why.state.nodes.first { $0.log.lastIndex >= through }
      let entry = holder.map { LogPosition(index: through, term: $0.log[through].term) }
      return [.announced(through, to: []), .announced(through + 1, to: servers)]
        + (entry.map { [.nobodyCommits($0)] } ?? [])
    case .leaderLacks(let leader, let term, let entry, let other):
      return [.leaderLacks(leader, term: term, entry, has: (other ?? 0) + 1)]
    case .ofOldTerm(let entry, let leader, let term, let index):
      return [.ofOldTerm(entry, leader: leader, term: term, with: index.map { $0 + 1 } ?? 1)]
    case .copies(let copies): return wrong(copies)
    }
  }

  private func wrong(_ copies: WhyNot.Copies) -> [WhyNot.Entry] {
    var wrong: [WhyNot.Entry] = [
      .leaderLacks(copies.leader, term: copies.term, copies.entry, has: copies.entry.term)
    ]
    // One more is said to be missing.
    if let holder = copies.holders.first(where: { $0 != copies.leader }) ?? copies.holders.first {
      var other = copies
      other.holders.remove(holder)
      other.others.append(WhyNot.Copy(server: holder, hold: .isMissing))
      wrong.append(.copies(other))
    }
    // Something else is said to keep a server from being counted.
    for (place, copy) in copies.others.enumerated() {
      for hold in WhyNot.Copy.Hold.allCases where hold != copy.hold {
        var other = copies
        other.others[place] = WhyNot.Copy(server: copy.server, hold: hold)
        wrong.append(.copies(other))
      }
    }
    return wrong
  }

  // MARK: Clients

  private func reasons(from reason: WhyNot.Waiting) -> [WhyNot.Waiting] {
    switch reason {
    case .requestOnItsWay(let client, let server, let left):
      [.requestOnItsWay(client, to: server, in: (left ?? 0) + 1)]
    case .answerOnItsWay(let client, let server, let left):
      [
        .answerOnItsWay(client, from: server, in: (left ?? 0) + 1),
        .unanswered(client, asked: server), .nobodyHasIt(client, asked: server),
      ]
    case .askedServerIsDown(let client, let server): [.askedServerIsPaused(client, server)]
    case .askedServerIsPaused(let client, let server): [.askedServerIsDown(client, server)]
    case .inLog(let client, let server, let index):
      [.inLog(client, server, index - 1), .nobodyHasIt(client, asked: server)]
    case .nobodyHasIt(let client, let server), .unanswered(let client, let server):
      [.inLog(client, server, 1), .answerOnItsWay(client, from: server, in: nil)]
    case .asksAgain(let client, let left, let tries, let most):
      [
        .asksAgain(client, in: left + 1, tries: tries, of: most),
        .givesUp(client, in: left, tries: tries, of: most),
      ]
    case .givesUp(let client, let left, let tries, let most):
      [
        .givesUp(client, in: left, tries: tries + 1, of: most),
        .asksAgain(client, in: left, tries: tries, of: most),
      ]
    }
  }
}
