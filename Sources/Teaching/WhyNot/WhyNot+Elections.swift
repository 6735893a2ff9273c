import Explorer
import RaftCore
import Simulation

extension WhyNot {
  /// How an election stands for one who stands in it.
  package struct Candidacy: Hashable, Sendable {
    package let server: ServerID
    package let term: Term
    package let needed: Int
    /// Whose votes it has.
    package var votes: ServerSet = []
    /// Whose votes are on their way, or wait for a disk.
    package var coming: ServerSet = []
    /// Who is still to be asked, and would vote for it.
    package var open: ServerSet = []
    /// Who has voted for another in this term.
    package var taken: [Vote] = []
    /// Who is in a later term already.
    package var ahead: ServerSet = []
    /// Whose log is more up-to-date.
    package var newer: [Last] = []
    /// Who is down.
    package var down: ServerSet = []
    /// Who is paused, or between whom and the candidate a link is cut.
    package var apart: ServerSet = []
    /// To whom, or from whom, nothing is on its way any more.
    package var silent: ServerSet = []

    /// The most votes that it can have in this term.
    package var most: Int { votes.union(coming).union(open).count }
    package var canWin: Bool { most >= needed }
  }

  /// What a new election would bring to a server, as logs are now (§5.4.1).
  package struct NewElection: Hashable, Sendable {
    package let server: ServerID
    package let own: LogPosition
    package let needed: Int
    /// Who would vote for it, itself among them.
    package var willing: ServerSet = []
    /// Who would refuse, because their logs are more up-to-date.
    package var refusing: [Last] = []
    package var down: ServerSet = []
    /// Who is paused, or between whom and the server a link is cut.
    package var apart: ServerSet = []

    package var canWin: Bool { willing.count >= needed }
  }

  package struct Vote: Hashable, Sendable {
    package let voter: ServerID
    package let candidate: ServerID
  }

  /// A server, and the last entry of its log.
  package struct Last: Hashable, Sendable {
    package let server: ServerID
    package let position: LogPosition
  }

  // MARK: Why there is no leader

  var reasonsForNoLeader: [Election] {
    let running = state.nodes.filter { isRunning($0.id) }
    var reasons: [Election] = state.nodes.filter { $0.isLeader && !isRunning($0.id) }.map {
      .standsStill($0.id, term: $0.term)
    }
    if let why = whyNobodyCanWin(of: running) { reasons.append(why) }
    for node in running {
      switch node.server?.role {
      case .candidate: reasons.append(.candidacy(candidacy(of: node)))
      case .preCandidate: reasons.append(.asksFirst(node.id, for: node.term + 1))
      case .follower, .leader, nil: break
      }
    }
    let stands = running.contains { $0.server?.role.isFollower == false }
    if !stands, !running.isEmpty { reasons.append(firstTimer(of: running)) }
    return reasons
  }

  /// Why no election can be won, whatever is in the logs; nil where one can.
  private func whyNobodyCanWin(of running: [Node]) -> Election? {
    guard running.count >= needed else {
      return .tooFewRun(ServerSet(running.map(\.id)), needed: needed, of: state.nodes.count)
    }
    var best = running[0].id
    for node in running where reached(from: node.id).count > reached(from: best).count {
      best = node.id
    }
    let reached = reached(from: best)
    return reached.count < needed ? .apart(best, reaching: reached, needed: needed) : nil
  }

  /// Whose election timer runs out first.
  private func firstTimer(of nodes: [Node]) -> Election {
    let timers = nodes.compactMap { node in
      cluster[node.id].election.deadline.map { (server: node.id, deadline: $0) }
    }
    let first = timers.min { $0.deadline < $1.deadline }
    guard let first, let left = left(until: first.deadline) else {
      return .nobodyStands(first: nil, in: nil)
    }
    return .nobodyStands(first: first.server, in: left)
  }

  // MARK: Whether a server can win

  func reasons(thatDecideWhether server: ServerID) -> [Election] {
    let node = state[server]
    guard node.isUp else { return [.isDown(server)] }
    guard isRunning(server) else { return [.isPaused(server)] }
    var reasons: [Election] = []
    if node.server?.role.isCandidate == true { reasons.append(.candidacy(candidacy(of: node))) }
    let election = newElection(of: node)
    reasons.append(.new(election))
    if election.canWin, node.server?.role.isFollower == true, let leader,
      leader.id != server, leader.term >= node.term,
      cluster.network.topology.isConnected(from: leader.id, to: server)
    {
      let left = left(until: cluster[server].election.deadline)
      reasons.append(.hears(server, from: leader.id, in: left))
    }
    return reasons
  }

  func newElection(of node: Node) -> NewElection {
    let own = node.log.last
    let reached = reached(from: node.id)
    var election = NewElection(server: node.id, own: own, needed: needed)
    for other in state.nodes {
      let position = other.log.last
      if other.id != node.id, obeys(.upToDateCheck), !own.isAtLeastAsUpToDate(as: position) {
        election.refusing.append(Last(server: other.id, position: position))
      } else if !other.isUp {
        election.down.insert(other.id)
      } else if reached.contains(other.id) {
        election.willing.insert(other.id)
      } else {
        election.apart.insert(other.id)
      }
    }
    return election
  }

  func candidacy(of node: Node) -> Candidacy {
    let messages = messages
    var candidacy = Candidacy(server: node.id, term: node.term, needed: needed)
    candidacy.votes = node.server?.role.candidacy?.granted ?? []
    for other in state.nodes where !candidacy.votes.contains(other.id) {
      if other.id == node.id {
        // Its own vote counts when it is on disk.
        candidacy.coming.insert(other.id)
      } else if messages.contains(where: { $0.isVote(from: other.id, to: node.id, node.term) }) {
        candidacy.coming.insert(other.id)
      } else {
        let isAsked = messages.contains { $0.asks(other.id, for: node.id, node.term) }
        sort(other, isAsked: isAsked, log: node.log.last, into: &candidacy)
      }
    }
    return candidacy
  }

  /// Puts a server whose vote is not there and not on its way where it belongs.
  private func sort(
    _ voter: Node, isAsked: Bool, log: LogPosition, into candidacy: inout Candidacy
  ) {
    let last = voter.log.last
    if !voter.isUp {
      candidacy.down.insert(voter.id)
    } else if !reached(from: candidacy.server).contains(voter.id) {
      candidacy.apart.insert(voter.id)
    } else if voter.term > candidacy.term {
      candidacy.ahead.insert(voter.id)
    } else if voter.term == candidacy.term, let other = voter.votedFor,
      other != candidacy.server, obeys(.oneVotePerTerm)
    {
      candidacy.taken.append(Vote(voter: voter.id, candidate: other))
    } else if obeys(.upToDateCheck), !log.isAtLeastAsUpToDate(as: last) {
      candidacy.newer.append(Last(server: voter.id, position: last))
    } else if isAsked {
      candidacy.open.insert(voter.id)
    } else {
      candidacy.silent.insert(voter.id)
    }
  }
}

extension Message {
  /// Whether it is a vote for a candidate of a term.
  fileprivate func isVote(from voter: ServerID, to candidate: ServerID, _ term: Term) -> Bool {
    guard from == voter, to == candidate, self.term == term,
      case .requestVoteReply(let granted) = head.content
    else { return false }
    return granted.isTrue
  }

  /// Whether a candidate asks a server for its vote in a term.
  fileprivate func asks(_ voter: ServerID, for candidate: ServerID, _ term: Term) -> Bool {
    guard from == candidate, to == voter, self.term == term,
      case .requestVote = head.content
    else { return false }
    return true
  }
}
