import Explorer
import RaftCore
import Simulation
import TestSupport

@testable import Teaching

/// What a reason says, held against what can happen and against the cluster itself.
///
/// Conditions are those of `WhyNot`: nobody crashes, restarts, pauses or goes on, no link is cut or
/// mended, and where logs decide, none changes.
struct Claim {
  let kind: Kind
  /// Whether what is said is not so.
  let isContradicted: Bool

  /// What kind of thing is said.
  enum Kind: String, CaseIterable {
    case tooFewRun, apart, standsStill, nobodyStands, asksFirst
    case canWinTerm, cannotWinTerm, isDown, isPaused, canWin, cannotWin, hears
    case committed, nobodyCommits, announced, leaderLacks, ofOldTerm, copies
    case answers, copyIsDown, copyIsPaused, isCutOff, isAhead, writes, isSent, saidInVain
    case isMissing
    case requestOnItsWay, answerOnItsWay, askedServerIsDown, askedServerIsPaused, inLog
    case nobodyHasIt, unanswered, asksAgain, givesUp
  }

  init(_ kind: Kind, isSo: Bool) {
    self.kind = kind
    isContradicted = !isSo
  }

}

/// A moment, and what can happen from it.
struct Checker {
  let why: WhyNot
  let cluster: Cluster
  let search: Possibilities

  init(_ why: WhyNot, _ effort: Possibilities.Effort) throws {
    self.why = why
    cluster = why.cluster
    search = try Possibilities(why, effort)
  }

  /// All that a reason says.
  func claims(_ reason: WhyNot.Reason) -> [Claim] {
    switch reason {
    case .election(let reason): [claim(reason)]
    case .entry(let reason): claims(reason)
    case .client(let reason): [Playback(cluster).claim(reason)]
    }
  }

  // MARK: Elections

  func claim(_ reason: WhyNot.Election) -> Claim {
    switch reason {
    case .tooFewRun(let running, let needed, let count):
      let isSo =
        running == ServerSet(cluster.hosts.filter { $0.life == .running }.map(\.id))
        && needed == cluster.hosts.count / 2 + 1 && count == cluster.hosts.count
      return Claim(.tooFewRun, isSo: isSo && !anybodyWins())
    case .apart(let best, let reached, let needed):
      let isSo =
        reached == peers(of: best) && needed == cluster.hosts.count / 2 + 1
        && cluster.members.allSatisfy { peers(of: $0).count <= reached.count }
      return Claim(.apart, isSo: isSo && !anybodyWins())
    case .standsStill(let server, let term):
      let host = cluster[server]
      let isSo =
        host.life == .paused && host.server.role.isLeader && host.server.currentTerm == term
      let moves = search.finds({ $0[server] != search.start[server] })
      return Claim(.standsStill, isSo: isSo && !moves)
    case .nobodyStands(let first, let left):
      let stands = cluster.hosts.contains { $0.life == .running && $0.server.role.isCandidate }
      return Claim(
        .nobodyStands,
        isSo: !stands && Playback(cluster).isFirstToStand(first, in: left, of: cluster.members))
    case .asksFirst(let server, let term): return Playback(cluster).asksFirst(server, for: term)
    case .candidacy(let candidacy): return claim(candidacy)
    case .isDown(let server):
      return Claim(.isDown, isSo: cluster[server].life == .crashed && !everWins(server))
    case .isPaused(let server):
      return Claim(.isPaused, isSo: cluster[server].life == .paused && !everWins(server))
    case .new(let election): return claim(election)
    case .hears(let server, let leader, let left):
      let host = cluster[leader]
      let isSo =
        host.life == .running && host.server.role.isLeader
        && host.server.currentTerm >= cluster[server].server.currentTerm
        && cluster.network.isConnected(from: leader, to: server)
      return Claim(
        .hears, isSo: isSo && Playback(cluster).isFirstToStand(server, in: left, of: [server]))
    }
  }

  /// Those that a server exchanges messages with, itself among them, by the look of the network.
  private func peers(of server: ServerID) -> ServerSet {
    let network = cluster.network
    let running = cluster.hosts.filter { $0.life == .running }.map(\.id)
    guard running.contains(server) else { return [] }
    return ServerSet(
      running.filter { other in
        other == server
          || network.isConnected(from: server, to: other)
            && network.isConnected(from: other, to: server)
      })
  }

