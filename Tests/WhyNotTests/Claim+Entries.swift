import Explorer
import RaftCore
import Simulation

@testable import Teaching

extension Checker {
  func claims(_ reason: WhyNot.Entry) -> [Claim] {
    switch reason {
    case .alreadyCommitted(let entry, let knowing):
      let hosts = cluster.hosts.filter {
        $0.life != .crashed && $0.server.commitIndex >= entry.index
          && $0.server.log.contains(entry)
      }
      // Not even crashes let another entry take its place.
      let isLost = search.finds(
        { $0.nodes.contains { $0.committed >= entry.index && !$0.log.contains(entry) } },
        moving: { _ in true })
      return [Claim(.committed, isSo: ServerSet(hosts.map(\.id)) == knowing && !isLost)]
    case .nobodyCommits(let entry):
      let isCommitted = search.finds(
        { $0.nodes.contains { $0.committed >= entry.index && $0.log.contains(entry) } },
        within: { !search.hasLeader($0) })
      return [Claim(.nobodyCommits, isSo: !isCommitted)]
    case .announced(let through, let servers): return [announced(through, to: servers)]
    case .leaderLacks(let leader, let term, let entry, let other):
      let log = cluster[leader].server.log
      let isStated = (entry.index <= log.lastIndex ? log[entry.index].term : nil) == other
      let isCommitted = search.finds(
        { $0[leader].committed >= entry.index && $0[leader].log.contains(entry) },
        within: { leads(leader, term, $0) })
      return [Claim(.leaderLacks, isSo: isStated && !isCommitted)]
    case .ofOldTerm(let entry, let leader, let term, let with):
      return [ofOldTerm(entry, leader, term, with: with)]
    case .copies(let copies):
      return [claim(copies)] + copies.others.map { claim($0, of: copies) }
    }
  }

  private func leads(_ leader: ServerID, _ term: Term, _ state: State) -> Bool {
    state[leader].isLeader && state[leader].term == term
  }

  /// They, and nobody else, can learn that entries up to there are committed while no leader runs.
  private func announced(_ through: LogIndex, to servers: ServerSet) -> Claim {
    let isOtherwise = search.finds(
      { state in
        state.nodes.contains { node in
          node.committed > through || node.committed == through && !servers.contains(node.id)
        }
      }, within: { !search.hasLeader($0) })
    let arrives = servers.contains { server in
      !search.excludes(
        { state in search.moves(from: state).contains { $0.says(through, to: server) } },
        moving: \.finishesWrite)
    }
    return Claim(.announced, isSo: arrives && !isOtherwise)
  }

  private func ofOldTerm(
    _ entry: LogPosition, _ leader: ServerID, _ term: Term, with: LogIndex?
  ) -> Claim {
    let log = cluster[leader].server.log
    let isStated =
      entry.term < term && log.contains(entry)
      && with.map { $0 <= log.lastIndex && log[$0].term == term } ?? true
    let isAlone = search.finds(
      { $0[leader].committed >= entry.index && $0[leader].committed < with ?? .max },
      moving: { move in
        if with == nil, case .write(leader, _) = move { return false }
        return !move.isCrash
      }, within: { leads(leader, term, $0) })
    return Claim(.ofOldTerm, isSo: isStated && !isAlone)
  }

  /// One answer less than is said to be missing, and it is not committed.
  private func claim(_ copies: WhyNot.Copies) -> Claim {
    let leader = copies.leader
    let leadership = cluster[leader].server.role.leadership
    let isStated =
      cluster[leader].server.currentTerm == copies.term
      && copies.needed == cluster.hosts.count / 2 + 1
      && copies.holders.allSatisfy { leadership?[$0].matchIndex ?? 0 >= copies.counted }
      && copies.holders.count + copies.others.count == cluster.hosts.count
    let others = copies.others.map(\.server)
    let few = max(0, copies.missing - 1)
    // Those that are nearest to be counted are let be counted first.
    let nearest = copies.others.sorted { $0.hold.nearness < $1.hold.nearness }.map(\.server)
    let heard = Set(nearest.prefix(few))
    let isCommitted = search.finds(
      { $0[leader].committed >= copies.entry.index },
      moving: { move in
        if move.isCrash { return false }
        if move == .finishWrite(leader) {
          return !others.contains(leader) || heard.contains(leader)
        }
        guard case .deliver(let message) = move, message.to == leader else { return true }
        return !others.contains(message.from) || heard.contains(message.from)
      }, within: { leads(leader, copies.term, $0) })
    return Claim(.copies, isSo: isStated && !isCommitted)
  }
}

