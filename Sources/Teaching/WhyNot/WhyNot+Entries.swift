import Explorer
import RaftCore
import Simulation

extension WhyNot {
  /// On how many servers an entry is, as far as the leader knows, and what keeps it from more.
  package struct Copies: Hashable, Sendable {
    package let leader: ServerID
    package let term: Term
    /// The entry that the question was about.
    package let entry: LogPosition
    /// The one whose copies decide: itself, or the first of the leader's own term after it.
    package let counted: LogIndex
    package let needed: Int
    /// Who stores it, as far as the leader knows.
    package var holders: ServerSet = []
    /// What keeps each of the others.
    package var others: [Copy] = []

    /// How many more must say that they store it.
    package var missing: Int { max(0, needed - holders.count) }
  }

  /// What keeps a server from being counted.
  package struct Copy: Hashable, Sendable {
    package let server: ServerID
    package let hold: Hold

    package enum Hold: CaseIterable, Hashable, Sendable {
      /// Its answer is on its way.
      case answers
      case isDown, isPaused
      /// A link between it and the leader is cut.
      case isCutOff
      /// It is in a later term, and takes nothing of this leader.
      case isAhead
      /// It is being written to its disk, or the answer waits for that.
      case writes
      /// It is on its way to the server.
      case isSent
      /// The server has it; its answer got lost, and the leader asks again.
      case saidInVain
      /// The leader has not sent it, or it got lost.
      case isMissing
    }
  }

  /// The servers that know a server's entry to be committed.
  func knowing(_ index: LogIndex, as server: ServerID) -> ServerSet {
    let entry = LogPosition(index: index, term: state[server].log[index].term)
    let knowing = state.nodes.filter { $0.committed >= index && $0.log.contains(entry) }
    return ServerSet(knowing.map(\.id))
  }

  func reasons(whyUncommitted index: LogIndex, at server: ServerID) -> [Reason] {
    // What is in a snapshot is committed, and nobody asks why it is not.
    guard isShown(index, at: server) else { return [] }
    let entry = LogPosition(index: index, term: state[server].log[index].term)
    let knowing = knowing(index, as: server)
    if !knowing.isEmpty { return [.entry(.alreadyCommitted(entry, knownTo: knowing))] }
    guard let leader else {
      if let news = announcement(of: index) { return [.entry(news)] }
      return [.entry(.nobodyCommits(entry))] + reasonsForNoLeader.map { .election($0) }
    }
    guard leader.log.contains(entry) else {
      let other = leader.log.term(at: index)
      return [.entry(.leaderLacks(leader.id, term: leader.term, entry, has: other))]
    }
    guard entry.term < leader.term, obeys(.commitOnlyCurrentTerm) else {
      return [.entry(.copies(copies(of: entry, counting: index, by: leader)))]
    }
    let own = (index...leader.log.lastIndex).first { leader.log[$0].term == leader.term }
    var reasons: [Entry] = [
      .ofOldTerm(entry, leader: leader.id, term: leader.term, with: own)
    ]
    if let own { reasons.append(.copies(copies(of: entry, counting: own, by: leader))) }
    return reasons.map { .entry($0) }
  }

  /// What is on its way, will not be refused for its term, and says that an entry is committed.
  private func announcement(of index: LogIndex) -> Entry? {
    var receivers: ServerSet = []
    var through = 0
    for message in messages where message.term >= state[message.to].term {
      guard case .appendEntries(_, let commit) = message.head.content, commit >= index else {
        continue
      }
      receivers.insert(message.to)
      through = max(through, commit)
    }
    return receivers.isEmpty ? nil : .announced(through, to: receivers)
  }

  private func copies(
    of entry: LogPosition, counting index: LogIndex, by leader: Node
  ) -> Copies {
    var copies = Copies(
      leader: leader.id, term: leader.term, entry: entry, counted: index, needed: needed)
    guard let leadership = leader.server?.role.leadership else { return copies }
    for node in state.nodes {
      if leadership[node.id].matchIndex >= index {
        copies.holders.insert(node.id)
      } else {
        copies.others.append(Copy(server: node.id, hold: hold(of: node, index, leader)))
      }
    }
    return copies
  }

  /// What keeps a server from being counted by the leader.
  private func hold(of node: Node, _ index: LogIndex, _ leader: Node) -> Copy.Hold {
    // What the leader has not counted of its own log its disk is still writing.
    guard node.id != leader.id else { return .writes }
    if state.messages.contains(where: { $0.confirms(index, from: node.id, to: leader) }) {
      return .answers
    }
    guard node.isUp else { return .isDown }
    guard isRunning(node.id) else { return .isPaused }
    // An answer that waits for a disk was promised before anything that holds the server up now.
    if messages.contains(where: { $0.confirms(index, from: node.id, to: leader) }) {
      return .writes
    }
    guard reached(from: leader.id).contains(node.id) else { return .isCutOff }
    guard node.term <= leader.term else { return .isAhead }
    let counted = LogPosition(index: index, term: leader.log[index].term)
    if node.log.contains(counted) {
      return node.disk.log.contains(counted) ? .saidInVain : .writes
    }
    let isSent = messages.contains { $0.carries(index, to: node.id, from: leader) }
    return isSent ? .isSent : .isMissing
  }
}

extension Message {
  /// Whether it tells a leader that a server stores an entry.
  fileprivate func confirms(_ index: LogIndex, from server: ServerID, to leader: Node) -> Bool {
    guard from == server, to == leader.id, term == leader.term,
      case .appendEntriesReply(.success(let matchIndex)) = head.content
    else { return false }
    return matchIndex >= index
  }

  /// Whether it brings an entry of a leader to a server.
  fileprivate func carries(_ index: LogIndex, to server: ServerID, from leader: Node) -> Bool {
    guard from == leader.id, to == server, term == leader.term,
      case .appendEntries(let previous, _) = head.content
    else { return false }
    return entries.indices.contains(index - previous.index - 1)
  }
}
