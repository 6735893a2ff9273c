import KeyValue
import RaftCore
import Screen
import Simulation
import Teaching

/// What the inspector tells of a server because of features: nothing where they are off.
struct FeatureFields {
  let glance: Glance
  let host: ServerState

  private var labels: any Labels { glance.labels }

  /// The leader that it last heard from: while it hears one, it may vote for nobody else.
  var contact: [[Span]] {
    guard let contact = host.raft.leaderContact, let clock = host.clock,
      host.raft.role?.isLeader != true, isOn(.checkQuorum) || isOn(.preVote)
    else { return [] }
    let ago = (clock - contact.at).wholeMilliseconds
    return [glance.field(labels.lastHeard, labels.leaderHeard(contact.leader, ago))]
  }

  /// What a leader goes by, what waits, and what was handed on.
  var sections: [[Span]] {
    guard host.life != .crashed else { return [] }
    return heard + leading + reads + forwarded
  }

  private func isOn(_ feature: Feature) -> Bool {
    host.raft.configuration?.features[feature] ?? false
  }

  // MARK: A leader

  private var heard: [[Span]] {
    guard let contacts = host.raft.role?.leadership?.contacts, let clock = host.clock,
      host.raft.configuration?.features.countsRounds == true
    else { return [] }
    let membership = glance.state.membership(of: host.id)
    let peers = membership.servers.removing(host.id).map { peer in
      let contact = contacts[peer]
      let ago = labels.heard((clock - contact.heardAt).wholeMilliseconds)
      return glance.field("\(peer)", "\(ago)  \(labels.answeredRound(Int(contact.answered)))")
    }
    let confirmed = Int(contacts.confirmedRound(of: membership, leader: host.id))
    let round = glance.field("round", labels.rounds(Int(contacts.round), confirmed: confirmed))
    return [[], glance.title(labels.contacts)] + peers + [round]
  }

  private var leading: [[Span]] {
    var lines: [[Span]] = []
    if let gauge = QuorumGauge(
      host, in: glance.state.membership(of: host.id), at: glance.now)
    {
      let text = labels.hears(
        min(gauge.heard.count, gauge.needed), of: gauge.needed,
        stepsDownIn: gauge.left.wholeMilliseconds)
      lines += [glance.field("quorum", "\(gauge.heard)"), glance.field("", text)]
    }
    if let lease { lines.append(glance.field(labels.lease, lease)) }
    if let transfer = TransferGauge(host, at: glance.now) {
      let text = labels.handsOver(
        to: transfer.target, isBidden: transfer.isBidden,
        givesUpIn: transfer.left.wholeMilliseconds,
        stops: transfer.stops)
      lines.append(glance.field(labels.transfer, text))
    }
    return lines
  }

  private var lease: String? {
    switch LeaseGauge(host) {
    case nil: return nil
    case .none?: return labels.noLease
    case .withoutClock?: return labels.leaseWithoutClock
    case .running(let left, let length)?:
      guard let configuration = host.raft.configuration else { return nil }
      let isBounded = configuration.rules[.leaseClockBound]
      return labels.leaseInFull(
        left.wholeMilliseconds, of: length.wholeMilliseconds,
        timeout: configuration.electionTimeout.wholeMilliseconds,
        bound: isBounded ? ActNumber.decimal(configuration.clockBound, of: 1000) : nil,
        clockOf: host.id)
    }
  }

  // MARK: What waits

  private var reads: [[Span]] {
    guard let reads = host.raft.reads, !reads.isEmpty else { return [] }
    let lines = reads.map { read in
      let whose = read.asker.map { labels.read(for: $0) }
      let query = read.query.operation.map { "\($0)" }
      let wait = labels.readWaits(for: labels.awaited(read.waitsFor, index: read.index))
      let text = [whose ?? query, wait].compactMap { $0 }.joined(separator: "  ")
      return glance.field("\(read.request.client)", text)
    }
    return [[], glance.title(labels.readsWaiting)] + lines
  }

  /// The sessions of clients that its state machine knows, the one that expires first on top.
  var sessions: [[Span]] {
    guard !host.sessions.isEmpty else { return [] }
    let lines = host.sessions.map { session in
      glance.field(
        "C\(session.client) \(session.id)",
        labels.session(lastRequest: session.serial, usedAt: session.usedAt))
    }
    return [glance.title(labels.sessionsKnown)] + lines
  }

  private var forwarded: [[Span]] {
    guard let forwarded = host.raft.forwarded, !forwarded.isEmpty else { return [] }
    let lines = forwarded.map { command in
      glance.field(
        "\(command.request.client)", command.command.operation.map { "\($0)" } ?? "∅")
    }
    return [[], glance.title(labels.handedOn)] + lines
  }
}