  /// Whether a server comes to lead a term that nobody was in before.
  private func anybodyWins() -> Bool {
    let latest = search.start.nodes.map(\.term).max() ?? 0
    func wins(_ state: State) -> Bool {
      state.nodes.contains { $0.isLeader && $0.term > latest }
    }
    return search.finds(wins)
      || cluster.members.contains { search.campaign(of: $0, elections: 4, until: wins) }
  }

  private func everWins(_ server: ServerID) -> Bool {
    let term = search.start[server].term
    func wins(_ state: State) -> Bool { state[server].isLeader && state[server].term >= term }
    return search.finds(wins) || search.campaign(of: server, elections: 4, until: wins)
  }

  private func claim(_ election: WhyNot.NewElection) -> Claim {
    let server = election.server
    let term = search.start[server].term
    func wins(_ state: State) -> Bool { state[server].isLeader && state[server].term > term }
    let isSo = isStated(election)
    if election.canWin {
      let isPossible = search.campaign(of: server, elections: 4, until: wins)
      return Claim(.canWin, isSo: isSo && isPossible)
    }
    let isPossible =
      search.finds(wins, within: search.hasSameLogs)
      || search.campaign(of: server, elections: 4) { wins($0) && search.hasSameLogs($0) }
    return Claim(.cannotWin, isSo: isSo && !isPossible)
  }

  /// Whether the numbers are those of the cluster, and each server is counted once.
  private func isStated(_ election: WhyNot.NewElection) -> Bool {
    let refusing = ServerSet(election.refusing.map(\.server))
    let groups = [refusing, election.down, election.apart, election.willing]
    return election.own == cluster[election.server].server.log.last
      && election.needed == cluster.hosts.count / 2 + 1
      && election.refusing.allSatisfy { $0.position == lastEntry(of: $0.server) }
      && election.down.allSatisfy { cluster[$0].life == .crashed }
      && groups.reduce(0) { $0 + $1.count } == cluster.hosts.count
      && groups.reduce(ServerSet()) { $0.union($1) } == cluster.members
  }

  private func lastEntry(of server: ServerID) -> LogPosition {
    let host = cluster[server]
    return host.life == .crashed ? host.disk.state.log.last : host.server.log.last
  }

  private func claim(_ candidacy: WhyNot.Candidacy) -> Claim {
    let server = candidacy.server
    func wins(_ state: State) -> Bool {
      state[server].isLeader && state[server].term == candidacy.term
    }
    let isSo = isStated(candidacy)
    if candidacy.canWin {
      let isPossible = search.campaign(of: server, elections: 0, until: wins)
      return Claim(.canWinTerm, isSo: isSo && isPossible)
    }
    let isPossible =
      search.finds(wins, within: search.hasSameLogs)
      || search.campaign(of: server, elections: 0, until: wins)
    return Claim(.cannotWinTerm, isSo: isSo && !isPossible)
  }

  private func isStated(_ candidacy: WhyNot.Candidacy) -> Bool {
    let host = cluster[candidacy.server].server
    let groups = [
      candidacy.votes, candidacy.coming, candidacy.open, ServerSet(candidacy.taken.map(\.voter)),
      candidacy.ahead, ServerSet(candidacy.newer.map(\.server)), candidacy.down, candidacy.apart,
      candidacy.silent,
    ]
    return host.currentTerm == candidacy.term && host.role.candidacy?.granted == candidacy.votes
      && candidacy.needed == cluster.hosts.count / 2 + 1
      && candidacy.taken.allSatisfy { cluster[$0.voter].server.votedFor == $0.candidate }
      && candidacy.newer.allSatisfy { $0.position == lastEntry(of: $0.server) }
      && candidacy.ahead.allSatisfy { cluster[$0].server.currentTerm > candidacy.term }
      && candidacy.down.allSatisfy { cluster[$0].life == .crashed }
      && groups.reduce(0) { $0 + $1.count } == cluster.hosts.count
      && groups.reduce(ServerSet()) { $0.union($1) } == cluster.members
  }
}