// What keeps a server from being counted.
extension Checker {
  private func claim(_ copy: WhyNot.Copy, of copies: WhyNot.Copies) -> Claim {
    let (server, leader) = (copy.server, copies.leader)
    let host = cluster[server]
    switch copy.hold {
    case .answers:
      // Nothing but answers arrives, and it is counted.
      return Claim(
        .answers,
        isSo: !search.excludes(
          { isCounted(server, copies, in: $0) }, moving: { $0.brings(from: server, to: leader) }))
    case .isDown:
      return Claim(.copyIsDown, isSo: host.life == .crashed && !isCounted(copy, copies))
    case .isPaused:
      return Claim(.copyIsPaused, isSo: host.life == .paused && !isCounted(copy, copies))
    case .isCutOff: return Claim(.isCutOff, isSo: !isCounted(copy, copies))
    case .isAhead:
      let isStated = host.server.currentTerm > copies.term
      return Claim(.isAhead, isSo: isStated && !isCounted(copy, copies))
    case .writes:
      // Its disk alone has something to do.
      let isStored = !search.excludes(
        { state in
          stores(server, copies, in: state)
            && search.moves(from: state).allSatisfy { $0 != .finishWrite(server) }
        }, moving: { $0 == .finishWrite(server) })
      return Claim(.writes, isSo: search.start[server].nextWrite != nil && isStored)
    case .isSent:
      let arrives = !search.excludes(
        { $0[server].log.contains(counted(copies)) },
        moving: { move in
          move == .finishWrite(server) || move == .finishWrite(leader)
            || move.brings(from: server, to: leader) || move.brings(from: leader, to: server)
        })
      return Claim(.isSent, isSo: !has(server, copies) && arrives)
    case .saidInVain:
      let comes = search.finds(
        { isCounted(server, copies, in: $0) },
        moving: { $0 == .finishWrite(server) || $0.brings(from: server, to: leader) })
      return Claim(
        .saidInVain, isSo: stores(server, copies, in: search.start) && !comes)
    case .isMissing:
      let arrives = search.finds(
        { $0[server].log.contains(counted(copies)) },
        moving: { $0 == .finishWrite(server) || $0.brings(from: leader, to: server) })
      return Claim(.isMissing, isSo: !has(server, copies) && !arrives)
    }
  }

  private func counted(_ copies: WhyNot.Copies) -> LogPosition {
    let log = cluster[copies.leader].server.log
    return LogPosition(index: copies.counted, term: log[copies.counted].term)
  }

  private func has(_ server: ServerID, _ copies: WhyNot.Copies) -> Bool {
    search.start[server].log.contains(counted(copies))
  }

  private func stores(_ server: ServerID, _ copies: WhyNot.Copies, in state: State) -> Bool {
    state[server].disk.log.contains(counted(copies))
  }

  private func isCounted(
    _ server: ServerID, _ copies: WhyNot.Copies, in state: State
  ) -> Bool {
    guard leads(copies.leader, copies.term, state) else { return false }
    let matchIndex = state[copies.leader].server?.role.leadership?[server].matchIndex
    return matchIndex ?? 0 >= copies.counted
  }

  /// Whether the leader, on some way, comes to count a server of which that is not expected.
  private func isCounted(_ copy: WhyNot.Copy, _ copies: WhyNot.Copies) -> Bool {
    search.finds(
      { isCounted(copy.server, copies, in: $0) }, within: { leads(copies.leader, copies.term, $0) })
  }
}

extension WhyNot.Copy.Hold {
  fileprivate var nearness: Int {
    switch self {
    case .answers: 0
    case .writes: 1
    case .saidInVain: 2
    case .isSent: 3
    case .isMissing: 4
    case .isAhead, .isCutOff: 5
    case .isPaused: 6
    case .isDown: 7
    }
  }
}

extension Move {
  fileprivate var finishesWrite: Bool {
    switch self {
    case .finishWrite: true
    case .deliver, .lose, .duplicate, .timeout, .heartbeat, .write, .crash, .restart: false
    }
  }

  fileprivate func brings(from sender: ServerID, to receiver: ServerID) -> Bool {
    guard case .deliver(let message) = self else { return false }
    return message.from == sender && message.to == receiver
  }

  /// Whether a server hears that entries up to an index are committed, and no further ones.
  fileprivate func says(_ index: LogIndex, to server: ServerID) -> Bool {
    guard case .deliver(let message) = self, message.to == server,
      case .appendEntries(_, let commit) = message.head.content
    else { return false }
    return commit == index
  }
}
